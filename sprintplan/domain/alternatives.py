"""What stands beside the choice of an event: other places and dates, ties, the baseline, and how sure it is."""

from typing import Annotated

from pydantic import Field

from sprintplan.domain.model import Model
from sprintplan.domain.record_types import Day, Moment, Money, People, in_unit
from sprintplan.domain.totals import Totals

TIE = 0.16
"""Who costs less in so many of all likely markets is a tie: its difference lies within one standard error."""
Chance = Annotated[float, Field(ge=0, le=1), in_unit("share of likely markets")]


class Alternative(Model):
    """Another candidate of an event, given the rest of the plan."""

    venue: str
    """Id of the venue."""
    first_day: Day | None
    """First day of the event there; null where the venue is ruled out on every date."""
    objective: Money | None
    """The event's score there; null where it is ruled out."""
    difference: Money | None
    """How much more than the chosen place; null where it is ruled out."""
    exact: bool
    """Whether the score was solved; else it is a lower bound."""
    excluded_because: str | None
    """What keeps the venue out of this year on every date, or that there was no time to judge it; else null."""
    totals: Totals | None
    """Sums of the event there; null where they were not worked out."""
    chance: Chance | None = None
    """In what share of likely markets the best year has the venue at this event, or the first day where it is another
    of the chosen venue; null where that was not worked out."""


class Tie(Model):
    """A candidate that estimates cannot tell from the chosen one: it costs less in 16 of 100 likely markets or more."""

    venue: str
    """Id of the venue."""
    first_day: Day
    """First day of the event there."""
    difference: Money
    """How much more than the chosen one at estimated fares."""
    cheaper: Chance
    """In what share of likely markets it costs less, the rest of the plan the same."""


class Certainty(Model):
    """How sure the choice of an event is, by markets drawn from the errors of the estimates.

    A plan whose fares and rates are quoted knows one market, its own: every chance is 1 there.
    """

    markets: Annotated[int, in_unit("markets")]
    """Markets that were drawn and judged anew; 0 where nothing is estimated."""
    seed: Annotated[int, in_unit("number of the draws")]
    """What they were drawn from: the same seed draws the same markets."""
    exact: bool
    """Whether each market was judged exactly; else limits that travellers share, which may bind in some, were taken to
    add what they add at estimated fares."""
    chance_venue: Chance
    """In what share of the markets the best year has the chosen venue."""
    chance_date: Chance
    """In what share of the markets the best year has the chosen first day."""
    expected_regret: Money
    """What keeping the choice costs more than the best year, on average."""
    regret_90: Money
    """What keeping the choice costs more at most, in 9 of 10 markets."""
    fares_from: Moment | None = None
    """When the oldest of its quoted fares was asked for; null where that is not known."""


class Baseline(Model):
    """What an event would cost at the venue that every choice is compared with, given the rest of the plan."""

    venue: str
    """Id of the venue."""
    first_day: Day | None
    """Best first day there; null where it is ruled out."""
    objective: Money | None
    """The event's score there; null where it is ruled out."""
    difference: Money | None
    """How much more than the chosen place, in the score; null where it is ruled out."""
    cash_difference: Money | None
    """How much more than the chosen place, in cash; null where that was not worked out."""
    exact: bool
    """Whether the score was solved; else it is a lower bound."""
    excluded_because: str | None
    """Why the event cannot be there; null where it can."""


class PreferredDay(Model):
    """A first day that is taken in place of a cheaper one, as `objective.tie` allows, for its fewer public holidays."""

    instead_of: Day
    """First day that costs least there."""
    costs_more: Money
    """How much more the chosen one costs the year."""
    holidays: People
    """Travellers who may have a public holiday at home on one of their days."""
    holidays_instead: People
    """How many that would be on the cheaper days."""


class SwappedEvent(Model):
    """An event at the venue of the other one."""

    event: str
    """Id of the event."""
    venue: str
    """Id of the venue, where the other event of the plan takes place."""
    first_day: Day
    """First day of the event there."""


class SwappedYear(Model):
    """The best year in which the two events take each other's venues."""

    events: tuple[SwappedEvent, ...]
    """The events, in the order of sprint.toml."""
    objective: Money
    """Score of the year; a lower bound unless it is exact."""
    difference: Money
    """How much more than the plan."""
    exact: bool
    """Whether it was solved; else its score is a lower bound."""
