"""What is told of the network of nonstop routes, and of a change of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Network:
    """The network in use: where it comes from, since when, and its size; `path` is None for the shipped one."""

    source: str
    since: str
    routes: int
    airports: int
    path: Path | None


@dataclass(frozen=True)
class Imported:
    """What an import changed against the network in use before.

    new, gone : directed routes; `opened`, `closed` : airports that have flights now, or have none any more
    unknown : codes that are no airports of ours; `barred` : routes through closed airspace; `unread` : entries without
    a route; `timed` : routes with block times of their own
    """

    network: Network
    new: int
    gone: int
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    unknown: tuple[str, ...]
    barred: int
    unread: int
    timed: int
