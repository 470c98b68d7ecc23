"""The command `sprintplan`, also as `python -m sprintplan`: ctrl-C is met from the first import on."""

import sys
import time
from typing import NoReturn

STOPPED = 130
"""The status of a program that ctrl-C ended, as shells have it."""


def main() -> NoReturn:
    """Run the command that the command line names; loading it counts towards its limit of time."""
    begun = time.monotonic()
    try:
        from sprintplan.interrupts import hear_again

        hear_again()
        from sprintplan.cli import main as run

        run(begun)
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was written\n")
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
