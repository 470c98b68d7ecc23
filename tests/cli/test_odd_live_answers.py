"""Odd live answers and damaged caches, as a travel desk meets them: one message, a sound status, and no lost day."""

import json
import socket
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from sprintplan.offers.duffel.cache import Cache
from tests.cli.desk import TOKEN, facts, run, server
from tests.offers.duffel import workspace
from tests.offers.duffel.answers import offer_for
from tests.offers.duffel.server import FakeDuffel, Fault

__all__ = ["server"]
Offers = Callable[[dict[str, Any]], list[dict[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace.write(tmp_path)


def page(offer: str) -> bytes:
    return b'{"data": [%b], "meta": {"after": null}}' % offer.encode()


SOUND = json.dumps(
    offer_for(
        {
            "cabin_class": "economy",
            "slices": [{"origin": "LHR", "destination": "LIS", "departure_date": "2027-05-09"}],
        },
        9,
        100,
    )
)
ODD = {
    "NaN": page(SOUND.replace('"total_emissions_kg": "120"', '"x": NaN')),
    "infinite": page(SOUND.replace('"total_emissions_kg": "120"', '"x": 1e999')),
    "a number of 5 000 digits": page(SOUND.replace('"total_emissions_kg": "120"', '"x": ' + "9" * 5000)),
    "UTF-16": page(SOUND).decode().encode("utf-16"),
    "UTF-32": page(SOUND).decode().encode("utf-32"),
    "half a sign": page(SOUND.replace("Basic", "\\ud800")),
    "no UTF-8": page(SOUND).replace(b"Basic", b"\xff"),
    "numbers": b'{"data": [1, 2, 3]}',
    "texts": b'{"data": ["off_1"]}',
    "lists": b'{"data": [[]]}',
    "a list": b"[1, 2]",
    "a number": b"7",
    "null": b"null",
    "a text": b'"offers"',
    "nothing": b"",
    "deep": b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "an error": b'{"data": [], "errors": [{"type": "odd"}]}',
    "of another kind": b'{"data": [{"id": "x"}]}',
    "without an amount": page(SOUND.replace('"total_amount": "100.00"', '"total_amount": null')),
    "amounts as numbers": page(SOUND.replace('"total_amount": "100.00"', '"total_amount": 100.00')),
    "amounts of 5 000 digits": page(SOUND.replace('"total_amount": "100.00"', f'"total_amount": "{"9" * 5000}"')),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
def test_an_answer_that_cannot_be_read_is_a_failed_search_that_is_asked_again(
    server: FakeDuffel, folder: Path, body: bytes
) -> None:
    """One of twelve searches; planning goes on with the other candidates, and the next `quote` asks for this one."""
    server.faults["GET"].append(Fault(200, body))
    status, out, _ = run(server, "quote", str(folder))
    assert (status, "11 with offers, 1 failed" in out) == (4, True)
    status, _, err = run(server, "plan", str(folder), "-o", str(folder / "plan.json"))
    assert (status, "1 pair of venue and first day left out" in err) == (0, True), err
    again = facts(server, "quote", str(folder))
    assert (again["asked"], again["left"]) == ({"ok": 1}, 0)


UNUSABLE: dict[str, Offers] = {
    "times that are none": lambda data: [offer_for(data, 9, 80, slices=_timed(data, "noon"))],
    "times of the year 9999": lambda data: [offer_for(data, 9, 80, slices=_timed(data, "9999-12-31T23:59:59"))],
    "a currency that is none": lambda data: [offer_for(data, 9, 80, total_currency="€")],
}


def _timed(data: dict[str, Any], time: str) -> list[dict[str, Any]]:
    slices: list[dict[str, Any]] = offer_for(data, 9, 80)["slices"]
    for one in slices:
        one["segments"][0]["departing_at"] = time
    return slices


@pytest.mark.parametrize("offers", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_offers_that_are_odd_in_every_way_are_never_taken_for_no_flights(
    server: FakeDuffel, folder: Path, offers: Offers
) -> None:
    """All of Riga's: its two candidates are left out, nobody is away from Lisbon, and `quote` asks Riga's 6 again."""
    honest = server.offers
    server.offers = lambda data: offers(data) if data["slices"][0]["destination"] == "RIX" else honest(data)
    run(server, "quote", str(folder))
    path = folder / "plan.json"
    status, _, err = run(server, "plan", str(folder), "-o", str(path))
    assert (status, "2 pairs of venue and first day left out" in err) == (0, True), err
    assert json.loads(path.read_text())["totals"]["remote"] == 0
    assert run(server, "verify", str(folder), str(path))[0] == 0
    server.offers = honest
    assert facts(server, "quote", str(folder))["asked"] == {"ok": 6}


def test_a_kept_answer_that_cannot_be_read_costs_its_own_search_alone(server: FakeDuffel, folder: Path) -> None:
    """Kept as good by an earlier version: the plan leaves its candidate out, and `quote` asks for it again."""
    facts(server, "quote", str(folder))
    spoil(folder, f"UPDATE answers SET pages = x'{zlib.compress(b'[NaN]').hex()}' WHERE key LIKE 'LHR-RIX 2027-05-09%'")
    path = folder / "plan.json"
    status, _, err = run(server, "plan", str(folder), "-o", str(path))
    assert (status, "1 pair of venue and first day left out" in err) == (0, True), err
    assert run(server, "verify", str(folder), str(path))[0] == 0
    assert facts(server, "quote", str(folder))["asked"] == {"ok": 1}


def spoil(folder: Path, statement: str, file: str = "duffel") -> None:
    with closing(sqlite3.connect(folder / "cache" / f"{file}.sqlite")) as database, database:
        database.execute(statement)


DAMAGE = (
    "UPDATE answers SET fetched_at = 'noon'",
    "UPDATE answers SET fetched_at = '2027-05-01T00:00:00'",
    "UPDATE answers SET fetched_at = '9999-12-31T23:59:59-23:59'",
    "UPDATE answers SET fetched_at = x'00ff'",
    "UPDATE answers SET state = 'fine'",
    "UPDATE answers SET problem = x'00ff'",
    "UPDATE answers SET key = replace(key, '2027-05-09', '2027-13-09')",
    "UPDATE answers SET key = replace(key, 'economy', 'coach')",
    "UPDATE answers SET key = CAST(key AS BLOB)",
    "UPDATE answers SET pages = 'text'",
    "UPDATE answers SET pages = 7",
    "UPDATE answers SET pages = x'00'",
    "ALTER TABLE answers RENAME COLUMN pages TO leaves",
)


@pytest.mark.parametrize("statement", DAMAGE)
def test_a_damaged_row_is_one_message_that_names_the_file(server: FakeDuffel, folder: Path, statement: str) -> None:
    """Whatever reads that part of it; `check` says the same, and goes on."""
    facts(server, "quote", str(folder))
    path = folder / "plan.json"
    assert run(server, "plan", str(folder), "-o", str(path))[0] == 0
    spoil(folder, statement)
    commands = [("plan", "-o", str(path)), ("verify", str(path)), ("quote", "--refresh", str(path))]
    commands += [("quote",), ("quote", "--adaptive")] if "pages" not in statement and "replace" not in statement else []
    for name, *words in commands:
        status, _, err = run(server, name, str(folder), *words)
        assert (status, len(err.splitlines())) == (4, 1), (name, err)
        assert "cache/duffel.sqlite cannot be used" in err
        assert "move it away" in err
    status, out, _ = run(server, "check", str(folder))
    assert (status, "cannot be used" in " ".join(out.split())) == (0, True), out


def test_an_answer_from_a_time_to_come_is_asked_again(server: FakeDuffel, folder: Path) -> None:
    """A clock that was years ahead stamped them: they would never grow old."""
    facts(server, "quote", str(folder))
    spoil(folder, "UPDATE answers SET fetched_at = '2999-01-01T00:00:00Z'")
    assert facts(server, "quote", str(folder))["asked"] == {"ok": 12}


def test_answers_may_be_of_any_age(server: FakeDuffel, tmp_path: Path) -> None:
    """A thousand million hours, more than a span of time holds in days."""
    folder = workspace.write(tmp_path, duffel="max_age_hours = 999_999_999_999")
    facts(server, "quote", str(folder))
    assert facts(server, "quote", str(folder))["queries"]["fresh"] == 12


ODD_OFFERS: dict[str, bytes] = {
    "another offer": b'{"data": %b}' % SOUND.encode(),
    "a list": b'{"data": []}',
    "NaN": b'{"data": NaN}',
    "without an amount": b'{"data": {"id": "off_1", "slices": []}}',
    "a text": b'{"data": "off_1"}',
    "null": b"null",
    "UTF-16": '{"data": {}}'.encode("utf-16"),
}


@pytest.mark.parametrize("body", ODD_OFFERS.values(), ids=ODD_OFFERS.keys())
def test_an_odd_answer_about_an_offer_is_neither_gone_nor_unchanged(
    server: FakeDuffel, folder: Path, body: bytes
) -> None:
    """The cache stays as it was: the plan still holds."""
    honest = server.offers
    server.offers = lambda data: [offer | {"expires_at": "2099-01-01T00:00:00Z"} for offer in honest(data)]
    facts(server, "quote", str(folder))
    path = folder / "plan.json"
    run(server, "plan", str(folder), "-o", str(path))
    server.faults["GET"].append(Fault(200, body))
    status, out, err = run(server, "quote", str(folder), "--refresh", str(path))
    assert (status, "1 of 3 offers could not be asked for again" in err) == (4, True)
    assert "2 as it was, 1 not known" in out
    assert run(server, "verify", str(folder), str(path))[0] == 0


@pytest.mark.parametrize(
    "until",
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59", "2099-01-01T00:00:00", "soon", "0001-01-01T00:00:00Z"],
)
def test_an_offer_may_expire_at_any_time(server: FakeDuffel, folder: Path, until: str) -> None:
    honest = server.offers
    server.offers = lambda data: [offer | {"expires_at": until} for offer in honest(data)]
    facts(server, "quote", str(folder))
    path = folder / "plan.json"
    assert run(server, "plan", str(folder), "-o", str(path))[0] == 0
    assert run(server, "quote", str(folder), "--refresh", str(path))[0] == 0
    assert run(server, "show", str(path))[0] == 0


@pytest.mark.parametrize("echo", [TOKEN, "".join(f"\\u{ord(sign):04x}" for sign in TOKEN)], ids=["plain", "escaped"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_token_in_an_error_reaches_neither_cache_nor_warning(
    server: FakeDuffel, folder: Path, method: str, echo: str
) -> None:
    body = b'{"errors": [{"type": "odd", "code": "%b", "title": "%b"}]}' % (echo.encode(), echo.encode())
    server.faults[method].append(Fault(422, body))
    _, out, err = run(server, "quote", str(folder))
    _, _, warnings = run(server, "plan", str(folder), "-o", str(folder / "plan.json"))
    with closing(Cache(folder)) as cache:
        kept = "".join(one.problem for one in cache.kept().values())
    assert "422" in kept
    for part in (TOKEN, echo):
        assert part not in "".join((out, err, warnings, kept, (folder / "plan.json").read_text()))


def test_plain_http_to_another_machine_needs_to_be_allowed(
    server: FakeDuffel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name of another machine, which leads to the server here; nobody is asked without --insecure."""
    port = urlsplit(server.url).port
    addresses = socket.getaddrinfo("127.0.0.1", port, type=socket.SOCK_STREAM)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: addresses)
    elsewhere = {"DUFFEL_API_URL": f"http://fares.example:{port}"}
    status, _, err = run(server, "quote", str(folder), **elsewhere)
    assert (status, "--insecure" in err, len(err.splitlines()), server.seen) == (2, True, 1, [])
    status, out, _ = run(server, "quote", str(folder), "--insecure", **elsewhere)
    assert (status, "Asked 12 searches" in out) == (0, True)
    assert server.seen[0][2]["Host"] == f"fares.example:{port}"
