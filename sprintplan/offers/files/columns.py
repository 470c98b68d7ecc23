"""The columns that files of quotes have, and rows of theirs as columns of cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from sprintplan.domain.columns import CabinWord, Code, Codes, Column, Instant, Number, Whole, Words, YesOrNo
from sprintplan.files import named
from sprintplan.offers.files.cells import Cells
from sprintplan.offers.skipped import Skipped, sentences
from sprintplan.offers.table import Int16, Int32, Mask
from sprintplan.problems import Problems

COLUMNS = {
    "origin": Code("IATA code of the airport that the journey begins at", "EWR", required=True),
    "destination": Code("IATA code of the airport that it ends at", "LIS", required=True),
    "departs": Instant("take-off, by the clock of its airport", "2027-04-04T09:15", required=True),
    "arrives": Instant("landing, by the clock of its airport", "2027-04-04T21:40", required=True),
    "flights": Words("flight numbers", "TP1351|LH1172", required=True),
    "cabin": CabinWord("of the journey, or one of each segment joined by |", "economy", required=True),
    "fare": Number("for one adult", "412.50", unit="the row's currency", required=True),
    "via": Codes("airports of connections, one fewer than flights", "FRA"),
    "via_times": Words("landing and take-off at each of them", "2027-04-04T11:00/2027-04-04T12:30"),
    "operated_by": Codes("carriers that fly each segment", "TP|LH", empty="not known"),
    "currency": Code("ISO 4217 code of the fare", "EUR", empty="the company's"),
    "seats": Whole("travellers that the offer serves", "4", unit="seats", empty="no limit"),
    "co2e_kg": Number("CO2e for one adult", "812.5", unit="kg", empty="by the embedded factors"),
    "bundle": Column("a word that the two journeys of one both-ways offer share", "B1", empty="sold alone"),
    "changeable": YesOrNo("whether the ticket may be changed", "yes", empty="not known"),
    "refundable": YesOrNo("whether it may be given back for money", "no", empty="not known"),
    "checked_bags": Whole("checked bags that the fare includes", "1", unit="bags", empty="not known"),
    "fare_brand": Column("the airline's name for the fare", "Economy Light", empty="not known"),
}
CONDITIONS = ("changeable", "refundable", "checked_bags", "fare_brand")
"""Columns that say something of the conditions; what is empty is not known."""
REQUIRED = [name for name, column in COLUMNS.items() if column.required]
MOST_WORDED = 10_000
"""Wrong rows of one kind whose problem is put into words; those beyond are counted."""


@dataclass(frozen=True)
class Columns:
    """The rows of all files one below the other, n in all: cells by column name, and (n,) file number and line.

    `rows_lost` tells that rows are missing because they have not the shape of their header; `problems` keep the files
    from being read, `doubts` do not. `why_left_out` has a reason for each row that is not used.
    """

    cells: dict[str, Cells]
    files: tuple[str, ...]
    file: Int16
    line: Int32
    rows_lost: bool
    problems: Problems
    doubts: Problems = field(default_factory=Problems)
    why_left_out: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.line)

    def refuse(self, wrong: Mask, tell: Callable[[int], tuple[str, str]], cause: str = "") -> None:
        """Note a problem for every row of a mask; `tell` words what is wrong with a row, and the remedy.

        `cause` : what all of them have in common, where words and remedies differ by row
        """
        self._note(self.problems, wrong, tell, cause)

    def leave_out(self, rows_of: Mask, tell: Callable[[int], str]) -> None:
        """Leave out every row of a mask, `rows_of`, (n,); `tell` says why."""
        for row in np.flatnonzero(rows_of).tolist():
            self.why_left_out.setdefault(row, tell(row))

    @property
    def kept(self) -> Mask:
        """(n,) whether a row is used."""
        kept = np.ones(len(self), np.bool_)
        kept[list(self.why_left_out)] = False
        return kept

    def left_out(self) -> Iterator[str]:
        """A sentence for each file with rows that are not used: how many, why, and the first of them."""
        skipped = [
            Skipped(shown(self.files[self.file[row]]), f"line {self.line[row]}", why)
            for row, why in sorted(self.why_left_out.items())
        ]
        counts = np.bincount(self.file, minlength=len(self.files)).tolist()
        return sentences(skipped, dict(zip(map(shown, self.files), counts, strict=True)))

    def doubt(self, odd: Mask, tell: Callable[[int], tuple[str, str]]) -> None:
        """Note a warning for every row of a mask, `odd`, (n,); `tell` gives its two sentences."""
        self._note(self.doubts, odd, tell, "")

    def _note(self, notes: Problems, rows_of: Mask, tell: Callable[[int], tuple[str, str]], cause: str) -> None:
        rows = np.flatnonzero(rows_of)
        for row in rows[:MOST_WORDED].tolist():
            notes.add(shown(self.files[self.file[row]]), int(self.line[row]), *tell(row), cause)
        notes.add_unworded(max(0, len(rows) - MOST_WORDED))


def shown(file: str) -> str:
    """A file of the folder as problems name it."""
    return f"offers/{named(file)}"
