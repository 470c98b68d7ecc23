"""Which rules rule a candidate out, and because of whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sprintplan.domain.events import Event
from sprintplan.domain.people import Selector
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.units import add_months

MUST_ATTEND, FORBID = "policy.must_attend", 'policy.unreachable "forbid"'
MOST_NAMES = 3


@dataclass(frozen=True)
class Demand:
    """What one candidate asks of its venue and of the people who are called to it.

    Attributes
    ----------
    heads : most people who attend on one day
    beds : most people who sleep there on one night, whatever journeys they take
    missing : positions of the classes that have no allowed trip there
    travellers : how many people fly there
    on_holiday : how many of those may have a public holiday at home; 0 where no limit asks for it
    attending : how many people attend in person
    quorums : of each quorum that is stated whom it selects, how many of these attend in person, how many are called
    """

    heads: int
    beds: int
    missing: tuple[int, ...]
    travellers: int
    on_holiday: int
    attending: int = 0
    quorums: tuple[tuple[Selector, int, int], ...] = ()


@dataclass(frozen=True)
class Exclusion:
    """A rule that rules a candidate out.

    Attributes
    ----------
    rule : its key in the workspace
    sentence : the rule with its number and what breaks it
    people : positions of the people because of whom; empty where it is nobody's in particular
    """

    rule: str
    sentence: str
    people: tuple[int, ...] = ()


def rule_of(sentence: str) -> str:
    """The rule with its number, of the `sentence` of an exclusion, without what breaks it."""
    return sentence.partition(": ")[0]


def exclusions(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, first_day: date, demand: Demand
) -> Iterator[Exclusion]:
    """Every rule that rules out a venue with a first day.

    Parameters
    ----------
    scenario : the rules; they may be looser than those that the classes and the demand were made under, as long as
        these judge journeys alike
    event, venue, first_day : the candidate
    classes : the event's classes of travellers
    demand : what the candidate asks for
    """
    yield from closures(scenario, event, venue, first_day)
    yield from _missed(scenario, classes, demand.missing)
    yield from _too_small(venue, demand)
    share = scenario.limits.holiday_share
    if share is not None and demand.on_holiday > Fraction(share) * demand.travellers:
        message = f"{demand.on_holiday} of {demand.travellers} travellers may have a public holiday"
        yield Exclusion("limits.holiday_share", f"limits.holiday_share {share}: {message}")
    attending = {who: (there, called) for who, there, called in demand.quorums}
    for quorum in scenario.limits.quorum:
        there, called = attending[quorum.who]
        if there < Fraction(quorum.share) * called:
            yield Exclusion("limits.quorum", f"limits.quorum {quorum}: {there} of {called} people attend in person")


def asked_of(scenario: Scenario) -> tuple[object, ...]:
    """What `exclusions` looks at of a `scenario`: where that is the same, it rules out the same candidates."""
    limits, policy = scenario.limits, scenario.policy
    stated = limits.holiday_share, limits.quorum, limits.months_between_uses, policy.must_attend, policy.unreachable
    return scenario.unpriced, scenario.events, scenario.venues, *stated


def closures(scenario: Scenario, event: Event, venue: Venue, first_day: date) -> Iterator[Exclusion]:
    """Every rule that no traveller has a part in and that rules out a candidate.

    Parameters
    ----------
    scenario : the workspace
    event, venue : what is held where
    first_day : first day of the event
    """
    last_day = event.last_day(first_day)
    if (event.id, venue.id, first_day) in scenario.unpriced:
        message = f"not every search for {venue.name} on {first_day} is answered"
        yield Exclusion("live fares", f"live fares: {message}")
    if venue.available and not any(days.holds(first_day, last_day) for days in venue.available):
        message = f"{venue.name} is not available from {first_day} to {last_day}"
        yield Exclusion("venues.available", f"venues.available: {message}")
    if any(first_day <= day <= last_day for day in event.avoid):
        yield Exclusion("event.avoid", f"event.avoid: {first_day} to {last_day} holds a day to avoid")
    months = scenario.limits.months_between_uses
    if months is not None and venue.last_used and add_months(venue.last_used, months) > first_day:
        message = f"{venue.name} was last used on {venue.last_used}"
        yield Exclusion("limits.months_between_uses", f"limits.months_between_uses {months}: {message}")


def _missed(scenario: Scenario, classes: TravellerClasses, missing: tuple[int, ...]) -> Iterator[Exclusion]:
    """Absences that the policy does not allow."""
    away = [classes[number] for number in missing]
    must = [traveller for traveller in away if traveller.traits.must_attend]
    for rule, who in ((FORBID, away), (MUST_ATTEND, must)):
        stated = scenario.policy.must_attend if rule == MUST_ATTEND else scenario.policy.unreachable == "forbid"
        if stated and who:
            people = tuple(member for traveller in who for member in traveller.members)
            named = names_of(scenario, people)
            yield Exclusion(rule, f"{rule}: no allowed trip for {named}", people)


def names_of(scenario: Scenario, people: tuple[int, ...]) -> str:
    """The names of some people: the first few, and how many more.

    Parameters
    ----------
    scenario : the workspace
    people : their positions
    """
    more = len(people) - MOST_NAMES
    named = ", ".join(scenario.people[number].name for number in people[:MOST_NAMES])
    return named + (f" and {more} more" if more > 0 else "")


def _too_small(venue: Venue, demand: Demand) -> Iterator[Exclusion]:
    if venue.capacity is not None and demand.heads > venue.capacity:
        message = f"{demand.heads} people attend on one day"
        yield Exclusion("venues.capacity", f"venues.capacity {venue.capacity}: {message}")
    if venue.rooms is not None and demand.beds > venue.rooms:
        yield Exclusion("venues.rooms", f"venues.rooms {venue.rooms}: {demand.beds} people stay on one night")
