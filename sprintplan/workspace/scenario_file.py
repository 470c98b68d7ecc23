"""Named scenarios of a TOML file: what each changes in sprint.toml, and what its events are held to."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sprintplan.errors import Place
from sprintplan.problems import did_you_mean, shown
from sprintplan.workspace.files import read_text
from sprintplan.workspace.lines import key_lines, line_of
from sprintplan.workspace.report import Report
from sprintplan.workspace.toml_text import NotToml, parsed, with_newlines

EXAMPLE = '[[scenario]] with name = "June" and set = ["policy.max_connections=1"]'
LISTS = ("set", "venue", "start")
"""Keys that hold what the options of the same names hold: a text each, KEY=VALUE or EVENT=PLACE."""


@dataclass(frozen=True)
class WrittenScenario:
    """One scenario as its file writes it.

    Attributes
    ----------
    name : what it is called
    texts : by key of LISTS, the texts of its list with the place where they stand
    people : file of the form of people.csv with people who come in addition; None for nobody
    """

    name: str
    texts: dict[str, tuple[tuple[str, Place], ...]]
    people: Path | None = None


def read_scenarios(path: Path) -> tuple[WrittenScenario, ...]:
    """The scenarios of the file at `path`, in its order.

    Raises
    ------
    InputError : with everything that is wrong in it
    """
    report = Report()
    text = read_text(path.parent, path.name, report, otherwise=f"Name a file that has {EXAMPLE}")
    report.check()
    text = with_newlines(text or "")
    values = _parsed(path.name, text, report)
    report.check()
    lines = key_lines(text)
    written = values.get("scenario")
    if not isinstance(written, list) or not written or not all(isinstance(one, dict) for one in written):
        report.add(path.name, 0, "there is no scenario in it", f"Write {EXAMPLE}")
        written = []
    for key in values.keys() - {"scenario"}:
        report.add(path.name, line_of((key,), lines), f"unknown key {shown(key)}", did_you_mean(key, ["scenario"]))
    scenarios = [_scenario(path, number, one, lines, report) for number, one in enumerate(written)]
    names = [one.name for one in scenarios]
    for number, name in enumerate(names):
        if name in names[:number]:
            line = line_of(("scenario", number, "name"), lines)
            report.add(path.name, line, f"two scenarios are called {shown(name)}", "Give each a name of its own")
    report.check()
    return tuple(scenarios)


def _parsed(file: str, text: str, report: Report) -> dict[str, Any]:
    try:
        return parsed(text)
    except NotToml as error:
        report.add(file, error.line, error.what, f"Write {EXAMPLE}")
    return {}


def _scenario(
    path: Path, number: int, values: dict[str, Any], lines: dict[tuple[str | int, ...], int], report: Report
) -> WrittenScenario:
    file = path.name

    def place(*path: str) -> Place:
        return Place(file, line_of(("scenario", number, *path), lines))

    name = values.get("name")
    if not isinstance(name, str) or not name:
        report.add(file, place("name").line, "a scenario has no name", 'Write name = "June"')
    for key in values.keys() - {"name", "people", *LISTS}:
        report.add(file, place(key).line, f"unknown key {shown(key)}", did_you_mean(key, ["name", "people", *LISTS]))
    texts = dict[str, tuple[tuple[str, Place], ...]]()
    for key in LISTS:
        listed = values.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            remedy = f"Write it as the option --{key} has it, one text each"
            report.add(file, place(key).line, f"{key} is not a list of texts", remedy)
            listed = []
        texts[key] = tuple((one, place(key)) for one in listed)
    people = values.get("people")
    if people is not None and not isinstance(people, str):
        report.add(file, place("people").line, "people is not the name of a file", 'Write people = "hires.csv"')
    if not people and not any(texts.values()):
        report.add(file, place().line, "a scenario changes nothing", f"Give it people, or one of {', '.join(LISTS)}")
    return WrittenScenario(str(name), texts, path.parent / people if isinstance(people, str) else None)
