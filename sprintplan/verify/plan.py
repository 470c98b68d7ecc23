"""The verdict on a whole plan."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.limits import Limits
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import OfferTable
from sprintplan.units import money_text
from sprintplan.verify.alike import known
from sprintplan.verify.alternatives import alternative_faults
from sprintplan.verify.baselines import baseline_faults
from sprintplan.verify.certainty import certainty_faults
from sprintplan.verify.events import JudgedEvent, judge_event
from sprintplan.verify.known_years import FAR_APART_DAYS, bound_faults
from sprintplan.verify.market import Market
from sprintplan.verify.preferred import given_up, preferred_faults
from sprintplan.verify.sentences import differs, money_differs, number_differs
from sprintplan.verify.sums import Sum, totals_faults
from sprintplan.verify.swapped import swapped_faults
from sprintplan.verify.year import year_faults

Offers = Callable[[Venue], OfferTable]
LIMITS_OF_ONE_EVENT = frozenset({"journey_min", "holiday_share", "budget_per_head_minor", "quorum"})
"""Members of `Limits` that every event keeps or breaks by itself; all others may tie events together."""


def faults(scenario: Scenario, plan: Plan, offers: Offers) -> list[str]:
    """Every way in which a plan contradicts its workspace, in sentences; empty where it holds.

    Each names what is stated and what is expected. Taken on trust are the words of notices and rules, which
    alternatives there are, the bounds and which alternatives were solved as far as these and the sums agree, and that
    no plan exists where it says so.

    Parameters
    ----------
    scenario : the workspace
    plan : the plan
    offers : what is on sale to and from a venue; asked once for each venue of the plan
    """
    return [*faults_but_certainty(scenario, plan, offers), *certainty_faults(scenario, plan)]


def faults_but_certainty(scenario: Scenario, plan: Plan, offers: Offers) -> list[str]:
    """The same but for how sure the plan says it is, which `certainty_faults` judges, so that the trips may be judged
    before it is known.

    Parameters
    ----------
    scenario, plan, offers : as `faults` has them
    """
    return list(_faults(scenario.on(plan.today), plan, offers))


def _faults(scenario: Scenario, plan: Plan, offers: Offers) -> Iterator[str]:
    yield from differs("plan", "inputs_sha256", plan.inputs_sha256, scenario.inputs_sha256)
    yield from differs("plan", "company", plan.company, scenario.company)
    yield from differs("plan", "currency", plan.currency, scenario.currency)
    yield from _rates(scenario, plan)
    if plan.venues:
        expected = tuple((venue.id, venue.name, venue.city, venue.country) for venue in scenario.venues)
        stated = tuple((venue.venue, venue.name, venue.city, venue.country) for venue in plan.venues)
        yield from differs("plan", "venues", stated, expected)
        yield from _unquoted(scenario, plan)
    if plan.budget is not None:
        budget = scenario.limits.budget_minor
        text = None if budget is None else money_text(budget, scenario.currency)
        yield from differs("plan", "budget", plan.budget, text)
    if plan.status in ("infeasible", "unknown"):
        yield from _no_plan(plan)
        return
    yield from differs("plan", "rates_assumed", _assumed(plan), _expected_assumed(scenario, plan))
    if plan.visas_checked is not None:
        yield from differs("plan", "visas_checked", plan.visas_checked, scenario.visas is not None)
    if plan.conflict:
        yield "plan: conflict is stated, expected none beside events"
    yield from _listed(scenario, plan)
    yield from _managers(scenario, plan)
    named = [event for event in plan.events if event.event in scenario.event_by_id]
    placed, everybody = [event for event in named if event.venue in scenario.venue_by_id], known(scenario)
    markets = {venue: Market(offers(scenario.venue_by_id[venue])) for venue in {event.venue for event in placed}}
    events = [judge_event(scenario, plan, event, markets[event.venue], everybody) for event in placed]
    for event in events:
        yield from event.faults
    total = sum((event.total for event in events), Sum())
    for event in events:
        yield from alternative_faults(scenario, event, sum((one.total for one in events if one is not event), Sum()))
    yield from baseline_faults(scenario, plan)
    yield from year_faults(scenario, events, total)
    yield from _totals(scenario, plan, events, total)
    yield from _proof(scenario, plan, events)
    yield from swapped_faults(scenario, plan)
    alone = _events_stand_alone(scenario, events)
    yield from preferred_faults(scenario, plan, events, markets, everybody, alone=alone)


def _unquoted(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Whether the amounts that venues are said to lack are those of venues.csv; plans of older versions state none."""
    lacking = {venue.id: venue.unquoted for venue in scenario.venues}
    if any(venue.unquoted for venue in plan.venues):
        for venue in plan.venues:
            yield from differs(f"plan: venues: {venue.venue}", "unquoted", venue.unquoted, lacking.get(venue.venue, ()))


