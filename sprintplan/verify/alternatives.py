"""The other candidates that a plan states for an event: whether they are candidates, and their figures consistent."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.totals import Totals
from sprintplan.units import currency_decimals, money_text
from sprintplan.verify.events import JudgedEvent
from sprintplan.verify.sentences import differs
from sprintplan.verify.sums import LATER_MONEY, MONEY, YEAR_SUMS, Sum


def alternative_faults(scenario: Scenario, judged: JudgedEvent, rest: Sum) -> Iterator[str]:
    """Every alternative of an event that contradicts the workspace, the plan or itself.

    Parameters
    ----------
    scenario : the workspace
    judged : the event, recomputed
    rest : the sums of the year's other events, which an alternative is given
    """
    yield from _order(scenario, judged)
    stated = Counter((other.venue, other.first_day) for other in judged.stated.alternatives)
    called = sum(judged.event.id in person.events for person in scenario.people)
    for other in judged.stated.alternatives:
        where = f"{judged.event.id}: alternative {other.venue} {other.first_day or ''}".rstrip()
        if other.venue not in judged.event.venues or other.first_day not in (*judged.event.starts, None):
            yield f"{where} is not a candidate of the event"
        if (other.venue, other.first_day) == (judged.stated.venue, judged.stated.first_day):
            yield f"{where} is the chosen candidate"
        if stated[other.venue, other.first_day] > 1:
            yield f"{where} is stated {stated[other.venue, other.first_day]} times, expected once"
        yield from _difference(where, judged, other)
        if other.exact and other.totals is None:
            yield f"{where} is stated as exact, expected its totals"
        if other.totals is not None:
            yield from _totals(where, other.totals, called)
            if other.exact and other.objective is not None:
                yield from _weighed(where, scenario, other, other.totals)
                yield from _limits(where, scenario, judged, other.totals, rest)


def _order(scenario: Scenario, judged: JudgedEvent) -> Iterator[str]:
    """Whether the best come first, then the earlier, then those before in venues.csv; at the end what is excluded."""
    place = {venue: number for number, venue in enumerate(scenario.venue_by_id)}
    keys = [
        (other.objective is None, Decimal(other.objective or 0), str(other.first_day or ""), place.get(other.venue, -1))
        for other in judged.stated.alternatives
    ]
    for number, (key, before) in enumerate(zip(keys[1:], keys, strict=False), 1):
        if key < before:
            one, other = judged.stated.alternatives[number - 1 : number + 1]
            text = f"{one.venue} {one.first_day or ''}".rstrip()
            yield f"{judged.event.id}: alternative {text} stands before {other.venue} {other.first_day or ''}".rstrip()


def _difference(where: str, judged: JudgedEvent, other: Alternative) -> Iterator[str]:
    if other.objective is None or other.difference is None:
        if (other.objective, other.difference, other.totals) != (None, None, None) or not other.excluded_because:
            yield f"{where} states no objective and difference, expected excluded_because alone"
        return
    if other.excluded_because:
        yield f"{where}: excluded_because is stated with an objective, expected one of the two"
    expected = Decimal(other.objective) - Decimal(judged.stated.objective)
    if Decimal(other.difference) != expected:
        yield f"{where}: difference is stated as {other.difference}, expected {expected}"


def _totals(where: str, totals: Totals, called: int) -> Iterator[str]:
    parts = sum(Decimal(getattr(totals, name) or 0) for name in (*MONEY, *LATER_MONEY) if name != "cash")
    yield from differs(where, "totals.cash", Decimal(totals.cash), parts)
    if totals.travellers + totals.remote > called:
        yield f"{where}: totals state {totals.travellers} travellers and {totals.remote} remote of {called} people"


def _weighed(where: str, scenario: Scenario, other: Alternative, totals: Totals) -> Iterator[str]:
    """Whether the objective is cash, travel time, CO2e, changes of planes and absences, but for roundings.

    Totals do not state changes of planes, transfers and airlines: any number that the policy allows is taken.
    """
    worth, unit = scenario.objective, Decimal(10) ** currency_decimals(scenario.currency)
    expected = Decimal(totals.cash) * unit + worth.remote_minor * totals.remote
    expected += worth.travel_hour_minor * Decimal(str(totals.travel_hours))
    expected += worth.tonne_co2e_minor * Decimal(str(totals.co2e_kg)) / 1000
    over = Decimal(other.objective or 0) * unit - expected
    rounding = 2 * totals.travellers + 1 + worth.travel_hour_minor * Decimal("0.005")
    most = scenario.policy.max_connections * worth.connection_minor + _transfer_minor(scenario, other.venue)
    preferred = scenario.policy.fare.prefer_airlines
    less = preferred.share * Decimal(totals.fares) * unit if preferred else 0
    changes = len(scenario.history.published) * worth.change_minor
    if not -rounding - less <= over <= rounding + 2 * totals.travellers * most + changes:
        rounded = (expected / unit).quantize(1 / unit)
        yield f"{where}: objective is stated as {other.objective}, expected about {rounded} by its totals"


def _transfer_minor(scenario: Scenario, venue: str) -> Decimal:
    """Minor units of the objective for the time of one transfer."""
    place, worth = scenario.venue_by_id.get(venue), scenario.objective
    if place is None or not worth.transfer_hours:
        return Decimal(0)
    return Decimal(worth.travel_hour_minor * place.transfer_minutes) / 60


def _limits(where: str, scenario: Scenario, judged: JudgedEvent, totals: Totals, rest: Sum) -> Iterator[str]:
    """Whether a solved alternative keeps its event's budget and, with the rest of the plan, the year's sums."""
    currency, unit = scenario.currency, 10 ** currency_decimals(scenario.currency)
    if (budget := judged.event.budget_minor) is not None and Decimal(totals.cash) * unit > budget:
        yield f"{where}: cash would be {totals.cash}, at most {money_text(budget, currency)} (event.budget)"
    each = scenario.limits.budget_per_head_minor
    people = sum(judged.event.id in person.events for person in scenario.people) - totals.remote
    if each is not None and Decimal(totals.cash) * unit > each * people:
        message = f"cash would be {totals.cash} for at most {people} people"
        yield f"{where}: {message}, at most {money_text(each, currency)} each (limits.budget_per_head)"
    for limit in YEAR_SUMS:
        most, amount = getattr(scenario.limits, limit.member), limit.of_totals(totals, unit) + limit.of(rest)
        if most is not None and amount > most + limit.rounding:
            cap = limit.shown(Decimal(most), currency)
            yield f"{where}: {limit.what} would be {limit.shown(amount, currency)}, at most {cap} ({limit.key})"
