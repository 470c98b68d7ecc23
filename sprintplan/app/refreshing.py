"""What `quote --refresh` does: the offers of a plan asked again, and the plan made anew on what is sold now."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from sprintplan.app.opening import another_workspace, planned_scenario
from sprintplan.app.planning import Wish, plan
from sprintplan.domain.exchange import rate_of
from sprintplan.domain.journey_record import JourneyRecord, OfferRecord
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.refresh import Refresh, Refreshed
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip
from sprintplan.errors import NoPlan, OfferSourceError, UsageError
from sprintplan.files import named
from sprintplan.offers.duffel.cache import Cache, utc_now
from sprintplan.offers.duffel.client import Duffel
from sprintplan.offers.duffel.query import Query, key_of
from sprintplan.offers.duffel.refresh import HeldOffer, Now, Refresher, fare_of, queries_by_offer
from sprintplan.offers.duffel.source import kept_queries
from sprintplan.reports.plan_json import read_plan
from sprintplan.units import converted_minor, minor_units, money_text
from sprintplan.watch import Watch


@dataclass(frozen=True)
class Bought:
    """One offer of the plan for an event with the trips that it is taken for."""

    event: EventPlan
    record: OfferRecord
    journeys: tuple[JourneyRecord, ...]
    trips: tuple[Trip, ...]


def refresh(folder: Path, path: Path, watch: Watch, *, insecure: bool = False) -> Refresh:
    """Every live offer of a plan asked again, and whether the plan is still the best on what is sold now.

    Parameters
    ----------
    folder : the workspace
    path : file of the plan
    watch : times the stages and shows progress
    insecure : whether a token may be sent to another machine over plain http

    Raises
    ------
    UsageError : the plan has no live offers, or is of another workspace
    OfferSourceError : Duffel cannot be asked
    """
    with watch.stage("read workspace"):
        plan = read_plan(path)
        scenario = planned_scenario(folder, "duffel", insecure=insecure)
    if other := another_workspace(scenario, plan, path):
        raise UsageError(f"{other}. Name the folder that it was made from")
    bought = list(_bought(plan))
    if not bought:
        raise UsageError(f"{named(path)} has no live offers. `sprintplan plan FOLDER --offers duffel` plans on them")
    with watch.stage("ask again"):
        now = _asked(scenario, bought, watch)
    offers = tuple(_refreshed(scenario, one, sold) for one, sold in zip(bought, now, strict=True))
    refreshed = Refresh(offers, plan.currency, plan.objective or "0", _repriced(scenario, plan, offers))
    return refreshed if refreshed.failed else _planned_anew(folder, plan, refreshed, watch)


def _bought(plan: Plan) -> Iterator[Bought]:
    """Each live offer of each event once."""
    for event in plan.events:
        takers: dict[str, list[Trip]] = {}
        for trip in event.trips:
            for offer in trip.offers:
                if offer.source == "duffel":
                    takers.setdefault(offer.id, []).append(trip)
        for offer_id, trips in takers.items():
            record = next(offer for offer in trips[0].offers if offer.id == offer_id)
            yield Bought(event, record, _journeys(trips[0], record), tuple(trips))


def _journeys(trip: Trip, record: OfferRecord) -> tuple[JourneyRecord, ...]:
    ways = {"outbound": [trip.outbound], "inbound": [trip.inbound], "both": [trip.outbound, trip.inbound]}
    return tuple(way for way in ways[record.covers] if way)


def _asked(scenario: Scenario, bought: list[Bought], watch: Watch) -> list[Now]:
    terms = scenario.duffel
    duffel = Duffel(terms, insecure=scenario.insecure)
    with closing(Cache(scenario.folder)) as cache:
        by_key = {key_of(query, terms): query for query in kept_queries(scenario)}
        searches = queries_by_offer(cache, by_key, {one.record.id for one in bought})
        held = [_held(scenario, one, searches.get(one.record.id)) for one in bought]
        return Refresher(duffel, cache, lambda query: key_of(query, terms), utc_now(), watch.progress).ask(held)


def _held(scenario: Scenario, one: Bought, query: Query | None) -> HeldOffer:
    journeys = tuple(
        tuple((s.start, s.end, s.departs_at[:16], str(s.cabin)) for s in way.segments) for way in one.journeys
    )
    return HeldOffer(one.record.id, query or _query(scenario, one), journeys)


def _query(scenario: Scenario, one: Bought) -> Query:
    """The search for an offer that the cache does not hold any more."""
    first, back = one.journeys[0], one.journeys[1:]
    days = [date.fromisoformat(way.departs_at[:10]) for way in (first, *back)]
    stops = max(len(way.segments) for way in one.journeys) - 1
    cabin = CABIN_BY_WORD[first.cabin or "economy"]
    return Query(first.start, first.end, days[0], days[1] if back else None, cabin, stops)


def _refreshed(scenario: Scenario, one: Bought, now: Now) -> Refreshed:
    record = one.record
    refreshed = Refreshed(
        offer=record.id,
        event=one.event.event,
        event_name=one.event.name,
        people=tuple(trip.person for trip in one.trips),
        names=tuple(trip.name for trip in one.trips),
        journeys=tuple(f"{way.origin}-{way.destination} {way.departs_at[:16]}" for way in one.journeys),
        found="gone",
        expired=now.expired,
        currency=record.original_currency,
        fare=record.original_fare,
    )
    if now.quote is None:
        return replace(refreshed, found="failed" if now.problem else "gone", problem=now.problem)
    fare, currency = fare_of(now.quote), now.quote.currency
    same = (fare, currency) == (Decimal(record.original_fare), record.original_currency)
    kept = now.quote.id == record.id
    return replace(
        refreshed,
        found=("unchanged" if same else "changed") if kept else "renewed",
        new_fare=str(fare) if currency == record.original_currency else f"{fare} {currency}",
        new_offer=None if kept else now.quote.id,
        difference_minor=_difference(scenario, record, fare, currency),
    )


def _difference(scenario: Scenario, record: OfferRecord, fare: Decimal, currency: str) -> int | None:
    rate = rate_of(scenario.currency, currency, scenario.stated_rates, scenario.rates_date)
    if rate is None:
        return None
    return converted_minor(fare, rate.rate, scenario.currency) - minor_units(Decimal(record.fare), scenario.currency)


def _repriced(scenario: Scenario, plan: Plan, offers: tuple[Refreshed, ...]) -> str | None:
    changes = [offer.difference_minor for offer in offers]
    if plan.objective is None or any(change is None for change in changes):
        return None
    more = sum((one.difference_minor or 0) * len(one.people) for one in offers)
    return money_text(minor_units(Decimal(plan.objective), scenario.currency) + more, scenario.currency)


def _planned_anew(folder: Path, before: Plan, refreshed: Refresh, watch: Watch) -> Refresh:
    """Plan again on the answers as they are kept now."""
    try:
        anew = plan(folder, Wish(offers="duffel", today=before.today), watch)
    except (NoPlan, OfferSourceError):
        return refreshed
    places = tuple(f"{event.name}: {event.venue_name}, {event.first_day}" for event in anew.events)
    return replace(refreshed, best=anew.objective, places=places, proven=anew.status == "optimal")


def require_offers(refreshed: Refresh) -> None:
    """Refuse `refreshed` of which some offer could not be asked.

    Raises
    ------
    OfferSourceError : with how many
    """
    if refreshed.failed:
        raise OfferSourceError(f"{refreshed.failed} of {len(refreshed.offers)} offers could not be asked for again")
