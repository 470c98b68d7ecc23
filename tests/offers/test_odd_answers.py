"""Calls to services that drip, never end, send too much, or pass the token on."""

import gzip
import itertools
import json
import threading
from base64 import b64encode
from collections.abc import Iterable, Iterator

import pytest

from sprintplan.errors import UsageError
from sprintplan.offers import http as calls
from sprintplan.offers.http import Http, HttpAnswer, Patience, safe_address
from sprintplan.offers.rate_limit import Pace, limit_of, seconds_to_reset
from sprintplan.offers.secret import Secret
from tests.offers.odd_server import REPLY, OddServer, odd_server

TOKEN = "duffel_test_Secret-0123456789"
DROPS = 40
HEAD, BODY = REPLY.split(b"\r\n\r\n")
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def asked(url: str, *, timeout_s: float = 20.0) -> HttpAnswer:
    """What comes of one call that is tried once."""
    http = Http(url, {}, Secret(TOKEN), timeout_s=timeout_s, pace=Pace(1_000_000), patience=Patience(tries=1))
    return http.call("GET", "/air/offers")


def drops(lead: bytes, drop: bytes, rest: bytes) -> Iterator[bytes]:
    """`drop` every 50 ms between `lead` and `rest`, for two seconds."""
    yield lead
    for _ in range(DROPS):
        threading.Event().wait(0.05)
        yield drop
    yield rest


