"""Searches at Duffel: an offer request, then every page of its offers, with a state that tells how it went."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from sprintplan.domain.duffel import ADDRESS, DuffelTerms
from sprintplan.errors import OfferSourceError, UsageError
from sprintplan.offers.duffel.query import Query, request_body
from sprintplan.offers.http import Answer, Http, Secret

TOKEN, URL = "DUFFEL_API_TOKEN", "DUFFEL_API_URL"
HTTP_TIMEOUT_S = 130
# Duffel ends a search by then whatever the airlines do; a longer supplier timeout of ours adds to it.
PAGE = 200
MOST_PAGES = 200
REFUSED = (401, 403)

State = Literal["ok", "empty", "partial", "rate_limited", "failed"]


@dataclass(frozen=True)
class Reply:
    """What came of one search: `pages` are its offer lists as they came, `problem` a sentence where any is missing."""

    state: State
    pages: tuple[bytes, ...] = ()
    problem: str = ""
    fetched_at: str = ""


@dataclass(frozen=True)
class Again:
    """An offer asked for again: `offer` where it is still sold, `gone` where Duffel says it no longer is."""

    offer: Mapping[str, Any] | None
    gone: bool = False
    problem: str = ""


def token() -> Secret:
    """The token of the environment.

    Raises
    ------
    UsageError : it is not there, or could not be one; it is not repeated
    """
    word = os.environ.get(TOKEN, "").strip()
    if not word:
        raise UsageError(f"{TOKEN} is not set. Set it to your Duffel token; it is read from the environment alone")
    if not re.fullmatch(r"[\x21-\x7e]{8,}", word):
        raise UsageError(f"{TOKEN} holds something that is no token. Copy it again, without blanks or line ends")
    return Secret(word)


class Duffel:
    """Asks Duffel under a workspace's terms; safe to use from several threads.

    Raises
    ------
    OfferSourceError : from any call, where Duffel refuses the token
    """

    def __init__(self, terms: DuffelTerms, http: Http | None = None) -> None:
        self.terms = terms
        self.http = http or open_http(terms)

    @property
    def host(self) -> str:
        """Who is asked, as people are told it."""
        return urlsplit(self.http.base_url).netloc

    def search(self, query: Query) -> Reply:
        """Every page of the query's offers."""
        params: dict[str, str | int] = {
            "return_offers": "false",
            "supplier_timeout": self.terms.supplier_timeout_s * 1000,
        }
        asked = self.http.call("POST", "/air/offer_requests", params, request_body(query, self.terms))
        _refuse(asked)
        if asked.kind != "ok":
            return _stamped(Reply(asked.kind, problem=asked.problem))
        request_id = _text(asked.data, "data", "id")
        if not request_id:
            return _stamped(Reply("failed", problem="Duffel's offer request came back without an id"))
        return _stamped(self._pages(request_id))

    def _pages(self, request_id: str) -> Reply:
        pages: list[bytes] = []
        offers, after, seen = 0, "", set[str]()
        while True:
            params: dict[str, str | int] = {"offer_request_id": request_id, "limit": PAGE}
            answer = self.http.call("GET", "/air/offers", params | ({"after": after} if after else {}))
            _refuse(answer)
            if answer.kind != "ok":
                return Reply("partial" if pages else answer.kind, tuple(pages), answer.problem)
            found = answer.data.get("data") if isinstance(answer.data, dict) else None
            if not isinstance(found, list):
                return Reply("partial" if pages else "failed", tuple(pages), "a page of offers holds no list")
            pages.append(answer.raw)
            offers += len(found)
            after = _text(answer.data, "meta", "after")
            if not after:
                return Reply("ok" if offers else "empty", tuple(pages))
            if after in seen or len(pages) >= MOST_PAGES:
                return Reply("partial", tuple(pages), "Duffel's pages of offers lead in a circle")
            seen.add(after)

    def offer(self, offer_id: str) -> Again:
        """The offer as it is sold now."""
        answer = self.http.call("GET", f"/air/offers/{offer_id}")
        _refuse(answer)
        if answer.kind == "ok":
            found = answer.data.get("data") if isinstance(answer.data, dict) else None
            return Again(found) if isinstance(found, dict) else Again(None, problem="the answer holds no offer")
        gone = answer.status in (404, 410) or (
            answer.status == 422 and ("no_longer" in answer.code or "expired" in answer.code)
        )
        return Again(None, gone=gone, problem=answer.problem)


def open_http(terms: DuffelTerms) -> Http:
    """Calls to the address of the environment, else of the workspace, with the token of the environment."""
    headers = {"Duffel-Version": "v2", "Accept": "application/json", "Accept-Encoding": "gzip"}
    timeout = max(HTTP_TIMEOUT_S, terms.supplier_timeout_s + 10)
    return Http(address(terms), headers, token(), timeout_s=timeout)


def address(terms: DuffelTerms) -> str:
    """Where searches go: the address of the environment, else of the workspace."""
    url = os.environ.get(URL, "").strip() or terms.url
    if not re.fullmatch(ADDRESS, url):
        raise UsageError(f"{URL} is no address to send a token to. Write https://HOST (http only on this machine)")
    return url


def host_of(terms: DuffelTerms) -> str:
    """The address without its path, as people are told it."""
    return urlsplit(address(terms)).netloc


def _refuse(answer: Answer) -> None:
    if answer.status in REFUSED:
        raise OfferSourceError(f"Duffel refuses the token. {answer.problem}. Set {TOKEN} to one that it accepts")


def _stamped(reply: Reply) -> Reply:
    return replace(reply, fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _text(data: Any, outer: str, inner: str) -> str:
    """A text two levels down; empty where there is none."""
    section = data.get(outer) if isinstance(data, dict) else None
    value = section.get(inner) if isinstance(section, dict) else None
    return value if isinstance(value, str) else ""
