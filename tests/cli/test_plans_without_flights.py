"""Plans in which nobody flies: they do not tell where flights came from, and hold all the same."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands

SETTINGS = """
[company]
name = "By train"
[[event]]
id = "week"
starts = [2027-05-10]
[[event.session]]
id = "all"
days = [1, 3]
who = "all"
[policy]
[objective]
"""
FILES = {
    "sprint.toml": SETTINGS,
    "people.csv": 'id,name,home\nana,Ana,"Lisbon, PT"\n',
    "venues.csv": "id,name,country,airports,room_rate\nporto,Porto,PT,OPO,90\n",
}
TRAIN = 'origin,destination,mode,minutes,fare\n"Lisbon, PT",porto,train,60,5\n'
OF_OTHERS = (
    "origin,destination,departs,arrives,flights,cabin,fare\nCDG,OPO,2027-05-09T09:00,2027-05-09T11:00,TP1,economy,100\n"
)


def run(*words: str) -> str:
    result = CliRunner().invoke(commands, [*words])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = tmp_path / "year" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "year"


def with_quotes(year: Path) -> None:
    """Quotes that are of use to nobody."""
    (year / "offers").mkdir()
    (year / "offers" / "quotes.csv").write_text(OF_OTHERS, encoding="utf-8")


@pytest.mark.parametrize("replanned", [False, True], ids=["plan", "replan"])
def test_all_by_a_train_of_ground_csv(year: Path, *, replanned: bool) -> None:
    """Flights were estimated; the journeys of the plan are from a file, and no files of quotes are there."""
    (year / "ground.csv").write_text(TRAIN, encoding="utf-8")
    run("plan", "year", "--today", "2027-01-10", "--workers", "1")
    if replanned:
        run("replan", "year", "--today", "2027-01-10", "--workers", "1")
    assert "The plan holds" in run("verify", "year")
    assert "train Lisbon" in run("explain", "--person", "ana")


@pytest.mark.parametrize("ground", [False, True], ids=["nobody comes", "by train"])
def test_quotes_in_place_of_estimates_of_which_none_is_of_use(year: Path, *, ground: bool) -> None:
    """At estimated fares somebody would fly."""
    with_quotes(year)
    if ground:
        (year / "ground.csv").write_text(TRAIN.replace("60,5", "900,900"), encoding="utf-8")
    run("plan", "year", "--offers", "files", "--today", "2027-01-10", "--workers", "1")
    assert "The plan holds" in run("verify", "year")
