"""`python -m sprintplan.cli` is the command `sprintplan`."""

from sprintplan.cli import main

main()
