"""What is allowed and what it is worth: policy, limits, objective, rates."""

from datetime import date
from decimal import Decimal
from typing import Literal

from sprintplan.domain.model import Cabin, Model
from sprintplan.domain.people import Selector
from sprintplan.units import round_half_up


class CabinRule(Model):
    """One `[[policy.cabin]]`: fastest journeys of over `over_hours` earn `cabin` to those it names."""

    over_hours: Decimal
    cabin: Cabin
    who: tuple[Selector, ...] = (Selector(kind="all"),)
    or_rest_nights: int | None = None

    @property
    def over_min(self) -> int:
        """`over_hours` in minutes, rounded half up."""
        return round_half_up(self.over_hours * 60)


class VisaRule(Model):
    """What one requirement takes: days before departure, and a fee in minor units of the company's currency."""

    lead_days: int = 0
    fee_minor: int = 0


class Detour(Model):
    """`detour`: a journey may last `ratio` x the fastest, or the fastest and `extra_min` minutes if that is more."""

    ratio: Decimal = Decimal("1.5")
    extra_min: int = 240


class Policy(Model):
    """The `[policy]` table; times are whole minutes."""

    max_connections: int = 2
    connection_minutes: tuple[int, int] = (60, 360)
    overnight_connections: bool = False
    detour: Detour = Detour()
    max_early_nights: int = 2
    max_late_nights: int = 1
    check_in_minutes: int = 120
    home_radius_km: int = 120
    locals_stay: bool = False
    unreachable: Literal["remote", "forbid"] = "remote"
    must_attend: tuple[Selector, ...] = ()
    local_km: int = 40
    no_weekend_travel: tuple[Selector, ...] = ()
    avoid_airlines: tuple[str, ...] = ()
    max_travellers_per_flight: int | None = None
    max_key_travellers_per_flight: int | None = None
    max_team_share_per_flight: Decimal | None = None
    cabin_rules: tuple[CabinRule, ...] = ()
    visa: dict[str, VisaRule] = {}

    @property
    def most_early_nights(self) -> int:
        """How many nights before the eve the travel window opens, rest alternatives counted in."""
        return max([self.max_early_nights, *(rule.or_rest_nights or 0 for rule in self.cabin_rules)])


class HoursPerYear(Model):
    """`traveller_hours_per_year`: most minutes in journeys a year of anybody whom `exempt` does not name."""

    minutes: int
    exempt: tuple[Selector, ...] = ()


class LongHaul(Model):
    """`long_haul`: most trips a year with a journey of over so many minutes."""

    over_min: int
    trips_per_year: int
    exempt: tuple[Selector, ...] = ()


class Limits(Model):
    """The `[limits]` table; None is no limit."""

    budget_minor: int | None = None
    co2e_g: int | None = None
    journey_min: int | None = None
    traveller_hours: HoursPerYear | None = None
    long_haul: LongHaul | None = None
    weeks_between_events: int | None = None
    different: Literal["venue", "country", "region"] | None = None
    months_between_uses: int | None = None
    holiday_share: Decimal | None = None


class Objective(Model):
    """The `[objective]` table in minor units of the company's currency."""

    travel_hour_minor: int
    tonne_co2e_minor: int
    night_per_diem_minor: int
    remote_minor: int


class Rate(Model):
    """Units of `currency` for one unit of the company's currency, on `on`."""

    currency: str
    rate: Decimal
    on: date
    source: Literal["workspace", "ECB"]
