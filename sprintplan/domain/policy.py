"""What is allowed: `[policy]`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from sprintplan.domain.booking import ApprovalRule, BookingTerms
from sprintplan.domain.fare_policy import FareTerms
from sprintplan.domain.ground import GroundPolicy
from sprintplan.domain.journey_rules import CabinRule, HoursRule, Nights, RestRule
from sprintplan.domain.keys import Flag, Key, Reading, Schema, Word, of_type, words_of, wrong
from sprintplan.domain.lieu import LieuTerms
from sprintplan.domain.people import Selector, Who
from sprintplan.domain.quantities import Hours, Number, Share, Whole
from sprintplan.domain.tables import Section, Table, Tables, Words
from sprintplan.domain.visa_rules import VisaRule, VisaRules
from sprintplan.problems import shown

Unreachable = Literal["remote", "forbid"]
AIRLINE, AS_AIRLINES = r"[A-Z0-9]{2}", "Use IATA codes of two characters, such as TP"
MOST_WAIT = 2880
"""Minutes: two days at an airport."""
MOST_KM = 20_040
"""Half the way round the earth."""


@dataclass(frozen=True)
class Waits(Key):
    """Shortest and longest wait, in minutes."""

    unit: str = "minutes"
    kind = "two whole numbers"

    def read(self, value: Any, reading: Reading) -> tuple[int, int]:
        """Both numbers as they are."""
        waits = of_type(value, list, "two whole numbers, such as [60, 360]")
        if len(waits) != 2 or not all(type(one) is int and 0 <= one <= MOST_WAIT for one in waits):
            what = f"{shown(waits)} is not a shortest and a longest wait in minutes"
            raise wrong(what, f"Write two whole numbers up to {MOST_WAIT}, such as [60, 360]")
        if waits[0] > waits[1]:
            raise wrong(f"{shown(waits)} runs backwards", f"Did you mean [{waits[1]}, {waits[0]}]?")
        return waits[0], waits[1]

    def written(self, value: tuple[int, int], reading: Reading) -> list[int]:
        """Both numbers again."""
        return list(value)

    def schema(self) -> Schema:
        """An array of two integers."""
        item = {"type": "integer", "minimum": 0, "maximum": MOST_WAIT}
        return {"type": "array", "minItems": 2, "maxItems": 2, "items": item}

    def bounds(self) -> str:
        """Both ends of each."""
        return f"0 to {MOST_WAIT}"


class Detour(Table):
    """How long a journey may last: `ratio` x the fastest, or the fastest and `extra_min` minutes if that is more."""

    ratio: Annotated[Decimal, Number("times the fastest journey", "1.5", most=1000)] = Decimal("1.5")
    extra_min: Annotated[int, Hours("hours more than the fastest", "4"), Field(alias="hours")] = 240


class Policy(Table):
    """The `[policy]` table; times are whole minutes."""

    max_connections: Annotated[int, Whole("changes of plane on one journey", "2", most=10)] = 2
    connection_minutes: Annotated[tuple[int, int], Waits("shortest and longest wait at an airport", "[60, 360]")] = (
        60,
        360,
    )
    overnight_connections: Annotated[bool, Flag("whether a wait may include 02:00 local time", "false")] = False
    detour: Annotated[
        Detour, Section("a journey may last ratio x the fastest, or hours more if that is longer", inline=True)
    ] = Detour()
    max_early_nights: Annotated[int, Nights("a traveller may arrive so many nights before the needed one", "2")] = 2
    max_late_nights: Annotated[int, Nights("and stay so many nights after the last day", "1")] = 1
    check_in_minutes: Annotated[
        int,
        Whole("from reaching the airport to departure, on the return", "120", unit="minutes", most=MOST_WAIT),
    ] = 120
    home_radius_km: Annotated[
        int, Whole("a home written as `City, CC` means the airports so near to it", "120", unit="km", most=MOST_KM)
    ] = 120
    locals_stay: Annotated[bool, Flag("whether people at home get a room too", "false")] = False
    unreachable: Annotated[
        Unreachable,
        Word(
            'who has no allowed trip cannot attend, at objective.remote; or "forbid"',
            '"remote"',
            values=words_of(Unreachable),
        ),
    ] = "remote"
    must_attend: Annotated[tuple[Selector, ...], Who("without these an event does not take place", '["role:key"]')] = ()
    local_km: Annotated[
        int,
        Whole(
            "people whose city is this near to an airport of a venue live nearby and do not travel",
            "40",
            unit="km",
            most=MOST_KM,
        ),
    ] = 40
    no_weekend_travel: Annotated[
        tuple[Selector, ...], Who("these neither depart nor land on a Saturday or Sunday", '["home:PL"]')
    ] = ()
    avoid_airlines: Annotated[
        tuple[str, ...],
        Words(
            "no flight sold or flown by these; estimates name no airlines",
            '["XX"]',
            pattern=AIRLINE,
            noun="airline code",
            remedy=AS_AIRLINES,
        ),
    ] = ()
    max_travellers_per_flight: Annotated[int | None, Whole("of the company on one flight", "15", least=1)] = None
    max_key_travellers_per_flight: Annotated[
        int | None, Whole("of those with the role `key` on one flight", "2", least=1)
    ] = None
    max_team_share_per_flight: Annotated[
        Decimal | None, Share("of a team's travellers on one flight, rounded down, but always two", "0.5")
    ] = None
    cabin_rules: Annotated[
        tuple[CabinRule, ...],
        Tables("the highest of the rules that apply decides; economy where none does"),
        Field(alias="cabin"),
    ] = ()
    hours: Annotated[
        tuple[HoursRule, ...],
        Tables("hours of the day that journeys keep to", example="[[policy.hours]]"),
    ] = ()
    rest: Annotated[
        tuple[RestRule, ...],
        Tables("nights of rest before the event after a long way", example="[[policy.rest]]"),
    ] = ()
    booking: Annotated[BookingTerms | None, Section("by when trips are booked, and what they may cost then")] = None
    approval: Annotated[
        tuple[ApprovalRule, ...],
        Tables("who agrees to which trips; no trip hangs on it", example="[[policy.approval]]"),
    ] = ()
    fare: Annotated[FareTerms, Section("what fares may be")] = FareTerms()
    lieu: Annotated[LieuTerms, Section("days in lieu that journeys and weekends earn, stated in the plan")] = (
        LieuTerms()
    )
    visa: Annotated[dict[str, VisaRule], VisaRules("what a requirement of visas.csv takes")] = {}
    ground: Annotated[GroundPolicy, Section("where trains, coaches and cars take the place of flights")] = (
        GroundPolicy()
    )

    @property
    def most_early_nights(self) -> int:
        """How many nights before the eve the travel window opens, rest alternatives counted in."""
        rights = [rule.nights for rule in self.rest]
        return max([self.max_early_nights, *(rule.or_rest_nights or 0 for rule in self.cabin_rules), *rights])
