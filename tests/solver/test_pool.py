"""Whatever runs the work, the plan is the same, and what cannot run it says so."""

import os
import pickle
import socket
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import UsageError
from sprintplan.itinerary.plan import plan_year
from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import OfferTable
from sprintplan.solver import solve
from sprintplan.solver.workers import dask_pool
from sprintplan.solver.workers.dask_pool import cluster_at, differing, versions
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.pool import Here, Pool, Processes
from sprintplan.world import data_version
from tests.build import year as builders
from tests.build.market import market
from tests.build.plan_records import to_json
from tests.properties.random_year import random_year

TODAY = date(2026, 11, 24)
LOOPBACK: Mapping[str, Any] = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
PLACES = (builders.venue("lisbon", "LIS"), builders.venue("riga", "RIX"), builders.venue("oslo", "OSL"))
YEARS = (0, 3, 16)
"""Seeds of random years: two that have a plan, and one whose limits conflict."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two processes, which listens on the loopback interface alone."""
    wide: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "worker_dashboard_address": "127.0.0.1:0"}
    with LocalCluster(**LOOPBACK, **wide) as started:
        yield started.scheduler_address


class Counted(EstimateSource):
    """Estimates that leave a file in a folder each time they are unpacked; `deadly` once ends the worker that asks."""

    def __init__(self, scenario: Scenario, folder: Path, *, deadly: bool = False) -> None:
        super().__init__(scenario, TODAY)
        self.folder, self.deadly = folder, deadly

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        (self.folder / f"{os.getpid()}-{len([*self.folder.iterdir()])}").touch()

    def to_and_from(self, venue: Venue) -> OfferTable:
        """The venue's table."""
        died = self.folder / "died"
        if self.deadly and venue.id == "riga" and not died.exists():
            died.touch()
            os._exit(1)
        return super().to_and_from(venue)


def year(home: str = "LHR", **fields: Any) -> Scenario:
    """One person from there and three venues."""
    return builders.scenario([builders.person(home_text=home)], PLACES, **fields)


def evaluator(scenario: Scenario | None = None, source: OfferSource | None = None) -> Evaluator:
    """Estimates for the year, unless another source is given."""
    asked = scenario or year()
    return Evaluator(asked, source or EstimateSource(asked, TODAY), TODAY)


def bounds(pool: Pool, times: int = 1) -> list[int]:
    """Of each venue the bound of its only first day."""
    return [assessed[0].bound for assessed in pool.map(Evaluator.assess, [*range(len(PLACES))] * times)]


def planned(seed: int, **wish: Any) -> tuple[str, str]:
    """The plan of a random year, and its status."""
    drawn = random_year(seed)
    sold = market(drawn.quotes, drawn.scenario)
    at = datetime(2026, 11, 24, tzinfo=UTC)
    plan = plan_year(drawn.scenario, sold, today=drawn.today, created_at=at, **wish).with_certainty()
    return to_json(plan), plan.status


def refused(address: str, asked: Evaluator) -> str:
    """What is said where a cluster cannot do the work."""
    with pytest.raises(UsageError) as error, cluster_at(address, asked):
        pass
    return str(error.value)


def test_plans_are_the_same_here_on_two_processes_and_on_a_cluster_of_two(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, with limits that bind and limits that conflict."""
    monkeypatch.setattr(solve, "WORKERS_PAY_FROM", 0)
    here = [planned(seed) for seed in YEARS]
    assert {status for _, status in here} == {"optimal", "infeasible"}
    assert [planned(seed, workers=2) for seed in YEARS] == here
    assert [planned(seed, cluster=address) for seed in YEARS] == here


def test_spawned_processes_work_as_forked_ones_do() -> None:
    """Elsewhere than on Linux nothing is inherited: scenario and source travel whole."""
    with Processes(evaluator(), 2, start="spawn") as pool:
        assert bounds(pool) == bounds(Here(evaluator()))


def test_jobs_of_processes_that_were_ended_are_done_here(tmp_path: Path) -> None:
    """The process that asks for journeys to Riga is gone at once, as where a system is short of memory; all that comes
    later is done by the other one."""
    with Processes(evaluator(source=Counted(year(), tmp_path, deadly=True)), 2) as pool:
        assert bounds(pool) == bounds(Here(evaluator()))
        assert (tmp_path / "died").exists()
        assert bounds(pool, 2) == bounds(Here(evaluator()), 2)


def test_jobs_are_done_here_where_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many run as the system lets one person run."""

    def full(*_: object) -> Any:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", full)
    with Processes(evaluator(), 2, start="fork") as pool:
        assert bounds(pool) == bounds(Here(evaluator()))


def test_tables_that_workers_have_are_not_sent() -> None:
    """A year of one person and its estimates: under 10 kB, though journeys were already shopped for."""
    made = evaluator()
    made.assess(0)
    assert len(pickle.dumps((made.scenario, made.source))) < 10_000


def test_two_runs_on_one_cluster_keep_apart(address: str, tmp_path: Path) -> None:
    """People from London and from Madrid: jobs of both runs alternate; a worker unpacks each run once at most."""
    made = [evaluator(year(home), Counted(year(home), tmp_path)) for home in ("LHR", "MAD")]
    with cluster_at(address, made[0]) as pool, pool.another(made[1]) as other:
        both = [(pool.map(Evaluator.assess, [0, 1, 2] * 3), other.map(Evaluator.assess, [0, 1, 2] * 3))]
        found = [[a[0].bound, b[0].bound] for one, two in both for a, b in zip(one, two, strict=True)]
    assert [list(run) for run in zip(*found, strict=True)] == [bounds(Here(one), 3) for one in made]
    assert 2 <= len([*tmp_path.iterdir()]) <= 4


def test_a_run_goes_on_when_a_worker_dies(address: str, tmp_path: Path) -> None:
    """The first worker that asks for journeys to Riga is gone at once; another takes its jobs."""
    with cluster_at(address, evaluator(source=Counted(year(), tmp_path, deadly=True))) as pool:
        assert bounds(pool) == bounds(Here(evaluator()))
    assert (tmp_path / "died").exists()


def test_an_address_where_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_pool, "CONNECT_S", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        assert f"no Dask scheduler answers at {nobody}. Start one" in refused(nobody, evaluator())


def test_what_is_no_address_is_named() -> None:
    assert "no Dask scheduler answers at nonsense://x" in refused("nonsense://x", evaluator())


def test_a_cluster_without_workers_is_refused() -> None:
    with LocalCluster(n_workers=0, **LOOPBACK) as empty:
        assert "has no workers. Start some" in refused(empty.scheduler_address, evaluator())


def test_workers_with_other_versions_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_pool, "versions", lambda: {**versions(), "tables": "2031.01"})
    messages = refused(address, evaluator())
    assert f"has tables {data_version()} (here 2031.01). Install the same" in messages


def test_workers_without_sprintplan_are_told() -> None:
    assert differing(versions(), {}).startswith("has no sprintplan")
    assert differing(versions(), versions()) == ""


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused("tcp://127.0.0.1:8786", evaluator()) == "--cluster needs Dask: pip install 'sprintplan[cluster]'"


def test_emissions_that_the_workspace_keeps_do_not_travel(address: str) -> None:
    asked = year(emissions="travel_impact")
    assert "Plan without --cluster" in refused(address, evaluator(asked))
