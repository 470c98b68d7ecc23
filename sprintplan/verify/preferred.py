"""`objective.tie`: first days that were taken in place of cheaper ones, for their fewer public holidays."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.units import currency_decimals
from sprintplan.verify.alike import Known
from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.events import JudgedEvent, visit_of
from sprintplan.verify.holidays import misses_one
from sprintplan.verify.journeys import allowed_trip
from sprintplan.verify.market import Market
from sprintplan.verify.sentences import differs
from sprintplan.verify.visit import Visit


def given_up(plan: Plan) -> Decimal:
    """What a `plan` costs more than the least possible, for fewer public holidays."""
    return sum((Decimal(event.preferred.costs_more) for event in plan.events if event.preferred), Decimal(0))


def preferred_faults(
    scenario: Scenario,
    plan: Plan,
    events: list[JudgedEvent],
    markets: Mapping[str, Market],
    everybody: Mapping[str, Known],
    *,
    alone: bool,
) -> Iterator[str]:
    """Every way in which a first day that was preferred contradicts the events, or `objective.tie`.

    Parameters
    ----------
    scenario : the workspace
    plan : the plan
    events : its events, recomputed
    markets : what is on sale, by venue
    everybody : people by id
    alone : whether the rest of the year costs the same whatever the first day of an event
    """
    tie = Decimal(scenario.objective.tie_minor) / 10 ** currency_decimals(scenario.currency)
    for event in events:
        judge = _Days(scenario, plan, event, markets[event.venue.id], everybody)
        yield from _stated(event, judge, tie)
        if tie and alone and plan.status == "optimal":
            yield from _better(event, judge, tie)


class _Days:
    """Counts who may have a public holiday, were the event on other days at its venue."""

    def __init__(
        self, scenario: Scenario, plan: Plan, event: JudgedEvent, market: Market, everybody: Mapping[str, Known]
    ) -> None:
        self.scenario, self.plan, self.event, self.market, self.everybody = scenario, plan, event, market, everybody

    def missing(self, first_day: date) -> int:
        """Travellers who may have one on their days of an event that begins on the `first_day`."""
        moved = replace(self.event, stated=self.event.stated.changed(first_day=first_day))
        count, known = 0, dict[str, bool]()
        for one in self.everybody.values():
            if one.like not in known:
                visit = visit_of(self.scenario, self.plan, moved, one.person)
                known[one.like] = visit is not None and misses_one(visit) and self._travels(visit)
            count += known[one.like]
        return count

    def _travels(self, visit: Visit) -> bool:
        if visit.nature != "travels" or any(visit.barred()):
            return False
        return allowed_trip(JudgedWay(visit, self.market, True), JudgedWay(visit, self.market, False)) is not None


def _stated(event: JudgedEvent, judge: _Days, tie: Decimal) -> Iterator[str]:
    """Whether what an event states of the first day that it gave up holds."""
    stated, where = event.stated.preferred, f"{event.event.id}: preferred"
    if stated is None:
        return
    more = Decimal(stated.costs_more)
    if not 0 <= more < tie:
        yield f"{where}: costs_more is stated as {more}, expected 0 or more and less than {tie} (objective.tie)"
    if stated.instead_of not in event.event.starts or stated.instead_of == event.stated.first_day:
        yield f"{where}: {stated.instead_of} is not another first day of the event"
        return
    yield from differs(where, "holidays", stated.holidays, judge.missing(event.stated.first_day))
    yield from differs(where, "holidays_instead", stated.holidays_instead, judge.missing(stated.instead_of))
    if stated.holidays_instead <= stated.holidays:
        yield f"{where}: holidays_instead is stated as {stated.holidays_instead}, expected more than {stated.holidays}"


def _better(event: JudgedEvent, judge: _Days, tie: Decimal) -> Iterator[str]:
    """Solved alternatives at the venue of an event that `objective.tie` prefers to its first day, by its own rule."""
    chosen, gave_up = event.stated, Decimal(event.stated.preferred.costs_more if event.stated.preferred else 0)
    here = [one for one in chosen.alternatives if one.venue == chosen.venue and one.exact and one.first_day]
    for other in here:
        if chosen.preferred and other.first_day == chosen.preferred.instead_of:
            yield from differs(f"{event.event.id}: preferred", "costs_more", gave_up, -_more(other))
    near = [one for one in here if _more(one) + gave_up < tie]
    if not near:
        return
    mine = (judge.missing(chosen.first_day), Decimal(0), chosen.first_day)
    for other in near:
        rank = (judge.missing(other.first_day or chosen.first_day), _more(other), other.first_day or chosen.first_day)
        if rank < mine:
            sentence = (
                f"{rank[0]} travellers may have a public holiday on {other.first_day}, {mine[0]} on the chosen days"
            )
            yield f"{event.event.id}: {sentence}, and {_more(other)} more is less than {tie} (objective.tie)"


def _more(other: Alternative) -> Decimal:
    return Decimal(other.difference or 0)
