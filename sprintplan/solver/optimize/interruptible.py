"""Long calls into solvers written in C++, during which ctrl-C and the alarm still reach the main thread."""

import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def interruptible(work: Callable[[], Result], stop: Callable[[], object] | None = None) -> Result:
    """What `work` returns. The main thread has a thread of its own do it, as it hears of signals in Python alone.

    Parameters
    ----------
    work : lets go of Python's lock while it takes long
    stop : ends `work` soon; called where this thread is interrupted. None leaves `work` to itself, unheard
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    results, errors, ended = list[Result](), list[Exception](), threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:
            errors.append(error)
        ended.set()

    threading.Thread(target=run, daemon=True).start()
    try:
        ended.wait()
    except BaseException:
        if stop is not None:
            stop()
            ended.wait()
        raise
    if errors:
        raise errors[0]
    return results[0]
