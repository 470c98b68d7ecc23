"""Candidates with everybody's standing: who cannot attend, who lives there, and what each traveller may take."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from sprintplan.domain.events import Event, presence
from sprintplan.domain.people import Person, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from tests.oracle.booked import HeldJourney, held_offers, lost_minor, regained
from tests.oracle.ground import GroundJourney, ground_offers
from tests.oracle.holidays import may_miss_a_holiday
from tests.oracle.journeys import DAY, Journey, Offer, Shop, half_up
from tests.oracle.visit import Visit

Take = tuple[Offer, Journey | None, Journey | None]


@dataclass(frozen=True, eq=False)
class Standing:
    """One person at one candidate.

    `cash` and `nights` are those that no journey changes, and `weight` what the objective counts beside cash;
    `takes` are offers with the journeys out and back that they give.
    """

    visit: Visit
    status: str
    cash: int
    weight: int
    nights: tuple[date, ...]
    takes: tuple[Take, ...] = ()


@dataclass(frozen=True, eq=False)
class Candidate:
    """A venue with a first day, and everybody's standing there; `ruled_out` tells why it cannot be chosen."""

    event: Event
    venue: Venue
    start: date
    standings: tuple[Standing, ...]
    ruled_out: frozenset[str] = field(default_factory=frozenset)

    @property
    def last_day(self) -> date:
        return self.start + (self.event.days - 1) * DAY

    def travellers(self, team: str) -> int:
        """How many of a team fly here."""
        return sum(one.status == "travels" and one.visit.person.team == team for one in self.standings)


def candidates(scenario: Scenario, goods: Shop, event: Event, today: date) -> list[Candidate]:
    """Every venue and first day of an event, the impossible ones too."""
    places = []
    for start in event.starts:
        for word in event.venues:
            venue = scenario.venue_by_id[word]
            offers = goods.at(venue)
            staff = [one for one in scenario.people if _employed(one, start, start + (event.days - 1) * DAY)]
            coming = [(one, days) for one in staff if (days := presence(event, one))]
            visits = [
                _visit(Visit(_under(scenario, one, event, today), one, event, days, venue, start, today, offers))
                for one, days in coming
            ]
            places.append(candidate(scenario, event, venue, start, tuple(standing(visit) for visit in visits)))
    return places


def _under(scenario: Scenario, person: Person, event: Event, today: date) -> Scenario:
    """The year under the rules that exceptions leave a person at an event."""
    year = scenario.on(today)
    return year.varied(year.exemptions_of(person, event.id))


def _employed(person: Person, first: date, last: date) -> bool:
    """Whether somebody is with the company on all days from first to last."""
    return (person.joins or first) <= first and last <= (person.leaves or last)


def _visit(visit: Visit) -> Visit:
    """The visit with what its person is offered on the ground, and has booked, by the cabins that count."""
    return _priced(replace(visit, offers=(*visit.offers, *ground_offers(visit), *held_offers(visit))))


def _priced(visit: Visit) -> Visit:
    """The visit without the rules for cabins that cost too much: asked one by one from the lowest cabin up."""
    rules = visit.scenario.policy.cabin_rules
    asked = [(rule.cabin, number, rule.at_most) for number, rule in enumerate(rules) if rule.at_most]
    if visit.at_home or visit.own_travel:
        return visit
    visit = visit.without(frozenset(number for _, number, _ in asked))
    for _, number, margin in sorted(asked, key=lambda one: one[:2]):
        beside = visit.without(visit.too_dear - {number})
        plain, raised = _least_by_air(visit), _least_by_air(beside)
        most = 0 if plain is None else plain + max(Fraction(margin.amount_minor), Fraction(margin.share) * plain)
        if plain is None or (raised is not None and raised <= most):
            visit = beside
    return visit


def _least_by_air(visit: Visit) -> int | None:
    """The fare of the cheapest trip by air, as one ticket or as two; None where there is none."""
    sold = [take for take in _allowed_takes(visit) if _is_flown(take)]
    whole = [_fare(take) for take in sold if take[0].back]
    outs, backs = ([_fare(take) for take in sold if take[way] and not take[0].back] for way in (1, 2))
    return min([*whole, *(there + home for there in outs for home in backs)], default=None)


