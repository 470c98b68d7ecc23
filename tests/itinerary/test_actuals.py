"""Planned against booked, on the desk's plan: Ana and Bo fly in spring, Ana in autumn."""

import copy
import csv
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sprintplan.app.booked import booked_of_plan
from sprintplan.cli.commands import commands
from sprintplan.errors import InputError
from sprintplan.itinerary.actuals import Actuals, actuals_of
from sprintplan.reports.lists.actuals import actuals_tables
from sprintplan.reports.text.actuals import actuals_facts, actuals_text, named_sums
from sprintplan.watch import Watch
from tests.build.plan_records import to_json
from tests.reports.lists.desk import desk_plan

HEADER = "person,event,direction,status,origin,destination,departs,arrives,cabin,fare,refund,reference"
BO_OUT = "bo,spring,outbound,booked,HND,LIS,2027-05-08T11:05,2027-05-09T08:55,{cabin},{fare},{refund},B1"
EVA = "eva,spring,outbound,booked,RIX,LIS,2027-05-09T10:00,2027-05-09T12:20,,200,0,E1"
ANA = (
    "ana,spring,both,{status},RIX,LIS,2027-05-09T10:00//2027-05-16T19:30,"
    "2027-05-09T{lands}//2027-05-17T09:05,,{fare},{refund},A1"
)


def actuals_with(folder: Path, *rows: str) -> Actuals:
    path = folder / "bookings.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return actuals_of(desk_plan(), booked_of_plan(path, desk_plan(), Watch()))


def ana(status: str = "booked", fare: str = "310", refund: str = "", lands: str = "12:20") -> str:
    return ANA.format(status=status, fare=fare, refund=refund, lands=lands)


def bo(cabin: str = "premium_economy", fare: str = "990", refund: str = "") -> str:
    return BO_OUT.format(cabin=cabin, fare=fare, refund=refund)


def test_planned_spent_and_to_book(tmp_path: Path) -> None:
    """Ana paid 310 for 300; Bo paid 990 for the way out, and the return of 900.50 is left, as are 300 in autumn."""
    actuals = actuals_with(tmp_path, ana(), bo())
    assert [(one.person, one.event, one.state) for one in actuals.trips] == [
        ("ana", "spring", "booked"),
        ("bo", "spring", "part"),
        ("ana", "autumn", "open"),
    ]
    total = actuals.total
    assert (total.trips, total.booked) == (3, 1)
    assert (total.planned, total.spent) == (Decimal("2500.50"), Decimal("1300.00"))
    assert (total.to_book, total.variance) == (Decimal("1200.50"), Decimal("10.00"))


def test_what_is_paid_too_much_does_not_lessen_what_is_to_book(tmp_path: Path) -> None:
    """Bo paid 1 990 for a way out of 1 000, so 990 lie above the ceiling, and the return of 900.50 is to be bought."""
    actuals = actuals_with(tmp_path, bo(fare="1990"))
    one = actuals.trips[1]
    assert (one.state, one.to_book, one.over_ceiling) == ("part", Decimal("900.50"), Decimal("990.00"))
    assert "Booked in part: 1 trip" in (text := actuals_text(actuals, "team", date(2027, 1, 1)))
    assert "return to book, planned" in " ".join(text.split())


def test_a_cancelled_way_is_to_be_bought_whole(tmp_path: Path) -> None:
    """Of 310 came 200 back: 110 are spent, and the planned 300 are to book."""
    (first, *_) = actuals_with(tmp_path, ana("cancelled", refund="200")).trips
    assert (first.spent, first.to_book) == (Decimal("110.00"), Decimal("300.00"))


def test_what_is_held_is_not_spent(tmp_path: Path) -> None:
    """310 are held: nothing is spent, and the planned 300 are still to book."""
    actuals = actuals_with(tmp_path, ana("held"))
    text = actuals_text(actuals, "team", date(2027, 1, 1))
    assert re.search(r"Held, and not paid: 1 trip\n.*: outbound and return\n", text)
    (first, *_) = actuals.trips
    assert (first.state, first.spent, first.variance) == ("held", Decimal(0), None)


def test_a_cancelled_booking_costs_what_did_not_come_back(tmp_path: Path) -> None:
    """Of 310 came 200 back, so 110 are spent and the trip is open again."""
    (first, *_) = actuals_with(tmp_path, ana("cancelled", refund="200")).trips
    assert (first.state, first.spent) == ("open", Decimal("110.00"))


