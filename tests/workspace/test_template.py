"""The workspace that `new` writes: complete, without warnings, and never over something that is there."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Section, Tables, all_keys
from sprintplan.domain.visa_rules import VisaRules
from sprintplan.errors import UsageError
from sprintplan.workspace import read_workspace
from sprintplan.workspace.gallery import policy_names
from sprintplan.workspace.template import NAMES, text_with_policy, write_template
from sprintplan.workspace.template_keys import OFF, completed, keys_of_text


def test_it_reads_without_a_problem_or_a_warning(tmp_path: Path) -> None:
    write_template(tmp_path / "new" / "year")
    scenario = read_workspace(tmp_path / "new" / "year")
    assert (len(scenario.people), len(scenario.venues), len(scenario.events)) == (9, 4, 2)
    assert scenario.warnings == ()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(NAMES)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["year"]


def comments_of(text: str) -> dict[str, str]:
    """The comment of the first line of each key, by its full name."""
    lines, comments = text.splitlines(), dict[str, str]()
    for number, table, name in keys_of_text(text):
        comments.setdefault(f"{table}.{name}", lines[number].partition("  # ")[2] or lines[number].rpartition(" # ")[2])
    return comments


def test_every_key_stands_in_it_with_what_it_means(tmp_path: Path) -> None:
    """Its first line says what its declaration says; keys of tables in braces stand in theirs."""
    write_template(tmp_path)
    text = (tmp_path / "sprint.toml").read_text(encoding="utf-8")
    comments = comments_of(text)
    said = {".".join(path): one for path, one in all_keys(Settings) if not isinstance(one.key, Tables | VisaRules)}
    headed = {name for name, one in said.items() if isinstance(one.key, Section) and not one.key.inline}
    inner = {name for name in said if name.rpartition(".")[0] in said.keys() - headed or ".visa." in name}
    assert inner >= {"policy.detour.ratio", "limits.long_haul.except", "event.starts.on"}
    for name, one in said.items():
        if name in inner:
            assert f"{name.rpartition('.')[2]} = " in text, name
        elif name not in headed:
            assert comments[name].startswith(one.key.says), name


def test_keys_that_the_shipped_text_lacks_join_it_switched_off() -> None:
    """A limit behind the others of its table, and a table of its own behind those of [policy]."""
    shipped = (files("sprintplan.workspace") / "template" / "sprint.toml").read_text(encoding="utf-8")
    lines = [line for line in shipped.splitlines() if "weeks_between_events" not in line]
    first = next(n for n, line in enumerate(lines) if "[[policy.hours]]" in line)
    last = next(n for n in range(first, len(lines)) if not lines[n])
    joined = completed("\n".join(lines[:first] + lines[last:])).splitlines()
    assert set(joined) >= set(lines[:first] + lines[last:])
    meaning = "at least, from the last day of one to the first of the next"
    assert f"# weeks_between_events = 12         # {meaning}" in joined
    assert joined.index("# [[policy.hours]]                  # hours of the day that journeys keep to") > first
    assert tomllib.loads("\n".join(joined)) == tomllib.loads("\n".join(lines))


@pytest.mark.parametrize("policy", policy_names())
def test_a_policy_s_lines_on_visas_are_switched_on_as_the_head_says(policy: str, tmp_path: Path) -> None:
    """Taking the # away from each is enough, as their header is on; none counts before, where the policy has none."""
    text = text_with_policy(policy)
    assert text.count("[policy.visa]") == 1
    assert not tomllib.loads(text)["policy"].get("visa")
    read = tomllib.loads(re.sub('^# (?=")', "", text, flags=re.M))
    assert [*read["policy"]["visa"]] == ["visa required", "e-visa"]
    write_template(tmp_path, {"sprint.toml": re.sub('^# (?="(visa required|e-visa)" = )', "", text, flags=re.M)})
    policy_read = read_workspace(tmp_path).policy
    assert sorted(policy_read.visa) == ["e-visa", "visa required"]
    assert policy_read.visa["visa required"].lead_days == 45


@pytest.mark.parametrize(("policy", "currency"), [("owasp", "USD"), ("ghent-university", "EUR")])
def test_comments_name_the_currency_of_a_policy(policy: str, currency: str) -> None:
    """Rates and rates a kilometre are in it, and amounts that are off are of about the same worth."""
    text = text_with_policy(policy)
    assert f"[rates]                             # units of a currency for one {currency}; " in text
    assert f"in place of official mileage, {currency} a kilometre" in text
    assert ("EUR" in text) == (currency == "EUR")
    assert ("# budget = 150_000" in text) == (currency == "EUR")


NEEDED = {
    "private_fare": ("# airline = ", "# tour_code = "),
    "policy.approval": ("# by = ", "# when = "),
}
"""How the lines begin that a table must have."""


def switched_on(text: str, number: int) -> str:
    """The text with one line that was off, the header and the needed keys of its table with it."""
    lines = text.splitlines()
    wanted = [number]
    if not lines[number].startswith("# ["):
        header = max(n for n in range(number) if re.match(r"(# )?\[", lines[n]))
        wanted += [header] if lines[header].startswith("# ") else []
    for table, needed in NEEDED.items():
        if table in "".join(lines[n] for n in wanted):
            wanted += [n for n, line in enumerate(lines) if line.startswith(needed)]
    return "\n".join(OFF.sub("", line) if n in wanted else line for n, line in enumerate(lines))


def test_every_line_that_is_off_can_be_switched_on(tmp_path: Path) -> None:
    """Each alone: what it says holds, and it is refused in no case."""
    write_template(tmp_path)
    path = tmp_path / "sprint.toml"
    text = path.read_text(encoding="utf-8")
    off = [number for number, line in enumerate(text.splitlines()) if OFF.match(line)]
    assert len(off) > 15
    for number in off:
        path.write_text(switched_on(text, number), encoding="utf-8")
        read_workspace(tmp_path)


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        write_template(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        write_template(tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_is_left_behind_where_a_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a new folder and in an empty one, whose draft a killed run may have left."""
    write = Path.write_bytes

    def full_disk(path: Path, content: bytes) -> int:
        if path.name == "venues.csv":
            raise OSError(28, "No space left on device")
        return write(path, content)

    (tmp_path / "empty" / ".sprintplan-1.draft").mkdir(parents=True)
    monkeypatch.setattr(Path, "write_bytes", full_disk)
    for name in ("new", "empty"):
        with pytest.raises(UsageError, match="No space left"):
            write_template(tmp_path / name)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    write_template(tmp_path / "empty")
    assert {path.name for path in (tmp_path / "empty").iterdir() if path.is_file()} == {*NAMES}
