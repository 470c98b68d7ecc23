"""Progress bars on standard error, for stages that take long."""

from contextlib import suppress
from decimal import Decimal

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Bars:
    """One bar at a time, drawn on each report and taken away at the stage's end; no thread, as stages fork workers.

    A terminal that has gone is drawn on no more, and the work goes on.
    """

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._task = TaskID(0)

    def draw(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of the stage are behind us."""
        with suppress(OSError):
            progress = self._progress or self._begin(stage)
            progress.update(self._task, completed=done, total=total)
            progress.refresh()

    def improved(self, stage: str, best: str | None, bound: str) -> None:
        """Show the `best` objective so far in a `stage`, the `bound`, and how far they are apart."""
        with suppress(OSError):
            progress = self._progress or self._begin(stage)
            progress.update(self._task, description=f"{stage}: {closing(best, bound)}")
            progress.refresh()

    def clear(self) -> None:
        """Take the bar away."""
        drawn, self._progress = self._progress, None
        with suppress(OSError):
            if drawn:
                drawn.stop()

    def _begin(self, stage: str) -> Progress:
        done = (BarColumn(None), MofNCompleteColumn(), TimeElapsedColumn())
        left = (TextColumn("left"), TimeRemainingColumn())
        shown = (TextColumn("{task.description}", markup=False), *done, *left)
        self._progress = Progress(*shown, console=Console(stderr=True), auto_refresh=False, transient=True)
        self._progress.start()
        self._task = self._progress.add_task(stage, total=None)
        return self._progress


def closing(best: str | None, bound: str) -> str:
    """How best and bound close: "best 471733.00, bound 470000.00, gap 0.37 %"."""
    if best is None:
        return f"no plan yet, bound {bound}"
    gap = float((Decimal(best) - Decimal(bound)) / Decimal(best)) if Decimal(best) else 0.0
    return f"best {best}, bound {bound}, gap {max(0.0, gap):.2%}"
