"""How far the work is: stages with their seconds, told to whoever draws them; prints nothing itself."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

PATIENCE = 1.0
"""Seconds that a stage may last before it is drawn."""
TELL = "tell the plan"
"""The stage in which a solution becomes a plan."""


class Screen(Protocol):
    """Draws the stages that take long."""

    def draw(self, stage: str, done: int, total: int) -> None:
        """Show `done` of `total` steps of a stage."""
        ...

    def improved(self, stage: str, best: str | None, bound: str) -> None:
        """Show the objective of the incumbent (`best`) of a stage that searches, and its bound."""
        ...

    def clear(self) -> None:
        """Wipe the stage, which has ended, off the screen."""
        ...


class Watch:
    """Times stages, and has those of over a second drawn; `warnings` keeps what the work noticed on the way.

    Parameters
    ----------
    screen : draws stages
    on_known : called when there is a result

    Attributes
    ----------
    timings : seconds by stage, in the order in which the stages began; one that ran twice has the sum
    stopped : whether the user pressed ctrl-C, and what was known by then is the result
    """

    def __init__(self, screen: Screen | None = None, on_known: Callable[["Watch"], None] | None = None) -> None:
        self._on_known = on_known
        self.timings: dict[str, float] = {}
        self.warnings: list[str] = []
        self.stopped = False
        self._screen = screen
        self._stage, self._began = "", time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """One stage of the work, called `name`: the block."""
        outer, self._stage, self._began = self._stage, name, time.perf_counter()
        begin = self._began
        self.timings.setdefault(name, 0.0)
        try:
            yield
        finally:
            self.timings[name] += time.perf_counter() - begin
            self._stage = outer
            if self._screen:
                self._screen.clear()

    def progress(self, total: int, done: int) -> None:
        """Show `done` of `total` steps of the stage."""
        if self._screen and time.perf_counter() - self._began > PATIENCE:
            self._screen.draw(self._stage, done, total)

    def improved(self, best: str | None, bound: str) -> None:
        """Show the objective of the incumbent (`best`) of the stage, and its bound."""
        if self._screen and time.perf_counter() - self._began > PATIENCE:
            self._screen.improved(self._stage, best, bound)

    def is_known(self) -> None:
        """Say that there is a result, which is only to be put into words and written."""
        if self._on_known:
            self._on_known(self)

    def warn(self, sentence: str) -> None:
        """Keep a `sentence` that people should read beside the result."""
        self.warnings.append(sentence)
