"""Everybody's trips in the events of a year, told once: while its alternatives are solved, or afterwards."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sprintplan.columns import equal_columns
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.domain.trips import Traveller, Trips
from sprintplan.itinerary.approvals import Terms, with_approvals
from sprintplan.itinerary.notices import with_notices
from sprintplan.itinerary.trips import Teller
from sprintplan.offers.table import Int64
from sprintplan.rules.attendance import Attendance
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.instance.assignment import Assignment
from sprintplan.solver.instance.candidate import Candidate
from sprintplan.solver.workers.messages import Choice
from sprintplan.solver.year.state import Picks, Year
from sprintplan.units import as_date, day_number

NONE = -1
"""Stands for the class of who is not called, and for the row of a journey that nobody takes."""
AT_ONCE = 16
"""Trips that are told at a step."""


class Telling:
    """Who travels how in the events of a year; what is told is kept.

    Parameters
    ----------
    scenario : the workspace
    today : the planning date
    """

    def __init__(self, scenario: Scenario, today: date) -> None:
        self.scenario, self._today = scenario, day_number(today)
        self._told: dict[tuple[Pick, tuple[int, ...]], Trip] = {}

    @cached_property
    def _travellers(self) -> list[Traveller]:
        return [Traveller.of(person) for person in self.scenario.people]

    def ahead(self, year: Year, picks: Picks, choice: Choice) -> Iterator[None]:
        """Tell all trips, a few at a step.

        Parameters
        ----------
        year : knows the candidates
        picks : those of the plan
        choice : who takes what there
        """
        for pick, assignment in zip(picks, choice.assignments, strict=True):
            teller = self.teller(year, pick)
            for number, takes in enumerate(_taken(teller.candidate, assignment).different):
                self._trip(pick, teller, takes)
                if number % AT_ONCE == 0:
                    yield

    def teller(self, year: Year, pick: Pick) -> Teller:
        """What builds the trips of a candidate.

        Parameters
        ----------
        year : knows the candidate
        pick : the candidate
        """
        return Teller(year.evaluator.candidate(pick), self._today)

    def trips(self, pick: Pick, teller: Teller, assignment: Assignment) -> Trips:
        """Everybody's trips to one event in the order of people.csv; what those of a class who take the same rows is
        written once.

        Parameters
        ----------
        pick, teller : the event's candidate, and what builds its trips
        assignment : who takes what there
        """
        taken = _taken(teller.candidate, assignment)
        contents = with_notices([self._trip(pick, teller, takes) for takes in taken.different], taken.heads)
        trips = Trips([self._travellers[number] for number in taken.called], contents, taken.which)
        people = [self.scenario.people[number] for number in taken.called]
        terms = Terms(self.scenario.currency, as_date(self._today), teller.candidate.choices.venue.country)
        return with_approvals(trips, people, self.scenario.policy.approval, terms)

    def _trip(self, pick: Pick, teller: Teller, takes: tuple[int, int, int]) -> Trip:
        """What the trip of anybody states who is of a class and takes an outbound and a return row, NONE where there is
        none."""
        asked, (traveller, out, back) = (pick, takes), takes
        if asked not in self._told:
            self._told[asked] = teller.trip(traveller, None if out == NONE else (out, back))
        return self._told[asked]


class _Taken(NamedTuple):
    """Who takes what.

    Attributes
    ----------
    called : the people who are called, by their positions, in order
    different : each class with an outbound and a return row that some of them take, NONE where there is none
    which : of each of them which of these it is
    heads : how many are like each of these
    """

    called: list[int]
    different: list[tuple[int, int, int]]
    which: list[int]
    heads: list[int]


def _taken(candidate: Candidate, assignment: Assignment) -> _Taken:
    """Who takes what at a `candidate`."""
    takes = _takes(candidate, assignment)
    called = np.flatnonzero(takes[:, 0] != NONE)
    order, first, heads = equal_columns(takes[called].T)
    which = np.empty(len(called), np.int64)
    which[order] = np.repeat(np.arange(len(first)), heads)
    different = [(traveller, out, back) for traveller, out, back in takes[called][order[first]].tolist()]
    return _Taken(called.tolist(), different, which.tolist(), heads.tolist())


def _takes(candidate: Candidate, assignment: Assignment) -> Int64:
    """(people, 3) everybody's class and outbound and return rows, NONE where there is none.

    Who is not called has no class here.
    """
    choices, classes = candidate.choices, candidate.choices.classes
    takes = np.full((len(candidate.scenario.people), 3), NONE)
    called = (choices.attending.status[candidate.start] != Attendance.NOT_CALLED)[classes.of_member]
    takes[classes.members[called], 0] = classes.of_member[called]
    takes[assignment.person, 1:] = np.column_stack((assignment.outbound, assignment.inbound))
    return takes
