"""JSON over HTTP that fails in words: limits of time and size, bounded retries, a shared pace.

Neither a secret nor an address with its parameters is ever part of a message: faults name host and path alone.
The retry loop is written out: a wait holds up every thread (`Pace.hold`) or this one alone, and tests bring a clock of
their own, which tenacity does not take.
"""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
import requests

from sprintplan.domain.address import goes_in_the_clear, is_address
from sprintplan.encoding import BYTE_ORDER_MARK
from sprintplan.errors import UsageError
from sprintplan.offers.rate_limit import Pace, limit_of, seconds_to_reset
from sprintplan.offers.secret import Secret
from sprintplan.offers.transport import Allowance, open_session, proxies_for

Kind = Literal["ok", "rate_limited", "failed"]
Sleep = Callable[[float], None]

CONNECT_SECONDS = 10.0
LEAST_SECONDS = 1.0
"""What the last try of a call has at least, however little is left of the time of all."""
CHUNK = 1 << 16
LARGEST_BODY = 16 << 20
"""Bytes of an answer, of its headers too. A page of 200 offers of Duffel has some 1.5 million."""
LONGEST_WORD = 120
"""Characters of each word that a message repeats of an error."""
RETRIED = (503, 504)
_BROKEN = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True)
class Patience:
    """How often and how long a call is tried: times in seconds, `total_s` of all tries, `cap_s` of a single wait."""

    tries: int = 6
    total_s: float = 300.0
    cap_s: float = 120.0
    first_s: float = 1.0


@dataclass(frozen=True)
class HttpAnswer:
    """What came of a call: `data` is parsed and `raw` as it came where `kind` is ok, `problem` a sentence elsewhere.

    `status` is 0 where no answer came at all; `code` is the provider's own word for its error, empty where none.
    """

    kind: Kind
    status: int
    data: Any = None
    raw: bytes = b""
    problem: str = ""
    code: str = ""


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
    secret : hidden wherever an answer repeats it
    key_parameter : the parameter of an address that carries the secret; empty where it goes as a bearer token
    timeout_s : longest that a single answer may take, from the first byte of its headers to its last
    pace : shared with whoever else asks the same service
    """

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        secret: Secret,
        *,
        timeout_s: float,
        key_parameter: str = "",
        pace: Pace | None = None,
        patience: Patience | None = None,
        sleep: Sleep = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.base_url, self.timeout_s = base_url.rstrip("/"), timeout_s
        self.pace = pace or Pace(sleep=sleep, clock=clock)
        self.patience = patience or Patience()
        self._headers, self._secret, self._key_parameter = dict(headers), secret, key_parameter
        self._sleep, self._clock, self._wall = sleep, clock, wall
        self._local = threading.local()

    def call(
        self, method: str, path: str, params: Mapping[str, str | int] | None = None, body: object = None
    ) -> HttpAnswer:
        """The answer after as many tries as patience allows; never raises for what the network or the service does.

        Parameters
        ----------
        method, path : of the call
        params : of its address
        body : sent as JSON; None without one
        """
        ends, answer = self._clock() + self.patience.total_s, HttpAnswer("failed", 0)
        for attempt in range(self.patience.tries):
            self.pace.wait()
            left = min(self.timeout_s, max(ends - self._clock(), LEAST_SECONDS))
            answer, wait = self._once(_Request(method, path, params or {}, body, left), attempt)
            if wait is None:
                return answer
            if attempt + 1 == self.patience.tries or self._clock() + wait > ends:
                break
            if answer.kind == "rate_limited":
                self.pace.hold(wait)
            else:
                self._sleep(wait)
        return answer

    def _once(self, request: "_Request", attempt: int) -> tuple[HttpAnswer, float | None]:
        """One try, and the seconds to wait before the next; None where another would not help."""
        where = f"{urlsplit(self.base_url).netloc}{request.path}"
        backoff = self._jittered(self.patience.first_s * 2**attempt)
        session, allowance = self._session()
        allowance.grant(request.seconds, LARGEST_BODY)
        try:
            response, raw = self._send(session, allowance, request)
        except (requests.RequestException, ValueError) as error:
            if allowance.octets <= 0:
                return HttpAnswer("failed", 0, problem=f"{where} sent more than {LARGEST_BODY >> 20} MB"), None
            if isinstance(error, requests.Timeout) or allowance.seconds <= 0:
                return HttpAnswer(
                    "failed", 0, problem=f"{where} did not answer within {request.seconds:.0f} s"
                ), backoff
            if isinstance(error, _BROKEN):
                return HttpAnswer(
                    "failed", 0, problem=f"the connection to {where} could not be made, or broke"
                ), backoff
            return HttpAnswer("failed", 0, problem=f"{where} cannot be asked ({type(error).__name__})"), None
        if limit := limit_of(response.headers):
            self.pace.learn(limit)
        return self._judged(where, response, raw, backoff)

    def _send(
        self, session: requests.Session, allowance: Allowance, request: "_Request"
    ) -> tuple[requests.Response, bytes]:
        """The response with its whole body."""
        keys = {self._key_parameter: self._secret.value} if self._key_parameter else {}
        response = session.request(
            request.method,
            self.base_url + request.path,
            params={**request.params, **keys},
            json=request.body,
            timeout=(CONNECT_SECONDS, request.seconds),
            allow_redirects=False,
            stream=True,
            proxies=proxies_for(self.base_url),
        )
        parts, left = [], LARGEST_BODY
        with response:
            for part in response.iter_content(CHUNK):
                parts.append(part)
                left -= len(part)
                if left < 0:
                    allowance.octets = 0
                    raise requests.exceptions.ContentDecodingError
        return response, b"".join(parts)

    def _session(self) -> tuple[requests.Session, Allowance]:
        """This thread's session: requests promises nothing about sharing one."""
        if not hasattr(self._local, "session"):
            allowance = Allowance()
            session = open_session(allowance)
            session.headers.update(self._headers)
            session.auth = _Bearer(Secret("") if self._key_parameter else self._secret)
            self._local.session = session, allowance
        opened: tuple[requests.Session, Allowance] = self._local.session
        return opened

    def _judged(
        self, where: str, response: requests.Response, raw: bytes, backoff: float
    ) -> tuple[HttpAnswer, float | None]:
        status, hidden = response.status_code, self._secret.hide(raw.removeprefix(BYTE_ORDER_MARK))
        data, is_json = _parsed(hidden)
        if status == 429:
            wait = seconds_to_reset(response.headers, self._wall())
            answer = HttpAnswer("rate_limited", status, problem=f"{where} was asked too often (status 429)")
            return answer, backoff if wait is None else min(self._later(wait), self.patience.cap_s)
        if 200 <= status < 300:
            if is_json:
                return HttpAnswer("ok", status, data, hidden), None
            what = "something that is not JSON" if hidden or not raw else "with the token, in other signs"
            return HttpAnswer("failed", status, problem=f"{where} answered {what}"), None
        problem, code = _refusal(where, status, data)
        answer = HttpAnswer("failed", status, problem=problem, code=code)
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


