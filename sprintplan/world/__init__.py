"""Facts about the planet: airports, routes, cities, time zones, distances, emissions, exchange rates."""

import hashlib
from functools import cache

EDITION = "2026.11"


@cache
def data_version() -> str:
    """The edition of the shipped tables with a hash of their content, as in `2026.11-1f2e3d4c`."""
    from importlib.resources import files

    folder = files("sprintplan.world.tables")
    tables = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith((".gz", ".zip", ".txt", ".json")))
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in tables))
    return f"{EDITION}-{digest.hexdigest()[:8]}"
