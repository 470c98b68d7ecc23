"""Scenarios of one workspace side by side, as users and other software read them."""

from typing import Annotated, Literal

from sprintplan.domain.alternatives import Chance
from sprintplan.domain.model import Model
from sprintplan.domain.plan import Status
from sprintplan.domain.record_types import Day, Hours, Kilograms, Moment, Money, People, in_unit
from sprintplan.domain.totals import Totals

Kind = Literal["plan", "rule", "scenario", "front"]


class ChosenEvent(Model):
    """Where and when a scenario holds an event."""

    event: str
    """Id of the event."""
    name: str
    """Its name."""
    venue: str
    """Id of the venue."""
    venue_name: str
    """Its name."""
    city: str
    """Its city."""
    first_day: Day
    """First day."""
    objective: Money
    """The event's score."""
    totals: Totals
    """Sums of the event."""


class Difference(Model):
    """A scenario less the plan as the workspace stands: what is saved is below zero."""

    cash: Money
    """Cash."""
    objective: Money | None
    """Score; null where the scenario weighs hours, CO2e or absences differently, so that scores cannot be compared."""
    travel_hours: Hours
    """Hours in journeys."""
    co2e_kg: Kilograms
    """CO2e."""
    remote: People
    """People who cannot attend."""
    trips: Annotated[int, in_unit("trips")]
    """Trips that differ in place, dates, journeys or in how the person takes part."""
    cheaper: Chance | None = None
    """In what share of likely markets a scenario that was asked for has the lower score; null where nothing is
    estimated, where scores cannot be compared, and for rules and points of the front."""


class ScenarioResult(Model):
    """The least-cost year of one scenario."""

    name: str
    """What it is called: a rule as sprint.toml states it, or the name that a file gives it."""
    kind: Kind
    """The plan itself, a rule left out, a scenario that was asked for, or a point of the front."""
    changes: tuple[str, ...] = ()
    """What differs from the workspace."""
    status: Status
    """Whether the year is proven to cost least."""
    conflict: tuple[str, ...] = ()
    """Why there is no year."""
    objective: Money | None = None
    """Score by the scenario's own weights."""
    bound: Money | None = None
    """No year of the scenario has a lower score."""
    totals: Totals | None = None
    """Sums of the year."""
    events: tuple[ChosenEvent, ...] = ()
    """Venue and first day of every event."""
    difference: Difference | None = None
    """The scenario less the plan; null where either has no year."""


class Comparison(Model):
    """The plan of a workspace and its scenarios."""

    format: Literal["sprintplan-comparison"] = "sprintplan-comparison"
    """What this file is."""
    version: Literal[1] = 1
    """Version of the format."""
    created_at: Moment
    """When it was made."""
    inputs_sha256: str
    """Hash of the workspace's files."""
    workspace: str
    """The workspace's folder."""
    today: Day
    """The planning date."""
    tool_version: str
    """Version of sprintplan."""
    data_version: str
    """Version of the shipped tables."""
    company: str
    """The company."""
    currency: str
    """Currency of all amounts."""
    estimated: bool
    """Whether fares are estimates."""
    plan: ScenarioResult
    """The workspace as it stands."""
    scenarios: tuple[ScenarioResult, ...]
    """In the order in which they were asked for; rules in the order of sprint.toml."""
    unchanged: tuple[str, ...] = ()
    """Rules that are stated as the default has them: leaving them out changes nothing."""
