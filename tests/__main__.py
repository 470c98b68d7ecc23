"""Every gate in one command, `python -m tests`: lint, format, docstrings, types, imports, tests; one failure ends it.

Tests run on every core. What is written after it goes to pytest: `python -m tests -k cabin`, and `-n 0` runs them in
one process.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent

GATES: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "--quiet", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("python", "-m", "tests.docstrings"),
    ("mypy", "--strict", "--no-error-summary"),
    ("lint-imports", "--no-cache"),
    ("pytest", "-n", "auto", "--dist", "worksteal"),
)


def main(pytest_arguments: list[str]) -> int:
    """Run the gates in order; the status of the first that fails, else 0."""
    for gate in GATES:
        extra = pytest_arguments if gate[0] == "pytest" else []
        print("==", *gate, *extra, flush=True)
        status = subprocess.run([TOOLS / gate[0], *gate[1:], *extra], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
