"""Days on which a journey keeps the same hours: all days until a clock on its way changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.table import Int32, Int64
from sprintplan.units import MINUTES_PER_DAY
from sprintplan.world.airports import airports
from sprintplan.world.zones import local_from_utc

DAYS_BEFORE, DAYS_AFTER = 1, 4
"""A journey that leaves on a day touches clocks from the day before to four days later, as UTC counts them."""
MOST_PATTERNS = 1 << 12


@dataclass(frozen=True)
class Spans:
    """Days that look alike to k journeys.

    span : (k, days) number of the span that each day belongs to for each journey, 0..; `count` : (k,) how many
    shown : (k, most) one day of each span, as a column number
    """

    span: Int32
    count: Int32
    shown: Int32


class Clocks:
    """The clock changes near some days, (days,) sorted day numbers, by zone; patterns that were seen are kept."""

    def __init__(self, days: Int64) -> None:
        self.days = days
        self.pattern_of = np.full(len(airports().codes), -1, np.int64)
        self._patterns: dict[bytes, int] = {}
        self._labels: list[Int64] = []
        self._spans: dict[tuple[int, ...], tuple[Int32, Int32]] = {}

    def spans(self, stops: Int32) -> Spans:
        """The spans between clock changes of journeys by their airports, `stops`, (4, k), -1 where there are fewer."""
        if not stops.shape[1]:
            return Spans(np.zeros((0, len(self.days)), np.int32), np.zeros(0, np.int32), np.zeros((0, 1), np.int32))
        used = np.unique(stops[stops >= 0])
        self._learn(used[self.pattern_of[used] < 0])
        patterns = np.sort(np.where(stops >= 0, self.pattern_of[stops], self.pattern_of[stops[0]]), axis=0)
        key = (patterns * MOST_PATTERNS ** np.arange(4)[:, None]).sum(axis=0)
        _, example, group = np.unique(key, return_index=True, return_inverse=True)
        periods = [self._joint(tuple(sorted(set(patterns[:, n].tolist())))) for n in example]
        most = max((len(shown) for _, shown in periods), default=1)
        span, count = np.stack([span for span, _ in periods]), np.array([len(days) for _, days in periods], np.int32)
        shown = np.zeros((len(periods), most), np.int32)
        for row, (_, days) in zip(shown, periods, strict=True):
            row[: len(days)] = days
        return Spans(span[group], count[group], shown[group])

    def _joint(self, patterns: tuple[int, ...]) -> tuple[Int32, Int32]:
        """(days,) span numbers and one day of each span, for zones of these patterns together."""
        if patterns not in self._spans:
            labels = np.stack([self._labels[pattern] for pattern in patterns])
            _, shown, span = np.unique(labels, axis=1, return_index=True, return_inverse=True)
            self._spans[patterns] = (span.ravel().astype(np.int32), shown.astype(np.int32))
        return self._spans[patterns]

    def _learn(self, numbers: Int32) -> None:
        """Enter the pattern of each airport's zone: the offset on calm days, the day itself near a change."""
        for zone in np.unique(airports().zone[numbers]).tolist():
            label = self._label(zone)
            pattern = self._patterns.setdefault(label.tobytes(), len(self._patterns))
            if pattern == len(self._labels):
                self._labels.append(label)
            self.pattern_of[airports().zone == zone] = pattern

    def _label(self, zone: int) -> NDArray[np.int64]:
        first, last = int(self.days[0]), int(self.days[-1])
        edges = np.arange(first - DAYS_BEFORE, last + DAYS_AFTER + 2) * MINUTES_PER_DAY
        offset = local_from_utc(zone, edges) - edges
        changes = np.concatenate([[0], np.cumsum(offset[1:] != offset[:-1])])
        number = self.days - first
        calm = changes[number + DAYS_BEFORE + DAYS_AFTER] == changes[number]
        return np.asarray(np.where(calm, -1 - changes[number + DAYS_BEFORE], number), np.int64)
