"""The two journeys that one traveller class buys at a candidate, by which the plan states trips."""

from dataclasses import dataclass
from typing import Self

from sprintplan.offers.table import OfferTable
from sprintplan.rules.choices import Choices
from sprintplan.rules.direction import Direction


@dataclass(frozen=True)
class BoughtTrip:
    """A trip of one traveller class: the entries of its two journeys, and the start of the event.

    Attributes
    ----------
    choices : what everybody may do at the venue
    start : number of the event's first day
    traveller : number of the class
    outbound, inbound : numbers of the entries of either direction
    """

    choices: Choices
    start: int
    traveller: int
    outbound: int
    inbound: int

    @classmethod
    def of_rows(cls, choices: Choices, start: int, traveller: int, rows: tuple[int, int]) -> Self:
        """The trip by its rows.

        Parameters
        ----------
        choices, start, traveller : as in the attributes
        rows : of the venue's table, outbound and return
        """
        ways = zip((choices.outbound, choices.inbound), rows, strict=True)
        return cls(choices, start, traveller, *(way.entry_of(start, traveller, row) for way, row in ways))

    @property
    def table(self) -> OfferTable:
        """The offers of the venue."""
        return self.choices.outbound.pairs.table

    @property
    def rows(self) -> tuple[int, int]:
        """Rows of the table, outbound and return."""
        choices = self.choices
        return int(choices.outbound.entries.row[self.outbound]), int(choices.inbound.entries.row[self.inbound])

    @property
    def ways(self) -> tuple[tuple[Direction, int, str], tuple[Direction, int, str]]:
        """Either direction with the entry of its journey, and its word."""
        choices = self.choices
        return (choices.outbound, self.outbound, "outbound"), (choices.inbound, self.inbound, "return")

    @property
    def is_one_offer(self) -> bool:
        """Whether one offer covers both journeys."""
        return bool(self.table.partner[self.rows[0]] >= 0)

    @property
    def extra_nights(self) -> tuple[int, int]:
        """Nights at the venue before and after those that everybody stays."""
        before, after = (int(way.entries.extra_nights[entry]) for way, entry, _ in self.ways)
        return before, after
