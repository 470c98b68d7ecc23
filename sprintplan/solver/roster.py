"""Travellers to one event as groups that neither rules nor shared limits tell apart, as columns."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.kinds import Kinds

KEY_ROLE = "key"
NO_TEAM = NOBODY = -1


@dataclass(frozen=True)
class Roster:
    """Groups of everybody who is called to one event, sorted by kind: (g,) arrays.

    kind : position in the event's kinds; key : counts for the key-traveller limit
    team : number in `teams`, NO_TEAM where no limit speaks of it
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


def roster(scenario: Scenario, kinds: Kinds, apart: frozenset[int] = frozenset()) -> Roster:
    """The groups of an event's kinds; whoever is in `apart` is a group alone."""
    policy, people = scenario.policy, scenario.people
    by_key, by_team = policy.max_key_travellers_per_flight is not None, policy.max_team_share_per_flight is not None
    teams = {team: n for n, team in enumerate(dict.fromkeys(p.team for p in people if p.team))} if by_team else {}
    found: dict[tuple[int, bool, int, int], list[int]] = defaultdict(list)
    for number, kind in enumerate(kinds):
        for member in kind.members:
            key = by_key and KEY_ROLE in people[member].roles
            team = teams.get(people[member].team, NO_TEAM)
            found[number, key, team, member if member in apart else NOBODY].append(member)
    columns = list(zip(*found, strict=True)) or [()] * 4
    return Roster(
        np.array(columns[0], np.int64),
        np.array(columns[1], np.bool_),
        np.array(columns[2], np.int64),
        np.array(columns[3], np.int64),
        tuple(map(tuple, found.values())),
        tuple(teams),
    )