def candidate(
    scenario: Scenario, event: Event, venue: Venue, start: date, standings: tuple[Standing, ...]
) -> Candidate:
    """A venue and first day with everybody's standing, and whether that rules it out."""
    bare = Candidate(event, venue, start, standings)
    return Candidate(event, venue, start, standings, frozenset(_ruled_out(scenario, bare)))


def room_cost(visit: Visit, nights: Iterable[date]) -> int:
    """Rooms for some nights."""
    return sum(_night_rate(visit.venue, visit.start, night) for night in nights)


def _night_rate(venue: Venue, start: date, night: date) -> int:
    """A room for a night: the season's rate, else the venue's own, else the public one of the first month."""
    by_season = [one.rate_minor for one in venue.room_rates if one.holds(night, night)]
    usual = venue.public_rate.by_month_minor[start.month - 1] if venue.public_rate else venue.room_rate_minor
    return by_season[0] if by_season else usual


def daily(visit: Visit) -> int:
    """The per diem of a night, or of a whole day."""
    usual, here, meals = visit.scenario.objective.night_per_diem_minor, visit.venue.per_diem_minor, 0
    if here is not None:
        return here
    if visit.venue.public_meals:
        meals = visit.venue.public_meals.by_month_minor[visit.start.month - 1]
    return meals if usual == "public" else int(usual)


def stay_per_diem(visit: Visit, nights: int) -> int:
    """Per diem of a stay: of its nights, or of its days with a part of the first and the last."""
    part = visit.scenario.objective.first_last_day
    if part is None or nights == 0:
        return daily(visit) * nights
    days = [Fraction(part), *[Fraction(1)] * (nights - 1), Fraction(part)]
    return sum(half_up(day * daily(visit)) for day in days)


def standing(visit: Visit) -> Standing:
    """How somebody stands at a candidate, with what is lost of bookings, and a published trip that is none any more."""
    attendance = _standing(visit)
    travels = attendance.status == "travels"
    change = 0 if travels or not weighs(visit) else visit.scenario.objective.change_minor
    return replace(attendance, cash=attendance.cash + lost_minor(visit), weight=attendance.weight + change)


def weighs(visit: Visit) -> bool:
    """Whether a change of what the person was told counts: nothing of it is booked."""
    booked = visit.scenario.history.of(visit.event.id, visit.person.id)
    was_published = (visit.event.id, visit.person.id) in visit.scenario.history.published
    return was_published and all(one.status == "cancelled" for one in booked)


def _standing(visit: Visit) -> Standing:
    venue, weights = visit.venue, visit.scenario.objective
    by_day = venue.day_rate_minor * visit.presence.days
    nights = days_from(visit.eve, visit.last_day)
    takes = () if visit.at_home or visit.own_travel else tuple(_takes(visit))
    both = any(out for _, out, _ in takes) and any(back for _, _, back in takes)
    if visit.barred() or not (visit.at_home or visit.own_travel or both):
        return Standing(visit, "remote", 0, weights.remote_minor, ())
    if visit.at_home and not visit.scenario.policy.locals_stay:
        return Standing(visit, "local", by_day, 0, ())
    cash = by_day + room_cost(visit, nights) + stay_per_diem(visit, len(nights))
    if visit.at_home:
        return Standing(visit, "local", cash, 0, nights)
    if visit.own_travel:
        return Standing(visit, "own_travel", cash + (visit.visa_fee(visit.eve) or 0), 0, nights)
    return Standing(visit, "travels", cash, 0, nights, takes)


def _takes(visit: Visit) -> list[Take]:
    """What the person may take, less flights that are too far above the cheapest."""
    allowed, margin = list(_allowed_takes(visit)), visit.scenario.policy.fare.above_cheapest
    if margin is None:
        return allowed
    outs, backs = ([_fare(one) for one in allowed if one[way] and not one[0].back and _is_flown(one)] for way in (1, 2))
    sold = [one for one in allowed if not isinstance(one[0].journey, HeldJourney)]
    pairs = [_fare(one) for one in sold if one[0].back] + [there + home for there in outs for home in backs]

    def affordable(take: Take) -> bool:
        if not _is_flown(take):
            return True
        cheapest = min(pairs if take[0].back else outs if take[1] else backs)
        more = _fare(take) - cheapest
        return more <= margin.amount_minor or more <= margin.share * cheapest

    return list(filter(affordable, allowed))


