"""What is allowed and what it is worth: policy, limits, objective, rates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import CoreSchema, core_schema

from sprintplan.domain.ground import GroundPolicy
from sprintplan.domain.keys import ClockSpan, Flag, Key, Reading, Schema, Word, of_type, words_of, wrong
from sprintplan.domain.model import CABIN_BY_WORD, Cabin, Model
from sprintplan.domain.people import Selector, Who
from sprintplan.domain.quantities import MOST_HOURS, Hours, Money, Number, Share, Tonnes, Whole
from sprintplan.domain.synonyms import SYNONYMS
from sprintplan.domain.tables import Section, Table, Tables, Words
from sprintplan.problems import did_you_mean, shown
from sprintplan.units import MOST_BUDGET_MINOR, round_half_up

REQUIREMENTS = ("visa free", "visa on arrival", "eta", "e-visa", "visa required", "no admission")
"""What visas.csv may say of a passport and a country, a number of days aside."""
Unreachable = Literal["remote", "forbid"]
Different = Literal["venue", "country", "region"]
AIRLINE, AS_AIRLINES = r"[A-Z0-9]{2}", "Use IATA codes of two signs, such as TP"
ALL = (Selector(kind="all"),)
MOST_NIGHTS = 30
MOST_WAIT = 2880
"""Minutes: two days at an airport."""
MOST_KM = 20_040
"""Half the way round the earth."""
MOST_MONTHS = 1200
MOST_TONNES = 10**9
"""CO2e that all of aviation emits in a year."""


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
WaitsUpTo = Annotated[int | None, Hours('with measure "flying", waits count too, up to so many hours in all', "2")]


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
    cabin: Annotated[Cabin, Word("what they may fly", '"premium_economy"', values=CABIN_BY_WORD)]
    who: Annotated[tuple[Selector, ...], Who("only these; without the key, everybody", '["grade:director"]')] = ALL
    or_rest_nights: Annotated[
        int | None,
        Nights("outbound instead: one cabin lower, and so many nights more to rest", "1", least=1),
    ] = None

    @property
    def over_min(self) -> int:
        """`over_hours` in minutes, rounded half up."""
        return round_half_up(self.over_hours * 60)

    @property
    def is_conditional(self) -> bool:
        """Whether the rule asks more of a journey than the hours from door to door of its fastest one."""
        return self.measure != "journey" or self.scope is not None or bool(self.to or self.from_region)


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


class VisaRule(Table):
    """What one requirement takes: days before departure, and a fee in minor units of the company's currency."""

    lead_days: Annotated[int, Whole("days before departure that it is asked for", "45", unit="days", most=731)] = 0
    fee_minor: Annotated[int, Money("cash for each traveller and trip", "80"), Field(alias="fee")] = 0


