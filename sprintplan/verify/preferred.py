"""`objective.tie`: first days that were taken in place of cheaper ones, for their fewer public holidays."""

from collections.abc import Iterator
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.units import currency_decimals
from sprintplan.verify.events import JudgedEvent
from sprintplan.verify.holidays import misses_one
from sprintplan.verify.sentences import differs


def given_up(plan: Plan) -> Decimal:
    """What a `plan` costs more than the least possible, for fewer public holidays."""
    return sum((Decimal(event.preferred.costs_more) for event in plan.events if event.preferred), Decimal(0))


def preferred_faults(scenario: Scenario, events: list[JudgedEvent]) -> Iterator[str]:
    """Every way in which a first day of the `events` that was preferred contradicts them, or `objective.tie` of the
    `scenario`."""
    tie = Decimal(scenario.objective.tie_minor) / 10 ** currency_decimals(scenario.currency)
    for event in events:
        stated, where = event.stated.preferred, f"{event.event.id}: preferred"
        if stated is None:
            continue
        more = Decimal(stated.costs_more)
        if not 0 <= more < tie:
            yield f"{where}: costs_more is stated as {more}, expected 0 or more and less than {tie} (objective.tie)"
        place = (event.stated.venue, stated.instead_of)
        known = [other for other in event.stated.alternatives if (other.venue, other.first_day) == place]
        if not known or not known[0].exact:
            yield f"{where}: {stated.instead_of} is not among the solved alternatives at {event.stated.venue}"
        else:
            yield from differs(where, "costs_more", -more, Decimal(known[0].difference or 0))
        missing = sum(one.count for one in event.verdicts if one.trip.status == "travels" and misses_one(one.visit))
        yield from differs(where, "holidays", stated.holidays, missing)
        if stated.holidays_instead <= stated.holidays:
            yield f"{where}: holidays_instead is stated as {stated.holidays_instead}, expected more than {missing}"