@pytest.mark.parametrize(
    ("lead", "drop", "rest"),
    [
        pytest.param(HEAD + b"\r\n\r\n", b"", BODY, id="body"),
        pytest.param(HEAD.replace(b"12", b"52") + b"\r\n\r\n", b" ", BODY, id="byte by byte in the body"),
        pytest.param(HEAD, b"\r\nx-drop: 1", b"\r\n\r\n" + BODY, id="header lines"),
        pytest.param(HEAD + b"\r\nx-drop: ", b"1", b"\r\n\r\n" + BODY, id="within one header line"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n", REPLY, id="100 Continue"),
        pytest.param(CHUNKED, b"1\r\n \r\n", b"c\r\n" + BODY + b"\r\n0\r\n\r\n", id="chunks"),
        pytest.param(CHUNKED, b"0", b"c\r\n" + BODY + b"\r\n0\r\n\r\n", id="within the size of a chunk"),
    ],
)
def test_an_answer_that_drips_ends_with_the_time_limit(lead: bytes, drop: bytes, rest: bytes) -> None:
    """A sound answer in the end, two seconds after the first byte, none of which is waited for over 0.1 seconds."""
    with odd_server(lambda: drops(lead, drop, rest)) as server:
        answer = asked(server.url, timeout_s=0.3)
    assert (answer.kind, answer.status) == ("failed", 0)
    assert "did not answer within" in answer.problem


def test_the_same_answers_are_sound_where_there_is_time() -> None:
    with odd_server(lambda: drops(HEAD, b"\r\nx-drop: 1", b"\r\n\r\n" + BODY)) as server:
        assert asked(server.url).data == {"data": []}


def endless(lead: bytes, piece: bytes) -> Iterator[bytes]:
    yield lead
    yield from itertools.repeat(piece)


@pytest.mark.parametrize(
    ("lead", "piece"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n[", b"0, " * 10_000, id="body"),
        pytest.param(CHUNKED, b"8\r\n       0\r\n", id="chunks"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, id="100 Continue"),
        pytest.param(CHUNKED + b"0\r\n", b"x-more: 1\r\n" * 1000, id="lines behind the last chunk"),
    ],
)
def test_an_answer_without_an_end_is_given_up_by_its_size(
    lead: bytes, piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "LARGEST_BODY", 1 << 20)
    with odd_server(lambda: endless(lead, piece)) as server:
        answer = asked(server.url)
    assert (answer.kind, answer.problem) == ("failed", f"127.0.0.1:{server.port}/air/offers sent more than 1 MB")


@pytest.mark.parametrize(
    ("lead", "piece"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n", b"x-more: 1\r\n" * 1000, id="headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", b"x" * 10_000, id="a header"),
        pytest.param(b"", b"x" * 10_000, id="the first line"),
        pytest.param(CHUNKED, b"0" * 10_000, id="the size of a chunk"),
    ],
)
def test_lines_without_an_end_are_a_failure(lead: bytes, piece: bytes) -> None:
    with odd_server(lambda: endless(lead, piece)) as server:
        assert asked(server.url).kind == "failed"


def test_an_answer_that_unpacks_to_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 MB of blanks in 100 kB."""
    monkeypatch.setattr(calls, "LARGEST_BODY", 1 << 20)
    packed = gzip.compress(b" " * 100_000_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    with odd_server(lambda: [head, packed]) as server:
        assert "sent more than 1 MB" in asked(server.url).problem


def test_all_tries_together_end_in_time() -> None:
    """Twenty tries of up to 4 seconds would take 80: what is left of ten seconds is all that the last one has."""
    now, spent = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        now[0] += seconds

    class Slow(Http):
        def _once(self, request: "calls._Request", attempt: int) -> tuple[HttpAnswer, float | None]:
            spent.append(request.seconds)
            sleep(request.seconds)
            return HttpAnswer("failed", 0), 0.25

    pace, patience = Pace(1_000_000, sleep=lambda _: None), Patience(tries=20, total_s=10)
    http = Slow(
        "http://x", {}, Secret(""), timeout_s=4, pace=pace, patience=patience, sleep=sleep, clock=lambda: now[0]
    )
    http.call("GET", "/")
    assert spent == [4, 4, 1.5]


YEARS = ["9999", "99999", "99999999999", "9" * 5000]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", ["retry-after", "ratelimit-reset", "date"])
def test_a_date_of_any_year_is_read_or_passed_over(name: str, year: str) -> None:
    """No later than the year 9999 it is a date; beyond, it says nothing, and the other header counts."""
    sound = {"retry-after": "7"} if name != "retry-after" else {}
    seconds = seconds_to_reset({name: f"Fri, 31 Dec {year} 23:59:59 GMT"} | sound, 1_790_000_000.0)
    assert seconds is None or seconds >= 0
    if year != "9999" and sound:
        assert seconds == 7


@pytest.mark.parametrize("word", ["9" * 5000, "1e400", "-5", "inf", "1e18"])
def test_a_number_of_any_size_is_no_fault(word: str) -> None:
    seconds = seconds_to_reset({"retry-after": word}, 1_790_000_000.0)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize("word", ["9" * 5000, "0", "-1", "1.5", "١٢", ""])
def test_a_limit_that_is_none_says_nothing(word: str) -> None:
    assert limit_of({"ratelimit-limit": word}) is None


def test_a_limit_with_leading_zeros_is_one() -> None:
    assert limit_of({"ratelimit-limit": "00060"}) == 60


def spelt(form: str) -> str:
    return "".join(form.format(sign, ord(sign)) for sign in TOKEN)


@pytest.mark.parametrize(
    "echo",
    [
        pytest.param(TOKEN, id="plain"),
        pytest.param(spelt(r"\u{1:04x}"), id="escapes of JSON"),
        pytest.param(spelt(r"\u{1:04X}"), id="escapes in capitals"),
        pytest.param(TOKEN[:8] + rf"\u{ord(TOKEN[8]):04x}" + TOKEN[9:], id="one sign escaped"),
        pytest.param(spelt("%{1:02x}"), id="percent"),
        pytest.param(spelt("%25{1:02X}"), id="percent twice"),
        pytest.param(spelt("&#{1};"), id="entities"),
        pytest.param(spelt("&#x{1:x};"), id="entities in hexadecimal"),
        pytest.param(spelt(r"\\u{1:04x}"), id="JSON within JSON"),
        pytest.param(b64encode(TOKEN.encode()).decode(), id="base64"),
        pytest.param(b64encode(b"Bearer " + TOKEN.encode()).decode(), id="base64 of the header"),
        pytest.param(b64encode(b"u:" + TOKEN.encode() + b"@h").decode().replace("/", r"\/"), id="base64 with a user"),
        pytest.param(TOKEN.encode().hex(), id="hexadecimal"),
    ],
)
@pytest.mark.parametrize("status", [200, 401, 422, 500])
def test_a_token_that_comes_back_in_any_spelling_is_kept_nowhere(status: int, echo: str) -> None:
    """In the title of an error, and in a body that would be kept."""
    body = b'{"errors": [{"type": "odd", "title": "no %b"}], "data": ["%b"]}' % (echo.encode(), echo.encode())
    reply = b"HTTP/1.1 %d Odd\r\nContent-Length: %d\r\n\r\n%b" % (status, len(body), body)
    with odd_server(lambda: [reply]) as server:
        answer = asked(server.url)
    told = json.dumps([answer.problem, answer.raw.decode(), answer.data, answer.code])
    for part in (TOKEN, echo, echo.replace("\\", "\\\\")):
        assert part not in told
    assert answer.status == status


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[OddServer]:
    """A proxy that the environment names for everything."""
    with odd_server() as server:
        for name in ("http", "https", "all"):
            monkeypatch.setenv(f"{name}_proxy", server.url)
            monkeypatch.setenv(f"{name.upper()}_PROXY", server.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        yield server


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_asked_without_a_proxy(proxy: OddServer, host: str) -> None:
    with odd_server() as server:
        assert asked(f"http://{host}:{server.port}").kind == "ok"
        assert TOKEN.encode() in server.heard[0]
    assert proxy.heard == []


def test_a_token_that_may_go_out_in_the_clear_goes_to_no_proxy(proxy: OddServer) -> None:
    assert asked("http://fares.invalid").kind == "failed"
    assert proxy.heard == []


def test_a_proxy_for_encrypted_calls_sees_no_token(proxy: OddServer) -> None:
    """It is asked for a tunnel, and what it says to that is no encryption."""
    proxy.pieces = lambda: [b"HTTP/1.1 200 OK\r\n\r\n", REPLY]
    assert asked("https://fares.invalid").kind == "failed"
    assert proxy.heard[0].startswith(b"CONNECT fares.invalid:443")
    assert not any(TOKEN.encode() in heard for heard in proxy.heard)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_way_to_another_host_is_not_taken(status: int) -> None:
    with odd_server() as other:
        reply = f"HTTP/1.1 {status} Moved\r\nLocation: {other.url}/x\r\nContent-Length: 0\r\n\r\n".encode()
        with odd_server(lambda: [reply]) as server:
            answer = asked(server.url)
        assert (answer.kind, answer.status, other.heard) == ("failed", status, [])
    assert "another address" in answer.problem


def pieces_of(reply: bytes) -> Iterable[bytes]:
    return [b"HTTP/1.1 422 No\r\nContent-Length: %d\r\n\r\n%b" % (len(reply), reply)]


def test_an_error_steers_no_terminal_and_has_one_line() -> None:
    body = json.dumps({"errors": [{"type": "a\nb", "code": 7, "title": "\x1b[31mred\u202e" + "x" * 500}]})
    with odd_server(lambda: pieces_of(body.encode())) as server:
        answer = asked(server.url)
    assert answer.problem.endswith("status 422: a b, 7, [31mred " + "x" * 111)
    assert answer.problem.isprintable()


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://fares.example", True),
        ("https://fares.example:8443/v2", True),
        ("http://localhost:8080", True),
        ("http://LOCALHOST", True),
        ("http://127.9.9.9:1", True),
        ("http://[::1]:80/x", True),
        ("http://localhost.fares.example", False),
        ("http://127.0.0.1.fares.example", False),
        ("http://10.0.0.7", False),
        ("http://0.0.0.0", False),
        ("http://[::ffff:1.2.3.4]", False),
    ],
)
def test_plain_http_to_another_machine_is_refused_unless_it_is_allowed(url: str, is_safe: bool) -> None:
    assert safe_address("FARES_URL", url, insecure=True) == url
    if is_safe:
        assert safe_address("FARES_URL", url, insecure=False) == url
    else:
        with pytest.raises(UsageError, match=r"FARES_URL .* unencrypted.* --insecure"):
            safe_address("FARES_URL", url, insecure=False)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x",
        "https://user@host",
        "https://host/?a=1",
        "https://host#x",
        "https://",
        "https://a b",
        "https://host:99999",
        "https://host:0",
        "http://127.0.0.1\\@fares.example",
        "https://[::1",
        "fares.example",
    ],
)
@pytest.mark.parametrize("insecure", [True, False])
def test_what_is_no_address_gets_no_token(url: str, insecure: bool) -> None:
    with pytest.raises(UsageError, match="FARES_URL is not an address"):
        safe_address("FARES_URL", url, insecure=insecure)
