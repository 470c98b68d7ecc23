"""What each list tells."""

from decimal import Decimal
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from sprintplan.domain.plan import Plan
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.table import Table
from tests.build.plan_records import cost, event_record, remote, trip_record
from tests.build.plan_records import plan_record as plan
from tests.golden import CsvFile
from tests.reports.lists.desk import FORMULA, desk_plan


def rows(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.names, cells, strict=True)) for cells in table.cells]


def listed(plan: Plan, kind: str, number: int = 0) -> list[dict[str, Any]]:
    return rows(LISTS[kind](plan)[number])


@pytest.mark.parametrize("kind", LISTS)
def test_each_list_reads_as_it_did(kind: str, snapshot: SnapshotAssertion) -> None:
    """Golden files; lines end in CR LF, which the files' own line ends hide."""
    for table in LISTS[kind](desk_plan()):
        text = csv_text(table)
        assert text.count("\r\n") == len(table.cells) + 1
        assert text.replace("\r\n", "\n") == snapshot(extension_class=CsvFile, name=table.name)


def test_the_manifest_follows_day_hour_and_airport() -> None:
    """Bo lands at 8, Ana at 12, Cy comes some time that day; in autumn Ana alone. Nobody else passes."""
    lines = [(row["event"], str(row["date"]), row["hour"], row["person"]) for row in listed(desk_plan(), "manifest")]
    assert lines == [
        ("spring", "2027-05-09", 8, "bo"),
        ("spring", "2027-05-09", 12, "ana"),
        ("spring", "2027-05-09", None, "cy"),
        ("spring", "2027-05-16", 19, "ana"),
        ("spring", "2027-05-16", 19, "bo"),
        ("spring", "2027-05-16", None, "cy"),
        ("autumn", "2027-05-09", 12, "ana"),
        ("autumn", "2027-05-16", 19, "ana"),
    ]


def test_the_manifest_names_the_last_flight_in_and_the_first_one_out() -> None:
    """Bo lands from Frankfurt on a flight of NH that LH operates, and leaves for Haneda."""
    arrives, leaves = (row for row in listed(desk_plan(), "manifest") if row["person"] == "bo")
    assert (arrives["flight"], arrives["operated_by"], arrives["other_airport"]) == ("NH5445", "LH", "FRA")
    assert (leaves["flight"], leaves["other_airport"], leaves["airport"]) == ("TP", "HND", "LIS")


def test_every_night_lists_its_guests_and_counts_them() -> None:
    """Bo alone on the 8th, three from the 9th to the 15th, nobody on the day of leaving."""
    nights = {str(row["night"]): row for row in listed(desk_plan(), "rooming", 2) if row["event"] == "spring"}
    assert [night["rooms"] for night in nights.values()] == [1, *[3] * 7]
    assert (nights["2027-05-09"]["arriving"], nights["2027-05-15"]["leaving_next_day"]) == (2, 3)
    assert "2027-05-16" not in nights
    by_night = [row for row in listed(desk_plan(), "rooming", 1) if row["event"] == "spring"]
    assert len(by_night) == 1 + 3 * 7
    assert all(row["rooms_that_night"] == nights[str(row["night"])]["rooms"] for row in by_night)
    assert {row["person"] for row in by_night} == {"ana", "bo", "cy"}


def test_the_rooming_list_has_a_row_a_stay() -> None:
    """Who sleeps there, from when to when: not who lives nearby, and not who stays away."""
    stays = [(row["person"], str(row["check_in"]), row["nights"]) for row in listed(desk_plan(), "rooming")]
    assert stays == [
        ("ana", "2027-05-09", 7),
        ("bo", "2027-05-08", 8),
        ("cy", "2027-05-09", 7),
        ("ana", "2027-05-09", 7),
    ]


def test_a_ride_begins_where_and_when_people_are_picked_up() -> None:
    """Out as the last one lands, at the airport; home from the venue, 30 minutes of way and 120 of check-in before the
    first take-off at 19:30. A plan that does not state those has no time for the way home."""
    silent = [(row["pick_up_at"], row["pick_up"] is None) for row in listed(desk_plan(), "transfers")]
    assert silent[0] == ("LIS", False)
    assert silent[2] == ("Casa do Tejo", True)
    event = event_record(trip_record("ana"), transfer_minutes=30, check_in_minutes=120)
    there, back = (row["pick_up"] for row in listed(plan(event), "transfers"))
    assert (f"{there:%H:%M}", f"{back:%H:%M}") == ("12:20", "17:00")


