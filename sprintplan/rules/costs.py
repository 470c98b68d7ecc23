"""What is paid and what is weighed, item by item: each declared once, for journeys, for people and for venues.

Everything that the search adds up follows from these: what a journey costs in the objective, what people cost before
any journey, the sums of a candidate, and the amounts of one trip.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

import numpy as np

from sprintplan.domain.fare_policy import BAG, FareTerms
from sprintplan.domain.objective import Objective
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import Int32, Int64, OfferTable, everywhere, is_single, taken
from sprintplan.rules.attendance import Attendance, Attending, attends
from sprintplan.rules.conditions import Stated
from sprintplan.rules.night_rates import NightRates
from sprintplan.rules.pairs import check_in_days
from sprintplan.units import MINUTES_PER_DAY, emission_cost, journey_time_cost, round_half_up


@dataclass(frozen=True)
class Rates:
    """What things cost: at a venue, in the objective of the company, and by what `[policy.fare]` asks of tickets.

    `starts` are the event's first days; `lost_minor` what is gone of bookings of people who are not called to the event
    any more.
    """

    venue: Venue
    objective: Objective
    starts: tuple[date, ...]
    fare: FareTerms
    lost_minor: int = 0

    @cached_property
    def rooms(self) -> NightRates:
        """A room for each night at the venue."""
        otherwise = np.array([self.venue.room_rate_on(day) for day in self.starts], np.int64)
        return NightRates(self.venue.room_rates, otherwise)

    @cached_property
    def per_diem_minor(self) -> Int64:
        """(starts,) the per diem of a night."""
        otherwise = self.objective.night_per_diem_minor
        return np.array([self.venue.per_diem_on(day, otherwise) for day in self.starts], np.int64)

    @cached_property
    def ends_minor(self) -> Int64:
        """(starts,) what the first and the last day of a stay cost beyond the one night for which they stand."""
        part = self.objective.first_last_day
        if part is None:
            return np.zeros(len(self.starts), np.int64)
        days = self.per_diem_minor.tolist()
        return np.array([2 * round_half_up(Fraction(part) * day) - day for day in days], np.int64)


@dataclass(frozen=True)
class Bought:
    """Journeys of one direction, (m,) columns.

    Attributes
    ----------
    table : the venue's offers
    row : rows of the table
    start : the start of the event that each is taken to
    visa_minor : visa fees: to enter, outbound, and for connections
    extra_nights : nights at the venue that the journey adds
    outbound : whether they are ways out
    exchange_minor : what it costs less where a booking is exchanged for it
    change_minor : what it counts as a change of the published itinerary
    """

    table: OfferTable
    row: Int32 | Int64
    start: Int32 | Int64
    visa_minor: Int64
    extra_nights: Int32 | Int64
    outbound: bool
    exchange_minor: Int64
    change_minor: Int64

    @property
    def first_extra_night(self) -> Int64:
        """(m,) day number of the first of the nights that the journey adds."""
        if self.outbound:
            return np.asarray(check_in_days(self.table.arrives_local.take(self.row)), np.int64)
        leaves = self.table.departs_local.take(self.row).astype(np.int64) // MINUTES_PER_DAY
        return np.asarray(leaves - self.extra_nights, np.int64)


def nothing(bought: Bought) -> Int64:
    """(m,) 0 for each of the journeys `bought`, as a view of it."""
    return everywhere(np.int64(0), len(bought.row))


def in_all(amounts: Iterable[Int64], size: int) -> Int64:
    """(size,) the sum of some `amounts`, of (size,) each; a view of 0 takes no time to add."""
    total = np.zeros(size, np.int64)
    for amount in amounts:
        if not is_single(amount) or amount[0]:
            total += amount
    return total


class CostItem:
    """One item of a trip's cost. All amounts are whole minor units of the company's currency; an item is 0 where it
    does not say otherwise."""

    name: ClassVar[str] = ""
    """The member of `TripCost` that states it, if it is paid; empty for what is of no single trip."""

    total: ClassVar[str]
    """The member of `Totals` that it is added to, if it is paid."""

    paid: ClassVar[bool] = True
    """Whether it is cash; otherwise it counts in the objective alone."""

    spent_at_venue: ClassVar[bool] = False
    """Whether it counts towards the venue's `minimum_spend`."""

    shuttles: ClassVar[bool] = False
    """Whether shuttle runs are part of it."""

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """(m,) what one traveller pays on each of the journeys `bought`, at the `rates` of the venue."""
        return nothing(bought)

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """(starts, classes) what one person of each class pays before any journey, at the `rates` of the venue;
        `attending` says who comes how."""
        return np.zeros(attending.status.shape, np.int64)

    def of_venue(self, rates: Rates) -> int:
        """What the event costs whoever comes, at the `rates` of the venue."""
        return 0


