"""The plan as users and other software read it; section 5 of the contract, member by member."""

from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain.alternatives import Alternative, Baseline, Certainty, PreferredDay, SwappedYear, Tie
from sprintplan.domain.change_record import ChangeRecord
from sprintplan.domain.model import Model
from sprintplan.domain.record_types import Day, Moment, Money, Rate, StatedMinutes, StatedMoney, in_unit
from sprintplan.domain.totals import ShuttleRun, Totals
from sprintplan.domain.trips import Trips

Keep = Literal["venues", "dates", "flights", "nothing"]
Status = Literal["optimal", "feasible", "infeasible", "unknown"]


class SessionRecord(Model):
    """A part of an event, and its days."""

    session: str
    """Id of the session."""
    first_day: Day
    """Its first day."""
    last_day: Day
    """Its last day."""


class GivenUp(Model):
    """What is given up of the bookings of somebody of people.csv who has no trip to an event any more."""

    person: str
    """Id in people.csv."""
    name: str
    """Name in people.csv."""
    team: str
    """Team in people.csv, or empty."""
    cash: Money
    """What of the fares does not come back; the event's totals hold it."""


class EventPlan(Model):
    """Where and when one event takes place, and everybody's trip to it."""

    event: str
    """Id of the event."""
    name: str
    """Its name."""
    venue: str
    """Id of the venue."""
    venue_name: str
    """Its name."""
    city: str
    """Its city, or empty."""
    country: str
    """ISO 3166-1 alpha-2 code of its country."""
    first_day: Day
    """First day of the event."""
    last_day: Day
    """Last day of the event."""
    sessions: tuple[SessionRecord, ...] = ()
    """Its parts."""
    time_zone: str
    """IANA time zone of the venue."""
    objective: Money
    """The event's score: cash plus what travel hours, emissions and absences are weighed at."""
    totals: Totals
    """Sums of its trips, and of the venue."""
    certainty: Certainty | None = None
    """How sure venue and first day are; null where time did not allow to work that out."""
    preferred: PreferredDay | None = None
    """What was given up for fewer public holidays; null where the first day is the cheapest."""
    ties: tuple[Tie, ...] = ()
    """Candidates that estimates cannot tell from the chosen one, cheapest first."""
    alternatives: tuple[Alternative, ...]
    """Other first days of the chosen venue, and each other venue with its best, given the rest of the plan; at the end
    the venues that something keeps out of this year."""
    baseline: Baseline | None = None
    """What the choice is compared with; null where the workspace names no baseline."""
    budget: StatedMoney = None
    """Most cash that the event may take; absent without one, and in plans of versions that did not state it."""
    transfer_minutes: StatedMinutes = None
    """Between airport and venue, each way; absent in plans of versions that did not state it."""
    check_in_minutes: StatedMinutes = None
    """How long before take-off one is at the airport, by the policy; absent likewise."""
    shuttles: tuple[ShuttleRun, ...]
    """Runs of shuttles, where the venue has them."""
    trips: Trips
    """Everybody's trip, in the order of people.csv."""
    given_up_by: Annotated[tuple[GivenUp, ...], Field(exclude_if=lambda value: not value)] = ()
    """Who of people.csv gives up bookings without a trip that could state them, in the order of people.csv; absent
    where nobody does, and in plans of versions that did not state them."""


class ManagerRecord(Model):
    """Somebody above people of the plan who comes to no event; `manager` is who is above them, or empty."""

    person: str
    """Id in people.csv."""
    name: str
    """Name in people.csv."""
    manager: str
    """Id of who is above them, or empty."""
    email: Annotated[str, Field(exclude_if=lambda value: not value)] = ""
    """E-mail address in people.csv; absent where it has none."""


class RateRecord(Model):
    """One exchange rate: units of `currency` for one unit of the plan's currency."""

    currency: str
    """ISO 4217 code."""
    rate: Rate
    """Units of the currency for one of the plan's."""
    date: Day
    """Day of the rate."""
    source: Literal["workspace", "ECB"]
    """Who states it: the workspace, or the table of the European Central Bank."""


class VenueRecord(Model):
    """A venue of the workspace, so that whoever reads of an alternative reads its name."""

    venue: str
    """Id in venues.csv."""
    name: str
    """Name in venues.csv."""
    city: str
    """City in venues.csv, or empty."""
    country: str
    """Country in venues.csv, or empty."""
    unquoted: Annotated[tuple[str, ...], Field(exclude_if=lambda value: not value)] = ()
    """Columns of venues.csv whose empty cell counts as 0 beside amounts of other venues, so that this one may look
    cheaper than it is; absent where there is none, and in plans of versions that did not state them."""


class AssumedRate(Model):
    """A public rate that stands in for the room_rate or the per_diem of a venue, which states none."""

    venue: str
    """Id of the venue."""
    amount: Money
    """Of a night, or a day."""
    of: Literal["room_rate", "per_diem"] = "room_rate"
    """Column of venues.csv that it stands in for."""
    source: str
    """Who publishes it, and for which place."""
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    """Year and month of the event's first day, as in 2027-05."""


