"""By when a trip is booked, and within what: `[policy.booking]`."""

from dataclasses import dataclass
from datetime import date, timedelta

from sprintplan.domain.events import NIGHT_ENDS_MIN
from sprintplan.domain.model import Cabin
from sprintplan.domain.policy import Policy
from sprintplan.domain.trip import Allowance, Notice
from sprintplan.itinerary.bought_trip import BoughtTrip
from sprintplan.itinerary.instants import clock
from sprintplan.offers.stated_error import fare_error_minor
from sprintplan.rules.direction import Direction
from sprintplan.units import MINUTES_PER_DAY, as_date, day_number, money_text
from sprintplan.world.airports import airports
from sprintplan.world.zones import local_from_utc, utc_from_local

LATE = "to be booked by {day}, which is over: book now"


@dataclass(frozen=True)
class Booked(BoughtTrip):
    """A trip with the day to book it by, and what may be booked in its place."""

    @property
    def book_by(self) -> date | None:
        """So many days before the departure as the policy states for that country; None where it states none."""
        terms = self.choices.scenario.policy.booking
        if terms is None:
            return None
        home = self.choices.classes[self.traveller].traits.home.country
        abroad = terms.international_days is not None and home != self.choices.venue.country
        days = terms.international_days if abroad else terms.days
        leaves = self.choices.outbound.pairs.table.departs_local[self.rows[0]] // MINUTES_PER_DAY
        return None if days is None else as_date(int(leaves)) - timedelta(days=days)

    @property
    def allowance(self) -> Allowance | None:
        """What the person may book in place of the journeys that were chosen; None without [policy.booking]."""
        if self.choices.scenario.policy.booking is None:
            return None
        rows, currency = self.rows, self.choices.scenario.currency
        table = self.table
        error = sum(fare_error_minor(table, row) for row in rows)
        ceiling = self._most() + error
        land_from, land_by = self._landing()
        take_off_from, take_off_by = self._take_off()
        return Allowance(
            cabin=self._cabin(self.choices.outbound, self.outbound),
            inbound_cabin=self._cabin(self.choices.inbound, self.inbound),
            land_from=self._clock(land_from),
            land_by=self._clock(land_by),
            take_off_from=self._clock(take_off_from),
            take_off_by=self._clock(take_off_by),
            fare_ceiling=money_text(ceiling, currency),
            fare_error=money_text(error, currency),
            book_by=self.book_by,
        )

    @property
    def _policy(self) -> Policy:
        """As it is for these travellers."""
        return self.choices.scenario.varied(self.choices.classes[self.traveller].traits.exemptions).policy

    def _most(self) -> int:
        """The chosen fares, or what `above_cheapest` allows of each offer, where that is more."""
        table, rows, margin = self.table, self.rows, self._policy.fare.above_cheapest
        fares = [int(table.fare_minor[row]) for row in rows]
        if margin is None:
            return sum(fares)
        least, at = self.choices.cheapest, (self.start, self.traveller)
        fixed = table.on_ground | table.is_booked
        if table.partner[rows[0]] >= 0:
            return sum(fares) if fixed[rows[0]] else max(sum(fares), margin.above(int(least.trip[at])))
        alone = zip(rows, fares, (least.outbound, least.inbound), strict=True)
        return sum(fare if fixed[row] else max(fare, margin.above(int(of[at]))) for row, fare, of in alone)

    def _cabin(self, way: Direction, entry: int) -> str | None:
        """The word of the cabin that counts, or of the one that rest makes do; None on the ground."""
        if way.pairs.table.on_ground[way.entries.row[entry]]:
            return None
        sort = int(way.by_night[way.entries.row[entry]])
        if way.entries.by_rest[entry]:
            return Cabin(int(way.entitlement.rest_cabin[sort, self.start, self.traveller])).word
        return Cabin(int(way.counting[sort, self.start, self.traveller])).word

    def _landing(self) -> tuple[int, int]:
        """First and last minute of the venue's clock, since 1970, at which the outbound journey may land."""
        choices, way = self.choices, self.choices.outbound
        first_day = choices.event.starts[self.start]
        eve = day_number(choices.classes[self.traveller].traits.presence.eve(first_day))
        rest = int(way.rest_due[self.start, self.traveller])
        if way.entries.by_rest[self.outbound]:
            sort = int(way.by_night[self.rows[0]])
            rest = max(rest, int(way.entitlement.rest_nights[sort, self.start, self.traveller]))
        early = max(rest, self._policy.max_early_nights)
        by_air = not way.pairs.table.on_ground[self.rows[0]]
        transfer = choices.venue.transfer_minutes if by_air else 0
        due = eve * MINUTES_PER_DAY + choices.event.arrive_by_min - transfer
        if rest:
            due = min(due, (eve - rest + 1) * MINUTES_PER_DAY + NIGHT_ENDS_MIN - 1)
        return (eve - early) * MINUTES_PER_DAY + NIGHT_ENDS_MIN, due

    def _take_off(self) -> tuple[int, int]:
        """First and last minute of the venue's clock, since 1970, at which the return may leave."""
        choices = self.choices
        first_day = choices.event.starts[self.start]
        last = day_number(choices.classes[self.traveller].traits.presence.last_day(first_day))
        policy = self._policy
        by_air = not choices.inbound.pairs.table.on_ground[self.rows[1]]
        needed = choices.venue.transfer_minutes + policy.check_in_minutes if by_air else 0
        ready = last * MINUTES_PER_DAY + choices.event.depart_after_min + needed
        return ready, (last + policy.max_late_nights + 1) * MINUTES_PER_DAY - 1

    def _clock(self, local_min: int) -> str:
        """The instant at which the venue's clock shows that minute."""
        zone = airports().zone[airports().numbers(self.choices.venue.airports)[0]]
        utc_min = utc_from_local(zone, local_min)
        return clock(int(utc_min), int(local_from_utc(zone, utc_min)))


def late_notice(booked: Booked, today: int) -> tuple[Notice, ...]:
    """That the day to book by is over; nothing where it is not.

    Parameters
    ----------
    booked : the trip
    today : day number of the planning date
    """
    day = booked.book_by
    return (Notice(kind="other", text=LATE.format(day=day)),) if day and day_number(day) < today else ()