class Fare(CostItem):
    """The price of journeys."""

    name, total = "fare", "fares"

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """As the offer states it."""
        return np.asarray(bought.table.fare_minor.take(bought.row), np.int64)


class Rooms(CostItem):
    """Nights at the venue."""

    name = total = "rooms"
    spent_at_venue = True

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Of the nights that the journey adds."""
        if not rates.rooms.seasons:
            return np.asarray(bought.extra_nights * rates.rooms.otherwise.take(bought.start), np.int64)
        begin = bought.first_extra_night
        return rates.rooms.between(bought.start, begin, begin + bought.extra_nights)

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """Of the nights from the eve to the last day."""
        start = np.arange(len(rates.starts))[:, None]
        return rates.rooms.between(start, attending.eve, attending.eve + attending.nights)


class PerDiem(CostItem):
    """The per diem of every night at the venue; with `objective.first_last_day` of every day from check-in to
    check-out, the first and the last a part of a day each, rounded half up."""

    name = total = "per_diem"

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Of the nights that the journey adds."""
        return np.asarray(bought.extra_nights * rates.per_diem_minor.take(bought.start), np.int64)

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """Of the nights from the eve to the last day."""
        full = attending.nights * rates.per_diem_minor[:, None]
        return np.where(attending.nights > 0, full + rates.ends_minor[:, None], np.int64(0))


class Transfers(CostItem):
    """Between airport and venue: a transfer for each flight, or nothing where shuttles run, whose runs are added."""

    name = total = "transfers"
    shuttles = True

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Nothing on the ground, which leads from door to door."""
        each_way = 0 if rates.venue.shuttle_cost_minor is not None else rates.venue.transfer_cost_minor
        return np.where(bought.table.on_ground.take(bought.row), np.int64(0), np.int64(each_way))


class DayRate(CostItem):
    """The venue: its day rate of everybody who comes, and its hire."""

    name, total = "day_rate", "venue"
    spent_at_venue = True

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """Of the days of the presence."""
        return np.where(attends(attending.status), attending.days * rates.venue.day_rate_minor, 0)

    def of_venue(self, rates: Rates) -> int:
        """Hire."""
        return rates.venue.hire_minor


class Visa(CostItem):
    """Visa fees."""

    name, total = "visa", "visas"

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """To enter, and for connections."""
        return np.asarray(bought.visa_minor, np.int64)

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """Of who comes by own travel."""
        return attending.own_visa_minor


class Bags(CostItem):
    """`policy.fare.bag_fee` of every flight where a checked bag is required and the ticket does not include one."""

    name, total = "bag", "bags"

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Where none is included, or it is not known."""
        fee = rates.fare.bag_fee_minor
        if not fee or BAG not in rates.fare.require:
            return nothing(bought)
        flown = ~bought.table.on_ground[bought.row] & ~bought.table.is_booked[bought.row]
        lacks = flown & (Stated(bought.table, bought.row).bags <= 0)
        return np.where(lacks, np.int64(fee), np.int64(0))


class Levy(CostItem):
    """`objective.co2e_levy` of every tonne, in cash."""

    name = total = "co2e_levy"

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Rounded half up, journey by journey."""
        levy = rates.objective.co2e_levy_minor
        return emission_cost(levy, bought.table.co2e_g.take(bought.row)) if levy else nothing(bought)


class Shortfall(CostItem):
    """What the spending at the venue falls short of its `minimum_spend`: known when everybody's nights are."""

    total = "minimum_spend"


