"""What a rule costs: a throw-away one is added to a copy of the project, judged by all three, and its files counted."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parent.parent
MOST_FILES = 6

Edits = dict[str, tuple[tuple[str, str], ...]]
"""By the file: texts before which something is written, and what."""

RULE: Edits = {
    "sprintplan/domain/policy.py": (
        (
            "    max_travellers_per_flight: Annotated[",
            """\
    avoid_hubs: Annotated[
        tuple[str, ...],
        Words("no change of planes here", '["MAD"]', pattern="[A-Z]{3}", noun="airport code", remedy="Such as MAD"),
    ] = ()
""",
        ),
    ),
    "sprintplan/rules/journeys.py": (
        ("from sprintplan.world.airports import countries_among", "from sprintplan.world.airports import airports\n"),
        (
            "ROW_RULES = (\n",
            """\
def other_hubs(pairs: Pairs) -> Mask:
    '''No change of planes at an airport of `avoid_hubs`.'''
    avoided = airports().numbers(pairs.scenario.policy.avoid_hubs)
    return np.asarray(~np.any(np.isin(pairs.table.seg_origin[1:, pairs.row], avoided), axis=0), np.bool_)


""",
        ),
        (
            '    Rule(\n        "policy.avoid_airlines",',
            '    Rule("policy.avoid_hubs", other_hubs, lambda pairs: "another way round"),\n',
        ),
    ),
    "sprintplan/verify/journeys.py": (
        (
            "def _airlines(",
            """\
def _hubs(way: JudgedWay, journey: Journey) -> Iterator[str]:
    for segment in journey.segments[1:]:
        if segment.origin in way.visit.scenario.policy.avoid_hubs:
            yield f"changes planes at {segment.origin} (policy.avoid_hubs)"


""",
        ),
        ("    _airlines,\n", "    _hubs,\n"),
    ),
    "tests/oracle/visit.py": (
        (
            "        if journey.carriers.intersection(policy.avoid_airlines):",
            """\
        if any(wait.airport in policy.avoid_hubs for wait in journey.waits):
            yield "avoid_hubs"
""",
        ),
    ),
    "tests/properties/random_year.py": (
        ("            avoid_airlines=(", '            avoid_hubs=("FRA",) if self.seldom(0.25) else (),\n'),
        ('    *("unavailable", "no_weekend_travel",', '    "avoid_hubs",\n'),
    ),
    "tests/keys/policy.py": (
        (
            '    Case("policy.avoid_airlines",',
            '    Case("policy.avoid_hubs", \'avoid_hubs = ["MAD"]\', "ana", BY_MADRID, NONSTOP, offers=(SLOW,)),\n',
        ),
    ),
}
CHECKS = (
    "tests/keys/test_every_key.py::test_every_key_is_among_them",
    "tests/keys/test_every_key.py::test_a_key_decides[policy.avoid_hubs]",
    "tests/workspace/test_template.py",
    "tests/workspace/test_declared.py::test_a_file_of_all_examples_is_right",
    "tests/workspace/test_json_schema.py::test_the_examples_and_the_template_are_right_by_it",
)
"""The key decides, by solver, judge and oracle; reader, template and schema know it."""
SCRIPT = """
import json
from tests.properties.agreement import disagreements
from tests.properties.random_year import random_year
from sprintplan.rules.lifting import JOURNEY_RULES
from sprintplan.workspace.json_schema import schema_json

years = [random_year(seed) for seed in range(90)]
hubs = [year for year in years if year.scenario.policy.avoid_hubs][:8]
assert len(hubs) == 8
assert [disagreements(year) for year in hubs] == [[]] * 8
assert "policy.avoid_hubs" in {rule.key for rule in JOURNEY_RULES}
assert json.loads(schema_json())["properties"]["policy"]["properties"]["avoid_hubs"]["description"]
"""
"""The random years draw it, and all three agree; conflicts and `check` know how it is lifted."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with links for files, so that only what is edited is a file of its own."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("sprintplan", "tests", "data"):
        copytree(ROOT / name, folder / name, copy_function=os.symlink)
    (folder / "pyproject.toml").symlink_to(ROOT / "pyproject.toml")
    return folder


def edit(folder: Path, edits: Edits) -> None:
    for name, changes in edits.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        for before, added in changes:
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, added + before)
        (folder / name).unlink()
        (folder / name).write_text(text, encoding="utf-8")


def test_a_rule_of_a_journey_takes_six_files(copy: Path) -> None:
    """The declaration, a mask, a verdict, the oracle, the draw, a case; what is made of them is written by commands."""
    assert len(RULE) <= MOST_FILES
    edit(copy, RULE)
    for arguments in (["-m", "pytest", "-q", "-p", "no:cacheprovider", *CHECKS], ["-c", SCRIPT]):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=copy, capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
