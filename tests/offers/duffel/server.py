"""A small Duffel on loopback that keeps state: searches, pages, offers by id, and faults on demand."""

import json
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.offers.duffel.answers import offers_for

Search = tuple[str, ...]
Offers = Callable[[dict[str, Any]], list[dict[str, Any]]]
LIMIT = {"ratelimit-limit": "1000000"}


@dataclass(frozen=True)
class Fault:
    """An answer in place of the right one; `cut` ends the connection in the middle of the body."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    wait_s: float = 0.0


def refusal(status: int, kind: str, code: str, title: str, **headers: str) -> Fault:
    """An error as Duffel words it."""
    body = {
        "meta": {"status": status, "request_id": "Fq-1"},
        "errors": [{"type": kind, "code": code, "title": title}],
    }
    return Fault(status, json.dumps(body).encode(), headers)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Clients that are killed leave connections behind."""


class FakeDuffel:
    """Answers searches from `offers`; `searches` counts each search by its slices and cabin.

    `faults` are used up in order, by method; `page` is the most offers a page has whatever is asked for.
    """

    def __init__(self, offers: Offers = offers_for) -> None:
        self.offers = offers
        self.faults: dict[str, deque[Fault]] = {"POST": deque(), "GET": deque()}
        self.headers: dict[str, str] = dict(LIMIT)
        self.page = 200
        self.circle = False
        self.delay_s = 0.0
        self.searches: Counter[Search] = Counter()
        self.bodies: list[dict[str, Any]] = []
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self.by_id: dict[str, dict[str, Any]] = {}
        self.gone: set[str] = set()
        self._requests: dict[str, list[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"duffel": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, params: dict[str, str], body: dict[str, Any]) -> tuple[int, Any]:
        if method == "POST" and path == "/air/offer_requests":
            return 201, {"data": {"id": self._search(body["data"]), "live_mode": False}}
        if method == "GET" and path == "/air/offers":
            return 200, self._page(params)
        offer_id = path.rpartition("/")[2]
        if offer_id in self.by_id and offer_id not in self.gone:
            return 200, {"data": self.by_id[offer_id]}
        return 404, {"meta": {"status": 404}, "errors": [{"type": "invalid_request_error", "code": "not_found"}]}

    def _search(self, data: dict[str, Any]) -> str:
        days = [part["departure_date"] for part in data["slices"]]
        first = data["slices"][0]
        with self._lock:
            self.bodies.append(data)
            self.searches[first["origin"], first["destination"], *days, data["cabin_class"]] += 1
            request_id = f"orq_{len(self.bodies)}"
            offers = self.offers(data)
            self._requests[request_id] = offers
            self.by_id |= {offer["id"]: offer for offer in offers}
        return request_id

    def _page(self, params: dict[str, str]) -> dict[str, Any]:
        offers, begin = self._requests[params["offer_request_id"]], int(params.get("after", "0") or 0)
        size = min(self.page, int(params["limit"]))
        after = str(begin + size) if begin + size < len(offers) else None
        return {
            "data": offers[begin : begin + size],
            "meta": {"limit": size, "before": None, "after": "7" if self.circle else after},
        }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    duffel: FakeDuffel

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        where = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.duffel.seen.append((method, self.path, dict(self.headers)))
        pause = threading.Event()
        pause.wait(self.duffel.delay_s)
        faults = self.duffel.faults[method]
        if faults:
            self._fail(faults.popleft())
            return
        status, data = self.duffel.answer(method, where.path, dict(parse_qsl(where.query)), json.loads(raw or b"{}"))
        self._send(status, json.dumps(data).encode(), {"content-type": "application/json"})

    def _fail(self, fault: Fault) -> None:
        threading.Event().wait(fault.wait_s)
        if not fault.cut:
            self._send(fault.status, fault.body, fault.headers)
            return
        self.send_response(fault.status)
        self.send_header("content-length", str(len(fault.body) + 100))
        self.end_headers()
        self.wfile.write(fault.body)
        self.close_connection = True

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        try:
            self.send_response(status)
            for name, value in (self.duffel.headers | dict(headers)).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


@contextmanager
def duffel_server(offers: Offers = offers_for) -> Iterator[FakeDuffel]:
    """The server, for as long as the block lasts."""
    server = FakeDuffel(offers)
    try:
        yield server
    finally:
        server.close()
