"""Journey by journey, trip by trip: what `rules/` allows on random workspaces is just what `verify` allows.

Whole plans hold both only to the journeys that are taken; here every one on sale is asked, for everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from sprintplan.domain.events import Event, presence
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.rules.attendance import STATUS_WORD, Attendance
from sprintplan.rules.choices import Choices, choices
from sprintplan.rules.traveller_classes import selector_classes, traveller_classes
from sprintplan.units import day_number
from sprintplan.verify.cabin_prices import both_ways
from sprintplan.verify.fares import is_too_dear
from sprintplan.verify.journeys import allowed
from sprintplan.verify.market import Market
from sprintplan.verify.visit import Visit
from tests.build.market import market
from tests.properties.random_workspace import random_workspace
from tests.properties.random_year import RandomYear, random_year

Key = tuple[int, str]
Trips = frozenset[tuple[int, int]]
"""A trip is its two rows of the offers."""


@dataclass(frozen=True)
class Verdicts:
    """Per start and person: rows out, rows home, trips, and how they stand; of the rules or of the judge."""

    outs: dict[Key, frozenset[int]]
    backs: dict[Key, frozenset[int]]
    trips: dict[Key, Trips]
    status: dict[Key, str]


def by_rules(found: Choices) -> Verdicts:
    """What the rules' columns say."""
    scenario, table = found.scenario, found.outbound.pairs.table
    outs, backs, pairs = _rows(found, found.outbound), _rows(found, found.inbound), _pairs(found)
    verdicts = Verdicts({}, {}, {}, {})
    for start in range(len(found.event.starts)):
        for number, traveller in enumerate(found.classes):
            there, home = outs.get((start, number), set()), backs.get((start, number), set())
            alone = [{row for row in rows if table.partner[row] < 0} for rows in (there, home)]
            trips = {(out, back) for out in alone[0] for back in alone[1]} | pairs.get((start, number), set())
            called = found.attending.status[start, number] != Attendance.NOT_CALLED
            for member in traveller.members if called else ():
                key = (start, scenario.people[member].id)
                verdicts.outs[key], verdicts.backs[key] = frozenset(there), frozenset(home)
                verdicts.trips[key] = frozenset(trips)
                verdicts.status[key] = STATUS_WORD[Attendance(int(found.attending.status[start, number]))]
    return verdicts


def _rows(found: Choices, direction: object) -> dict[tuple[int, int], set[int]]:
    entries = found.outbound.entries if direction is found.outbound else found.inbound.entries
    rows: dict[tuple[int, int], set[int]] = {}
    for start, traveller, row in zip(
        entries.start.tolist(), entries.traveller.tolist(), entries.row.tolist(), strict=True
    ):
        rows.setdefault((start, traveller), set()).add(row)
    return rows


def _pairs(found: Choices) -> dict[tuple[int, int], set[tuple[int, int]]]:
    out, back, both = found.outbound.entries.row, found.inbound.entries.row, found.both
    pairs: dict[tuple[int, int], set[tuple[int, int]]] = {}
    columns = (both.start, both.traveller, out[both.outbound], back[both.inbound])
    for start, traveller, there, home in zip(*(column.tolist() for column in columns), strict=True):
        pairs.setdefault((start, traveller), set()).add((there, home))
    return pairs


def by_judge(year: RandomYear, event: Event, venue: Venue, keys: list[Key], sold: Market) -> Verdicts:
    """What the judge says of everybody, one by one; of those who are barred whatever they take, only that."""
    verdicts = Verdicts({}, {}, {}, {})
    for start, number in keys:
        visit = _visit(year.scenario, event, venue, start, number, year)
        out, back = both_ways(visit, sold)
        key, flies = (start, number), visit.nature == "travels"
        if any(visit.barred()):
            verdicts.status[key] = "remote"
            continue
        there, home = list(allowed(out)) if flies else [], list(allowed(back)) if flies else []
        there, home = (
            [one for one in way if one.partner is not None or not is_too_dear(out, back, [one])]
            for way in (there, home)
        )
        trips = {(a.row, b.row) for a in there for b in home if a.partner is None and b.partner is None}
        both = [(a, b) for a in there for b in home if a.partner == b.row and a.first_leg]
        trips |= {(a.row, b.row) for a, b in both if not is_too_dear(out, back, [a, b])}
        verdicts.outs[key] = frozenset(one.row for one in there if one.partner is None or one.first_leg)
        verdicts.backs[key] = frozenset(one.row for one in home if one.partner is None or not one.first_leg)
        verdicts.trips[key] = frozenset(trips)
        verdicts.status[key] = "remote" if flies and not trips else visit.nature
    return verdicts


def _visit(scenario: Scenario, event: Event, venue: Venue, start: int, number: str, year: RandomYear) -> Visit:
    person = scenario.person_by_id[number]
    present = presence(event, person)
    assert present is not None
    exemptions = scenario.exemptions_of(person, event.id)
    varied = scenario.varied(exemptions)
    return Visit(varied, event, venue, person, present, event.starts[start], year.today, exemptions)


def differences(year: RandomYear) -> Iterator[str]:
    """Every journey, trip and standing that the two judge differently."""
    year = replace(year, scenario=year.scenario.on(year.today))
    source = market(year.quotes, year.scenario)
    by_selectors = selector_classes(year.scenario)
    for event in year.scenario.events:
        classes = traveller_classes(year.scenario, event, by_selectors)
        for venue in (year.scenario.venue_by_id[word] for word in event.venues):
            table = source.to_and_from(venue)
            rules = by_rules(choices(year.scenario, event, venue, classes, table, day_number(year.today)))
            judge = by_judge(year, event, venue, list(rules.status), Market(table))
            for what in ("outs", "backs", "trips", "status"):
                mine, theirs = getattr(rules, what), getattr(judge, what)
                for key in mine:
                    if key in theirs and mine[key] != theirs[key]:
                        where = f"{event.id} {venue.id} {event.starts[key[0]]} {key[1]}"
                        yield f"{where}: {what} by the rules {mine[key]}, by the judge {theirs[key]}"


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_rules_and_judge_allow_the_same_journeys_and_trips(first: int) -> None:
    """On random years, in which every rule of the policy is drawn: `differences(random_year(seed))` tells them."""
    for seed in range(first, first + 20):
        assert (seed, list(differences(random_year(seed)))) == (seed, [])


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_they_do_so_on_workspaces_with_many_travellers(first: int) -> None:
    """On random workspaces, where most people find a trip."""
    for seed in range(first, first + 20):
        assert (seed, list(differences(random_workspace(seed, ())))) == (seed, [])
