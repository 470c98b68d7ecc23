"""A file of a workspace, or its folder, that is another one, or none: what to do is told, once."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError, UsageError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full
from tests.build.full_workspace import messages_of


def test_a_staff_list_in_place_of_people_is_one_message(tmp_path: Path) -> None:
    """A title above the headings, and headings of its own: what makes people.csv of it, and no word on each row."""
    for title in ("Acme staff directory\n", ""):
        staff = f"{title}Employee,Location,Department\nAna,Lisbon,Core\nBob,Riga,Core\n"
        problems = messages_of(tmp_path, people=staff)
        [mine] = [text for text in problems if text.startswith("people.csv")]
        assert mine.startswith('people.csv:1: the first row has no column "id" and no column "name"')
        assert "if this is a staff list, move it out of the folder and run `sprintplan import people FILE" in mine


@pytest.mark.parametrize("name", ["sprint.toml", "people.csv", "venues.csv", "visas.csv"])
@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"", "", "the file is empty"),
        (b"\xef\xbb\xbf\r\n", "", "the file is empty"),
        (b"PK\x03\x04\x14\x00", "", "this file is a workbook or archive"),
        ("id,name\n".encode("utf-16"), "", "this file is saved as UTF-16"),
        (b"id,name\n\x00\x01\x02", ":2", "this file is not text: a byte is zero"),
        ("id,name\nana,Sá\n".encode("latin-1"), ":2", "this file is not saved as UTF-8"),
    ],
    ids=["empty", "only a mark", "workbook", "utf-16", "binary", "latin-1"],
)
def test_a_file_that_is_no_text_says_how_to_save_it(
    tmp_path: Path, name: str, raw: bytes, line: str, words: str
) -> None:
    problems = messages_of(tmp_path, **{name.partition(".")[0]: raw})
    assert len(problems) == 1
    assert problems[0].startswith(f"{name}{line}: {words}")


@pytest.mark.parametrize("name", ["sprint.toml", "people.csv", "venues.csv"])
def test_a_missing_file_is_the_only_problem(tmp_path: Path, name: str) -> None:
    """What the other files refer to may stand in the missing one."""
    problems = messages_of(tmp_path, **{name.partition(".")[0]: None})
    assert problems == [f"{name}: the file is missing. `sprintplan new FOLDER` writes a workspace to start from"]


def test_a_file_of_100_mb_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full.write(tmp_path)
    with (tmp_path / "people.csv").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) if path.name != "people.csv" else pytest.fail("read")
    )
    with pytest.raises(InputError, match=r"people.csv: the file is over 100 MB, more than the 64 MB"):
        read_workspace(tmp_path)


@pytest.mark.parametrize("name", ["people", "venues"])
def test_a_file_without_rows(tmp_path: Path, name: str) -> None:
    header = full.FILES[f"{name}.csv"].splitlines()[0] + "\n"
    assert any(
        text.startswith(f"{name}.csv: n") and "is listed" in text for text in messages_of(tmp_path, **{name: header})
    )


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        read_workspace(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        read_workspace(tmp_path / "plan.json")
