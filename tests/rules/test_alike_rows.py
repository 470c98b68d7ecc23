"""Rows that are one journey on several days are judged by one of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.table import UNKNOWN, OfferTable
from sprintplan.rules.allowed import keeps_row_rules
from sprintplan.rules.traveller_classes import selector_classes, traveller_classes
from sprintplan.units import day_number
from sprintplan.workspace import read_workspace

TODAY = date(2026, 11, 24)
EXAMPLE = Path(__file__).parent.parent.parent / "data" / "example"
STRICT = {"max_connections": 1, "overnight_connections": False, "connection_minutes": (80, 200)}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The example under rules on the journey alone that many journeys break."""
    read = read_workspace(EXAMPLE)
    read = read.changed(policy=read.policy.changed(**STRICT))
    return read.changed(limits=read.limits.changed(journey_min=15 * 60))


def kept(scenario: Scenario, venue: int, table: OfferTable, *, outbound: bool) -> list[bool]:
    """Which rows keep the rules on the journey alone."""
    classes = traveller_classes(scenario, scenario.events[0], selector_classes(scenario))
    every = np.ones(len(table), np.bool_)
    judged = keeps_row_rules(scenario, scenario.venues[venue], classes, table, every, day_number(TODAY), outbound)
    return [bool(one) for one in judged]


@pytest.mark.parametrize("outbound", [True, False])
@pytest.mark.parametrize("venue", [0, 5])
def test_alike_rows_keep_the_rules_that_they_keep_one_by_one(scenario: Scenario, venue: int, outbound: bool) -> None:
    """Over weeks in which clocks change, with rows among them that are known to be like no other."""
    table = EstimateSource(scenario, TODAY).to_and_from(scenario.venues[venue])
    alone = kept(scenario, venue, replace(table, alike=np.full(len(table), UNKNOWN, np.int32)), outbound=outbound)
    assert len(np.unique(table.alike)) < len(table) / 2
    assert kept(scenario, venue, table, outbound=outbound) == alone
    some = np.where(np.arange(len(table)) % 3, table.alike, UNKNOWN).astype(np.int32)
    assert kept(scenario, venue, replace(table, alike=some), outbound=outbound) == alone
    assert 0 < sum(alone) < len(alone)
