"""Why somebody travels as they do: journeys that were cheaper, faster or greener, each with what kept it out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sprintplan.domain.explanation import Better, OtherJourney, PersonExplained, Reason, WayExplained
from sprintplan.domain.ground import MODES
from sprintplan.domain.journey_record import JourneyRecord, SegmentRecord
from sprintplan.domain.model import Cabin
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.itinerary.instants import clock
from sprintplan.itinerary.offers import offer_id
from sprintplan.offers.table import NO_LIMIT, UNKNOWN, Int64, OfferTable
from sprintplan.rules.allowed import event_days
from sprintplan.rules.direction import Direction
from sprintplan.rules.entries import one_way
from sprintplan.rules.journeys import KIND_RULES, ROW_RULES
from sprintplan.rules.pairs import Pairs
from sprintplan.rules.reasons import journeys_in_window, rows_near_home
from sprintplan.solver.constraints.limit import Limit
from sprintplan.solver.constraints.persons import PERSON_LIMITS
from sprintplan.solver.constraints.sums import YEAR_SUMS, EventBudget
from sprintplan.solver.instance.candidate import Candidate
from sprintplan.solver.instance.groups import KEY_ROLE, team_share
from sprintplan.solver.instance.relaxation import UNREACHABLE
from sprintplan.units import day_number, money_text
from sprintplan.world.airports import airports

Flight = tuple[str, str, str, str | None]
"""Where it starts and ends, when it leaves, who flies it."""


class NotOfThisWorkspace(Exception):
    """A trip's journeys are not among those that the workspace allows now."""


@dataclass(frozen=True)
class Explainer:
    """Explains trips of one event at the candidate that a plan chose.

    Attributes
    ----------
    candidate : venue and first day of the event in the plan
    plan : the plan
    event : its part of the event
    """

    candidate: Candidate
    plan: Plan
    event: EventPlan

    def person(self, trip: Trip) -> PersonExplained:
        """Why the trip of one person is as it is.

        Raises
        ------
        NotOfThisWorkspace : its journeys are not on sale, or not allowed, any more
        """
        ways = tuple(self._ways(trip)) if trip.outbound and trip.inbound else ()
        return PersonExplained(
            event=self.event.event,
            event_name=self.event.name,
            person=trip.person,
            name=trip.name,
            status=trip.status,
            reason=trip.reason,
            ways=ways,
        )

    def _ways(self, trip: Trip) -> Iterator[WayExplained]:
        choices, start = self.candidate.choices, self.candidate.start
        (position,) = (n for n, one in enumerate(choices.scenario.people) if one.id == trip.person)
        traveller = int(choices.classes.of_member[choices.classes.members == position][0])
        asked = _Asked(self, trip, traveller, start)
        yield from (asked.way(outbound) for outbound in (True, False))

    @cached_property
    def on_flight(self) -> Counter[Flight]:
        """How many travellers of the plan are on each flight."""
        return Counter(flight for _, flight in self._flown())

    @cached_property
    def keys_on_flight(self) -> Counter[Flight]:
        """How many key travellers of the plan are on each flight."""
        keys = {one.id for one in self.candidate.scenario.people if KEY_ROLE in one.roles}
        return Counter(flight for trip, flight in self._flown() if trip.person in keys)

    @cached_property
    def team_on_flight(self) -> Counter[tuple[str, Flight]]:
        """How many of a team travel on each flight to this event."""
        mine = {trip.person for trip in self.event.trips}
        return Counter((trip.team, flight) for trip, flight in self._flown() if trip.person in mine)

    @cached_property
    def offers_taken(self) -> Counter[str]:
        """How many travellers to this event take each offer."""
        return Counter(
            part for trip in self.event.trips for offer in trip.offers for part in dict.fromkeys(offer.id.split("|"))
        )

    def _flown(self) -> Iterator[tuple[Trip, Flight]]:
        for event in self.plan.events:
            for trip in event.trips:
                for journey in (trip.outbound, trip.inbound):
                    for part in journey.segments if journey and journey.by_air else ():
                        yield trip, _flight(part)


def _flight(part: SegmentRecord) -> Flight:
    return part.start, part.end, part.departs_at, part.operating_carrier or part.carrier


