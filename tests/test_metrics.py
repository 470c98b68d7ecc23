"""What the metrics count, on a product of two small rooms."""

from pathlib import Path

from tests.metrics import measure

ONE = '''"""One."""

from sprintplan.solver.bounds.other import LEAST, least


class Thing:
    """A thing."""

    def part(self, number: int) -> int:
        """The part of that number."""
        return number

    def whole(self, size: int) -> int:
        """All of it."""
        return size + LEAST + least()
'''
OTHER = '''"""Other."""

LEAST = 3


def least() -> int:
    """The least."""
    return LEAST


def _hidden(unnamed: int) -> int:
    return unnamed
'''


def test_rooms_are_measured_and_imports_between_them_counted(tmp_path: Path) -> None:
    """`whole` does not name `size`; a function without parameters and a hidden one are not asked to."""
    for name, text in {"year/one.py": ONE, "bounds/other.py": OTHER, "year/__init__.py": '"""Year."""\n'}.items():
        path = tmp_path / "sprintplan" / "solver" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    rooms, arrows = measure(tmp_path)
    year, bounds = rooms["solver.year"], rooms["solver.bounds"]
    assert (year.modules, year.names, len(year.lengths)) == (2, 5, 2)
    assert (year.taking, year.documented) == (2, 1)
    assert (bounds.names, bounds.taking, bounds.lengths) == (4, 0, [3, 2])
    assert arrows == {("solver.year", "solver.bounds"): 1}