def test_whoever_does_not_travel_in_the_plan_stands_at_the_end(tmp_path: Path) -> None:
    """Eva cannot attend, and has a ticket for 200."""
    actuals = actuals_with(tmp_path, EVA)
    last = actuals.trips[-1]
    assert (last.person, last.state, last.spent, last.variance) == ("eva", "unplanned", Decimal(200), Decimal(200))
    sums = actuals.by("person")["eva"]
    assert (sums.trips, sums.booked, sums.spent) == (0, 0, Decimal(200))
    assert actuals.total.booked == actuals.booked == 0


def test_who_is_known_nowhere_is_listed_as_written(tmp_path: Path) -> None:
    """elise@acme.example is nobody's address, and bo's ticket still counts."""
    last = actuals_with(tmp_path, EVA.replace("eva", "elise@acme.example"), bo()).trips[-1]
    assert (last.person, last.name, last.state) == ("elise@acme.example", "elise@acme.example", "unplanned")
    with pytest.raises(InputError, match=r"bookings\.csv:2: person: "):
        actuals_with(tmp_path, EVA.replace("eva", ""))


def test_a_higher_cabin_and_a_dearer_fare_are_told(tmp_path: Path) -> None:
    """Premium economy is Bo's due, business is booked; Ana's 310 lie 10 above the planned 300."""
    first, second, _ = actuals_with(tmp_path, ana(), bo("business")).trips
    assert (second.above_cabin, first.above_cabin) == (("outbound",), ())
    assert (first.over_ceiling, second.over_ceiling) == (Decimal("10.00"), None)


def test_other_flights_are_told(tmp_path: Path) -> None:
    """Ana lands at 12:40 in place of 12:20."""
    (first, *_) = actuals_with(tmp_path, ana(lands="12:40")).trips
    assert first.other_flights == ("outbound",)


def test_a_train_in_place_of_a_flight_is_told_and_has_no_cabin(tmp_path: Path) -> None:
    """Ana goes out by train, which is in no higher cabin than economy, and flies home as planned."""
    path, train = tmp_path / "bookings.csv", ana().replace("RIX,LIS", "Riga LV//LIS,Lisbon PT//RIX")
    path.write_text(f"{HEADER},mode\n{train},train//air\n", encoding="utf-8")
    first, *_ = actuals_of(desk_plan(), booked_of_plan(path, desk_plan(), Watch())).trips
    assert (first.other_flights, first.above_cabin) == (("outbound",), ())


def test_the_list_has_sums_by_event_team_and_own_columns(tmp_path: Path) -> None:
    """Cost centre 42 is Ana's in spring alone."""
    tables = {table.name: table for table in actuals_tables(actuals_with(tmp_path, ana(), bo()))}
    assert [*tables] == ["actuals", "by event", "by team", "by x_cost_centre", "by x_phone", "by x_diet"]
    centre = tables["by x_cost_centre"]
    spent = centre.names.index("spent")
    assert [(row[0], row[spent]) for row in centre.cells] == [("", Decimal("990.00")), ("42", Decimal("310.00"))]


def test_the_day_by_which_to_book_passes(tmp_path: Path) -> None:
    """Ana is to book autumn by 10 April: not on the day itself, but the day after, and never where it is booked."""
    *_, autumn = actuals_with(tmp_path, ana(), bo()).trips
    assert autumn.trip is not None
    due = replace(autumn, trip=autumn.trip.changed(book_by=date(2027, 4, 10)))
    assert [due.is_late(date(2027, 4, day)) for day in (10, 11)] == [False, True]
    first, *_ = actuals_with(tmp_path, ana(), bo()).trips
    assert not first.is_late(date(2030, 1, 1))


def run(*arguments: object) -> Any:
    return CliRunner().invoke(commands, [str(one) for one in arguments])


