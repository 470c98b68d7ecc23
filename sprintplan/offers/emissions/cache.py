"""Figures of the Travel Impact Model in the workspace's cache, so that a plan and its check see the same ones."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from sprintplan.errors import OfferSourceError
from sprintplan.files import make_file, make_folder, named
from sprintplan.offers.emissions.client import Flight, Grams, Route

FILE = Path("cache") / "emissions.sqlite"
_TABLE = """
    CREATE TABLE IF NOT EXISTS grams (
        key TEXT PRIMARY KEY, version TEXT NOT NULL,
        economy INTEGER, premium_economy INTEGER, business INTEGER, first INTEGER
    ) WITHOUT ROWID
"""
Thing = TypeVar("Thing", Flight, Route)


def key_of(thing: Flight | Route) -> str:
    """The words that a flight or a route is kept under: "EWR LIS TP 202 2027-04-03"."""
    return " ".join(map(str, thing))


class Kept:
    """Figures by flight and by route; what the model does not know is kept too, and not asked for again.

    Raises
    ------
    OfferSourceError : the file cannot be read or written
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._known: dict[str, Grams] = {}
        self._load()

    def of(
        self, things: Sequence[Thing], ask: Callable[[Sequence[Thing]], Mapping[Thing, Grams]]
    ) -> dict[Thing, Grams]:
        """Figures of these; those that are not kept are asked for, and kept at once."""
        missing = [thing for thing in dict.fromkeys(things) if key_of(thing) not in self._known]
        if missing:
            self._keep({key_of(thing): grams for thing, grams in ask(missing).items()})
        return {thing: self._known[key_of(thing)] for thing in things}

    def _keep(self, new: dict[str, Grams]) -> None:
        """Write what is new; where another process was first, its figures stand."""
        rows = [(key, grams.version, *grams.by_cabin) for key, grams in new.items()]
        with self._open() as kept, kept:
            kept.execute(_TABLE)
            kept.executemany("INSERT OR IGNORE INTO grams VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._load()

    def _load(self) -> None:
        with self._told():
            if not self.path.is_file():
                return
        with self._open() as kept:
            kept.execute(_TABLE)
            rows = kept.execute("SELECT * FROM grams").fetchall()
        self._known = {key: Grams(version, tuple(grams)) for key, version, *grams in rows}

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            make_folder(self.path.parent)
            make_file(self.path)
            with closing(sqlite3.connect(self.path, timeout=30)) as kept:
                yield kept

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            remedy = "If it is damaged, move it away: its figures are asked for again"
            raise OfferSourceError(f"{named(self.path)} cannot be used ({error}). {remedy}") from error
