"""Trips as the plan states them: what all of a class who take the same share, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sprintplan.domain.events import Presence
from sprintplan.domain.exemptions import CABIN
from sprintplan.domain.ground import MODES
from sprintplan.domain.journey_record import JourneyRecord, OfferRecord, SegmentRecord
from sprintplan.domain.model import Cabin
from sprintplan.domain.trip import ExceptionRecord, LieuRecord, Notice, Trip, TripCost, VisaRecord
from sprintplan.itinerary.booking import Booked, late_notice
from sprintplan.itinerary.close_calls import close_call
from sprintplan.itinerary.instants import clock
from sprintplan.itinerary.kept_bookings import Forbidden, forbidden
from sprintplan.itinerary.lieu import lieu_of
from sprintplan.itinerary.visas import Borders, Leg, passport_notices
from sprintplan.offers.ground.place import home_name, venue_name
from sprintplan.offers.ground.source import ground_id, is_estimate
from sprintplan.offers.table import UNKNOWN, OfferTable
from sprintplan.rules.attendance import STATUS_WORD, Attendance
from sprintplan.rules.conditions import not_stated
from sprintplan.rules.costs import OF_TRIPS
from sprintplan.rules.direction import Direction
from sprintplan.rules.pairs import NEVER
from sprintplan.rules.place import km_from_home
from sprintplan.rules.reasons import why_remote
from sprintplan.solver.instance.candidate import Candidate
from sprintplan.units import MINUTES_PER_DAY, day_number, hours_text, money_text
from sprintplan.world.airports import airports

MEASURED = {"journey": "fastest ", "flying": "in the air ", "longest_flight": "longest flight "}
"""What a rule for cabins measures, before its minutes."""

LONG_JOURNEY_MIN = 20 * 60
NEXT_TOWN_KM = 150
"""Kilometres from home to a venue's airport within which a flight with a connection is worth a remark."""


class _Taken(NamedTuple):
    """How a trip's two rows were judged: their entries, and whether one offer covers both."""

    outbound: int
    inbound: int
    both: bool


