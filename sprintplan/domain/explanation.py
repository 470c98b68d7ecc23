"""Why a plan is as it is: what is said of a person's journeys, of a place and date, and of the year."""

from typing import Annotated, Literal

from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.model import Model
from sprintplan.domain.record_types import (
    CabinWord,
    Day,
    Hours,
    Instant,
    Kilograms,
    Minutes,
    Mode,
    Money,
    TripStatus,
    in_unit,
)

Better = Literal["cheaper", "faster", "greener"]


class Reason(Model):
    """One thing that keeps something out."""

    key: str
    """The rule or limit as the workspace writes it; `score` where it costs more elsewhere."""
    text: str
    """The rule with its number, in words."""


class OtherJourney(Model):
    """A journey on sale that is better in one thing than the chosen one."""

    better: Better
    """In what."""
    route: str
    """Airports, or what leads from door to door: LHR-FRA-LIS."""
    mode: Mode
    """How it travels."""
    departs_at: Instant
    """First departure, in the time of the place."""
    duration_minutes: Minutes
    """From first departure to last arrival."""
    cabin: CabinWord | None
    """Its cabin; null on the ground."""
    fare: Money
    """Its fare, or its half of the fare of both ways."""
    co2e_kg: Kilograms
    """Emissions of one traveller."""
    costs_more: Money | None
    """What the best trip with it scores more than the chosen one; null where no rule allows it."""
    weighs_change: bool
    """Whether what a change of the trip costs, as `replan` counts it, is part of that."""
    why_not: tuple[Reason, ...]
    """What kept it out."""


class WayExplained(Model):
    """One way of a trip."""

    direction: Literal["outbound", "inbound"]
    """Which."""
    journey: JourneyRecord
    """The chosen journey."""
    fare: Money
    """Its fare, or its half of the fare of both ways."""
    on_sale: Annotated[int, in_unit("journeys")]
    """Journeys on sale within the travel window."""
    allowed: Annotated[int, in_unit("journeys")]
    """Those of them that every rule allows."""
    others: tuple[OtherJourney, ...]
    """The cheapest, fastest and greenest of them, as far as they are better than the chosen one."""


class PersonExplained(Model):
    """Somebody's trip to one event."""

    event: str
    """Id of the event."""
    event_name: str
    """Its name."""
    person: str
    """Id of the person."""
    name: str
    """Their name."""
    status: TripStatus
    """How they take part."""
    reason: str | None
    """Why they cannot attend; null where they can."""
    ways: tuple[WayExplained, ...]
    """Their journeys."""


class PersonDifference(Model):
    """What another place or date changes for one person."""

    person: str
    """Id of the person."""
    name: str
    """Their name."""
    cash: Money
    """Cash of their trip there less cash of the chosen one."""
    travel_hours: Hours
    """Hours in journeys, likewise."""


class PlaceExplained(Model):
    """An event at another place or date, the rest of the plan as it is."""

    event: str
    """Id of the event."""
    event_name: str
    """Its name."""
    venue: str
    """Id of the venue."""
    place: str
    """Its city, or its name where it has none."""
    first_day: Day | None
    """First day: the one that was asked for, else the best there; null where none is possible."""
    difference: Money | None
    """Score of the year there less that of the plan; null where it is out."""
    cash: Money | None
    """Cash, likewise."""
    causes: dict[str, Money]
    """The difference of the score split by what causes it; they add up to it."""
    travel_hours: Hours | None
    """Hours in journeys, likewise."""
    co2e_kg: Kilograms | None
    """CO2e, likewise."""
    gain: tuple[PersonDifference, ...]
    """The ten whose trips cost least there against the chosen place."""
    lose: tuple[PersonDifference, ...]
    """The ten whose trips cost most there against the chosen place."""
    rest: Money
    """What changes for everybody else, in cash."""
    away: tuple[str, ...]
    """Names of people who cannot attend there, and can where the plan has it."""
    comes: tuple[str, ...]
    """Names of people of whom it is the other way round."""
    excluded: tuple[Reason, ...]
    """Every rule that rules it out by itself, with the people because of whom."""
    conflict: tuple[str, ...]
    """Which rules cannot hold together there, and what would bring it in."""


class Explanation(Model):
    """What is said of a plan."""

    format: Literal["sprintplan-explanation"] = "sprintplan-explanation"
    """What this is."""
    version: Literal[1] = 1
    """Version of the format."""
    company: str
    """The company."""
    currency: str
    """Currency of all amounts."""
    facts: tuple[str, ...] = ()
    """What decided the year, where nothing else is asked."""
    people: tuple[PersonExplained, ...] = ()
    """Trips that are explained."""
    places: tuple[PlaceExplained, ...] = ()
    """Places and dates that are explained."""
