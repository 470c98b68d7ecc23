"""`sprintplan diff`: what changed for whom, in the order of attention, and the sums by group."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprintplan.cli import commands
from sprintplan.domain.plan import Plan
from sprintplan.itinerary.changes import Changes, Sums, changes_between
from sprintplan.reports.text.changes import changes_text
from tests.build.plan_records import (
    cost,
    journey_record,
    offer_record,
    plan_record,
    remote,
    segment_record,
    to_json,
    trip_record,
)
from tests.build.plan_records import event_record as event


def before() -> Plan:
    """Ana, Bob, Cyd, Dee and Eve in Lisbon, 500 EUR each."""
    people = ("ana", "bob", "cyd", "dee", "eve")
    return plan_record(
        event(*(trip_record(person, cost=cost(cash="500.00"), extra={"x_unit": person[0]}) for person in people))
    )


def after() -> Plan:
    """Ana as before; Bob cannot attend; Cyd flies an hour later; Dee is gone; Eve pays 60 more; Fay joined."""
    later = journey_record(
        segment_record("RIX", "2027-05-09T11:00+03:00", "LIS", "2027-05-09T13:20+01:00"), minutes=260
    )
    return plan_record(
        event(
            trip_record("ana", cost=cost(cash="500.00"), extra={"x_unit": "a"}),
            remote("bob", "visa: no visa in time", extra={"x_unit": "b"}),
            trip_record("cyd", cost=cost(cash="510.00"), outbound=later, extra={"x_unit": "c"}),
            trip_record("eve", cost=cost(cash="560.00"), extra={"x_unit": "e"}),
            trip_record("fay", cost=cost(cash="480.00"), extra={"x_unit": "f"}),
        )
    )


def changes() -> Changes:
    return changes_between(before(), after())


def test_changes_come_in_the_order_of_attention() -> None:
    """Who cannot attend now, who left, who joined, other journeys, then another cost alone; Ana is unchanged."""
    listed = [(change.kind, change.person, change.cash) for change in changes().trips]
    assert listed == [
        ("cannot_attend", "bob", Decimal(-500)),
        ("left", "dee", Decimal(-500)),
        ("joined", "fay", Decimal(480)),
        ("journeys", "cyd", Decimal(10)),
        ("cost", "eve", Decimal(60)),
    ]
    assert changes().unchanged == 1


def test_prices_that_two_on_the_same_flights_swap_are_no_change() -> None:
    """Ana and Bob swap 300 and 307.33, and Cyd pays 7.33 more; Eve's 7.33 less are of another flight."""
    other = journey_record(
        segment_record("RIX", "2027-05-09T11:00+03:00", "LIS", "2027-05-09T13:20+01:00"), minutes=260
    )

    def year(**fares: str) -> Plan:
        trips = (
            trip_record(one, cost=cost(fare=fare, cash=fare).changed(given_up="0.00"), offers=(offer_record(fare),))
            for one, fare in fares.items()
        )
        return plan_record(event(*(one.changed(outbound=other) if one.person == "eve" else one for one in trips)))

    old = year(ana="300.00", bob="307.33", cyd="300.00", eve="307.33")
    found = changes_between(old, year(ana="307.33", bob="300.00", cyd="307.33", eve="300.00"))
    assert [(change.person, change.cash) for change in found.trips] == [
        ("cyd", Decimal("7.33")),
        ("eve", Decimal("-7.33")),
    ]
    assert found.unchanged == 2


def test_an_event_that_moves_is_the_reason_of_its_trips() -> None:
    """The same people a week later: all of them are told as another place or other dates."""
    moved = [one.model_copy(update={"venue": "riga"}) for one in after().events]
    moves = changes_between(before(), after().model_copy(update={"events": tuple(moved)}))
    assert [event.moved for event in moves.events] == [True]
    assert {change.kind for change in moves.trips if change.person in ("cyd", "eve")} == {"place_and_dates"}


def test_sums_are_stated_by_team_person_or_own_column() -> None:
    """All in Core: 2 500 before, 2 050 after; by x_unit Bob's 500 are gone."""
    assert [pair[0].cash for pair in changes().sums_by("team").values()] == [Decimal(2500)]
    assert [pair[1].cash for pair in changes().sums_by("team").values()] == [Decimal(2050)]
    old, new = changes().sums_by("x_unit")["b"]
    assert (old.cash, new.cash) == (Decimal(500), Decimal(0))
    assert changes().sums_by("person")["dee"][1] == Sums()


