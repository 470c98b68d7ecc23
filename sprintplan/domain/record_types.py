"""Types of the members of plans: days, instants, amounts and numbers with their units.

Money is text with the currency's decimals, times are RFC 3339 with the offset of the place, dates ISO.
"""

from datetime import date, datetime
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, Field
from pydantic.fields import FieldInfo

from sprintplan.domain.keys import FIRST_YEAR, LAST_YEAR


def _within_years(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} lies outside of the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _real(instant: str) -> str:
    """An instant that a calendar and a clock have."""
    try:
        _within_years(datetime.fromisoformat(instant).date())
    except ValueError as error:
        raise ValueError(f"{instant} is not a time: {error}") from error
    return instant


def in_unit(unit: str) -> FieldInfo:
    """What a member's schema says of its unit."""
    return cast(FieldInfo, Field(json_schema_extra={"unit": unit}))


Day = Annotated[date, AfterValidator(_within_years)]
Money = Annotated[
    str, Field(pattern=r"^-?[0-9]{1,19}(\.[0-9]{1,4})?$"), in_unit("the plan's currency, unless a code is beside it")
]
Rate = Annotated[str, Field(pattern=r"^[0-9]{1,20}(\.[0-9]{1,40})?$"), in_unit("units for one of the plan's currency")]
Instant = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})$"),
    AfterValidator(_real),
]
Moment = Annotated[Instant, Field(json_schema_extra={"format": "date-time"})]
Minutes = Annotated[int, in_unit("minutes")]
Nights = Annotated[int, in_unit("nights")]
Hours = Annotated[float, in_unit("hours")]
Kilograms = Annotated[float, in_unit("kg of CO2e")]
People = Annotated[int, in_unit("people")]
Bags = Annotated[int, in_unit("bags")]
CabinWord = Literal["economy", "premium_economy", "business", "first"]
Mode = Literal["air", "train", "coach", "car", "ferry"]
TripStatus = Literal["travels", "local", "own_travel", "remote"]
NoticeKind = Literal[
    "visa",
    "passport",
    "cabin_not_sold",
    "rest",
    "early_arrival",
    "long_journey",
    "group_fare",
    "lounge",
    "estimate",
    "other",
]
StatedMoney = Annotated[Money | None, Field(exclude_if=lambda value: value is None)]
StatedMinutes = Annotated[int | None, Field(ge=0, exclude_if=lambda value: value is None), in_unit("minutes")]
