"""Stages: timed always, drawn when they last."""

import pytest

from sprintplan import watch as watching
from sprintplan.reports.text.progress import Bars
from sprintplan.watch import Watch


class Screen:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def draw(self, stage: str, done: int, total: int) -> None:
        self.told.append((stage, done, total))

    def improved(self, stage: str, best: str | None, bound: str) -> None:
        self.told.append((stage, best, bound))

    def clear(self) -> None:
        self.told.append("clear")


def test_a_short_stage_is_timed_and_not_drawn() -> None:
    """Under a second nothing but the clearing is told."""
    screen = Screen()
    watch = Watch(screen)
    with watch.stage("read"):
        watch.progress(3, 1)
    assert screen.told == ["clear"]
    assert 0 <= watch.timings["read"] < 1


def test_a_long_stage_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no patience at all each step is told."""
    monkeypatch.setattr(watching, "PATIENCE", -1.0)
    screen = Screen()
    watch = Watch(screen)
    with watch.stage("shop"):
        watch.progress(3, 1)
        watch.progress(3, 2)
    assert screen.told == [("shop", 1, 3), ("shop", 2, 3), "clear"]


def test_a_stage_that_runs_twice_has_one_time_and_keeps_its_place() -> None:
    """Stages are listed in the order in which they began, a failing one too."""
    watch = Watch()
    with pytest.raises(ValueError), watch.stage("one"), watch.stage("two"):
        raise ValueError
    with watch.stage("one"):
        pass
    assert [*watch.timings] == ["one", "two"]


def test_bars_leave_standard_output_alone_and_can_be_cleared_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """A second stage begins anew."""
    bars = Bars()
    for stage in ("[b]shop", "verify"):
        bars.draw(stage, 1, 3)
        bars.draw(stage, 2, 3)
        bars.clear()
        bars.clear()
    assert capsys.readouterr().out == ""