@dataclass(frozen=True)
class Teller:
    """Builds the trips of one candidate."""

    candidate: Candidate
    today: int

    @property
    def table(self) -> OfferTable:
        """The offers of the venue."""
        return self.candidate.relaxation.table

    @property
    def first_day(self) -> date:
        """The event's first day."""
        return self.candidate.choices.event.starts[self.candidate.start]

    def cost(self, traveller: int, taken: _Taken | None) -> TripCost:
        """The amounts paid for one person, item by item.

        Parameters
        ----------
        traveller : number of the class
        taken : the entries of the person's journeys; None without any
        """
        choices, currency = self.candidate.choices, self.candidate.scenario.currency
        amounts = {item.name: int(choices.per_person[item][self.candidate.start, traveller]) for item in OF_TRIPS}
        for way, entry in self._ways(taken):
            bought = choices.bought(way, np.array([entry]))
            for item in OF_TRIPS:
                amounts[item.name] += int(item.of_journeys(choices.rates, bought)[0])
        paid = amounts | {"cash": sum(amounts.values())}
        if not self.candidate.scenario.history.bookings:
            del paid["given_up"]
        return TripCost(**{name: money_text(minor, currency) for name, minor in paid.items()})

    def _ways(self, taken: _Taken | None) -> tuple[tuple[Direction, int], ...]:
        """The directions that somebody flies, each with its entry."""
        choices = self.candidate.choices
        return ((choices.outbound, taken.outbound), (choices.inbound, taken.inbound)) if taken else ()

    def rows(self, taken: _Taken) -> tuple[int, int]:
        """Rows of the table for the way out and the way home of a person who has `taken` these entries."""
        choices = self.candidate.choices
        return int(choices.outbound.entries.row[taken.outbound]), int(choices.inbound.entries.row[taken.inbound])

    def nights(self, traveller: int, taken: _Taken | None) -> int:
        """Nights at the venue of one person.

        Parameters
        ----------
        traveller : number of the class
        taken : the entries of the person's journeys; None without any
        """
        nights = int(self.candidate.choices.attending.nights[self.candidate.start, traveller])
        return nights + sum(int(way.entries.extra_nights[entry]) for way, entry in self._ways(taken))

    def _taken(self, traveller: int, outbound: int, inbound: int) -> _Taken:
        """How the rows of a trip were judged for a traveller class."""
        choices, start = self.candidate.choices, self.candidate.start
        return _Taken(
            choices.outbound.entry_of(start, traveller, outbound),
            choices.inbound.entry_of(start, traveller, inbound),
            bool(self.table.partner[outbound] >= 0),
        )

    def trip(self, traveller: int, journeys: tuple[int, int] | None) -> Trip:
        """What the trip of anybody of a traveller class states.

        Parameters
        ----------
        traveller : number of the class
        journeys : rows of the way out and the way home in the venue's table; None for who does not travel
        """
        choices = self.candidate.choices
        taken = self._taken(traveller, *journeys) if journeys else None
        present = choices.classes[traveller].traits.presence
        status = int(choices.attending.status[self.candidate.start, traveller])
        rows = list(self.rows(taken)) if taken else []
        check_in, check_out = self._stay(present, traveller, taken)
        is_near = status in (Attendance.LOCAL, Attendance.REMOTE)
        visas = [] if is_near else self._visas(traveller, taken)
        booked = taken and Booked(choices, self.candidate.start, traveller, taken.outbound, taken.inbound)
        away = status == Attendance.REMOTE
        return Trip(
            person="",
            name="",
            email="",
            team="",
            manager="",
            status=STATUS_WORD[Attendance(status)],
            reason=why_remote(choices, self.candidate.start, traveller, self.today) if away else None,
            attends=() if away else present.sessions,
            first_day=None if away else present.first_day(self.first_day),
            last_day=None if away else present.last_day(self.first_day),
            check_in=check_in,
            check_out=check_out,
            nights=self.nights(traveller, taken),
            outbound=self._journey(choices.outbound, traveller, taken.outbound) if taken else None,
            inbound=self._journey(choices.inbound, traveller, taken.inbound) if taken else None,
            offers=self._offers(traveller, taken) if taken else (),
            cost=self.cost(traveller, taken),
            co2e_kg=int(self.table.co2e_g[rows].sum()) / 1000,
            travel_hours=round(int(self.table.duration_min[rows].sum()) / 60, 2),
            visas=tuple(record for record, _ in visas),
            notices=(
                *(() if is_near else passport_notices(choices, traveller, self.first_day)),
                *(notice for _, notice in visas),
                *self._notices(traveller, taken),
                *(late_notice(booked, self.today) if booked else ()),
            ),
            lieu=None if away else self._lieu(traveller, rows),
            extra={},
            exceptions=tuple(ExceptionRecord.of(row) for row in choices.classes[traveller].traits.exemptions),
            book_by=booked.book_by if booked else None,
            allowance=booked.allowance if booked else None,
        )

    def _lieu(self, traveller: int, rows: Sequence[int]) -> LieuRecord | None:
        """Days in lieu by the clock at home, or at the venue for who has no airport there."""
        choices, traits = self.candidate.choices, self.candidate.choices.classes[traveller].traits
        if not choices.scenario.policy.lieu.is_stated:
            return None
        first = airports().numbers(traits.home.airports or choices.venue.airports)[0]
        attended = [
            self.first_day + timedelta(days=n - 1) for n in range(traits.presence.first, traits.presence.last + 1)
        ]
        return lieu_of(choices.scenario.policy.lieu, self.table, rows, int(airports().zone[first]), attended)

    def _stay(self, present: Presence, traveller: int, taken: _Taken | None) -> tuple[date | None, date | None]:
        if self.nights(traveller, taken) == 0:
            return None, None
        check_in, check_out = present.eve(self.first_day), present.last_day(self.first_day)
        if taken:
            choices = self.candidate.choices
            check_in -= timedelta(days=int(choices.outbound.entries.extra_nights[taken.outbound]))
            check_out += timedelta(days=int(choices.inbound.entries.extra_nights[taken.inbound]))
        return check_in, check_out

    def _journey(self, way: Direction, traveller: int, entry: int) -> JourneyRecord:
        row, table = int(way.entries.row[entry]), self.table
        last = int(table.segments[row]) - 1
        codes, earned, by_air = airports().codes, way.entitlement, not table.on_ground[row]
        sort = int(way.by_night[row])
        fastest = int(way.pairs.fastest_min[traveller])
        by_rest = bool(way.entries.by_rest[entry])
        return JourneyRecord(
            mode=MODES[table.mode[row]],
            origin=codes[table.origin[row]] if by_air else None,
            destination=codes[table.destination[row]] if by_air else None,
            departs_at=clock(table.departs_utc[row], table.departs_local[row]),
            arrives_at=clock(table.seg_arrives_utc[last, row], table.seg_arrives_local[last, row]),
            duration_minutes=int(table.duration_min[row]),
            cabin=Cabin(int(table.cabin[row])).word if by_air else None,
            entitled_cabin=Cabin(int(way.counting[sort, self.candidate.start, traveller])).word if by_air else None,
            entitled_by=self._entitled_by(way, sort, traveller) if by_air else None,
            fastest_minutes=None if fastest == NEVER else fastest,
            rest_nights=int(earned.rest_nights[sort, self.candidate.start, traveller]) if by_rest else 0,
            co2e_kg=int(table.co2e_g[row]) / 1000,
            co2e_source=table.co2e_source(row),
            segments=tuple(self._segment(row, slot) for slot in range(last + 1))
            if by_air
            else (self._on_ground(row, traveller),),
        )

    def _entitled_by(self, way: Direction, sort: int, traveller: int) -> str | None:
        earned, personal = way.entitlement, self.candidate.choices.classes[traveller].traits.cabin
        at = sort, self.candidate.start, traveller
        if personal is not None and personal >= earned.rule_cabin[at]:
            return f"granted personally: {personal.word}"
        rule = int(earned.rule[at])
        if rule < 0:
            return None
        for row in self.candidate.choices.classes[traveller].traits.exemptions:
            if row.key == CABIN:
                return f"exceptions.csv:{row.line}: {row.value}"
        terms = self.candidate.scenario.policy.cabin_rules[rule]
        scope = (f"{terms.scope}, " if terms.scope else "") + ("by night, " if terms.overnight else "")
        measured = f"{MEASURED[terms.measure]}{hours_text(int(earned.measured[at]))}"
        return f"policy.cabin[{rule + 1}]: {scope}over {terms.over_hours.normalize():f} h ({measured})"

    def _segment(self, row: int, slot: int) -> SegmentRecord:
        table, codes = self.table, airports().codes
        return SegmentRecord(
            carrier=_named(table.carriers, table.seg_carrier[slot, row]),
            flight_number=_named(table.flight_numbers, table.seg_number[slot, row]),
            operating_carrier=_named(table.carriers, table.seg_operator[slot, row]),
            origin=codes[table.seg_origin[slot, row]],
            destination=codes[table.seg_destination[slot, row]],
            departs_at=clock(table.seg_departs_utc[slot, row], table.seg_departs_local[slot, row]),
            arrives_at=clock(table.seg_arrives_utc[slot, row], table.seg_arrives_local[slot, row]),
            cabin=Cabin(int(table.seg_cabin[slot, row])).word,
        )

    def _on_ground(self, row: int, traveller: int) -> SegmentRecord:
        """The whole way from door to door."""
        table, choices = self.table, self.candidate.choices
        home = choices.scenario.people[choices.classes[traveller].members[0]].home
        ends = home_name(home), venue_name(choices.venue)
        start, end = ends if table.first_leg[row] else ends[::-1]
        return SegmentRecord(
            carrier=None,
            flight_number=None,
            operating_carrier=None,
            origin=None,
            destination=None,
            from_=start,
            to=end,
            departs_at=clock(table.departs_utc[row], table.departs_local[row]),
            arrives_at=clock(table.arrives_utc[row], table.arrives_local[row]),
            cabin=None,
        )

    def _offers(self, traveller: int, taken: _Taken) -> tuple[OfferRecord, ...]:
        out, back = self.rows(taken)
        if taken.both:
            return (self._offer("both", (out, back), traveller),)
        return self._offer("outbound", (out,), traveller), self._offer("inbound", (back,), traveller)

    def _offer(self, covers: str, rows: tuple[int, ...], traveller: int) -> OfferRecord:
        table, mine, least = self.table, self.candidate.scenario.currency, self.candidate.choices.cheapest
        benchmark = {"both": least.trip, "outbound": least.outbound, "inbound": least.inbound}[covers]
        currency = table.currencies[table.currency[rows[0]]]
        number = int(table.booking[rows[0]])
        held = None if number == UNKNOWN else self.candidate.scenario.history.bookings[number]
        return OfferRecord(
            source="booking" if held else offer_source(table, rows[0]),
            id=held.place if held else "|".join(dict.fromkeys(offer_id(table, row) for row in rows)),
            status=held.status if held else None,
            reference=held.reference if held else None,
            covers=covers,
            fare=money_text(int(table.fare_minor[list(rows)].sum()), mine),
            currency=mine,
            original_fare=money_text(int(table.original_minor[list(rows)].sum()), currency),
            original_currency=currency,
            benchmark_fare=None
            if held or table.on_ground[rows[0]]
            else money_text(int(benchmark[self.candidate.start, traveller]), mine),
            **vars(table.terms.of(int(table.offer[rows[0]]))),
        )

    def _notices(self, traveller: int, taken: _Taken | None) -> list[Notice]:
        notices = list[Notice]()
        if taken:
            choices = self.candidate.choices
            for way, entry, word in (
                (choices.outbound, taken.outbound, "outbound"),
                (choices.inbound, taken.inbound, "return"),
            ):
                notices += self._way_notices(way, traveller, entry, word)
                notices += self._unstated(int(way.entries.row[entry]), word)
                notices += self._kept_notices(way, traveller, entry, word)
                notices += [] if taken.both else self._close_call(way, traveller, entry, word)
            notices += self._roundabout(traveller, taken)
        return notices

    def _unstated(self, row: int, word: str) -> list[Notice]:
        """A notice where the policy asks for conditions that the ticket does not speak of."""
        unknown = not_stated(self.candidate.scenario.policy.fare, self.table, row)
        if not unknown:
            return []
        return [Notice(kind="other", text=f"{word}: the offer does not say whether it has: {', '.join(unknown)}")]

    def _close_call(self, way: Direction, traveller: int, entry: int, word: str) -> list[Notice]:
        """A notice where the estimates cannot tell whether the air or the ground is better."""
        close = close_call(way, self.candidate.start, traveller, entry)
        if close is None:
            return []
        taken, other = ("flight" if mode == "air" else mode for mode in close[:2])
        currency = self.candidate.scenario.currency
        message = f"{word}: {taken} and {other} differ by {money_text(close[2], currency)} {currency}"
        return [Notice(kind="other", text=f"{message}, less than their estimates can tell: look at both")]

    def _roundabout(self, traveller: int, taken: _Taken) -> list[Notice]:
        """A notice on the way to the next town: by way of a third city, or on the ground."""
        km = km_from_home(self.candidate.choices.classes[traveller].traits.home, self.candidate.choices.venue)
        rows, table, codes = self.rows(taken), self.table, airports().codes
        via = dict.fromkeys(codes[n] for row in rows for n in table.seg_origin[1 : table.segments[row], row].tolist())
        if km > NEXT_TOWN_KM:
            return []
        if not via:
            modes = dict.fromkeys(MODES[int(table.mode[row])] for row in rows if table.on_ground[row])
            text = f"{km:.0f} km from home: goes there by {' and '.join(modes)}"
            return [Notice(kind="other", text=text)] if modes else []
        text = f"by way of {' and '.join(via)} to a place {km:.0f} km from home: a train or a car may be quicker"
        return [Notice(kind="other", text=text)]

    def _kept_notices(self, way: Direction, traveller: int, entry: int, word: str) -> list[Notice]:
        """What the policy would forbid of a way that is booked, and stays."""
        told = self._forbidden[way.pairs.outbound].get((traveller, int(way.entries.row[entry])), ())
        return [Notice(kind="other", text=f"{word}: stays as it is booked, though {text}") for text in told]

    @cached_property
    def _forbidden(self) -> dict[bool, Forbidden]:
        """What forbids bookings, outbound and back."""
        choices = self.candidate.choices
        return {way.pairs.outbound: forbidden(way) for way in (choices.outbound, choices.inbound)}

    def _way_notices(self, way: Direction, traveller: int, entry: int, word: str) -> list[Notice]:
        notices, earned, row = [], way.entitlement, int(way.entries.row[entry])
        sort, minutes = int(way.by_night[row]), int(self.table.duration_min[row])
        at = sort, self.candidate.start, traveller
        cabin, counting, dear = int(earned.cabin[at]), int(way.counting[at]), int(earned.too_dear[at])
        if dear >= 0 and not self.table.on_ground[row]:
            notices.append(Notice(kind="other", text=f"{word}: {self._priced_out(dear)}"))
        if counting < cabin and not self.table.on_ground[row]:
            rule = Cabin(cabin).word.replace("_", " ")
            lower = Cabin(counting).word.replace("_", " ")
            text = f"{word}: entitled to {rule}, none on this route, so {lower} is used"
            notices.append(Notice(kind="cabin_not_sold", text=text))
        if way.entries.by_rest[entry]:
            nights = int(earned.rest_nights[at])
            plural = "s" if nights > 1 else ""
            instead = Cabin(int(earned.rule_cabin[at])).word.replace("_", " ")
            text = f"{word}: {nights} rest night{plural} instead of {instead}"
            notices.append(Notice(kind="rest", text=text))
        elif way.pairs.outbound and (early := int(way.entries.extra_nights[entry])):
            notices.append(Notice(kind="early_arrival", text=f"arrives {early} night{'s' if early > 1 else ''} early"))
        if minutes > LONG_JOURNEY_MIN:
            notices.append(Notice(kind="long_journey", text=f"{word}: {hours_text(minutes)}"))
        return notices

    def _priced_out(self, rule: int) -> str:
        """What a rule for cabins would give, if it did not cost too much."""
        cabin = self.candidate.scenario.policy.cabin_rules[rule].cabin.word.replace("_", " ")
        return f"{cabin} costs more than policy.cabin[{rule + 1}] at_most allows, so that rule does not count"

    def _visas(self, traveller: int, taken: _Taken | None) -> list[tuple[VisaRecord, Notice]]:
        """What the trip takes at borders."""
        choices, table, countries = self.candidate.choices, self.table, airports().countries
        legs = []
        for row, word in zip(self.rows(taken) if taken else (), ("outbound", "return"), strict=False):
            via = table.seg_origin[1 : table.segments[row], row].tolist()
            leaves = int(table.departs_local[row]) // MINUTES_PER_DAY
            legs.append(Leg(word, leaves, tuple(countries[number] for number in via)))
        eve = day_number(choices.classes[traveller].traits.presence.eve(self.first_day))
        borders = Borders(choices, traveller, self.today)
        return list(borders.needed(legs[0].leaves if legs else eve, legs))


def offer_id(table: OfferTable, row: int) -> str:
    """The id by which the plan names the offer of a `row` of the `table`: the seller's, `file:line`, or journey and
    fare where there is neither."""
    if (own := table.offer_id(row)) is not None:
        return own
    if table.file[row] != UNKNOWN:
        return f"{table.files[table.file[row]]}:{table.line[row]}"
    if table.on_ground[row]:
        return ground_id(table, row)
    codes, last = airports().codes, int(table.segments[row])
    stops = [codes[n] for n in (*table.seg_origin[:last, row], table.destination[row])]
    leaves = np.datetime64(int(table.departs_local[row]), "m")
    fare = money_text(int(table.original_minor[row]), table.currencies[table.currency[row]])
    return f"{'-'.join(stops)} {leaves} {Cabin(int(table.cabin[row])).word} {fare}"


def offer_source(table: OfferTable, row: int) -> str:
    """The source of the offer of a `row` of the `table`: on the ground a file, or else the estimate."""
    if not table.on_ground[row]:
        return table.source
    return "estimate" if is_estimate(table, row) else "files"


def _named(names: tuple[str, ...], number: int) -> str | None:
    return None if number == UNKNOWN else names[number]
