"""ctrl-C, and SIGTERM alike: noted where a library hides it, and a plan that is known is written first."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

UNMET = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}
"""What ctrl-C does, and SIGTERM, by which schedulers and `timeout` end a program, where nobody has met them."""


@contextmanager
def noted() -> Iterator[Callable[[], bool]]:
    """Whether ctrl-C was pressed within, or SIGTERM came, which some libraries turn into an error of another name.

    What they do within is forgotten afterwards. Nothing is noted in other threads than the first.
    """
    pressed = list[bool]()

    def handle() -> None:
        pressed.append(True)
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in UNMET}
    with suppress(ValueError):
        for number, unmet in UNMET.items():
            if before[number] is unmet:
                signal.signal(number, _here(handle))
    try:
        yield lambda: bool(pressed)
    finally:
        with suppress(ValueError):
            for number, handler in before.items():
                signal.signal(number, handler)


def finish_first(pressed: Callable[[], bool], say: Callable[[], None]) -> None:
    """From now on the first ctrl-C or SIGTERM, which may have come already, lets the work come to its end; the next
    ends it.

    Nothing changes in other threads than the first.

    Parameters
    ----------
    pressed : notes that ctrl-C was pressed; whether it had been before
    say : tells the user that the work goes on
    """

    def handle() -> None:
        if pressed():
            raise KeyboardInterrupt
        with suppress(RuntimeError):
            say()

    with suppress(ValueError):
        for number in UNMET:
            signal.signal(number, _here(handle))


def hear_again() -> None:
    """From now on a ctrl-C or SIGTERM that comes where nothing can be raised is heard a moment later.

    Such places are callbacks of weak references, of which every import has one, and methods that destroy objects.
    """
    shown = sys.unraisablehook

    def met(lost: "sys.UnraisableHookArgs") -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            shown(lost)
            return
        number = signal.SIGINT if callable(signal.getsignal(signal.SIGINT)) else signal.SIGTERM
        # Sent from here it would be met within this very function, and be lost again.
        again = threading.Timer(MOMENT_S, os.kill, (os.getpid(), number))
        again.daemon = True
        again.start()

    sys.unraisablehook = met


def _here(handle: Callable[[], None]) -> Callable[[int, FrameType | None], None]:
    """What meets a signal in this process; one that was forked from it, and meets none yet, ends."""
    owner = os.getpid()

    def met(number: int, frame: FrameType | None) -> None:
        if os.getpid() != owner:
            os._exit(STATUS_OF_SIGNALS + number)
        handle()

    return met


MOMENT_S = 0.01
"""Seconds after which a signal that was lost comes again."""
STATUS_OF_SIGNALS = 128
"""Status of a program that a signal ended, less the signal's number, as shells have it."""
