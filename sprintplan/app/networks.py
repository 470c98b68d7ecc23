"""What the commands `network import`, `network show` and `network remove` do."""

from datetime import date
from pathlib import Path

import numpy as np

from sprintplan.domain.network import Imported, Network
from sprintplan.encoding import NotText, text_of
from sprintplan.errors import UsageError
from sprintplan.files import is_file, named, write_file
from sprintplan.world.airports import airports
from sprintplan.world.network_files import ReadNetwork, read_network
from sprintplan.world.routes import Routes, routes
from sprintplan.world.skies import closed_airport, open_skies
from sprintplan.world.tables import successors
from sprintplan.world.user_network import UserNetwork, network_path, user_network

LEAST_ROUTES = 2
MOST_BYTES = 200_000_000
Pairs = set[tuple[str, str]]


def in_use() -> Network:
    """The network that estimates are made with.

    Raises
    ------
    UsageError : the user's network cannot be read
    """
    brought = user_network()
    pairs = _pairs(routes())
    if brought is None:
        return Network("the shipped one, made from the air-routes graph", "August 2021", *_size(pairs), None)
    return Network(brought.source, brought.imported_on, *_size(pairs), network_path())


def import_network(path: Path, today: date) -> Imported:
    """Keep the routes of the file at `path` as this user's network, as of `today`, whole or not at all.

    Raises
    ------
    UsageError : the file cannot be read, or holds no network between known airports
    """
    read = _read(path)
    known, unknown, barred = _usable(read.routes)
    if len(known) < LEAST_ROUTES:
        what = f"{named(path)} has no routes between known airports"
        raise UsageError(f"{what}: name OpenFlights' routes.dat or route JSON")
    before = _pairs(routes()) if _readable() else set()
    network = _network(named(path.name), today, known)
    _keep(network.packed())
    now = set(known)
    return Imported(
        network=Network(network.source, today.isoformat(), *_size(now), network_path()),
        new=len(now - before),
        gone=len(before - now),
        opened=tuple(sorted(_ends(now) - _ends(before))),
        closed=tuple(sorted(_ends(before) - _ends(now))),
        unknown=unknown,
        barred=barred,
        unread=read.unread,
        timed=sum(minutes > 0 for minutes in known.values()),
    )


def remove_network() -> bool:
    """Go back to the shipped network; False where it was in use already."""
    if not is_file(network_path()):
        return False
    try:
        network_path().unlink()
    except OSError as error:
        raise UsageError(f"{named(network_path())} cannot be removed: {error.strerror}. Check its rights") from error
    return True


def _keep(content: bytes) -> None:
    """Write the user's network, into a folder that is made where it is missing."""
    folder = network_path().parent
    if str(folder).startswith("~"):
        raise UsageError("You have no home folder. Set SPRINTPLAN_DATA_HOME to the folder that is to keep the network")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{named(folder)} cannot be made: {error.strerror}. Check its rights") from error
    write_file(network_path(), content)


def _readable() -> bool:
    try:
        user_network()
    except UsageError:
        return False
    return True


def _read(path: Path) -> ReadNetwork:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{named(path)} is too large for a network: name OpenFlights' routes.dat or route JSON")
        return read_network(text_of(path.read_bytes(), path.name))
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be read: {error.strerror}. Name another file") from error
    except (ValueError, NotText) as error:
        reason = error.what if isinstance(error, NotText) else str(error)
        raise UsageError(
            f"{named(path)} is not a network: {reason}. Name OpenFlights' routes.dat or route JSON"
        ) from error


def _usable(seats: dict[tuple[str, str], int]) -> tuple[dict[tuple[str, str], int], tuple[str, ...], int]:
    """Routes between known airports that airlines may fly, codes that are unknown, and how many may not be flown.

    Codes of airports that have moved stand for their successors.
    """
    country = dict(zip(airports().codes, airports().countries, strict=True))
    known: dict[tuple[str, str], int] = {}
    unknown: set[str] = set()
    barred = 0
    for (origin, destination), minutes in seats.items():
        start, end = successors().get(origin, origin), successors().get(destination, destination)
        unknown |= {code for code in (start, end) if code not in country}
        if start in country and end in country and start != end:
            if open_skies(country[start], country[end]) and not closed_airport(start) and not closed_airport(end):
                known[start, end] = minutes or known.get((start, end), 0)
            else:
                barred += 1
    return known, tuple(sorted(unknown)), barred


def _network(source: str, today: date, known: dict[tuple[str, str], int]) -> UserNetwork:
    ordered = sorted(known)
    origin, destination = (np.array([pair[end] for pair in ordered], "U3") for end in (0, 1))
    minutes = np.array([known[pair] for pair in ordered], np.int16)
    return UserNetwork(source, today.isoformat(), origin, destination, minutes)


def _pairs(known: Routes) -> Pairs:
    codes = airports().codes
    return {(codes[a], codes[b]) for a, b in zip(known.origin.tolist(), known.destination.tolist(), strict=True)}


def _ends(pairs: Pairs) -> set[str]:
    return {code for pair in pairs for code in pair}


def _size(pairs: Pairs) -> tuple[int, int]:
    return len(pairs), len(_ends(pairs))
