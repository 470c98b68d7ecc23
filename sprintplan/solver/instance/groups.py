"""Travellers to one event as groups that neither rules nor shared limits tell apart, as columns."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from operator import attrgetter

import numpy as np

from sprintplan.columns import equal_columns
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.traveller_classes import TravellerClasses

KEY_ROLE = "key"
NO_TEAM = NOBODY = -1


@dataclass(frozen=True)
class Groups:
    """Groups of everybody who is called to one event, sorted by class: (g,) arrays.

    Attributes
    ----------
    traveller : number of the traveller class, of the classes of the event
    key : whether its people count for the key-traveller limit
    team : number in `teams`, NO_TEAM where no limit binds it
    person : position in the people of a group of one whom a limit of the year tells apart, else NOBODY
    members : of each group the positions of its people, in order
    teams : names of the teams that a limit on flights binds
    """

    traveller: Int64
    key: Mask
    team: Int64
    person: Int64
    members: tuple[tuple[int, ...], ...]
    teams: tuple[str, ...]

    @cached_property
    def count(self) -> Int64:
        """(g,) how many people each group has."""
        return np.array([len(who) for who in self.members], np.int64)

    def members_of(self, groups: Int64) -> Int64:
        """Positions in the people of these groups' members, group after group."""
        return np.concatenate([np.zeros(0, np.int64), *(self._members[group] for group in groups.tolist())])

    @cached_property
    def _members(self) -> list[Int64]:
        everybody = np.fromiter(chain.from_iterable(self.members), np.int64, int(self.count.sum()))
        return np.split(everybody, np.cumsum(self.count)[:-1])


class Marks:
    """What limits on flights tell people apart by: (people,) arrays.

    Attributes
    ----------
    key : whether the person counts for the key-traveller limit
    team : number in `teams`, NO_TEAM for who has none, and for all without a limit on shares of teams
    teams : names of the teams, in the order of people.csv
    is_booked : whether any flight is booked already
    """

    def __init__(self, scenario: Scenario) -> None:
        policy, people = scenario.policy, scenario.people
        self.policy, numbers = policy, dict[str, int]()
        self.is_booked = bool(scenario.history.bookings)
        self.key, self.team = np.zeros(len(people), np.bool_), np.full(len(people), NO_TEAM, np.int64)
        if policy.max_key_travellers_per_flight is not None:
            self.key[:] = [KEY_ROLE in person.roles for person in people]
        if policy.max_team_share_per_flight is not None:
            teams = map(attrgetter("team"), people)
            self.team[:] = [numbers.setdefault(team, len(numbers)) if team else NO_TEAM for team in teams]
        self.teams = tuple(numbers)


class Teams:
    """The teams of an event that a limit on shares of flights speaks of, and how many of each are of each class."""

    def __init__(self, marks: Marks, classes: TravellerClasses) -> None:
        self.policy, self.names, self.is_booked = marks.policy, marks.teams, marks.is_booked
        team = marks.team[classes.members]
        place = classes.of_member[team != NO_TEAM] * len(self.names) + team[team != NO_TEAM]
        heads = np.bincount(place, minlength=len(classes) * len(self.names))
        self.heads = heads.reshape(len(classes), len(self.names)).astype(np.int64)

    def limited(self, flies: Mask) -> frozenset[str]:
        """Teams for which `max_team_share_per_flight` can bind: share x size < min(size, max_travellers_per_flight).

        The latter says nothing where flights are booked, which may carry more.

        Parameters
        ----------
        flies : (classes,) which classes fly
        """
        size = flies.astype(np.int64) @ self.heads
        anybody = self.policy.max_travellers_per_flight
        most = size if anybody is None or self.is_booked else np.minimum(size, anybody)
        binds = np.flatnonzero(team_share(self.policy, size) < most)
        return frozenset(self.names[number] for number in binds.tolist())


def team_share(policy: Policy, size: Int64) -> Int64:
    """How many of teams of a `size`, (teams,), may be on one flight under a `policy`: the share, rounded down, never
    under 2."""
    ratio = Fraction(policy.max_team_share_per_flight or 0)
    return np.maximum(2, size * ratio.numerator // ratio.denominator)


def groups_of(
    marks: Marks, classes: TravellerClasses, teams: frozenset[str] = frozenset(), apart: frozenset[int] = frozenset()
) -> Groups:
    """The groups of an event's traveller classes.

    Parameters
    ----------
    marks : what limits on flights tell people apart by
    classes : the traveller classes of the event
    teams : names of the teams whose people form groups of their own
    apart : positions of people who are a group alone
    """
    named = tuple(sorted(teams))
    number_of = {team: number for number, team in enumerate(named)}
    member, alone = classes.members, np.isin(classes.members, list(apart))
    team = np.array([*(number_of.get(team, NO_TEAM) for team in marks.teams), NO_TEAM], np.int64)[marks.team[member]]
    key, person = marks.key[member], np.where(alone, member, NOBODY)
    places = _equal_places(classes.of_member, key, team, person)
    first = np.array([group[0] for group in places], np.int64)
    members = tuple(tuple(member[group].tolist()) for group in places)
    return Groups(classes.of_member[first], key[first], team[first], person[first], members, named)


def _equal_places(*columns: Int64 | Mask) -> list[Int64]:
    """Places at which all columns hold the same, each group's in order; groups in order of their first places."""
    order, first, _ = equal_columns(np.stack([column.astype(np.int64) for column in columns]))
    return sorted(np.split(order, first[1:]) if len(order) else [], key=lambda places: int(places[0]))
