"""How old the fares of a plan are, and which offers have expired, as of the moment the plan was made."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sprintplan.domain.journey_record import OfferRecord
from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.formatting import clock, count, wrapped
from sprintplan.units import money_words

NO_EXPIRY = "9999-12-31T00:00:00+00:00"


def age_words(plan: Plan) -> Iterator[str]:
    """One sentence on the ages of the plan's fares, where any has one."""
    offers, made = _live_offers(plan), datetime.fromisoformat(plan.created_at)
    if not offers:
        return
    ages = sorted(made - datetime.fromisoformat(offer.fetched_at or "") for offer, _ in offers)
    span = _age(ages[0]) if _age(ages[0]) == _age(ages[-1]) else f"{_age(ages[0])} to {_age(ages[-1])}"
    sentence = f"fares were {span} old when this was planned"
    over = (people for offer, people in offers if datetime.fromisoformat(offer.expires_at or NO_EXPIRY) <= made)
    if expired := sum(over):
        sentence += f", {count(expired, 'offer')} had expired"
    yield f"{sentence}: `sprintplan quote FOLDER --refresh PLAN` asks again"


def _live_offers(plan: Plan) -> list[tuple[OfferRecord, int]]:
    """The plan's offers of which it is known when they were asked for, and for how many people they are."""
    pairs = (pair for event in plan.events for pair in event.trips.counted())
    return [(offer, people) for content, people in pairs for offer in content.offers if offer.fetched_at]


def _age(age: timedelta) -> str:
    """25 min, 3 h, 2 days; in whole units, as fares do not change by the minute."""
    minutes = max(0, int(age.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"


def offer_lines(trip: Trip) -> Iterator[str]:
    """One line for each offer of a trip of which it is known when it was asked for."""
    for offer in trip.offers:
        if offer.fetched_at:
            known = [offer.owner, offer.fare_brand, f"asked for {_utc(offer.fetched_at)}", _validity(offer)]
            message = f"{offer.covers} {money_words(offer.fare, offer.currency)}, {', '.join(_known(known))}"
            yield from wrapped(message, "  fare  ", "        ")


def _known(words: Iterable[str | None]) -> list[str]:
    return [word for word in words if word]


def _validity(offer: OfferRecord) -> str:
    return f"held until {_utc(offer.expires_at)}" if offer.expires_at else ""


def _utc(instant: str) -> str:
    return f"{clock(instant)} UTC"