def test_the_command_prints_sums_and_writes_the_list(tmp_path: Path) -> None:
    """One of three trips is booked; the list has three rows."""
    (tmp_path / "plan.json").write_text(to_json(desk_plan()), encoding="utf-8")
    actuals_with(tmp_path, ana(), bo())
    names = (tmp_path / "plan.json", tmp_path / "bookings.csv")
    printed = run("actuals", *names, "-o", tmp_path / "list.csv")
    assert printed.exit_code == 0, printed.output
    assert "1 of 3 trips booked, 2 trips to book" in printed.output
    assert "Above the ceiling: 1 trip" in printed.output
    assert len((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
    assert run("actuals", *names, "--by", "x_none").exit_code == 2


@pytest.mark.parametrize(("name", "right"), [("list.ods", "list.xlsx"), ("list.json", "list.csv"), ("a.pdf", "a.csv")])
def test_a_list_whose_ending_says_something_else_is_refused(tmp_path: Path, name: str, right: str) -> None:
    (tmp_path / "plan.json").write_text(to_json(desk_plan()), encoding="utf-8")
    actuals_with(tmp_path, ana(), bo())
    facts = run("actuals", tmp_path / "plan.json", tmp_path / "bookings.csv", "-o", tmp_path / name)
    assert facts.exit_code == 2
    assert facts.stderr.endswith(f"Name it {tmp_path / right}\n")
    assert not (tmp_path / name).exists()


def test_json_states_sums_and_every_trip(tmp_path: Path) -> None:
    """1 300 are spent, 310 of them by cost centre 42; Bo's reference is B1."""
    facts: dict[str, Any] = actuals_facts(actuals_with(tmp_path, ana(), bo()), "x_cost_centre", date(2027, 1, 1))
    assert facts["totals"]["spent"] == "1300.00"
    assert facts["by"]["42"]["spent"] == "310.00"
    assert facts["trips"][1]["bookings"][0]["reference"] == "B1"
    nothing: dict[str, Any] = actuals_facts(actuals_with(tmp_path), "team", date(2027, 1, 1))
    assert [one["spent"] for one in (nothing["totals"], *nothing["trips"])] == ["0.00"] * 4


ORDER: dict[str, Any] = {
    "id": "ord_1",
    "booking_reference": "RZPNX8",
    "created_at": "2027-01-10T15:48:11Z",
    "total_amount": "620.00",
    "total_currency": "EUR",
    "owner": {"name": "airBaltic", "iata_code": "BT"},
    "documents": [{"type": "electronic_ticket", "unique_identifier": "1"}],
    "conditions": {
        "refund_before_departure": {"allowed": True, "penalty_amount": "100.00", "penalty_currency": "EUR"},
        "change_before_departure": {"allowed": False, "penalty_amount": None, "penalty_currency": None},
    },
    "passengers": [
        {"given_name": "Ana", "family_name": "Lima", "email": "ana@acme.example"},
        {"given_name": "田中", "family_name": "望", "email": None},
    ],
    "metadata": {"event": "spring"},
    "slices": [
        {
            "segments": [
                {
                    "origin": {"iata_code": "RIX"},
                    "destination": {"iata_code": "LIS"},
                    "departing_at": "2027-05-09T10:00:00",
                    "arriving_at": "2027-05-09T12:20:00",
                    "marketing_carrier": {"iata_code": "BT"},
                    "marketing_carrier_flight_number": "0675",
                    "passengers": [{"cabin_class": "economy"}, {"cabin_class": "economy"}],
                }
            ]
        },
        {
            "segments": [
                {
                    "origin": {"iata_code": "LIS"},
                    "destination": {"iata_code": "FRA"},
                    "departing_at": "2027-05-16T14:30:00",
                    "arriving_at": "2027-05-16T18:30:00",
                    "marketing_carrier": {"iata_code": "LH"},
                    "marketing_carrier_flight_number": "1173",
                    "passengers": [{"cabin_class": "business"}],
                },
                {
                    "origin": {"iata_code": "FRA"},
                    "destination": {"iata_code": "RIX"},
                    "departing_at": "2027-05-16T20:00:00",
                    "arriving_at": "2027-05-16T23:05:00",
                    "marketing_carrier": {"iata_code": "LH"},
                    "marketing_carrier_flight_number": "890",
                    "passengers": [{"cabin_class": "economy"}],
                },
            ]
        },
    ],
}


@pytest.mark.parametrize("wrap", [lambda order: {"data": order}, lambda order: {"data": [order]}, lambda order: order])
def test_an_order_is_read_as_its_seller_returns_it(tmp_path: Path, wrap: Any) -> None:
    """620 for two people are 310 each, of which 260 come back; Ana is known by her e-mail, Bo by his name."""
    (tmp_path / "ord_1.json").write_text(json.dumps(wrap(ORDER)), encoding="utf-8")
    first, second = booked_of_plan(tmp_path, desk_plan(), Watch())
    assert (first.person, first.direction, first.status, first.reference) == ("ana", "both", "ticketed", "RZPNX8")
    assert (first.fare_minor, first.refund_minor, first.change_fee_minor) == (310_00, 260_00, None)
    assert (first.supplier, str(first.booked_on)) == ("airBaltic", "2027-01-10")
    assert first.inbound is not None
    assert [(hop.origin, hop.number) for hop in first.inbound.flights] == [("LIS", "1173"), ("FRA", "890")]
    assert second.person == "bo"
    assert second.place == "ord_1.json"


@pytest.mark.parametrize(("after", "warned"), [(None, False), ("g2wAAAAC", True)], ids=["last page", "first page"])
def test_orders_on_further_pages_are_asked_for(tmp_path: Path, after: str | None, warned: bool) -> None:
    """A page of Duffel's orders names the next one in `meta.after`; what is booked there would seem open."""
    (tmp_path / "orders").mkdir()
    page = {"data": [ORDER], "meta": {"after": after}}
    (tmp_path / "orders" / "ord_1.json").write_text(json.dumps(page), encoding="utf-8")
    (tmp_path / "plan.json").write_text(to_json(desk_plan()), encoding="utf-8")
    done = CliRunner().invoke(commands, ["actuals", str(tmp_path / "plan.json"), str(tmp_path / "orders")])
    warning = "warning: ord_1.json: the provider has more pages of orders behind this one. Save all of them"
    assert (done.exit_code, [line for line in done.stderr.split("\n") if line]) == (0, [warning] if warned else [])


@pytest.mark.parametrize(
    ("number", "elsewhere", "expected"),
    [(0, False, "outbound"), (1, False, "inbound"), (0, True, "outbound"), (1, True, "inbound")],
    ids=["out", "back", "out by its day", "back by its day"],
)
def test_an_order_of_one_slice_leads_there_or_back(tmp_path: Path, number: int, elsewhere: bool, expected: str) -> None:
    """By the airports of the plan, else by which end of the event it is nearer to."""
    one = copy.deepcopy(ORDER["slices"][number])
    if elsewhere:
        one["segments"] = one["segments"][:1]
        one["segments"][0] |= {"origin": {"iata_code": "OSL"}, "destination": {"iata_code": "ARN"}}
    (tmp_path / "ord_1.json").write_text(json.dumps(ORDER | {"slices": [one]}), encoding="utf-8")
    assert {booking.direction for booking in booked_of_plan(tmp_path, desk_plan(), Watch())} == {expected}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"payment_status": {"awaiting_payment": True}}, "held"),
        ({"cancelled_at": "2027-02-01T00:00:00Z"}, "cancelled"),
        ({"cancellation": {"refund_amount": "90.00", "confirmed_at": "2027-02-01T00:00:00Z"}}, "cancelled"),
        ({"cancellation": {"refund_amount": "90.00", "confirmed_at": None}}, "ticketed"),
        ({"documents": []}, "booked"),
    ],
)
def test_the_status_of_an_order(tmp_path: Path, change: dict[str, Any], expected: str) -> None:
    """Awaiting payment it is held, cancelled it counts no more, unless that is only quoted; without tickets it is
    booked."""
    (tmp_path / "ord_1.json").write_text(json.dumps({"data": ORDER | change}), encoding="utf-8")
    assert {one.status for one in booked_of_plan(tmp_path, desk_plan(), Watch())} == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"data": ', "ord_1.json: this is not JSON, or only a part of it"),
        ('{"data": {"id": "off_1"}}', "ord_1.json: it holds no order as Duffel returns them"),
        (json.dumps(ORDER | {"slices": ORDER["slices"] * 2}), "ord_1.json: order RZPNX8 has 4 slices, more than a way"),
        ('{"errors": [{"title": "no"}]}', "ord_1.json: the provider answered with errors, not with an order"),
        (json.dumps(ORDER | {"metadata": {"event": "sprng"}}), 'ord_1.json: event: unknown event "sprng"'),
    ],
)
def test_an_order_that_cannot_be_used_is_told(tmp_path: Path, text: str, expected: str) -> None:
    """The file and what is wrong with it."""
    (tmp_path / "ord_1.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        booked_of_plan(tmp_path, desk_plan(), Watch())
    assert expected in str(caught.value)


def test_the_page_has_every_sum_and_what_needs_attention(tmp_path: Path) -> None:
    """Ana and Bo with their fares, cost centre 42, and the 10 that Ana paid above the planned 300; none is loaded."""
    (tmp_path / "plan.json").write_text(to_json(desk_plan()), encoding="utf-8")
    actuals_with(tmp_path, ana(), bo("business"))
    page = tmp_path / "page.html"
    names = (tmp_path / "plan.json", tmp_path / "bookings.csv", "--today", "2027-01-01")
    told = run("actuals", *names, "--page", page)
    assert told.exit_code == 0, told.output
    text = page.read_text(encoding="utf-8")
    for words in ("By event", "By team", "By cost centre", "By person", "Ana", "EUR over 300"):
        assert words in text, words
    assert "In a higher cabin than the policy allows" in text
    assert "src=" not in text
    assert run("actuals", *names, "--page", tmp_path / "plan.json").exit_code == 2


def test_the_list_is_exported_with_the_bookings_beside_the_plan(tmp_path: Path) -> None:
    """A row a trip; without bookings.csv the command says what is missing."""
    plan = tmp_path / "plan.json"
    plan.write_text(to_json(desk_plan()), encoding="utf-8")
    told = run("export", plan, "--kind", "actuals", "-o", tmp_path / "list.csv").output
    assert " ".join(told.split()).endswith(
        "has no bookings.csv. Name the workspace of the plan with --workspace FOLDER"
    )
    actuals_with(tmp_path, ana(), bo())
    assert run("export", plan, "--kind", "actuals", "-o", tmp_path / "list.csv").exit_code == 0
    assert len((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()) == 4


def test_a_workspace_in_which_nothing_is_booked_is_named(tmp_path: Path) -> None:
    """Not the folder of the plan."""
    plan, year = tmp_path / "plan.json", tmp_path / "year"
    year.mkdir()
    (year / "sprint.toml").touch()
    plan.write_text(to_json(desk_plan().changed(workspace="year")), encoding="utf-8")
    told = run("export", plan, "--kind", "actuals", "-o", tmp_path / "list.csv").output
    assert "year has no bookings.csv" in " ".join(told.split())


def test_the_list_counts_the_orders_of_a_workspace(tmp_path: Path) -> None:
    """Bo's way out stands in bookings.csv, Ana's ways in an order: 990 and 310 are spent. Another folder has no orders
    of its own."""
    plan, orders = tmp_path / "plan.json", tmp_path / "bookings"
    plan.write_text(to_json(desk_plan()), encoding="utf-8")
    orders.mkdir()
    order = ORDER | {"passengers": ORDER["passengers"][:1], "total_amount": "310.00"}
    (orders / "ord_1.json").write_text(json.dumps(order), encoding="utf-8")
    refused = run("export", plan, "--kind", "actuals", "-o", tmp_path / "list.csv")
    assert refused.exit_code == 2
    assert "has no bookings.csv" in " ".join(refused.output.split())
    (tmp_path / "sprint.toml").touch()
    assert spent(plan, tmp_path / "list.csv") == {"ana": "310.00", "bo": "0.00"}
    actuals_with(tmp_path, bo())
    assert spent(plan, tmp_path / "list.csv") == {"ana": "310.00", "bo": "990.00"}
    (tmp_path / "sprint.toml").unlink()
    assert spent(plan, tmp_path / "list.csv") == {"ana": "0.00", "bo": "990.00"}


def spent(plan: Path, path: Path) -> dict[str, str]:
    """What the exported list says was spent in spring, by person."""
    facts = run("export", plan, "--kind", "actuals", "--force", "-o", path)
    assert facts.exit_code == 0, facts.output
    rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    return {row["person"]: row["spent"] for row in rows if row["event"] == "spring"}


def test_sums_by_event_stand_in_the_order_of_the_plan() -> None:
    """Spring before autumn, which comes first in the alphabet."""
    plan = desk_plan()
    names = [name for name, _ in named_sums(actuals_of(plan, ()), "event")]
    assert names == [event.name for event in plan.events] == ["Spring sprint", "Autumn sprint"]
