"""Searches at Duffel: an offer request, then every page of its offers, with a state that tells how it went."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sprintplan.domain.duffel import DuffelTerms
from sprintplan.errors import OfferSourceError, UsageError
from sprintplan.offers.answers import NoOffers, survey
from sprintplan.offers.answers.quote import Quote
from sprintplan.offers.duffel.query import Query, request_body
from sprintplan.offers.duffel.reply import Reply, State
from sprintplan.offers.http import Http, HttpAnswer, safe_address
from sprintplan.offers.secret import Secret

TOKEN, URL = "DUFFEL_API_TOKEN", "DUFFEL_API_URL"
HTTP_TIMEOUT_S = 130
"""Duffel ends a search by then whatever the airlines do; a longer supplier timeout of ours adds to it."""
PAGE = 200
MOST_PAGES = 200
MOST_OCTETS = 64 << 20
"""Bytes of all pages of a search; 200 offers have some 1.5 million."""
REFUSED = (401, 403)


@dataclass(frozen=True)
class Again:
    """An offer asked for again.

    Attributes
    ----------
    quote, offer : the offer where it is still sold: as it is read, and as it came
    gone : Duffel says that it is no longer sold
    problem : why neither is known; empty otherwise
    """

    quote: Quote | None = None
    offer: Mapping[str, Any] | None = None
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
        raise UsageError(f"{TOKEN} holds something that is not a token. Copy it again, without blanks or line ends")
    return Secret(word)


class Duffel:
    """Asks Duffel under a workspace's terms; safe to use from several threads.

    Parameters
    ----------
    insecure : whether the token may go to another machine unencrypted

    Raises
    ------
    OfferSourceError : from any call, where Duffel refuses the token
    """

    def __init__(self, terms: DuffelTerms, http: Http | None = None, *, insecure: bool = False) -> None:
        self.terms = terms
        self.http = http or open_http(terms, insecure=insecure)

    @property
    def host(self) -> str:
        """Who is asked, as people read it."""
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
        pages = _Pages()
        after = ""
        while True:
            params: dict[str, str | int] = {"offer_request_id": request_id, "limit": PAGE}
            answer = self.http.call("GET", "/air/offers", params | ({"after": after} if after else {}))
            _refuse(answer)
            if answer.kind != "ok":
                return pages.cut_short(answer.kind, answer.problem)
            if problem := pages.take(answer):
                return pages.cut_short("failed", problem)
            after = _text(answer.data, "meta", "after")
            if not after:
                return pages.complete()
            if problem := pages.refuse_more(after):
                return pages.cut_short("failed", problem)

    def offer(self, offer_id: str) -> Again:
        """The offer with the id `offer_id` as it is sold now."""
        answer = self.http.call("GET", f"/air/offers/{offer_id}")
        _refuse(answer)
        if answer.kind == "ok":
            return _again(answer, offer_id)
        gone = answer.status in (404, 410) or (
            answer.status == 422 and ("no_longer" in answer.code or "expired" in answer.code)
        )
        return Again(gone=gone, problem=answer.problem)


class _Pages:
    """The pages of one search so far, each of which the reader of kept answers can read."""

    def __init__(self) -> None:
        self._pages: list[bytes] = []
        self._read, self._unread, self._octets = 0, 0, 0
        self._problem = ""
        self._seen = set[str]()

    def take(self, answer: HttpAnswer) -> str:
        """Add a page; why not, where it cannot be read."""
        data = answer.data.get("data") if isinstance(answer.data, dict) else None
        if not isinstance(data, list):
            return "a page of offers holds no list"
        try:
            surveyed = survey(answer.raw)
        except NoOffers as error:
            return f"a page of offers {error.what}"
        self._pages.append(answer.raw)
        self._read += len(surveyed.quotes)
        self._unread += surveyed.unread
        self._octets += len(answer.raw)
        self._problem = self._problem or surveyed.problem
        return ""

    def refuse_more(self, after: str) -> str:
        """Why no further page is asked for; empty where one is."""
        if after in self._seen or len(self._pages) >= MOST_PAGES:
            return "Duffel's pages of offers lead in a circle"
        self._seen.add(after)
        return f"more than {MOST_OCTETS >> 20} MB of offers" if self._octets > MOST_OCTETS else ""

    def complete(self) -> Reply:
        """The reply once the last page is there."""
        if self._unread and not self._read:
            return Reply("failed", problem=f"none of {self._unread} offers can be used: {self._problem}")
        return Reply("ok" if self._read else "empty", tuple(self._pages))

    def cut_short(self, state: State, problem: str) -> Reply:
        """The reply where the rest cannot be had; `state` tells why."""
        return Reply("partial" if self._read else state, tuple(self._pages) if self._read else (), problem)


def _again(answer: HttpAnswer, offer_id: str) -> Again:
    """What an answer says about one offer: this one, that can be read, or a problem."""
    try:
        surveyed = survey(answer.raw)
    except NoOffers as error:
        return Again(problem=f"the answer {error.what}")
    if surveyed.problem or len(surveyed.quotes) != 1:
        return Again(problem=f"the answer holds no offer that can be used: {surveyed.problem or 'there is none'}")
    (quote,) = surveyed.quotes
    if quote.id != offer_id:
        return Again(problem="the answer is about another offer")
    return Again(quote, answer.data["data"])


def open_http(terms: DuffelTerms, *, insecure: bool = False) -> Http:
    """Calls to the address of the environment, else of the workspace, with the token of the environment.

    Parameters
    ----------
    terms : the workspace's
    insecure : whether the token may go to another machine over plain http

    Raises
    ------
    UsageError : there is no token, or the address is none that it may go to
    """
    headers = {"Duffel-Version": "v2", "Accept": "application/json", "Accept-Encoding": "gzip"}
    timeout = max(HTTP_TIMEOUT_S, terms.supplier_timeout_s + 10)
    return Http(safe_address(URL, address(terms), insecure=insecure), headers, token(), timeout_s=timeout)


def address(terms: DuffelTerms) -> str:
    """The address that searches go to: that of the environment, else of the workspace's `terms`."""
    return os.environ.get(URL, "").strip() or terms.url


def host_of(terms: DuffelTerms) -> str:
    """The address of the `terms` without its path, as people read it."""
    return urlsplit(address(terms)).netloc


def _refuse(answer: HttpAnswer) -> None:
    if answer.status in REFUSED:
        raise OfferSourceError(f"Duffel refuses the token. {answer.problem}. Set {TOKEN} to one that it accepts")


def _stamped(reply: Reply) -> Reply:
    return replace(reply, fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _text(data: Any, outer: str, inner: str) -> str:
    """A text two levels down; empty where there is none."""
    section = data.get(outer) if isinstance(data, dict) else None
    value = section.get(inner) if isinstance(section, dict) else None
    return value if isinstance(value, str) else ""
