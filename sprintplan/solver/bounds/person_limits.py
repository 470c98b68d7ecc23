"""What the limits of persons cost at least over a combination, so that most that cannot keep them need no solving."""

from collections.abc import Sequence

import numpy as np

from sprintplan.columns import equal_columns
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.solver.constraints.persons import stated_person_limits, used_before
from sprintplan.solver.instance.relaxation import UNREACHABLE, VenueRelaxation

NOT_THERE = -1
"""Stands for a class at an event that it is not called to."""


def person_needs(relaxation: VenueRelaxation, scenario: Scenario) -> Int64:
    """(starts, limits, classes) what each limit of persons that a `scenario` states asks of one trip of a `relaxation`,
    0 for classes that do not fly."""
    flies = relaxation.choices.attending.status == Attendance.TRAVELS
    needs = [np.where(flies, limit.of_classes(value, relaxation), 0) for limit, value in stated_person_limits(scenario)]
    return np.stack(needs, axis=1) if needs else np.zeros((relaxation.shape[0], 0, relaxation.shape[1]), np.int64)


class PersonClasses:
    """People of one traveller class in every event, whom the same limits hold, and who used as much of them before:
    (classes,) columns.

    Attributes
    ----------
    limits : the stated limits of persons, with their terms
    at_event : (events, classes) the traveller class of each at each event, NOT_THERE where it is not called
    held : (limits, classes) whom each limit holds
    before : (limits, classes) what each used of it for events that are over
    count : (classes,) people
    """

    def __init__(self, scenario: Scenario, classes: Sequence[TravellerClasses]) -> None:
        self.limits = stated_person_limits(scenario)
        rows = len(classes) + len(self.limits)
        of_person = np.full((rows, len(scenario.people)), NOT_THERE, np.int64)
        for event, mine in enumerate(classes):
            of_person[event, mine.members] = mine.of_member
        for held, (limit, value) in zip(of_person[len(classes) :], self.limits, strict=True):
            held[:] = limit.whom(value, scenario.people)
        of_person = np.concatenate([of_person, used_before(scenario)])
        order, first, self.count = equal_columns(of_person)
        self.at_event, held, self.before = np.split(of_person[:, order[first]], [len(classes), rows])
        self.held = held.astype(np.bool_)

    def least_extra(self, events: Sequence[int], needs: Sequence[Int64]) -> int | None:
        """What the limits add at least to the cheapest trips of a year, minor units; None where they cannot be kept.

        Parameters
        ----------
        events : numbers of the events
        needs : of the candidate at each, (limits, classes) of `person_needs`
        """
        most = 0
        for number, (limit, value) in enumerate(self.limits):
            by_event = self._of_events(events, [need[number] for need in needs])
            paid = limit.least_extra(value, by_event) * self.held[number]
            if np.any(paid >= UNREACHABLE):
                return None
            most = max(most, int(paid @ self.count))
        return most

    def possible(self, events: Sequence[int], needs: Sequence[Int64]) -> Mask:
        """(n,) whether everybody can keep the limits, whatever is paid.

        Parameters
        ----------
        events : numbers of the events
        needs : at each, (n, limits, classes) of `person_needs`, where 1 stands for any n
        """
        by_event = [
            np.append(need, np.zeros((*need.shape[:2], 1), np.int64), axis=2)[:, :, self.at_event[event]]
            for event, need in zip(events, needs, strict=True)
        ]
        possible = np.ones(max(len(need) for need in by_event), np.bool_)
        for number, (limit, value) in enumerate(self.limits):
            asked = np.stack(np.broadcast_arrays(*(need[:, number] for need in by_event)))
            paid = limit.least_extra(value, asked.reshape(len(asked), -1)).reshape(len(possible), -1)
            possible &= ~np.any(self.held[number] & (paid >= UNREACHABLE), axis=1)
        return possible

    def keep(self, events: Sequence[int], used: Sequence[Int64]) -> bool:
        """Whether everybody keeps the limits.

        Parameters
        ----------
        events : numbers of the events
        used : at each of them, (limits, classes) what one person uses
        """
        totals = zip(self.limits, self.held, self.used(events, used), strict=True)
        return not any(np.any(held & (total > limit.most(value))) for (limit, value), held, total in totals)

    def used(self, events: Sequence[int], used: Sequence[Int64]) -> list[Int64]:
        """Of each limit (classes,) what one person uses over the year.

        Parameters
        ----------
        events : numbers of the events
        used : at each of them, (limits, classes) what one person uses
        """
        of_events = [self._of_events(events, [one[number] for one in used]) for number in range(len(self.limits))]
        return [before + mine.sum(axis=0) for before, mine in zip(self.before, of_events, strict=True)]

    def of_minutes(self, event: int, out_min: Int64, back_min: Int64) -> Int64:
        """(limits, classes) what one trip of each takes of the limits.

        Parameters
        ----------
        event : the number of the event
        out_min, back_min : (traveller classes,) of the ways of a trip there
        """
        used = [self._of_events([event], [limit.of_trips(value, out_min, back_min)]) for limit, value in self.limits]
        return np.concatenate(used) if used else np.zeros((0, len(self.count)), np.int64)

    def many_over(self, used: Int64) -> Int64:
        """(n,) how many people are over some limit; `used` is (limits, classes, n) what one of each takes of it."""
        over = [
            held[:, None] & (mine > limit.most(value))
            for held, mine, (limit, value) in zip(self.held, used, self.limits, strict=True)
        ]
        return np.asarray(self.count @ np.any(over, axis=0)) if over else np.zeros(used.shape[-1], np.int64)

    def _of_events(self, events: Sequence[int], columns: Sequence[Int64]) -> Int64:
        """(events, classes) a column of classes, class by class."""
        mine = [np.append(column, 0)[self.at_event[event]] for event, column in zip(events, columns, strict=True)]
        return np.stack(mine)
