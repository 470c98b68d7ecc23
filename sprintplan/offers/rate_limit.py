"""How fast a service may be asked: what its headers say of it, and a pace that threads share."""

import math
import re
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

WINDOW_SECONDS = 60.0
"""Duffel counts requests by the minute."""
SHARE = 0.87
"""Of the stated limit: clocks differ, and others may use the same token."""
FIRST_PER_MINUTE = 60
EPOCH_FROM, EPOCH_MS_FROM = 1e9, 1e12
"""A number of seconds as large as this is a date, not a wait."""


def seconds_to_reset(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds until the service may be asked again; None where no header says so.

    Reads `ratelimit-reset`, then `retry-after`: a number of seconds, seconds or milliseconds since 1970, or an HTTP
    date. Dates are held against the answer's own `Date` where it has one, as clocks differ.

    Parameters
    ----------
    headers : of the answer, names in small letters
    now : this machine's seconds since 1970
    """
    here = _instant(headers.get("date", ""))
    for name in ("ratelimit-reset", "retry-after"):
        seconds = _seconds(headers.get(name, "").strip(), now if here is None else here)
        if seconds is not None:
            return max(0.0, seconds)
    return None


def _seconds(word: str, now: float) -> float | None:
    try:
        number = float(word)
    except ValueError:
        then = _instant(word)
        return None if then is None else then - now
    if number >= EPOCH_MS_FROM:
        return number / 1000 - now
    if number >= EPOCH_FROM:
        return number - now
    return number if number == number else None


def _instant(word: str) -> float | None:
    try:
        instant = parsedate_to_datetime(word)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()


def limit_of(headers: Mapping[str, str]) -> int | None:
    """Requests a minute that an answer with these `headers` allows, None where it does not say."""
    word = headers.get("ratelimit-limit", "").strip()
    return int(word) if re.fullmatch(r"0*[1-9][0-9]{0,8}", word) else None


class Pace:
    """Evenly spaced turns below the service's limit, without a burst; one pace serves all threads.

    Parameters
    ----------
    per_minute : the limit until an answer states it, FIRST_PER_MINUTE unless stated
    """

    def __init__(
        self,
        per_minute: int | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sleep, self._clock = sleep, clock
        self._lock = threading.Lock()
        self._last, self._rest_until = -math.inf, -math.inf
        self.seconds_apart = 0.0
        self.learn(per_minute or FIRST_PER_MINUTE)

    def learn(self, per_minute: int) -> None:
        """Keep below a limit of `per_minute` requests that the service states."""
        self.seconds_apart = WINDOW_SECONDS / (per_minute * SHARE)

    def hold(self, seconds: float) -> None:
        """Nobody's turn comes before so many seconds."""
        with self._lock:
            self._rest_until = max(self._rest_until, self._clock() + seconds)

    def wait(self) -> None:
        """Sleep until it is the caller's turn."""
        while (left := self._take_turn()) > 0:
            self._sleep(left)

    def _take_turn(self) -> float:
        """0 where the turn is the caller's, else the seconds until somebody's."""
        with self._lock:
            now = self._clock()
            turn = max(self._last + self.seconds_apart, self._rest_until)
            if turn > now:
                return turn - now
            self._last = now
            return 0.0
