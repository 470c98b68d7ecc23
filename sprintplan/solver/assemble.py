"""The plan from the chosen candidates: who travels on what, sums, alternatives and the proof."""

from collections.abc import Iterable
from datetime import date, datetime

from sprintplan import __version__
from sprintplan.domain.exchange import rate_of
from sprintplan.domain.plan import Alternative, EventPlan, Plan, Proof, RateRecord, Totals
from sprintplan.domain.scenario import Scenario
from sprintplan.rules.standing import Stands
from sprintplan.solver.absent import absent_managers
from sprintplan.solver.assign import Assignment, Purchase, Way, assign
from sprintplan.solver.combine import Pick, first_day, go_together, may_share_flights
from sprintplan.solver.groups import Candidate, Group
from sprintplan.solver.notices import with_notices
from sprintplan.solver.sessions import sessions_of
from sprintplan.solver.trips import Amounts, Taken, Teller
from sprintplan.solver.workshop import Assessment
from sprintplan.solver.year import Answer, Year
from sprintplan.units import day_number, emission_cost, journey_time_cost, money_text
from sprintplan.world import data_version
from sprintplan.world.airports import airports
from sprintplan.world.zones import zone_names

ALTERNATIVES = 10


def assemble(year: Year, answer: Answer, assessed: list[Assessment], today: date, created_at: datetime) -> Plan:
    """The plan of the chosen combination; picks are solved once more, which gives the same answer every time."""
    picks = answer.picks or ()
    candidates = [year.workshop.candidate(pick) for pick in picks]
    taken = _dealt(candidates, _solved(year, picks, candidates))
    events = tuple(
        _event(year, picks, number, Teller(candidate, day_number(today)), taken[number], assessed)
        for number, candidate in enumerate(candidates)
    )
    sums = [event[1] for event in events]
    currency = year.scenario.currency
    return _plan(year, assessed, today, created_at).model_copy(
        update={
            "status": "optimal" if answer.complete else "feasible",
            "objective": money_text(answer.objective or 0, currency),
            "bound": money_text(answer.bound or 0, currency),
            "gap": _gap(answer),
            "totals": _totals(_added(sums), currency),
            "managers": absent_managers(year.scenario, [event[0] for event in events]),
            "events": tuple(event[0] for event in events),
            "exchange_rates": _rates(year.scenario, [event[0] for event in events]),
        }
    )


def no_plan(year: Year, answer: Answer, assessed: list[Assessment], today: date, created_at: datetime) -> Plan:
    """A plan without events: why none exists, or that time ran out."""
    plan = _plan(year, assessed, today, created_at)
    bound = None if answer.bound is None else money_text(answer.bound, year.scenario.currency)
    if not answer.complete:
        return plan.model_copy(update={"status": "unknown", "bound": bound})
    return plan.model_copy(update={"status": "infeasible", "conflict": tuple(_conflict(year, assessed))})


def _conflict(year: Year, assessed: list[Assessment]) -> list[str]:
    """Sentences that say why no combination is left."""
    said = []
    for number, event in enumerate(year.scenario.events):
        mine = [found for found in assessed if found.pick.event == number]
        if mine and all(found.excluded or found.pick in year.impossible for found in mine):
            said += [f"{event.id}: {reason}" for reason in dict.fromkeys(_why(year, found) for found in mine)]
    return said or [
        "limits between events: no two candidates keep different, months_between_uses and weeks_between_events"
    ]


def _why(year: Year, found: Assessment) -> str:
    policy = year.scenario.policy
    shared = [
        f"policy.{name} {getattr(policy, name)}"
        for name in (
            "max_travellers_per_flight",
            "max_key_travellers_per_flight",
            "max_team_share_per_flight",
        )
        if getattr(policy, name) is not None
    ]
    return found.excluded or "flights and seats run out: " + ", ".join([*shared, "seats of the offers"])


def _plan(year: Year, assessed: list[Assessment], today: date, created_at: datetime) -> Plan:
    scenario = year.scenario
    excluded = sum(found.excluded is not None for found in assessed)
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
        proof=Proof(
            candidates=len(assessed),
            bounded=len(assessed) - excluded,
            solved=year.solved,
            skipped=len(assessed) - excluded - year.solved,
            excluded=excluded,
        ),
        totals=None,
        events=(),
    )


