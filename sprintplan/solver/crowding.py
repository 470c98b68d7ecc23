"""Whether everybody's cheapest choice breaks a shared limit: one pass over columns, no model."""

import numpy as np

from sprintplan.offers.table import NO_LIMIT, Int64
from sprintplan.rules.standing import Stands
from sprintplan.solver.flights import NO_FLIGHT, flight_keys
from sprintplan.solver.groups import KEY_ROLE, Candidate


def crowded(candidate: Candidate) -> bool:
    """Whether the relaxed choice of this candidate breaks seats or one of the three flight limits."""
    kinds = np.flatnonzero(candidate.choices.standing.stands[candidate.start] == Stands.TRAVELS)
    group = candidate.start * candidate.relaxed.shape[1] + kinds
    out, back = (entries[group] for entries in candidate.relaxed.best_entries)
    rows_out = candidate.choices.outbound.entries.row[out]
    rows_back = candidate.choices.inbound.entries.row[back]
    both_ways = np.append(rows_out, rows_back)
    return _overbooked(candidate, kinds, rows_out, rows_back) or _too_many(candidate, kinds, both_ways)


def _overbooked(candidate: Candidate, kinds: Int64, rows_out: Int64, rows_back: Int64) -> bool:
    table = candidate.relaxed.table
    counts = np.array([candidate.choices.kinds[kind].count for kind in kinds], np.int64)
    alone = table.partner[rows_back] < 0
    rows, heads = np.append(rows_out, rows_back[alone]), np.append(counts, counts[alone])
    taken, number = np.unique(rows, return_inverse=True)
    sold = np.bincount(number, heads, len(taken))
    return bool(np.any((sold > table.seats[taken]) & (table.seats[taken] < NO_LIMIT)))


def _too_many(candidate: Candidate, kinds: Int64, rows: Int64) -> bool:
    """Whether a flight limit is broken; `rows` holds everybody's way out, then everybody's way home."""
    policy, people = candidate.scenario.policy, candidate.scenario.people
    flights = flight_keys(candidate.relaxed.table, rows)
    members = [candidate.choices.kinds[kind].members for kind in kinds]
    if _over(flights, np.array([len(who) for who in members], np.int64), policy.max_travellers_per_flight):
        return True
    if policy.max_key_travellers_per_flight is not None:
        keys = np.array([sum(KEY_ROLE in people[m].roles for m in who) for who in members], np.int64)
        if _over(flights, keys, policy.max_key_travellers_per_flight):
            return True
    return policy.max_team_share_per_flight is not None and _teams_over(candidate, flights, kinds)


def _over(flights: Int64, heads: Int64, most: int | None) -> bool:
    """Whether any flight carries more of the counted heads; flights are (s, 2p), heads (p,)."""
    if most is None or not flights.size:
        return False
    flown = flights != NO_FLIGHT
    _, number = np.unique(flights[flown], return_inverse=True)
    heads_of = np.broadcast_to(np.tile(heads, 2), flights.shape)[flown]
    return bool(np.any(np.bincount(number, heads_of) > most))


def _teams_over(candidate: Candidate, flights: Int64, kinds: Int64) -> bool:
    """Whether any flight carries more of a team than its share."""
    place = {int(kind): at for at, kind in enumerate(kinds)}
    heads = {team: np.zeros(len(kinds), np.int64) for team in candidate.team_caps}
    for group in candidate.groups:
        if group.team in heads:
            heads[group.team][place[group.kind]] += len(group.members)
    return any(_team_over(flights, heads[team], most) for team, most in candidate.team_caps.items())


def _team_over(flights: Int64, heads: Int64, most: int) -> bool:
    there = heads > 0
    return _over(flights[:, np.tile(there, 2)], heads[there], most)
