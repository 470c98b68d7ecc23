"""Limits that one candidate keeps or breaks by itself; `rules/` judges them, here is how they are loosened."""

from typing import Any

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.limit import (
    EventLimit,
    HoursLimit,
    PlacesLimit,
    ShareLimit,
    TableLimit,
    VenueLimit,
)


class AvoidedDays(EventLimit):
    """`event.avoid`: days that no part of the event may lie on."""

    key = "event.avoid"
    member = "avoid"
    absent = ()


class Unreachable(TableLimit):
    """`policy.unreachable`: whether everybody must have an allowed trip."""

    key = "policy.unreachable"
    member = "unreachable"
    absent = "remote"

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """In quotes, as the workspace writes it."""
        return f'"{value}"'


class MustAttend(TableLimit):
    """`policy.must_attend`: who must have an allowed trip."""

    key = "policy.must_attend"
    member = "must_attend"
    absent = ()

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """The key says all."""
        return ""


class JourneyHours(HoursLimit):
    """`limits.journey_hours`: the longest journey."""

    key = "limits.journey_hours"
    member = "journey_min"


class HolidayShare(ShareLimit):
    """`limits.holiday_share`: the share of travellers who may miss a public holiday at home."""

    key = "limits.holiday_share"
    member = "holiday_share"


class Capacity(PlacesLimit):
    """`venues.capacity`: people who attend on one day."""

    key = "venues.capacity"
    member = "capacity"


class Available(VenueLimit):
    """`venues.available`: days on which a venue can be had."""

    key = "venues.available"
    member = "available"
    absent = ()
