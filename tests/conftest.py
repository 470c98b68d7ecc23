"""No test sees the network that the person who runs them may have imported, ctrl-C reaches what they start, and neither
drawn examples nor reasons are too slow on a machine with other work."""

import os
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sprintplan.solver.infeasibility import conflict

os.environ.pop("COLUMNS", None)
os.environ["SPRINTPLAN_DATA_HOME"] = str(Path(tempfile.gettempdir()) / "sprintplan-tests-without-a-network")

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell that starts the tests in the background has them ignore the signal, and whatever they start with them."""

settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")


@pytest.fixture(autouse=True)
def time_for_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why there is no plan is worked out whole, however busy the machine is."""
    monkeypatch.setattr(conflict, "MOST_SECONDS", 3600.0)
    monkeypatch.setattr(conflict, "MOST_SECONDS_EACH", 3600.0)
