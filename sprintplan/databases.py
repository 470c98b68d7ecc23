"""SQLite files in a workspace's cache: for their owner's eyes, and every fault of one is a sentence that names it."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sprintplan.errors import OfferSourceError
from sprintplan.files import make_file, make_folder, named
from sprintplan.folders import locked

_FAULTS = (sqlite3.Error, OSError, zlib.error, ValueError, TypeError, OverflowError)
"""What SQLite and the system raise, and what reading a row raises that holds something else than it should."""


class Database:
    """One file with one table; for one thread, while others and other processes may have it open too.

    Every use belongs into `guarded`.

    Parameters
    ----------
    path : the file, made where there is none; so is its folder
    table : its `CREATE TABLE IF NOT EXISTS` statement
    remedy : what to do where it is damaged, as the end of a sentence

    Raises
    ------
    OfferSourceError : it cannot be opened
    """

    def __init__(self, path: Path, table: str, remedy: str) -> None:
        self.path, self._remedy = path, remedy
        with guarded(path, remedy):
            make_folder(path.parent)
            make_file(path)
            self.connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            with locked(path.parent):
                self._set_up(table)

    def _set_up(self, table: str) -> None:
        """Set the file up; of those who do it at once SQLite makes only some wait, and the others fail."""
        try:
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute(table)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextmanager
    def guarded(self) -> Iterator[sqlite3.Connection]:
        """The connection; a fault of the file or of a row within the block becomes an OfferSourceError."""
        with guarded(self.path, self._remedy):
            yield self.connection


@contextmanager
def guarded(path: Path, remedy: str) -> Iterator[None]:
    """Turn a fault of a database or of a row within the block into one message.

    Parameters
    ----------
    path : file of the database
    remedy : what to do once it is moved away

    Raises
    ------
    OfferSourceError : names the file
    """
    try:
        yield
    except _FAULTS as error:
        sentence = f"{named(path)} cannot be used ({error}). If it is damaged, move it away: {remedy}"
        raise OfferSourceError(sentence) from error
