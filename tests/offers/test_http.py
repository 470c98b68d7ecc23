"""Calls that fail, wait and try again, against a server on this machine; no test waits for real."""

import json
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from sprintplan.offers.http import Http, HttpAnswer, Patience
from sprintplan.offers.rate_limit import Pace, seconds_to_reset
from sprintplan.offers.secret import Secret
from tests.offers.duffel.server import FakeDuffel, Fault, duffel_server, refusal

TOKEN = "duffel_test_Secret-0123456789"
NOW = 1_790_000_000.0


@pytest.fixture
def server() -> Iterator[FakeDuffel]:
    with duffel_server() as running:
        yield running


class Slept:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now

    @property
    def waits(self) -> list[float]:
        """Naps that are no turns of the pace: those over a tenth of a second."""
        return [nap for nap in self.naps if nap > 0.1]


def calls(server: FakeDuffel, slept: Slept, timeout_s: float = 5.0, tries: int = 4) -> Http:
    pace = Pace(1_000_000, sleep=slept.sleep, clock=slept.clock)
    patience = Patience(tries=tries)
    return Http(
        server.url,
        {"Duffel-Version": "v2"},
        Secret(TOKEN),
        timeout_s=timeout_s,
        pace=pace,
        patience=patience,
        sleep=slept.sleep,
        clock=slept.clock,
        wall=lambda: NOW,
    )


def search(http: Http) -> HttpAnswer:
    part = {"origin": "LHR", "destination": "LIS", "departure_date": "2027-05-09"}
    return http.call("POST", "/air/offer_requests", {}, {"data": {"slices": [part], "cabin_class": "economy"}})


def test_an_answer_is_parsed_and_the_token_goes_into_the_header_alone(server: FakeDuffel) -> None:
    answer = search(calls(server, Slept()))
    assert (answer.kind, answer.status, answer.data["data"]["id"]) == ("ok", 201, "orq_1")
    ((_, path, headers),) = server.seen
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Duffel-Version"] == "v2"
    assert TOKEN not in path


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"ratelimit-reset": "7"}, 7),
        ({"ratelimit-reset": f"{NOW + 9:.0f}"}, 9),
        ({"ratelimit-reset": f"{(NOW + 9) * 1000:.0f}"}, 9),
        ({"ratelimit-reset": formatdate(NOW + 11, usegmt=True)}, 11),
        ({"ratelimit-reset": formatdate(NOW + 5011, usegmt=True), "date": formatdate(NOW + 5000, usegmt=True)}, 11),
        ({"retry-after": "13"}, 13),
        ({"retry-after": formatdate(NOW + 15, usegmt=True)}, 15),
        ({"ratelimit-reset": "soon", "retry-after": "3"}, 3),
        ({"ratelimit-reset": formatdate(NOW - 60, usegmt=True)}, 0),
    ],
)
def test_every_way_to_name_the_reset_is_understood(headers: dict[str, str], least: float) -> None:
    assert seconds_to_reset(headers, NOW) == pytest.approx(least)


@pytest.mark.parametrize("headers", [{}, {"ratelimit-reset": ""}, {"retry-after": "nan"}, {"ratelimit-reset": "x y"}])
def test_headers_that_name_no_reset_give_none(headers: dict[str, str]) -> None:
    assert seconds_to_reset(headers, NOW) is None


def test_too_many_calls_are_waited_out_until_the_reset_and_a_little_more(server: FakeDuffel) -> None:
    """The body says 400 under status 429: the status counts."""
    body = json.dumps({"meta": {"status": 400}, "errors": [{"type": "rate_limit_error"}]}).encode()
    server.faults["POST"].append(Fault(429, body, {"ratelimit-reset": "7"}))
    slept = Slept()
    assert search(calls(server, slept)).kind == "ok"
    assert len(server.seen) == 2
    (wait,) = slept.waits
    assert 7 < wait <= 8


def test_a_reset_far_away_is_waited_for_no_longer_than_the_cap(server: FakeDuffel) -> None:
    server.faults["POST"].append(Fault(429, b"{}", {"ratelimit-reset": "86400"}))
    slept = Slept()
    assert search(calls(server, slept)).kind == "ok"
    assert slept.waits == [pytest.approx(120)]


def test_a_limit_that_never_ends_is_told_as_such(server: FakeDuffel) -> None:
    server.faults["POST"].extend([Fault(429, b"{}", {"retry-after": "1"})] * 9)
    answer = search(calls(server, Slept()))
    assert (answer.kind, len(server.seen)) == ("rate_limited", 4)
    assert "asked too often" in answer.problem


def test_tries_end_when_their_time_is_up(server: FakeDuffel) -> None:
    """With 300 s in all and 120 s a wait, the third wait would go beyond."""
    server.faults["POST"].extend([Fault(429, b"{}", {"retry-after": "900"})] * 20)
    slept = Slept()
    assert search(calls(server, slept, tries=20)).kind == "rate_limited"
    assert slept.now <= 300


@pytest.mark.parametrize("status", [503, 504])
def test_a_service_that_is_away_for_a_moment_is_asked_again(server: FakeDuffel, status: int) -> None:
    server.faults["POST"].extend([Fault(status, b"{}"), Fault(status, b"")])
    slept = Slept()
    assert search(calls(server, slept)).kind == "ok"
    first, second = slept.waits
    assert 1 <= first <= 1.5
    assert 2 <= second <= 3


