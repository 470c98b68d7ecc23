"""What asking for live fares found and did, as `quote` tells it."""

from dataclasses import dataclass, field
from datetime import date

STATES = ("fresh", "stale", "partial", "failed", "missing")
"""How a query stands in the cache; whatever is not fresh is asked for."""


@dataclass(frozen=True)
class VenueQuotes:
    """One venue's queries by how they stand; those that venues share count at each of them."""

    venue: str
    name: str
    stands: dict[str, int]


@dataclass(frozen=True)
class Quotes:
    """What a `quote` run found and did.

    `stands` counts every query once, as it was before anything was asked; `left` are those that are still to be asked;
    `asked` counts the searches made by their state, `problems` are the sentences of those that did not go well.
    """

    host: str
    venues: tuple[VenueQuotes, ...]
    stands: dict[str, int]
    asked: dict[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    left: int = 0

    @property
    def searches(self) -> int:
        """Asking for everything, nothing kept."""
        return sum(self.stands.values())

    @property
    def lost(self) -> int:
        """Searches that came back without all their offers."""
        return sum(self.asked.values()) - self.asked.get("ok", 0) - self.asked.get("empty", 0)


@dataclass(frozen=True)
class Leader:
    """What an event would be: venue and first day."""

    event: str
    name: str
    venue: str
    venue_name: str
    first_day: date


@dataclass(frozen=True)
class AdaptiveQuotes:
    """What an adaptive `quote` run found: who leads, how likely another choice costs less, and what it took.

    `searches` is what asking for everything would take, `kept` how many fresh answers there were before; `settled`
    tells that the leaders are priced and nobody else is likely to win.
    """

    host: str
    searches: int
    kept: int
    asked: dict[str, int]
    leaders: tuple[Leader, ...]
    risk: float
    confidence: float
    settled: bool
    problems: tuple[str, ...] = ()

    @property
    def made(self) -> int:
        """Searches made in this run."""
        return sum(self.asked.values())

    @property
    def lost(self) -> int:
        """Searches that came back without all their offers."""
        return self.made - self.asked.get("ok", 0) - self.asked.get("empty", 0)
