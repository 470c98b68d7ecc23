"""Whatever the files hold, the answer is a scenario or a report of problems."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full

NAMES = tuple(name.partition(".")[0] for name in full.FILES)
WORDS = "2027-05-01 9999-12-31 1e999 1e-999999999 -1 nan inf [] {} [[]] = all - true x_ [[event]] [policy]"
SIGNS = "\"'|,;\t\n\r\ufeff\u2028\0"
SPLICES = st.one_of(st.binary(max_size=6), st.sampled_from([word.encode() for word in [*WORDS.split(), *SIGNS]]))
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), SPLICES), min_size=1, max_size=4)


def mutated(raw: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with stretches of them replaced."""
    for place, length, splice in edits:
        at = int(place * len(raw))
        raw = raw[:at] + splice + raw[at + length :]
    return raw


def outcome(**changed: bytes) -> Scenario | InputError:
    with TemporaryDirectory() as folder:
        try:
            return read_workspace(full.write(Path(folder), **changed))
        except InputError as error:
            return error


@settings(max_examples=300)
@given(name=st.sampled_from(NAMES), edits=EDITS)
@example(name="venues", edits=[(0.0, 0, b'"'), (1.0, 0, b'"')])
def test_mutated_files_are_read_or_reported(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    problems = outcome(**{name: mutated(full.FILES[f"{name}.{'toml' if name == 'sprint' else 'csv'}"].encode(), edits)})
    if isinstance(problems, InputError):
        assert problems.problems
        assert all(problem.what and problem.remedy and "\n" not in str(problem) for problem in problems.problems)


@settings(max_examples=100)
@given(name=st.sampled_from(NAMES), raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_reported(name: str, raw: bytes) -> None:
    outcome(**{name: raw})
