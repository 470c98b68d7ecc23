"""What `check` warns of that hinders no plan."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from sprintplan.app.checking import check
from sprintplan.watch import Watch
from tests.intake.importing import ROOT, YEAR

HEADER = "origin,destination,mode,minutes,fare\n"
SERVES = '"Berlin, DE",prague,train,270,60\n'


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (SERVES, None),
        (SERVES + '"Paris, FR",prague,train,700,60\n', "line 3"),
        ('BER,"Hamburg, DE",car,200,20\n' + SERVES + "id:cy,prague,coach,60,5\n", "lines 2, 4"),
        ('"Prague, CZ","Berlin, DE",coach,300,20\nBER,PRG,car,240,\nid:ana,lisbon,car,1700,\n', None),
    ],
    ids=["served", "nobody's home", "no venue, and who stays at the desk", "both directions, codes and ids"],
)
def test_rows_of_the_ground_that_serve_nobody_are_named(rows: str, lines: str | None, tmp_path: Path) -> None:
    """Ana lives in Berlin and comes; Cy does not come. Venues are Lisbon, Prague, Istanbul and Marrakesh."""
    folder = tmp_path / "year"
    shutil.copytree(ROOT / "sprintplan" / "workspace" / "template", folder)
    (folder / "sprint.toml").write_text(YEAR)
    (folder / "people.csv").write_text('id,name,home,events\nana,Ana,"Berlin, DE",\ncy,Cy,"Brno, CZ",-\n')
    (folder / "ground.csv").write_text(HEADER + rows)
    warnings = check(folder, date(2027, 1, 4), Watch()).scenario.warnings
    told = [one for one in warnings if one.startswith("ground.csv")]
    assert [one.split(": ")[1] for one in told] == ([lines] if lines else [])
