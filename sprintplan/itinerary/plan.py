"""The plan of the year from its solution: who travels on what, totals, alternatives and the proof."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sprintplan import __version__
from sprintplan.alarm import TimeIsOut, ring_at, ring_late
from sprintplan.domain.alternatives import Alternative, PreferredDay, SwappedEvent, SwappedYear
from sprintplan.domain.exchange import rate_of
from sprintplan.domain.plan import AssumedRate, EventPlan, GivenUp, Plan, Proof, RateRecord, VenueRecord
from sprintplan.domain.scenario import Scenario
from sprintplan.files import named
from sprintplan.itinerary.absent_managers import absent_managers
from sprintplan.itinerary.baselines import with_baseline, year_differences
from sprintplan.itinerary.certainty import range_record, with_certainty
from sprintplan.itinerary.sessions import sessions_of
from sprintplan.itinerary.shuttle_runs import shuttle_runs
from sprintplan.itinerary.telling import Telling
from sprintplan.itinerary.totals import totals_record
from sprintplan.itinerary.trips import Teller
from sprintplan.market.certainty import Certainty, MarketCosts, certainty, survey_of
from sprintplan.offers.source import OfferSource
from sprintplan.solver.bounds.compatibility import first_day
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.solve import YearSolution, solve_year
from sprintplan.solver.workers.messages import Choice
from sprintplan.solver.year.alternatives import Alternatives, OtherCandidate
from sprintplan.solver.year.state import Picks, Year
from sprintplan.units import money_text
from sprintplan.watch import TELL, Watch
from sprintplan.world import data_version
from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names


@dataclass(frozen=True)
class PlannedYear:
    """A plan of the year that does not say yet how sure it is, and what it takes to say that.

    Attributes
    ----------
    plan : the plan so far
    solution : what it was made of
    costs : what candidates cost in all markets, as far as it is known; None where nothing is in doubt
    watch : learns of the stage, and whether the user stopped it
    """

    plan: Plan
    solution: YearSolution
    costs: MarketCosts | None
    watch: Watch

    def with_certainty(self) -> Plan:
        """The plan with how sure it is, as far as there is time to draw markets."""
        solution, costs = self.solution, self.costs
        if solution.choice is None or solution.alternatives is None or not solution.year.complete:
            return self.plan
        sure = _certainty(solution, solution.choice, solution.alternatives, costs, self.watch) if costs else None
        if costs and not sure:
            return self.plan
        scenario, totals = solution.year.scenario, self.plan.totals
        ranges = totals and totals.changed(range=range_record(sure.year, scenario.currency) if sure else None)
        return self.plan.changed(events=with_certainty(self.plan.events, sure, scenario), totals=ranges)


def plan_year(
    scenario: Scenario,
    source: OfferSource,
    *,
    today: date,
    created_at: datetime,
    time_limit: float | None = None,
    workers: int = 1,
    cluster: str | None = None,
    watch: Watch | None = None,
) -> PlannedYear:
    """The plan that costs least among the offers, with its proof, or the reasons why there is none; how sure it is can
    be added while it is verified.

    Parameters
    ----------
    scenario : the workspace
    source : the offers, one table a venue
    today : the planning date, from which lead days run
    created_at : the instant that the plan states as its creation
    time_limit : seconds for the search; at the limit the best plan so far is given with its gap
    workers : processes; the plan is the same whatever their number
    cluster : address of a Dask scheduler, whose workers do the work in place of processes
    watch : learns of stages, progress and the incumbent

    Raises
    ------
    UsageError : the cluster cannot do it
    """
    watch, scenario = watch or Watch(), scenario.on(today)
    survey = survey_of(scenario, source)
    costs, telling = MarketCosts(survey) if survey else None, Telling(scenario, today)

    def ahead(year: Year, picks: Picks, assigned: Callable[[], Choice]) -> Iterator[object]:
        yield from telling.ahead(year, picks, assigned())
        if costs is not None:
            yield from costs.ahead(year, picks)

    solution = solve_year(
        scenario,
        source,
        today=today,
        time_limit=time_limit,
        workers=workers,
        cluster=cluster,
        watch=watch,
        survey=survey,
        ahead=ahead,
    )
    blank = _blank_plan(scenario, today, created_at).changed(proof=_proof(solution))
    if solution.choice is None or solution.alternatives is None:
        return PlannedYear(blank.changed(**_without_events(solution)), solution, costs, watch)
    watch.is_known()
    with watch.stage(TELL):
        members = _chosen(solution, solution.choice, solution.alternatives, telling)
        return PlannedYear(blank.changed(**members), solution, costs, watch)


def _certainty(
    solution: YearSolution, choice: Choice, others: Alternatives, costs: MarketCosts, watch: Watch
) -> Certainty | None:
    """How sure the plan is; None where time is out, or was short, or the user stops it."""
    year = solution.year
    if year.out_of_time() or year.evaluator.survey is None:
        return None
    try:
        ring_late(year.deadline)
        with watch.stage("draw markets"):
            return certainty(solution, choice, others, costs)
    except KeyboardInterrupt as stop:
        watch.stopped |= not isinstance(stop, TimeIsOut)
        return None
    finally:
        ring_at(None)


def _without_events(solution: YearSolution) -> dict[str, object]:
    """Members of a plan without events: why none exists, or that time ran out."""
    if solution.answer.proven:
        return {"status": "infeasible", "conflict": solution.conflict}
    bound, currency = solution.answer.bound, solution.year.scenario.currency
    return {"status": "unknown", "bound": money_text(bound, currency)}


def _chosen(solution: YearSolution, choice: Choice, alternatives: Alternatives, telling: Telling) -> dict[str, Any]:
    """Members of a plan with events."""
    year, scenario = solution.year, solution.year.scenario
    events = tuple(
        _event(number, telling, telling.teller(year, pick), choice, alternatives)
        for number, pick in enumerate(alternatives.picks)
    )
    bound = solution.answer.bound
    events = tuple(event.changed(preferred=_preferred(solution, number)) for number, event in enumerate(events))
    return {
        "status": "optimal" if solution.answer.proven else "feasible",
        "objective": money_text(choice.objective, scenario.currency),
        "bound": money_text(bound, scenario.currency),
        "gap": _gap(choice.objective, bound),
        "totals": totals_record(sum(choice.parts, Figures()), scenario),
        "managers": absent_managers(scenario, events),
        "swapped": _swapped(alternatives, choice.objective),
        "events": events,
        **year_differences(events),
        "exchange_rates": _rates(scenario, events),
        "visas_checked": scenario.visas is not None,
        "rates_assumed": tuple(dict.fromkeys(_assumed(scenario, events))),
    }


def _preferred(solution: YearSolution, number: int) -> PreferredDay | None:
    """What event `number` gave up for fewer public holidays."""
    preferred, scenario = solution.preferred.get(number), solution.year.scenario
    if preferred is None:
        return None
    return PreferredDay(
        instead_of=first_day(scenario, preferred.cheaper),
        costs_more=money_text(preferred.costs_more, scenario.currency),
        holidays=preferred.holidays,
        holidays_instead=preferred.instead_of,
    )


def _swapped(alternatives: Alternatives, chosen_minor: int) -> SwappedYear | None:
    """The best year with the venues of both events swapped, beside one whose objective is `chosen_minor`."""
    swapped, scenario = alternatives.swapped, alternatives.year.scenario
    if swapped is None:
        return None
    return SwappedYear(
        events=tuple(
            SwappedEvent(
                event=scenario.events[pick.event].id,
                venue=scenario.venues[pick.venue].id,
                first_day=first_day(scenario, pick),
            )
            for pick in swapped.picks
        ),
        objective=money_text(swapped.objective, scenario.currency),
        difference=money_text(swapped.objective - chosen_minor, scenario.currency),
        exact=swapped.exact,
    )


def _blank_plan(scenario: Scenario, today: date, created_at: datetime) -> Plan:
    """A plan that says nothing yet."""
    return Plan(
        created_at=created_at.isoformat(timespec="seconds"),
        inputs_sha256=scenario.inputs_sha256,
        workspace=named(scenario.folder.resolve().name),
        today=today,
        tool_version=__version__,
        data_version=data_version(),
        company=scenario.company,
        currency=scenario.currency,
        exchange_rates=(),
        conflict=(),
        status="unknown",
        objective=None,
        bound=None,
        gap=None,
        proof=Proof(candidates=0, bounded=0, solved=0, skipped=0, excluded=0),
        totals=None,
        venues=tuple(
            VenueRecord(
                venue=venue.id, name=venue.name, city=venue.city, country=venue.country, unquoted=venue.unquoted
            )
            for venue in scenario.venues
        ),
        budget=_budget(scenario.limits.budget_minor, scenario),
        events=(),
    )


def _budget(minor: int | None, scenario: Scenario) -> str | None:
    return None if minor is None else money_text(minor, scenario.currency)


def _proof(solution: YearSolution) -> Proof:
    """How many candidates were bounded, solved and skipped.

    Those that were not judged in time are none of these, unless the year is proven to cost less than they do at least.
    """
    year, answer = solution.year, solution.answer
    candidates = year.scenario.candidates
    excluded = sum(judged.excluded is not None for judged in solution.assessed)
    solved = sum(len(picks) == 1 and judged.proven for picks, judged in year.solutions.items())
    next_best = None if answer.next_best is None else money_text(answer.next_best, year.scenario.currency)
    bounded = (candidates if answer.proven else len(solution.assessed)) - excluded
    return Proof(
        candidates=candidates,
        bounded=bounded,
        solved=solved,
        skipped=bounded - solved,
        excluded=excluded,
        next_best_bound=next_best,
    )


def _gap(objective: int, bound: int) -> float:
    return round((objective - bound) / objective, 6) if objective else 0.0


def _event(number: int, telling: Telling, teller: Teller, choice: Choice, alternatives: Alternatives) -> EventPlan:
    candidate, figures = teller.candidate, choice.parts[number]
    chosen, scenario = candidate.choices, candidate.scenario
    venue = chosen.venue
    trips = telling.trips(alternatives.picks[number], teller, choice.assignments[number])
    planned = EventPlan(
        event=chosen.event.id,
        name=chosen.event.name,
        venue=venue.id,
        venue_name=venue.name,
        city=venue.city,
        country=venue.country,
        first_day=teller.first_day,
        last_day=chosen.event.last_day(teller.first_day),
        sessions=sessions_of(chosen.event, teller.first_day),
        time_zone=zone_names()[airports().zone[airports().number(venue.airports[0])]],
        objective=money_text(figures.objective, scenario.currency),
        totals=totals_record(figures, scenario),
        alternatives=tuple(_alternative(other, figures.objective, scenario) for other in alternatives.of(number)),
        budget=_budget(chosen.event.budget_minor, scenario),
        transfer_minutes=venue.transfer_minutes,
        check_in_minutes=scenario.policy.check_in_minutes,
        shuttles=shuttle_runs(candidate, choice.assignments[number], scenario.currency),
        trips=trips,
        given_up_by=_given_up_by(scenario, chosen.event.id, {one.person for one in trips.travellers}),
    )
    return with_baseline(planned, chosen.event.baseline)


def _given_up_by(scenario: Scenario, event: str, there: set[str]) -> tuple[GivenUp, ...]:
    """Who of people.csv has booked an `event` and is not among those who are asked to come, `there`."""
    found = []
    for person in scenario.people:
        mine = () if person.id in there else scenario.history.of(event, person.id)
        if lost := sum(one.lost_minor for one in mine):
            cash = money_text(lost, scenario.currency)
            found.append(GivenUp(person=person.id, name=person.name, team=person.team, cash=cash))
    return tuple(found)


def _alternative(other: OtherCandidate, chosen_minor: int, scenario: Scenario) -> Alternative:
    """Another candidate beside the chosen one, whose objective is `chosen_minor`."""
    value, currency = other.objective, scenario.currency
    return Alternative(
        venue=scenario.venues[other.venue].id,
        first_day=first_day(scenario, other.pick) if other.pick else None,
        objective=None if value is None else money_text(value, currency),
        difference=None if value is None else money_text(value - chosen_minor, currency),
        exact=other.exact,
        excluded_because=other.excluded_because,
        totals=totals_record(other.figures, scenario) if other.figures else None,
    )


def _assumed(scenario: Scenario, events: tuple[EventPlan, ...]) -> Iterator[AssumedRate]:
    """The public rates of each event's venue that states none."""
    for event in events:
        venue = scenario.venue_by_id[event.venue]
        for column, public in (("room_rate", venue.public_rate), ("per_diem", venue.public_meals)):
            if public:
                yield AssumedRate(
                    venue=venue.id,
                    amount=money_text(public.by_month_minor[event.first_day.month - 1], scenario.currency),
                    of=column,
                    source=public.source,
                    month=f"{event.first_day:%Y-%m}",
                )


def _rates(scenario: Scenario, events: tuple[EventPlan, ...]) -> tuple[RateRecord, ...]:
    """The rates that fares of the plan, amounts of venues and stated amounts were converted at."""
    used = {offer.original_currency for event in events for trip in event.trips.contents for offer in trip.offers}
    used |= {venue.currency for venue in scenario.venues if venue.currency}
    used |= {"USD" for venue in scenario.venues if venue.public_rate or venue.public_meals}
    wanted = sorted((used | set(scenario.stated_rates)) - {scenario.currency})
    rates = [rate_of(scenario.currency, currency, scenario.stated_rates, scenario.rates_date) for currency in wanted]
    return tuple(
        RateRecord(currency=rate.currency, rate=f"{rate.rate:f}", date=rate.on, source=rate.source)
        for rate in rates
        if rate
    )
