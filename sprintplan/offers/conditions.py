"""The conditions of offers: ids, owners, validity, fare brands; what the seller does not say stays unknown."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]
_UNKNOWN = -1
_BASIC = re.compile(r"\b(basic|light|lite)\b", re.IGNORECASE)
"""Names of fares without changes, refunds and bags: Basic Economy, Economy Light, Blue Basic, Economy Lite."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Terms:
    """Columns of m offers, each bought whole; rows of an OfferTable point at them. -1 is unknown everywhere.

    ids : (m,) the seller's own ids, in UTF-8; empty where it gives none
    fetched_at, expires_at : (m,) seconds since 1970
    owner, fare_brand, fare_basis : (m,) numbers in `words`
    checked_bags : (m,) least number of bags included on any flight
    changeable, refundable : (m,) 1 yes, 0 no
    """

    ids: NDArray[np.bytes_]
    fetched_at: Ints
    expires_at: Ints
    owner: Ints
    fare_brand: Ints
    fare_basis: Ints
    checked_bags: Ints
    changeable: Ints
    refundable: Ints
    words: tuple[str, ...] = ()

    @cached_property
    def basic(self) -> Ints:
        """(m,) 1 where the name of the fare is that of basic economy, 0 where it is another."""
        named = [int(_BASIC.search(word) is not None) for word in self.words]
        return np.array([*named, _UNKNOWN], np.int64)[self.fare_brand]

    def __len__(self) -> int:
        return len(self.ids)

    def id(self, number: int) -> str:
        """The seller's id of the offer with that `number`."""
        return bytes(self.ids[number]).decode()

    def of(self, number: int) -> "OfferConditions":
        """The conditions of the offer with that `number`; nothing at all for -1."""
        if number == _UNKNOWN:
            return OfferConditions()
        return OfferConditions(
            fetched_at=_instant(int(self.fetched_at[number])),
            expires_at=_instant(int(self.expires_at[number])),
            owner=self._word(self.owner, number),
            fare_brand=self._word(self.fare_brand, number),
            fare_basis=self._word(self.fare_basis, number),
            checked_bags=_known(int(self.checked_bags[number])),
            changeable=_yes(int(self.changeable[number])),
            refundable=_yes(int(self.refundable[number])),
        )

    def _word(self, column: Ints, number: int) -> str | None:
        word = int(column[number])
        return None if word == _UNKNOWN else self.words[word]


@dataclass(frozen=True)
class OfferConditions:
    """The conditions of one offer in the words of the plan; None is unknown."""

    fetched_at: str | None = None
    expires_at: str | None = None
    owner: str | None = None
    fare_brand: str | None = None
    fare_basis: str | None = None
    checked_bags: int | None = None
    changeable: bool | None = None
    refundable: bool | None = None


def _instant(seconds: int) -> str | None:
    """RFC 3339 in UTC: 1792838400 -> "2026-10-24T10:40:00Z"."""
    if seconds == _UNKNOWN:
        return None
    return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _known(number: int) -> int | None:
    return None if number == _UNKNOWN else number


def _yes(flag: int) -> bool | None:
    return None if flag == _UNKNOWN else bool(flag)


def _none() -> Terms:
    empty: Ints = np.zeros(0, np.int64)
    return Terms(np.zeros(0, np.bytes_), empty, empty, empty, empty, empty, empty, empty, empty)


NO_TERMS = _none()
