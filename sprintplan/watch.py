"""How far the work is: stages with their seconds, told to whoever draws them; prints nothing itself."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Draw = Callable[[str, int, int], None]


class Watch:
    """Times stages; `draw(stage, done, total)` is called as a stage goes on."""

    def __init__(self, draw: Draw | None = None) -> None:
        self.seconds: dict[str, float] = {}
        self._draw = draw
        self._stage = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """One stage of the work."""
        begin, self._stage = time.perf_counter(), name
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begin

    def progress(self, total: int, done: int) -> None:
        """`done` of `total` steps of the stage are behind us."""
        if self._draw:
            self._draw(self._stage, done, total)
