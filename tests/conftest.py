"""No test sees the network that the person who runs them may have imported."""

import os
import tempfile
from pathlib import Path

os.environ["SPRINTPLAN_DATA_HOME"] = str(Path(tempfile.gettempdir()) / "sprintplan-tests-without-a-network")
