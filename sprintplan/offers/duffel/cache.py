"""The workspace's kept answers: one SQLite row a query, written whole or not at all, with its state and time."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import msgspec

from sprintplan.databases import Database, guarded
from sprintplan.offers.duffel.reply import Reply, State
from sprintplan.problems import shown

FILE = Path("cache") / "duffel.sqlite"
REMEDY = "`sprintplan quote` asks again"
COMPRESSION = 6
BETWEEN_PAGES = b"\x1e"
"""The record separator never stands in JSON (RFC 8259), so that pages keep every byte."""
STATES: tuple[State, ...] = get_args(State)
USABLE: tuple[State, ...] = ("ok", "empty", "partial")
SECONDS_PER_HOUR = 3600
MOST_HOURS_AHEAD = 1
"""So far the clock that stamped an answer may have been ahead of this one."""
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
class KeptAnswer:
    """What is kept for a query, without its pages.

    Attributes
    ----------
    fetched_at : when its pages came, RFC 3339 in UTC
    problem : of the last time it was asked, empty where all went well; a complete answer has one where asking again
        failed
    """

    state: State
    fetched_at: str
    problem: str

    @property
    def is_usable(self) -> bool:
        """Whether offers, or the certainty that there are none, came of it."""
        return self.state in USABLE

    def is_stale(self, max_age_hours: Decimal, now: datetime) -> bool:
        """Whether the answer is older than `max_age_hours` at the moment `now`, or from a time to come, which a wrong
        clock has stamped."""
        hours = (now - moment(self.fetched_at)).total_seconds() / SECONDS_PER_HOUR
        return not -MOST_HOURS_AHEAD <= hours <= max_age_hours


class Cache:
    """Kept answers of one workspace; for one thread.

    Raises
    ------
    OfferSourceError : the file cannot be read or written, or a row of it is damaged
    """

    def __init__(self, folder: Path) -> None:
        self._file = Database(folder / FILE, _TABLE, REMEDY)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def keep(self, key: str, reply: Reply) -> None:
        """Keep a `reply` under its `key` at once; where it brought nothing, pages of an earlier one stay, with the new
        problem."""
        with self._file.guarded() as answers:
            if reply.state in USABLE:
                row = (key, reply.state, reply.fetched_at, reply.problem, _packed(reply.pages))
                answers.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
                return
            answers.execute(_NOTE_FAILURE, (key, reply.state, reply.fetched_at, reply.problem))

    def spoil(self, key: str, problem: str) -> None:
        """Let go of the answer under a `key` that turned out to be unusable by a `problem`: it counts as failed, and is
        asked for again."""
        with self._file.guarded() as answers:
            answers.execute(
                "UPDATE answers SET state = 'failed', problem = ?, pages = NULL WHERE key = ?", (problem, key)
            )

    def replace_offers(self, key: str, offers: Mapping[str, Mapping[str, Any]]) -> None:
        """Put newer states of single `offers`, by id, in the place of those that the answer under a `key` has."""
        with self._file.guarded() as answers:
            pages = [msgspec.json.decode(page, type=dict[str, Any]) for _, _, page in self.pages([key])]
            for page in pages:
                page["data"] = [_newer(offer, offers) for offer in page["data"]]
            packed = _packed(msgspec.json.encode(page) for page in pages)
            answers.execute("UPDATE answers SET pages = ? WHERE key = ? AND pages IS NOT NULL", (packed, key))

    def kept(self) -> dict[str, KeptAnswer]:
        """Everything that is kept, by key, in order of the keys."""
        with self._file.guarded() as answers:
            rows = answers.execute("SELECT key, state, fetched_at, problem FROM answers ORDER BY key").fetchall()
            return {row[0]: _kept(*row) for row in rows}

    def pages(self, keys: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Key, time and one page as it came, for every page of those keys that have any."""
        for key in keys:
            with self._file.guarded() as answers:
                row = answers.execute("SELECT fetched_at, pages FROM answers WHERE key = ?", (key,)).fetchone()
                pages = _unpacked(*row) if row else []
            yield from ((key, row[0], page) for page in pages)


def _newer(offer: Any, offers: Mapping[str, Mapping[str, Any]]) -> Any:
    offer_id = offer.get("id") if isinstance(offer, dict) else None
    return offers.get(offer_id, offer) if isinstance(offer_id, str) else offer


def _packed(pages: Iterable[bytes]) -> bytes:
    return zlib.compress(BETWEEN_PAGES.join(pages), COMPRESSION)


def _unpacked(fetched_at: str, pages: bytes | None) -> list[bytes]:
    """The pages of one row. Raises zlib.error or ValueError where it is damaged."""
    moment(fetched_at)
    return [] if pages is None else zlib.decompress(pages).split(BETWEEN_PAGES)


def _kept(key: Any, state: Any, fetched_at: Any, problem: Any) -> KeptAnswer:
    """One row. Raises ValueError where it is damaged."""
    if not isinstance(key, str) or state not in STATES or not isinstance(problem, str):
        raise ValueError(f"the row {shown(key)} is damaged")
    moment(fetched_at)
    return KeptAnswer(state, fetched_at, problem)


def moment(fetched_at: str) -> datetime:
    """The time at which an answer was `fetched_at`.

    Raises
    ------
    ValueError : it is no time in UTC
    OverflowError : it is beyond all calendars
    """
    parsed = datetime.fromisoformat(str(fetched_at))
    if parsed.tzinfo is None:
        raise ValueError(f"{shown(fetched_at)} is not a time in UTC")
    return parsed.astimezone(UTC)


def kept_answers(folder: Path) -> dict[str, KeptAnswer]:
    """The answers that the workspace in `folder` keeps, by key; makes no file where it keeps nothing."""
    with guarded(folder / FILE, REMEDY):
        if not (folder / FILE).is_file():
            return {}
    with closing(Cache(folder)) as cache:
        return cache.kept()


def utc_now() -> datetime:
    """This moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
