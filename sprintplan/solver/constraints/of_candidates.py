"""Limits that one candidate keeps or breaks by itself; `rules/` judges them, here is how they are loosened."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sprintplan.domain.policy import Policy
from sprintplan.domain.quorum import Quorum
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.tables import keys_of
from sprintplan.rules.exclusion import names_of
from sprintplan.rules.lifting import JOURNEY_RULES, MANY
from sprintplan.solver.constraints.limit import (
    CountLimit,
    EventLimit,
    HoursLimit,
    Limit,
    PlacesLimit,
    Relaxation,
    ShareLimit,
    TableLimit,
    VenueLimit,
)

RULE_OF_KEY = {rule.key: rule for rule in JOURNEY_RULES}
"""The rules on journeys that can be lifted, by the key of their limit."""


class AvoidedDays(EventLimit):
    """`event.avoid`: days that no part of the event may lie on."""

    key = "event.avoid"
    member = "avoid"
    complaint = "Every possible date holds a day to avoid"
    absent = ()


class Unreachable(TableLimit):
    """`policy.unreachable`: whether everybody must have an allowed trip."""

    key = "policy.unreachable"
    member = "unreachable"
    complaint = "Somebody has no allowed trip"
    absent = "remote"

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """In quotes, as the workspace writes it."""
        return f'"{value}"'


class MustAttend(TableLimit):
    """`policy.must_attend`: who must have an allowed trip."""

    key = "policy.must_attend"
    member = "must_attend"
    complaint = "Somebody who must attend has no allowed trip"
    absent = ()

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """The key says all."""
        return ""


class _JourneyLimit(Limit):
    """A rule on journeys, lifted with the exceptions that make it stricter for somebody."""

    judged = True

    @classmethod
    def is_stated(cls, scenario: Scenario) -> bool:
        """Whether it is stricter than the default, for all or by an exception."""
        rule = RULE_OF_KEY[cls.key]
        return rule.stated(scenario) or bool(rule.stricter_for(scenario))

    @classmethod
    def without(cls, scenario: Scenario) -> Scenario:
        """The workspace without the rule."""
        return RULE_OF_KEY[cls.key].without(scenario)

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """The rule without."""
        if cls.is_stated(scenario):
            yield Relaxation(f"{cls.key}{cls.exceptions(scenario)}", cls.without(scenario))

    @classmethod
    def exceptions(cls, scenario: Scenario) -> str:
        """Whose exceptions are part of it, as its name ends; empty where none is."""
        people = RULE_OF_KEY[cls.key].stricter_for(scenario)
        return f" with the exceptions of {names_of(scenario, people)}" if people else ""


class _NumberedLimit(_JourneyLimit, TableLimit):
    """A rule on journeys with a number, which is loosened step by step where it is stated for all."""

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """The rule without, and wider by steps."""
        if not RULE_OF_KEY[cls.key].stated(scenario):
            yield from super().relaxations(scenario)
            return
        # Of the two base classes that of the number: TableLimit, behind _JourneyLimit in the order of resolution.
        for one in super(_JourneyLimit, cls).relaxations(scenario):
            yield replace(one, name=f"{one.name}{cls.exceptions(scenario)}")


class JourneyHours(_NumberedLimit, HoursLimit):
    """`limits.journey_hours`: the longest journey."""

    key = "limits.journey_hours"
    member = "journey_min"
    complaint = "Journeys within these hours have too few seats"


class MaxConnections(_NumberedLimit, CountLimit):
    """`policy.max_connections`, where it is stricter than its default."""

    key = "policy.max_connections"
    member = "max_connections"
    absent = MANY
    complaint = "Journeys of so few connections have too few seats"


class ConnectionMinutes(_JourneyLimit):
    """`policy.connection_minutes`."""

    key = "policy.connection_minutes"
    complaint = "Journeys with such connections have too few seats"


class Detour(_JourneyLimit):
    """`policy.detour`."""

    key = "policy.detour"
    complaint = "Journeys of so small a detour have too few seats"


class NoWeekendTravel(_JourneyLimit):
    """`policy.no_weekend_travel`."""

    key = "policy.no_weekend_travel"
    complaint = "Journeys outside weekends have too few seats"


class VisaLeadDays(_JourneyLimit):
    """The lead days of `[policy.visa]`."""

    key = "policy.visa"
    complaint = "Journeys after a visa can be had have too few seats"


def _of_rule(key: str) -> type[Limit]:
    """The limit of a rule that needs no words of its own."""
    members = {"key": key, "complaint": f"Journeys that keep {key} have too few seats", "__doc__": f"`{key}`."}
    return type(key, (_JourneyLimit,), members)


_WORDED: tuple[type[Limit], ...] = (MaxConnections, ConnectionMinutes, Detour, NoWeekendTravel, VisaLeadDays)
_OF_KEY = {key: _of_rule(key) for key in RULE_OF_KEY} | {one.key: one for one in _WORDED}
JOURNEY_LIMITS = tuple(_OF_KEY[key] for key in (f"policy.{name}" for name in keys_of(Policy)) if key in RULE_OF_KEY)
"""Rules of `[policy]` that decide which journeys are allowed."""


class HolidayShare(ShareLimit):
    """`limits.holiday_share`: the share of travellers who may miss a public holiday at home."""

    key = "limits.holiday_share"
    member = "holiday_share"
    complaint = "Too many travellers may have a public holiday"


class QuorumLimit(TableLimit):
    """`limits.quorum`: shares of an event's people who attend in person at least, each loosened by itself."""

    key = "limits.quorum"
    member = "quorum"
    absent = ()
    complaint = "Too few of the people who are called can attend in person"

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """Each quorum of the `scenario` without, and with so many hundredths less, down to none."""
        return (cls._relaxation(scenario, quorum) for quorum in cls.stated(scenario))

    @classmethod
    def _relaxation(cls, scenario: Scenario, quorum: Quorum) -> Relaxation:
        rest = tuple(one for one in cls.stated(scenario) if one is not quorum)
        return Relaxation(
            f"{cls.key} {quorum}",
            cls.having(scenario, rest),
            lambda steps: cls.having(scenario, (*rest, quorum.less(steps))),
            lambda steps: f"{cls.key}: {quorum.less(steps)} is few enough",
        )


class Capacity(PlacesLimit):
    """`venues.capacity`: people who attend on one day."""

    key = "venues.capacity"
    member = "capacity"
    complaint = "The venues are too small"


class Available(VenueLimit):
    """`venues.available`: days on which a venue can be had."""

    key = "venues.available"
    member = "available"
    complaint = "No venue is available when it is needed"
    absent = ()
