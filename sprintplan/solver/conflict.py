"""Why no plan exists: the smallest set of rules found that cannot hold together, and the least changes that help.

A rule is loosened by planning the same workspace without it, or with a wider number; nothing is guessed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sprintplan.domain.scenario import Scenario
from sprintplan.units import currency_decimals, money_text

Planner = Callable[[Scenario], int | None]
# The least objective of a year's plan in minor units, None where none exists.
MOST_TRIES, MOST_SETS = 24, 3


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


def conflict(scenario: Scenario, planned: Planner, progress: Callable[[int, int], None]) -> tuple[str, ...]:
    """Sentences: the set that cannot hold together, then the least change that helps for each rule of it.

    Parameters
    ----------
    planned : plans a workspace that differs from this one by its rules
    """
    names = [rule.name for rule in rules_of(scenario)]
    asked = 0

    def counted(loosened: Scenario) -> int | None:
        nonlocal asked
        asked += 1
        progress(max(asked + 1, 2 * len(names)), asked)
        return planned(loosened)

    if counted(_keeping(scenario, ())) is None:
        return ("whatever rule is loosened, the offers on sale and their seats leave no choice of venues and dates",)
    sets = _conflicts(scenario, names, counted)
    return tuple(line for found in sets for line in _told(scenario, found, sets, counted))


def _conflicts(scenario: Scenario, names: Sequence[str], planned: Planner) -> list[list[str]]:
    """Smallest sets that cannot hold together, each without the first rules of those before it, until a plan exists."""
    sets: list[list[str]] = []
    while len(sets) < MOST_SETS:
        left = [name for name in names if name not in {found[0] for found in sets}]
        if sets and planned(_keeping(scenario, left)) is not None:
            break
        sets.append(_smallest(left, (), lambda kept: planned(_keeping(scenario, kept)) is None))
    return sets


def _told(scenario: Scenario, found: list[str], sets: list[list[str]], planned: Planner) -> Iterator[str]:
    """One set in words, and the least changes that help where every other set is out of the way."""
    others = {name for other in sets if other is not found for name in other} - set(found)
    kept = [rule.name for rule in rules_of(scenario) if rule.name not in others]
    base = _keeping(scenario, kept)
    rules = [rule for rule in rules_of(base) if rule.name in found]
    loose = all(planned(rule.without) is not None for rule in rules)
    yield f"{', '.join(found)}: {_words(len(found), loose and len(sets) == 1)}"
    yield from _changes(base, rules, planned)


def _words(rules: int, enough: bool) -> str:
    """What is said of a set; `enough` tells that a plan exists without any one of its rules."""
    if rules == 1:
        return "without it a plan exists" if enough else "it cannot be kept, and without it others still leave no plan"
    return "without any one of them a plan exists" if enough else "they cannot hold together"


def _smallest(chunk: Sequence[str], kept: Sequence[str], impossible: Callable[[Sequence[str]], bool]) -> list[str]:
    """The rules of the chunk that are needed, beside those kept, for the conflict."""
    if not chunk or impossible(kept):
        return []
    if len(chunk) == 1:
        return [*chunk]
    half = len(chunk) // 2
    left = _smallest(chunk[:half], [*kept, *chunk[half:]], impossible)
    return left + _smallest(chunk[half:], [*kept, *left], impossible)


def _keeping(scenario: Scenario, kept: Sequence[str]) -> Scenario:
    """The workspace with these rules alone."""
    for name in [rule.name for rule in rules_of(scenario) if rule.name not in kept]:
        scenario = next(rule.without for rule in rules_of(scenario) if rule.name == name)
    return scenario


def _changes(scenario: Scenario, rules: Sequence[Rule], planned: Planner) -> Iterator[str]:
    """For each rule with a number, the least wider one with which a plan exists, the others kept."""
    for rule in rules:
        if rule.name.startswith("limits.budget"):
            least = planned(_cash_alone(rule.without))
            if least is not None:
                unit = 10 ** currency_decimals(scenario.currency)
                enough = money_text(-(-least // unit) * unit, scenario.currency)
                yield f"limits.budget: {_spaced(enough)} {scenario.currency} is enough"
        elif rule.widened and rule.said and planned(rule.without) is not None:
            steps = _least_steps(rule.widened, planned)
            if steps is not None:
                yield rule.said(steps)


def _spaced(amount: str) -> str:
    """An amount as people read it: 934120.00 -> 934 120."""
    return f"{int(Decimal(amount)):,}".replace(",", " ")


def _cash_alone(scenario: Scenario) -> Scenario:
    """The workspace in which nothing but cash counts."""
    worth = scenario.objective.model_copy(update={"travel_hour_minor": 0, "tonne_co2e_minor": 0, "remote_minor": 0})
    return scenario.changed(objective=worth)


def _least_steps(widened: Callable[[int], Scenario], planned: Planner) -> int | None:
    """The least number of steps with which a plan exists, by doubling and halving."""
    high = 1
    for _ in range(MOST_TRIES):
        if planned(widened(high)) is not None:
            break
        high *= 2
    else:
        return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if planned(widened(middle)) is not None else (middle, high)
    return high


def rules_of(scenario: Scenario) -> list[Rule]:
    """Every rule of the workspace that may be part of a conflict, in the order of its files."""
    return [*_event_rules(scenario), *_policy_rules(scenario), *_limit_rules(scenario), *_venue_rules(scenario)]


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
        return f"event.budget of {event.id}: {_spaced(money_text(whole + steps * step, currency))} {currency} is enough"

    return Rule(
        f"event.budget of {event.id} {_spaced(money_text(stated, currency))}",
        _with_event(scenario, number, budget_minor=None),
        lambda steps: _with_event(scenario, number, budget_minor=whole + steps * step),
        told,
    )


def _policy_rules(scenario: Scenario) -> Iterator[Rule]:
    policy = scenario.policy
    for name in ("max_travellers_per_flight", "max_key_travellers_per_flight"):
        if (most := getattr(policy, name)) is not None:
            yield _counted(scenario, "policy", name, name, most, 1)
    if policy.max_team_share_per_flight is not None:
        yield _share(scenario, "policy", "max_team_share_per_flight", policy.max_team_share_per_flight)
    if policy.unreachable == "forbid":
        yield Rule('policy.unreachable "forbid"', _replaced(scenario, "policy", unreachable="remote"))
    if policy.must_attend:
        yield Rule("policy.must_attend", _replaced(scenario, "policy", must_attend=()))


def _counted(scenario: Scenario, part: str, member: str, key: str, stated: int, step: int) -> Rule:
    """A rule with a whole number."""

    def widened(steps: int) -> Scenario:
        return _replaced(scenario, part, **{member: stated + steps * step})

    def told(steps: int) -> str:
        return f"{part}.{key}: {stated + steps * step} is enough"

    return Rule(f"{part}.{key} {stated}", _replaced(scenario, part, **{member: None}), widened, told)


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
        budget = _spaced(money_text(limits.budget_minor, currency))
        yield Rule(f"limits.budget {budget}", _replaced(scenario, "limits", budget_minor=None))
    if limits.co2e_g is not None:
        yield _tonnes(scenario, limits.co2e_g)
    if limits.journey_min is not None:
        yield _hours(scenario, "journey_hours", "journey_min", limits.journey_min)
    if limits.traveller_hours is not None:
        yield _traveller_hours(scenario)
    if limits.long_haul is not None:
        yield _long_haul(scenario)
    for name in ("weeks_between_events", "months_between_uses"):
        if (stated := getattr(limits, name)) is not None:
            yield _narrowed(scenario, name, stated)
    if limits.different is not None:
        yield Rule(f'limits.different "{limits.different}"', _replaced(scenario, "limits", different=None))
    if limits.holiday_share is not None:
        yield _share(scenario, "limits", "holiday_share", limits.holiday_share)


def _tonnes(scenario: Scenario, stated: int) -> Rule:
    step = max(1_000, stated // 200)

    def told(steps: int) -> str:
        return f"limits.co2e_tonnes: {(stated + steps * step) / 1e6:g} is enough"

    return Rule(
        f"limits.co2e_tonnes {stated / 1e6:g}",
        _replaced(scenario, "limits", co2e_g=None),
        lambda steps: _replaced(scenario, "limits", co2e_g=stated + steps * step),
        told,
    )


def _hours(scenario: Scenario, key: str, member: str, stated: int) -> Rule:
    return Rule(
        f"limits.{key} {stated / 60:g}",
        _replaced(scenario, "limits", **{member: None}),
        lambda steps: _replaced(scenario, "limits", **{member: stated + 60 * steps}),
        lambda steps: f"limits.{key}: {stated / 60 + steps:g} is enough",
    )


def _traveller_hours(scenario: Scenario) -> Rule:
    hours = scenario.limits.traveller_hours
    stated = hours.minutes if hours else 0

    def widened(steps: int) -> Scenario:
        wider = hours.model_copy(update={"minutes": stated + 60 * steps}) if hours else None
        return _replaced(scenario, "limits", traveller_hours=wider)

    return Rule(
        f"limits.traveller_hours_per_year {stated / 60:g}",
        _replaced(scenario, "limits", traveller_hours=None),
        widened,
        lambda steps: f"limits.traveller_hours_per_year: {stated / 60 + steps:g} is enough",
    )


def _long_haul(scenario: Scenario) -> Rule:
    hauls = scenario.limits.long_haul
    stated = hauls.trips_per_year if hauls else 0

    def widened(steps: int) -> Scenario:
        wider = hauls.model_copy(update={"trips_per_year": stated + steps}) if hauls else None
        return _replaced(scenario, "limits", long_haul=wider)

    return Rule(
        f"limits.long_haul trips_per_year {stated}",
        _replaced(scenario, "limits", long_haul=None),
        widened,
        lambda steps: f"limits.long_haul: trips_per_year {stated + steps} is enough",
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
