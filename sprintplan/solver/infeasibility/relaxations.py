"""Rules that a workspace states and that can be loosened: the workspace without each, or with a wider number."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sprintplan.domain.scenario import Scenario
from sprintplan.units import currency_decimals, money_text


@dataclass(frozen=True)
class Rule:
    """A rule that the workspace states: its name with its number, the workspace without it, and how to widen it.

    widened : the workspace with the rule wider by so many steps, None where the rule has no number
    said : what is then enough, as people read it
    """

    name: str
    without: Scenario
    widened: Callable[[int], Scenario] | None = None
    said: Callable[[int], str] | None = None


def rules_of(scenario: Scenario) -> list[Rule]:
    """Every rule of the workspace that may be part of a conflict, in the order of its files."""
    return [*_event_rules(scenario), *_policy_rules(scenario), *_limit_rules(scenario), *_venue_rules(scenario)]


def keeping(scenario: Scenario, names: Collection[str]) -> Scenario:
    """The workspace with these rules alone."""
    for name in [rule.name for rule in rules_of(scenario) if rule.name not in names]:
        scenario = next(rule.without for rule in rules_of(scenario) if rule.name == name)
    return scenario


def spaced(amount: str) -> str:
    """An amount as people read it: 934120.00 -> 934 120."""
    return f"{int(Decimal(amount)):,}".replace(",", " ")


def _replaced(scenario: Scenario, part: str, **update: Any) -> Scenario:
    """The workspace with members of one of its tables replaced."""
    return scenario.changed(**{part: getattr(scenario, part).model_copy(update=update)})


def _event_rules(scenario: Scenario) -> Iterator[Rule]:
    for number, event in enumerate(scenario.events):
        if event.budget_minor is not None:
            yield _event_budget(scenario, number)
        if event.avoid:
            yield Rule(f"event.avoid of {event.id}", _with_event(scenario, number, avoid=()))


def _with_event(scenario: Scenario, number: int, **update: Any) -> Scenario:
    events = list(scenario.events)
    events[number] = events[number].model_copy(update=update)
    return scenario.changed(events=tuple(events))


def _event_budget(scenario: Scenario, number: int) -> Rule:
    event, currency = scenario.events[number], scenario.currency
    stated, unit = event.budget_minor or 0, 10 ** currency_decimals(currency)
    whole, step = stated // unit * unit, max(1, stated // 200 // unit) * unit

    def told(steps: int) -> str:
        return f"event.budget of {event.id}: {spaced(money_text(whole + steps * step, currency))} {currency} is enough"

    return Rule(
        f"event.budget of {event.id} {spaced(money_text(stated, currency))}",
        _with_event(scenario, number, budget_minor=None),
        lambda steps: _with_event(scenario, number, budget_minor=whole + steps * step),
        told,
    )


def _policy_rules(scenario: Scenario) -> Iterator[Rule]:
    policy = scenario.policy
    for name in ("max_travellers_per_flight", "max_key_travellers_per_flight"):
        if (most := getattr(policy, name)) is not None:
            yield _counted(scenario, name, most)
    if policy.max_team_share_per_flight is not None:
        yield _share(scenario, "policy", "max_team_share_per_flight", policy.max_team_share_per_flight)
    if policy.unreachable == "forbid":
        yield Rule('policy.unreachable "forbid"', _replaced(scenario, "policy", unreachable="remote"))
    if policy.must_attend:
        yield Rule("policy.must_attend", _replaced(scenario, "policy", must_attend=()))


def _counted(scenario: Scenario, member: str, stated: int) -> Rule:
    """A rule of the policy with a whole number."""
    return Rule(
        f"policy.{member} {stated}",
        _replaced(scenario, "policy", **{member: None}),
        lambda steps: _replaced(scenario, "policy", **{member: stated + steps}),
        lambda steps: f"policy.{member}: {stated + steps} is enough",
    )


def _share(scenario: Scenario, part: str, member: str, stated: Decimal) -> Rule:
    """A rule with a share, in hundredths."""

    def wider(steps: int) -> Decimal:
        return stated + Decimal(steps) / 100

    return Rule(
        f"{part}.{member} {stated}",
        _replaced(scenario, part, **{member: None}),
        lambda steps: _replaced(scenario, part, **{member: wider(steps)}),
        lambda steps: f"{part}.{member}: {wider(steps)} is enough",
    )


def _limit_rules(scenario: Scenario) -> Iterator[Rule]:
    limits, currency = scenario.limits, scenario.currency
    if limits.budget_minor is not None:
        budget = spaced(money_text(limits.budget_minor, currency))
        yield Rule(f"limits.budget {budget}", _replaced(scenario, "limits", budget_minor=None))
    if limits.co2e_g is not None:
        yield Rule(f"limits.co2e_tonnes {limits.co2e_g / 1e6:g}", _replaced(scenario, "limits", co2e_g=None))
    if limits.journey_min is not None:
        yield _hours(scenario, "journey_hours", "journey_min", limits.journey_min)
    if limits.traveller_hours is not None:
        yield _of_persons(scenario, "traveller_hours", "minutes", 60, "traveller_hours_per_year")
    if limits.long_haul is not None:
        yield _of_persons(scenario, "long_haul", "trips_per_year", 1, "long_haul trips_per_year")
    for name in ("weeks_between_events", "months_between_uses"):
        if (stated := getattr(limits, name)) is not None:
            yield _narrowed(scenario, name, stated)
    if limits.different is not None:
        yield Rule(f'limits.different "{limits.different}"', _replaced(scenario, "limits", different=None))
    if limits.holiday_share is not None:
        yield _share(scenario, "limits", "holiday_share", limits.holiday_share)


def _hours(scenario: Scenario, key: str, member: str, stated: int) -> Rule:
    return Rule(
        f"limits.{key} {stated / 60:g}",
        _replaced(scenario, "limits", **{member: None}),
        lambda steps: _replaced(scenario, "limits", **{member: stated + 60 * steps}),
        lambda steps: f"limits.{key}: {stated / 60 + steps:g} is enough",
    )


def _of_persons(scenario: Scenario, limit: str, member: str, step: int, key: str) -> Rule:
    """A limit that holds person by person, with one number among its terms.

    Parameters
    ----------
    limit, member : of the limits, and of that limit the number
    step : what one more is in the member's unit
    key : how sentences name it: the limit, and behind a blank the number's own name where it has one
    """
    terms = getattr(scenario.limits, limit)
    stated, (name, *own) = getattr(terms, member), key.split()

    def widened(steps: int) -> Scenario:
        return _replaced(scenario, "limits", **{limit: terms.model_copy(update={member: stated + step * steps})})

    return Rule(
        f"limits.{key} {stated / step:g}",
        _replaced(scenario, "limits", **{limit: None}),
        widened,
        lambda steps: f"limits.{name}: {' '.join([*own, f'{stated / step + steps:g}'])} is enough",
    )


def _narrowed(scenario: Scenario, member: str, stated: int) -> Rule:
    """A rule whose smaller number is easier to keep."""
    return Rule(
        f"limits.{member} {stated}",
        _replaced(scenario, "limits", **{member: None}),
        lambda steps: _replaced(scenario, "limits", **{member: max(0, stated - steps)}),
        lambda steps: f"limits.{member}: {max(0, stated - steps)} is few enough",
    )


def _venue_rules(scenario: Scenario) -> Iterator[Rule]:
    for member in ("capacity", "rooms"):
        if any(getattr(venue, member) is not None for venue in scenario.venues):
            yield _places(scenario, member)
    if any(venue.available for venue in scenario.venues):
        yield Rule("venues.available", _with_venues(scenario, lambda venue: {"available": ()}))


def _with_venues(scenario: Scenario, update: Callable[[Any], dict[str, Any]]) -> Scenario:
    venues = tuple(venue.model_copy(update=update(venue)) for venue in scenario.venues)
    return scenario.changed(venues=venues)


def _places(scenario: Scenario, member: str) -> Rule:
    def widened(steps: int) -> Scenario:
        def more(venue: Any) -> dict[str, Any]:
            stated = getattr(venue, member)
            return {} if stated is None else {member: stated + steps}

        return _with_venues(scenario, more)

    return Rule(
        f"venues.{member}",
        _with_venues(scenario, lambda venue: {member: None}),
        widened,
        lambda steps: f"venues.{member}: {steps} more at every venue is enough",
    )