def _gap(answer: Answer) -> float:
    objective, bound = answer.objective or 0, answer.bound or 0
    return round((objective - bound) / objective, 6) if objective else 0.0


def _solved(year: Year, picks: tuple[Pick, ...], candidates: list[Candidate]) -> list[Purchase]:
    """Everybody's purchases, numbered by candidate."""
    if may_share_flights(year.scenario, picks):
        return list(_must(assign(candidates, year.deadline)).purchases)
    found = [_must(assign([candidate], year.deadline)).purchases for candidate in candidates]
    return [Purchase(n, p.group, p.option, p.count) for n, purchases in enumerate(found) for p in purchases]


def _must(assignment: Assignment | None) -> Assignment:
    if assignment is None:
        raise AssertionError("a settled candidate has no assignment")
    return assignment


def _dealt(candidates: list[Candidate], purchases: Iterable[Purchase]) -> list[dict[int, Taken]]:
    """Per candidate, what each traveller takes: cheapest first to those who come first in people.csv."""
    bought: dict[tuple[int, Group], list[Purchase]] = {}
    for purchase in purchases:
        bought.setdefault((purchase.candidate, purchase.group), []).append(purchase)
    taken: list[dict[int, Taken]] = [{} for _ in candidates]
    for (number, group), mine in bought.items():
        taken[number] |= zip(group.members, _hands(candidates[number], mine), strict=True)
    return taken


def _hands(candidate: Candidate, purchases: list[Purchase]) -> list[Taken]:
    both = candidate.choices.both
    piles: dict[Way, list[int]] = {way: [] for way in Way}
    for purchase in sorted(purchases, key=lambda p: (p.option.cost, p.option.position)):
        piles[purchase.option.way] += [purchase.option.position] * purchase.count
    alone = [Taken(out, back, False) for out, back in zip(piles[Way.OUT], piles[Way.BACK], strict=True)]
    return [*alone, *(Taken(int(both.outbound[n]), int(both.inbound[n]), True) for n in piles[Way.BOTH])]


def _event(
    year: Year,
    picks: tuple[Pick, ...],
    number: int,
    teller: Teller,
    taken: dict[int, Taken],
    assessed: list[Assessment],
) -> tuple[EventPlan, "Sum"]:
    choices = teller.candidate.choices
    kind_of = {member: kind for kind, who in enumerate(choices.kinds) for member in who.members}
    trips = with_notices(teller.trip(member, kind_of[member], taken.get(member)) for member in sorted(kind_of))
    total = _sum(teller, kind_of, taken)
    venue, currency = choices.venue, year.scenario.currency
    zone = airports().zone[airports().number(venue.airports[0])]
    plan = EventPlan(
        event=choices.event.id,
        name=choices.event.name,
        venue=venue.id,
        venue_name=venue.name,
        city=venue.city,
        country=venue.country,
        first_day=teller.first_day,
        last_day=choices.event.last_day(teller.first_day),
        sessions=sessions_of(choices.event, teller.first_day),
        time_zone=zone_names()[zone],
        objective=money_text(total.objective, currency),
        totals=_totals(total, currency),
        alternatives=_alternatives(year, picks, number, assessed, total.objective),
        shuttles=(),
        trips=trips,
    )
    return plan, total


class Sum:
    """Sums of an event or the year in minor units, minutes and grams."""

    def __init__(self) -> None:
        self.amounts: list[Amounts] = []
        self.hire = self.travellers = self.remote = self.objective = 0

    def of(self, name: str) -> int:
        """The sum of one amount."""
        return sum(getattr(amounts, name) for amounts in self.amounts)


