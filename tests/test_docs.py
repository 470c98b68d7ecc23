"""The papers in sprintplan/docs: what they cite exists, and what the code cites of them does."""

import re
from pathlib import Path

import pytest

from tests.reference import PAPER, reference

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "sprintplan" / "docs"
CITED = re.compile(r"contract,(?: section)? (\d+(?:\.\d+)?)", re.IGNORECASE)


def sections() -> set[str]:
    """Numbers of the contract's headings."""
    text = (DOCS / "contract.md").read_text(encoding="utf-8")
    return set(re.findall(r"^#+ (\d+(?:\.\d+)?)\.? ", text, re.MULTILINE))


def test_every_section_of_the_contract_that_the_code_cites_exists() -> None:
    """`contract, 3.1` and `contract, section 2` in a file of the package or of the tests name a heading."""
    files = [*ROOT.glob("sprintplan/**/*.py"), *ROOT.glob("tests/**/*.py")]
    cited = {(number, path.name) for path in files for number in CITED.findall(path.read_text(encoding="utf-8"))}
    assert {number for number, _ in cited} >= {"2", "3.1", "5"}
    assert not {(number, name) for number, name in cited if number not in sections()}


@pytest.mark.parametrize("paper", sorted(path.name for path in DOCS.glob("*.md")))
def test_every_file_that_a_paper_names_exists(paper: str) -> None:
    """A name in backquotes with a folder in it is a path in the project or in a room of the package."""
    text = (DOCS / paper).read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_/]+/[a-z_]*(?:\.py)?)`", text)
    roots = (ROOT, *(ROOT / "sprintplan" / room for room in ("", "solver", "offers", "reports")))
    outside = {"offers/", "cache/", "x_/", "bookings/", "plans/"}
    assert not [name for name in named if name not in outside and not any((root / name).exists() for root in roots)]


def test_every_room_stands_in_the_architecture() -> None:
    """Each folder of the package is a row of the table of rooms; each folder of the solver is in its picture."""
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in ROOT.glob("sprintplan/*/__init__.py")} - {"docs"}
    assert not {room for room in rooms if f"`{room}/`" not in text}
    inside = {path.parent.name for path in ROOT.glob("sprintplan/solver/*/__init__.py")}
    assert not {room for room in inside if f"{room} ->" not in text and f"-> {room}" not in text}


def test_the_reference_says_what_is_declared() -> None:
    """Where it does not, `python -m tests.reference` writes it anew."""
    assert PAPER.read_text(encoding="utf-8") == reference()
