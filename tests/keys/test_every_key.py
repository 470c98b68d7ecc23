"""Every key of sprint.toml decides something: the same small workspace is planned without it and with it.

Solver, judge and oracle agree on both.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sprintplan.app.planning import Wish, plan
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.settings import Settings
from sprintplan.domain.tables import Section, Tables, all_keys
from sprintplan.domain.trip import Trip
from sprintplan.domain.visa_rules import VisaRules
from sprintplan.errors import SprintplanError
from sprintplan.units import money_text
from sprintplan.watch import Watch
from sprintplan.workspace import read_workspace
from tests.keys.cases import CASES
from tests.keys.test_live_keys import LIVE
from tests.keys.workspace import AA1, AA2, Case, quotes, write
from tests.oracle.model import best

TODAY = date(2026, 11, 20)
IN_A_REPLAN = "objective.change"
"""Decides nothing in a first plan: `tests/replan/test_story.py` tells what it does."""


def outcome(folder: Path, case: Case, line: str) -> str:
    """The fact that the case tells, as it is with a line in sprint.toml.

    The plan is the solver's, the judge of `plan` finds no fault in it, and its objective is the oracle's where
    it knows all that is on sale.
    """
    write(folder, case, line)
    if case.fact == "error":
        return refusal(folder)
    year_plan = plan(folder, Wish(today=TODAY, workers=1), Watch())
    if is_known(year := read_workspace(folder), year_plan):
        least = best(year, quotes((AA1, AA2, *case.offers)), TODAY)
        stated = year_plan.bound if any(event.preferred for event in year_plan.events) else year_plan.objective
        assert stated == (least and money_text(least.objective, year_plan.currency))
    return fact(year_plan, case.fact)


def is_known(year: Scenario, year_plan: Plan) -> bool:
    """Whether the oracle knows all that is on sale: quotes in files, at stated rates, and stated ways on the ground."""
    at_stated_rates = all(rate.source == "workspace" for rate in year_plan.exchange_rates)
    on_ground = all(row.fare_minor is not None and row.co2e_g is not None for row in year.ground)
    return year_plan.sources <= {"files", "ground"} and at_stated_rates and on_ground and not year.estimates_ground


def refusal(folder: Path) -> str:
    """What a workspace cannot be planned without; empty where it can be."""
    try:
        plan(folder, Wish(today=TODAY, workers=1), Watch())
    except SprintplanError as error:
        return "TIM_API_KEY" if "TIM_API_KEY" in str(error) else str(error)
    return ""


def fact(year_plan: Plan, name: str) -> str:
    """One thing that a plan says."""
    trips = {trip.person: trip for event in year_plan.events for trip in event.trips}
    if name in trips:
        return way(trips[name])
    totals = year_plan.totals.model_dump() if year_plan.totals else {}
    facts: dict[str, Any] = {
        "company": year_plan.company,
        "currency": year_plan.currency,
        "status": year_plan.status,
        "events": " ".join(event.event for event in year_plan.events),
        "names": " ".join(event.name for event in year_plan.events),
        "venues": " ".join(event.venue for event in year_plan.events),
        "starts": " ".join(str(event.first_day) for event in year_plan.events),
        "sessions": " ".join(one.session for event in year_plan.events for one in event.sessions),
        "people": " ".join(trips),
        "baselines": " ".join(event.baseline.venue if event.baseline else "none" for event in year_plan.events),
        "sources": " ".join(year_plan.sources),
        "cabins": " ".join(trip.outbound.cabin or "" for trip in trips.values() if trip.outbound),
        "book_by": " ".join(str(trip.book_by) for trip in trips.values()),
        "approvals": "; ".join(f"{one.by}: {one.reason}" for trip in trips.values() for one in trip.approvals),
        "lieu": " ".join(f"{trip.lieu.days:g}" for trip in trips.values() if trip.lieu),
        "rates": " ".join(f"{rate.currency} of {rate.date} by {rate.source}" for rate in year_plan.exchange_rates),
    }
    return str((facts | totals)[name])


def way(trip: Trip) -> str:
    """The flights of a trip, those of its outbound first, on the ground the mode; its status where there are none."""
    journeys = [journey for journey in (trip.outbound, trip.inbound) if journey]
    return " ".join(map(_flights, journeys)) or trip.status


def _flights(journey: JourneyRecord) -> str:
    if not journey.by_air:
        return journey.mode
    return "+".join(f"{one.carrier}{one.flight_number}" for one in journey.segments)


@pytest.mark.parametrize("case", CASES, ids=[case.key for case in CASES])
def test_a_key_decides(tmp_path: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIM_API_KEY", raising=False)
    assert outcome(tmp_path / "before", case, case.was) == case.before
    assert outcome(tmp_path / "after", case, case.line) == case.after


def test_every_key_is_among_them() -> None:
    """Those of sprint.toml that hold a value and no table; currencies of [rates] stand for one another."""
    keys = {".".join(path) for path, one in all_keys(Settings) if not isinstance(one.key, Section | Tables | VisaRules)}
    tried = {case.key for case in CASES} | {f"offers.duffel.{one[0]}" for one in LIVE} | {"offers.duffel.parallel"}
    tried |= {IN_A_REPLAN}
    assert keys - tried == set()
    assert tried - keys == {"rates.USD"}
