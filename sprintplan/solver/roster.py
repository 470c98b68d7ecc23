"""Travellers to one event as groups that neither rules nor shared limits tell apart, as columns."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.kinds import Kinds

KEY_ROLE = "key"
NO_TEAM = NOBODY = -1


@dataclass(frozen=True)
class Roster:
    """Groups of everybody who is called to one event, sorted by kind: (g,) arrays.

    kind : position in the event's kinds; key : counts for the key-traveller limit
    team : number in `teams`, NO_TEAM where no limit binds it
    person : position in the people of a group of one whom a year limit tells apart, else NOBODY
    members : positions in the people, in order
    """

    kind: Int64
    key: Mask
    team: Int64
    person: Int64
    members: tuple[tuple[int, ...], ...]
    teams: tuple[str, ...]

    @cached_property
    def count(self) -> Int64:
        """(g,) how many people each group has."""
        return np.array([len(who) for who in self.members], np.int64)


class Teams:
    """The teams of an event that a limit on shares of flights speaks of, and how many of each are of each kind."""

    def __init__(self, scenario: Scenario, kinds: Kinds) -> None:
        self.policy = scenario.policy
        limited = self.policy.max_team_share_per_flight is not None
        of = [person.team for person in scenario.people] if limited else []
        self.names = tuple(dict.fromkeys(filter(None, of)))
        self.heads = np.zeros((len(kinds), len(self.names)), np.int64)
        numbers = {team: number for number, team in enumerate(self.names)}
        for kind, who in enumerate(kinds) if limited else ():
            for team, heads in Counter(of[member] for member in who.members).items():
                if team:
                    self.heads[kind, numbers[team]] = heads

    def limited(self, flies: Mask) -> frozenset[str]:
        """Teams whose share binds before they are all aboard, or as many as may be on any flight; (kinds,) who fly."""
        size = flies.astype(np.int64) @ self.heads
        anybody = self.policy.max_travellers_per_flight
        most = size if anybody is None else np.minimum(size, anybody)
        binds = np.flatnonzero(team_share(self.policy, size) < most)
        return frozenset(self.names[number] for number in binds.tolist())


def team_share(policy: Policy, size: Int64) -> Int64:
    """How many of teams of some sizes may be on one flight: the share, rounded down, never under 2."""
    ratio = Fraction(policy.max_team_share_per_flight or 0)
    return np.maximum(2, size * ratio.numerator // ratio.denominator)


def roster(
    scenario: Scenario, kinds: Kinds, teams: frozenset[str] = frozenset(), apart: frozenset[int] = frozenset()
) -> Roster:
    """The groups of an event's kinds: people of these teams are told apart by team, whoever is in `apart` is alone."""
    people, by_key = scenario.people, scenario.policy.max_key_travellers_per_flight is not None
    named = tuple(sorted(teams))
    number_of = {team: number for number, team in enumerate(named)}
    found: dict[tuple[int, bool, int, int], list[int]] = defaultdict(list)
    for number, kind in enumerate(kinds):
        for member in kind.members:
            key = by_key and KEY_ROLE in people[member].roles
            team = number_of.get(people[member].team, NO_TEAM)
            found[number, key, team, member if member in apart else NOBODY].append(member)
    columns = list(zip(*found, strict=True)) or [()] * 4
    return Roster(
        np.array(columns[0], np.int64),
        np.array(columns[1], np.bool_),
        np.array(columns[2], np.int64),
        np.array(columns[3], np.int64),
        tuple(map(tuple, found.values())),
        named,
    )
