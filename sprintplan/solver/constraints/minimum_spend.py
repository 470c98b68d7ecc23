"""`venues.minimum_spend`: what hire, day rates and rooms of an event fall short of it is paid all the same.

It is no limit but a cost that depends on everybody's nights together, so that it enters the model as something that is
bought: of each minor unit that is short, one.
"""

from collections.abc import Container
from functools import cached_property
from math import ceil

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.rules.costs import SPENT_AT_VENUE
from sprintplan.solver.constraints.rows import SLIGHT, Rows, Supply
from sprintplan.solver.instance.block import Block, ColumnCounts
from sprintplan.solver.instance.candidate import Candidate

SPENT = "spent at the venue"
"""The measure of its rows."""


class MinimumSpend:
    """The minimum spend of the venues of a block's candidates."""

    def __init__(self, block: Block) -> None:
        self.block = block

    @cached_property
    def _left(self) -> dict[int, int]:
        """By number of the candidate, what journeys have to add to its spending, where that is anything."""
        left = {
            number: candidate.choices.venue.minimum_spend_minor - _fixed(candidate)
            for number, candidate in enumerate(self.block.candidates)
            if candidate.choices.venue.minimum_spend_minor
        }
        return {number: minor for number, minor in left.items() if minor > 0}

    @cached_property
    def _amounts(self) -> Int64:
        """(m,) what each column adds to the spending."""
        return np.concatenate([_of_columns(candidate) for candidate in self.block.candidates])

    def shortfalls(self, chosen: ColumnCounts) -> dict[int, int]:
        """By number of the candidate, what the choice `chosen` is short of, in minor units, where it is."""
        shortfalls = {}
        for number, left in self._left.items():
            mine = self.block.candidate[chosen.column] == number
            short = ceil(left - float(self._amounts[chosen.column[mine]] @ chosen.count[mine]) - SLIGHT)
            if short > 0:
                shortfalls[number] = short
        return shortfalls

    def shortfall(self, chosen: ColumnCounts, candidates: Container[int]) -> int:
        """What the choice `chosen` is short of at some `candidates`, given by number, in minor units."""
        return sum(short for number, short in self.shortfalls(chosen).items() if number in candidates)

    def add_rows(self, rows: Rows, active: frozenset[int]) -> None:
        """Add a row to `rows` for each `active` candidate: what is short is bought, at its cost, unless journeys make
        up for it."""
        for number in sorted(active):
            left = self._left[number]
            mine = np.where(self.block.candidate == number, -self._amounts, 0)
            row = rows.add_sum(-left, SPENT, mine)
            rows.supplies.append(Supply(candidate=number, most=left, terms=[(row, -1)], cost=1, cash=1))


def _fixed(candidate: Candidate) -> int:
    """What is spent at a candidate's venue whatever journeys people take, in minor units."""
    choices, groups = candidate.choices, candidate.groups
    venue = sum(item.of_venue(choices.rates) for item in SPENT_AT_VENUE)
    persons = sum(choices.per_person[item][candidate.start][groups.traveller] @ groups.count for item in SPENT_AT_VENUE)
    return venue + int(persons)


def _of_columns(candidate: Candidate) -> Int64:
    """(m,) what one traveller on each of the candidate's columns adds, in minor units."""
    total = np.zeros(len(candidate.columns), np.int64)
    for column, bought in candidate.columns.journeys(candidate.table, candidate.start):
        for item in SPENT_AT_VENUE:
            total[column] += item.of_journeys(candidate.choices.rates, bought)
    return total
