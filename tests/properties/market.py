"""The journeys on sale as plain objects, looked up by airports; read off the columns, judged elsewhere."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sprintplan.domain.model import Cabin
from sprintplan.offers.table import OfferTable
from sprintplan.world.airports import airports


@dataclass(frozen=True)
class Leg:
    """One flight; times are minutes since 1970, in UTC and on the airport's wall clock."""

    origin: str
    destination: str
    departs_utc: int
    arrives_utc: int
    departs: int
    arrives: int
    carrier: str | None
    operator: str | None
    cabin: Cabin


@dataclass(frozen=True)
class Journey:
    """One row on sale."""

    row: int
    name: str
    legs: tuple[Leg, ...]
    cabin: Cabin
    fare: int
    grams: int
    seats: int
    partner: int
    way_out: bool

    @property
    def minutes(self) -> int:
        """First departure to last arrival."""
        return self.legs[-1].arrives_utc - self.legs[0].departs_utc


class Market:
    """One venue's journeys."""

    def __init__(self, table: OfferTable) -> None:
        self.table = table
        self._fastest: dict[tuple[tuple[str, ...], tuple[str, ...]], int | None] = {}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], list[int]]:
        size = len(airports().codes)
        pair = self.table.origin.astype(np.int64) * size + self.table.destination
        order = np.argsort(pair, kind="stable")
        found, first = np.unique(pair[order], return_index=True)
        parts = np.split(order, first[1:])
        codes = airports().codes
        return {
            (codes[p // size], codes[p % size]): part.tolist() for p, part in zip(found.tolist(), parts, strict=True)
        }

    def rows(self, origins: tuple[str, ...], destinations: tuple[str, ...]) -> list[int]:
        """Rows between any of the airports, in file order."""
        return sorted(row for o in origins for d in destinations for row in self._rows.get((o, d), []))

    def fastest(self, origins: tuple[str, ...], destinations: tuple[str, ...]) -> int | None:
        """Minutes of the shortest journey, allowed or not."""
        if (origins, destinations) not in self._fastest:
            rows = self.rows(origins, destinations)
            self._fastest[origins, destinations] = int(self.table.duration_min[rows].min()) if rows else None
        return self._fastest[origins, destinations]

    def journey(self, row: int) -> Journey:
        """One row as an object."""
        table, count = self.table, int(self.table.segments[row])
        legs = tuple(self._leg(row, slot) for slot in range(count))
        long = [leg.cabin for leg in legs if leg.arrives_utc - leg.departs_utc > 180]
        return Journey(
            row=row,
            name=self._name(row, legs),
            legs=legs,
            cabin=min(long or [leg.cabin for leg in legs]),
            fare=int(table.fare_minor[row]),
            grams=int(table.co2e_g[row]),
            seats=int(table.seats[row]),
            partner=int(table.partner[row]),
            way_out=bool(table.first_leg[row]),
        )

    def _name(self, row: int, legs: tuple[Leg, ...]) -> str:
        table = self.table
        if table.file[row] >= 0:
            return f"{table.files[table.file[row]]}:{table.line[row]}"
        stops = "-".join([legs[0].origin, *(leg.destination for leg in legs)])
        return f"{stops} {np.datetime64(legs[0].departs, 'm')} {Cabin(int(table.cabin[row])).word}"

    def _leg(self, row: int, slot: int) -> Leg:
        table, codes = self.table, airports().codes
        carrier, operator = int(table.seg_carrier[slot, row]), int(table.seg_operator[slot, row])
        return Leg(
            origin=codes[table.seg_origin[slot, row]],
            destination=codes[table.seg_destination[slot, row]],
            departs_utc=int(table.seg_departs_utc[slot, row]),
            arrives_utc=int(table.seg_arrives_utc[slot, row]),
            departs=int(table.seg_departs_local[slot, row]),
            arrives=int(table.seg_arrives_local[slot, row]),
            carrier=table.carriers[carrier] if carrier >= 0 else None,
            operator=table.carriers[operator] if operator >= 0 else None,
            cabin=Cabin(int(table.seg_cabin[slot, row])),
        )
