"""The year of a workspace as it is now, with what was published and booked: what `replan` plans and `verify` judges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from sprintplan.app.booked import booked_of_workspace
from sprintplan.app.booked_ground import on_ground
from sprintplan.app.held_places import held_events, left_behind, with_held
from sprintplan.app.opening import opened, planned_scenario
from sprintplan.app.plan_log import earlier_plans, find
from sprintplan.domain.bookings import Booking
from sprintplan.domain.claims import plan_sha256
from sprintplan.domain.events import Event, presence
from sprintplan.domain.model import Cabin
from sprintplan.domain.plan import EventPlan, HeldEvent, Keep, Plan
from sprintplan.domain.published import History, as_published, published_trips, travelled_to
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.errors import InputError, Place, Problem, UsageError
from sprintplan.itinerary.facts import facts_of, open_events, without_events
from sprintplan.offers.booked import booked_table, legs_of
from sprintplan.offers.source import OfferSource
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.journeys import breaches, stay_breaches
from sprintplan.verify.market import Market
from sprintplan.verify.visit import Visit


@dataclass(frozen=True)
class ReplannedYear:
    """What is left to plan of a year.

    Attributes
    ----------
    workspace : the whole year as the workspace states it, with its history
    scenario : the events that are left, with what is held of them
    free : the same with nothing held; the same object where nothing is
    facts : events that are over or under way, as they were published
    held : what is held, event by event
    """

    workspace: Scenario
    scenario: Scenario
    free: Scenario
    facts: tuple[EventPlan, ...]
    held: tuple[HeldEvent, ...]

    @property
    def possible(self) -> Scenario:
        """The free one; its events may have what is held, too, which the workspace may not have any more."""
        held = {one.event: one for one in self.held}
        return self.free.changed(events=tuple(with_held(event, held.get(event.id)) for event in self.free.events))


def replanned_year(
    folder: Path, before: Plan, today: date, keep: Keep | None, offers: str | None, *, insecure: bool
) -> ReplannedYear:
    """The year that is left, read from a workspace and from the plan that was published.

    Parameters
    ----------
    folder : the workspace
    before : the published plan
    today : events whose travel may have begun by then are facts
    keep : what is held; None where bookings decide, event by event
    offers : source of offers; None takes the workspace's
    insecure : whether tokens may leave this machine unencrypted

    Raises
    ------
    InputError : the workspace, or its bookings, cannot be planned with
    UsageError : a venue that is held is no venue of the workspace any more, or no event is left
    """
    scenario = planned_scenario(folder, offers, insecure=insecure)
    bookings, warnings = booked_of_workspace(scenario, before, earlier_plans(folder))
    if before.currency != scenario.currency:
        what = f"the plan is in {before.currency}, the workspace in {scenario.currency}"
        raise InputError([Problem(Place("sprint.toml"), what, "Plan in the currency of the published plan")])
    facts = facts_of(before, scenario, today)
    left = open_events(before, scenario, facts)
    history, strays = _history(scenario, left, bookings)
    history = history.changed(travelled=tuple(one for event in facts for one in travelled_to(event)))
    warnings = (*warnings, *strays)
    digest = sha256(f"{scenario.inputs_sha256} {plan_sha256(before)} {history.model_dump_json()}".encode()).hexdigest()
    scenario = scenario.changed(history=history, inputs_sha256=digest, warnings=(*scenario.warnings, *warnings))
    free = without_events(scenario, facts)
    _refuse_nothing_left(free, facts)
    held = tuple(held_events(left, bookings, keep))
    kept = _holding(free, held)
    if keep == "flights":
        kept = _keeping_flights(kept, held, today)
    scenario = scenario.changed(warnings=(*scenario.warnings, *left_behind(scenario, held, bookings, keep)))
    return ReplannedYear(scenario, kept, free, facts, held)


def year_of(folder: Path, plan: Plan, offers: str | None, *, insecure: bool) -> tuple[Plan, ReplannedYear]:
    """The published plan that a plan followed, and the year that was left then, read again.

    Parameters
    ----------
    folder : the workspace, whose log has the published plan
    plan : the plan that followed it
    offers : source of offers; None takes the workspace's
    insecure : whether tokens may leave this machine unencrypted

    Raises
    ------
    InputError : the workspace, or its bookings, cannot be planned with
    UsageError : the log does not have that plan, or no event is left
    """
    before, keep = find(folder, plan.predecessor or ""), plan.keeping.asked if plan.keeping else None
    return before, replanned_year(folder, before, plan.today, keep, offers, insecure=insecure)


def opened_year(year: ReplannedYear, today: date) -> tuple[Scenario, Scenario, OfferSource]:
    """The `scenario` and the `free` one of a `year` as they are planned on a day, `today`, and the offers of both.

    Journeys are sold around all possible days, to all possible venues, and so where something is held too.
    """
    possible = year.possible.changed(warnings=year.workspace.warnings)
    shopped, source = opened(possible, today)
    free = shopped.changed(events=year.free.events)
    return year.scenario.changed(warnings=free.warnings, unpriced=free.unpriced), free, source


def _refuse_nothing_left(free: Scenario, facts: Sequence[EventPlan]) -> None:
    """Raise UsageError where the year beside the `facts` has no event, or an event no first day or venue."""
    if not free.events:
        raise UsageError("every event is over or under way, so that nothing can change any more")
    for event in free.events:
        if not event.starts or not event.venues:
            what = "first day" if not event.starts else "venue"
            over = " and ".join(fact.name for fact in facts)
            raise UsageError(f"{event.name} has no {what} left that goes with {over}, over or under way. Add one")


def _history(
    scenario: Scenario, left: Sequence[EventPlan], bookings: Iterable[Booking]
) -> tuple[History, tuple[str, ...]]:
    """What was published of the events that are left, and what is booked of them, flights as they were published; and
    warnings on what is booked."""
    published = {key: trip for event in left for key, trip in published_trips(event).items()}
    ids = {event.event for event in left}
    trips = {(event.event, trip.person): trip for event in left for trip in event.trips}
    places = {event.event: (event.venue, event.first_day) for event in left}
    venues = {event.event: event.venue for event in left}
    booked, warnings = list[Booking](), list[str]()
    for one in (one for one in bookings if one.event in ids):
        trip = trips.get((one.event, one.person))
        grounded, doubts = on_ground(scenario, venues.get(one.event, ""), one, trip)
        booked.append(_with_flights(grounded, trip))
        warnings += doubts
    return History(places=places, published=published, bookings=tuple(booked)), tuple(warnings)


def _with_flights(booking: Booking, trip: Trip | None) -> Booking:
    if trip is None:
        return booking
    ways = {
        "outbound": as_published(booking, "outbound", trip.outbound),
        "inbound": as_published(booking, "inbound", trip.inbound),
    }
    return booking.changed(**{way: journey for way, journey in ways.items() if journey is not None})


def _holding(scenario: Scenario, held: Sequence[HeldEvent]) -> Scenario:
    """The year with these venues and dates alone."""
    by_id = {one.event: one for one in held}
    if not by_id:
        return scenario
    return scenario.changed(events=tuple(_only(scenario, event, by_id.get(event.id)) for event in scenario.events))


def _keeping_flights(scenario: Scenario, held: Sequence[HeldEvent], today: date) -> Scenario:
    """The year in which every live booking is travelled on that can be."""
    venues = {one.event: (one.venue, one.first_day) for one in held}
    bookings = tuple(
        one.changed(is_kept=one.is_live and _is_of_use(scenario, one, venues.get(one.event), today))
        for one in scenario.history.bookings
    )
    return scenario.changed(history=scenario.history.changed(bookings=bookings))


def _is_of_use(scenario: Scenario, booking: Booking, place: tuple[str | None, date] | None, today: date) -> bool:
    """Whether its holder can travel on it to a venue and first day."""
    venue, first_day = place or (None, None)
    person, event = scenario.person_by_id.get(booking.person), scenario.event_by_id.get(booking.event)
    present = presence(event, person) if person and event else None
    if person is None or event is None or present is None or venue is None or first_day is None:
        return False
    visit = Visit(scenario, event, scenario.venue_by_id[venue], person, present, first_day, today)
    market = Market(booked_table(scenario, legs_of(0, booking)))
    for outbound, mine in ((True, booking.outbound), (False, booking.inbound)):
        if mine is None and booking.covers("outbound" if outbound else "inbound"):
            return False
        way = JudgedWay(visit, market, outbound)
        for journey in way.booked if mine is not None else ():
            if journey.offer_id == booking.place and [
                *breaches(way, journey),
                *stay_breaches(way, journey, Cabin.ECONOMY),
            ]:
                return False
    return True


def _only(scenario: Scenario, event: Event, held: HeldEvent | None) -> Event:
    if held is None:
        return event
    if held.venue is not None and held.venue not in scenario.venue_by_id:
        what = f"{event.name} is held at {held.venue}, which venues.csv does not have any more"
        raise UsageError(f"{what}. Put the row back, or let it move with --keep dates or --keep nothing")
    venues = event.venues if held.venue is None else (held.venue,)
    return event.changed(starts=(held.first_day,), venues=venues)