def _rates(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Whether the stated exchange rates are those of the workspace, and every currency in use has one."""
    contents = [content for event in plan.events for content in event.trips.contents]
    used = {offer.original_currency for content in contents for offer in content.offers}
    if plan.events:
        used |= {venue.currency for venue in scenario.venues if venue.currency}
        used |= {"USD" for venue in scenario.venues if venue.public_rate or venue.public_meals}
        yield from _rate_order(scenario, plan, used)
    for missing in sorted(used - {rate.currency for rate in plan.exchange_rates} - {scenario.currency}):
        yield f"plan: exchange_rates states nothing for {missing}, expected the rate that amounts were converted at"
    for stated in plan.exchange_rates:
        rate = rate_of(scenario.currency, stated.currency, scenario.stated_rates, scenario.rates_date)
        if rate is None:
            yield f"plan: exchange_rates states {stated.currency}, expected nothing: there is no such rate"
            continue
        where = f"plan: exchange_rates {stated.currency}"
        yield from differs(where, "rate", Decimal(stated.rate), rate.rate)
        yield from differs(where, "date", stated.date, rate.on)
        yield from differs(where, "source", stated.source, rate.source)


def _rate_order(scenario: Scenario, plan: Plan, used: set[str]) -> Iterator[str]:
    """Whether the stated currencies are those in use and those that the workspace states, each once, by code."""
    stated, known = [rate.currency for rate in plan.exchange_rates], used | scenario.stated_rates.keys()
    for currency in sorted(set(stated) - known):
        yield f"plan: exchange_rates states {currency}, expected nothing: no amount is in it"
    if stated != sorted(set(stated)):
        yield f"plan: exchange_rates states {', '.join(stated)}, expected each once, in alphabetical order"


def _assumed(plan: Plan) -> tuple[str, ...]:
    return tuple(
        sorted(f"{one.venue} {one.of} {one.amount} in {one.month} ({one.source})" for one in plan.rates_assumed)
    )


def _expected_assumed(scenario: Scenario, plan: Plan) -> tuple[str, ...]:
    """Venue, amount, month and source of every public room rate that the plan's events pay."""
    assumed = set()
    for event in plan.events:
        venue = scenario.venue_by_id.get(event.venue)
        rates = {"room_rate": venue.public_rate, "per_diem": venue.public_meals} if venue else {}
        for column, public in rates.items():
            if public is None:
                continue
            amount = money_text(public.by_month_minor[event.first_day.month - 1], scenario.currency)
            assumed.add(f"{event.venue} {column} {amount} in {event.first_day.isoformat()[:7]} ({public.source})")
    return tuple(sorted(assumed))


def _no_plan(plan: Plan) -> Iterator[str]:
    where = f"plan: status is {plan.status}"
    if plan.events or plan.objective is not None or plan.totals is not None:
        yield f"{where}, expected neither events nor objective nor totals"
    if plan.status == "infeasible" and not plan.conflict:
        yield f"{where}, expected a conflict"


def _listed(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Whether every event of the workspace is planned once, in the order of sprint.toml, at a venue that there is."""
    counts = Counter(event.event for event in plan.events)
    for event_id in [*scenario.event_by_id, *(counts.keys() - scenario.event_by_id.keys())]:
        expected = 1 if event_id in scenario.event_by_id else 0
        yield from differs(event_id, "number of times in the plan", counts[event_id], expected)
    stated = tuple(dict.fromkeys(event.event for event in plan.events if event.event in scenario.event_by_id))
    expected_order = tuple(event_id for event_id in scenario.event_by_id if event_id in counts)
    yield from differs("plan", "order of events", stated, expected_order)
    for event in plan.events:
        if event.venue not in scenario.venue_by_id:
            yield f"{event.event}: venue is stated as {event.venue}, expected one of venues.csv"


def _managers(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Whether the plan names just those above its people who have no trip, each with who is above them."""
    seen = {person for event in plan.events for person in map(attrgetter("person"), event.trips.travellers)}
    expected: dict[str, tuple[str, str, str]] = {}
    for number in {person.manager for person in scenario.people if person.id in seen}:
        above = scenario.person_by_id.get(number)
        while above and above.id not in seen:
            seen.add(above.id)
            expected[above.id] = (above.name, above.manager, above.email)
            above = scenario.person_by_id.get(above.manager)
    stated = {manager.person: (manager.name, manager.manager, manager.email) for manager in plan.managers}
    for number in sorted(expected.keys() | stated.keys()):
        is_silent = number in stated and not stated[number][2]
        right = expected.get(number)
        right = (*right[:2], "") if right and is_silent else right
        yield from differs(f"plan: managers: {number}", "name, manager and e-mail", stated.get(number), right)


def _totals(scenario: Scenario, plan: Plan, events: list[JudgedEvent], total: Sum) -> Iterator[str]:
    currency = scenario.currency
    if plan.totals is None:
        yield "plan: totals are stated as nothing, expected the year's sums"
    else:
        yield from totals_faults("plan", plan.totals, total, currency)
    objective = total.objective(scenario.objective.remote_minor)
    yield from money_differs("plan", "objective", plan.objective, objective, currency)
    if plan.status == "optimal" and _events_stand_alone(scenario, events):
        yield from _beaten(plan)
    yield from _bound(plan, objective, currency)


def _bound(plan: Plan, objective: int, currency: str) -> Iterator[str]:
    if plan.bound is None:
        yield f"plan: bound is stated as nothing, expected at most {money_text(objective, currency)}"
        return
    best, bound = Decimal(money_text(objective, currency)), Decimal(plan.bound)
    if bound > best:
        yield f"plan: bound is stated as {bound}, expected at most the objective {best}"
    if plan.status == "feasible" and bound == best:
        yield f"plan: status is feasible and bound is stated as {bound}, the objective: expected optimal"
    least = best - given_up(plan)
    if plan.status == "optimal" and bound != least:
        yield f"plan: status is optimal and bound is stated as {bound}, expected {least}"
    gap = round(float((best - bound) / best), 6) if best else 0.0
    if plan.gap is None:
        yield f"plan: gap is stated as nothing, expected {gap}"
    else:
        yield from number_differs("plan", "gap", plan.gap, gap)


def _events_stand_alone(scenario: Scenario, events: list[JudgedEvent]) -> bool:
    """Whether no limit ties the events, so that no alternative of one may be better than what was chosen."""
    tied = [name for name in Limits.model_fields if name not in LIMITS_OF_ONE_EVENT]
    days = sorted((event.stated.first_day, event.stated.last_day) for event in events)
    apart = all((later[0] - earlier[1]).days > FAR_APART_DAYS for earlier, later in pairwise(days))
    return apart and all(getattr(scenario.limits, name) is None for name in tied)


def _beaten(plan: Plan) -> Iterator[str]:
    """Alternatives that an optimal plan would have chosen."""
    for event in plan.events:
        for other in event.alternatives:
            allowed = Decimal(event.preferred.costs_more) if event.preferred else Decimal(0)
            if other.difference is not None and Decimal(other.difference) < -allowed:
                where = f"{event.event}: alternative {other.venue} {other.first_day}"
                yield f"{where}: difference is stated as {other.difference}, expected at least 0 in an optimal plan"


def _proof(scenario: Scenario, plan: Plan, events: list[JudgedEvent]) -> Iterator[str]:
    proof = plan.proof
    expected = sum(len(event.starts) * len(event.venues) for event in scenario.events)
    yield from differs("plan", "proof.candidates", proof.candidates, expected)
    judged = proof.bounded + proof.excluded
    if plan.status != "feasible" or judged > proof.candidates:
        yield from differs("plan", "proof.bounded + excluded", judged, proof.candidates)
    yield from differs("plan", "proof.solved + skipped", proof.solved + proof.skipped, proof.bounded)
    others = {(event.event, other.venue, other.first_day) for event in plan.events for other in event.alternatives}
    least = len(plan.events) + sum(day is not None for _, _, day in others)
    if proof.bounded < least:
        yield f"plan: proof.bounded is stated as {proof.bounded}, expected at least {least}"
    yield from _next_best(plan)
    yield from bound_faults(scenario, plan, events)


def _next_best(plan: Plan) -> Iterator[str]:
    """Whether the bound of the next best year is there where it has to be, and not below that of the year."""
    stated, objective = plan.proof.next_best_bound, plan.objective
    others = [other for event in plan.events for other in event.alternatives if other.difference is not None]
    if plan.status != "optimal" or objective is None:
        yield from differs("plan", "proof.next_best_bound", stated, None)
    elif stated is None:
        if others:
            yield f"plan: proof.next_best_bound is stated as nothing, expected at least the objective {objective}"
    else:
        least = Decimal(objective) - given_up(plan)
        if Decimal(stated) < least:
            yield f"plan: proof.next_best_bound is stated as {stated}, expected at least {least}"
