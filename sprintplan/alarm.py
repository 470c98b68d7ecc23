"""An alarm that interrupts the main thread wherever it is, as ctrl-C does; the last means of a limit of time.

Work looks at its deadline where that is cheap. The alarm is for everything between two looks: whoever catches
KeyboardInterrupt to go on with what is known by then gets TimeIsOut in the same place.
"""

import math
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

MOST_LATE_S = 5.0
"""Seconds of an idle machine beyond a limit of time in which a run has ended, where the alarm can interrupt whatever it
does."""
_EXIT_S = 0.7
"""Of these, what starting and ending the program take."""
TIMES_THE_GUESS = 2
"""Telling a year that was found may take so many times as long as guessed."""
_LOOK_S = 0.5
"""Seconds beyond a deadline that work has to look at it by itself."""
_IMPORT_S = 0.02
_MOST_GRACE_S = 3.0
_TELLING_NS = 200_000_000
"""Nanoseconds of work that tell how long work takes."""


class TimeIsOut(KeyboardInterrupt):
    """The alarm has gone off."""


class _Armed:
    """Whether there is an alarm, and the moment of `time.monotonic` that it goes off at the latest."""

    last: float = math.inf
    is_on = False


@contextmanager
def alarm_at(last: float | None) -> Iterator[None]:
    """Let the alarm go off within the block, at the latest at `last`.

    Without signals (on Windows, and in other threads than the main one) it never does.

    Parameters
    ----------
    last : moment of `time.monotonic`; None is never

    Raises
    ------
    TimeIsOut : at any point of the block
    """
    if last is None or not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _go_off)
    _Armed.last, _Armed.is_on = last, True
    try:
        _set(last)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _Armed.is_on = False
        signal.signal(signal.SIGALRM, before)


def alarm_is_on() -> bool:
    """Whether a block with an alarm is under way."""
    return _Armed.is_on


def ring_at(moment: float | None) -> None:
    """Let the alarm go off at this moment of `time.monotonic`, or at the last one where that is earlier or None.

    With None, where the last moment has passed in work that nothing could interrupt, it moves as far from now as a run
    may be late, longer on a slow machine: what was found by then is not thrown away.
    """
    if _Armed.is_on:
        now = time.monotonic()
        if moment is None and _Armed.last <= now:
            _Armed.last = now + MOST_LATE_S * slowness()
        _set(_Armed.last if moment is None else min(_Armed.last, moment))


def take_time_to_tell(guess_s: float = 0.0) -> None:
    """Let the alarm go off no sooner than a run may be late, longer on a slow machine, or than after twice the seconds
    that telling takes by a guess, `guess_s`: a year that was found is told and checked."""
    if _Armed.is_on:
        least_s = max(MOST_LATE_S * slowness() - _EXIT_S, TIMES_THE_GUESS * guess_s)
        _Armed.last = max(_Armed.last, time.monotonic() + least_s)
        _set(_Armed.last)


def _set(moment: float) -> None:
    signal.setitimer(signal.ITIMER_REAL, max(moment - time.monotonic(), 1e-3))


def ring_late(deadline: float | None) -> None:
    """Let the alarm go off a little after a deadline that work looks at by itself, or after now if that is later."""
    ring_at(None if deadline is None else max(deadline, time.monotonic()) + _LOOK_S)


def _go_off(number: int, frame: FrameType | None) -> None:
    """Raise, but for an import, which would be left undone: the alarm goes off again a moment later."""
    if frame is not None and _is_importing(frame):
        signal.setitimer(signal.ITIMER_REAL, _IMPORT_S)
    else:
        raise TimeIsOut


def _is_importing(frame: FrameType) -> bool:
    inner: FrameType | None = frame
    while inner is not None:
        if inner.f_code.co_filename.startswith("<frozen importlib"):
            return True
        inner = inner.f_back
    return False


def slowness() -> float:
    """How many times as long as on an idle machine work takes here, at least 1.

    On Linux by what this process had to wait for a processor since it began, which shows a container's share, too;
    elsewhere, and where it has hardly worked yet, by the load.
    """
    try:
        worked, waited, _ = map(int, Path("/proc/self/schedstat").read_text(encoding="ascii").split())
    except (OSError, ValueError):
        worked = waited = 0
    if worked >= _TELLING_NS:
        return 1 + waited / worked
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)) if hasattr(os, "getloadavg") else 1.0


@dataclass
class TimeLimit:
    """A limit of time for a run, which has ended MOST_LATE_S after it at the latest unless the machine is slow.

    Attributes
    ----------
    until : moment of `time.monotonic` that the limit names
    rest_s : seconds that the work takes which follows the search
    """

    until: float
    rest_s: float = 0.0

    @classmethod
    def of(cls, seconds: float) -> "TimeLimit":
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def last(self) -> float:
        """When everything has to be done, by `time.monotonic`."""
        return self.until + MOST_LATE_S - _EXIT_S

    @property
    def left(self) -> float:
        """Seconds that are left of it, at least 0."""
        return max(0.0, self.until - time.monotonic())

    @property
    def search_until(self) -> float:
        """When the search has to end, so that the rest is done in time."""
        return min(self.until, self.last - self.rest_s)

    @property
    def grace_s(self) -> float:
        """Seconds beyond that in which a search that has nothing yet may look for a first answer: until the limit, as
        what the rest takes is a guess, and beyond it where the rest leaves time."""
        begin = max(self.search_until, time.monotonic())
        return max(0.0, self.until - begin, min(_MOST_GRACE_S, self.last - self.rest_s - _LOOK_S - begin))
