"""How sure a plan says it is: whether its members fit each other; what the markets tell takes drawing them anew."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.events import Event
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.totals import Range, Totals
from sprintplan.verify.sentences import differs

ROUNDING = 0.01
"""Shares of markets are stated rounded, each alternative's for itself."""
LEAST_OF_A_TIE = 0.16
"""Share of markets in which a tie costs less at least."""


def certainty_faults(scenario: Scenario, plan: Plan) -> list[str]:
    """Every way in which chances, ties and ranges of a `plan` contradict each other, its trips, or the candidates of a
    `scenario`."""
    return [*_faults(scenario, plan)]


def _faults(scenario: Scenario, plan: Plan) -> Iterator[str]:
    drawn = {(one.markets, one.seed, one.exact) for event in plan.events if (one := event.certainty)}
    if len(drawn) > 1 or 0 < sum(event.certainty is None for event in plan.events) < len(plan.events):
        yield "plan: events state certainty from different markets, expected the same ones"
    in_doubt = any(markets for markets, _, _ in drawn)
    if plan.totals is not None:
        yield from _ranges("plan", plan.totals, in_doubt)
    for event in plan.events:
        yield from _ranges(event.event, event.totals, in_doubt)
        yield from _certainty(event)
        yield from _ties(event)
        yield from _chances(event)
        if event.certainty is not None and event.event in scenario.event_by_id:
            yield from _venues(event, scenario.event_by_id[event.event])


def _certainty(event: EventPlan) -> Iterator[str]:
    stated = event.certainty
    if stated is None:
        return
    asked = [offer.fetched_at for trip in event.trips.contents for offer in trip.offers if offer.fetched_at]
    yield from differs(event.event, "certainty.fares_from", stated.fares_from, min(asked, default=None))
    for name in ("expected_regret", "regret_90"):
        if Decimal(getattr(stated, name)) < 0:
            yield f"{event.event}: certainty.{name} is stated as {getattr(stated, name)}, expected 0 or more"
    sure = stated.chance_venue == stated.chance_date == 1 and stated.exact and not stated.seed
    lost = Decimal(stated.expected_regret) + Decimal(stated.regret_90)
    if stated.markets == 0 and (not sure or lost or event.ties):
        yield f"{event.event}: certainty states doubt without markets, expected chances of 1 and no regret"


def _ties(event: EventPlan) -> Iterator[str]:
    """Whether each tie is an alternative, with its difference, and the cheapest stand first."""
    known = {(other.venue, other.first_day): other.difference for other in event.alternatives}
    for tie in event.ties:
        where = f"{event.event}: tie {tie.venue} {tie.first_day}"
        if (tie.venue, tie.first_day) not in known:
            yield f"{where} is not among the alternatives"
        else:
            yield from differs(where, "difference", tie.difference, known[tie.venue, tie.first_day])
        if tie.cheaper < LEAST_OF_A_TIE:
            yield f"{where}: cheaper is stated as {tie.cheaper}, expected at least {LEAST_OF_A_TIE}"
    places = [(tie.venue, tie.first_day) for tie in event.ties]
    if places != [place for place in known if place in places]:
        yield f"{event.event}: ties are stated in another order than the alternatives, or one twice"


def _chances(event: EventPlan) -> Iterator[str]:
    """Whether the chances of alternatives leave the choice what is stated of its venue."""
    if event.certainty is None:
        chances = [other.chance for other in event.alternatives if other.chance is not None]
        if chances or event.ties:
            yield f"{event.event}: chances and ties are stated without certainty"
        return
    if any(other.chance is None for other in event.alternatives):
        yield f"{event.event}: an alternative states no chance, expected one beside certainty"
    here = _sum(event.alternatives, event.venue, here=True)
    elsewhere = _sum(event.alternatives, event.venue, here=False)
    if here > event.certainty.chance_venue + ROUNDING or elsewhere > 1 - event.certainty.chance_venue + ROUNDING:
        yield f"{event.event}: chances of alternatives do not leave the venue {event.certainty.chance_venue}"


def _venues(stated: EventPlan, event: Event) -> Iterator[str]:
    """Whether each other venue of the event stands once; plans that were cut short or are older state no certainty."""
    others = Counter(other.venue for other in stated.alternatives if other.venue != stated.venue)
    for venue in event.venues:
        if venue != stated.venue and others[venue] != 1:
            yield f"{event.id}: alternatives state {venue} {others[venue]} times, expected once"


def _sum(others: tuple[Alternative, ...], venue: str, *, here: bool) -> float:
    return sum(other.chance or 0 for other in others if (other.venue == venue) == here)


def _ranges(where: str, totals: Totals, in_doubt: bool) -> Iterator[str]:
    if (totals.range is not None) != in_doubt:
        yield f"{where}: totals.range is {'missing' if in_doubt else 'stated'}, expected it where markets were drawn"
    if totals.range is not None:
        yield from _range(f"{where}: totals.range.cash", totals.range.cash)
        yield from _range(f"{where}: totals.range.objective", totals.range.objective)


def _range(where: str, stated: Range) -> Iterator[str]:
    if Decimal(stated.low) > Decimal(stated.high):
        yield f"{where} goes from {stated.low} to {stated.high}, expected the lower end first"