def safe_address(variable: str, url: str, *, insecure: bool) -> str:
    """The address, where a token may go there.

    Parameters
    ----------
    variable : the environment's variable that may have named it
    url : the address
    insecure : whether the token may go to another machine unencrypted

    Raises
    ------
    UsageError : it is no address, or sending would be unencrypted
    """
    if not is_address(url):
        raise UsageError(f"{variable} is not an address to send a token to. Write https://HOST")
    if goes_in_the_clear(url) and not insecure:
        what = f"{variable} would have the token sent to another machine unencrypted"
        raise UsageError(f"{what}. Write https://HOST, or allow it with --insecure")
    return url


@dataclass(frozen=True)
class _Request:
    """One try: `path` behind the service's address, `body` becomes JSON, `seconds` are what its answer may take."""

    method: str
    path: str
    params: Mapping[str, str | int]
    body: object
    seconds: float


def _parsed(raw: bytes) -> tuple[Any, bool]:
    """What the JSON says, and whether it is JSON: as strictly as readers of kept answers take it (RFC 8259, UTF-8)."""
    try:
        return msgspec.json.decode(raw), True
    except (ValueError, RecursionError):
        return None, False


def _refusal(where: str, status: int, data: Any) -> tuple[str, str]:
    """The sentence for a refused call with the error's type, code, title and request id, and the code alone."""
    if 300 <= status < 400:
        return f"{where} answered with status {status}, a way to another address, which nothing is sent to", ""
    errors = data.get("errors") if isinstance(data, dict) else None
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    meta = data.get("meta") if isinstance(data, dict) else None
    parts = [word for key in ("type", "code", "title") if (word := _word(first.get(key)))]
    if isinstance(meta, dict) and (word := _word(meta.get("request_id"))):
        parts.append(f"request_id {word}")
    detail = f": {', '.join(parts)}" if parts else ""
    return f"{where} answered with status {status}{detail}", _word(first.get("code"))


def _word(value: object) -> str:
    """A text or number as one line that steers no terminal; empty for anything else."""
    word = str(value)[:LONGEST_WORD] if isinstance(value, str | int) else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in word).split())
