"""ground.csv: what is understood, and what every mistake is told with."""

from pathlib import Path

import pytest

from sprintplan.domain.ground import GroundRow
from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full

HEADER = "origin,destination,mode,minutes,fare,currency,co2e_kg,depart_from,depart_until,both_ways"


def read(folder: Path, *rows: str, header: str = HEADER) -> tuple[GroundRow, ...]:
    full.write(folder)
    (folder / "ground.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return read_workspace(folder).ground


def test_a_row_is_understood(tmp_path: Path) -> None:
    """EUR 79 and 1.4 kg, between 06:30 and midnight, one way alone."""
    (row,) = read(tmp_path, '"Paris, FR",lisbon,train,112,79,EUR,1.4,06:30,23:59,no')
    assert row.origin.place is not None
    assert (row.origin.place.country, row.destination.venue) == ("FR", "lisbon")
    assert (row.line, row.mode, row.minutes, row.fare_minor, row.currency) == (2, "train", 112, 79_00, "EUR")
    assert (row.co2e_g, row.from_min, row.until_min, row.both_ways) == (1400, 390, 1439, False)


def test_what_may_be_left_out_has_its_default(tmp_path: Path) -> None:
    """A car without a fare is paid by mileage, and by the embedded factors; 06:00 to 22:00, both ways."""
    (row,) = read(tmp_path, "id:ana,LIS,car,300", header="origin,destination,mode,minutes")
    assert row.origin.person == "ana"
    assert row.destination.place is not None
    assert row.destination.place.airports == ("LIS",)
    assert (row.fare_minor, row.co2e_g, row.from_min, row.until_min, row.both_ways) == (None, None, 360, 1320, True)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("id:nobody,lisbon,train,112,79", 'origin: unknown person "nobody"'),
        ('"Pariss, FR",lisbon,train,112,79', 'origin: no city "Pariss" is known in FR. Did you mean "Paris, FR"?'),
        ("CDG,lisbn,train,112,79", 'destination: "lisbn" is not an airport or city code'),
        ("id:ana,id:ana,train,112,79", "destination: both ends name a person"),
        ("CDG,lisbon,trian,112,79", 'mode: unknown mode "trian". Did you mean "train"?'),
        ("CDG,lisbon,train,,79", "minutes: it is empty. Write the minutes from door to door"),
        ("CDG,lisbon,train,0,79", "minutes: 0 is below 1"),
        ("CDG,lisbon,train,112,", "fare: a train has none. Write the fare, or 0 where it is free"),
        ('CDG,lisbon,train,112,"7,9"', 'fare: "7,9" is not an amount. Write 7.9'),
        ("CDG,lisbon,train,112,79,EURO", 'currency: "EURO" is not a currency code'),
        ("CDG,lisbon,train,112,79,EUR,heavy", 'co2e_kg: "heavy" is not a weight'),
        ("CDG,lisbon,train,112,79,EUR,,6", 'depart_from: "6" is not a time. Write hours and minutes, such as 06:30'),
        ("CDG,lisbon,train,112,79,EUR,,,25:00", 'depart_until: "25:00" is not a time'),
        ("CDG,lisbon,train,112,79,EUR,,,,perhaps", 'both_ways: "perhaps" is not yes or no'),
    ],
)
def test_every_mistake_is_located(tmp_path: Path, row: str, expected: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, "CDG,lisbon,train,112,79", row)
    (problem,) = error.value.problems
    assert str(problem.place) == "ground.csv:3"
    assert expected in str(problem)


def test_an_unknown_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='unknown column "minuts"'):
        read(tmp_path, header=HEADER.replace("minutes", "minuts"))


def test_a_number_that_must_be_there_is_not_to_be_left_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"minutes: 0 is below 1\. Write 1 or more$"):
        read(tmp_path, "CDG,lisbon,train,0,79")
