"""What is given up of bookings when people cannot come any more: who is told, and whose team bears it."""

from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.app.verifying import verify
from sprintplan.errors import PlanDoesNotHold
from sprintplan.itinerary.changes import changes_between
from sprintplan.itinerary.spending import spending_by
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.changes import changes_text
from sprintplan.watch import Watch
from tests.replan.company import Company


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path / "eighty")


def with_cell(company: Company, column: str, cell: str) -> None:
    """Write another column of people.csv, in which cdg0 alone has a cell."""
    people = company.folder / "people.csv"
    head, *rest = people.read_text(encoding="utf-8").splitlines()
    lines = [f"{line},{cell if line.startswith('cdg0,') else ''}" for line in rest]
    people.write_text("\n".join([f"{head},{column}", *lines]) + "\n", encoding="utf-8")


def test_what_who_may_not_enter_any_more_gives_up_is_told(company: Company) -> None:
    """cdg0's visa is refused with 180 paid: the amount stands in the reason, as it does for who leaves."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    with_cell(company, "cannot_enter", "PT|ES")
    (change,) = [one for one in company.replan(path).changes or () if one.person == "cdg0"]
    assert (change.kind, change.given_up) == ("cannot_attend", ("PNR",))
    assert change.why == "people.cannot_enter: PT, 180.00 EUR of bookings are given up"


def test_what_somebody_of_the_list_who_leaves_gives_up_is_their_teams(company: Company) -> None:
    """cdg0 leaves in April with 180 paid, which the team First bears: in the plan, its change and the next plan."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    with_cell(company, "leaves", "2027-04-01")
    before, found = read_plan(path), company.replan(path)
    assert [(one.person, one.team, one.cash) for one in found.events[0].given_up_by] == [("cdg0", "First", "180.00")]
    cash = {line.name: line.cash for line in spending_by(found, "team")}
    assert found.totals is not None
    assert sum(cash.values()) == Decimal(found.totals.cash)
    assert "given up without a trip" not in cash
    trips = [trip for trip in found.events[0].trips if trip.team == "First"]
    assert cash["First"] == sum(Decimal(trip.cost.cash) for trip in trips) + 180
    changes = changes_between(before, found)
    assert changes.sums_by("team")["First"][1].cash == cash["First"]
    assert "given up" not in changes_text(changes, "team", everything=False).partition("Cash by team")[2]
    kept = company.keep(found, "kept.json")
    verify(company.folder, kept, Watch())
    assert company.replan(kept).events[0].given_up_by == found.events[0].given_up_by
    wrong = [one.changed(cash="170.00") for one in found.events[0].given_up_by]
    event = found.events[0].changed(given_up_by=tuple(wrong))
    with pytest.raises(PlanDoesNotHold, match=r"given_up_by is stated as"):
        verify(company.folder, company.keep(found.changed(events=(event,)), "wrong.json"), Watch())
