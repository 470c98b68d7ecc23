"""Work in a process of its own beside what this one does, where that saves time; the result is the same."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pickle import UnpicklingError
from typing import Any, TypeVar

Result = TypeVar("Result")

CAN_FORK = sys.platform == "linux"
"""A forked process has all that this one knows; elsewhere than on Linux forking is not safe."""
ORPHAN_S = 1.0
"""Seconds between two looks of a process whether the one that started it is still there."""


@contextmanager
def beside(work: Callable[[], Result], *, apart: bool) -> Iterator[Callable[[], Result]]:
    """Let work begin in a process of its own, which has ended when the block has; what is given waits for its result.

    The work is done here, when its result is asked for, where no process can be had; and once more where that process
    ended without a result, so that an error is met here whatever became of the process.

    Parameters
    ----------
    work : depends on nothing that the block changes, and changes nothing
    apart : whether a process of its own pays
    """
    ends = _started(work) if apart and CAN_FORK else None
    if ends is None:
        yield work
        return
    process, receiver = ends
    try:
        yield lambda: _received(receiver, work)
    finally:
        process.terminate()
        process.join()
        receiver.close()


def follow(parent: int) -> None:
    """Leave ctrl-C to the process with the id `parent`, which started this one, and end when it has ended.

    Ctrl-C reaches every process of a terminal, and the first one alone decides what it means. Nobody else would tell
    this one that the first was killed. SIGTERM ends it at once, as the first one does by it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(ORPHAN_S)
    os._exit(1)


def _started(work: Callable[[], object]) -> tuple[Any, Connection] | None:
    """A process that works, and where its result will come from; None where the system has no room for one."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, sender, os.getpid()), daemon=True)
    try:
        process.start()
    except OSError:
        receiver.close()
        return None
    finally:
        sender.close()
    return process, receiver


def _work(work: Callable[[], object], sender: Connection, parent: int) -> None:
    follow(parent)
    with suppress(Exception):
        sender.send(work())


def _received(receiver: Connection, work: Callable[[], Result]) -> Result:
    try:
        result: Result = receiver.recv()
    except (EOFError, OSError, UnpicklingError):
        return work()
    return result
