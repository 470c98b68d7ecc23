"""Venues and first days that are held, also where the workspace does not have them any more."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sprintplan.app.booked import booked_of_workspace
from sprintplan.app.plan_log import logged
from sprintplan.domain.bookings import Booking
from sprintplan.domain.events import Event, presence
from sprintplan.domain.inputs import SETTINGS
from sprintplan.domain.plan import EventPlan, HeldEvent, Keep
from sprintplan.domain.scenario import Scenario
from sprintplan.itinerary.facts import facts_of, open_events
from sprintplan.reports.formatting import count
from sprintplan.rules.exclusion import closures
from sprintplan.units import day_words
from sprintplan.verify.booked import MOST_NIGHTS

LETS_IT_MOVE = "`sprintplan replan --keep nothing` lets it move"


def held_events(left: Iterable[EventPlan], bookings: Iterable[Booking], keep: Keep | None) -> Iterator[HeldEvent]:
    """What stays of each event: what was asked for, or venue and date where anything is booked.

    Parameters
    ----------
    left : the published events that can still change
    bookings : what is booked
    keep : what was asked to be kept; None where bookings decide
    """
    booked = {one.event for one in bookings if one.is_live}
    for event in left:
        asked = keep or ("venues" if event.event in booked else "nothing")
        if asked != "nothing":
            venue = None if asked == "dates" else event.venue
            yield HeldEvent(event=event.event, venue=venue, first_day=event.first_day)


def with_held(event: Event, held: HeldEvent | None) -> Event:
    """An `event` with what is `held` of it among its first days and venues."""
    if held is None:
        return event
    starts = tuple(sorted({*event.starts, held.first_day}))
    venues = event.venues if held.venue in (None, *event.venues) else (*event.venues, held.venue)
    return event.changed(starts=starts, venues=venues)


def held_by_log(scenario: Scenario, today: date) -> tuple[HeldEvent, ...]:
    """What `replan` would hold of the plan that was published last, as it is booked; nothing without a log.

    Parameters
    ----------
    scenario : the workspace
    today : events whose travel may have begun by then can change no more

    Raises
    ------
    InputError : with every problem of the bookings
    """
    published = [one.plan for one in logged(scenario.folder)]
    if not published:
        return ()
    bookings, _ = booked_of_workspace(scenario, published[-1], lambda: published)
    left = open_events(published[-1], scenario, facts_of(published[-1], scenario, today))
    return tuple(held_events(left, bookings, None))


def left_behind(
    scenario: Scenario, held: Iterable[HeldEvent], bookings: Iterable[Booking], keep: Keep | None
) -> Iterator[str]:
    """A sentence for each event that is held at a first day, or a venue, which it may not have any more, or which is
    ruled out now whoever comes.

    Parameters
    ----------
    scenario : the workspace as it is now
    held : what is held
    bookings : what is booked
    keep : what was asked to be kept; None where bookings decide
    """
    trips = {(one.event, one.person) for one in bookings if one.is_live}
    for one in held:
        event = scenario.event_by_id[one.event]
        booked = sum(event.id == of for of, _ in trips)
        reason = f"as {count(booked, 'trip')} of it {'is' if booked == 1 else 'are'} booked"
        why = reason if keep is None else f"by --keep {keep}"
        stays = f"The event stays there {why}: {LETS_IT_MOVE}"
        if one.first_day not in event.starts:
            day = day_words(one.first_day)
            yield f"{SETTINGS}: event.starts: {day} is no longer a possible first day of {event.name}. {stays}"
        if one.venue is not None and one.venue not in event.venues and one.venue in scenario.place_names:
            place = scenario.place_names[one.venue]
            yield f"{SETTINGS}: event.venues: {place} is no longer a possible venue of {event.name}. {stays}"
        if venue := scenario.venue_by_id.get(one.venue or ""):
            for closure in closures(scenario, event, venue, one.first_day):
                yield f"{closure.sentence}, so that {event.name} has no plan there. {stays}"


def fit_no_day(scenario: Scenario, bookings: Iterable[Booking]) -> Iterator[str]:
    """A sentence for each event of which something is booked that is of use on none of its possible first days.

    Parameters
    ----------
    scenario : the workspace
    bookings : what is booked
    """
    astray: dict[str, list[Booking]] = {}
    for one in bookings:
        event = scenario.event_by_id.get(one.event)
        if one.is_live and event is not None and not any(_fits(scenario, event, one, day) for day in event.starts):
            astray.setdefault(event.id, []).append(one)
    for id, mine in astray.items():
        event, trips = scenario.event_by_id[id], len({one.person for one in mine})
        days = day_words(event.starts[0])
        if len(event.starts) > 1:
            days = f"{len(event.starts)} from {days} to {day_words(event.starts[-1])}"
        what = f"what is booked of {count(trips, 'trip')} to {event.name} fits none of its possible first days ({days})"
        yield f"{mine[0].place}: {what}. `sprintplan replan` keeps the published first day: {LETS_IT_MOVE}"


def _fits(scenario: Scenario, event: Event, booking: Booking, first_day: date) -> bool:
    """Whether its journeys lie around the days that its holder is needed; so do those of whoever is not called."""
    person = scenario.person_by_id.get(booking.person)
    present = presence(event, person) if person else None
    if present is None:
        return True
    early, late = (
        timedelta(days=max(MOST_NIGHTS, most)) for most in (scenario.most_early_nights, scenario.most_late_nights)
    )
    eve, last = present.eve(first_day), present.last_day(first_day)
    lands = booking.outbound.arrives.date() if booking.outbound else eve
    leaves = booking.inbound.departs.date() if booking.inbound else last
    return eve - early <= lands <= eve and last <= leaves <= last + late
