"""Which process of a crew does which job, and what becomes of jobs when one ends."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.workers import crew as crew_module
from sprintplan.solver.workers.crew import Crew, Ticket
from sprintplan.solver.workers.messages import Job, Repair, RepairWeights
from sprintplan.solver.workers.pool import START, Here, Processes
from tests.solver.test_pool import evaluator

PATIENCE_S = 60.0
"""No job takes so long on the slowest machine."""


def set_up() -> None:
    """A process needs nothing here."""


def who(seconds: float) -> int:
    """The process that does the job, which takes so long."""
    time.sleep(seconds)
    return os.getpid()


@pytest.fixture
def crew() -> Iterator[Crew]:
    """Two processes."""
    two = Crew(2, START, set_up, [])
    yield two
    two.end(wait_for_them=True)


def results(tickets: list[Ticket]) -> list[int]:
    """What comes of jobs, in their order."""
    for ticket in tickets:
        assert ticket.wait(PATIENCE_S)
    return [ticket.result for ticket in tickets]


def test_a_job_goes_to_the_process_that_holds_its_venue(crew: Crew) -> None:
    """Two venues are made at a time; whatever the order, later jobs at each go where it was made, while others could
    do them sooner."""
    first = results(crew.ask(who, [(0.05, (7,)), (0.05, (8,))]))
    assert len({*first}) == 2
    assert results(crew.ask(who, [(0.0, (8,)), (0.0, (8,)), (0.0, (7,)), (0.0, (8,))])) == [
        first[1],
        first[1],
        first[0],
        first[1],
    ]
    assert [crew.holds(venues) for venues in ((7,), (8,), (7, 8), ())] == [True, True, False, False]


def test_a_job_does_not_wait_long_for_the_process_that_holds_its_venue(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that does is at work on a long job; the other one has nothing to do."""
    monkeypatch.setattr(crew_module, "PATIENCE_S", 0.05)
    long, short = results(crew.ask(who, [(0.5, (7,)), (0.0, (7,))]))
    assert long != short


def test_jobs_of_no_venue_are_shared(crew: Crew) -> None:
    """Both processes do some of them, whatever venues they hold."""
    results(crew.ask(who, [(0.0, (7,)), (0.0, (8,))]))
    assert len({*results(crew.ask(who, [(0.1, ())] * 4))}) == 2


def test_a_venue_is_held_until_others_have_taken_its_place(crew: Crew) -> None:
    """A process keeps a few."""
    for venue in range(2 * crew_module.MOST_HELD + 1):
        results(crew.ask(who, [(0.0, (venue,))]))
    held = [crew.holds((venue,)) for venue in range(2 * crew_module.MOST_HELD + 1)]
    assert sum(held) <= 2 * crew_module.MOST_HELD
    assert held[-1]


def test_a_job_of_a_process_that_ends_is_lost_alone(crew: Crew) -> None:
    """The other process does what is left."""
    ended, done = crew.ask(_end_or_tell, [(True, ()), (False, ())])
    assert ended.wait(PATIENCE_S)
    assert ended.is_lost
    other = results([done])
    assert other != [os.getpid()]
    assert results(crew.ask(who, [(0.0, ())])) == other


def test_all_is_lost_when_the_crew_has_ended(crew: Crew) -> None:
    """Jobs that were asked for before, and later ones."""
    before = crew.ask(who, [(5.0, ()), (5.0, ()), (5.0, ())])
    crew.end(wait_for_them=True)
    assert all(ticket.is_lost for ticket in (*before, *crew.ask(who, [(0.0, ())])))


def test_jobs_that_nobody_asks_for_any_more_are_not_begun(tmp_path: Path) -> None:
    """Two are at work when the first result is there; of twenty few are begun after it."""
    with Processes(evaluator(), 2) as pool:
        found = iter(pool.map(_note, [tmp_path / str(number) for number in range(20)]))
        next(found)
        del found
        assert [*pool.map(_note, [tmp_path / "a", tmp_path / "b"])] == ["a", "b"]
        assert len([*tmp_path.iterdir()]) < 10


def test_an_error_of_a_job_is_brought_back(crew: Crew) -> None:
    (ticket,) = crew.ask(_fail, [("no journeys", ())])
    assert ticket.wait(PATIENCE_S)
    assert isinstance(ticket.error, ValueError)
    assert str(ticket.error) == "no journeys"


def test_nothing_is_known_of_a_job_before_it_is_done(crew: Crew) -> None:
    (ticket,) = crew.ask(who, [(0.5, ())])
    assert not ticket.wait(0.0)
    assert ticket.wait(PATIENCE_S)


def test_solving_and_repairing_name_their_venues() -> None:
    """Each once."""
    assert Job((Pick(0, 3, 0), Pick(1, 4, 0), Pick(2, 3, 1))).venues == (3, 4)
    assert Repair(Pick(0, 3, 0), 0, RepairWeights(1)).venues == (3,)


def test_what_is_done_meanwhile_ends_when_the_job_is_done() -> None:
    """The rest is left to whoever needs it."""
    pool = Here(evaluator())
    pool.meanwhile = left = iter(range(5))
    answers = iter([False, False, True])
    pool.go_on_until(lambda: next(answers))
    assert [*left] == [2, 3, 4]
    pool.go_on_until(lambda: False)


def _end_or_tell(ends: bool) -> int:
    if ends:
        os._exit(1)
    return who(0.2)


def _note(_: object, file: Path) -> str:
    file.touch()
    time.sleep(0.05)
    return file.name


def _fail(why: str) -> int:
    raise ValueError(why)
