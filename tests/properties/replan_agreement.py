"""Holds the product's replan of a random year against the oracle's: status, objective, and how little changes.

Where there is a plan, its own replan changes nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.published import Published, itinerary_of, published_trips
from sprintplan.units import minor_units
from tests.oracle.model import YearModel, all_candidates, best_of
from tests.properties.agreement import planned, wrong
from tests.properties.random_replan import RandomReplan


def replan_disagreements(one: RandomReplan) -> list[str]:
    """What is wrong with the product's answer; nothing where it agrees with the oracle."""
    return list(_disagreements(one))


def _disagreements(one: RandomReplan) -> Iterator[str]:
    year, plan = one.year, planned(one.year)
    scenario = year.scenario.on(year.today)
    places = all_candidates(scenario, year.quotes, year.today)
    answer = best_of(scenario, places)
    yield from wrong(year, plan, answer, places)
    if answer is None or not plan.events:
        return
    model = YearModel(scenario, places, frozenset())
    model.build()
    picks = [(event.event, event.venue, event.first_day) for event in plan.events]
    least = model.least_change(minor_units(Decimal(plan.objective or 0), scenario.currency), picks)
    if (counted := changed_and_moved(one, plan)) != least:
        yield f"{counted} itineraries and minutes change, but the oracle says {least}"
    yield from _changes_of_its_own(one, plan)


def _changes_of_its_own(one: RandomReplan, plan: Plan) -> Iterator[str]:
    """What a replan of the replan changes, the same being booked."""
    history = one.year.scenario.history.changed(
        places={event.event: (event.venue, event.first_day) for event in plan.events},
        published={key: counted for event in plan.events for key, counted in published_trips(event).items()},
    )
    scenario = one.year.scenario.changed(history=history)
    again = planned(replace(one.year, scenario=scenario))
    if [(event.event, event.venue, event.first_day) for event in again.events] != [
        (event.event, event.venue, event.first_day) for event in plan.events
    ]:
        yield f"replanned again {again.status}, at other places or on other days"
    elif (counted := changed_and_moved(RandomReplan(replace(one.year, scenario=scenario), plan), again)) != (0, 0):
        yield f"replanned again {counted} itineraries and minutes change"


def changed_and_moved(one: RandomReplan, plan: Plan) -> tuple[int, int]:
    """Itineraries of travellers that are others than the published ones, and the minutes by which their ends move."""
    changed, moved = 0, 0
    published = one.year.scenario.history.published
    for event in plan.events:
        for trip in event.trips:
            itinerary = published.get((event.event, trip.person))
            if itinerary is None or trip.outbound is None or trip.inbound is None:
                continue
            now = Published(itinerary_of(trip.outbound), itinerary_of(trip.inbound))
            changed += itinerary != now
            for before, after in zip(itinerary, now, strict=True):
                if before != after:
                    moved += abs(before.departs_utc - after.departs_utc) + abs(before.arrives_utc - after.arrives_utc)
    return changed, moved
