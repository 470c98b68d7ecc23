"""How large each room of the house is, and what a change costs: `python -m tests.metrics`.

A room is a package or module below `sprintplan`; those of the solver are rooms of their own. Names are its modules,
classes, functions and constants. Documented are the public functions and methods with parameters of which
`tests.docstrings` has no complaint.
"""

import argparse
import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.additions import LIMIT_ADDED
from tests.docstrings import PACKAGE, functions, is_public, package_classes, parameters, unnamed

TOP = Path(__file__).parent.parent
SPLIT = (PACKAGE, f"{PACKAGE}.solver")
"""Packages whose parts are rooms."""


@dataclass
class Room:
    """What one room holds.

    Attributes
    ----------
    modules, lines : how many files, and lines in them
    lengths : lines of each function
    names : modules, classes, functions and constants
    taking : public functions and methods with parameters
    documented : those of them whose every parameter is named
    """

    modules: int = 0
    lines: int = 0
    lengths: list[int] = field(default_factory=list)
    names: int = 0
    taking: int = 0
    documented: int = 0


def modules(top: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every module of the product below a folder."""
    for path in sorted((top / PACKAGE).rglob("*.py")):
        parts = path.relative_to(top).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path.read_text(encoding="utf-8")


def room_of(module: str) -> str:
    """The room that a module lies in."""
    parts = module.split(".")
    for split in reversed(SPLIT):
        depth = split.count(".") + 1
        if ".".join(parts[:depth]) == split and len(parts) > depth:
            return ".".join(parts[1 : depth + 1])
    return ".".join(parts[1:]) or PACKAGE


def constants(tree: ast.Module) -> int:
    """How many names are given a value at the top of a module."""
    return sum(isinstance(node, ast.Assign | ast.AnnAssign) for node in tree.body)


def measure(top: Path) -> tuple[dict[str, Room], Counter[tuple[str, str]]]:
    """Every room, and how many modules of one room import how many of another."""
    rooms, arrows = defaultdict[str, Room](Room), Counter[tuple[str, str]]()
    known = dict(modules(top))
    trees = {module: ast.parse(text) for module, text in known.items()}
    package = package_classes([*trees.values()])
    for module, text in known.items():
        tree, room = trees[module], rooms[room_of(module)]
        room.modules += 1
        room.lines += text.count("\n")
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        owned = list(functions(tree))
        room.names += 1 + len(classes) + len(owned) + constants(tree)
        for function, owner in owned:
            room.lengths.append((function.end_lineno or function.lineno) - function.lineno + 1)
            if is_public(function, owner) and parameters(function):
                room.taking += 1
                room.documented += not unnamed(function, owner, package)
        for other in {imported for imported in _imports(tree) if imported in known}:
            if room_of(other) != room_of(module):
                arrows[room_of(module), room_of(other)] += 1
    return dict(rooms), arrows


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def report(top: Path) -> Iterator[str]:
    """The metrics line by line."""
    rooms, arrows = measure(top)
    heads = ("room", "modules", "lines", "functions", "median", "longest", "names", "takes", "documented")
    yield "{:24}{:>9}{:>8}{:>11}{:>8}{:>9}{:>7}{:>7}{:>12}".format(*heads)
    for name, room in [*sorted(rooms.items()), ("all", _joined(rooms.values()))]:
        lengths = sorted(room.lengths) or [0]
        share = f"{100 * room.documented / room.taking:.0f} %" if room.taking else ""
        middle = lengths[len(lengths) // 2]
        cells = (room.modules, room.lines, len(room.lengths), middle, lengths[-1], room.names, room.taking, share)
        yield "{:24}{:>9}{:>8}{:>11}{:>8}{:>9}{:>7}{:>7}{:>12}".format(name, *cells)
    inside = {pair: count for pair, count in arrows.items() if all(room.startswith("solver.") for room in pair)}
    yield f"imports between rooms: {sum(arrows.values())} along {len(arrows)} arrows"
    yield f"imports between rooms of the solver: {sum(inside.values())} along {len(inside)} arrows"
    yield f"files that a limit takes: {len(LIMIT_ADDED)}"


def _joined(rooms: Iterable[Room]) -> Room:
    total = Room()
    for room in rooms:
        total.modules += room.modules
        total.lines += room.lines
        total.lengths += room.lengths
        total.names += room.names
        total.taking += room.taking
        total.documented += room.documented
    return total


def main() -> None:
    """Print the metrics of this product, or of another copy of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("top", nargs="?", type=Path, default=TOP, help="the folder that holds `sprintplan`")
    for line in report(parser.parse_args().top):
        print(line)


if __name__ == "__main__":
    main()