@dataclass(frozen=True)
class _Asked:
    """One person's trip, and what may be taken in its place."""

    explainer: Explainer
    trip: Trip
    traveller: int
    start: int

    def way(self, outbound: bool) -> WayExplained:
        """One direction of the trip."""
        choices = self.explainer.candidate.choices
        way = choices.outbound if outbound else choices.inbound
        journey = self.trip.outbound if outbound else self.trip.inbound
        assert journey is not None
        today = way.pairs.today
        pairs = self._open_to(journeys_in_window(choices, self.start, self.traveller, today, outbound, whole=True))
        near = rows_near_home(choices, self.traveller, outbound, whole=True)
        chosen, allowed, mine = self._chosen(way, journey), self._allowed(way), way.pairs.table
        table, rows = pairs.table, pairs.row
        entry_of = np.full(len(mine), UNKNOWN, np.int64)
        entry_of[way.entries.row[allowed]] = allowed
        entries = entry_of[near[rows]]
        measures: tuple[tuple[Better, Int64, int], ...] = (
            ("cheaper", table.fare_minor[rows], int(mine.fare_minor[chosen])),
            ("faster", table.duration_min[rows].astype(np.int64), int(mine.duration_min[chosen])),
            ("greener", table.co2e_g[rows], int(mine.co2e_g[chosen])),
        )
        journeys = [
            self._other(better, way, pairs, int(order[0]), entries, journey)
            for better, amount, own in measures
            if len(order := _least(amount, table.fare_minor[rows])) and amount[order[0]] < own
        ]
        return WayExplained(
            direction="outbound" if outbound else "inbound",
            journey=journey,
            fare=self._money(int(mine.fare_minor[chosen])),
            on_sale=int(np.count_nonzero(~table.is_booked[rows])),
            allowed=int(np.count_nonzero((entries >= 0) & ~table.is_booked[rows])),
            others=tuple(journeys),
        )

    def _open_to(self, pairs: Pairs) -> Pairs:
        """The pairs without what others have booked."""
        table, bookings = pairs.table, pairs.scenario.history.bookings
        booked = table.is_booked[pairs.row]
        mine = [bookings[number].person == self.trip.person for number in table.booking[pairs.row[booked]].tolist()]
        booked[booked] = ~np.array(mine, np.bool_)
        return pairs.only(~booked)

    def _money(self, minor: int) -> str:
        return money_text(minor, self.explainer.candidate.scenario.currency)

    def _allowed(self, way: Direction) -> Int64:
        """Entries of the person's class at this start of the event."""
        entries = way.entries
        return np.flatnonzero((entries.start == self.start) & (entries.traveller == self.traveller))

    def _chosen(self, way: Direction, journey: JourneyRecord) -> int:
        """The row of the table that the person takes."""
        table, ids = way.pairs.table, {part for offer in self.trip.offers for part in offer.id.split("|")}
        for row in way.entries.row[self._allowed(way)].tolist():
            leaves = clock(table.departs_utc[row], table.departs_local[row])
            as_long = int(table.duration_min[row]) == journey.duration_minutes
            if leaves == journey.departs_at and as_long and self._id(table, row) in ids:
                return int(row)
        raise NotOfThisWorkspace(f"{self.trip.name}, {self.explainer.event.name}")

    def _id(self, table: OfferTable, row: int) -> str:
        """The name by which the plan knows an offer, or a booking."""
        number = int(table.booking[row])
        if number == UNKNOWN:
            return offer_id(table, row)
        return self.explainer.candidate.scenario.history.bookings[number].place

    def _other(
        self, better: Better, way: Direction, pairs: Pairs, at: int, entries: Int64, journey: JourneyRecord
    ) -> OtherJourney:
        table, row, entry = pairs.table, int(pairs.row[at]), int(entries[at])
        more = self._costs_more(way, entry) if entry >= 0 else None
        why = self._why_not(way, pairs.only(np.array([at], np.int32)), row, more, journey, allowed=entry >= 0)
        return OtherJourney(
            better=better,
            route="-".join(_stops(table, row)),
            mode=MODES[int(table.mode[row])],
            departs_at=clock(table.departs_utc[row], table.departs_local[row]),
            duration_minutes=int(table.duration_min[row]),
            cabin=None if table.on_ground[row] else Cabin(int(table.cabin[row])).word,
            fare=self._money(int(table.fare_minor[row])),
            co2e_kg=int(table.co2e_g[row]) / 1000,
            costs_more=None if more is None else self._money(more),
            weighs_change=more is not None and self._has_history,
            why_not=tuple(why),
        )

    def _why_not(
        self, way: Direction, pair: Pairs, row: int, more: int | None, journey: JourneyRecord, *, allowed: bool
    ) -> Iterator[Reason]:
        """What keeps one journey out: rules, else what it costs elsewhere, else what travellers share."""
        if not allowed:
            rules = [rule for rule in (*ROW_RULES, *KIND_RULES) if not rule.keeps(pair).all()]
            yield from (Reason(key=rule.name, text=rule.sentence(pair)) for rule in rules)
            if not rules and self._is_bound(way):
                yield Reason(key="bookings", text="what is booked is travelled on, as it is flown or kept")
            elif not rules:
                yield self._below(way, pair, row, journey)
            return
        if more is None:
            yield Reason(key="offers", text="nothing on sale for the other way goes with it")
        elif more >= 0:
            change = ", what the change costs" if self._has_history else ""
            much = f"{self._money(more)} more in all: fare, nights, hours, CO2e{change} and the other way"
            yield Reason(key="score", text=f"a trip with it scores {much if more else 'the same'}")
        else:
            yield from [*self._shared(pair.table, row)] or [self._year()]

    def _is_bound(self, way: Direction) -> bool:
        """Whether the person takes nothing but a booking."""
        word, choices = "outbound" if way.pairs.outbound else "inbound", self.explainer.candidate.choices
        bookings = choices.classes[self.traveller].traits.bookings
        return any(one.covers(word) for one in bookings if one.must_stay)

    @property
    def _has_history(self) -> bool:
        """Whether a change of the trip is weighed, or gives up a booking."""
        history, at = self.explainer.candidate.scenario.history, (self.explainer.event.event, self.trip.person)
        return history.weighs(*at) or bool(history.of(*at))

    def _below(self, way: Direction, pair: Pairs, row: int, journey: JourneyRecord) -> Reason:
        """Nights or cabin, which are judged after all other rules."""
        table, choices = pair.table, self.explainer.candidate.choices
        days = event_days(pair.scenario, choices.event, choices.venue, table, way.pairs.outbound)
        present = choices.classes[self.traveller].traits.presence
        first = choices.event.starts[self.start]
        eve, last = day_number(present.eve(first)), day_number(present.last_day(first))
        nights = eve - int(days.night[row]) if way.pairs.outbound else int(days.night[row]) - last
        policy, right = pair.scenario.policy, int(way.rest_due[self.start, self.traveller]) if way.pairs.outbound else 0
        most = policy.max_early_nights if way.pairs.outbound else policy.max_late_nights
        if nights > max(most, right):
            key = "policy.max_early_nights" if way.pairs.outbound else "policy.max_late_nights"
            return Reason(key=key, text=f"{nights} nights {'early' if way.pairs.outbound else 'late'}, at most {most}")
        due = (journey.entitled_cabin or "economy").replace("_", " ")
        is_rule = (journey.entitled_by or "").startswith("policy")
        key = (journey.entitled_by or "policy.cabin").partition(":")[0] if is_rule else "people.cabin"
        cabin = Cabin(int(table.cabin[row])).word
        rests = journey.rest_nights if cabin == journey.cabin else 0
        less = f" without {rests} night{'s' if rests > 1 else ''} of rest" if rests else ""
        return Reason(
            key=key,
            text=f"{cabin.replace('_', ' ')}{less}, where {due} is due ({journey.entitled_by or 'as it is sold'})",
        )

    def _costs_more(self, way: Direction, entry: int) -> int | None:
        """What the best trip with an entry scores more than the chosen trip; None where no trip has it."""
        choices = self.explainer.candidate.choices
        outbound = way.pairs.outbound
        other = choices.inbound if outbound else choices.outbound
        alone = one_way(way.pairs.table, way.entries)
        best = UNREACHABLE
        if alone[entry]:
            mine = self._allowed(other)
            mine = mine[one_way(other.pairs.table, other.entries)[mine]]
            if len(mine):
                best = int(way.entries.cost[entry]) + int(other.entries.cost[mine].min())
        both = choices.both
        pairs = np.flatnonzero((both.outbound if outbound else both.inbound) == entry)
        if len(pairs):
            best = min(best, int(both.cost[pairs].min()))
        return None if best == UNREACHABLE else best - self._cost_of_trip

    @cached_property
    def _cost_of_trip(self) -> int:
        """What the chosen journeys score; those that were published score less together."""
        choices, entries = self.explainer.candidate.choices, []
        for way, journey in ((choices.outbound, self.trip.outbound), (choices.inbound, self.trip.inbound)):
            assert journey is not None
            entries.append(way.entry_of(self.start, self.traveller, self._chosen(way, journey)))
        (out, back), both = entries, choices.both
        together = both.cost[(both.outbound == out) & (both.inbound == back)]
        if len(together):
            return int(together.min())
        return int(choices.outbound.entries.cost[out]) + int(choices.inbound.entries.cost[back])

    def _shared(self, table: OfferTable, row: int) -> Iterator[Reason]:
        """Seats and limits on flights that the plan's travellers use up."""
        explainer, policy = self.explainer, self.explainer.candidate.scenario.policy
        used = explainer.offers_taken[offer_id(table, row)]
        if table.seats[row] < NO_LIMIT and used >= table.seats[row]:
            yield Reason(key="seats", text=f"all {used} seats at this fare are taken by others")
        person = explainer.candidate.scenario.person_by_id[self.trip.person]
        for flight in _flights(table, row) if not table.on_ground[row] else ():
            name = f"{flight[0]}-{flight[1]} at {flight[2][11:16]}"
            on_it, keys = explainer.on_flight[flight], explainer.keys_on_flight[flight]
            most, most_keys = policy.max_travellers_per_flight, policy.max_key_travellers_per_flight
            if most is not None and on_it >= most:
                yield Reason(key="policy.max_travellers_per_flight", text=f"{on_it} of {most} are on {name} already")
            if most_keys is not None and KEY_ROLE in person.roles and keys >= most_keys:
                text = f"{keys} of {most_keys} key travellers are on {name} already"
                yield Reason(key="policy.max_key_travellers_per_flight", text=text)
            yield from self._of_team(flight, name)
        rooms = explainer.candidate.choices.venue.rooms
        if rooms is not None and not explainer.offers_taken[offer_id(table, row)]:
            yield Reason(key="venues.rooms", text=f"the venue has {rooms} rooms a night")

    def _of_team(self, flight: Flight, name: str) -> Iterator[Reason]:
        policy, team = self.explainer.candidate.scenario.policy, self.trip.team
        if policy.max_team_share_per_flight is None or not team:
            return
        size = sum(trip.team == team and trip.status == "travels" for trip in self.explainer.event.trips)
        most, on_it = (
            int(team_share(policy, np.array([size], np.int64))[0]),
            self.explainer.team_on_flight[team, flight],
        )
        if on_it >= most:
            text = f"{on_it} of the {most} of {team} that may share a flight are on {name} already"
            yield Reason(key="policy.max_team_share_per_flight", text=text)

    def _year(self) -> Reason:
        """Limits on sums of the year and on persons, where they are stated; else shuttles that are shared."""
        scenario = self.explainer.candidate.scenario
        limits: tuple[type[Limit], ...] = (*PERSON_LIMITS, *YEAR_SUMS, EventBudget)
        stated = [limit.key for limit in limits if limit.is_stated(scenario)]
        if stated:
            return Reason(key=stated[0], text=f"what the year may take as a whole: {', '.join(stated)}")
        return Reason(key="shared", text="others would have to travel in another way: runs of shuttles or rooms")


def _least(amount: Int64, fare: Int64) -> Int64:
    """Positions in order of an amount, of equals the cheaper first."""
    return np.lexsort((fare, amount))


def _stops(table: OfferTable, row: int) -> list[str]:
    codes, last = airports().codes, int(table.segments[row])
    return [codes[n] for n in (*table.seg_origin[:last, row].tolist(), int(table.destination[row]))]


def _flights(table: OfferTable, row: int) -> Iterator[Flight]:
    stops = _stops(table, row)
    for slot in range(int(table.segments[row])):
        carrier = int(table.seg_operator[slot, row])
        carrier = carrier if carrier >= 0 else int(table.seg_carrier[slot, row])
        leaves = clock(table.seg_departs_utc[slot, row], table.seg_departs_local[slot, row])
        yield stops[slot], stops[slot + 1], leaves, table.carriers[carrier] if carrier >= 0 else None
