"""Columns of CSV files: each is declared once, in the annotation of the member that holds it or in its reader's table.

The class says how a cell is read, `workspace/cells.py` reads it; headers and the reference follow from the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import BaseModel

from sprintplan.domain.model import CABIN_BY_WORD

OWN_PREFIX = "x_"
"""What the names of columns of the company's own begin with, which plan and lists carry."""


@dataclass(frozen=True)
class Column:
    """The declaration of one column, whose cells are texts.

    Parameters
    ----------
    says : what it means, as the reference tells it
    example : a cell
    unit : what a number of it counts
    empty : what an empty cell means
    required : whether the file must have the column
    own : whether it is a person's own, so that people who differ by it alone are judged once
    """

    says: str
    example: str
    unit: str = field(default="", kw_only=True)
    empty: str = field(default="", kw_only=True)
    required: bool = field(default=False, kw_only=True)
    own: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "text"
    """What its cells are, as the reference names them."""

    def bounds(self) -> str:
        """Which cells are taken, as the reference tells it; empty where all of the kind are."""
        return ""


class Id(Column):
    """What other files and columns call the row by."""

    kind = "id"

    def bounds(self) -> str:
        """The signs that it may have."""
        return "letters, digits, . _ - @"


class Email(Column):
    """One e-mail address."""

    kind = "e-mail address"

    def bounds(self) -> str:
        """The form of one."""
        return "NAME@DOMAIN"


class Words(Column):
    """Free words joined by `|`."""

    kind = "words joined by |"


class Code(Column):
    """One code that a table of the world holds."""

    kind = "code"


class Country(Code):
    """One ISO 3166-1 alpha-2 code."""


class Codes(Column):
    """Codes that a table of the world holds, joined by `|`."""

    kind = "codes joined by |"


class Countries(Codes):
    """ISO 3166-1 alpha-2 codes joined by `|`."""


class Place(Column):
    """Codes of airports or a city, a city by its name, or a position."""

    kind = "place"

    def bounds(self) -> str:
        """The forms of a place."""
        return "AIRPORT|AIRPORT, CITYCODE, `City, CC`, `City, STATE, CC` or `LAT, LON`"


class Ids(Column):
    """Ids of other files joined by `|`."""

    kind = "ids joined by |"


class Day(Column):
    """An ISO date."""

    kind = "date"


class Instant(Column):
    """A date and a time by the clock of a place."""

    kind = "local time"


class Clock(Column):
    """A time of the day."""

    kind = "time"


class Number(Column):
    """A number of zero or more, with decimals."""

    kind = "number"

    def bounds(self) -> str:
        """The lower end."""
        return "0 or more"


class Share(Column):
    """A part of a whole, from 0 to 1."""

    kind = "number"

    def bounds(self) -> str:
        """Both ends."""
        return "0 to 1"


class Ranges(Column):
    """ISO dates or ranges of them joined by `|`."""

    kind = "dates or ranges joined by |"


@dataclass(frozen=True)
class Seasons(Column):
    """ISO dates or ranges, each with an amount of the row's currency, joined by `|`."""

    unit: str = field(default="row's currency", kw_only=True)
    kind = "ranges with amounts joined by |"

    def bounds(self) -> str:
        """The form of one."""
        return "FIRST..LAST=AMOUNT, no two on one day"


class YesOrNo(Column):
    """Yes or no."""

    kind = "yes or no"


class CabinWord(Column):
    """A cabin."""

    kind = "word"

    def bounds(self) -> str:
        """The cabins."""
        return ", ".join(CABIN_BY_WORD)


@dataclass(frozen=True)
class Whole(Column):
    """A whole number from `least` to `most`."""

    least: int = field(default=0, kw_only=True)
    most: int = field(default=10**9 - 1, kw_only=True)
    kind = "whole number"

    def bounds(self) -> str:
        """Both ends, where the upper is one of sense."""
        return f"{self.least} to {self.most}" if self.most < Whole.most else f"{self.least} or more"


@dataclass(frozen=True)
class Amount(Column):
    """An amount of the row's currency, of which the member holds minor units of the company's."""

    unit: str = field(default="row's currency", kw_only=True)
    kind = "amount"

    def bounds(self) -> str:
        """The lower end."""
        return "0 or more"


def columns_of(model: type[BaseModel]) -> Mapping[str, Column]:
    """The columns that a model declares, by their names in the file, in order."""
    return {
        info.alias or member: column
        for member, info in model.model_fields.items()
        for column in info.metadata
        if isinstance(column, Column)
    }


def member_of(model: type[BaseModel], column: str) -> str:
    """The member of a model that holds a column of the file."""
    return next(member for member, info in model.model_fields.items() if column in (info.alias, member))
