"""Whether a trip states what it takes at borders, as visas.csv, transit.csv and `[policy.visa]` have it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from sprintplan.domain.trip import Trip, VisaRecord
from sprintplan.domain.visa_rules import VisaRule
from sprintplan.units import currency_decimals, money_text
from sprintplan.verify.market import Journey
from sprintplan.verify.sentences import differs
from sprintplan.verify.visit import Visit


def visa_faults(visit: Visit, trip: Trip, journeys: tuple[Journey, ...], fee_minor: int) -> Iterator[str]:
    """Whether each visa of a trip is one that the person needs, all are there, and their fees are what is paid.

    Parameters
    ----------
    visit : the person and the candidate
    trip : as the plan states it
    journeys : of the trip; empty where nobody travels, and where they are not on sale, which is a fault by itself
    fee_minor : what visas cost it, in minor units
    """
    if trip.visas is None or (trip.status == "travels" and not journeys):
        return
    leaves = journeys[0].departs.date() if journeys else visit.eve
    comes = trip.status in ("travels", "own_travel")
    due = comes and visit.scenario.visas is not None and bool(visit.in_time(leaves)) and visit.wants_visa_notice(leaves)
    entries = [one for one in trip.visas if not one.transit]
    yield from differs(visit.who, "number of visas for the venue", len(entries), int(due))
    for one in entries:
        yield from differs(visit.who, "visas.country", one.country, visit.venue.country)
        yield from _one(visit, one, visit.scenario.visas or {}, leaves)
    yield from _transits(visit, [one for one in trip.visas if one.transit], journeys)
    places = currency_decimals(visit.scenario.currency)
    stated = sum((Decimal(one.fee) for one in trip.visas), Decimal())
    if comes and stated != Decimal(fee_minor).scaleb(-places):
        yield f"{visit.who}: visas cost {stated}, expected {money_text(fee_minor, visit.scenario.currency)}"


def _transits(visit: Visit, stated: list[VisaRecord], journeys: tuple[Journey, ...]) -> Iterator[str]:
    """Each connection whose country asks for something, in the order of the journeys."""
    left, table = list(stated), visit.scenario.transit or {}
    for journey in journeys:
        leaves = journey.departs.date()
        for country in visit.countries_of(journey):
            mine = next((one for one in left if one.country == country), None)
            if mine is None and visit.transit_fee(country, leaves):
                yield f"{visit.who}: a visa for the connection in {country} is missing"
            if mine is not None:
                left.remove(mine)
                yield from _one(visit, mine, table, leaves)
    for one in left:
        yield f"{visit.who}: a visa for a connection in {one.country} is stated, expected none"


def _one(visit: Visit, one: VisaRecord, table: dict[tuple[str, str], str], leaves: date) -> Iterator[str]:
    """What a passport needs there, what it takes, and that it is in time."""
    asked = table.get((one.passport, one.country))
    where = f"{visit.who}: visa for {one.country}"
    if one.passport not in (*visit.person.citizenship, ""):
        yield f"{where}: passport is stated as {one.passport}, expected one of the person's"
    if asked is not None or one.transit:
        yield from differs(where, "requirement", one.requirement, asked)
    elif not one.requirement:
        yield f"{where}: requirement is stated as nothing, expected what is not known"
    rule = visit.scenario.policy.visa.get(asked or "") or VisaRule()
    expected = leaves - timedelta(days=rule.lead_days) if rule.lead_days else None
    yield from differs(where, "apply_by", one.apply_by, expected)
    yield from differs(where, "fee", one.fee, money_text(rule.fee_minor, visit.scenario.currency))
