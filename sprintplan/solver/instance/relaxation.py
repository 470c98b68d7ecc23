"""What each start of an event costs at least, when travellers do not get in each other's way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import Int64, Mask, OfferTable
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.choices import Choices
from sprintplan.rules.costs import SPENT_AT_VENUE
from sprintplan.rules.direction import Entries
from sprintplan.rules.entries import one_way

UNREACHABLE = np.iinfo(np.int64).max // 8
"""What a way that does not exist costs: more than any trip, and so little that sums of a few stay within 64 bits."""
SAME_UNDER_OTHER_LIMITS = ("outbound", "inbound", "both")
"""What of a relaxation takes longest to make and does not depend on limits."""


@dataclass(frozen=True)
class Options:
    """Ways that are bought together, grouped by (start, traveller) and cheapest first.

    `entry` : positions in the entries (or both-ways offers) in that order; those of group g are first[g]..first[g + 1]
    """

    entry: Int64
    cost: Int64
    first: Int64

    @property
    def best(self) -> Int64:
        """(groups,) the least cost, UNREACHABLE where the group has no option."""
        padded = np.append(self.cost, UNREACHABLE)
        return np.where(self.first[:-1] < self.first[1:], padded[self.first[:-1]], UNREACHABLE)

    def least(self, cost: Int64) -> Int64:
        """(groups,) the least of some other cost of the options, UNREACHABLE where the group has none."""
        least = np.full(len(self.first) - 1, UNREACHABLE, np.int64)
        there = np.flatnonzero(self.first[:-1] < self.first[1:])
        if len(there):
            least[there] = np.minimum.reduceat(cost, self.first[there])
        return least


def _options(start: Int64, traveller: Int64, cost: Int64, keep: Mask, shape: tuple[int, int]) -> Options:
    entry = np.flatnonzero(keep)
    if len(entry) < len(keep):
        start, traveller, cost = start.take(entry), traveller.take(entry), cost.take(entry)
    group = start.astype(np.int64) * shape[1] + traveller
    first = np.searchsorted(group, np.arange(shape[0] * shape[1] + 1))
    return Options(entry, cost, first)


@dataclass(frozen=True)
class VenueRelaxation:
    """The relaxation of one event at one venue, for every start: what trips cost least where nothing is scarce.

    Groups are numbered start x classes + class.
    """

    choices: Choices

    def under(self, scenario: Scenario, event: Event, venue: Venue) -> "VenueRelaxation":
        """The same in a workspace with other limits.

        Parameters
        ----------
        scenario : the workspace, where people may buy the same at the same cost
        event, venue : what is held where, as it states them
        """
        other = VenueRelaxation(replace(self.choices, scenario=scenario, event=event, venue=venue))
        other.__dict__.update({name: getattr(self, name) for name in SAME_UNDER_OTHER_LIMITS})
        return other

    @property
    def table(self) -> OfferTable:
        """The offers that were judged."""
        return self.choices.outbound.pairs.table

    @property
    def shape(self) -> tuple[int, int]:
        """(starts, classes)."""
        starts, classes = self.choices.attending.status.shape
        return starts, classes

    @cached_property
    def outbound(self) -> Options:
        """One-way journeys out."""
        return self._one_way(self.choices.outbound.entries)

    @cached_property
    def inbound(self) -> Options:
        """One-way journeys home."""
        return self._one_way(self.choices.inbound.entries)

    @property
    def options(self) -> tuple[Options, Options, Options]:
        """By way: out, home, both ways."""
        return self.outbound, self.inbound, self.both

    @cached_property
    def both(self) -> Options:
        """Both-ways offers."""
        both = self.choices.both
        return _options(both.start, both.traveller, both.cost, np.ones(len(both.cost), np.bool_), self.shape)

    def _one_way(self, entries: Entries) -> Options:
        alone = one_way(self.table, entries)
        return _options(entries.start, entries.traveller, entries.cost, alone, self.shape)

    @property
    def minutes(self) -> tuple[tuple[Int64, Int64], tuple[Int64, Int64], tuple[Int64, Int64]]:
        """Minutes of the outbound and the return of each option, by way; 0 where it has no such journey."""
        out, back = (
            self.table.duration_min[way.entries.row].astype(np.int64)
            for way in (self.choices.outbound, self.choices.inbound)
        )
        there, home, both = out[self.outbound.entry], back[self.inbound.entry], self.choices.both
        pair = (out[both.outbound[self.both.entry]], back[both.inbound[self.both.entry]])
        return (there, np.zeros_like(there)), (np.zeros_like(home), home), pair

    def least_trip(self, amounts: Iterable[Int64]) -> Int64:
        """(starts, classes) the least sum of a trip: outbound and return, or both ways at once.

        Parameters
        ----------
        amounts : by way, (options,) what is summed up of each option
        """
        out, back, both = (options.least(mine) for options, mine in zip(self.options, amounts, strict=True))
        return np.asarray(np.minimum(out + back, both).reshape(self.shape), np.int64)

    @cached_property
    def least_journeys(self) -> Int64:
        """(starts, classes) least cost of one person's journeys, UNREACHABLE or more where there are none."""
        return np.asarray(
            np.minimum(self.outbound.best + self.inbound.best, self.both.best).reshape(self.shape), np.int64
        )

    @cached_property
    def trip_cost(self) -> Int64:
        """(starts, classes) least cost of one person, journeys and all."""
        choices, journeys = self.choices, self.least_journeys
        flies = choices.attending.status == Attendance.TRAVELS
        return choices.base_minor + np.where(flies, journeys, 0)

    @cached_property
    def bound(self) -> Int64:
        """(starts,) least objective of the event at each start: hire, everybody's least cost, and full shuttles."""
        counts = self.choices.classes.heads
        least = self.choices.venue_minor + self.trip_cost @ counts + self.least_shuttles(counts)
        minimum = self.choices.venue.minimum_spend_minor
        return np.maximum(least, least + self._more_for(minimum)) if minimum else least

    def _more_for(self, minimum_minor: int) -> Int64:
        """(starts,) how much more the event costs at least where the venue's minimum spend is paid whole, so that
        nights that journeys add cost nothing there; below zero where the spending is beyond it."""
        choices = self.choices
        spent = sum(item.of_venue(choices.rates) for item in SPENT_AT_VENUE)
        persons = np.asarray(sum(choices.per_person[item] for item in SPENT_AT_VENUE), np.int64)
        added = [
            np.asarray(sum(item.of_journeys(choices.rates, choices.bought(way)) for item in SPENT_AT_VENUE), np.int64)
            for way in (choices.outbound, choices.inbound)
        ]
        free = zip(self.options, self.by_way(*added), strict=True)
        saved = self.least_journeys - self.least_trip(options.cost - amount for options, amount in free)
        flies = choices.attending.status == Attendance.TRAVELS
        return minimum_minor - spent - (persons + np.where(flies, saved, 0)) @ choices.classes.heads

    def by_way(self, out: Int64, back: Int64) -> tuple[Int64, Int64, Int64]:
        """Of each option, by way, the sum of some amounts of the entries `out` and `back`, (m,) each."""
        both, pairs = self.both.entry, self.choices.both
        return out[self.outbound.entry], back[self.inbound.entry], out[pairs.outbound[both]] + back[pairs.inbound[both]]

    def least_shuttles(self, counts: Int64) -> Int64:
        """(starts,) what full shuttles cost at least, minor units, one run each way, for those who cannot come on the
        ground; `counts` is (classes,) people."""
        venue = self.choices.venue
        if venue.shuttle_cost_minor is None or not venue.shuttle_seats:
            return np.zeros(self.shape[0], np.int64)
        total = np.zeros(self.shape[0], np.int64)
        for entries in (self.choices.outbound.entries, self.choices.inbound.entries):
            flies = self.choices.attending.status == Attendance.TRAVELS
            ground = self.table.on_ground[entries.row]
            flies[entries.start[ground], entries.traveller[ground]] = False
            total += venue.shuttle_cost_minor * -(-(flies @ counts) // venue.shuttle_seats)
        return total