def _sum(teller: Teller, kind_of: dict[int, int], taken: dict[int, Taken]) -> Sum:
    candidate, total = teller.candidate, Sum()
    worth = candidate.scenario.objective
    total.hire = candidate.choices.venue.hire_minor
    for member, kind in kind_of.items():
        stands = int(candidate.choices.standing.stands[candidate.start, kind])
        total.amounts.append(teller.amounts(kind, stands, taken.get(member)))
        total.travellers += stands == Stands.TRAVELS
        total.remote += stands == Stands.REMOTE
    rows = [row for one in taken.values() for row in teller.rows(one)]
    table = candidate.relaxed.table
    time_cost = int(journey_time_cost(worth.travel_hour_minor, table.duration_min[rows]).sum()) if rows else 0
    co2_cost = int(emission_cost(worth.tonne_co2e_minor, table.co2e_g[rows]).sum()) if rows else 0
    total.objective = total.of("cash") + total.hire + time_cost + co2_cost + worth.remote_minor * total.remote
    return total


def _added(sums: list[Sum]) -> Sum:
    whole = Sum()
    for one in sums:
        whole.amounts += one.amounts
        for name in ("hire", "travellers", "remote", "objective"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
    return whole


def _totals(total: Sum, currency: str) -> Totals:
    names = {
        "fares": "fare",
        "rooms": "rooms",
        "per_diem": "per_diem",
        "transfers": "transfers",
        "visas": "visa",
    }
    return Totals(
        cash=money_text(total.of("cash") + total.hire, currency),
        venue=money_text(total.of("day_rate") + total.hire, currency),
        travel_hours=round(total.of("minutes") / 60, 2),
        co2e_kg=total.of("grams") / 1000,
        travellers=total.travellers,
        remote=total.remote,
        **{name: money_text(total.of(amount), currency) for name, amount in names.items()},
    )


def _alternatives(
    year: Year, picks: tuple[Pick, ...], number: int, assessed: list[Assessment], objective: int
) -> tuple[Alternative, ...]:
    """The best other candidates of one event given the rest of the plan, then the venues that rules exclude."""
    mine = [found for found in assessed if found.pick.event == picks[number].event]
    others = [
        found.pick
        for found in mine
        if not found.excluded
        and found.pick not in year.impossible
        and found.pick != picks[number]
        and go_together(year.scenario, year.workshop.due, (*picks[:number], found.pick, *picks[number + 1 :]))
    ]
    others.sort(key=lambda pick: (year.value[pick], first_day(year.scenario, pick), pick.venue))
    return (
        *(_alternative(year, pick, objective) for pick in others[:ALTERNATIVES]),
        *_excluded_venues(year, mine),
    )


def _alternative(year: Year, pick: Pick, objective: int) -> Alternative:
    scenario, value = year.scenario, year.value[pick]
    return Alternative(
        venue=scenario.venues[pick.venue].id,
        first_day=first_day(scenario, pick),
        objective=money_text(value, scenario.currency),
        difference=money_text(value - objective, scenario.currency),
        exact=pick in year.settled,
        excluded_because=None,
        totals=None,
    )


def _excluded_venues(year: Year, mine: list[Assessment]) -> list[Alternative]:
    """Venues of which no start is left, each with the rule of its first start."""
    by_venue: dict[int, list[Assessment]] = {}
    for found in mine:
        by_venue.setdefault(found.pick.venue, []).append(found)
    return [
        Alternative(
            venue=year.scenario.venues[venue].id,
            first_day=None,
            objective=None,
            difference=None,
            exact=False,
            excluded_because=_why(year, starts[0]),
            totals=None,
        )
        for venue, starts in by_venue.items()
        if all(found.excluded or found.pick in year.impossible for found in starts)
    ]


def _rates(scenario: Scenario, events: list[EventPlan]) -> tuple[RateRecord, ...]:
    """The rates that fares of the plan and stated amounts were converted at."""
    used = {offer.original_currency for event in events for trip in event.trips for offer in trip.offers}
    wanted = sorted((used | set(scenario.stated_rates)) - {scenario.currency})
    rates = [rate_of(scenario.currency, currency, scenario.stated_rates, scenario.rates_date) for currency in wanted]
    return tuple(
        RateRecord(currency=rate.currency, rate=f"{rate.rate:f}", date=rate.on, source=rate.source)
        for rate in rates
        if rate
    )