@pytest.mark.parametrize(("number", "kinds"), [("1172", ["cost"]), (None, [])], ids=["dearer", "as it was"])
def test_a_quote_of_the_estimated_flight_is_the_same_journey(number: str | None, kinds: list[str]) -> None:
    """An estimate knows no airline: Ana flies at the same hours, and another cost alone is told, if any."""
    hours = ("RIX", "2027-05-09T11:00+03:00", "LIS", "2027-05-09T13:20+01:00")
    plain = journey_record(segment_record(*hours), minutes=260)
    sold = journey_record(segment_record(*hours, carrier="BT", flight_number=number), minutes=260)
    paid = "510.00" if number else "500.00"
    old = plan_record(event(trip_record("ana", cost=cost(cash="500.00"), outbound=plain)))
    new = plan_record(event(trip_record("ana", cost=cost(cash=paid), outbound=sold)))
    assert [change.kind for change in changes_between(old, new).trips] == kinds


def test_another_airline_at_the_same_hours_is_another_journey() -> None:
    hours = ("RIX", "2027-05-09T11:00+03:00", "LIS", "2027-05-09T13:20+01:00")
    one, other = (
        plan_record(
            event(trip_record("ana", outbound=journey_record(segment_record(*hours, carrier=code), minutes=260)))
        )
        for code in ("BT", "LH")
    )
    assert [change.kind for change in changes_between(one, other).trips] == ["journeys"]


def test_equal_plans_say_that_nothing_changes() -> None:
    """One line."""
    assert changes_text(changes_between(before(), before()), None, False).count("\n") == 1


def test_lines_fit_the_page_and_name_both_journeys() -> None:
    """No line over 80 cells; Cyd's outbound as it was and as it is, with the return left out as it stays."""
    text = changes_text(changes(), "team", False)
    assert max(map(len, text.splitlines())) <= 80
    assert "outbound before: Sun 9 May 10:00 RIX-LIS" in text
    assert "outbound now: Sun 9 May 11:00 RIX-LIS" in text
    assert "return" not in text


def run(*words: object) -> Result:
    return CliRunner().invoke(commands, ["diff", *map(str, words)])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(to_json(before()))
    new.write_text(to_json(after()))
    return old, new


def test_the_command_prints_text_and_json(files: tuple[Path, Path]) -> None:
    """The JSON holds every change with both trips; the text begins with how many changed."""
    facts = json.loads(run(*files, "--format", "json", "--by", "team").stdout)
    assert facts["changes"][0]["kind"] == "cannot_attend"
    assert facts["by"]["Core"]["after"]["cash"] == "2050.00"
    assert run(*files).stdout.startswith("Acme: 5 trips of 5 people changed, 1 unchanged")


def test_sums_by_team_tell_cash_hours_and_co2e(files: tuple[Path, Path]) -> None:
    """Each team whose sums differ on a line, those whose cash moves most first; then what no single trip costs."""
    printed = run(*files, "--by", "team").stdout.partition("Cash by team")[2].splitlines()
    assert printed[1].split() == ["team", "before", "after", "difference", "hours", "t", "CO2e"]
    teams = [line for line in printed[2:] if line.strip() and not line.startswith("  shared")]
    assert len(teams) < len(printed) - 2
    moved = [int(line.split("  ")[-3].replace(" ", "").replace("+", "") or 0) for line in teams]
    assert moved == sorted(moved, key=lambda amount: -abs(amount))


def test_what_no_single_trip_costs_is_in_json_as_on_the_terminal(files: tuple[Path, Path]) -> None:
    """Sums of a column and of this add up to the year's cash, and so do the trips that changed and this."""
    shared = run(*files, "--by", "team").stdout.splitlines()[-1].split("  ")
    facts = json.loads(run(*files, "--format", "json", "--by", "team").stdout)
    (beside,) = facts["beside_trips"]
    assert shared[1] == beside.partition(":")[0]
    for side in ("before", "after"):
        parts = [*facts["by"].values(), *facts["beside_trips"].values()]
        assert sum(Decimal(part[side]["cash"]) for part in parts) == Decimal(facts["totals"][side]["cash"])
    assert json.loads(run(*files, "--format", "json").stdout)["beside_trips"] == facts["beside_trips"]
    printed = run(*files).stdout
    more = {side: Decimal(facts["beside_trips"][beside][side]["cash"]) for side in ("before", "after")}
    assert ("Of no single trip" in printed) == (more["before"] != more["after"])


def test_an_unknown_column_names_the_known_ones(files: tuple[Path, Path]) -> None:
    """Status 2."""
    done = run(*files, "--by", "x_units")
    assert done.exit_code == 2
    assert "person, team, x_unit" in done.stderr


def test_a_plan_in_another_currency_is_refused(files: tuple[Path, Path]) -> None:
    """Amounts in EUR and USD have no difference."""
    files[1].write_text(to_json(after().model_copy(update={"currency": "USD"})))
    assert run(*files).exit_code == 2
