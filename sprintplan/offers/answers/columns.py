"""Quotes gathered into columns of numbers: each word once, everything else whole numbers, a batch at a time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, itemgetter

import numpy as np

from sprintplan.offers.answers.quote import FLIGHT, Amount, Flight, Quote
from sprintplan.offers.skipped import Unusable
from sprintplan.offers.table import NO_LIMIT, UNKNOWN, Int32, Int64

BATCH = 200
"""Offers that are objects at a time: few, so that they stay in the processor's cache and out of the collector's way."""
MOST_SEGMENTS = 6
_ID = re.compile(r"[\w.:+=/-]{1,80}")
_NOT_STATED = Amount(UNKNOWN, 0, 1)
_MOST_SEATS = int(NO_LIMIT)


class WordNumbers(dict[str, int]):
    """Numbers of words, each new one numbered on; the empty word has none."""

    def __init__(self) -> None:
        super().__init__({"": UNKNOWN})

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self) - 1
        return number

    def column(self, words: Iterable[str]) -> Int32:
        """The number of each of some `words`."""
        return np.fromiter(map(self.__getitem__, words), np.int32)

    @property
    def words(self) -> tuple[str, ...]:
        """The words by number."""
        return tuple(self)[1:]


@dataclass(frozen=True)
class Drafted:
    """Offers (m), their journeys as rows (n) and flights (f), all in the order in which they came.

    offers : (m,) columns by name: answer, value, places, travellers, co2e_value, co2e_places, seats,
        fetched_at, expires_at, checked_bags, changeable, refundable, and numbers of `currency` and of terms
    offer, count : (n,) each row's offer, and its flights
    flights : (f,) numbers of words by `FLIGHT`'s names
    words : by kind: place, time, zone, cabin, carrier, number, duration, currency, term
    """

    ids: list[bytes]
    offers: dict[str, Int64]
    offer: Int64
    count: Int64
    flights: dict[str, Int32]
    words: dict[str, tuple[str, ...]]

    @cached_property
    def row_of_flight(self) -> Int64:
        """(f,) the row that each flight belongs to."""
        return np.repeat(np.arange(len(self.count)), self.count)


_KIND = {
    "origin": "place",
    "destination": "place",
    "departs": "time",
    "arrives": "time",
    "origin_zone": "zone",
    "destination_zone": "zone",
    "cabin": "cabin",
    "carrier": "carrier",
    "operator": "carrier",
    "number": "number",
    "duration": "duration",
    "currency": "currency",
    "owner": "term",
    "fare_brand": "term",
    "fare_basis": "term",
}
_TEXTS = ("currency", "owner", "fare_brand", "fare_basis")
_NUMBERS = ("fetched_at", "expires_at", "checked_bags", "changeable", "refundable")


class Draft:
    """Takes quotes one by one and keeps them as columns."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self._words = {kind: WordNumbers() for kind in dict.fromkeys(_KIND.values())}
        self._quotes: list[Quote] = []
        self._answers: list[int] = []
        self._flights: list[Flight] = []
        self._counts: list[int] = []
        self._rows: list[int] = []
        self._batches: list[tuple[dict[str, Int64], dict[str, Int32], Int64, Int64]] = []

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, quote: Quote, answer: int) -> None:
        """Keep a quote of an answer by number; Unusable where its shape cannot be kept."""
        if not _ID.fullmatch(quote.id):
            raise Unusable("without a usable id")
        if any(not journey for journey in quote.journeys):
            raise Unusable("a journey without flights")
        if max(map(len, quote.journeys)) > MOST_SEGMENTS:
            raise Unusable(f"a journey of more than {MOST_SEGMENTS} flights")
        if quote.seats is not None and quote.seats < 1:
            raise Unusable(f"for {quote.seats} seats")
        for journey in quote.journeys:
            self._rows.append(len(self.ids))
            self._counts.append(len(journey))
            self._flights += journey
        self.ids.append(quote.id.encode())
        self._quotes.append(quote)
        self._answers.append(answer)
        if len(self._quotes) == BATCH:
            self._flush()

    def _flush(self) -> None:
        """Turn what was gathered into columns, so that the objects can go."""
        offers = {name: self._column(name, map(attrgetter(name), self._quotes)) for name in _TEXTS}
        offers |= {name: _ints(map(attrgetter(name), self._quotes)) for name in _NUMBERS}
        offers |= _amounts("", [one.fare for one in self._quotes])
        offers |= _amounts("co2e_", [one.co2e_kg or _NOT_STATED for one in self._quotes])
        offers["seats"] = _ints([min(one.seats or _MOST_SEATS, _MOST_SEATS) for one in self._quotes])
        offers["answer"] = _ints(self._answers)
        flights = {name: self._column(name, map(itemgetter(at), self._flights)) for at, name in enumerate(FLIGHT)}
        self._batches.append((offers, flights, _ints(self._rows), _ints(self._counts)))
        self._quotes, self._answers, self._flights, self._rows, self._counts = [], [], [], [], []

    def _column(self, name: str, words: Iterable[str]) -> Int32:
        return self._words[_KIND[name]].column(words)

    def columns(self) -> Drafted:
        """Everything that was added."""
        self._flush()
        offers, flights, rows, counts = zip(*self._batches, strict=True)
        return Drafted(
            ids=self.ids,
            offers={name: np.concatenate([batch[name] for batch in offers]) for name in offers[0]},
            offer=np.concatenate(rows),
            count=np.concatenate(counts),
            flights={name: np.concatenate([batch[name] for batch in flights]) for name in FLIGHT},
            words={kind: words.words for kind, words in self._words.items()},
        )


def _ints(values: Iterable[int]) -> Int64:
    return np.fromiter(values, np.int64)


def _amounts(prefix: str, amounts: list[Amount]) -> dict[str, Int64]:
    """Columns `value`, `places` and `travellers` of amounts."""
    return {
        f"{prefix}value": _ints([one.value for one in amounts]),
        f"{prefix}places": _ints([one.places for one in amounts]),
        f"{prefix}travellers": _ints([one.travellers for one in amounts]),
    }
