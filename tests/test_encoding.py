"""Files in other encodings, or that are no text: one answer, whatever kind of file it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sprintplan.encoding import BYTE_ORDER_MARK, NotText, text_of
from sprintplan.errors import InputError
from sprintplan.offers.files import FileSource
from sprintplan.reports.plan_json import read_plan
from sprintplan.workspace import read_workspace
from tests.build import amadeus
from tests.build import full_workspace as full
from tests.build.offer_files import HEADER, NONSTOP, files_scenario, put

ANSWER = amadeus.answer(
    amadeus.amadeus_offer([[amadeus.OUT]], "100.00", amadeus.traveller("100.00", amadeus.fare("1")))
)
ROWS = f"{HEADER},x_name\n{NONSTOP},Málaga\n"

Refuse = Callable[[Path, Callable[[str], bytes]], str]
"""Writes a text with an accent in some encoding into a file, and gives the message that reading it ends with."""


def told(read: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        read()
    (problem,) = caught.value.problems
    return str(problem)


def told_all(folder: Path, toml: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_workspace(full.write(folder, sprint=toml))
    return list(map(str, caught.value.problems))


def of_workspace(name: str) -> Refuse:
    def refuse(folder: Path, encode: Callable[[str], bytes]) -> str:
        text = full.FILES[name].replace("Ana", "Åna").replace("Acme", "Åcme").replace("Casa", "Cåsa")
        changed = {name.partition(".")[0]: encode(text + "# é\n" if "å" not in text.lower() else text)}
        return told(lambda: read_workspace(full.write(folder, **changed)))

    return refuse


def of_offers(name: str, text: str) -> Refuse:
    def refuse(folder: Path, encode: Callable[[str], bytes]) -> str:
        put(folder, encode(text), name)
        return told(lambda: FileSource(files_scenario(folder)))

    return refuse


def of_plan(folder: Path, encode: Callable[[str], bytes]) -> str:
    (folder / "plan.json").write_bytes(encode('{"format": "sprintplan-plan", "company": "Åcme"}'))
    return told(lambda: read_plan(folder / "plan.json"))


KINDS: dict[str, Refuse] = {
    **{name: of_workspace(name) for name in full.FILES},
    "offers.csv": of_offers("a.csv", ROWS),
    "offers.json": of_offers("a.json", ANSWER.decode().replace("GDS", "GDS é")),
    "plan.json": of_plan,
}
ENCODINGS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "UTF-16 with a mark": (lambda text: text.encode("utf-16"), "this file is saved as UTF-16"),
    "UTF-16 little": (lambda text: text.encode("utf-16-le"), "this file is saved as UTF-16"),
    "UTF-16 big": (lambda text: text.encode("utf-16-be"), "this file is saved as UTF-16"),
    "UTF-32": (lambda text: text.encode("utf-32"), "this file is saved as UTF-32"),
    "Latin-1": (
        lambda text: text.encode("latin-1"),
        "this file is not saved as UTF-8, as the letters",
    ),
    "Windows-1252": (lambda text: text.encode("cp1252"), '(it may be Windows-1252: "'),
    "a zero byte": (lambda text: text.encode() + b"\0", "this file is not text: a byte is zero"),
    "a workbook": (lambda text: b"PK\x03\x04" + text.encode(), "this file is a workbook or archive, not a text file"),
    "an old workbook": (lambda text: b"\xd0\xcf\x11\xe0" + text.encode(), "this file is a workbook, not a text file"),
    "a web page": (
        lambda text: b"\n<!DOCTYPE html><title>Sign in \xc3\xa9</title>" + text.encode(),
        "this file is a web page",
    ),
    "a pointer": (
        lambda text: b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
        "this file is a pointer of Git LFS in place of the file",
    ),
    "a merge": (
        lambda text: f"<<<<<<< HEAD\n{text}\n=======\n{text}\n>>>>>>> theirs\n".encode(),
        "this file is left amid a merge, as this line marks",
    ),
    "compressed": (lambda text: b"\x1f\x8b" + text.encode(), "this file is compressed, not a text file"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_has_the_same_answer_in_every_kind_of_file(tmp_path: Path, kind: str, encoding: str) -> None:
    encode, words = ENCODINGS[encoding]
    assert words in KINDS[kind](tmp_path, encode)


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "plan.json"])
@pytest.mark.parametrize(
    ("before", "after"), [(BYTE_ORDER_MARK, b""), (2 * BYTE_ORDER_MARK, b""), (b"", b"\x1a")], ids=["one", "two", "DOS"]
)
def test_marks_of_programs_are_passed_over(tmp_path: Path, kind: str, before: bytes, after: bytes) -> None:
    """A byte order mark of UTF-8, a second one that was put before it, and the end mark of DOS."""
    if kind.startswith("offers"):
        text = {"offers.csv": ROWS, "offers.json": ANSWER.decode()}[kind]
        put(tmp_path, before + text.encode() + after, kind.replace("offers", "a"))
        assert len(FileSource(files_scenario(tmp_path)).table) == 1
    else:
        marked = before + full.FILES[kind].encode() + after
        assert read_workspace(full.write(tmp_path, **{kind.partition(".")[0]: marked})).company == "Acme"


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=,;;"])
def test_the_line_that_tells_excel_the_separator_is_passed_over(tmp_path: Path, first: str) -> None:
    """The header below it tells the separator, and lines keep their numbers."""
    put(tmp_path, f"{first}\r\n{ROWS.replace(',', ';')}".encode(), "a.csv")
    table = FileSource(files_scenario(tmp_path)).table
    assert table.line.tolist() == [3]
    people = f"{first}\n{full.FILES['people.csv']}"
    assert read_workspace(full.write(tmp_path, people=people)).company == "Acme"
    full.write(tmp_path, people=people.replace("home", "house", 1))
    with pytest.raises(InputError) as caught:
        read_workspace(tmp_path)
    assert [str(problem).partition(": ")[0] for problem in caught.value.problems] == ["people.csv:2"] * 2


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_of_sprint_toml_end_as_any_system_ends_them(tmp_path: Path, end: str) -> None:
    text = full.TOML.replace("\n", end)
    assert read_workspace(full.write(tmp_path, sprint=text)).company == "Acme"
    [message] = told_all(tmp_path, text.replace('currency = "EUR"', 'currency = "EUX"'))
    assert message.startswith(f"sprint.toml:{full.line('currency')}: company.currency")


def test_the_line_and_the_letters_around_it_are_told() -> None:
    with pytest.raises(NotText) as caught:
        text_of("id,name\nana,S\u00e1 Pereira\n".encode("latin-1"), "people.csv")
    assert caught.value.line == 2
    assert caught.value.what.endswith('(it may be Windows-1252: "ana,Sá Pereira")')


@pytest.mark.parametrize("text", ["", "plain", "Málaga 東京 🙂", "a\ttab\r\nand a line"])
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert text_of(text.encode(), "x.csv") == text