class TravelTime(CostItem):
    """`objective.travel_hour` of every hour in journeys, and of transfers with `objective.transfer_hours`."""

    paid = False

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Rounded half up, journey by journey."""
        minutes = bought.table.duration_min.take(bought.row)
        if rates.objective.transfer_hours:
            minutes = minutes + np.where(bought.table.on_ground[bought.row], 0, rates.venue.transfer_minutes)
        return journey_time_cost(rates.objective.travel_hour_minor, minutes)


class Emissions(CostItem):
    """`objective.tonne_co2e` of every tonne."""

    paid = False

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Rounded half up, journey by journey."""
        tonne = rates.objective.tonne_co2e_minor
        return emission_cost(tonne, bought.table.co2e_g.take(bought.row)) if tonne else nothing(bought)


class Connections(CostItem):
    """`objective.connection` of every change of planes."""

    paid = False

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """One fewer than its flights."""
        each, segments = rates.objective.connection_minor, bought.table.segments
        return each * (segments.take(bought.row).astype(np.int64) - 1) if each else nothing(bought)


class GivenUp(CostItem):
    """What is gone of bookings that are given up: fares less refunds, or what an exchange takes in their place."""

    name = total = "given_up"

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """A booking that is travelled on is not given up."""
        lost, exchanged = taken(bought.table.lost_minor, bought.row), bought.exchange_minor
        if is_single(lost) and is_single(exchanged):
            return everywhere(np.int64(-lost[0] - exchanged[0]), len(bought.row))
        return np.asarray(-lost.astype(np.int64) - exchanged, np.int64)

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """All that is booked, before any journey."""
        return np.broadcast_to(attending.lost_minor, attending.status.shape)

    def of_venue(self, rates: Rates) -> int:
        """Of people who are not called any more."""
        return rates.lost_minor


class Change(CostItem):
    """`objective.change` of every published itinerary that changes without being booked."""

    paid = False

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Counted outbound; nothing where both ways stay."""
        return np.asarray(bought.change_minor, np.int64)

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """Of who does not travel any more."""
        return attending.change_minor


class PreferredAirlines(CostItem):
    """`policy.fare.prefer_airlines`: a ticket wholly on these counts as if it cost less.

    Of a ticket for both ways the outbound journey has all of it.
    """

    paid = False

    def of_journeys(self, rates: Rates, bought: Bought) -> Int64:
        """Below zero where each flight is sold or flown by one of them."""
        worth, terms = np.zeros(len(bought.row), np.int64), rates.fare.prefer_airlines
        if terms is None:
            return nothing(bought)
        table, row = bought.table, bought.row
        partner = table.partner[row]
        wholly = np.append(table.served_by(terms.codes), True)
        pays = wholly[row] & wholly[np.where(partner >= 0, partner, -1)] & table.first_leg[row] & ~table.is_booked[row]
        known, where = np.unique(Stated(table, row).fare_minor[pays], return_inverse=True)
        worth[pays] = np.array([-terms.worth_minor(fare) for fare in known.tolist()], np.int64)[where.reshape(-1)]
        return worth


class Absence(CostItem):
    """`objective.remote` of everybody who cannot attend."""

    paid = False

    def of_people(self, rates: Rates, attending: Attending) -> Int64:
        """Of who cannot attend."""
        return np.where(attending.status == Attendance.REMOTE, np.int64(rates.objective.remote_minor), np.int64(0))


SHORTFALL = Shortfall()

ITEMS: tuple[CostItem, ...] = (
    Fare(),
    Rooms(),
    PerDiem(),
    Transfers(),
    DayRate(),
    Visa(),
    Bags(),
    Levy(),
    SHORTFALL,
    TravelTime(),
    Emissions(),
    Connections(),
    PreferredAirlines(),
    GivenUp(),
    Change(),
    Absence(),
)
"""Every item of cost."""

SPENT_AT_VENUE = tuple(item for item in ITEMS if item.spent_at_venue)
"""Every item that counts towards the minimum spend of a venue."""

PER_JOURNEY = tuple(item for item in ITEMS if type(item).of_journeys is not CostItem.of_journeys)
"""Every item that a journey may change."""

PAID = tuple(item for item in ITEMS if item.paid)
"""Every item of cash."""

OF_TRIPS = tuple(item for item in PAID if item.name)
"""Every item of cash that a trip states."""

TOTALS = tuple(dict.fromkeys(item.total for item in PAID))
"""Names of the sums of cash, as `Totals` has them."""
