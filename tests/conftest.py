"""No test sees the network that the person who runs them may have imported, ctrl-C reaches what they start, and neither
drawn examples nor reasons are too slow on a machine with other work."""

import os
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sprintplan.app import replanning
from sprintplan.solver import variants
from sprintplan.solver.infeasibility import conflict
from tests.patience import PATIENCE_S

os.environ.pop("COLUMNS", None)
os.environ["SPRINTPLAN_DATA_HOME"] = str(Path(tempfile.gettempdir()) / "sprintplan-tests-without-a-network")

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell that starts the tests in the background has them ignore the signal, and whatever they start with them."""

settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")

GIVE_UP = (
    (conflict, "MOST_SECONDS"),
    (conflict, "MOST_SECONDS_EACH"),
    (conflict, "MOST_SECONDS_A_QUESTION"),
    (conflict, "MOST_SECONDS_DOUBTED"),
    (replanning, "COMPARED_S"),
    (variants, "CONFLICT_S"),
)
"""Seconds by the clock after which an answer says less: on a machine with other work it would be another one."""
for module, name in GIVE_UP:
    assert hasattr(module, name)
    setattr(module, name, PATIENCE_S)


@pytest.fixture
def unexplained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no plan nobody asks why: that takes many times as long as the proof of it."""
    monkeypatch.setattr("sprintplan.solver.solve.conflict", lambda *_: ("not asked",))
