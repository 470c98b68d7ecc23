"""What is given up of bookings when people cannot come any more: who is told, and whose team bears it."""

from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.app.booked import booked_of_plan
from sprintplan.app.planning import Wish
from sprintplan.app.replanning import ReplanWish, replan
from sprintplan.app.verifying import verify
from sprintplan.errors import PlanDoesNotHold
from sprintplan.itinerary.actuals import actuals_of
from sprintplan.itinerary.changes import changes_between
from sprintplan.itinerary.spending import spending_by
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.changes import changes_text
from sprintplan.reports.text.replanned import replanned_text
from sprintplan.watch import Watch
from tests.replan.company import TODAY, Company


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


def test_what_nobody_travels_on_is_told_until_it_is_let_go(company: Company) -> None:
    """lhr0 holds the planned flights at 200 each and lhr1 is booked, whom nobody asks to come from now on: where the
    trip of the one stays as it was published, and the other has none, no change tells of either."""
    company.people.append("lhr99,LHR")
    company.write()
    path = company.publish()
    company.book(read_plan(path), ["lhr0", "lhr99"], fare="200")
    bookings = company.folder / "bookings.csv"
    rows = bookings.read_text(encoding="utf-8").splitlines(keepends=True)
    held = [row.replace(",booked,", ",held,").replace("PNR", "HOLD") if ",lhr0," in row else row for row in rows]
    bookings.write_text("".join(held), encoding="utf-8")
    with_cell(company, "events", "")
    people = company.folder / "people.csv"
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("lhr99,Lhr99,First,LHR,", "lhr99,Lhr99,First,LHR,-"), encoding="utf-8")
    left = company.keep(company.replan(path), "left.json")
    watch = Watch()
    found = replan(company.folder, left, ReplanWish(Wish(today=TODAY, workers=1)), watch)
    assert found.changes == ()
    hold = "no trip of this plan is on what is held as HOLD (Lhr0, outbound), HOLD (Lhr0, return). Let it go; "
    paid = "no trip of this plan is on what is booked as PNR (Lhr99, outbound), PNR (Lhr99, return). Exchange or cancel"
    assert [one for one in watch.warnings if one.startswith("no trip")] == [
        f"{hold}`--keep flights` keeps what is of use",
        f"{paid} it",
    ]
    kept = Watch()
    replan(company.folder, left, ReplanWish(Wish(today=TODAY, workers=1), "flights"), kept)
    assert [one for one in kept.warnings if one.startswith("no trip")] == [f"{paid} it"]


def test_what_somebody_who_was_never_asked_gives_up_is_of_no_trip_and_has_a_name(company: Company) -> None:
    """waw99 is in people.csv, is asked to come to nothing, and is booked all the same."""
    company.people.append("waw99,WAW")
    company.write()
    with_cell(company, "events", "")
    people = company.folder / "people.csv"
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("waw99,Waw99,Second,WAW,", "waw99,Waw99,Second,WAW,-"), encoding="utf-8")
    path = company.publish()
    company.book(read_plan(path), ["waw0"])
    bookings = company.folder / "bookings.csv"
    rows = bookings.read_text(encoding="utf-8").replace("waw0,Waw0,", "waw99,Waw99,")
    bookings.write_text(rows, encoding="utf-8")
    found = company.replan(path)
    told = " ".join(replanned_text(found, read_plan(path)).split())
    assert "nothing changes" in told
    assert "the changes come to +240, +240 of it of no trip of the plan" in told
    (last,) = [one for one in actuals_of(found, booked_of_plan(bookings, found, Watch())).trips if not one.trip]
    assert (last.name, last.team, last.state) == ("Waw99", "Second", "unplanned")
