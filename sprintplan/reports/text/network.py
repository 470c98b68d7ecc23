"""The network in use, and what an import changed, as people read it."""

from collections.abc import Iterator

from sprintplan.domain.network import Imported, Network
from sprintplan.problems import listed
from sprintplan.reports.formatting import count, thousands, wrapped

MOST_CODES = 12


def network_text(network: Network) -> str:
    """Where the network comes from, and how large it is."""
    return "\n".join(_network_lines(network)) + "\n"


def _network_lines(network: Network) -> Iterator[str]:
    since = f"imported on {network.since}" if network.path else f"as of {network.since}"
    yield from wrapped(f"Network: {network.source}, {since}", rest="  ")
    yield f"  {thousands(network.routes)} routes between {count(network.airports, 'airport')}, each way counted"
    if network.path:
        yield f"  kept in {network.path}"


def imported_text(imported: Imported) -> str:
    """The network after an import, `imported`, and what changed."""
    return "\n".join([*_network_lines(imported.network), *_changes(imported)]) + "\n"


def _changes(imported: Imported) -> Iterator[str]:
    yield f"  {thousands(imported.new)} routes are new, {thousands(imported.gone)} are gone"
    yield f"  {thousands(imported.timed)} have flight times of their own; the others are estimated"
    yield from _codes("flights now", imported.opened)
    yield from _codes("no flights any more", imported.closed)
    yield from _codes("left out, no airport of ours", imported.unknown)
    if imported.barred:
        yield f"  left out, closed airspace: {count(imported.barred, 'route')}"
    if imported.unread:
        yield f"  left out, no nonstop route: {count(imported.unread, 'entry', 'entries')}"
    yield from wrapped("Plans made before were made with another network: plan anew.")


def _codes(what: str, codes: tuple[str, ...]) -> Iterator[str]:
    if codes:
        yield from wrapped(f"{what}: {listed(codes, MOST_CODES)}", "  ", "    ")
