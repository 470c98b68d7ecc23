"""Facts about the planet: airports, routes, cities, time zones, distances, emissions, exchange rates."""

import hashlib
from functools import cache

EDITION = "2026.11"


@cache
def data_version() -> str:
    """The edition of the shipped tables with a hash of their content, as in `2026.11-1f2e3d4c`.

    Where this user brought a network of their own, its hash follows: `2026.11-1f2e3d4c+network-5a6b7c8d`.
    """
    from importlib.resources import files

    from sprintplan.world.user_network import user_network

    folder = files("sprintplan.world.tables")
    tables = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith((".gz", ".zip", ".txt", ".json")))
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in tables))
    brought = user_network()
    return f"{EDITION}-{digest.hexdigest()[:8]}" + (f"+network-{brought.digest}" if brought else "")
