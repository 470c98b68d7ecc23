"""Makes years hard: each family adds something to a year, or makes a limit of it tight."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

from sprintplan.domain.limits import HoursPerYear, LongHaul
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario


@dataclass(frozen=True)
class Least:
    """Sums of the least-cost year of a company: minor units, grams."""

    cash: int
    grams: int


Family = Callable[[Scenario, Least], Scenario]
"""The year made hard, beside the sums of its least-cost year."""


def all_of(*families: Family) -> Family:
    """One family after the other."""
    return lambda year, least: reduce(lambda one, family: family(one, least), families, year)


def limited(**limits: Any) -> Family:
    """Other limits."""
    return lambda year, least: year.changed(limits=year.limits.changed(**limits))


def ruled(**rules: Any) -> Family:
    """Other keys of the policy."""
    return lambda year, least: year.changed(policy=year.policy.changed(**rules))


def hours(most: int) -> Family:
    """So many hours in journeys a person and year."""
    return limited(traveller_hours=HoursPerYear(minutes=most * 60))


def long_haul(over: int) -> Family:
    """One trip a person and year with a journey over so many hours."""
    return limited(long_haul=LongHaul(over_min=over * 60, trips_per_year=1))


def capped(cash: float | None = None, grams: float | None = None) -> Family:
    """A budget, a cap on CO2e or both, as shares of the least-cost year."""

    def tight(year: Scenario, least: Least) -> Scenario:
        limits: dict[str, int] = {}
        limits |= {} if cash is None else {"budget_minor": round(cash * least.cash)}
        limits |= {} if grams is None else {"co2e_g": round(grams * least.grams)}
        return limited(**limits)(year, least)

    return tight


def shuttles(year: Scenario, least: Least) -> Scenario:
    """A shuttle of eight seats at every venue, 140 a run."""
    terms = {"shuttle_cost_minor": 14_000, "shuttle_seats": 8}
    return year.changed(venues=tuple(venue.changed(**terms) for venue in year.venues))


def few_a_flight(year: Scenario, least: Least) -> Scenario:
    """A tenth of the usual number of travellers on one flight."""
    most = max(1, (year.policy.max_travellers_per_flight or 15) // 10)
    return ruled(max_travellers_per_flight=most)(year, least)


def staffed(count: int) -> Family:
    """So many people, the same ones over and over; those of the first round alone are key travellers."""

    def peopled(year: Scenario, least: Least) -> Scenario:
        size = len(year.people)
        return year.changed(people=tuple(_again(year.people[n % size], n // size) for n in range(count)))

    return peopled


def _again(one: Person, turn: int) -> Person:
    """Somebody like `one`, whom nobody manages."""
    roles = tuple(role for role in one.roles if role != "key" or not turn)
    return one.changed(id=f"{one.id}-{turn}", email="", roles=roles, manager="")


def roomy(year: Scenario, least: Least) -> Scenario:
    """Venues for everybody."""
    return year.changed(venues=tuple(venue.changed(capacity=None) for venue in year.venues))


def third_event(year: Scenario, least: Least) -> Scenario:
    """Another event for everybody of two days less, on one of eleven Mondays of the next January to March."""
    first = date(year.events[0].starts[0].year + 1, 1, 10)
    monday = first + timedelta(days=-first.weekday() % 7)
    starts = tuple(monday + timedelta(weeks=week) for week in range(11))
    sessions = (year.events[0].sessions[-1].changed(days=(1, 5)),)
    winter = year.events[0].changed(id="winter", name="Winter", starts=starts, sessions=sessions)
    people = tuple(one.changed(events=(*one.events, winter.id)) for one in year.people)
    return year.changed(events=(*year.events, winter), people=people)


def two_weeks(year: Scenario, least: Least) -> Scenario:
    """Events of two weeks, in place of one, for all."""

    def longer(days: tuple[int, int]) -> tuple[int, int]:
        return (5, 14) if days[1] == 7 else days

    events = tuple(
        event.changed(sessions=tuple(one.changed(days=longer(one.days)) for one in event.sessions))
        for event in year.events
    )
    return year.changed(events=events)


def many_places(year: Scenario, least: Least) -> Scenario:
    """Five venues of each place, whose hire differs by a little, and every Monday of the year, 12 weeks apart."""
    venues = tuple(
        venue.changed(
            id=f"{venue.id}-{turn}", available=(), hire_minor=venue.hire_minor + 700 * (turn * len(year.venues) + n)
        )
        for turn in range(5)
        for n, venue in enumerate(year.venues)
    )
    monday = date(year.events[0].starts[0].year, 1, 4)
    starts, ids = tuple(monday + timedelta(weeks=week) for week in range(52)), tuple(one.id for one in venues)
    events = tuple(event.changed(starts=starts, venues=ids) for event in year.events)
    return limited(weeks_between_events=12)(year.changed(venues=venues, events=events), least)
