"""Limits of the year that hold person by person: hours in journeys, and trips with a long haul."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sprintplan.domain.people import Selector, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.constraints.limit import TableLimit
from sprintplan.solver.constraints.rows import Rows, Supply
from sprintplan.solver.instance.block import Block, Taken
from sprintplan.solver.instance.candidate import Way
from sprintplan.solver.instance.groups import NOBODY
from sprintplan.solver.instance.used_elsewhere import NOTHING_SPENT, Spent


class PersonLimit(TableLimit):
    """A limit on every person's year."""

    number: ClassVar[str]
    """The member of the limit's terms that holds its number."""

    unit: ClassVar[int] = 1
    """What one of the workspace's number is in that member."""

    @classmethod
    def wider(cls, value: Any, steps: int) -> Any:
        """The same terms with so many more."""
        return value.model_copy(update={cls.number: getattr(value, cls.number) + cls.unit * steps})

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """The number."""
        return f"{getattr(value, cls.number) / cls.unit:g}"


class TravellerHours(PersonLimit):
    """`limits.traveller_hours_per_year`: hours in journeys."""

    key = "limits.traveller_hours_per_year"
    member = "traveller_hours"
    number = "minutes"
    unit = 60


class LongHaul(PersonLimit):
    """`limits.long_haul`: trips with a journey of over so many hours."""

    key = "limits.long_haul"
    member = "long_haul"
    number = "trips_per_year"

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """The number with its name, as the limit has several."""
        return f"{cls.number} {super().shown(value, scenario)}"


PERSON_LIMITS: tuple[type[PersonLimit], ...] = (TravellerHours, LongHaul)
"""Every limit that holds person by person over the year."""


@dataclass(frozen=True)
class Hands:
    """Who takes what at one candidate: (h,) positions of people, and the columns of their ways out and home."""

    person: Int64
    out: Int64
    back: Int64


def deal(block: Block, taken: Taken) -> list[Hands]:
    """What everybody takes, by candidate: cheapest first to those who come first in people.csv."""
    columns = block.columns
    bought = columns.at(taken.column)
    order = np.lexsort((taken.column, bought.cost, bought.way, bought.group))
    column, count = taken.column[order], taken.count[order].astype(np.int64)
    each = np.repeat(column, count)
    dealt = []
    for number, candidate in enumerate(block.candidates):
        mine = each[block.candidate[each] == number]
        way = columns.way[mine]
        out, back, both = (mine[way == wanted] for wanted in Way)
        # Both-ways offers come after the one-way journeys of their group.
        group = np.append(columns.group[out], columns.group[both]) - block.first_group[number]
        place = np.argsort(group, kind="stable")
        people = candidate.roster.members_of(candidate.flying)
        dealt.append(Hands(people, np.append(out, both)[place], np.append(back, both)[place]))
    return dealt


class YearOfPersons:
    """Hours in journeys and long trips of everybody, added up over the events; `spent` is counted in."""

    def __init__(self, scenario: Scenario, spent: Spent = NOTHING_SPENT) -> None:
        self.scenario = scenario
        self.minutes, self.trips = np.zeros((2, len(scenario.people)), np.int64)
        self.minutes += 0 if spent.minutes is None else spent.minutes
        self.trips += 0 if spent.trips is None else spent.trips

    def add(self, person: Int64, out_min: Int64, back_min: Int64) -> None:
        """Trips to one event, (h,) each, one a person."""
        long_haul = self.scenario.limits.long_haul
        self.minutes[person] += out_min + back_min
        if long_haul:
            self.trips[person] += np.maximum(out_min, back_min) > long_haul.over_min

    def broken(self) -> frozenset[int]:
        """People who are over a limit."""
        hours, hauls = self.scenario.limits.traveller_hours, self.scenario.limits.long_haul
        tired = self._held(self.minutes > hours.minutes, hours.exempt) if hours else frozenset()
        return tired | (self._held(self.trips > hauls.trips_per_year, hauls.exempt) if hauls else frozenset())

    def _held(self, over: Mask, exempt: tuple[Selector, ...]) -> frozenset[int]:
        """People over a limit whom it holds."""
        people = self.scenario.people
        return frozenset(number for number in np.flatnonzero(over).tolist() if not selected(exempt, people[number]))


class Persons:
    """The two limits of persons, on a block whose rosters tell some people apart."""

    def __init__(self, block: Block) -> None:
        self.block, self.scenario = block, block.scenario

    def broken(self, taken: Taken) -> frozenset[int]:
        """People whose dealt journeys break a limit."""
        if not has_person_limits(self.scenario):
            return frozenset()
        year, columns = YearOfPersons(self.scenario, self.block.spent), self.block.columns
        for hands in deal(self.block, taken):
            year.add(hands.person, columns.out_min[hands.out], columns.back_min[hands.back])
        return year.broken()

    def add_rows(self, rows: Rows) -> None:
        """Rows of everybody whom the rosters tell apart."""
        person = self.block.roster_column("person")[self.block.columns.group]
        alone = np.flatnonzero(person != NOBODY)
        hours, hauls = self.scenario.limits.traveller_hours, self.scenario.limits.long_haul
        spent, columns = YearOfPersons(self.scenario, self.block.spent), self.block.columns
        for number in np.unique(person[alone]).tolist():
            mine, who = alone[person[alone] == number], self.scenario.people[number]
            if hours and not selected(hours.exempt, who):
                left = hours.minutes - int(spent.minutes[number])
                rows.add(left, mine, columns.out_min[mine] + columns.back_min[mine])
            if hauls and not selected(hauls.exempt, who):
                self._add_hauls(rows, mine, hauls.over_min, hauls.trips_per_year - int(spent.trips[number]))

    def _add_hauls(self, rows: Rows, mine: Int64, over_min: int, most: int) -> None:
        """A trip is long where one of its journeys is: long journeys need a long trip, of which there are few."""
        total = rows.add(most, mine[:0], 1)
        columns = self.block.columns
        for candidate in np.unique(self.block.candidate[mine]).tolist():
            here = mine[self.block.candidate[mine] == candidate]
            trip = Supply(0, 1, 0, candidate, [(total, 1)])
            for minutes in (columns.out_min, columns.back_min):
                trip.terms.append((rows.add(0, here[minutes[here] > over_min], 1), -1))
            rows.supplies.append(trip)


def has_person_limits(scenario: Scenario) -> bool:
    """Whether a limit of the year holds person by person."""
    return any(limit.is_stated(scenario) for limit in PERSON_LIMITS)


def not_exempt(scenario: Scenario, exempt: tuple[Selector, ...]) -> Mask:
    """(people,) whom the selectors do not name."""
    if not exempt:
        return np.ones(len(scenario.people), np.bool_)
    return np.array([not selected(exempt, person) for person in scenario.people], np.bool_)
