"""One trip of a plan against the terms of its traveller."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sprintplan.domain.plan import JourneyRecord, Trip
from sprintplan.units import money_text, round_half_up
from sprintplan.verify.market import Journey
from sprintplan.verify.terms import EPOCH, Terms, on_day


@dataclass
class Verdict:
    """What one trip really costs, in minor units, minutes and grams; `weight` is travel time and CO2e in money."""

    fares: int = 0
    rooms: int = 0
    per_diem: int = 0
    transfers: int = 0
    day_rate: int = 0
    visas: int = 0
    weight: int = 0
    minutes: int = 0
    grams: int = 0
    travels: bool = False
    remote: bool = False
    journeys: list[Journey] = field(default_factory=list)

    @property
    def cash(self) -> int:
        """All that is paid."""
        return self.fares + self.rooms + self.per_diem + self.transfers + self.day_rate + self.visas


def wall(utc_min: int, local_min: int) -> str:
    """RFC 3339 text of a wall clock."""
    offset = local_min - utc_min
    sign, away = "-" if offset < 0 else "+", abs(offset)
    when = EPOCH + timedelta(minutes=local_min)
    return f"{when.isoformat(timespec='minutes')}{sign}{away // 60:02d}:{away % 60:02d}"


class TripJudge:
    """Compares a trip with its terms; `verdict` holds the recomputed figures once `faults` has run."""

    def __init__(self, terms: Terms, trip: Trip, currency: str) -> None:
        self.terms, self.trip, self.currency = terms, trip, currency
        self.verdict = Verdict()

    def faults(self) -> list[str]:
        """Every fault of the trip."""
        return list(self._faults())

    def _faults(self) -> Iterator[str]:
        yield from self._identity()
        if self.trip.status == "travels":
            yield from self._flown()
        elif self.trip.status != self.terms.status:
            yield f"status {self.trip.status}, expected {self.terms.status}"
        if self.trip.status != "travels":
            yield from self._grounded()
        yield from self._costs()

    def _identity(self) -> Iterator[str]:
        person, terms = self.terms.person, self.terms
        told = (self.trip.name, self.trip.email, self.trip.team, self.trip.manager, self.trip.extra)
        if told != (person.name, person.email, person.team, person.manager, person.extra):
            yield "name, email, team, manager or extra columns differ from people.csv"
        away = self.trip.status == "remote"
        first = None if away else terms.presence.first_day(terms.first_day)
        if (self.trip.first_day, self.trip.last_day) != (first, None if away else terms.last):
            yield f"presence {self.trip.first_day} to {self.trip.last_day}, expected {first} to {terms.last}"
        if self.trip.attends != (() if away else terms.presence.sessions):
            yield f"attends {', '.join(self.trip.attends)}, expected {', '.join(terms.presence.sessions)}"

    def _grounded(self) -> Iterator[str]:
        if self.trip.outbound or self.trip.inbound or self.trip.offers:
            yield f"status {self.trip.status}, but journeys or offers are there"
        self.verdict.remote = self.trip.status == "remote"
        if self.verdict.remote:
            return
        stays = self.trip.status == "own_travel" or self.terms.scenario.policy.locals_stay
        yield from self._stay((self.terms.last - self.terms.eve).days if stays else 0, 0, 0)
        if self.trip.status == "own_travel":
            self.verdict.visas = self.terms.visa_fee(self.terms.eve) or 0

    def _flown(self) -> Iterator[str]:
        terms, trip = self.terms, self.trip
        if terms.local or terms.event.id in terms.person.own_travel:
            yield "travels, but is at home there or comes by own means"
        if not terms.free or terms.venue.country in terms.person.cannot_enter:
            yield "travels, but may not come: unavailable or cannot enter the country"
        if trip.outbound is None or trip.inbound is None:
            yield "travels without both journeys"
            return
        out, back = self._sold(trip.outbound, True), self._sold(trip.inbound, False)
        if out is None or back is None:
            yield f"{'outbound' if out is None else 'inbound'}: no such journey is on sale"
            return
        self.verdict.journeys, self.verdict.travels = [out, back], True
        yield from self._offers(out, back)
        yield from self._way(trip.outbound, out, True)
        yield from self._way(trip.inbound, back, False)
        early, late = terms.extra_nights(out, True), terms.extra_nights(back, False)
        if early is None or late is None:
            yield f"{'outbound' if early is None else 'inbound'}: outside the travel window"
        yield from self._stay((terms.last - terms.eve).days, early or 0, late or 0)
        self._weigh(out, back)

    def _weigh(self, out: Journey, back: Journey) -> None:
        verdict, worth = self.verdict, self.terms.scenario.objective
        verdict.fares = out.fare + back.fare
        verdict.visas = self.terms.visa_fee(on_day(out.legs[0].departs)) or 0
        shuttles = self.terms.venue.shuttle_cost_minor is not None
        verdict.transfers = 0 if shuttles else 2 * self.terms.venue.transfer_cost_minor
        for journey in (out, back):
            verdict.minutes += journey.minutes
            verdict.grams += journey.grams
            verdict.weight += half_up(worth.travel_hour_minor * journey.minutes, 60)
            verdict.weight += half_up(worth.tonne_co2e_minor * journey.grams, 1_000_000)

    def _sold(self, told: JourneyRecord, out: bool) -> Journey | None:
        """The row that the plan's offer names and whose segments are those of the plan."""
        cover = "outbound" if out else "inbound"
        names = {n for o in self.trip.offers if o.covers in (cover, "both") for n in o.id.split("|")}
        market = self.terms.market
        rows = market.rows((told.origin,), (told.destination,))
        leaves = int(datetime.fromisoformat(told.departs_at).timestamp()) // 60
        for row in [
            row for row, utc in zip(rows, market.table.departs_utc[rows].tolist(), strict=True) if utc == leaves
        ]:
            journey = market.journey(row)
            if journey.name in names and _same(told, journey):
                return journey
        return None

    def _offers(self, out: Journey, back: Journey) -> Iterator[str]:
        both = out.partner == back.row and back.partner == out.row
        if (out.partner >= 0 or back.partner >= 0) and not both:
            yield "half of a both-ways offer is bought"
        wanted = {"both": out.fare + back.fare} if both else {"outbound": out.fare, "inbound": back.fare}
        told = {offer.covers: offer.fare for offer in self.trip.offers}
        if told != {cover: money_text(fare, self.currency) for cover, fare in wanted.items()}:
            yield f"offers {told}, expected {wanted} minor units"

    def _way(self, told: JourneyRecord, journey: Journey, out: bool) -> Iterator[str]:
        word, terms = "outbound" if out else "inbound", self.terms
        home, venue = terms.ends(out)
        if told.origin not in home or told.destination not in venue:
            yield f"{word}: {told.origin}-{told.destination} does not join home and venue"
        for name in terms.broken(journey, out):
            yield f"{word}: breaks {name}"
        yield from (f"{word}: {fault}" for fault in self._cabin(told, journey, out))
        expected = {
            "duration_minutes": journey.minutes,
            "cabin": journey.cabin.word,
            "fastest_minutes": terms.fastest(out),
            "co2e_kg": journey.grams / 1000,
        }
        for name, value in expected.items():
            if getattr(told, name) != value:
                yield f"{word}: {name} {getattr(told, name)}, expected {value}"

    def _cabin(self, told: JourneyRecord, journey: Journey, out: bool) -> Iterator[str]:
        terms, nights = self.terms, self.terms.extra_nights(journey, out) or 0
        entitled, normal = terms.entitlement(out), terms.normal_nights(out)
        good = journey.cabin >= entitled and nights <= normal and told.entitled_cabin == entitled.word
        counting = entitled if good else terms.counting(out)
        if told.entitled_cabin != counting.word:
            yield f"entitled_cabin {told.entitled_cabin}, expected {counting.word}"
        if not terms.cabin_fits(journey, nights, counting, out):
            yield f"cabin {journey.cabin.word} with {nights} nights is not allowed, entitled to {counting.word}"
        rest, regular = terms.rest(out), nights <= normal and journey.cabin >= counting
        if told.rest_nights != (rest[0] if rest and not regular else 0):
            yield f"rest_nights {told.rest_nights} is wrong"

    def _stay(self, base: int, early: int, late: int) -> Iterator[str]:
        nights, terms = base + early + late, self.terms
        check_in: date | None = terms.eve - timedelta(days=early) if nights else None
        check_out: date | None = terms.last + timedelta(days=late) if nights else None
        for name, value in (("nights", nights), ("check_in", check_in), ("check_out", check_out)):
            if getattr(self.trip, name) != value:
                yield f"{name} {getattr(self.trip, name)}, expected {value}"
        self.verdict.rooms = nights * terms.venue.room_rate_minor
        self.verdict.per_diem = nights * terms.scenario.objective.night_per_diem_minor
        self.verdict.day_rate = terms.presence.days * terms.venue.day_rate_minor

    def _costs(self) -> Iterator[str]:
        verdict, names = self.verdict, {"fare": "fares", "visa": "visas"}
        for name in ("fare", "rooms", "per_diem", "transfers", "day_rate", "visa", "cash"):
            expected = money_text(getattr(verdict, names.get(name, name)), self.currency)
            if getattr(self.trip.cost, name) != expected:
                yield f"cost.{name} {getattr(self.trip.cost, name)}, expected {expected}"
        if abs(self.trip.travel_hours - verdict.minutes / 60) > 0.01:
            yield f"travel_hours {self.trip.travel_hours}, expected {verdict.minutes / 60:.2f}"
        if abs(self.trip.co2e_kg - verdict.grams / 1000) > 0.0005:
            yield f"co2e_kg {self.trip.co2e_kg}, expected {verdict.grams / 1000}"


def half_up(numerator: int, denominator: int) -> int:
    """A quotient rounded half up."""
    from fractions import Fraction

    return round_half_up(Fraction(numerator, denominator))


def _same(told: JourneyRecord, journey: Journey) -> bool:
    """Whether the segments of the plan are those on sale."""
    sold = [
        (
            x.origin,
            x.destination,
            wall(x.departs_utc, x.departs),
            wall(x.arrives_utc, x.arrives),
            x.cabin.word,
            x.carrier,
            x.operator,
        )
        for x in journey.legs
    ]
    stated = [
        (s.origin, s.destination, s.departs_at, s.arrives_at, s.cabin, s.carrier, s.operating_carrier)
        for s in told.segments
    ]
    return sold == stated and (told.departs_at, told.arrives_at) == (sold[0][2], sold[-1][3])
