"""A server on loopback that says to each connection whatever it is told to, byte by byte, and keeps what it hears."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

Pieces = Callable[[], Iterable[bytes]]
REPLY = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"data": []}'


class OddServer:
    """Sends `pieces()` to whoever connects, then closes; `heard` is what came, one entry a connection."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.heard: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(10)
            self.heard.append(connection.recv(1 << 16))
            for piece in self.pieces():
                connection.sendall(piece)

    def close(self) -> None:
        """Take no more connections."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def odd_server(pieces: Pieces = lambda: [REPLY]) -> Iterator[OddServer]:
    """The server, for as long as the block lasts."""
    server = OddServer(pieces)
    try:
        yield server
    finally:
        server.close()
