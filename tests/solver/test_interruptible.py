"""Solvers written in C++ end soon after ctrl-C and the alarm, which the main thread hears in Python alone."""

import signal
import threading
import time

import numpy as np
import pytest

from sprintplan.alarm import TimeIsOut, alarm_at
from sprintplan.solver.optimize.cp_sat import solve_cp_sat
from sprintplan.solver.optimize.interruptible import interruptible
from sprintplan.solver.optimize.linear_model import NO_CLASS, NO_FLOOR, LinearModel
from sprintplan.solver.optimize.scip import solve_scip
from tests.patience import PATIENCE_S


def test_a_result_and_an_error_come_through() -> None:
    assert interruptible(lambda: 7, lambda: None) == 7
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 // 0, lambda: None)


def test_in_another_thread_the_work_is_done_there() -> None:
    """Nobody interrupts it."""
    ran = list[tuple[int, int]]()

    def work() -> None:
        ran.append((interruptible(threading.get_ident, lambda: None), threading.get_ident()))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ran[0][0] == ran[0][1]


def test_an_interrupted_call_is_stopped_and_waited_for() -> None:
    stopped, ended = threading.Event(), threading.Event()

    def work() -> None:
        ring_soon()
        stopped.wait(PATIENCE_S)
        ended.set()

    with pytest.raises(TimeIsOut), alarm_at(time.monotonic() + PATIENCE_S):
        interruptible(work, stopped.set)
    assert ended.is_set()


def test_a_call_that_cannot_be_stopped_is_left_to_itself() -> None:
    left_alone = threading.Event()

    def work() -> None:
        ring_soon()
        left_alone.wait(PATIENCE_S)

    with pytest.raises(TimeIsOut), alarm_at(time.monotonic() + PATIENCE_S):
        interruptible(work)
    left_alone.set()


def ring_soon() -> None:
    """Have the alarm go off once the main thread waits for the work that calls this."""
    signal.setitimer(signal.ITIMER_REAL, 1.0)


def hard(travellers: int = 80, flights: int = 16) -> LinearModel:
    """Everybody alone, ways out that use up flights by different widths, and costs that hardly tell them apart.

    The widths fill 99.8 % of all flights; the ways home use nothing.
    """
    random = np.random.default_rng(1)
    width = random.integers(20, 100, travellers)
    out = np.repeat(np.arange(travellers), flights)
    nobody, everybody = np.full(len(out), NO_CLASS), np.arange(travellers)
    return LinearModel(
        row=np.tile(np.arange(flights), travellers),
        column=np.arange(len(out)),
        amount=np.repeat(width, flights),
        low=np.full(flights, NO_FLOOR),
        high=np.full(flights, int(width.sum() / flights / 0.998)),
        out=np.append(out, nobody[:travellers]),
        back=np.append(nobody, everybody),
        heads=np.ones(travellers, np.int64),
        cost=np.append(random.integers(900, 1000, len(out)), np.zeros(travellers, np.int64)),
        most=np.ones(len(out) + travellers, np.int64),
    )


@pytest.mark.parametrize("solve", ["cp_sat", "scip"])
def test_a_solver_that_would_take_a_minute_ends_when_it_is_interrupted(solve: str) -> None:
    """Within the minute that it was given: else it would return."""
    hardest, until = hard(), time.monotonic() + PATIENCE_S
    with pytest.raises(TimeIsOut), alarm_at(time.monotonic() + 1.0):
        solve_cp_sat(hardest, 0, until) if solve == "cp_sat" else solve_scip(hardest, until, None)
    assert time.monotonic() < until
