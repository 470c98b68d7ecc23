"""What a plan that follows a published one states of each trip that is other than it was."""

from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain.model import Model
from sprintplan.domain.record_types import Day, Instant, Mode, Money

ChangeKind = Literal[
    "cannot_attend", "left", "joined", "attendance", "place_and_dates", "journeys", "nights", "book_again", "cost"
]


class WayBefore(Model):
    """One way of a trip as it was published."""

    mode: Mode
    """How it was travelled."""
    start: str
    """First airport, or the place where a journey on the ground began."""
    end: str
    """Last airport, or the place where a journey on the ground ended."""
    departs_at: Instant
    """First departure."""
    arrives_at: Instant
    """Last arrival."""
    flights: tuple[str, ...]
    """Flight codes in order, as far as they are known."""


class TripBefore(Model):
    """A trip as it was published, as far as desk, hotel and shuttle need to know it."""

    venue: str
    """Name of the venue."""
    check_in: Day | None
    """First night, by the date of its evening; null without nights."""
    check_out: Day | None
    """Day after the last night; null without nights."""
    outbound: WayBefore | None
    """The way there; null without a journey."""
    inbound: WayBefore | None
    """The way back; null without a journey."""


class ChangeRecord(Model):
    """What is other than it was published for one person at one event."""

    event: str
    """Id of the event."""
    person: str
    """Id in people.csv."""
    name: str
    """Name, as the plan that states the person has it."""
    team: str
    """Team, or empty."""
    kind: ChangeKind
    """The gravest of what changes."""
    what: tuple[str, ...]
    """Members of the trip that are others; none for who is in one plan alone."""
    why: str
    """Why, in a sentence."""
    cost: Money
    """Cash of the trip, and of bookings given up with it, more than before; less is negative."""
    before: TripBefore | None
    """The trip as it was published; null for who had none."""
    given_up: Annotated[tuple[str, ...], Field(exclude_if=lambda names: not names)] = ()
    """Bookings that are given up with it, to be cancelled: their references, or where they stand."""