@dataclass(frozen=True)
class VisaRules(Key):
    """The table `[policy.visa]`: what each requirement of visas.csv takes."""

    example: str = '{ "e-visa" = { lead_days = 14 } }'
    kind = "tables by requirement"
    between = "REQUIREMENT"

    @property
    def has_header(self) -> bool:
        """One for all requirements."""
        return True

    def read(self, value: Any, reading: Reading) -> Any:
        """The table as it is."""
        return of_type(value, dict, "a table with a header in brackets")

    def tables(self, value: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """Each by its requirement."""
        yield from (((requirement,), one) for requirement, one in value.items())

    def core(self, inner: CoreSchema) -> CoreSchema:
        """A dict whose keys are held against the requirements."""
        assert inner["type"] == "dict"
        named = core_schema.no_info_before_validator_function(_requirement, core_schema.str_schema())
        return super().core({**inner, "keys_schema": named})

    def written(self, value: dict[str, VisaRule], reading: Reading) -> dict[str, Any]:
        """The tables again."""
        return {requirement: Section(self.says).written(rule, reading) for requirement, rule in value.items()}

    def around(self, table: Schema) -> Schema:
        """An object with a table for each requirement."""
        return {"type": "object", "additionalProperties": table, "propertyNames": {"pattern": f"^({_NAMES})$"}}


_NAMES = "|".join(REQUIREMENTS) + "|[0-9]+"


def _requirement(word: Any) -> Any:
    if word not in REQUIREMENTS and not str(word).isdigit():
        raise wrong("this is not a requirement of visas.csv", did_you_mean(str(word), REQUIREMENTS, meanings=SYNONYMS))
    return word


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
        int, Whole("a home city so near to a venue airport is at home there", "40", unit="km", most=MOST_KM)
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
    visa: Annotated[dict[str, VisaRule], VisaRules("what a requirement of visas.csv takes")] = {}
    ground: Annotated[GroundPolicy, Section("where trains, coaches and cars take the place of flights")] = (
        GroundPolicy()
    )

    @property
    def most_early_nights(self) -> int:
        """How many nights before the eve the travel window opens, rest alternatives counted in."""
        rights = [rule.nights for rule in self.rest]
        return max([self.max_early_nights, *(rule.or_rest_nights or 0 for rule in self.cabin_rules), *rights])


class HoursPerYear(Table):
    """`traveller_hours_per_year`: most minutes in journeys a year of anybody whom `exempt` does not name."""

    minutes: Annotated[int, Hours("most hours in journeys a year", "60"), Field(alias="hours")]
    exempt: Annotated[tuple[Selector, ...], Who("but these", '["home:AU"]'), Field(alias="except")] = ()


@dataclass(frozen=True)
class HoursOrTable(Section):
    """A table whose `hours` may also be written alone."""

    def read(self, value: Any, reading: Reading) -> Any:
        """The table, or one around the bare number."""
        return super().read(value if isinstance(value, dict) else {"hours": value}, reading)

    def around(self, table: Schema) -> Schema:
        """A number, or the table."""
        return {"anyOf": [table["properties"]["hours"], table]}


class LongHaul(Table):
    """`long_haul`: most trips a year with a journey of over so many minutes."""

    over_min: Annotated[int, Hours("a journey over so many hours", "9"), Field(alias="hours")]
    trips_per_year: Annotated[int, Whole("most trips a year with such a journey", "1")]
    exempt: Annotated[tuple[Selector, ...], Who("but these", '["home:AU"]'), Field(alias="except")] = ()


class Limits(Table):
    """The `[limits]` table; None is no limit."""

    budget_minor: Annotated[
        int | None, Money("cash of the year", "300_000", most_minor=MOST_BUDGET_MINOR), Field(alias="budget")
    ] = None
    co2e_g: Annotated[int | None, Tonnes("CO2e of the year", "60", most=MOST_TONNES), Field(alias="co2e_tonnes")] = None
    journey_min: Annotated[int | None, Hours("of any single journey", "40"), Field(alias="journey_hours")] = None
    traveller_hours: Annotated[
        HoursPerYear | None,
        HoursOrTable("most hours in journeys of anybody but these", inline=True),
        Field(alias="traveller_hours_per_year"),
    ] = None
    long_haul: Annotated[LongHaul | None, Section("trips with a journey over so many hours", inline=True)] = None
    weeks_between_events: Annotated[
        int | None, Whole("at least, from the last day of one to the first of the next", "12", unit="weeks", most=520)
    ] = None
    different: Annotated[
        Different | None,
        Word("the year's venues differ in this", '"country"', values=words_of(Different)),
    ] = None
    months_between_uses: Annotated[
        int | None,
        Whole("of one venue, counted from `last_used` in venues.csv", "24", unit="months", most=MOST_MONTHS),
    ] = None
    holiday_share: Annotated[
        Decimal | None,
        Share(
            "of an event's travellers, who may have a public holiday at home on one of its days",
            "0.2",
            above_zero=False,
        ),
    ] = None


class Objective(Table):
    """The `[objective]` table in minor units of the company's currency."""

    travel_hour_minor: Annotated[
        int, Money("for each hour that somebody spends on a journey", "20", default=20), Field(alias="travel_hour")
    ]
    tonne_co2e_minor: Annotated[int, Money("for each tonne of CO2e", "100", default=100), Field(alias="tonne_co2e")]
    connection_minor: Annotated[int, Money("weighed for each change of planes", "40"), Field(alias="connection")] = 0
    night_per_diem_minor: Annotated[
        int, Money("paid in cash for each night at the venue", "60", default=60), Field(alias="night_per_diem")
    ]
    remote_minor: Annotated[
        int, Money("for each person who cannot attend", "5000", default=5000), Field(alias="remote")
    ]


class Rate(Model):
    """Units of `currency` for one unit of the company's currency, on `on`."""

    currency: str
    rate: Decimal
    on: date
    source: Literal["workspace", "ECB"]
