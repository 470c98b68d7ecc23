"""Rules of `[policy]` that come as a list: cabins by length, hours of the day, nights of rest."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from sprintplan.domain.fare_policy import Margin
from sprintplan.domain.keys import ClockSpan, Flag, Word, words_of
from sprintplan.domain.model import CABIN_BY_WORD, Cabin
from sprintplan.domain.people import ALL, Selector, Who
from sprintplan.domain.quantities import MOST_HOURS, Hours, Number, Whole
from sprintplan.domain.tables import Section, Table, Words
from sprintplan.units import round_half_up

MOST_NIGHTS = 30


@dataclass(frozen=True)
class Nights(Whole):
    """A number of nights."""

    unit: str = "nights"
    most: int = MOST_NIGHTS


NO_JOURNEY = 1 << 30
"""Minutes that no journey takes."""
Measure = Literal["journey", "flying", "longest_flight"]
Scope = Literal["domestic", "international", "intercontinental"]


MeasureOfFastest = Annotated[
    Measure, Word("what over_hours measures of the fastest journey", '"flying"', values=words_of(Measure))
]
WaitsUpTo = Annotated[int | None, Hours('with measure "flying", waits count too, up to this many hours in total', "2")]


class CabinRule(Table):
    """One `[[policy.cabin]]`: fastest journeys of over `over_hours` earn `cabin` to those it names."""

    over_hours: Annotated[Decimal, Number("fastest journey longer than this", "6", unit="hours", most=MOST_HOURS)]
    measure: MeasureOfFastest = "journey"
    waits_up_to: WaitsUpTo = None
    scope: Annotated[
        Scope | None,
        Word("only such journeys, by the countries of home and venue", '"international"', values=words_of(Scope)),
    ] = None
    to: Annotated[tuple[str, ...], Words("only to venues in these countries or regions", '["US", "EMEA"]')] = ()
    from_region: Annotated[
        tuple[str, ...],
        Words(
            "only from homes in these countries",
            '["US"]',
            pattern="[A-Z]{2}",
            noun="country code",
            remedy="Use ISO 3166-1 alpha-2 codes, such as US",
        ),
    ] = ()
    overnight: Annotated[bool, Flag("only on journeys with a night flight", "true")] = False
    cabin: Annotated[Cabin, Word("what they may fly", '"premium_economy"', values=CABIN_BY_WORD)]
    who: Annotated[tuple[Selector, ...], Who("only these; without the key, everybody", '["grade:director"]')] = ALL
    or_rest_nights: Annotated[
        int | None,
        Nights("outbound instead: one cabin lower, and so many nights more to rest", "1", least=1),
    ] = None
    at_most: Annotated[
        Margin | None,
        Section(
            "only where the cheapest trip that keeps the rule costs at most so much more than the cheapest without it",
            example="{ share = 0.3, amount = 400 }",
            inline=True,
        ),
    ] = None

    @property
    def over_min(self) -> int:
        """`over_hours` in minutes, rounded half up."""
        return round_half_up(self.over_hours * 60)

    @property
    def is_conditional(self) -> bool:
        """Whether the rule asks more of a journey than the hours from door to door of its fastest one."""
        placed = self.scope is not None or bool(self.to or self.from_region)
        return self.measure != "journey" or placed or self.overnight or self.at_most is not None


class HoursRule(Table):
    """One `[[policy.hours]]`: hours of the day that journeys of those it names keep to; minutes after midnight."""

    take_off: Annotated[
        tuple[int, int] | None, ClockSpan("first take-off of a journey, local time", '["06:30", "22:30"]')
    ] = None
    land: Annotated[
        tuple[int, int] | None, ClockSpan("last landing of a journey, local time", '["06:00", "23:30"]')
    ] = None
    night_flights_over_min: Annotated[
        int | None,
        Hours("no night flight shorter than this", "7"),
        Field(alias="night_flights_over_hours"),
    ] = None
    who: Annotated[tuple[Selector, ...], Who("only these; without the key, everybody", '["team:Maps"]')] = ALL


class RestRule(Table):
    """One `[[policy.rest]]`: nights before the eve that those it names have a right to after a long way."""

    nights: Annotated[int, Nights("so many nights at the venue before the eve, rooms paid", "1", least=1)] = 1
    over_hours: Annotated[
        Decimal | None, Number("where the fastest journey is longer than this", "9", unit="hours", most=MOST_HOURS)
    ] = None
    measure: MeasureOfFastest = "journey"
    waits_up_to: WaitsUpTo = None
    time_zones: Annotated[
        Decimal | None,
        Number("where the clocks differ by so many hours or more on the eve", "6", unit="hours", most=26),
    ] = None
    who: Annotated[tuple[Selector, ...], Who("only these; without the key, everybody", '["team:Maps"]')] = ALL

    @property
    def over_min(self) -> int:
        """`over_hours` in minutes, rounded half up; no journey is over it where the key is absent."""
        return NO_JOURNEY if self.over_hours is None else round_half_up(self.over_hours * 60)
