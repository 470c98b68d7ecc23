"""One search: airports or cities, dates, cabin, connections; never a person."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sprintplan.domain.duffel import DuffelTerms
from sprintplan.domain.model import CABIN_BY_WORD, Cabin
from sprintplan.problems import shown

_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_KEY = re.compile(
    rf"([A-Z0-9]{{3}})-([A-Z0-9]{{3}}) {_DAY}(?:/{_DAY})? ({'|'.join(CABIN_BY_WORD)}) ([0-9]) ([0-9a-f]{{8}})"
)


@dataclass(frozen=True, order=True)
class Query:
    """What one search asks for; `returns` is the day of the way back, None where it asks for one way alone."""

    origin: str
    destination: str
    departs: date
    returns: date | None
    cabin: Cabin
    connections: int

    def __str__(self) -> str:
        back = f" and back {self.returns}" if self.returns else ""
        return f"{self.origin}-{self.destination} {self.departs}{back}, {self.cabin.word}"


def key_of(query: Query, terms: DuffelTerms) -> str:
    """The text that the query's answer is kept under: the query, and a digest of the terms that change answers."""
    days = str(query.departs) if query.returns is None else f"{query.departs}/{query.returns}"
    asked = f"{query.origin}-{query.destination} {days} {query.cabin.word} {query.connections}"
    return f"{asked} {_digest(terms)}"


def query_of(key: str, terms: DuffelTerms) -> Query | None:
    """The query of a key; None where its answer came under other terms.

    Raises
    ------
    ValueError : it is no key
    """
    query, digest = _parsed(key)
    return query if digest == _digest(terms) else None


def _parsed(key: str) -> tuple[Query, str]:
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"{shown(key)} is not a key of a search")
    origin, destination, departs, returns, cabin, connections, digest = match.groups()
    back = date.fromisoformat(returns) if returns else None
    query = Query(origin, destination, date.fromisoformat(departs), back, CABIN_BY_WORD[cabin], int(connections))
    return query, digest


@cache
def _digest(terms: DuffelTerms) -> str:
    text = json.dumps([_private_fares(terms), terms.departs, terms.arrives], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def request_body(query: Query, terms: DuffelTerms) -> dict[str, Any]:
    """The body of `POST /air/offer_requests` for a `query` under the workspace's `terms`."""
    slices = [_slice(query.origin, query.destination, query.departs, terms)]
    if query.returns is not None:
        slices.append(_slice(query.destination, query.origin, query.returns, terms))
    data: dict[str, Any] = {
        "slices": slices,
        "passengers": [{"type": "adult"}],
        "cabin_class": query.cabin.word,
        "max_connections": query.connections,
    }
    if fares := _private_fares(terms):
        data["private_fares"] = fares
    return {"data": data}


def _slice(origin: str, destination: str, day: date, terms: DuffelTerms) -> dict[str, Any]:
    body: dict[str, Any] = {"origin": origin, "destination": destination, "departure_date": str(day)}
    for key, window in (("departure_time", terms.departs), ("arrival_time", terms.arrives)):
        if window:
            body[key] = {"from": window[0], "to": window[1]}
    return body


def _private_fares(terms: DuffelTerms) -> dict[str, list[dict[str, str]]]:
    """Duffel's `private_fares`: by airline, the parts of each agreement that are stated."""
    fares: dict[str, list[dict[str, str]]] = {}
    for fare in terms.private_fares:
        parts = {key: value for key, value in fare.model_dump().items() if value and key != "airline"}
        fares.setdefault(fare.airline, []).append(parts)
    return fares
