"""Offers asked for once more: each by its id, and by its search where it is no longer held."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from sprintplan.offers.answers import survey
from sprintplan.offers.answers.quote import FLIGHT, UNKNOWN, Flight, Quote
from sprintplan.offers.duffel.cache import Cache
from sprintplan.offers.duffel.client import Again, Duffel
from sprintplan.offers.duffel.query import Query
from sprintplan.offers.duffel.reply import Reply
from sprintplan.offers.duffel.side_by_side import SideBySide

OFFER_ID = re.compile(rb'"(off_[A-Za-z0-9_]{1,80})"')
Answered = TypeVar("Answered", Again, Reply)
Journeys = tuple[tuple[tuple[str, str, str, str], ...], ...]
"""Each way's flights: origin, destination, local departure and cabin; what makes two offers the same product."""


@dataclass(frozen=True)
class HeldOffer:
    """An offer as a plan has it: its id, the search that found it, and its journeys."""

    id: str
    query: Query
    journeys: Journeys


@dataclass(frozen=True)
class Now:
    """What is sold now in place of a held offer: itself, another one of the same journeys, or nothing (None)."""

    quote: Quote | None
    expired: bool = False
    problem: str = ""


class Refresher:
    """Asks for held offers again and has the cache hold what it learns; `key` is what a query is kept under."""

    def __init__(
        self,
        duffel: Duffel,
        cache: Cache,
        key: Callable[[Query], str],
        now: datetime,
        on_step: Callable[[int, int], None],
    ) -> None:
        self.duffel, self.cache, self.key, self.now, self.on_step = duffel, cache, key, now, on_step
        self._searched: dict[Query, Reply] = {}

    def ask(self, held: Sequence[HeldOffer]) -> list[Now]:
        """How each of the `held` offers is sold now, in their order."""
        known = [one for one in held if OFFER_ID.fullmatch(f'"{one.id}"'.encode())]
        answers: dict[str, Again] = {}

        def note(one: HeldOffer, answer: Again | Exception) -> None:
            answers[one.id] = _raised(answer)
            self.on_step(len(held), len(answers))

        SideBySide(self._by_id, known, self.duffel.terms.parallel).each(note)
        lost = [one for one in held if self._is_lost(answers.get(one.id))]
        self._search({one.query for one in lost})
        self._keep_changed({id: answer.offer for id, answer in answers.items() if answer.offer}, held)
        return [self._now(one, answers.get(one.id)) for one in held]

    def _by_id(self, held: HeldOffer) -> Again:
        return self.duffel.offer(held.id)

    def _is_lost(self, answer: Again | None) -> bool:
        """Whether it is gone or expired, or has no id to ask for, so that only a search can tell."""
        if answer is None or answer.gone:
            return True
        return answer.quote is not None and UNKNOWN < answer.quote.expires_at <= self.now.timestamp()

    def _search(self, queries: Iterable[Query]) -> None:
        def keep(query: Query, reply: Reply | Exception) -> None:
            self._searched[query] = _raised(reply)
            self.cache.keep(self.key(query), self._searched[query])

        SideBySide(self.duffel.search, sorted(queries, key=self.key), self.duffel.terms.parallel).each(keep)

    def _keep_changed(self, offers: Mapping[str, Mapping[str, Any]], held: Sequence[HeldOffer]) -> None:
        """Put offers that were asked for by id in the place of what they were, in answers that were not renewed."""
        by_query: dict[Query, dict[str, Mapping[str, Any]]] = {}
        for one in held:
            if one.id in offers and one.query not in self._searched:
                by_query.setdefault(one.query, {})[one.id] = offers[one.id]
        for query, fresh in by_query.items():
            self.cache.replace_offers(self.key(query), fresh)

    def _now(self, held: HeldOffer, answer: Again | None) -> Now:
        if answer is not None and not self._is_lost(answer):
            return Now(answer.quote, problem=answer.problem)
        expired = answer is not None and answer.quote is not None
        reply = self._searched[held.query]
        if reply.state not in ("ok", "empty"):
            return Now(None, expired, reply.problem)
        same = [quote for page in reply.pages for quote in survey(page).quotes if journeys_of(quote) == held.journeys]
        return Now(min(same, key=fare_of, default=None), expired)


def fare_of(quote: Quote) -> Decimal:
    """The fare of one adult, in the currency that the quote states, rounded to its decimals where it is shared."""
    whole = Decimal(quote.fare.value).scaleb(-quote.fare.places)
    shared = whole / quote.fare.travellers
    return whole if shared == whole else shared.quantize(Decimal(1).scaleb(-quote.fare.places))


def _raised(answer: Answered | Exception) -> Answered:
    if isinstance(answer, Exception):
        raise answer
    return answer


def journeys_of(quote: Quote) -> Journeys:
    """The flights that the offer in a `quote` is for."""
    return tuple(tuple(map(_flight, one)) for one in quote.journeys)


def _flight(flight: Flight) -> tuple[str, str, str, str]:
    segment = dict(zip(FLIGHT, flight, strict=True))
    return segment["origin"], segment["destination"], segment["departs"][:16], segment["cabin"]


def queries_by_offer(cache: Cache, queries: Mapping[str, Query], wanted: set[str]) -> dict[str, Query]:
    """The search that brought each offer, by offer id; the last kept one counts.

    Parameters
    ----------
    cache : the kept answers
    queries : by key
    wanted : ids of the offers
    """
    by_offer: dict[str, Query] = {}
    for key, _, page in cache.pages(queries):
        for match in OFFER_ID.finditer(page):
            offer = match[1].decode()
            if offer in wanted:
                by_offer[offer] = queries[key]
    return by_offer
