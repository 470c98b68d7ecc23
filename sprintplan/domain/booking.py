"""By when trips are booked, and who agrees to them: `[policy.booking]` and `[[policy.approval]]`."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from sprintplan.domain.journey_rules import Scope
from sprintplan.domain.keys import Flag, Key, Reading, Schema, Word, of_type, words_of, wrong
from sprintplan.domain.model import CABIN_BY_WORD, Cabin
from sprintplan.domain.people import ALL, Selector, Who
from sprintplan.domain.quantities import Hours, Money, Whole
from sprintplan.domain.tables import Section, Table
from sprintplan.problems import shown

MOST_DAYS = 731
MANAGER = "manager"
"""Whoever is above the traveller."""


class BookingTerms(Table):
    """The table `[policy.booking]`: days before the departure by which a trip is booked; None asks for nothing."""

    days: Annotated[
        int | None, Whole("a trip is booked so many days before it leaves", "14", unit="days", most=MOST_DAYS)
    ] = None
    international_days: Annotated[
        int | None,
        Whole("and one to another country than the home's so many", "30", unit="days", most=MOST_DAYS),
    ] = None


@dataclass(frozen=True)
class Approver(Key):
    """Whoever agrees: the manager of each traveller, one person, or the people with a role."""

    kind = "approver"

    def read(self, value: Any, reading: Reading) -> str:
        """The word as it is written."""
        word: str = of_type(value, str, 'a text such as "manager"')
        kind, colon, name = word.partition(":")
        if word != MANAGER and not (colon and name and kind in ("id", "role")):
            raise wrong(f"{shown(word)} is not an approver", 'Write "manager", "id:PERSON" or "role:NAME"')
        return word

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string", "pattern": "^(manager|(id|role):.+)$"}

    def bounds(self) -> str:
        """Its forms."""
        return "manager, id:PERSON, role:NAME"


class ApprovalTerms(Table):
    """`when` of `[[policy.approval]]`: any one of these asks for the approval."""

    fare_over_minor: Annotated[int | None, Money("the fares come to more", "750"), Field(alias="fare_over")] = None
    trip_cash_over_minor: Annotated[
        int | None, Money("all that is paid for the trip comes to more", "2500"), Field(alias="trip_cash_over")
    ] = None
    cabin: Annotated[
        Cabin | None, Word("a journey in this cabin or a higher one", '"business"', values=CABIN_BY_WORD)
    ] = None
    journey_over_min: Annotated[
        int | None, Hours("a journey over so many hours", "12"), Field(alias="journey_hours_over")
    ] = None
    late_booking: Annotated[bool, Flag("book_by is over on the planning date", "true")] = False
    exception: Annotated[bool, Flag("an exception on record, of exceptions.csv", "true")] = False

    @property
    def asks(self) -> bool:
        """Whether it names anything."""
        return any(value is not None and value is not False for _, value in self)


class ApprovalRule(Table):
    """One `[[policy.approval]]`: who agrees to trips of those it names, and to which."""

    by: Annotated[str, Approver("who agrees: the traveller's manager, a person or those with a role", '"manager"')]
    when: Annotated[ApprovalTerms, Section("any one of these asks for it", example="{ fare_over = 750 }", inline=True)]
    scope: Annotated[
        Scope | None,
        Word("only such trips, by the countries of home and venue", '"international"', values=words_of(Scope)),
    ] = None
    who: Annotated[tuple[Selector, ...], Who("only these; without the key, everybody", '["grade:junior"]')] = ALL