def test_a_gateway_page_in_html_is_asked_again(server: FakeDuffel) -> None:
    server.faults["POST"].append(Fault(502, b"<h1>Error: Server Error</h1>", {"content-type": "text/html"}))
    assert search(calls(server, Slept())).kind == "ok"


@pytest.mark.parametrize(
    ("status", "kind", "code", "title"),
    [
        (400, "invalid_request_error", "missing_version_header", "Missing version header"),
        (401, "authentication_error", "access_token_not_found", "Access token not found"),
        (422, "validation_error", "validation_required", "Required field"),
        (500, "api_error", "internal_server_error", "Internal server error"),
        (502, "airline_error", "airline_unknown", "Unexpected airline error"),
    ],
)
def test_a_refusal_is_told_once_and_not_tried_again(
    server: FakeDuffel, status: int, kind: str, code: str, title: str
) -> None:
    server.faults["POST"].append(refusal(status, kind, code, title))
    answer = search(calls(server, Slept()))
    assert (answer.kind, answer.status, answer.code, len(server.seen)) == ("failed", status, code, 1)
    assert answer.problem.endswith(f"status {status}: {kind}, {code}, {title}, request_id Fq-1")


def test_a_body_cut_off_in_the_middle_is_asked_for_again(server: FakeDuffel) -> None:
    server.faults["POST"].append(Fault(200, b'{"data": {"id"', cut=True))
    assert search(calls(server, Slept())).data["data"]["id"] == "orq_1"


def test_a_body_that_is_no_json_is_a_failure(server: FakeDuffel) -> None:
    server.faults["POST"].append(Fault(200, b"<html>sign in</html>"))
    answer = search(calls(server, Slept()))
    assert (answer.kind, len(server.seen)) == ("failed", 1)
    assert "not JSON" in answer.problem


def test_a_service_that_does_not_answer_is_a_failure_in_words(server: FakeDuffel) -> None:
    server.faults["POST"].extend([Fault(200, b"{}", wait_s=0.5)] * 2)
    answer = search(calls(server, Slept(), timeout_s=0.1, tries=2))
    assert (answer.kind, answer.status) == ("failed", 0)
    assert "did not answer" in answer.problem


def test_nobody_there_is_a_failure_in_words(server: FakeDuffel) -> None:
    slept = Slept()
    http = calls(server, slept)
    server.close()
    answer = search(http)
    assert (answer.kind, len(slept.waits)) == ("failed", 3)
    assert "could not be made" in answer.problem


def test_a_redirection_is_not_followed_with_the_token(server: FakeDuffel) -> None:
    server.faults["POST"].append(Fault(302, b"", {"location": f"{server.url}/elsewhere"}))
    assert search(calls(server, Slept())).kind == "failed"
    assert len(server.seen) == 1


def test_a_token_that_the_service_repeats_is_hidden(server: FakeDuffel) -> None:
    server.faults["POST"].append(refusal(401, "authentication_error", "wrong", f"token {TOKEN} is unknown"))
    answer = search(calls(server, Slept()))
    assert "token (hidden) is unknown" in answer.problem
    server.faults["POST"].append(Fault(200, json.dumps({"echo": TOKEN}).encode()))
    assert TOKEN not in repr(search(calls(server, Slept())))


def test_a_secret_does_not_print_itself() -> None:
    assert TOKEN not in f"{Secret(TOKEN)} {Secret(TOKEN)!r} {[Secret(TOKEN)]}"


def test_a_netrc_file_does_not_take_the_place_of_the_token(
    server: FakeDuffel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    search(calls(server, Slept()))
    assert server.seen[0][2]["Authorization"] == f"Bearer {TOKEN}"


def test_turns_are_spaced_below_the_limit_that_answers_state() -> None:
    """120 a minute, kept 13 % below: 0.575 s apart, and no burst."""
    slept = Slept()
    pace = Pace(60, sleep=slept.sleep, clock=slept.clock)
    pace.learn(120)
    for _ in range(5):
        pace.wait()
    assert slept.naps == [pytest.approx(60 / (120 * 0.87))] * 4


def test_nobody_has_a_turn_while_the_service_wants_rest() -> None:
    slept = Slept()
    pace = Pace(1_000_000, sleep=slept.sleep, clock=slept.clock)
    pace.hold(30)
    pace.wait()
    assert slept.now == pytest.approx(30)


def test_the_limit_is_learnt_from_answers(server: FakeDuffel) -> None:
    http = calls(server, Slept())
    server.headers = {"ratelimit-limit": "300"}
    search(http)
    assert http.pace.seconds_apart == pytest.approx(60 / (300 * 0.87))


def test_threads_share_one_pace() -> None:
    """Twenty turns 5 ms apart take four threads 95 ms at least."""
    pace = Pace(int(60 / 0.005 / 0.87))
    begun = time.monotonic()

    def take_five() -> None:
        for _ in range(5):
            pace.wait()

    threads = [threading.Thread(target=take_five) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begun >= 19 * 0.0049
