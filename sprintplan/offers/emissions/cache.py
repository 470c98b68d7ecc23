"""Figures of the Travel Impact Model in the workspace's cache, so that a plan and its check see the same ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

from sprintplan.databases import Database, guarded
from sprintplan.offers.emissions.client import NOTHING, Flight, Grams, Route
from sprintplan.problems import shown
from sprintplan.units import MOST_GRAMS

FILE = Path("cache") / "emissions.sqlite"
REMEDY = "its figures are asked for again"
_TABLE = """
    CREATE TABLE IF NOT EXISTS grams (
        key TEXT PRIMARY KEY, version TEXT NOT NULL,
        economy INTEGER, premium_economy INTEGER, business INTEGER, first INTEGER
    ) WITHOUT ROWID
"""
Thing = TypeVar("Thing", Flight, Route)


def key_of(thing: Flight | Route) -> str:
    """The words that a `thing`, a flight or a route, is kept under: "EWR LIS TP 202 2027-04-03"."""
    return " ".join(map(str, thing))


class KeptFigures:
    """Figures by flight and by route; what the model does not know is kept too, and not asked for again.

    Raises
    ------
    OfferSourceError : the file cannot be read or written, or a row of it is damaged
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._known: dict[str, Grams] = {}
        self._load()

    def of(
        self, things: Sequence[Thing], ask: Callable[[Sequence[Thing]], Mapping[Thing, Grams]]
    ) -> dict[Thing, Grams]:
        """Figures of some `things`; those that are not kept come from `ask`, and are kept at once."""
        missing = [thing for thing in dict.fromkeys(things) if key_of(thing) not in self._known]
        if missing:
            self._keep({key_of(thing): grams for thing, grams in ask(missing).items()})
        return {thing: self._known[key_of(thing)] for thing in things}

    def _keep(self, new: dict[str, Grams]) -> None:
        """Write what is new; where another process was first, its figures stand."""
        rows = [(key, grams.version, *grams.by_cabin) for key, grams in new.items()]
        with self._open() as figures:
            figures.execute("BEGIN IMMEDIATE")
            figures.executemany("INSERT OR IGNORE INTO grams VALUES (?, ?, ?, ?, ?, ?)", rows)
            figures.execute("COMMIT")
        self._load()

    def _load(self) -> None:
        with guarded(self.path, REMEDY):
            if not self.path.is_file():
                return
        with self._open() as figures:
            self._known = {row[0]: _grams(*row) for row in figures.execute("SELECT * FROM grams")}

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with closing(Database(self.path, _TABLE, REMEDY)) as database, database.guarded() as figures:
            yield figures


def _grams(key: object, version: object, *by_cabin: object) -> Grams:
    """One row. Raises ValueError where it is damaged."""
    sound = isinstance(key, str) and isinstance(version, str) and len(by_cabin) == len(NOTHING.by_cabin)
    figures = tuple(one for one in by_cabin if one is None or (isinstance(one, int) and 0 < one <= MOST_GRAMS))
    if not sound or len(figures) != len(by_cabin):
        raise ValueError(f"the row {shown(key)} is damaged")
    return Grams(str(version), figures)