def test_days_in_lieu_add_up_by_person() -> None:
    """Ana earns 3.2 days in spring and 1.2 in autumn, 4.4 in all; who earns none has no row."""
    lines = [(row["event"], row["person"], row["days_in_lieu"]) for row in listed(desk_plan(), "lieu")]
    assert lines == [("spring", "ana", 3.2), ("autumn", "ana", 1.2)]
    (ana,) = listed(desk_plan(), "lieu", 1)
    assert (ana["outside_hours"], ana["weekend_days"], ana["days_in_lieu"]) == (19.16, 2, 4.4)


def test_transfers_cost_a_way_each_and_shuttles_their_runs() -> None:
    """41.50 both ways is 20.75 each; two leave in one hour for 41.50; in autumn a run costs 25.00."""
    lines = [(row["means"], row["travellers"], row["runs"], row["cost"]) for row in listed(desk_plan(), "transfers")]
    assert lines == [
        ("transfer", 1, None, Decimal("20.75")),
        ("transfer", 1, None, Decimal("20.75")),
        ("transfer", 2, None, Decimal("41.50")),
        ("shuttle", 1, 1, Decimal("25.00")),
        ("shuttle", 1, 1, Decimal("25.00")),
    ]
    assert listed(desk_plan(), "transfers")[2]["who"] == f"{FORMULA}; 田中 望"


def test_what_expires_first_is_booked_first() -> None:
    """Bo's way out expires, at 04:30 UTC on the 2nd; the others do not, and follow by departure."""
    lines = [row for row in listed(desk_plan(), "bookings") if row["event"] == "spring"]
    assert [row["offer"] for row in lines] == ["ana.csv:2", "quotes.csv:2|quotes.csv:3", "ana.csv:3"]
    first = lines[0]
    assert str(first["expires_utc"]) == "2026-12-02 04:30:00+00:00"
    assert (first["fare"], first["original_fare"], first["original_currency"]) == (
        Decimal(1000),
        Decimal(161800),
        "JPY",
    )
    assert first["out_entitled_by"] == "policy.cabin[1]: over 6 h (fastest 15 h 10)"
    assert (first["home_route"], first["home_departs"]) == ("", None)


def test_trips_are_a_row_a_flight() -> None:
    """Two flights out and one home for Bo, each with its own offer; nobody who does not fly."""
    rows = [row for row in listed(desk_plan(), "trips") if row["event"] == "spring"]
    assert [(row["person"], row["direction"], row["segment"]) for row in rows] == [
        ("ana", "outbound", 1),
        ("ana", "inbound", 1),
        ("ana", "inbound", 2),
        ("bo", "outbound", 1),
        ("bo", "outbound", 2),
        ("bo", "inbound", 1),
    ]
    assert [row["offer"] for row in rows[3:]] == ["ana.csv:2", "ana.csv:2", "ana.csv:3"]
    assert rows[3]["minutes"] == 865


@pytest.mark.parametrize("kind", ["manifest", "rooming", "bookings", "trips"])
def test_the_workspaces_own_columns_are_carried_through(kind: str) -> None:
    """Behind all others, in the order in which they come up; empty where somebody has none."""
    table = LISTS[kind](desk_plan())[0]
    assert table.names[-3:] == ("x_cost_centre", "x_phone", "x_diet")
    assert {row["x_diet"] for row in rows(table)} == {"", "none"}


@pytest.mark.parametrize("kind", [kind for kind in LISTS if kind != "budget"])
def test_a_plan_in_which_nobody_comes_has_empty_lists(kind: str) -> None:
    for table in LISTS[kind](plan(event_record(remote("ana", "nothing on sale")))):
        assert table.cells == ()


def test_amounts_of_a_currency_without_decimals_stay_whole() -> None:
    """3 yen both ways: 2 a way, as half a yen does not exist."""
    year_plan = plan(event_record(trip_record("ana", cost=cost(transfers="3"))), currency="JPY")
    assert [row["cost"] for row in listed(year_plan, "transfers")] == [Decimal(2), Decimal(2)]