def _fare(take: Take) -> int:
    offer = take[0]
    return offer.journey.fare_minor + (offer.back.fare_minor if offer.back else 0)


def _is_flown(take: Take) -> bool:
    return not isinstance(take[0].journey, GroundJourney | HeldJourney)


def _allowed_takes(visit: Visit) -> Iterator[Take]:
    outs, backs = set(visit.allowed("out")), set(visit.allowed("back"))
    for offer in visit.offers:
        if offer.back is None:
            if offer.journey in outs:
                yield offer, offer.journey, None
            if offer.journey in backs:
                yield offer, None, offer.journey
        elif offer.journey in outs and offer.back in backs:
            yield offer, offer.journey, offer.back


def days_from(first: date, last: date) -> tuple[date, ...]:
    """Days from the first to the one before the last."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days))


def extra_nights(visit: Visit, take: Take) -> tuple[date, ...]:
    """Nights before the eve and after the last day."""
    _, out, back = take
    early = days_from(visit.check_in(out), visit.eve) if out else ()
    return early + (days_from(visit.last_day, back.departs.date()) if back else ())


def spent_fixed(place: Candidate) -> int:
    """Hire, day rates, and rooms of nights that no journey changes: what counts towards the minimum spend."""
    there = [one for one in place.standings if one.status != "remote"]
    by_day = sum(place.venue.day_rate_minor * one.visit.presence.days for one in there)
    return place.venue.hire_minor + by_day + sum(room_cost(one.visit, one.nights) for one in there)


def take_cash(visit: Visit, take: Take) -> int:
    """Fare, transfers, visa, levy and the nights that the journeys add."""
    offer, out, back = take
    venue = visit.venue
    journeys = [one for one in (out, back) if one]
    fare = _fare(take)
    flown = [one for one in journeys if not isinstance(one, GroundJourney)]
    transfers = 0 if has_shuttles(venue) else venue.transfer_cost_minor * len(flown)
    visa = (visit.visa_fee(out.departs.date()) or 0) if out else 0
    visa += sum(visit.transit_fee(one) or 0 for one in journeys)
    nights = extra_nights(visit, take)
    fare += sum(bag_fee(visit, offer) for _ in flown)
    levy = visit.scenario.objective.co2e_levy_minor
    fare += sum(half_up(Fraction(levy * one.quote.co2e_g, 1_000_000)) for one in journeys)
    back_again = regained(visit, take[0], out)
    return fare - back_again + transfers + visa + room_cost(visit, nights) + daily(visit) * len(nights)


def take_weight(visit: Visit, take: Take) -> int:
    """Travel time and emissions in money, each journey rounded for itself."""
    weights = visit.scenario.objective
    total = 0
    for one in take[1:]:
        if one:
            minutes = one.minutes + transfer_minutes(visit, one)
            total += half_up(Fraction(weights.travel_hour_minor * minutes, 60))
            total += half_up(Fraction(weights.tonne_co2e_minor * one.quote.co2e_g, 1_000_000))
            total += weights.connection_minor * len(one.waits)
    return total - liked(visit, take[0])


def liked(visit: Visit, offer: Offer) -> int:
    """What a new ticket on preferred airlines alone counts less."""
    terms = visit.scenario.policy.fare.prefer_airlines
    rows = [one for one in (offer.journey, offer.back) if one]
    if terms is None or any(isinstance(one, GroundJourney | HeldJourney) for one in rows):
        return 0
    for hop in (hop for one in rows for hop in one.quote.hops()):
        if hop.flight[:2] not in terms.codes and hop.operator not in terms.codes:
            return 0
    return half_up(Fraction(terms.share) * sum(one.fare_minor for one in rows))


def bag_fee(visit: Visit, offer: Offer) -> int:
    """What a checked bag costs on each flight of a new offer."""
    terms = visit.scenario.policy.fare
    if isinstance(offer.journey, HeldJourney):
        return 0
    rows = [one.quote for one in (offer.journey, offer.back) if one]
    included = all(row.checked_bags for row in rows)
    return 0 if included or "checked_bag" not in terms.require else terms.bag_fee_minor or 0


def transfer_minutes(visit: Visit, journey: Journey) -> int:
    """Minutes of the transfer that count like those of the journey."""
    counts = visit.scenario.objective.transfer_hours and not isinstance(journey, GroundJourney)
    return visit.venue.transfer_minutes if counts else 0


def has_shuttles(venue: Venue) -> bool:
    """Whether transfers to the venue run as shuttles."""
    return venue.shuttle_cost_minor is not None and venue.shuttle_seats is not None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ruled_out(scenario: Scenario, one: Candidate) -> Iterator[str]:
    """Why a candidate cannot be chosen, whatever the rest of the year."""
    open_for = one.venue.available
    if open_for and not any(part.first <= one.start and one.last_day <= part.last for part in open_for):
        yield "available"
    if any(one.start <= day <= one.last_day for day in one.event.avoid):
        yield "avoid"
    months = scenario.limits.months_between_uses
    if months is not None and one.venue.last_used and add_months(one.venue.last_used, months) > one.start:
        yield "last_used"
    yield from _attendance(scenario, one)


def _attendance(scenario: Scenario, one: Candidate) -> Iterator[str]:
    away = [who.visit.person for who in one.standings if who.status == "remote"]
    if away and scenario.policy.unreachable == "forbid":
        yield "unreachable"
    if any(selected(scenario.policy.must_attend, person) for person in away):
        yield "must_attend"
    most = one.venue.capacity
    if most is not None and any(_there_on(one, day) > most for day in range(1, one.event.days + 1)):
        yield "capacity"
    yield from _holidays(scenario, one)
    for quorum in scenario.limits.quorum:
        due = [who for who in one.standings if quorum.who.matches(who.visit.person)]
        if sum(who.status != "remote" for who in due) < quorum.share * len(due):
            yield "quorum"


def heads(place: Candidate) -> int:
    """How many people attend in person."""
    return sum(who.status != "remote" for who in place.standings)


def _holidays(scenario: Scenario, one: Candidate) -> Iterator[str]:
    flying = [who.visit for who in one.standings if who.status == "travels"]
    share = scenario.limits.holiday_share
    if share is not None and sum(map(may_miss_a_holiday, flying)) > share * len(flying):
        yield "holiday_share"


def _there_on(one: Candidate, day: int) -> int:
    present = [who.visit.presence for who in one.standings if who.status != "remote"]
    return sum(days.first <= day <= days.last for days in present)


def clash(scenario: Scenario, one: Candidate, other: Candidate) -> frozenset[str]:
    """Why two events' candidates cannot both be chosen."""
    return frozenset(_clashes(scenario, *sorted((one, other), key=lambda pick: (pick.start, pick.last_day))))


