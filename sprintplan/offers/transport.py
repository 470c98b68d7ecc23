"""Sessions whose answers end in time and in size, and that no proxy reads: requests limits single waits alone."""

import http.client
import io
import math
import socket
import time
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from sprintplan.domain.address import goes_in_the_clear, is_here

DIRECT = {"http": "", "https": "", "all": ""}
"""For requests: no proxy, whatever the environment says."""


@dataclass
class Allowance:
    """What the answer that is being read may still take.

    Attributes
    ----------
    until : moment of `time.monotonic` by which it has to be there
    octets : how many bytes may still come
    """

    until: float = math.inf
    octets: int = 0

    def grant(self, seconds: float, octets: int) -> None:
        """Begin anew, with some `seconds` and `octets`."""
        self.until, self.octets = time.monotonic() + seconds, octets

    @property
    def seconds(self) -> float:
        """Seconds that are left; negative where the time is over."""
        return self.until - time.monotonic()


class _Metered(io.RawIOBase):
    """What comes from a socket, as long as the allowance lasts."""

    def __init__(self, inner: io.RawIOBase, connection: socket.socket, allowance: Allowance) -> None:
        self._inner, self._connection, self._allowance = inner, connection, allowance

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        """Bytes that came, into the buffer.

        Raises
        ------
        OSError : no byte came in time, or too many came
        """
        left = self._allowance.seconds
        if left <= 0:
            raise TimeoutError("the answer takes too long")
        if self._allowance.octets <= 0:
            raise OSError("the answer is too long")
        self._connection.settimeout(left)
        count: int | None = self._inner.readinto(buffer)
        self._allowance.octets -= count or 0
        return count

    def close(self) -> None:
        """Let go of the socket."""
        self._inner.close()
        super().close()


class _Adapter(HTTPAdapter):
    """Connections whose answers are metered from their first byte, headers and `100 Continue` included."""

    def __init__(self, allowance: Allowance) -> None:
        self._pools = _pools(allowance)
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Have direct connections metered."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """Have connections through a proxy metered too."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(allowance: Allowance) -> dict[str, type[HTTPConnectionPool]]:
    """For urllib3: pools by scheme."""

    class Response(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            self.fp = io.BufferedReader(_Metered(self.fp.detach(), sock, allowance))

    class Plain(HTTPConnection):
        response_class = Response

    class Encrypted(HTTPSConnection):
        response_class = Response

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class EncryptedPool(HTTPSConnectionPool):
        ConnectionCls = Encrypted

    return {"http": PlainPool, "https": EncryptedPool}


def open_session(allowance: Allowance) -> requests.Session:
    """A session for one thread; every answer is held to the allowance, which is to be granted before each request."""
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(allowance))
    return session


def proxies_for(url: str) -> dict[str, str] | None:
    """For requests to `url`: the environment's proxies for what they only pass on encrypted, none for anything else."""
    return DIRECT if is_here(url) or goes_in_the_clear(url) else None
