"""What the cash goes to, by whom, where and when."""

import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from sprintplan import cli
from sprintplan.domain.plan import Plan
from sprintplan.domain.trips import Trips
from sprintplan.itinerary.spending import SHARED, Spending, known_columns, spending_by, year_of
from sprintplan.reports.html import team_page, year_page
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.workbook import workbook
from tests.build.plan_records import cost, event_record, plan_record, remote, to_json, totals, trip_record
from tests.reports.html.reading import Page

BO = cost(fare="100.00", visa="80.00", rooms="120.00", cash="300.00")


def company(**changes: str) -> Plan:
    """Ana (Core, 42) costs 1 000 in spring and 500 in autumn, Bo (Sales) 300, Di stays away; hire is 700."""
    spring = event_record(
        trip_record("ana", cost=cost(fare="600.00", rooms="400.00", cash="1000.00"), extra={"x_cost_centre": "42"}),
        trip_record("bo", team="Sales", manager="ana", cost=BO),
        remote("di", "ill", team="Sales"),
        totals=totals(cash="2000.00"),
        budget="2500.00",
    )
    autumn = event_record(
        trip_record("ana", cost=cost(fare="500.00", cash="500.00"), extra={"x_cost_centre": "42"}),
        event="autumn",
        name="Autumn sprint",
        totals=totals(cash="500.00"),
    )
    return plan_record(spring, autumn, totals=totals(cash="2500.00"), **changes)


def lines(column: str) -> list[tuple[str, str, int | None]]:
    return [(line.name, str(line.cash), line.people) for line in spending_by(company(), column)]


def test_teams_and_columns_count_each_person_once_and_share_what_no_trip_costs() -> None:
    """Of 2 500, Core takes 1 500 and Sales 300; 700 of hire are everybody's. Di stays away and is none of the heads."""
    shared = (SHARED, "700.00", None)
    assert lines("team") == [("Core", "1500.00", 1), ("Sales", "300.00", 1), shared]
    assert lines("x_cost_centre") == [("42", "1500.00", 1), ("-", "300.00", 1), shared]
    assert [name for name, *_ in lines("person")] == ["Ana", "Bo", "Di", SHARED]


def test_events_are_held_against_their_budget_and_the_year_against_its_own() -> None:
    """Spring leaves 500 of 2 500, 1 000 a head; the year goes 100 beyond 2 400, 1 250 a head; autumn has no budget."""
    spring, autumn = spending_by(company(), "event")
    assert (spring.people, spring.per_head, spring.left) == (2, Decimal("1000.00"), Decimal("500.00"))
    assert (autumn.budget, autumn.left) == (None, None)
    year = year_of(company(budget="2400.00"))
    assert (year.people, year.per_head, year.left) == (2, Decimal("1250.00"), Decimal("-100.00"))


def test_months_are_those_of_payment() -> None:
    """Both events begin in May, and flights leave in May: all of it in one month. Booked by April, fares and the visa
    are paid in April: 780 of spring's 2 000, and autumn's 500."""
    assert lines("month") == [("2027-05", "2500.00", None)]
    events = [
        event.changed(trips=Trips.of(trip.changed(book_by=date(2027, 4, 1)) for trip in event.trips))
        for event in company().events
    ]
    early = plan_record(*events, totals=totals(cash="2500.00"))
    assert [(line.name, str(line.cash)) for line in spending_by(early, "month")] == [
        ("2027-04", "1280.00"),
        ("2027-05", "1220.00"),
    ]


@pytest.mark.parametrize("column", known_columns(company()))
def test_every_view_adds_up_to_the_cash_of_the_plan(column: str) -> None:
    assert sum(line.cash for line in spending_by(company(), column)) == Decimal("2500.00")


def test_a_line_without_people_has_nothing_per_head() -> None:
    assert Spending("x", Decimal("1.00")).per_head is None
    assert Spending("x", Decimal("1.00"), 0).per_head is None
    assert Spending("x", Decimal("100"), 3).per_head == Decimal("33")


def test_show_prints_each_view_with_the_year_below(tmp_path: Path) -> None:
    """As a table and as JSON; an unknown column, or a part of the plan, is refused."""
    path = tmp_path / "plan.json"
    path.write_text(to_json(company(budget="2400.00")), encoding="utf-8")

    def run(*words: str) -> str:
        done = CliRunner().invoke(cli.commands, ["show", str(path), *words])
        return done.stdout + done.stderr

    assert run("--by", "event") == (
        "Cash by event (EUR)\n"
        "  event          people   cash  per head  share  budget  left\n"
        "  Spring sprint       2  2 000     1 000   80 %   2 500  +500\n"
        "  Autumn sprint       1    500       500   20 %\n"
        "  year                2  2 500     1 250  100 %   2 400  -100\n"
    )
    facts = json.loads(run("--by", "team", "--format", "json"))
    assert facts["lines"][1] == {
        "name": "Sales",
        "people": 1,
        "cash": "300.00",
        "per_head": "300.00",
        "budget": None,
        "left": None,
    }
    assert "  May 2027  2 500  100 %\n" in run("--by", "month")
    assert json.loads(run("--by", "month", "--format", "json"))["lines"][0]["name"] == "2027-05"
    assert "Use one of event, month, person, team, x_cost_centre" in run("--by", "x_floor")
    assert "leave out --event" in run("--by", "team", "--event", "spring")


def test_the_list_has_a_row_an_event_and_a_table_a_view() -> None:
    """The year is the last row; then teams, months and cost centres."""
    events, *views = LISTS["budget"](company(budget="2400.00"))
    assert [row[0] for row in events.cells] == ["spring", "autumn", "year"]
    assert [row[events.names.index("left")] for row in events.cells] == [Decimal("500.00"), None, Decimal("-100.00")]
    assert [view.name for view in views] == ["by team", "by month", "by x_cost_centre"]


def test_a_workbook_has_months_as_dates_that_sort_and_read_as_months() -> None:
    """Where JSON and CSV have 2027-05."""
    months = LISTS["budget"](company())[2]
    assert [row[0] for row in months.cells] == ["2027-05"]
    cell = load_workbook(BytesIO(workbook(company(), (months,)))).active["A5"]
    assert (cell.value, cell.number_format) == (datetime(2027, 5, 1), "mmmm yyyy")


def test_the_page_of_the_year_has_the_views_and_a_teams_page_no_budget() -> None:
    """Nothing of what all spend is on the page of Ana's people."""
    text = Page(year_page(company(budget="2400.00"))).text
    assert "By cost centre" in text
    assert "May 2027" in text
    assert "2027-05" not in text
    team = Page(team_page(company(budget="2400.00"), "ana")[1]).text
    assert "2 400" not in team
    assert "2 500" not in team
