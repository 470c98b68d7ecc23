"""Limits of the year that hold person by person: hours in journeys, and trips with a long haul."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import numpy as np

from sprintplan.domain.people import Person, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.constraints.limit import TableLimit
from sprintplan.solver.constraints.rows import Rows, Supply
from sprintplan.solver.instance.assignment import Assignment, assignments
from sprintplan.solver.instance.block import Block, ColumnCounts
from sprintplan.solver.instance.groups import NOBODY
from sprintplan.solver.instance.relaxation import UNREACHABLE, VenueRelaxation
from sprintplan.solver.instance.used_elsewhere import NOTHING_USED, UsedElsewhere

WAYS_MIN = ("outbound_min", "inbound_min")
"""Minutes of both journeys, as members of what was travelled."""


class PersonLimit(TableLimit):
    """A limit on every person's year."""

    number: ClassVar[str]
    """The member of the limit's terms that holds its number."""

    unit: ClassVar[int] = 1
    """What one of the workspace's number is in that member."""

    in_money: ClassVar[bool] = False
    """Whether `of_classes` is in minor units of the objective."""

    @classmethod
    @abstractmethod
    def of_trips(cls, value: Any, out_min: Int64, back_min: Int64) -> Int64:
        """(h,) what trips use of the number.

        Parameters
        ----------
        value : the stated limit
        out_min, back_min : (h,) minutes of the two journeys of each trip
        """

    @classmethod
    @abstractmethod
    def add_rows(cls, value: Any, rows: Rows, block: Block, mine: Int64, left: int) -> None:
        """Add the rows of one person.

        Parameters
        ----------
        value : the stated limit
        rows : where they are added
        block : the candidates
        mine : (k,) the columns of the person
        left : how much of the number the person has left
        """

    @classmethod
    @abstractmethod
    def of_classes(cls, value: Any, relaxation: VenueRelaxation) -> Int64:
        """(starts, classes) what `least_extra` asks of one trip of each class, UNREACHABLE where there is none.

        Parameters
        ----------
        value : the stated limit
        relaxation : one event at one venue
        """

    @classmethod
    @abstractmethod
    def least_extra(cls, value: Any, by_event: Int64) -> Int64:
        """(classes,) minor units that the limit adds at least to everybody's cheapest year, UNREACHABLE where it cannot
        be kept.

        Parameters
        ----------
        value : the stated limit
        by_event : (events, classes) of `of_classes`, 0 where a class does not fly
        """

    @classmethod
    def most(cls, value: Any) -> int:
        """The number in the stated `value`."""
        return int(getattr(value, cls.number))

    @classmethod
    def holds(cls, value: Any, person: Person) -> bool:
        """Whether the stated `value` holds a `person`, whom it may exempt."""
        return not selected(value.exempt, person)

    @classmethod
    def whom(cls, value: Any, people: Sequence[Person]) -> Mask:
        """(people,) whether the stated `value` holds each of some `people`."""
        if not value.exempt:
            return np.ones(len(people), np.bool_)
        return np.array([cls.holds(value, person) for person in people], np.bool_)

    @classmethod
    def wider(cls, value: Any, steps: int) -> Any:
        """The same terms with so many more, whole ones."""
        return value.changed(**{cls.number: (cls.most(value) // cls.unit + steps) * cls.unit})

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """The number."""
        return f"{cls.most(value) / cls.unit:g}"


class TravellerHours(PersonLimit):
    """`limits.traveller_hours_per_year`: hours in journeys."""

    key = "limits.traveller_hours_per_year"
    member = "traveller_hours"
    complaint = "Somebody needs more hours in journeys than a year allows"
    number = "minutes"
    unit = 60

    @classmethod
    def of_trips(cls, value: Any, out_min: Int64, back_min: Int64) -> Int64:
        """Minutes of both journeys."""
        return out_min + back_min

    @classmethod
    def add_rows(cls, value: Any, rows: Rows, block: Block, mine: Int64, left: int) -> None:
        """One row of minutes."""
        rows.add(left, mine, block.columns.out_min[mine] + block.columns.back_min[mine])

    @classmethod
    def of_classes(cls, value: Any, relaxation: VenueRelaxation) -> Int64:
        """The fewest minutes of a trip."""
        minutes = relaxation.least_trip(out + back for out, back in relaxation.minutes)
        return np.minimum(minutes, UNREACHABLE)

    @classmethod
    def least_extra(cls, value: Any, by_event: Int64) -> Int64:
        """Nothing, or more than there is where the fewest minutes of all events are too many."""
        return np.where(by_event.sum(axis=0) > value.minutes, UNREACHABLE, 0)


class LongHaul(PersonLimit):
    """`limits.long_haul`: trips with a journey of over so many hours."""

    key = "limits.long_haul"
    member = "long_haul"
    complaint = "Somebody needs more long trips than a year allows"
    number = "trips_per_year"
    in_money = True

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """The number with its name, as the limit has several."""
        return f"{cls.number} {super().shown(value, scenario)}"

    @classmethod
    def of_trips(cls, value: Any, out_min: Int64, back_min: Int64) -> Int64:
        """1 for a trip with a long journey."""
        return np.asarray(np.maximum(out_min, back_min) > value.over_min, np.int64)

    @classmethod
    def add_rows(cls, value: Any, rows: Rows, block: Block, mine: Int64, left: int) -> None:
        """A trip is long where one of its journeys is: long journeys need a long trip, of which there are few."""
        total, columns = rows.add(left, mine[:0], 1), block.columns
        for candidate in np.unique(block.candidate[mine]).tolist():
            here = mine[block.candidate[mine] == candidate]
            trip = Supply(candidate=candidate, most=1, terms=[(total, 1)])
            for minutes in (columns.out_min, columns.back_min):
                trip.terms.append((rows.add(0, here[minutes[here] > value.over_min], 1), -1))
            rows.supplies.append(trip)

    @classmethod
    def of_classes(cls, value: Any, relaxation: VenueRelaxation) -> Int64:
        """What the cheapest trip without a long journey costs beyond the cheapest."""
        long = [np.maximum(out, back) > value.over_min for out, back in relaxation.minutes]
        short = relaxation.least_trip(
            np.where(too_long, UNREACHABLE, options.cost)
            for too_long, options in zip(long, relaxation.options, strict=True)
        )
        return np.where(short >= UNREACHABLE, UNREACHABLE, short - relaxation.least_journeys)

    @classmethod
    def least_extra(cls, value: Any, by_event: Int64) -> Int64:
        """The trips that may be long are those where doing without costs most; all others are paid for."""
        dearest_first = -np.sort(-by_event, axis=0)
        return np.asarray(np.minimum(dearest_first[value.trips_per_year :].sum(axis=0), UNREACHABLE), np.int64)


PERSON_LIMITS: tuple[type[PersonLimit], ...] = (TravellerHours, LongHaul)
"""Every limit that holds person by person over the year."""


def stated_person_limits(scenario: Scenario) -> list[tuple[type[PersonLimit], Any]]:
    """The limits of persons that a `scenario` states, each with its terms; in the order of PERSON_LIMITS, by which all
    arrays with an axis of limits go."""
    return [(limit, limit.stated(scenario)) for limit in PERSON_LIMITS if limit.is_stated(scenario)]


def used_by_classes(block: Block, chosen: ColumnCounts) -> list[Int64]:
    """Of each candidate (limits, classes) what one traveller of each class uses of the stated limits of persons; 0 for
    who does not fly.

    Parameters
    ----------
    block : the candidates
    chosen : a choice that takes the same columns for all groups of a class
    """
    limits = stated_person_limits(block.scenario)
    used = []
    for number, candidate in enumerate(block.candidates):
        out_min, back_min = np.zeros((2, len(candidate.choices.classes)), np.int64)
        if limits:
            columns = block.columns.at(chosen.column[block.candidate[chosen.column] == number])
            traveller = candidate.groups.traveller[columns.group - block.first_group[number]]
            np.maximum.at(out_min, traveller, columns.out_min)
            np.maximum.at(back_min, traveller, columns.back_min)
        each = [limit.of_trips(value, out_min, back_min) for limit, value in limits]
        used.append(np.array(each, np.int64).reshape(len(limits), len(out_min)))
    return used


def used_before(scenario: Scenario) -> Int64:
    """(limits, people) what everybody has used of the limits of persons that a `scenario` states, by trips to events
    that are over or under way; never more than there is, as it cannot be undone."""
    limits = stated_person_limits(scenario)
    used = np.zeros((len(limits), len(scenario.people)), np.int64)
    if not scenario.history.travelled:
        return used
    place = {person.id: number for number, person in enumerate(scenario.people)}
    trips = [one for one in scenario.history.travelled if one.person in place]
    people = np.array([place[one.person] for one in trips], np.int64)
    out_min, back_min = (np.array([getattr(one, way) for one in trips], np.int64) for way in WAYS_MIN)
    for mine, (limit, value) in zip(used, limits, strict=True):
        np.add.at(mine, people, limit.of_trips(value, out_min, back_min))
        np.minimum(mine, limit.most(value), out=mine)
    return used


class YearOfPersons:
    """What everybody uses of the limits of persons, added up over the events; what is used elsewhere is counted in, and
    what was travelled to events that are over.

    Attributes
    ----------
    limits : the limits that the workspace states, each with its terms
    used : (limits, people) what everybody uses of each
    """

    def __init__(self, scenario: Scenario, elsewhere: UsedElsewhere = NOTHING_USED) -> None:
        self.scenario = scenario
        self.limits = stated_person_limits(scenario)
        self.used = used_before(scenario) if elsewhere.persons is None else elsewhere.persons.copy()

    def add(self, trips: Assignment) -> None:
        """Count trips to one event in."""
        for used, (limit, value) in zip(self.used, self.limits, strict=True):
            used[trips.person] += limit.of_trips(value, trips.out_min, trips.back_min)

    def broken(self) -> frozenset[int]:
        """Positions of people who are over a limit that holds them."""
        people, over = self.scenario.people, set[int]()
        for used, (limit, value) in zip(self.used, self.limits, strict=True):
            many = np.flatnonzero(used > limit.most(value)).tolist()
            over |= {number for number in many if limit.holds(value, people[number])}
        return frozenset(over)


class Persons:
    """The limits of persons on a block, of those people who are a group alone."""

    def __init__(self, block: Block) -> None:
        self.block, self.scenario = block, block.scenario

    def broken(self, chosen: ColumnCounts) -> frozenset[int]:
        """Positions of the people whose assigned journeys in the choice `chosen` break a limit."""
        if not has_person_limits(self.scenario):
            return frozenset()
        return self._over(assignments(self.block, chosen))

    def broken_alone(self, chosen: ColumnCounts) -> Mask:
        """(candidates,) whether the choice `chosen` breaks a limit of anybody's at each, if it were the only one."""
        if not has_person_limits(self.scenario):
            return np.zeros(len(self.block), np.bool_)
        return np.array([bool(self._over((trips,))) for trips in assignments(self.block, chosen)], np.bool_)

    def _over(self, assigned: Iterable[Assignment]) -> frozenset[int]:
        """Positions of the people who are over a limit by some trips."""
        year = YearOfPersons(self.scenario, self.block.elsewhere)
        for trips in assigned:
            year.add(trips)
        return year.broken()

    def add_rows(self, rows: Rows) -> None:
        """Add the rows of everybody who is a group alone."""
        if not has_person_limits(self.scenario):
            return
        person = self.block.group_column("person")[self.block.columns.group]
        alone = np.flatnonzero(person != NOBODY)
        year = YearOfPersons(self.scenario, self.block.elsewhere)
        for number in np.unique(person[alone]).tolist():
            mine = alone[person[alone] == number]
            for used, (limit, value) in zip(year.used, year.limits, strict=True):
                if limit.holds(value, self.scenario.people[number]):
                    limit.add_rows(value, rows, self.block, mine, limit.most(value) - int(used[number]))


def has_person_limits(scenario: Scenario) -> bool:
    """Whether a `scenario` states a limit that holds person by person over the year."""
    return any(limit.is_stated(scenario) for limit in PERSON_LIMITS)
