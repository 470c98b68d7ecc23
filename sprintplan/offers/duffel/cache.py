"""The workspace's kept answers: one SQLite row a query, written whole or not at all, with its state and time."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sprintplan.errors import OfferSourceError
from sprintplan.files import locked, make_file, make_folder, named
from sprintplan.offers.duffel.client import Reply, State

FILE = Path("cache") / "duffel.sqlite"
COMPRESSION = 6
BETWEEN_PAGES = b"\x1e"
# The record separator never stands in JSON (RFC 8259), so that pages keep every byte.
USABLE: tuple[State, ...] = ("ok", "empty", "partial")
_TABLE = """
    CREATE TABLE IF NOT EXISTS answers (
        key TEXT PRIMARY KEY, state TEXT NOT NULL, fetched_at TEXT NOT NULL, problem TEXT NOT NULL, pages BLOB
    ) WITHOUT ROWID
"""

_NOTE_FAILURE = """
    INSERT INTO answers VALUES (?, ?, ?, ?, NULL)
    ON CONFLICT (key) DO UPDATE SET
        problem = excluded.problem,
        state = CASE WHEN pages IS NULL THEN excluded.state ELSE state END,
        fetched_at = CASE WHEN pages IS NULL THEN excluded.fetched_at ELSE fetched_at END
"""


@dataclass(frozen=True)
class Kept:
    """What is kept for a query, without its pages; `problem` is of the last time it was asked, empty where all went
    well, so that a complete answer may have one when asking again failed."""

    state: State
    fetched_at: str
    problem: str

    @property
    def is_usable(self) -> bool:
        """Whether offers, or the certainty that there are none, came of it."""
        return self.state in USABLE

    def is_stale(self, max_age_hours: Decimal, now: datetime) -> bool:
        """Whether the answer is older than it may be."""
        fetched = datetime.fromisoformat(self.fetched_at)
        return now - fetched > timedelta(hours=float(max_age_hours))


class Cache:
    """Kept answers of one workspace; for one thread.

    Raises
    ------
    OfferSourceError : the file cannot be read or written
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        with _told(self.path):
            make_folder(self.path.parent)
            make_file(self.path)
            self._open = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            with locked(self.path.parent):
                self._set_up()

    def _set_up(self) -> None:
        """Set the file up; of those who do it at once SQLite makes only some wait, and the others fail."""
        self._open.execute("PRAGMA journal_mode = WAL")
        self._open.execute("PRAGMA synchronous = NORMAL")
        self._open.execute(_TABLE)

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()

    def keep(self, key: str, reply: Reply) -> None:
        """Keep a reply at once; where it brought nothing, pages of an earlier one stay, with the new problem."""
        with _told(self.path):
            if reply.state in USABLE:
                row = (key, reply.state, reply.fetched_at, reply.problem, _packed(reply))
                self._open.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
                return
            self._open.execute(_NOTE_FAILURE, (key, reply.state, reply.fetched_at, reply.problem))

    def replace_offers(self, key: str, offers: Mapping[str, Mapping[str, Any]]) -> None:
        """Put newer states of single offers, by id, in the place of those that a kept answer has."""
        pages = [json.loads(page) for _, _, page in self.pages([key])]
        for page in pages:
            page["data"] = [offers.get(offer.get("id"), offer) for offer in page["data"]]
        packed = zlib.compress(BETWEEN_PAGES.join(json.dumps(page).encode() for page in pages), COMPRESSION)
        with _told(self.path):
            self._open.execute("UPDATE answers SET pages = ? WHERE key = ? AND pages IS NOT NULL", (packed, key))

    def kept(self) -> dict[str, Kept]:
        """Everything that is kept, by key, in order of the keys."""
        with _told(self.path):
            rows = self._open.execute("SELECT key, state, fetched_at, problem FROM answers ORDER BY key").fetchall()
        return {key: Kept(state, fetched_at, problem) for key, state, fetched_at, problem in rows}

    def pages(self, keys: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Key, time and one page as it came, for every page of those keys that have any."""
        for key in keys:
            with _told(self.path):
                row = self._open.execute("SELECT fetched_at, pages FROM answers WHERE key = ?", (key,)).fetchone()
                raw = zlib.decompress(row[1]) if row and row[1] is not None else None
            if raw is not None:
                yield from ((key, row[0], page) for page in raw.split(BETWEEN_PAGES))


def _packed(reply: Reply) -> bytes:
    return zlib.compress(BETWEEN_PAGES.join(reply.pages), COMPRESSION)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, zlib.error) as error:
        remedy = "If it is damaged, move it away: `sprintplan quote` asks again"
        raise OfferSourceError(f"{named(path)} cannot be used ({error}). {remedy}") from error


def kept_answers(folder: Path) -> dict[str, Kept]:
    """What a workspace keeps, by key; makes no file where it keeps nothing."""
    with _told(folder / FILE):
        if not (folder / FILE).is_file():
            return {}
    with closing(Cache(folder)) as cache:
        return cache.kept()


def utc_now() -> datetime:
    """This moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
