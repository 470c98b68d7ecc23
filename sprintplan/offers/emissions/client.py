"""Google's Travel Impact Model: grams of CO2e a passenger, of a flight or typical of a route, by cabin.

Source: Travel Impact Model API v1, methods computeFlightEmissions and computeTypicalFlightEmissions.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from sprintplan.errors import OfferSourceError, UsageError
from sprintplan.offers.http import Http, HttpAnswer, safe_address
from sprintplan.offers.secret import Secret
from sprintplan.units import MOST_GRAMS

BASE_URL = "https://travelimpactmodel.googleapis.com"
URL_VARIABLE, KEY_VARIABLE = "TIM_API_URL", "TIM_API_KEY"
MOST_A_CALL = 1000
TIMEOUT_SECONDS = 60.0
Thing = TypeVar("Thing")
_DIGITS = re.compile(r"[0-9]{1,15}")
_CABINS = ("economy", "premiumEconomy", "business", "first")


class Flight(NamedTuple):
    """A nonstop flight of a day, by the carrier that operates it."""

    origin: str
    destination: str
    carrier: str
    number: int
    day: date


class Route(NamedTuple):
    """Two airports."""

    origin: str
    destination: str


class Grams(NamedTuple):
    """Grams a passenger by cabin from economy to first, None where the model knows none; and the model's version."""

    version: str
    by_cabin: tuple[int | None, ...]


NOTHING = Grams("", (None,) * len(_CABINS))


class Caller(Protocol):
    """Whoever carries a call to the service."""

    def call(
        self, method: str, path: str, params: dict[str, str | int] | None = None, body: object = None
    ) -> HttpAnswer:
        """The answer of the service; never raises for what the network or the service does.

        Parameters
        ----------
        method, path : of the call
        params : of its address
        body : sent as JSON; None without one
        """
        ...


class TravelImpact:
    """Asks the service, up to 1 000 flights or routes a call; what it does not know comes back as NOTHING.

    Parameters
    ----------
    caller : carries the calls, with the key; None where there is no key

    Raises
    ------
    OfferSourceError : there is no key, or the service cannot be asked; never shows the key
    """

    def __init__(self, caller: Caller | None) -> None:
        self._caller = caller

    def flights(self, flights: Sequence[Flight]) -> dict[Flight, Grams]:
        """Grams that a traveller on each of the `flights` emits; NOTHING where the model does not know it."""
        asked: dict[tuple[object, ...], Flight] = {_named(flight): flight for flight in flights}
        grams_of = dict.fromkeys(flights, NOTHING)
        for part in _calls(flights):
            answer = self._ask("computeFlightEmissions", {"flights": [_flight(flight) for flight in part]})
            for stated, grams in _figures(answer, "flightEmissions", "flight"):
                if flight := asked.get(_key_of(stated)):
                    grams_of[flight] = grams
        return grams_of

    def routes(self, routes: Sequence[Route]) -> dict[Route, Grams]:
        """Grams that a traveller on a flight of each of the `routes` typically emits; NOTHING where the model does not
        know it."""
        grams_of = dict.fromkeys(routes, NOTHING)
        for part in _calls(routes):
            answer = self._ask("computeTypicalFlightEmissions", {"markets": [route._asdict() for route in part]})
            for market, grams in _figures(answer, "typicalFlightEmissions", "market"):
                route = Route(str(market.get("origin")), str(market.get("destination")))
                if route in grams_of:
                    grams_of[route] = grams
        return grams_of

    def _ask(self, method: str, body: object) -> dict[str, Any]:
        if self._caller is None:
            raise OfferSourceError(
                f"the Travel Impact Model needs a key: set {KEY_VARIABLE}, or leave emissions out of [offers]"
            )
        answer = self._caller.call("POST", f"/v1/flights:{method}", {}, body)
        if answer.kind != "ok" or not isinstance(answer.data, dict):
            problem = answer.problem or "an answer of another shape"
            raise OfferSourceError(f"emissions could not be asked for: {problem}. Check {KEY_VARIABLE}, or try later")
        return answer.data


def _calls(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """As many things as one call may have, until all are named."""
    return (things[first : first + MOST_A_CALL] for first in range(0, len(things), MOST_A_CALL))


def _flight(flight: Flight) -> dict[str, object]:
    day = flight.day
    return {
        "origin": flight.origin,
        "destination": flight.destination,
        "operatingCarrierCode": flight.carrier,
        "flightNumber": flight.number,
        "departureDate": {"year": day.year, "month": day.month, "day": day.day},
    }


def _named(flight: Flight) -> tuple[object, ...]:
    return _key_of(_flight(flight))


def _key_of(flight: dict[str, Any]) -> tuple[object, ...]:
    """What tells flights apart; numbers may come as text, as protocol buffers write those of 64 bits."""
    day = flight.get("departureDate")
    parts = [day.get(name) for name in ("year", "month", "day")] if isinstance(day, dict) else []
    names = ("origin", "destination", "operatingCarrierCode", "flightNumber")
    return tuple(str(part) for part in (*(flight.get(name) for name in names), *parts))


def _figures(answer: dict[str, Any], key: str, inner: str) -> Iterator[tuple[dict[str, Any], Grams]]:
    """Each thing asked for that has grams, with them."""
    version, figures = _version(answer.get("modelVersion")), answer.get(key)
    if not isinstance(figures, list):
        raise OfferSourceError(f"emissions could not be asked for: the answer holds no {key}. Try later")
    for one in figures:
        named, grams = (one.get(inner), one.get("emissionsGramsPerPax")) if isinstance(one, dict) else (None, None)
        if isinstance(named, dict) and isinstance(grams, dict):
            yield named, Grams(version, tuple(_grams(grams.get(cabin)) for cabin in _CABINS))


def _grams(value: object) -> int | None:
    """Whole grams; none where nothing, zero, or more than any journey emits is stated."""
    text = str(value) if isinstance(value, int | str) else ""
    grams = int(text) if _DIGITS.fullmatch(text) else 0
    return grams if 0 < grams <= MOST_GRAMS else None


def _version(version: object) -> str:
    """1.9.0 from the parts of a version, zeros left out in JSON of protocol buffers."""
    parts = version if isinstance(version, dict) else {}
    numbers = [str(parts.get(name, 0)) for name in ("major", "minor", "patch")]
    return ".".join(number if _DIGITS.fullmatch(number) else "?" for number in numbers)


def travel_impact(*, insecure: bool = False) -> TravelImpact:
    """The service that the environment names; TIM_API_KEY is the only place of the key.

    Parameters
    ----------
    insecure : whether the key may go to another machine unencrypted

    Raises
    ------
    UsageError : the key could not be one, or the address is none that it may go to
    """
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not key:
        return TravelImpact(None)
    if not re.fullmatch(r"[\x21-\x7e]{4,}", key):
        raise UsageError(
            f"{KEY_VARIABLE} holds something that is not a key. Copy it again, without blanks or line ends"
        )
    base = safe_address(URL_VARIABLE, os.environ.get(URL_VARIABLE, "").strip() or BASE_URL, insecure=insecure)
    return TravelImpact(Http(base, {}, Secret(key), key_parameter="key", timeout_s=TIMEOUT_SECONDS))
