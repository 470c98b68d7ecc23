"""Exceptions on record: people who have the same ones are judged by themselves, and come together again.

The rules on journeys are asked apart of everybody with the same exceptions, among the offers of their homes; cabins and
nights are then looked at together for all who have them by the same terms, whatever else they are exempt from.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import Int64, Number, OfferTable
from sprintplan.rules.allowed import InTime, in_time
from sprintplan.rules.cabin_prices import too_dear
from sprintplan.rules.direction import Direction, Entries
from sprintplan.rules.entitlement import Entitlement
from sprintplan.rules.pairs import NEVER, rows_of_homes
from sprintplan.rules.traveller_classes import TravellerClasses

Ways = tuple[InTime, InTime]
"""The journeys of both directions."""


def both_directions(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, table: OfferTable, today: int
) -> tuple[Direction, Direction]:
    """Outbound and return of everybody, each by their own rules.

    Parameters
    ----------
    scenario : the workspace
    event, venue : what is held where
    classes : the traveller classes of the event; none where nobody is called
    table : the offers to and from the venue
    today : day number of the planning date
    """
    if not scenario.exemptions or not classes.by_exemptions:
        return _allowed(_in_time(scenario, event, venue, classes, table, today))
    alike: dict[Hashable, list[tuple[Int64, Ways]]] = {}
    for numbers, exemptions, theirs in classes.by_exemptions:
        varied = scenario.varied(exemptions)
        ways = _near_homes(varied, event, venue, theirs, table, today)
        alike.setdefault(_terms_of_cabins(varied), []).append((numbers, ways))
    parts = [_judged_together(some, classes) for some in alike.values()]
    out, back = (_put_together([(own, ways[way]) for own, ways in parts], scenario) for way in range(2))
    return out, back


def _terms_of_cabins(scenario: Scenario) -> Hashable:
    """All that cabins and nights are judged by, of what exceptions may change."""
    policy = scenario.policy
    return policy.cabin_rules, policy.max_early_nights, policy.max_late_nights


def _in_time(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, table: OfferTable, today: int
) -> Ways:
    """The journeys of classes to whom the same rules apply."""
    out, back = (in_time(scenario, event, venue, classes, table, today, outbound=way) for way in (True, False))
    return out, back


def _near_homes(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, table: OfferTable, today: int
) -> Ways:
    """The same, judged among the rows of their homes alone, unless those are most of the table."""
    rows = np.flatnonzero(rows_of_homes(table, classes))
    if 2 * len(rows) > len(table):
        return _in_time(scenario, event, venue, classes, table, today)
    out, back = _in_time(scenario, event, venue, classes, table.take(rows), today)
    return out.within(table, rows), back.within(table, rows)


def _allowed(ways: Ways) -> tuple[Direction, Direction]:
    """Both directions with the journeys that are allowed."""
    left_out = too_dear(*ways)
    out, back = (way.allowed(left_out) for way in ways)
    return out, back


def _judged_together(
    parts: Sequence[tuple[Int64, Ways]], classes: TravellerClasses
) -> tuple[Int64, tuple[Direction, Direction]]:
    """Groups that have cabins and nights by the same terms: the numbers of their classes, and their directions."""
    out, back = (_joined([(own, ways[way]) for own, ways in parts], classes) for way in range(2))
    return np.concatenate([own for own, _ in parts]), _allowed((out, back))


def _joined(parts: Sequence[tuple[Int64, InTime]], classes: TravellerClasses) -> InTime:
    """The journeys of some groups in one, numbered as all `classes` are; those of no group have none.

    Parameters
    ----------
    parts : the numbers of each group's classes, and its journeys, in which they are numbered from 0 on
    classes : all classes
    """
    ways = [way for _, way in parts]

    def spread(columns: Iterable[NDArray[Number]], elsewhere: int) -> NDArray[Number]:
        """A column whose last axis is the classes, with one value for those of no group."""
        theirs = [*columns]
        whole = np.full((*theirs[0].shape[:-1], len(classes)), elsewhere, theirs[0].dtype)
        for (own, _), column in zip(parts, theirs, strict=True):
            whole[..., own] = column
        return whole

    claims = tuple(
        replace(
            one,
            applies=spread((way.claims[number].applies for way in ways), 0),
            measured=spread((way.claims[number].measured for way in ways), 0),
        )
        for number, one in enumerate(ways[0].claims)
    )
    pairs = replace(
        ways[0].pairs,
        classes=classes,
        fastest_min=spread((way.pairs.fastest_min for way in ways), NEVER),
        ground_min=spread((way.pairs.ground_min for way in ways), NEVER),
        traveller=np.concatenate([own[way.pairs.traveller] for own, way in parts]),
        row=np.concatenate([way.pairs.row for way in ways]),
    )
    before = np.cumsum([0, *(len(way.pairs.row) for way in ways[:-1])]).tolist()
    return InTime(
        event=ways[0].event,
        pairs=pairs,
        claims=claims,
        by_night=np.any([way.by_night for way in ways], axis=0),
        rest_due=spread((way.rest_due for way in ways), 0),
        pair=np.concatenate([way.pair + first for way, first in zip(ways, before, strict=True)]),
        start=np.concatenate([way.start for way in ways]),
        nights=np.concatenate([way.nights for way in ways]),
    )


def _put_together(parts: Sequence[tuple[Int64, Direction]], scenario: Scenario) -> Direction:
    """One direction of all classes, of which groups were judged by themselves.

    Parameters
    ----------
    parts : the numbers of each group's classes, and its direction, in which all classes have their numbers
    scenario : the workspace
    """
    ways = [way for _, way in parts]

    def all_of(columns: Iterable[NDArray[Number]]) -> NDArray[Number]:
        """A column whose last axis is the classes, of each group its own."""
        whole, *others = columns
        for (own, _), column in zip(parts[1:], others, strict=True):
            whole = whole.copy()
            whole[..., own] = column[..., own]
        return whole

    earned = {field.name: all_of(getattr(way.entitlement, field.name) for way in ways) for field in fields(Entitlement)}
    pairs = replace(
        ways[0].pairs,
        scenario=scenario,
        fastest_min=all_of(way.pairs.fastest_min for way in ways),
        ground_min=all_of(way.pairs.ground_min for way in ways),
        traveller=np.concatenate([way.pairs.traveller for way in ways]),
        row=np.concatenate([way.pairs.row for way in ways]),
    )
    return Direction(
        pairs=pairs,
        entitlement=Entitlement(**earned),
        entries=_in_one([way.entries for way in ways], len(pairs.classes)),
        counting=all_of(way.counting for way in ways),
        by_night=np.any([way.by_night for way in ways], axis=0),
        rest_due=all_of(way.rest_due for way in ways),
    )


def _in_one(parts: Sequence[Entries], classes: int) -> Entries:
    """The entries of all parts by start and class, each class of which lies in one part, in the order that it has."""
    if len(parts) == 1:
        return parts[0]
    columns = {field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Entries)}
    order = np.argsort(columns["start"].astype(np.int64) * classes + columns["traveller"], kind="stable")
    return Entries(**columns).at(order)
