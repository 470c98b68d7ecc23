"""What quotes in CSV say of the ticket: changes, refunds, bags and the name of the fare."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError
from sprintplan.offers.files.source import read_table
from sprintplan.offers.table import OfferTable
from tests.build.year import scenario

HEADER = "origin,destination,departs,arrives,flights,cabin,fare,bundle,changeable,refundable,checked_bags,fare_brand"
OUT = "LHR,LIS,2027-04-04T12:00,2027-04-04T14:40,TP1,economy,100,"
BACK = "LIS,LHR,2027-04-09T19:00,2027-04-09T21:40,TP2,economy,100,"


def read(folder: Path, *rows: str) -> OfferTable:
    (folder / "offers").mkdir()
    (folder / "offers" / "o.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return read_table(scenario(folder=folder))[0]


def told(table: OfferTable, row: int) -> tuple[bool | None, bool | None, int | None, str | None]:
    """Changes, refunds, bags and brand of a row's offer."""
    known = table.terms.of(int(table.offer[row]))
    return known.changeable, known.refundable, known.checked_bags, known.fare_brand


def test_conditions_are_read_as_they_are_stated_and_empty_ones_stay_unknown(tmp_path: Path) -> None:
    """Rows keep the name file:line."""
    table = read(tmp_path, f"{OUT},yes,No,1,Flex", f"{OUT},,,,", f"{BACK},no,,0,Economy Light")
    assert [told(table, row) for row in range(3)] == [
        (True, False, 1, "Flex"),
        (None, None, None, None),
        (False, None, 0, "Economy Light"),
    ]
    assert [table.offer_id(row) for row in range(3)] == [None] * 3


def test_both_rows_of_a_both_ways_offer_tell(tmp_path: Path) -> None:
    """What either refuses is refused, what either leaves open is open; two names are joined."""
    pairs = [
        (f"{OUT}a,yes,yes,2,Flex", f"{BACK}a,yes,no,1,Light"),
        (f"{BACK}b,,yes,0,Flex", f"{OUT}b,no,,,Flex"),
    ]
    table = read(tmp_path, *pairs[0], *pairs[1])
    first, second = (True, False, 1, "Flex|Light"), (False, None, 0, "Flex")
    assert [told(table, row) for row in range(4)] == [first, first, second, second]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("maybe,,,", '"maybe" in changeable is not yes or no. Write yes or no, or leave it empty'),
        (",1,,", '"1" in refundable is not yes or no'),
        (",,-1,", '"-1" in checked_bags is not a whole number of at most 20'),
        (",,21,", '"21" in checked_bags is not a whole number of at most 20'),
    ],
)
def test_odd_conditions_are_refused_at_their_line(tmp_path: Path, cells: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{OUT},,,,", f"{BACK},{cells}")
    (problem,) = map(str, caught.value.problems)
    assert problem.startswith("offers/o.csv:3: ")
    assert words in problem


def test_files_without_these_columns_know_of_no_offers(tmp_path: Path) -> None:
    table = read(tmp_path, f"{OUT},,,,")
    assert len(table.terms) == 0
    assert table.offer.tolist() == [-1]
