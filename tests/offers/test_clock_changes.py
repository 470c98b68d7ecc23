"""Flights in the hour that comes twice, and in the one that never comes, in files of every kind."""

from pathlib import Path
from typing import Any

import pytest

from sprintplan.offers.answers import ProviderAnswer, Reading, read_answers
from sprintplan.offers.files import FileSource
from sprintplan.offers.table import OfferTable
from tests.build import amadeus
from tests.build.duffel import duffel_journey, duffel_offer, duffel_segment, offer_list
from tests.build.offer_files import HEADER, files_scenario, put, read, refused

Times = tuple[str, str, str, str]

PRAGUE_WARSAW = ("PRG", "2027-10-31T02:50", "WAW", "2027-10-31T02:45")
DUBLIN = ("LHR", "2027-10-31T01:50", "DUB", "2027-10-31T01:55")
NEW_YORK = ("BOS", "2027-11-07T01:40", "JFK", "2027-11-07T01:30")


def row(times: Times, **cells: str) -> str:
    origin, departs, destination, arrives = times
    return f"{origin},{destination},{departs},{arrives},AA1,,,,economy,100,EUR,,,{cells.get('bundle', '')}"


def duffel(times: Times, duration: str | None) -> Reading:
    origin, departs, destination, arrives = times
    flight = duffel_segment("AA1", origin, departs, destination, arrives, duration=duration)
    body = offer_list(duffel_offer(duffel_journey(flight)))
    return read_answers([ProviderAnswer("answer", body)], files_scenario(Path("unused")), source="duffel")


def of_amadeus(times: Times, duration: str | None) -> Reading:
    origin, departs, destination, arrives = times
    flight: dict[str, Any] = amadeus.leg("1", "AA1", origin, departs, destination, arrives) | {"duration": duration}
    body = amadeus.answer(amadeus.amadeus_offer([[flight]], "100.00", amadeus.traveller("100.00", amadeus.fare("1"))))
    return read_answers([ProviderAnswer("answer", body)], files_scenario(Path("unused")), source="files")


def minutes(table: OfferTable) -> list[int]:
    return [int(one) for one in table.duration_min]


@pytest.mark.parametrize(
    ("times", "lasts"),
    [
        (PRAGUE_WARSAW, 55),
        (DUBLIN, 65),
        (NEW_YORK, 50),
        (("PRG", "2027-10-31T02:40", "WAW", "2027-10-31T02:55"), 75),
        (("PRG", "2027-10-31T01:50", "WAW", "2027-10-31T03:10"), 140),
        (("PRG", "2027-10-30T21:50", "WAW", "2027-10-30T23:10"), 80),
    ],
)
def test_a_row_takes_the_second_landing_where_the_first_is_impossible(tmp_path: Path, times: Times, lasts: int) -> None:
    """Before the take-off, or 15 minutes for 520 km; where both are possible, the first counts: both clocks tell."""
    assert minutes(read(tmp_path, row(times))) == [lasts]


def test_a_row_without_a_possible_reading_is_refused(tmp_path: Path) -> None:
    """An hour later than the hour that comes twice nothing helps."""
    (message,) = refused(tmp_path, row(("PRG", "2027-10-31T03:50", "WAW", "2027-10-31T03:45")))
    assert "flight 1 arrives 5 minutes before it departs" in message


def test_a_connection_leaves_in_the_second_hour_where_the_traveller_lands_in_it(tmp_path: Path) -> None:
    """Landing at 02:20 the second time (from 02:25), on at 02:50: 30 minutes later, not half an hour before."""
    connection = (
        "VIE,WAW,2027-10-31T02:25,2027-10-31T03:20,AA1|AA2,PRG,2027-10-31T02:20/2027-10-31T02:50,,economy,100,EUR,,,"
    )
    table = read(tmp_path, connection)
    waits = table.seg_departs_utc[1] - table.seg_arrives_utc[0]
    assert (waits.tolist(), minutes(table)) == ([30], [115])


@pytest.mark.parametrize("read_one", [duffel, of_amadeus], ids=["duffel", "amadeus"])
@pytest.mark.parametrize(
    ("times", "duration", "lasts"),
    [
        (DUBLIN, "PT1H05M", 65),
        (DUBLIN, "PT5M", 5),
        (PRAGUE_WARSAW, "PT55M", 55),
        (PRAGUE_WARSAW, None, 55),
        (NEW_YORK, "PT50M", 50),
        (("PRG", "2027-10-31T02:50", "WAW", "2027-10-31T03:10"), "PT20M", 20),
        (("PRG", "2027-10-31T02:50", "WAW", "2027-10-31T03:10"), "PT1H20M", 80),
        (("SYD", "2027-04-04T00:10", "LDH", "2027-04-04T01:45"), "PT1H35M", 95),
        (("SYD", "2027-04-04T00:10", "LDH", "2027-04-04T01:45"), "PT2H05M", 125),
    ],
)
def test_the_duration_that_a_seller_states_tells_the_two_hours_apart(
    read_one: Any, times: Times, duration: str | None, lasts: int
) -> None:
    """Also at Lord Howe, where half an hour comes twice; without a duration the first possible reading counts."""
    assert minutes(read_one(times, duration).table) == [lasts]


@pytest.mark.parametrize("read_one", [duffel, of_amadeus], ids=["duffel", "amadeus"])
def test_a_duration_that_no_reading_of_the_times_has_is_told(read_one: Any) -> None:
    """London to Lisbon 09:00 to 11:45 is 2 h 45; stated are 4 h: the offer stays, its times count."""
    reading = read_one(("LHR", "2027-05-09T09:00", "LIS", "2027-05-09T11:45"), "PT4H")
    assert minutes(reading.table) == [165]
    assert [one.why for one in reading.doubted] == ["a flight of 165 minutes by its local times, 240 by its duration"]


@pytest.mark.parametrize("stated", ["PT2H45M", "PT2H40M", "PT165M", "P0DT2H45M", None, "", "2:45", "PT0M", "P", "PT"])
def test_a_duration_that_is_the_same_or_none_keeps_the_offer(stated: str | None) -> None:
    """Sellers round to five minutes; what is no duration says nothing."""
    assert minutes(duffel(("LHR", "2027-05-09T09:00", "LIS", "2027-05-09T11:45"), stated).table) == [165]


def test_a_time_that_never_comes_moves_on_with_the_clock_and_is_told(tmp_path: Path) -> None:
    """02:30 on 28 March is shown as 03:30 in Prague: landing in Warsaw at 04:30 is an hour later."""
    put(tmp_path, f"{HEADER}\n{row(('PRG', '2027-03-28T02:30', 'WAW', '2027-03-28T04:30'))}")
    source = FileSource(files_scenario(tmp_path))
    assert minutes(source.table) == [60]
    assert source.warnings == (
        'offers/may.csv:2: "2027-03-28 02:30" at PRG never comes, as clocks go forward that night. '
        "It is read as 03:30: check the time",
    )
