"""Whom `policy.no_weekend_travel` keeps from an event by its days alone, whatever is on sale."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from sprintplan.domain.events import Event, Presence, presence
from sprintplan.domain.people import Person, selected
from sprintplan.domain.scenario import Scenario
from sprintplan.rules.place import is_local

SATURDAY = 5


def kept_by_weekends(scenario: Scenario) -> Iterator[str]:
    """A sentence for each event of a `scenario` to which most people could come on most first days only by arriving, or
    leaving, on a Saturday or Sunday, which the policy forbids them."""
    if not any(policy.no_weekend_travel for policy in scenario.policies):
        return
    for event in scenario.events:
        coming = [(person, days) for person in scenario.people if (days := presence(event, person))]
        kept = sum(_is_kept(event.starts, days, _nights(scenario, event, person)) for person, days in coming)
        if 2 * kept > len(coming):
            yield (
                f"sprint.toml: policy.no_weekend_travel: {kept} of {len(coming)} people cannot travel to {event.name} "
                "on most of its first days, as they would have to arrive or leave on a Saturday or Sunday. Begin it on "
                "another day of the week, raise policy.max_early_nights or max_late_nights, or take them out of it"
            )


def _nights(scenario: Scenario, event: Event, person: Person) -> tuple[int, int] | None:
    """Nights that somebody who travels on no weekend may arrive before the eve, and stay after the last day; None for
    all others, and for who needs no journey to any venue."""
    policy = scenario.varied(scenario.exemptions_of(person, event.id)).policy
    bound = selected(policy.no_weekend_travel, person) and any(
        not person.comes_by_own_means(event.id, venue) and not is_local(scenario, person, scenario.venue_by_id[venue])
        for venue in event.venues
    )
    return (policy.most_early_nights, policy.max_late_nights) if bound else None


@cache
def _is_kept(starts: tuple[date, ...], days: Presence, nights: tuple[int, int] | None) -> bool:
    """Whether weekends alone keep somebody with such days and nights from most of an event's first days."""
    return nights is not None and 2 * sum(_only_weekends(days, start, *nights) for start in starts) > len(starts)


def _only_weekends(days: Presence, first_day: date, early: int, late: int) -> bool:
    """Whether every day of arrival, or every day of departure, is one of a weekend."""
    arrivals = [days.eve(first_day) - timedelta(days=n) for n in range(early + 1)]
    departures = [days.last_day(first_day) + timedelta(days=n) for n in range(late + 1)]
    return any(all(day.weekday() >= SATURDAY for day in window) for window in (arrivals, departures))
