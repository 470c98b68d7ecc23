"""A small Travel Impact Model on loopback: knows what it is told, and remembers what it was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "key-that-nobody-may-see"


class Model:
    """What the model knows, by flight code or by route, and the calls that it had: (method, how many things)."""

    def __init__(self) -> None:
        self.flights: dict[str, int] = {}
        self.routes: dict[str, int] = {}
        self.calls: list[tuple[str, int]] = []
        self.asked: list[dict[str, Any]] = []
        self.status = 200
        self.version = {"major": 3, "minor": 1}

    def answer(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the service answers."""
        things = body["flights"] if "flights" in body else body["markets"]
        self.calls.append((method, len(things)))
        self.asked += things
        results = []
        for thing in things:
            if "flights" in body:
                grams = self.flights.get(f"{thing['operatingCarrierCode']}{thing['flightNumber']}")
                one: dict[str, Any] = {"flight": thing}
            else:
                grams = self.routes.get(f"{thing['origin']}-{thing['destination']}")
                one = {"market": thing}
            if grams:
                cabins = {"economy": grams, "premiumEconomy": 2 * grams, "business": 3 * grams}
                one |= {"emissionsGramsPerPax": cabins, "source": "TIM"}
            results.append(one)
        name = "flightEmissions" if "flights" in body else "typicalFlightEmissions"
        return {name: results, "modelVersion": self.version}


@contextmanager
def served(model: Model) -> Iterator[str]:
    """The model's address while it is served."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            address = urlsplit(self.path)
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            right = parse_qs(address.query).get("key") == [KEY]
            status = model.status if right else 400
            answer: dict[str, Any] = {"error": {"code": status, "message": f"API key {KEY} not valid"}}
            if status == 200:
                answer = model.answer(address.path.partition(":")[2], body)
            raw = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
