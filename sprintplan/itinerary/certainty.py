"""How sure a plan is, as the plan states it: chances, regrets, ties and ranges."""

from collections.abc import Iterator
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.alternatives import Alternative, Certainty, Tie
from sprintplan.domain.plan import EventPlan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.totals import Range, TotalsRange
from sprintplan.domain.trips import Trips
from sprintplan.market import certainty as market
from sprintplan.solver.bounds.compatibility import Pick, first_day
from sprintplan.units import money_text

DIGITS = 3
"""Digits that ranges and regrets are stated with: a few hundred markets tell no more."""
SHARE_DIGITS = 4
"""Decimals of shares of markets."""


def certainty_record(sure: market.Certainty | None, event: int, trips: Trips, currency: str) -> Certainty:
    """How sure the choice of an event is; without markets everything is quoted, and as sure as its offers.

    Parameters
    ----------
    sure : what the markets tell; None where nothing is in doubt
    event : number of the event
    trips : its trips
    currency : of the plan
    """
    asked = [offer.fetched_at for trip in trips.contents for offer in trip.offers if offer.fetched_at]
    if sure is None:
        return Certainty(
            markets=0,
            seed=0,
            exact=True,
            chance_venue=1.0,
            chance_date=1.0,
            expected_regret=money_text(0, currency),
            regret_90=money_text(0, currency),
            fares_from=min(asked, default=None),
        )
    doubt = sure.events[event]
    return Certainty(
        markets=sure.markets,
        seed=sure.seed,
        exact=sure.is_exact,
        chance_venue=round(doubt.chance_venue, SHARE_DIGITS),
        chance_date=round(doubt.chance_date, SHARE_DIGITS),
        expected_regret=money_text(_about(float(doubt.regret.mean())), currency),
        regret_90=money_text(_about(float(np.quantile(doubt.regret, market.HIGH))), currency),
        fares_from=min(asked, default=None),
    )


def range_record(spread: market.MarketSums, currency: str) -> TotalsRange:
    """Where cash and score lie in most of the markets of a `spread`; money in a `currency`."""
    return TotalsRange(cash=_range(spread.cash, currency), objective=_range(spread.objective, currency))


def tie_records(doubt: market.Doubt, others: tuple[Alternative, ...], scenario: Scenario) -> Iterator[Tie]:
    """The alternatives of an event that estimates cannot tell from its choice, cheapest first.

    Parameters
    ----------
    doubt : what the markets tell of the event
    others : every alternative that goes with the rest of the plan
    scenario : the workspace
    """
    cheaper = {_place(pick, scenario): doubt.cheaper[pick] for pick in doubt.ties}
    for other in others:
        share = cheaper.get((other.venue, other.first_day))
        if share is not None and other.first_day is not None and other.difference is not None:
            yield Tie(
                venue=other.venue,
                first_day=other.first_day,
                difference=other.difference,
                cheaper=round(share, SHARE_DIGITS),
            )


def _place(pick: Pick, scenario: Scenario) -> tuple[str, object]:
    return scenario.venues[pick.venue].id, first_day(scenario, pick)


def _range(values: NDArray[np.float64], currency: str) -> Range:
    low, high = np.quantile(values, [market.LOW, market.HIGH]).tolist()
    return Range(low=money_text(_about(low), currency), high=money_text(_about(high), currency))


def _about(minor: float) -> int:
    """The amount with its first few digits alone: 35 186 593 -> 35 200 000."""
    if minor < 1:
        return 0
    step = int(10 ** max(0, floor(log10(minor)) + 1 - DIGITS))
    return step * floor(minor / step + 0.5)


def with_certainty(
    events: tuple[EventPlan, ...], sure: market.Certainty | None, scenario: Scenario
) -> tuple[EventPlan, ...]:
    """The events with how sure each of them is.

    Parameters
    ----------
    events : as they are planned
    sure : what the markets tell; None where nothing is in doubt
    scenario : the workspace
    """
    return tuple(_certain(event, number, sure, scenario) for number, event in enumerate(events))


def _certain(event: EventPlan, number: int, sure: market.Certainty | None, scenario: Scenario) -> EventPlan:
    record = certainty_record(sure, number, event.trips, scenario.currency)
    if sure is None:
        alternatives = tuple(other.changed(chance=0.0) for other in event.alternatives)
        return event.changed(certainty=record, alternatives=alternatives)
    doubt = sure.events[number]
    chances = _chances(event, doubt, scenario)
    return event.changed(
        certainty=record,
        ties=tuple(tie_records(doubt, event.alternatives, scenario)),
        totals=event.totals.changed(range=range_record(doubt.spread, scenario.currency)),
        alternatives=tuple(
            other.changed(chance=round(chances.get(_key(event, other), 0.0), SHARE_DIGITS))
            for other in event.alternatives
        ),
    )


def _chances(event: EventPlan, doubt: market.Doubt, scenario: Scenario) -> dict[tuple[str, object], float]:
    """Shares of markets by first day at the chosen venue, and by venue elsewhere."""
    chances: dict[tuple[str, object], float] = {}
    for pick, share in doubt.chances.items():
        venue, day = _place(pick, scenario)
        place = (venue, day if venue == event.venue else None)
        chances[place] = chances.get(place, 0.0) + share
    return chances


def _key(event: EventPlan, other: Alternative) -> tuple[str, object]:
    return other.venue, other.first_day if other.venue == event.venue else None
