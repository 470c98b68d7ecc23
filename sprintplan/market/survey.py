"""Prepares every candidate to be costed in markets, where it is judged and all its journeys are at hand."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.venues import Venue
from sprintplan.market.draws import CERTAIN, Factors, Levels, Markets, Rows
from sprintplan.market.lines import CandidateLines, Lines, MarketFactors
from sprintplan.market.options import Sold, possible
from sprintplan.offers.table import NO_LIMIT, Int32, Int64, OfferTable
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.choices import Choices
from sprintplan.rules.costs import PER_JOURNEY, CostItem, DayRate, Rooms, in_all
from sprintplan.rules.direction import Direction
from sprintplan.solver.instance.groups import KEY_ROLE
from sprintplan.solver.instance.relaxation import Options, VenueRelaxation

SCREEN = 32
"""Markets in which every candidate is costed; what trails far behind in all of them is looked at no further."""
LEAST_OF_A_TEAM = 2
"""So many of a team may share a flight whatever its size."""
Floats = NDArray[np.float64]


class VenueLines:
    """The candidates of one event at one venue as lines.

    Parameters
    ----------
    relaxation : everything that everybody may take there
    rows : which factors the rows of its table take
    levels : the levels of its routes
    rooms : (m,) factors of the venue's room rate
    """

    def __init__(self, relaxation: VenueRelaxation, rows: Rows, levels: Levels, rooms: Factors) -> None:
        self.relaxation, self.rows, self.levels = relaxation, rows, levels
        self.spread = float(rooms.min()) - 1, float(rooms.max()) - 1
        choices = relaxation.choices
        self.open = np.array([excluded is None for excluded in choices.attending.excluded])
        self.flies = (choices.attending.status == Attendance.TRAVELS) & self.open[:, None]
        self.scarce = bool((relaxation.table.seats < NO_LIMIT).any())
        ways = ((choices.outbound, relaxation.outbound), (choices.inbound, relaxation.inbound))
        self.ways = [self._one_way(way, options) for way, options in ways]
        self.both = self._both_ways(relaxation.both) if len(relaxation.both.entry) else None

    def of_starts(self, starts: Int64) -> CandidateLines:
        """The candidates of some starts that no rule excludes."""
        choices, classes = self.relaxation.choices, self.relaxation.shape[1]
        number, flying = np.nonzero(self.flies[starts])
        heads, group = choices.classes.heads, starts[number] * classes + flying
        fixed = choices.venue_minor + choices.base_minor[starts] @ heads + self.relaxation.least_shuttles(heads)[starts]
        return CandidateLines(
            fixed=fixed.astype(np.float64),
            rooms=(_of_item(choices, Rooms)[starts] @ heads).astype(np.float64),
            rates=(_of_item(choices, DayRate)[starts] @ heads).astype(np.float64) + choices.venue.hire_minor,
            owner=number,
            heads=heads[flying].astype(np.float32),
            ways=tuple(lines.of_groups(group) for lines in self.ways),
            fixed_weighed=sum(amount[starts] @ heads for item, amount in choices.per_person.items() if not item.paid)
            + np.zeros(len(starts)),
            both=self.both and tuple(lines.of_groups(group) for lines in self.both),
        )

    def may_be_tied(self, start: int) -> bool:
        """Whether seats, rooms, shuttles, a minimum spend or limits on flights may bind at a `start` at any fares: a
        rough look."""
        choices = self.relaxation.choices
        policy, venue, demand = choices.scenario.policy, choices.venue, choices.attending.demand[start]
        most = policy.max_travellers_per_flight
        keys = policy.max_key_travellers_per_flight
        called = int(choices.classes.heads.sum())
        return (
            self.scarce
            or venue.shuttle_cost_minor is not None
            or venue.minimum_spend_minor > 0
            or (venue.rooms is not None and venue.rooms < called)
            or (most is not None and most < demand.travellers)
            or (keys is not None and keys < sum(KEY_ROLE in one.roles for one in choices.scenario.people))
            or (policy.max_team_share_per_flight is not None and demand.travellers > LEAST_OF_A_TEAM)
        )

    def _one_way(self, way: Direction, options: Options) -> Lines:
        """What is sold by itself for one direction, as far as it may be the cheapest of its group in some market."""
        group, entry = self._of_travellers(options)
        known = self._sold(way, group, entry, way.entries.cost[entry])
        picked = possible(known, self.levels, self.spread)
        return self._lines(known.at(picked), _weighed(self.relaxation.choices, way, entry[picked]))

    def _both_ways(self, options: Options) -> tuple[Lines, Lines]:
        """What is had for both ways at once, out and home: both-ways offers as far as they may be the cheapest of their
        group, and published itineraries, whose change counts nothing."""
        choices = self.relaxation.choices
        group, offer = self._of_travellers(options)
        at = choices.both.outbound[offer], choices.both.inbound[offer]
        kept = np.where(choices.both.kept[offer], choices.outbound.entries.change[at[0]], 0)
        there = self._sold(choices.outbound, group, at[0], choices.outbound.entries.cost[at[0]] - kept)
        home = self._sold(choices.inbound, group, at[1], choices.inbound.entries.cost[at[1]])
        picked = self._of_pairs(there, home)
        weighed = _weighed(choices, choices.outbound, at[0]) - kept, _weighed(choices, choices.inbound, at[1])
        out, back = (
            self._lines(sold.at(picked), more[picked]) for sold, more in zip((there, home), weighed, strict=True)
        )
        return out, back

    def _of_pairs(self, there: Sold, home: Sold) -> Int64:
        """Positions of pairs that may be the cheapest of their group; of those with an estimated fare all."""
        certain = (there.own == CERTAIN) & (home.own == CERTAIN)
        whole = there._replace(rest=there.rest + home.rest, rooms=there.rooms + home.rooms)
        known = np.flatnonzero(certain)
        best = known[possible(whole.at(known), self.levels, self.spread)]
        return np.sort(np.append(np.flatnonzero(~certain), best))

    def _of_travellers(self, options: Options) -> tuple[Int32, Int64]:
        """(k,) group and entry of each option of who flies to a candidate that no rule excludes."""
        widths = np.diff(options.first)
        keep = np.flatnonzero(np.repeat(self.flies.ravel(), widths))
        group = np.repeat(np.arange(self.flies.size, dtype=np.int32), widths)
        return group[keep], options.entry[keep]

    def _sold(self, way: Direction, group: Int32, entry: Int64, cost: Int64) -> Sold:
        """Entries of one direction, (k,), at what each costs its group."""
        row, choices = way.entries.row.take(entry), self.relaxation.choices
        own = self.rows.own.take(row)
        fare = self.relaxation.table.fare_minor.take(row).astype(np.float64)
        fare[own == CERTAIN] = 0
        rooms = np.zeros(len(entry))
        if self.spread != (0, 0):
            rooms = Rooms().of_journeys(choices.rates, choices.bought(way, entry)).astype(np.float64)
        return Sold(group, self.rows.level.take(row), own, cost - fare, fare, rooms)

    def _lines(self, sold: Sold, weighed: Int64) -> Lines:
        """Lines of what is `sold`, of which so much, (k,), is no cash."""
        return Lines(
            first=np.searchsorted(sold.group, np.arange(self.flies.size + 1)).astype(np.int32),
            rest=sold.rest.astype(np.float32),
            fare=sold.fare.astype(np.float32),
            rooms=sold.rooms.astype(np.float32),
            weighed=weighed.astype(np.float32),
            level=sold.level,
            own=sold.own,
        )


def _weighed(choices: Choices, way: Direction, at: Int64) -> Int64:
    """(n,) minor units of some entries of one `way`, by their positions `at`, that are no cash."""
    bought = choices.bought(way, at)
    return in_all((item.of_journeys(choices.rates, bought) for item in PER_JOURNEY if not item.paid), len(at))


def _of_item(choices: Choices, kind: type[CostItem]) -> Int64:
    return next(amount for item, amount in choices.per_person.items() if isinstance(item, kind))


@dataclass(frozen=True)
class Surveyed:
    """What a survey tells of one candidate.

    Attributes
    ----------
    screen : (SCREEN,) what it costs in the first markets, minor units of the objective
    ends : (r, 2) ends of the routes whose levels its lines have
    tied : whether limits that travellers share may bind in some market, those of the year and of persons aside
    lines : all candidates of its event and venue; None where that would take too much memory for all of them
    number : its number among those
    """

    screen: Floats
    ends: Int64
    tied: bool
    lines: CandidateLines | None
    number: int


class Survey:
    """Costs every candidate in a few markets where it is judged, and prepares it to be costed in all of them.

    Parameters
    ----------
    markets : the markets
    keeps_lines : whether the lines of all candidates fit in memory
    """

    def __init__(self, markets: Markets, *, keeps_lines: bool = True) -> None:
        self.markets, self.keeps_lines = markets, keeps_lines
        self._last: tuple[OfferTable, Int64, Rows, Levels] | None = None

    def __reduce__(self) -> tuple[Callable[..., "Survey"], tuple[Markets, bool]]:
        """Another process draws anew."""
        return _survey, (self.markets, self.keeps_lines)

    def __call__(self, relaxation: VenueRelaxation) -> list[Surveyed | None]:
        """What there is to say of each start of an event at a venue; None where a rule excludes it."""
        venue, ends, factors = self.venue_lines(relaxation)
        surveyed: list[Surveyed | None] = [None] * relaxation.shape[0]
        starts = np.flatnonzero(venue.open)
        lines = venue.of_starts(starts)
        screens = lines.costs(factors.of(slice(0, SCREEN)))
        for number, start in enumerate(starts.tolist()):
            kept = lines if self.keeps_lines else None
            surveyed[start] = Surveyed(screens[number], ends, venue.may_be_tied(start), kept, number)
        return surveyed

    def venue_lines(self, relaxation: VenueRelaxation) -> tuple[VenueLines, Int64, MarketFactors]:
        """The candidates of an event at a venue, by its `relaxation`; the ends of its routes; and the factors that they
        are costed with."""
        if self._last is None or self._last[0] is not relaxation.table:
            ends, rows = self.markets.rows_of(relaxation.table)
            self._last = (relaxation.table, ends, rows, Levels(self.markets, ends))
        _, ends, rows, levels = self._last
        factors = self.factors(relaxation.choices.venue, levels)
        return VenueLines(relaxation, rows, levels, factors.rooms), ends, factors

    def factors(self, venue: Venue, levels: Levels) -> MarketFactors:
        """The factors of candidates at a `venue` whose routes have these `levels`."""
        return MarketFactors(levels.factors, self.markets.own, *self.markets.of_venue(venue))


def _survey(markets: Markets, keeps_lines: bool) -> Survey:
    return Survey(markets, keeps_lines=keeps_lines)
