"""What the lint of docstrings complains of, on a product of one module."""

from pathlib import Path

from tests.docstrings import complaints

THINGS = '''"""Things."""


class Thing:
    """A thing."""

    def part(self, number: int) -> int:
        """The part of that `number`."""
        return number


class Other(Thing):
    """Another thing, which takes what things take."""

    def part(self, number: int) -> int:
        """Always the first."""
        return 1 - _hidden(number)


def whole(size: int, depth: int) -> int:
    """All of it.

    Parameters
    ----------
    size, width : (n,) how large it is

    Returns
    -------
    height : how high it is
    """
    return size + depth


def _hidden(unnamed: int) -> int:
    return unnamed
'''


def test_a_public_function_names_what_it_takes_and_nothing_else(tmp_path: Path) -> None:
    """`whole` takes `depth` and no `width`; `part` of the other thing inherits the sentence; what is hidden is free."""
    module = tmp_path / "sprintplan" / "things.py"
    module.parent.mkdir()
    module.write_text(THINGS, encoding="utf-8")
    where = "sprintplan/things.py:20: whole"
    assert [*complaints(tmp_path)] == [f"{where} does not name depth", f"{where} does not take width"]
