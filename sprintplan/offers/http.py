"""JSON over HTTP that fails in words: time limits, bounded retries, a shared pace; the one module that knows requests.

Neither a secret nor an address with its parameters is ever part of a message: faults are told by host and path alone.
"""

import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import requests

from sprintplan.offers.rate_limit import Pace, limit_of, seconds_to_reset

Kind = Literal["ok", "rate_limited", "failed"]
Sleep = Callable[[float], None]

CONNECT_SECONDS = 10.0
CHUNK = 1 << 16
LARGEST_BODY = 64 << 20
HIDDEN = "(hidden)"
RETRIED = (503, 504)


@dataclass(frozen=True)
class Patience:
    """How often and how long a call is tried: times in seconds, `cap_s` the longest single wait."""

    tries: int = 6
    total_s: float = 600.0
    cap_s: float = 120.0
    first_s: float = 1.0


@dataclass(frozen=True)
class Answer:
    """What came of a call: `data` is parsed and `raw` as it came where `kind` is ok, `problem` a sentence elsewhere.

    `status` is 0 where no answer came at all; `code` is the provider's own word for its error, empty where none.
    """

    kind: Kind
    status: int
    data: Any = None
    raw: bytes = b""
    problem: str = ""
    code: str = ""


@dataclass(frozen=True)
class Secret:
    """A token that does not print itself."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        return HIDDEN

    def hide(self, raw: bytes) -> bytes:
        """The bytes without the token, wherever a server echoes it."""
        return raw.replace(self.value.encode(), HIDDEN.encode()) if self.value else raw


class _Bearer(requests.auth.AuthBase):
    """Sets the token on each request itself, so that no .netrc can take its place."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._secret.value:
            request.headers["Authorization"] = f"Bearer {self._secret.value}"
        return request


class Http:
    """Calls of one service; safe to use from several threads.

    Parameters
    ----------
    secret : sent as a bearer token unless empty, and hidden wherever an answer repeats it
    timeout_s : longest a single answer may take, from its first byte to its last too
    pace : shared with whoever else asks the same service
    """

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        secret: Secret,
        *,
        timeout_s: float,
        pace: Pace | None = None,
        patience: Patience | None = None,
        sleep: Sleep = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.base_url, self.timeout_s = base_url.rstrip("/"), timeout_s
        self.pace = pace or Pace(sleep=sleep, clock=clock)
        self.patience = patience or Patience()
        self._headers, self._secret = dict(headers), secret
        self._sleep, self._clock, self._wall = sleep, clock, wall
        self._local = threading.local()

    def call(
        self, method: str, path: str, params: Mapping[str, str | int] | None = None, body: object = None
    ) -> Answer:
        """The answer after as many tries as patience allows; never raises for what the network or the service does."""
        begun, answer = self._clock(), Answer("failed", 0)
        for attempt in range(self.patience.tries):
            self.pace.wait()
            answer, wait = self._once(method, path, params, body, attempt)
            if wait is None:
                return answer
            if attempt + 1 == self.patience.tries or self._clock() - begun + wait > self.patience.total_s:
                break
            if answer.kind == "rate_limited":
                self.pace.hold(wait)
            else:
                self._sleep(wait)
        return answer

    def _once(
        self, method: str, path: str, params: Mapping[str, str | int] | None, body: object, attempt: int
    ) -> tuple[Answer, float | None]:
        """One try, and the seconds to wait before the next; None where another would not help."""
        where = f"{urlsplit(self.base_url).netloc.rpartition('@')[2]}{path}"
        backoff = self._jittered(self.patience.first_s * 2**attempt)
        try:
            response, raw = self._send(method, path, params, body)
        except requests.Timeout:
            return Answer("failed", 0, problem=f"{where} did not answer within {self.timeout_s:.0f} s"), backoff
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            return Answer("failed", 0, problem=f"the connection to {where} could not be made, or broke off"), backoff
        except (requests.RequestException, ValueError) as error:
            return Answer("failed", 0, problem=f"{where} cannot be asked ({type(error).__name__})"), None
        if limit := limit_of(response.headers):
            self.pace.learn(limit)
        return self._judged(where, response, self._secret.hide(raw), backoff)

    def _send(
        self, method: str, path: str, params: Mapping[str, str | int] | None, body: object
    ) -> tuple[requests.Response, bytes]:
        """The response with its whole body, read within the time limit."""
        deadline = self._clock() + self.timeout_s
        response = self._session().request(
            method,
            self.base_url + path,
            params=params,
            json=body,
            timeout=(CONNECT_SECONDS, self.timeout_s),
            allow_redirects=False,
            stream=True,
        )
        parts, size = [], 0
        with response:
            for part in response.iter_content(CHUNK):
                parts.append(part)
                size += len(part)
                if self._clock() > deadline:
                    raise requests.Timeout
                if size > LARGEST_BODY:
                    raise requests.exceptions.ContentDecodingError
        return response, b"".join(parts)

    def _session(self) -> requests.Session:
        """This thread's session: requests promises nothing about sharing one."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.headers.update(self._headers)
            session.auth = _Bearer(self._secret)
        return session

    def _judged(
        self, where: str, response: requests.Response, raw: bytes, backoff: float
    ) -> tuple[Answer, float | None]:
        status, (data, is_json) = response.status_code, _parsed(raw)
        if status == 429:
            wait = seconds_to_reset(response.headers, self._wall())
            answer = Answer("rate_limited", status, problem=f"{where} was asked too often (status 429)")
            return answer, backoff if wait is None else min(self._later(wait), self.patience.cap_s)
        if 200 <= status < 300:
            if is_json:
                return Answer("ok", status, data, raw), None
            return Answer("failed", status, problem=f"{where} answered something that is no JSON"), None
        problem, code = _told(where, status, data)
        answer = Answer("failed", status, problem=problem, code=code)
        if status not in RETRIED and not (status == 502 and not is_json):
            return answer, None
        wait = seconds_to_reset(response.headers, self._wall())
        return answer, max(backoff, min(wait or 0.0, self.patience.cap_s))

    def _jittered(self, seconds: float) -> float:
        """Up to half as long again, so that threads do not come back together."""
        return min(seconds * random.uniform(1.0, 1.5), self.patience.cap_s)

    @staticmethod
    def _later(seconds: float) -> float:
        """A little after the moment that the service named: never before it."""
        return seconds + random.uniform(0.1, 1.0)


def _parsed(raw: bytes) -> tuple[Any, bool]:
    try:
        return json.loads(raw), True
    except (ValueError, RecursionError):
        return None, False


def _told(where: str, status: int, data: Any) -> tuple[str, str]:
    """The sentence for a refused call with the error's type, code, title and request id, and the code alone."""
    errors = data.get("errors") if isinstance(data, dict) else None
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    meta = data.get("meta") if isinstance(data, dict) else None
    parts = [str(first[key])[:120] for key in ("type", "code", "title") if first.get(key)]
    if isinstance(meta, dict) and meta.get("request_id"):
        parts.append(f"request_id {str(meta['request_id'])[:60]}")
    detail = f": {', '.join(parts)}" if parts else ""
    return f"{where} answered with status {status}{detail}", str(first.get("code") or "")
