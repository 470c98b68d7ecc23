"""Planned against booked where a plan follows a published one: who left, and bookings that are given up."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.app.booked import booked_of_plan
from sprintplan.app.plan_log import record
from sprintplan.domain.change_record import ChangeRecord
from sprintplan.domain.trips import Trips
from sprintplan.itinerary.actuals import actuals_of
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.actuals import actuals_text
from sprintplan.watch import Watch
from tests.build.plan_records import to_json
from tests.itinerary.test_actuals import EVA, HEADER, ana, run
from tests.replan.company import Company
from tests.reports.lists.desk import desk_plan


def test_who_left_is_found_by_e_mail_in_the_log_and_by_name_in_the_changes(tmp_path: Path) -> None:
    """Eva was in the published plan that the workspace keeps, and is in no trip of the next one."""
    (tmp_path / "sprint.toml").touch()
    before = desk_plan()
    spring = before.events[0]
    eva = [trip.changed(email="e@acme.example") if trip.person == "eva" else trip for trip in spring.trips]
    record(
        tmp_path,
        before.changed(events=(spring.changed(trips=Trips.of(eva)), *before.events[1:])),
        tmp_path / "plan.json",
    )
    rest = [trip for trip in spring.trips if trip.person != "eva"]
    gone = ChangeRecord(
        event="spring",
        person="eva",
        name="Eva",
        team="Core",
        kind="left",
        what=(),
        why="not in people.csv any more",
        cost="0.00",
        before=None,
    )
    after = before.changed(events=(spring.changed(trips=Trips.of(rest)), *before.events[1:]), changes=(gone,))
    path = tmp_path / "bookings.csv"
    path.write_text(f"{HEADER}\n{EVA.replace('eva', 'E@acme.example')}\n", encoding="utf-8")
    last = actuals_of(after, booked_of_plan(path, after, Watch())).trips[-1]
    assert (last.person, last.name, last.team, last.state) == ("eva", "Eva", "Core", "unplanned")
    later = after.changed(changes=())
    (tmp_path / "later.json").write_text(to_json(later), encoding="utf-8")
    done = run("actuals", tmp_path / "later.json", path, "--format", "json")
    [ticket] = [one for one in json.loads(done.stdout)["trips"] if one["person"] == "eva"]
    assert (ticket["name"], ticket["team"]) == ("Eva", eva[0].team)


@pytest.mark.parametrize(
    ("lands", "booked_on", "state", "to_book"),
    [("21:40", "", "open", 120), ("12:20", "", "booked", 0), ("21:40", "2027-05-01", "booked", 0)],
)
def test_a_booking_that_the_plan_exchanges_pays_for_none_of_its_ways(
    tmp_path: Path, lands: str, booked_on: str, state: str, to_book: int
) -> None:
    """Ana's ticket of 310 goes for one of 300, of which 130 are gone: 120 are to pay, unless she has the planned
    flights or bought it since."""
    plan = desk_plan()
    spring = plan.events[0]
    trips = [
        one.changed(cost=one.cost.changed(given_up="130.00")) if one.person == "ana" else one for one in spring.trips
    ]
    gone = ChangeRecord(
        event="spring",
        person="ana",
        name="Ana",
        team="Core",
        kind="place_and_dates",
        what=("outbound",),
        why="the event is at Lisbon now",
        cost="120.00",
        before=None,
        given_up=("A1",),
    )
    after = plan.changed(events=(spring.changed(trips=Trips.of(trips)), *plan.events[1:]), changes=(gone,))
    path = tmp_path / "bookings.csv"
    path.write_text(f"{HEADER},booked_on\n{ana(lands=lands)},{booked_on}\n", encoding="utf-8")
    actuals = actuals_of(after, booked_of_plan(path, after, Watch()))
    first = actuals.trips[0]
    assert (first.state, first.spent, first.to_book) == (state, Decimal(310), Decimal(to_book))
    assert (first.variance is None) == (state == "open")
    text = " ".join(actuals_text(actuals, "team", date(2027, 1, 1)).split())
    assert ("A1, outbound and return to book, 120 EUR more" in text) == (state == "open")


@pytest.mark.parametrize(("moved_to", "state"), [(None, "open"), ("2027-05-23T{}//2027-05-25T{}", "booked")])
def test_a_train_of_the_week_that_was_left_pays_for_no_other(tmp_path: Path, moved_to: str | None, state: str) -> None:
    """cdg0 has booked a train both ways, and the event moves by two weeks: it is to be exchanged, until the desk has
    exchanged it for one of the new days, at whatever hour."""
    company = Company(tmp_path / "eighty")
    titles = "origin,destination,mode,minutes,fare,currency,co2e_kg,depart_from,depart_until,both_ways"
    (company.folder / "ground.csv").write_text(f"{titles}\nid:cdg0,lisbon,train,600,30,EUR,5,,,\n", encoding="utf-8")
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    later = [re.sub(r"2027-05-(\d\d)", lambda day: f"2027-05-{int(day[1]) + 14:02}", row) for row in company.offers]
    company.offers += later
    company.write()
    settings = company.folder / "sprint.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("2027-05-10", "2027-05-24"), encoding="utf-8")
    plan = company.replan(path, "nothing")
    (change,) = [one for one in plan.changes or () if one.person == "cdg0"]
    assert (change.kind, change.given_up) == ("place_and_dates", ("PNR",))
    booked = company.folder / "bookings.csv"
    if moved_to:
        way = "cdg0,spring,both,booked,train,CDG,LIS,{},{},60"
        rows = way.format(moved_to.format("05:00", "09:00"), moved_to.format("17:00", "20:00"))
        head = "person,event,direction,status,mode,origin,destination,departs,arrives,fare,reference"
        booked.write_text(f"{head}\n{rows},PNR\n", encoding="utf-8")
    actuals = actuals_of(plan, booked_of_plan(booked, plan, Watch()))
    (found,) = [one for one in actuals.trips if one.person == "cdg0"]
    assert (found.state, found.to_buy) == (state, ("outbound", "inbound") if state == "open" else ())