class Proof(Model):
    """How the bound was reached: candidates of all events by what was done to them.

    Attributes
    ----------
    candidates : pairs of venue and first day of all events; those that were not judged in time are none of the others
    bounded : candidates that no rule excludes, with a bound; `solved` and `skipped` are its parts
    excluded : candidates that a rule excludes
    next_best_bound : no year costs less that has another venue or date for any of the events
    """

    candidates: Annotated[int, in_unit("options of venue and date")]
    """Options of venue and date, of all events."""
    bounded: Annotated[int, in_unit("options of venue and date")]
    """Those whose bound was worked out."""
    solved: Annotated[int, in_unit("options of venue and date")]
    """Those that were solved to the end."""
    skipped: Annotated[int, in_unit("options of venue and date")]
    """Those that a bound settled."""
    excluded: Annotated[int, in_unit("options of venue and date")]
    """Those that a rule excludes."""
    next_best_bound: Money | None = None
    """No year with another venue or date costs less; null where that is not known."""


class HeldEvent(Model):
    """An event whose venue, first day, or both stay as they were published."""

    event: str
    """Id of the event."""
    venue: str | None
    """Id of the venue that stays; null where any will do."""
    first_day: Day
    """First day that stays."""


class Keeping(Model):
    """What was held while the year was planned anew, and what that costs against the best free choice."""

    asked: Keep | None
    """What was asked to be kept; null where bookings decide."""
    held: tuple[HeldEvent, ...]
    """Events of which something is held."""
    free_objective: Money | None
    """Score of the best year with every venue and date free, or a bound of it; null where nothing is held."""
    difference: Money | None
    """How much the score is above that; null likewise."""
    exact: bool
    """Whether the free score was solved; else no free year costs less."""


class Plan(Model):
    """The year: both events, every trip, and the proof.

    `workspace` names the folder that the plan was made from; empty in plans of versions that did not tell.
    `claims_sha256` is the hash of all that the plan states; null in plans of those versions.
    `visas_checked` tells whether there was a visas.csv to hold borders against; null in plans that did not tell.
    """

    format: Literal["sprintplan-plan"] = "sprintplan-plan"
    """What the file is."""
    version: Literal[1] = 1
    """Version of the format."""
    created_at: Moment
    """When it was made."""
    inputs_sha256: str
    """SHA-256 of the workspace's files."""
    workspace: str = ""
    """Name of the workspace's folder; empty in plans that did not tell."""
    today: Day
    """Planning date, from which lead days count."""
    tool_version: str
    """Version of sprintplan."""
    data_version: str
    """Version of the shipped tables."""
    company: str
    """Name of the company."""
    currency: str
    """ISO 4217 code that amounts are in."""
    exchange_rates: tuple[RateRecord, ...]
    """Rates of other currencies that amounts were stated in."""
    conflict: tuple[str, ...]
    """Rules that cannot hold together; empty where a plan was found."""
    status: Status
    """Whether the plan is proven cheapest among the offers, only found, impossible, or not known to exist."""
    objective: Money | None
    """Score of the year: cash plus what travel hours, emissions and absences are weighed at; null without a plan."""
    bound: Money | None
    """No plan's score is lower; null where none is known."""
    gap: Annotated[float, in_unit("share of the score")] | None
    """How far the score may lie above the best, as a share of the score; null without a plan."""
    proof: Proof
    """How the bound was reached."""
    claims_sha256: str | None = None
    """SHA-256 of what workspace and offers do not tell; null in plans that did not have it."""
    totals: Totals | None
    """Sums of the year; null without a plan."""
    venues: Annotated[tuple[VenueRecord, ...], Field(exclude_if=lambda value: not value)] = ()
    """Every venue of the workspace; absent in plans of versions that did not state them, and on team pages."""
    budget: StatedMoney = None
    """Most cash that the year may take; absent without one, and in plans of versions that did not state it."""
    managers: tuple[ManagerRecord, ...] = ()
    """Managers who come to no event."""
    visas_checked: bool | None = None
    """Whether there was a visas.csv to hold borders against; null in plans that did not tell."""
    baseline_difference: Money | None = None
    """How much more the events' scores are at their baselines, each given the rest; null where one is not known."""
    baseline_cash_difference: Money | None = None
    """The same of cash."""
    rates_assumed: tuple[AssumedRate, ...] = ()
    """Public rates in place of those that a venue does not state."""
    predecessor: Annotated[str | None, Field(exclude_if=lambda value: value is None)] = None
    """SHA-256 of the plan that was published before; absent where the year was planned afresh."""
    facts: Annotated[tuple[str, ...], Field(exclude_if=lambda value: not value)] = ()
    """Ids of the events that are over or under way, as that plan has them."""
    keeping: Annotated[Keeping | None, Field(exclude_if=lambda value: value is None)] = None
    """What was held of that plan; absent likewise."""
    changes: Annotated[tuple[ChangeRecord, ...] | None, Field(exclude_if=lambda value: value is None)] = None
    """What is other than in that plan, in the order of attention; absent likewise."""
    swapped: SwappedYear | None = None
    """The best year in which the two events take each other's venues; null where it has not two events at two venues,
    where no first days allow it, and where time did not."""
    events: tuple[EventPlan, ...]
    """The events, in the order of sprint.toml; none without a plan."""

    @property
    def sources(self) -> frozenset[str]:
        """The sources that the offers come from."""
        return frozenset(
            offer.source for event in self.events for trip in event.trips.contents for offer in trip.offers
        )

    @property
    def is_bounded(self) -> bool:
        """Whether the bound says anything: it is 0 where the search ended before every candidate was judged."""
        return self.bound is not None and self.gap is not None and float(self.bound) > 0
