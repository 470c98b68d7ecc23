"""The alarm reaches the main thread wherever it is, once, and at the latest when the limit of time says."""

import importlib
import math
import signal
import threading
import time
from pathlib import Path

import pytest

from sprintplan import alarm
from sprintplan.alarm import TimeIsOut, TimeLimit, alarm_at, ring_at, ring_late, take_time_to_tell
from tests.patience import PATIENCE_S


def busy() -> None:
    """Work that looks at no clock but to end a failing test."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        pass


def test_work_that_looks_at_no_clock_is_interrupted() -> None:
    with pytest.raises(TimeIsOut), alarm_at(time.monotonic() + 0.05):
        busy()


def test_waiting_is_interrupted() -> None:
    with pytest.raises(TimeIsOut), alarm_at(time.monotonic() + 0.05):
        threading.Event().wait(PATIENCE_S)


def test_it_may_go_off_sooner_but_not_after_the_last_moment() -> None:
    for soon, late in ((0.05, PATIENCE_S), (PATIENCE_S, 0.05)):
        with pytest.raises(TimeIsOut):
            interrupted(soon, late)


def interrupted(rings_s: float, last_s: float) -> None:
    with alarm_at(time.monotonic() + last_s):
        ring_at(time.monotonic() + rings_s)
        busy()


def test_after_it_went_off_there_is_time_until_the_last_moment() -> None:
    """The first one is caught where work goes on with what it knows; the second one ends that."""
    heard = list[str]()

    def work() -> None:
        with alarm_at(time.monotonic() + 1.0):
            try:
                ring_at(time.monotonic() + 0.05)
                busy()
            except KeyboardInterrupt:
                heard.append("first")
            ring_at(None)
            busy()

    with pytest.raises(TimeIsOut):
        work()
    assert heard == ["first"]


def test_a_run_that_is_late_already_has_time_for_what_follows() -> None:
    """The last moment passed in work that could not be interrupted: what it led to is not lost to an alarm at once."""
    with alarm_at(time.monotonic() + 0.05):
        try:
            busy()
        except KeyboardInterrupt:
            ring_at(None)
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 1.0
        ring_late(0.0)
        assert 0.0 < signal.getitimer(signal.ITIMER_REAL)[0] < 1.0


def test_what_was_found_has_time_to_be_told_on_a_slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many times as long as a run may be late as work takes there; a moment that is later still stays."""
    monkeypatch.setattr(alarm, "slowness", lambda: 10.0)
    for last_s, least, most in ((1.0, 9 * alarm.MOST_LATE_S, 10 * alarm.MOST_LATE_S), (1e4, 9e3, 1e4)):
        with alarm_at(time.monotonic() + last_s):
            take_time_to_tell()
            assert least < signal.getitimer(signal.ITIMER_REAL)[0] < most
            ring_at(None)
            assert least < signal.getitimer(signal.ITIMER_REAL)[0] < most
    take_time_to_tell()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_large_year_that_was_found_has_twice_the_time_that_telling_it_takes_by_a_guess() -> None:
    with alarm_at(time.monotonic() + 1.0):
        take_time_to_tell(1e3)
        assert 1.9e3 < signal.getitimer(signal.ITIMER_REAL)[0] < 2e3
        take_time_to_tell(1.0)
        assert 1.9e3 < signal.getitimer(signal.ITIMER_REAL)[0] < 2e3


def test_an_import_is_not_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm goes off in its midst, and is heard behind it: a module that is half there would stay so."""
    (tmp_path / "slow_to_import.py").write_text("import time\ntime.sleep(0.2)\nthere = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    found = list[bool]()

    def work() -> None:
        with alarm_at(time.monotonic() + 0.05):
            found.append(importlib.import_module("slow_to_import").there)
            busy()

    with pytest.raises(TimeIsOut):
        work()
    assert found == [True]


def test_work_has_a_little_time_to_look_at_its_deadline_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the deadline has passed long ago."""
    set_to, before = list[float | None](), time.monotonic()
    monkeypatch.setattr(alarm, "ring_at", set_to.append)
    ring_late(None)
    ring_late(-PATIENCE_S)
    ring_late(math.inf)
    assert (set_to[0], set_to[2]) == (None, math.inf)
    assert set_to[1] is not None
    assert set_to[1] > before


def test_behind_the_block_everything_is_as_before() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with alarm_at(time.monotonic() + PATIENCE_S):
        assert signal.getsignal(signal.SIGALRM) is not before
    assert signal.getsignal(signal.SIGALRM) is before
    ring_at(0.0)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_without_a_limit_and_in_other_threads_there_is_no_alarm() -> None:
    with alarm_at(None):
        ring_at(0.0)
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    ended = []

    def work() -> None:
        with alarm_at(0.0):
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


def test_the_search_ends_with_the_limit_where_the_rest_is_done_in_five_seconds() -> None:
    """5 s beyond the limit, less 0.7 to start and end; a first answer is looked for 3 s longer at most."""
    limit = TimeLimit(until=time.monotonic() + 1000)
    assert limit.search_until == limit.until
    assert limit.last == limit.until + 4.3
    assert limit.grace_s == 3.0
    limit.rest_s = 2.0
    assert limit.search_until == limit.until
    assert limit.grace_s == pytest.approx(1.8)


def test_the_search_ends_before_the_limit_where_the_rest_takes_longer() -> None:
    """10 s to write down and check: 5.7 s of them before the limit, in which a first answer is still looked for."""
    limit = TimeLimit(until=time.monotonic() + 1000, rest_s=10.0)
    assert limit.search_until == pytest.approx(limit.until - 5.7)
    assert limit.grace_s == pytest.approx(5.7)


def test_a_limit_that_is_over_leaves_nothing() -> None:
    assert TimeLimit(until=time.monotonic() - 1).left == 0.0
    assert 0 < TimeLimit.of(PATIENCE_S).left <= PATIENCE_S
