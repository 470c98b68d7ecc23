"""A source of offers whose emissions come from the Travel Impact Model, as far as it knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.emissions.cache import KeptFigures
from sprintplan.offers.emissions.client import Flight, Grams, Route, TravelImpact, travel_impact
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import UNKNOWN, Int64, Mask, OfferTable
from sprintplan.units import MINUTES_PER_DAY, as_date
from sprintplan.world.airports import airports
from sprintplan.world.emissions import EMBEDDED, co2e_g

THIS_FLIGHT, TYPICAL = "this flight", "typical of the route"
KEPT_TABLES = 2
"""The last venues asked for are asked for again, when a plan is written and verified."""


class WithTravelImpact:
    """The same offers; each flight's grams are the model's of that flight, else typical of its route, else embedded.

    A journey of which the model does not know every flight keeps what its seller states.
    """

    def __init__(self, inner: OfferSource, scenario: Scenario) -> None:
        self.name, self.warnings = inner.name, inner.warnings
        self._inner, self._folder, self._insecure = inner, scenario.folder, scenario.insecure
        self._filled: dict[str, OfferTable] = {}

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to give the same: no tables, which it makes itself."""
        return {**self.__dict__, "_filled": {}}

    def to_and_from(self, venue: Venue) -> OfferTable:
        """The inner source's rows of a `venue`, with the model's grams."""
        if venue.id not in self._filled:
            self._filled |= {
                venue.id: with_grams(
                    self._inner.to_and_from(venue), KeptFigures(self._folder), travel_impact(insecure=self._insecure)
                )
            }
            for oldest in [*self._filled][:-KEPT_TABLES]:
                del self._filled[oldest]
        return self._filled[venue.id]


def with_grams(table: OfferTable, kept: KeptFigures, service: TravelImpact) -> OfferTable:
    """The table with the model's grams.

    Parameters
    ----------
    table : the offers
    kept : figures that are known
    service : asked for the others
    """
    legs = _legs(table)
    at, index, flights = _flights(table, legs)
    legs.fill(at, index, kept.of(flights, service.flights), THIS_FLIGHT)
    at, index, routes = _routes(legs)
    legs.fill(at, index, kept.of(routes, service.routes), TYPICAL)
    at = np.flatnonzero(legs.grams < 0)
    legs.grams[at] = co2e_g(legs.origin[at], legs.destination[at], legs.cabin[at])
    legs.name[at] = legs.number_of(EMBEDDED)
    return _by_row(table, legs)


@dataclass(frozen=True)
class _Legs:
    """The flights of all rows: (l,) columns; `grams` and `name`, a number in `names`, are filled tier by tier."""

    row: Int64
    slot: Int64
    origin: Int64
    destination: Int64
    cabin: Int64
    grams: Int64
    name: Int64
    names: list[str] = field(default_factory=list)

    def number_of(self, name: str) -> int:
        """The number of a name of figures."""
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)

    def fill(self, at: Int64, index: Int64, figures: Mapping[Flight, Grams] | Mapping[Route, Grams], tier: str) -> None:
        """Enter figures at some flights; `index` tells which figure each of them has."""
        if not figures:
            return
        each = [*figures.values()]
        by_cabin = np.array([[UNKNOWN if one is None else one for one in grams.by_cabin] for grams in each], np.int64)
        names = np.array([self.number_of(f"Travel Impact Model {one.version}: {tier}") for one in each], np.int64)
        by_leg = by_cabin[index, self.cabin[at]]
        known = by_leg >= 0
        self.grams[at[known]], self.name[at[known]] = by_leg[known], names[index[known]]


def _legs(table: OfferTable) -> _Legs:
    slot, row = np.nonzero(table.seg_origin != UNKNOWN)
    origin, destination, cabin = (
        column[slot, row].astype(np.int64) for column in (table.seg_origin, table.seg_destination, table.seg_cabin)
    )
    grams, name = (np.full(len(row), UNKNOWN, np.int64) for _ in range(2))
    return _Legs(row, slot, origin, destination, cabin, grams, name)


def _flights(table: OfferTable, legs: _Legs) -> tuple[Int64, Int64, Sequence[Flight]]:
    """Which flights have a number by the carrier that operates them, and the different ones of those.

    A codeshare's number is the seller's, by which the model does not know the flight.
    """
    carrier, operator, number, departs = (
        column[legs.slot, legs.row].astype(np.int64)
        for column in (table.seg_carrier, table.seg_operator, table.seg_number, table.seg_departs_local)
    )
    digits = np.array([int(word) if _is_number(word) else UNKNOWN for word in table.flight_numbers] + [UNKNOWN])
    own: Mask = (operator == UNKNOWN) | (operator == carrier)
    at = np.flatnonzero((carrier >= 0) & own & (digits[number] >= 0))
    columns = np.stack([legs.origin, legs.destination, carrier, digits[number], departs // MINUTES_PER_DAY])[:, at]
    index, distinct = _distinct(columns)
    codes = airports().codes
    flights = [
        Flight(codes[start], codes[end], table.carriers[of], flown, as_date(day))
        for start, end, of, flown, day in distinct
    ]
    return at, index, flights


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _routes(legs: _Legs) -> tuple[Int64, Int64, Sequence[Route]]:
    """Which flights have no grams yet, and the different routes of those."""
    at = np.flatnonzero(legs.grams < 0)
    index, distinct = _distinct(np.stack([legs.origin, legs.destination])[:, at])
    codes = airports().codes
    return at, index, [Route(codes[start], codes[end]) for start, end in distinct]


def _distinct(columns: Int64) -> tuple[Int64, list[list[int]]]:
    """(n,) the number of each column of (k, n) among the different ones, and those."""
    index = np.zeros(columns.shape[1], np.int64)
    for values in columns:
        width = int(values.max(initial=0)) + 1
        _, index = np.unique(index * width + values, return_inverse=True)
    _, first = np.unique(index, return_index=True)
    return index, columns[:, first].T.tolist()


def _by_row(table: OfferTable, legs: _Legs) -> OfferTable:
    """The table with sums of its flights, but for rows whose seller states what the model does not wholly know."""
    grams = np.zeros(len(table), np.int64)
    np.add.at(grams, legs.row, legs.grams)
    used = np.zeros((len(legs.names), len(table)), bool)
    used[legs.name, legs.row] = True
    stated = [*(source != EMBEDDED for source in table.co2e_sources), False]
    keeps = np.array(stated)[table.co2e_from] & used[legs.number_of(EMBEDDED)]
    kind, mixes = _distinct(used.astype(np.int64))
    sources = [" + ".join(name for name, there in zip(legs.names, mix, strict=True) if there) for mix in mixes]
    pool = (*table.co2e_sources, *sources)
    return replace(
        table,
        co2e_g=np.where(keeps, table.co2e_g, grams),
        co2e_from=np.where(keeps, table.co2e_from, len(table.co2e_sources) + kind).astype(np.int8),
        co2e_sources=pool,
    )