def _clashes(scenario: Scenario, early: Candidate, late: Candidate) -> Iterator[str]:
    limits = scenario.limits
    if limits.different == "venue" and early.venue.id == late.venue.id:
        yield "different"
    if limits.different == "country" and early.venue.country == late.venue.country:
        yield "different"
    if limits.different == "region" and early.venue.region == late.venue.region:
        yield "different"
    months = limits.months_between_uses
    if months is not None and early.venue.id == late.venue.id and add_months(early.last_day, months) > late.start:
        yield "months_between_uses"
    weeks = limits.weeks_between_events
    if weeks is not None and (late.start - early.last_day).days < 7 * weeks:
        yield "weeks_between_events"
    if _somebody_twice(early, late):
        yield "overlap"


def _somebody_twice(early: Candidate, late: Candidate) -> bool:
    """Whether somebody attends both, and the days from eve to last day meet."""
    first = {one.visit.person.id: one.visit for one in early.standings if one.status != "remote"}
    for one in late.standings:
        mine = first.get(one.visit.person.id)
        if mine and one.status != "remote" and mine.eve <= one.visit.last_day and one.visit.eve <= mine.last_day:
            return True
    return False


def key_person(person: Person) -> bool:
    """Whether the person counts for the key-traveller rule."""
    return "key" in person.roles
