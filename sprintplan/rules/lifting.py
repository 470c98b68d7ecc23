"""Rules that judge journeys, each with the workspace as it would be without it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.fare_policy import BAG
from sprintplan.domain.limits import Limits
from sprintplan.domain.policy import Detour, Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.tables import Table, keys_of
from sprintplan.rules.journeys import KIND_RULES, ROW_RULES
from sprintplan.rules.traits import Traits
from sprintplan.rules.traveller_classes import TravellerClass, TravellerClasses

MANY, LONG_MIN = 99, 60 * 24 * 14
"""More connections than a journey has, and minutes that are longer than any."""
DEFAULTS = Policy()
TABLES: dict[str, type[Table]] = {"policy": Policy, "limits": Limits}


@dataclass(frozen=True)
class JourneyRule:
    """A rule that may keep somebody from every journey.

    Attributes
    ----------
    key : its name in the workspace
    in_force : whether it may keep anything out
    stated : whether the workspace asks for more than the default does, which an organiser could take back
    lifted : the workspace without the rule
    eased : somebody's traits without it
    """

    key: str
    in_force: Callable[[Scenario], bool]
    stated: Callable[[Scenario], bool]
    lifted: Callable[[Scenario], Scenario]
    eased: Callable[[Traits], Traits] = lambda traits: traits

    def is_asked(self, scenario: Scenario) -> bool:
        """Whether it may keep anything out in a `scenario`, for all or for somebody with an exception of its key."""
        return self.in_force(scenario) or self._others(scenario.exemptions) != scenario.exemptions

    def stricter_for(self, scenario: Scenario) -> tuple[int, ...]:
        """Positions of the people of a `scenario` whose exceptions of its key ask for more than the default does, or
        for more than the rule asks of all others."""
        rows = [row for row in scenario.exemptions if not self._others((row,))]
        stricter = {row.person for row in rows if self._is_stricter(scenario, row)}
        people = enumerate(scenario.people) if stricter else ()
        return tuple(number for number, person in people if not stricter.isdisjoint(person.ids))

    def _is_stricter(self, scenario: Scenario, row: Exemption) -> bool:
        varied = scenario.varied((row,))
        return self.stated(varied) or (self.in_force(varied) and not self.in_force(scenario))

    def without(self, scenario: Scenario) -> Scenario:
        """The `scenario` without the rule, and without exceptions that have it otherwise for somebody."""
        return self.lifted(scenario).changed(exemptions=self._others(scenario.exemptions))

    def classes(self, classes: TravellerClasses) -> TravellerClasses:
        """The classes as they are without the rule and exceptions of its key, in the same places."""
        return TravellerClasses(
            TravellerClass(
                replace(self.eased(one.traits), exemptions=self._others(one.traits.exemptions)),
                one.members,
            )
            for one in classes
        )

    def _others(self, rows: tuple[Exemption, ...]) -> tuple[Exemption, ...]:
        """The exceptions of other keys."""
        return tuple(row for row in rows if row.key != self.key and not row.key.startswith(f"{self.key}."))


def _policy(**update: Any) -> Callable[[Scenario], Scenario]:
    return lambda scenario: scenario.changed(policy=scenario.policy.changed(**update))


def _people(**update: Any) -> Callable[[Scenario], Scenario]:
    return lambda scenario: scenario.changed(people=tuple(one.changed(**update) for one in scenario.people))


def _without_lead_days(scenario: Scenario) -> Scenario:
    at_once = {word: rule.changed(lead_days=0) for word, rule in scenario.policy.visa.items()}
    return _policy(visa=at_once)(scenario)


def _asks_for_lead_days(scenario: Scenario) -> bool:
    asked = scenario.visas is not None or scenario.transit is not None
    return asked and any(rule.lead_days for rule in scenario.policy.visa.values())


def _always(scenario: Scenario) -> bool:
    return True


def _never(scenario: Scenario) -> bool:
    return False


def _few_connections(scenario: Scenario) -> bool:
    return scenario.policy.max_connections < DEFAULTS.max_connections


def _tight_waits(scenario: Scenario) -> bool:
    (shortest, longest), (least, most) = scenario.policy.connection_minutes, DEFAULTS.connection_minutes
    return shortest > least or longest < most


def _small_detours(scenario: Scenario) -> bool:
    detour = scenario.policy.detour
    return detour.ratio < DEFAULTS.detour.ratio or detour.extra_min < DEFAULTS.detour.extra_min


def _no_weekends(scenario: Scenario) -> bool:
    return bool(scenario.policy.no_weekend_travel)


def _asks_for_hours(scenario: Scenario) -> bool:
    return bool(scenario.policy.hours)


def _gives_rest(scenario: Scenario) -> bool:
    return bool(scenario.policy.rest)


def _bounds_fares(scenario: Scenario) -> bool:
    terms = scenario.policy.fare
    return terms.above_cheapest is not None or terms.asks_for_conditions


def _at_any_fare(scenario: Scenario) -> Scenario:
    """Whatever a ticket costs and lacks; a bag that is required is still paid."""
    terms = scenario.policy.fare
    require = tuple(word for word in terms.require if word == BAG and terms.bag_fee_minor is not None)
    free = {"above_cheapest": None, "require": require, "refundable_over_minor": None, "no_basic_economy": False}
    return _policy(fare=terms.changed(**free))(scenario)


def _bans_flights(scenario: Scenario) -> bool:
    terms = scenario.policy.ground
    return terms.no_flight_under_min is not None or bool(terms.no_flight_within)


def _with_flights(scenario: Scenario) -> Scenario:
    """Nobody has to keep to the ground; what a car is paid stays."""
    terms = scenario.policy.ground.changed(no_flight_under_min=None, no_flight_within=())
    return _policy(ground=terms)(scenario)


OWN = (
    JourneyRule(
        "policy.max_connections",
        _always,
        _few_connections,
        _policy(max_connections=MANY),
    ),
    JourneyRule("policy.connection_minutes", _always, _tight_waits, _policy(connection_minutes=(0, LONG_MIN))),
    JourneyRule(
        "policy.overnight_connections",
        lambda scenario: not scenario.policy.overnight_connections,
        _never,
        _policy(overnight_connections=True),
    ),
    JourneyRule(
        "policy.detour", _always, _small_detours, _policy(detour=Detour(ratio=Decimal(MANY), extra_min=LONG_MIN))
    ),
    JourneyRule(
        "policy.no_weekend_travel",
        _no_weekends,
        _no_weekends,
        _policy(no_weekend_travel=()),
        lambda traits: replace(traits, no_weekend=False),
    ),
    JourneyRule(
        "policy.hours",
        _asks_for_hours,
        _asks_for_hours,
        _policy(hours=()),
        lambda traits: replace(traits, hours_rules=()),
    ),
    JourneyRule(
        "policy.rest",
        _gives_rest,
        _gives_rest,
        _policy(rest=()),
        lambda traits: replace(traits, rest_rules=()),
    ),
    JourneyRule("policy.fare", _bounds_fares, _bounds_fares, _at_any_fare),
    JourneyRule("policy.ground", _bans_flights, _bans_flights, _with_flights),
    JourneyRule("policy.visa", _asks_for_lead_days, _asks_for_lead_days, _without_lead_days),
    JourneyRule(
        "people.unavailable",
        lambda scenario: any(person.unavailable for person in scenario.people),
        _never,
        _people(unavailable=()),
        lambda traits: replace(traits, unavailable=()),
    ),
    JourneyRule(
        "people.cannot_enter",
        lambda scenario: any(person.cannot_enter for person in scenario.people),
        _never,
        _people(cannot_enter=()),
        lambda traits: replace(traits, cannot_enter=()),
    ),
)
"""Rules whose lifting takes more than to leave their key out; what people are (unavailable, barred) is none to take
back."""


def _stated_by(key: str) -> tuple[str, str]:
    """The table of the scenario and the member in it that hold a key, such as `policy.detour`."""
    table, _, name = key.partition(".")
    return table, keys_of(TABLES[table])[name].member


def _left_out(key: str) -> JourneyRule:
    """A rule that is lifted by leaving its key out."""
    table, member = _stated_by(key)
    absent = getattr(TABLES[table](), member)

    def stated(scenario: Scenario) -> bool:
        return bool(getattr(getattr(scenario, table), member) != absent)

    def lifted(scenario: Scenario) -> Scenario:
        return scenario.changed(**{table: getattr(scenario, table).changed(**{member: absent})})

    return JourneyRule(key, stated, stated, lifted)


_WITH_OWN = {rule.key for rule in OWN}
JOURNEY_RULES = (*OWN, *(_left_out(rule.name) for rule in (*ROW_RULES, *KIND_RULES) if rule.name not in _WITH_OWN))
"""Every rule that may keep somebody away."""
MEMBERS = tuple(_stated_by(rule.key) for rule in JOURNEY_RULES if rule.key.partition(".")[0] in TABLES)
"""Where the rules are stated that an organiser could take back."""


def journey_rules(scenario: Scenario) -> tuple[object, ...]:
    """The values in a `scenario` of those rules which an organiser could take back, and its exceptions, to be
    compared."""
    return *(getattr(getattr(scenario, table), member) for table, member in MEMBERS), scenario.exemptions


def with_journey_rules_of(scenario: Scenario, other: Scenario) -> Scenario:
    """The `scenario` with the rules of journeys of the `other` one and its exceptions, all else kept."""
    for table, member in MEMBERS:
        mine, theirs = getattr(scenario, table), getattr(other, table)
        scenario = scenario.changed(**{table: mine.changed(**{member: getattr(theirs, member)})})
    return scenario.changed(exemptions=other.exemptions)
