"""The plan from the chosen candidates: who travels on what, sums, alternatives and the proof."""

from collections.abc import Sequence
from datetime import date, datetime

import numpy as np

from sprintplan import __version__
from sprintplan.domain.exchange import rate_of
from sprintplan.domain.plan import EventPlan, Plan, Proof, RateRecord, Traveller, Trips
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64
from sprintplan.solver.absent import absent_managers
from sprintplan.solver.alternatives import Others
from sprintplan.solver.candidate import Candidate
from sprintplan.solver.figures import Figures
from sprintplan.solver.notices import with_notices
from sprintplan.solver.rides import shuttle_runs
from sprintplan.solver.runs import runs
from sprintplan.solver.search import Answer
from sprintplan.solver.sessions import sessions_of
from sprintplan.solver.telling import told_totals
from sprintplan.solver.trips import Taken, Teller
from sprintplan.solver.workshop import Assessment, Dealt
from sprintplan.solver.year import Choice, Year
from sprintplan.units import day_number, money_text
from sprintplan.world import data_version
from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names

NONE = -1


def assemble(year: Year, answer: Answer, choice: Choice, others: Others, today: date, created_at: datetime) -> Plan:
    """The plan of a choice of the whole year."""
    candidates = [year.workshop.candidate(pick) for pick in choice.picks]
    travellers = [Traveller.of(person) for person in year.scenario.people]
    events = tuple(
        _event(number, Teller(candidate, day_number(today)), choice, others, travellers)
        for number, candidate in enumerate(candidates)
    )
    currency = year.scenario.currency
    return blank_plan(year.scenario, today, created_at).model_copy(
        update={
            "status": "optimal" if answer.complete else "feasible",
            "objective": money_text(choice.objective, currency),
            "bound": money_text(answer.bound or 0, currency),
            "gap": _gap(choice.objective, answer.bound or 0),
            "proof": proof(year, answer, others.assessed),
            "totals": told_totals(sum(choice.parts, Figures()), currency),
            "managers": absent_managers(year.scenario, events),
            "events": events,
            "exchange_rates": _rates(year.scenario, events),
        }
    )


def blank_plan(scenario: Scenario, today: date, created_at: datetime) -> Plan:
    """A plan that says nothing yet."""
    return Plan(
        created_at=created_at.isoformat(timespec="seconds"),
        inputs_sha256=scenario.inputs_sha256,
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
        events=(),
    )


def proof(year: Year, answer: Answer, assessed: list[Assessment]) -> Proof:
    """How many candidates were bounded, solved and skipped."""
    candidates = sum(len(event.starts) * len(event.venues) for event in year.scenario.events)
    excluded = sum(found.excluded is not None for found in assessed)
    solved = sum(len(picks) == 1 and found.proven for picks, found in year.settled.items())
    next_best = None if answer.next_best is None else money_text(answer.next_best, year.scenario.currency)
    return Proof(
        candidates=candidates,
        bounded=candidates - excluded,
        solved=solved,
        skipped=candidates - excluded - solved,
        excluded=excluded,
        next_best_bound=next_best,
    )


def _gap(objective: int, bound: int) -> float:
    return round((objective - bound) / objective, 6) if objective else 0.0


def _event(number: int, teller: Teller, choice: Choice, others: Others, travellers: Sequence[Traveller]) -> EventPlan:
    candidate, figures = teller.candidate, choice.parts[number]
    chosen, scenario = candidate.choices, candidate.scenario
    venue = chosen.venue
    return EventPlan(
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
        totals=told_totals(figures, scenario.currency),
        alternatives=others.of(number, figures.objective),
        shuttles=shuttle_runs(candidate, _rows(candidate, choice.dealt[number]), scenario.currency),
        trips=_trips(teller, choice.dealt[number], travellers),
    )


def _trips(teller: Teller, dealt: Dealt, travellers: Sequence[Traveller]) -> Trips:
    """Everybody's trips in the order of people.csv; what those of a kind who take the same share is told once."""
    ways = _ways(teller.candidate, dealt)
    called = np.flatnonzero(ways[:, 0] != NONE)
    alike, which, heads = _alike(ways[called])
    shares = [(kind, None if out == NONE else Taken(out, back, both != NONE)) for kind, out, back, both in alike]
    told = with_notices([teller.trip(kind, taken) for kind, taken in shares], heads)
    return Trips([travellers[number] for number in called.tolist()], told, which)


def _alike(ways: Int64) -> tuple[list[list[int]], list[int], list[int]]:
    """The rows that differ, of each row which one of them it is, and how many each of them stands for."""
    order, first, heads = runs(ways.T)
    which = np.empty(len(ways), np.int64)
    which[order] = np.repeat(np.arange(len(first)), heads)
    return ways[order[first]].tolist(), which.tolist(), heads.tolist()


def _ways(candidate: Candidate, dealt: Dealt) -> Int64:
    """(people, 4) everybody's kind, entries out and home, and the offer that covers both."""
    kinds = candidate.choices.kinds
    ways = np.full((len(candidate.scenario.people), 4), NONE)
    ways[kinds.members, 0] = kinds.of_member
    ways[dealt.person, 1:] = np.column_stack((dealt.out, dealt.back, dealt.both))
    return ways


def _rows(candidate: Candidate, dealt: Dealt) -> tuple[list[int], list[int]]:
    """Table rows of everybody's way out and way home."""
    there, home = candidate.row(dealt.out, outbound=True), candidate.row(dealt.back, outbound=False)
    return there.tolist(), home.tolist()


def _rates(scenario: Scenario, events: tuple[EventPlan, ...]) -> tuple[RateRecord, ...]:
    """The rates that fares of the plan and stated amounts were converted at."""
    used = {offer.original_currency for event in events for trip in event.trips.contents for offer in trip.offers}
    wanted = sorted((used | set(scenario.stated_rates)) - {scenario.currency})
    rates = [rate_of(scenario.currency, currency, scenario.stated_rates, scenario.rates_date) for currency in wanted]
    return tuple(
        RateRecord(currency=rate.currency, rate=f"{rate.rate:f}", date=rate.on, source=rate.source)
        for rate in rates
        if rate
    )
