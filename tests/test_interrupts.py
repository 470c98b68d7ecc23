"""ctrl-C, and SIGTERM alike: noted where a library hides it, and a plan that is known is written first."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sprintplan.beside import CAN_FORK
from sprintplan.domain.limits import Limits
from sprintplan.interrupts import UNMET, finish_first, noted
from sprintplan.itinerary.plan import plan_year
from sprintplan.solver.infeasibility.conflict import CUT_SHORT
from sprintplan.solver.infeasibility.replanning import Replanning
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.pool import Here
from sprintplan.solver.year import branch_and_bound
from sprintplan.solver.year.state import Year
from sprintplan.watch import Watch
from tests.build.lisbon_week import TODAY, back, out, staff
from tests.build.market import market
from tests.build.two_weeks import CREATED
from tests.build.year import policy, scenario
from tests.patience import PATIENCE_S

SIGNALS = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-C", "SIGTERM"])


@SIGNALS
def test_a_stop_is_noted_though_something_else_is_raised(number: signal.Signals) -> None:
    """Outside of the block it does what it did before."""
    before = signal.getsignal(number)
    with noted() as pressed:
        assert not pressed()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        assert pressed()
    assert signal.getsignal(number) is before is UNMET[number]


@SIGNALS
def test_a_handler_of_somebody_else_is_left_alone(number: signal.Signals) -> None:
    """As where a program that uses this one meets ctrl-C itself."""
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with noted() as pressed:
            signal.raise_signal(number)
            assert not pressed()
    finally:
        signal.signal(number, before)


@SIGNALS
@pytest.mark.parametrize("before", [False, True], ids=["not yet pressed", "pressed in the search"])
def test_once_a_plan_is_known_the_first_stop_lets_it_be_written(number: signal.Signals, before: bool) -> None:
    """It says so; the next one ends the work at once. One that came before counts as the first."""
    presses, said = [before], list[str]()

    def pressed() -> bool:
        presses.append(True)
        return presses[-2]

    with noted():
        finish_first(pressed, lambda: said.append("written first"))
        if not before:
            signal.raise_signal(number)
            assert said == ["written first"]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)


@pytest.mark.skipif(not CAN_FORK, reason="processes are forked on Linux alone")
def test_a_forked_process_that_follows_nobody_yet_ends_by_a_stop() -> None:
    """Without a word, as the process that began it asks it to."""
    with noted():
        child = os.fork()
        if not child:
            signal.raise_signal(signal.SIGTERM)
            os._exit(0)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 143


def test_choosing_who_takes_what_is_done_again_where_ctrl_c_came_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """The optimum is known by then; it would be lost."""
    original, calls = Year.choice, list[object]()

    def choice(year: Year, picks: Any) -> Any:
        calls.append(picks)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return original(year, picks)

    monkeypatch.setattr(Year, "choice", choice)
    year, watch = scenario(people=staff(2)), Watch()
    plan = plan_year(year, market((out(), back()), year), today=TODAY, created_at=CREATED, watch=watch).with_certainty()
    assert (plan.status, plan.objective, watch.stopped, len(calls)) == ("optimal", "400.00", True, 2)


def test_nothing_more_is_looked_for_after_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year that must be looked for takes long where there are many people."""

    def assess(evaluator: Evaluator, venue: int) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Evaluator, "assess", assess)
    monkeypatch.setattr(branch_and_bound, "find_incumbent", lambda *_: pytest.fail("looked"))
    year, watch = scenario(people=staff(2)), Watch()
    plan = plan_year(year, market((out(), back()), year), today=TODAY, created_at=CREATED, watch=watch).with_certainty()
    assert (plan.status, watch.stopped) == ("unknown", True)


def test_where_nothing_is_possible_ctrl_c_ends_the_questions_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is infeasible all the same, and says that more is not known; no second question is asked."""
    asked = list[object]()

    def pressed(*question: object) -> None:
        asked.append(question)
        raise KeyboardInterrupt

    monkeypatch.setattr(Replanning, "plan", pressed)
    year = scenario(people=staff(2), policy=policy(unreachable="forbid"), limits=Limits(budget_minor=100))
    plan = plan_year(year, market((out(), back()), year), today=TODAY, created_at=CREATED).with_certainty()
    assert plan.status == "infeasible"
    assert plan.conflict[-1] == CUT_SHORT
    assert len(asked) == 1


def test_ctrl_c_in_the_search_of_a_question_ends_all_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that takes long is passed over; one in which ctrl-C was pressed is the last."""

    def pressed(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(branch_and_bound, "_search", pressed)
    year = scenario(people=staff(2), limits=Limits(budget_minor=100))
    evaluator = Evaluator(year, market((out(), back()), year), TODAY)
    with pytest.raises(KeyboardInterrupt):
        Replanning(Here(evaluator), evaluator.assess(0), None).least(year)


ORPHANS = """
import time
from multiprocessing import active_children
from sprintplan.solver.workers.pool import Processes

class Slow:
    def assess(self, number):
        time.sleep(300)

results = Processes(Slow(), 2).map(Slow.assess, [1, 2])
print(*(child.pid for child in active_children()), flush=True)
list(results)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked at in /proc")
def test_workers_end_when_the_process_that_started_them_is_killed() -> None:
    """Two that sleep for five minutes would keep their memory for so long."""
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        assert len(workers) == 2
        parent.kill()
        parent.wait()
        end = time.monotonic() + PATIENCE_S
        while any(map(_runs, workers)) and time.monotonic() < end:
            time.sleep(0.1)
        assert not any(map(_runs, workers))


def _runs(process: int) -> bool:
    """Whether it is there, and not only remembered until somebody asks how it ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


LOST = """
import signal, sys, time, weakref
from sprintplan.interrupts import hear_again, noted

hear_again()
heard = lambda _: signal.raise_signal(signal.Signals[sys.argv[1]])
signal.signal(signal.SIGINT, signal.SIG_IGN if sys.argv[2] == "ignored" else signal.default_int_handler)
with noted() as pressed:
    try:
        one = set[int]()
        watched = weakref.ref(one, heard)
        del one
        time.sleep(float(sys.argv[3]))
        print("lost")
    except KeyboardInterrupt:
        print("heard", pressed())
"""
"""A stop that comes within the callback of a weak reference, such as every import makes."""


@pytest.mark.parametrize(("number", "ctrl_c"), [("SIGINT", "met"), ("SIGTERM", "met"), ("SIGTERM", "ignored")])
def test_a_stop_that_comes_within_a_callback_is_not_lost(number: str, ctrl_c: str) -> None:
    """Shells ignore ctrl-C in programs that run in the background."""
    words = [sys.executable, "-c", LOST, number, ctrl_c, str(PATIENCE_S)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=2 * PATIENCE_S)
    assert (done.stdout, done.stderr) == ("heard True\n", "")
