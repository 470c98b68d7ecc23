"""How wide lines are that people read."""

from shutil import get_terminal_size

WIDTH, NARROWEST, WIDEST = 80, 40, 140
"""Cells of a line where no terminal tells its own width, and the least and most that a line takes on one."""


def line_width() -> int:
    """Cells of a line: those of the terminal, from 40 to 140; 80 where output goes elsewhere."""
    return min(max(get_terminal_size((WIDTH, 24)).columns, NARROWEST), WIDEST)


def is_terminal() -> bool:
    """Whether there is a terminal, or a variable COLUMNS, that tells how wide lines are."""
    return get_terminal_size((0, 0)).columns > 0
