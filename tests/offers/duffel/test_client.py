"""Searches and single offers, as the client tells them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sprintplan.domain.duffel import DuffelTerms, PrivateFare
from sprintplan.domain.model import Cabin
from sprintplan.errors import OfferSourceError, UsageError
from sprintplan.offers.duffel.client import Duffel, open_http, token
from sprintplan.offers.duffel.query import Query, key_of, request_body
from sprintplan.offers.http import Http, Patience
from sprintplan.offers.rate_limit import Pace
from sprintplan.offers.secret import Secret
from tests.offers.duffel.answers import offer_for
from tests.offers.duffel.server import FakeDuffel, Fault, duffel_server, refusal

QUERY = Query("LON", "LIS", date(2027, 5, 9), None, Cabin.ECONOMY, 1)
TOKEN = "duffel_test_Secret-0123456789"


@pytest.fixture
def server() -> Iterator[FakeDuffel]:
    with duffel_server() as running:
        yield running


def client(server: FakeDuffel, **terms: object) -> Duffel:
    """A client that never really waits."""

    def no_wait(_: float) -> None:
        pass

    pace = Pace(1_000_000, sleep=no_wait)
    http = Http(
        server.url, {}, Secret(TOKEN), timeout_s=5, pace=pace, patience=Patience(tries=3, first_s=0.0), sleep=no_wait
    )
    return Duffel(DuffelTerms.model_validate(terms), http)


def test_a_search_sends_what_the_query_and_the_terms_say(server: FakeDuffel) -> None:
    fare = PrivateFare(airline="QF", corporate_code="FLX53", tracking_reference="ABN:1")
    terms = {"supplier_timeout_s": 25, "private_fares": (fare,), "departs": ("06:00", "22:00")}
    client(server, **terms).search(QUERY)
    (body,) = server.bodies
    window = {"from": "06:00", "to": "22:00"}
    assert body == {
        "slices": [
            {"origin": "LON", "destination": "LIS", "departure_date": "2027-05-09", "departure_time": window},
        ],
        "passengers": [{"type": "adult"}],
        "cabin_class": "economy",
        "max_connections": 1,
        "private_fares": {"QF": [{"corporate_code": "FLX53", "tracking_reference": "ABN:1"}]},
    }
    assert [path.partition("?")[2] for _, path, _ in server.seen] == [
        "return_offers=false&supplier_timeout=25000",
        "offer_request_id=orq_1&limit=200",
    ]


def test_a_search_for_both_ways_has_two_slices(server: FakeDuffel) -> None:
    client(server).search(Query("LHR", "LIS", date(2027, 5, 9), date(2027, 5, 16), Cabin.BUSINESS, 2))
    assert [(part["origin"], part["departure_date"]) for part in server.bodies[0]["slices"]] == [
        ("LHR", "2027-05-09"),
        ("LIS", "2027-05-16"),
    ]


def test_every_page_is_read(server: FakeDuffel) -> None:
    """Seven offers, three a page."""
    server.offers = lambda data: [offer_for(data, hour, 100 + hour) for hour in range(7)]
    server.page = 3
    reply = client(server).search(QUERY)
    assert (reply.state, len(reply.pages)) == ("ok", 3)
    assert sum(page.count(b'"id": "off_') for page in reply.pages) == 7


def test_no_offers_are_an_answer(server: FakeDuffel) -> None:
    server.offers = lambda _: []
    reply = client(server).search(QUERY)
    assert (reply.state, reply.problem, len(reply.pages)) == ("empty", "", 1)


def test_a_cursor_that_comes_again_ends_the_search_as_partial(server: FakeDuffel) -> None:
    server.circle = True
    reply = client(server).search(QUERY)
    assert (reply.state, len(reply.pages)) == ("partial", 2)
    assert "circle" in reply.problem


@pytest.mark.parametrize(("offers", "state", "pages"), [(1, "partial", 1), (0, "failed", 0)])
def test_a_page_that_fails_leaves_the_search_partial_where_one_before_has_offers(
    server: FakeDuffel, offers: int, state: str, pages: int
) -> None:
    """The first page has one offer, or none, and the second one fails."""
    duffel = client(server)
    many = [offer_for(request_body(QUERY, duffel.terms)["data"], 9, 100)] * offers
    page = json.dumps({"data": many, "meta": {"after": "3"}}).encode()
    server.faults["GET"].extend([Fault(200, page), *[Fault(503, b"{}")] * 3])
    reply = duffel.search(QUERY)
    assert (reply.state, len(reply.pages)) == (state, pages)
    assert "503" in reply.problem


@pytest.mark.parametrize("body", [b"[]", b'{"data": null}', b'{"data": {}}', b"3"])
def test_a_page_without_a_list_is_a_failure_and_not_an_empty_answer(server: FakeDuffel, body: bytes) -> None:
    server.faults["GET"].append(Fault(200, body))
    assert client(server).search(QUERY).state == "failed"


def test_a_search_without_an_id_is_a_failure(server: FakeDuffel) -> None:
    server.faults["POST"].append(Fault(200, b'{"data": {}}'))
    assert client(server).search(QUERY).state == "failed"


def test_a_refused_search_is_a_failure_with_its_reason(server: FakeDuffel) -> None:
    server.faults["POST"].append(refusal(422, "validation_error", "validation_required", "Required field"))
    reply = client(server).search(QUERY)
    assert (reply.state, reply.pages) == ("failed", ())
    assert "validation_required" in reply.problem


def test_a_limit_that_does_not_end_is_told_apart(server: FakeDuffel) -> None:
    server.faults["POST"].extend([Fault(429, b"{}", {"ratelimit-reset": "0"})] * 3)
    assert client(server).search(QUERY).state == "rate_limited"


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_ends_everything(server: FakeDuffel, status: int) -> None:
    server.faults["POST"].append(refusal(status, "authentication_error", "invalid", f"{TOKEN}?"))
    with pytest.raises(OfferSourceError, match="DUFFEL_API_TOKEN") as caught:
        client(server).search(QUERY)
    assert TOKEN not in str(caught.value)


def test_an_offer_is_asked_for_again(server: FakeDuffel) -> None:
    duffel = client(server)
    duffel.search(QUERY)
    found, other = server.by_id
    server.gone.add(other)
    again, missing = duffel.offer(found), duffel.offer(other)
    assert again.offer == server.by_id[found]
    assert (missing.offer, missing.gone) == (None, True)


def test_an_offer_that_cannot_be_asked_for_is_not_gone(server: FakeDuffel) -> None:
    server.faults["GET"].append(refusal(500, "api_error", "internal_server_error", "Internal server error"))
    again = client(server).offer("off_1")
    assert (again.offer, again.gone) == (None, False)
    assert "internal_server_error" in again.problem


def test_a_token_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUFFEL_API_TOKEN", raising=False)
    with pytest.raises(UsageError, match="DUFFEL_API_TOKEN is not set"):
        token()


@pytest.mark.parametrize("word", ["duffel_live_two words", "duffel_live_a\nb", "short", "duffel_live_ä€"])
def test_a_token_that_is_none_is_not_repeated(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("DUFFEL_API_TOKEN", word)
    with pytest.raises(UsageError, match="not a token") as caught:
        token()
    assert word not in str(caught.value)


@pytest.mark.parametrize("url", ["http://api.example", "ftp://x", "https://user@host", "https://host/?a=1"])
def test_a_token_is_sent_nowhere_in_the_clear(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DUFFEL_API_TOKEN", TOKEN)
    monkeypatch.setenv("DUFFEL_API_URL", url)
    with pytest.raises(UsageError, match="DUFFEL_API_URL"):
        open_http(DuffelTerms())


def test_the_time_limit_lies_above_what_duffel_waits_for_airlines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUFFEL_API_TOKEN", TOKEN)
    monkeypatch.delenv("DUFFEL_API_URL", raising=False)
    http = open_http(DuffelTerms(supplier_timeout_s=60))
    assert (http.base_url, http.timeout_s) == ("https://api.duffel.com", 130)
    assert open_http(DuffelTerms(supplier_timeout_s=125)).timeout_s == 135


def test_terms_that_change_answers_change_the_key(tmp_path: Path) -> None:
    fare = PrivateFare(airline="QF", corporate_code="FLX53")
    plain, agreed = DuffelTerms(), DuffelTerms(private_fares=(fare,))
    assert key_of(QUERY, plain) != key_of(QUERY, agreed)
    assert key_of(QUERY, plain) == key_of(QUERY, DuffelTerms(parallel=1, supplier_timeout_s=60))
