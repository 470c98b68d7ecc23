"""Travellers of one candidate as groups that shared limits do not tell apart either."""

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from math import floor

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import NO_LIMIT
from sprintplan.rules.choices import Choices, Entries
from sprintplan.rules.standing import Stands
from sprintplan.solver.flights import NO_FLIGHT, flight_keys
from sprintplan.solver.relaxed import Relaxed

KEY_ROLE = "key"
Resource = tuple[Hashable, ...]


@dataclass(frozen=True)
class Group:
    """Travellers of one kind who count alike for the flight limits; `members` are positions in the people."""

    kind: int
    key: bool
    team: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Candidate:
    """One start of one event at one venue, ready to be solved."""

    relaxed: Relaxed
    start: int

    @property
    def choices(self) -> Choices:
        """What everybody may do there."""
        return self.relaxed.choices

    @property
    def scenario(self) -> Scenario:
        """The company's year."""
        return self.choices.scenario

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Everybody who flies there, split by key role and team only where a limit speaks of them."""
        found: dict[tuple[int, bool, str], list[int]] = defaultdict(list)
        for number, kind in enumerate(self.choices.kinds):
            if self.choices.standing.stands[self.start, number] == Stands.TRAVELS:
                for member in kind.members:
                    found[number, *self._told_apart(member)].append(member)
        return tuple(Group(kind, key, team, tuple(who)) for (kind, key, team), who in found.items())

    def _told_apart(self, member: int) -> tuple[bool, str]:
        person, policy = self.scenario.people[member], self.scenario.policy
        key = policy.max_key_travellers_per_flight is not None and KEY_ROLE in person.roles
        return key, person.team if policy.max_team_share_per_flight is not None else ""

    @cached_property
    def team_caps(self) -> dict[str, int]:
        """Most travellers of each team on one flight: its share of those who fly, rounded down, never under 2."""
        share = self.scenario.policy.max_team_share_per_flight
        sizes = Counter({group.team: 0 for group in self.groups})
        for group in self.groups:
            sizes[group.team] += len(group.members)
        return {team: max(2, floor(share * size)) for team, size in sizes.items() if share is not None and team}

    def group_number(self, kind: int) -> int:
        """The number of this start's group of a kind in the relaxed options."""
        return self.start * self.relaxed.shape[1] + kind

    @cached_property
    def _keys(self) -> tuple[tuple[int, list[list[int]]], tuple[int, list[list[int]]]]:
        """Per direction: the first entry of this start, and the flights of each entry from there on."""
        return self._keys_of(self.choices.outbound.entries), self._keys_of(self.choices.inbound.entries)

    def _keys_of(self, entries: Entries) -> tuple[int, list[list[int]]]:
        first, last = np.searchsorted(entries.start, [self.start, self.start + 1])
        return int(first), flight_keys(self.relaxed.table, entries.row[first:last]).T.tolist()

    def resources(self, group: Group, entry: int, *, outbound: bool) -> list[tuple[Resource, int]]:
        """What one traveller of the group uses up on this entry, with the most that there is of it."""
        first, keys = self._keys[0 if outbound else 1]
        used: list[tuple[Resource, int]] = []
        for flight in keys[entry - first]:
            if flight != NO_FLIGHT:
                used += self._flight_resources(group, flight)
        entries = (self.choices.outbound if outbound else self.choices.inbound).entries
        row, table = int(entries.row[entry]), self.relaxed.table
        if table.seats[row] < NO_LIMIT and (outbound or table.partner[row] < 0):
            used.append((("seats", int(table.file[row]), int(table.line[row])), int(table.seats[row])))
        return used

    def _flight_resources(self, group: Group, flight: int) -> list[tuple[Resource, int]]:
        policy, used = self.scenario.policy, list[tuple[Resource, int]]()
        if policy.max_travellers_per_flight is not None:
            used.append((("flight", flight), policy.max_travellers_per_flight))
        if group.key and policy.max_key_travellers_per_flight is not None:
            used.append((("key", flight), policy.max_key_travellers_per_flight))
        if group.team in self.team_caps:
            used.append((("team", self.choices.event.id, group.team, flight), self.team_caps[group.team]))
        return used

    def fixed_minor(self) -> int:
        """Everything that no journey decides: hire, base costs, people at home, on own means or away."""
        counts = [kind.count for kind in self.choices.kinds]
        base: list[int] = self.choices.standing.base_minor[self.start].tolist()
        return self.choices.venue.hire_minor + sum(c * b for c, b in zip(counts, base, strict=True))
