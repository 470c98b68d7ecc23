"""The base of every domain model: frozen, and closed to fields that it does not name."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_set_members, _set_names, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
"""All that a model of pydantic holds, written past its guard; the last two are of models that take in more than
members."""


class Model(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, allow_inf_nan=False
    )

    def changed(self, **members: object) -> Self:
        """A copy with some members replaced, unchecked but for their names; the others are the very same objects.

        What was looked up in the old members (`cached_property`) is not kept. The set of member names is shared too,
        which would be most of a copy's time and memory.

        Raises
        ------
        TypeError : a name is no member's
        """
        kept, names = self.__dict__, type(self).__pydantic_fields__
        if len(kept) > len(names):
            kept = {name: kept[name] for name in names}
        held = kept | members
        if len(held) > len(names):
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(members.keys() - names.keys()))}")
        other = type(self).__new__(type(self))
        _set_members(other, held)
        _set_names(other, self.__pydantic_fields_set__)
        _set_extra(other, self.__pydantic_extra__)
        _set_private(other, None)
        return other

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The record that `changed` gives for `update`: pydantic's own copy, `deep` or not, would keep what was looked
        up in members that it replaces."""
        return self.changed(**(update or {}))


class Cabin(IntEnum):
    """Cabins from lowest to highest; the number is what the offer columns hold."""

    ECONOMY = 0
    PREMIUM_ECONOMY = 1
    BUSINESS = 2
    FIRST = 3

    @property
    def word(self) -> str:
        """The cabin as files and plans write it: `premium_economy`."""
        return self.name.lower()


CABIN_BY_WORD = {cabin.word: cabin for cabin in Cabin}


class DateRange(Model):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` lies in the range."""
        return self.first <= last and first <= self.last

    def holds(self, first: date, last: date) -> bool:
        """Whether every day from `first` to `last` lies in the range."""
        return self.first <= first and last <= self.last
