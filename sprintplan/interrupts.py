"""ctrl-C: noted where a library hides it, and a plan that is known is written first."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType


@contextmanager
def noted() -> Iterator[Callable[[], bool]]:
    """Whether ctrl-C was pressed within, which some libraries turn into an error of another name.

    What ctrl-C does within is forgotten afterwards. Nothing is noted in other threads than the first.
    """
    pressed = list[bool]()

    def handle(number: int, frame: FrameType | None) -> None:
        pressed.append(True)
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    with suppress(ValueError):
        if before is signal.default_int_handler:
            signal.signal(signal.SIGINT, handle)
    try:
        yield lambda: bool(pressed)
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, before)


def finish_first(pressed: Callable[[], bool], say: Callable[[], None]) -> None:
    """From now on the first ctrl-C, which may have come already, lets the work come to its end; the next ends it.

    Nothing changes in other threads than the first.

    Parameters
    ----------
    pressed : notes that ctrl-C was pressed; whether it had been before
    say : tells the user that the work goes on
    """

    def handle(number: int, frame: FrameType | None) -> None:
        if pressed():
            raise KeyboardInterrupt
        with suppress(RuntimeError):
            say()

    with suppress(ValueError):
        signal.signal(signal.SIGINT, handle)
