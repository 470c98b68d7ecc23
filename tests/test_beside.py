"""Work beside other work: the result is the same, and whatever becomes of the process nothing is lost or left over."""

import os
import signal
import threading
import time
from datetime import date
from multiprocessing import active_children
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sprintplan import beside as beside_
from sprintplan.app import planning
from sprintplan.app.planning import Wish, verified_year
from sprintplan.beside import beside
from sprintplan.domain.plan import Plan
from sprintplan.errors import SprintplanError
from sprintplan.watch import Watch
from tests.build.market import market
from tests.build.plan_records import plan_record
from tests.build.year import scenario

HERE = os.getpid()
SIZES = (0, 1, 1 << 20)
pytestmark = pytest.mark.skipif(not beside_.CAN_FORK, reason="no process is forked here")


def is_elsewhere() -> bool:
    return os.getpid() != HERE


@pytest.mark.parametrize("size", SIZES)
def test_what_a_process_finds_comes_whole(size: int) -> None:
    """A megabyte fits into no pipe at once."""
    with beside(lambda: (is_elsewhere(), [*range(size)]), apart=True) as found:
        assert found() == (True, [*range(size)])
    assert active_children() == []


def test_it_goes_on_while_the_block_does_something_else(tmp_path: Path) -> None:
    with beside((tmp_path / "begun").touch, apart=True):
        end = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and time.monotonic() < end:
            time.sleep(0.01)
        assert (tmp_path / "begun").exists()


@pytest.mark.parametrize("way", ["not asked for", "no forking", "no room"])
def test_where_no_process_is_had_it_is_done_here(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    def full() -> int:
        raise BlockingIOError

    monkeypatch.setattr(beside_, "CAN_FORK", way != "no forking")
    if way == "no room":
        monkeypatch.setattr(os, "fork", full)
    with beside(is_elsewhere, apart=way != "not asked for") as found:
        assert found() is False


def test_it_is_done_here_where_the_process_dies() -> None:
    """As the system ends one of those that take too much memory."""

    def work() -> str:
        if is_elsewhere():
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with beside(work, apart=True) as found:
        assert found() == "done"


def test_an_error_is_met_where_the_result_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    """The process says nothing of it."""

    def work() -> None:
        raise SprintplanError("no such thing")

    with pytest.raises(SprintplanError, match="no such thing"), beside(work, apart=True) as found:
        found()
    assert capfd.readouterr().err == ""


def test_ctrl_c_ends_the_work_with_the_block_and_reaches_it_no_other_way(tmp_path: Path) -> None:
    """It comes to the process, too, which goes on until the first process says what it means."""

    def work() -> str:
        (tmp_path / str(os.getpid())).touch()
        time.sleep(60)
        return "done"

    def pressed_twice() -> None:
        with beside(work, apart=True) as found:
            end = time.monotonic() + 60
            while not [*tmp_path.iterdir()] and time.monotonic() < end:
                time.sleep(0.01)
            (child,) = active_children()
            assert child.pid is not None
            os.kill(child.pid, signal.SIGINT)
            child.join(0.2)
            assert child.is_alive()
            threading.Timer(0.1, os.kill, (HERE, signal.SIGINT)).start()
            found()

    with pytest.raises(KeyboardInterrupt):
        pressed_twice()
    assert active_children() == []


def refused(monkeypatch: pytest.MonkeyPatch, judge: Any, apart_from: int) -> Plan:
    """A plan that this judge looks at, in a process of its own from so many trips on."""
    monkeypatch.setattr(planning, "APART_FROM", apart_from)
    monkeypatch.setattr(planning, "faults_but_certainty", judge)
    told = SimpleNamespace(plan=plan_record(), with_certainty=plan_record)
    monkeypatch.setattr(planning, "plan_year", lambda *_, **__: told)
    return verified_year(scenario(), market([], scenario()), date(2026, 11, 25), Wish(workers=2), Watch())


@pytest.mark.parametrize("apart_from", [0, 10])
def test_a_plan_is_refused_for_what_either_process_finds(monkeypatch: pytest.MonkeyPatch, apart_from: int) -> None:
    with pytest.raises(SprintplanError, match="the plan does not hold") as error:
        refused(monkeypatch, lambda *_: [f"judged elsewhere: {is_elsewhere()}"], apart_from)
    assert str(error.value).endswith(f"judged elsewhere: {apart_from == 0}")


def test_a_judge_that_dies_is_asked_again_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def judge(*_: object) -> list[str]:
        if is_elsewhere():
            os._exit(1)
        return []

    assert refused(monkeypatch, judge, 0).events == plan_record().events
