"""No test sees the network that the person who runs them may have imported, and ctrl-C reaches what they start."""

import os
import signal
import tempfile
from pathlib import Path

os.environ.pop("COLUMNS", None)
os.environ["SPRINTPLAN_DATA_HOME"] = str(Path(tempfile.gettempdir()) / "sprintplan-tests-without-a-network")

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell that starts the tests in the background has them ignore the signal, and whatever they start with them."""
