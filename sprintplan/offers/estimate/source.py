"""The source `estimate`: every journey of every day that somebody may need, as one table per venue."""

from datetime import date
from fractions import Fraction

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError, Place, Problem
from sprintplan.offers.estimate.beaten import due_at, unbeaten
from sprintplan.offers.estimate.fares import FARE_CURRENCY
from sprintplan.offers.estimate.needs import needs
from sprintplan.offers.estimate.products import NAME, EstimateTerms, Shop, joined
from sprintplan.offers.source import of_first_rungs
from sprintplan.offers.table import OfferTable
from sprintplan.units import currency_decimals, day_number
from sprintplan.world.airports import airports

KEPT_TABLES = 3
"""The last venues asked for are asked for again, when a plan is written and verified."""


class EstimateSource:
    """Estimates journeys for a scenario; `today` decides how far in advance a fare is bought."""

    name = NAME
    warnings: tuple[str, ...] = ()

    def __init__(self, scenario: Scenario, today: date) -> None:
        self.scenario = scenario
        self.terms = estimate_terms(scenario, day_number(today))
        self._shops: dict[tuple[str, ...], Shop] = {}
        self._sold: dict[tuple[tuple[str, ...], tuple[str, ...]], OfferTable] = {}

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to estimate the same: no tables, which it makes itself."""
        return {**self.__dict__, "_shops": {}, "_sold": {}}

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Journeys between every home airport and the venue's airports on every night that somebody may need."""
        asked = venue.airports, self._events_at(venue)
        if asked not in self._sold:
            self._sold |= {asked: self._table(venue)}
            for oldest in [*self._sold][:-KEPT_TABLES]:
                del self._sold[oldest]
        return self._sold[asked]

    def shop(self, venue: Venue) -> Shop:
        """What makes the journeys of a `venue`, before any of them is made."""
        return self._shop(self._events_at(venue))

    def least(self, venue: Venue, scenario: Scenario) -> OfferTable | None:
        """Rows of a `venue`'s table that are enough to tell what everybody pays at least: of every ladder the first
        rung, and, unless rules of the `scenario` ask much of a journey or all are made already, those that no other one
        beats."""
        due = due_at(scenario, venue)
        if due is None or (venue.airports, self._events_at(venue)) in self._sold:
            return of_first_rungs(self.to_and_from(venue))
        shop, ends, tables = self._shop(self._events_at(venue)), airports().numbers(venue.airports), []
        for outbound in (True, False):
            lots, fastest = shop.lots(ends, outbound=outbound)
            shared = shop.wanted.fastest_of_sharers(fastest)
            for lot in lots:
                sold = shop.products(lot, shared)
                tables.append(shop.offers(lot, sold, *unbeaten(lot, sold, due)))
        return joined(tables)

    def wanted(self) -> tuple[object, ...]:
        """All that the estimates depend on: sources of which it is equal sell the same."""
        sets = {venue.id: self._events_at(venue) for venue in self.scenario.venues}
        needed = {events: self._shop(events).wanted.as_key() for events in dict.fromkeys(sets.values())}
        return self.terms, sets, needed, {venue.id: venue.airports for venue in self.scenario.venues}

    def _events_at(self, venue: Venue) -> tuple[str, ...]:
        return tuple(event.id for event in self.scenario.events if venue.id in event.venues)

    def _shop(self, events: tuple[str, ...]) -> Shop:
        if events not in self._shops:
            self._shops[events] = Shop(needs(self.scenario, events), self.terms)
        return self._shops[events]

    def _table(self, venue: Venue) -> OfferTable:
        shop = self.shop(venue)
        ends = airports().numbers(venue.airports)
        return joined([table for outbound in (True, False) for table in shop.sell(ends, outbound=outbound)])


def _booked_days(scenario: Scenario) -> tuple[int | None, int | None]:
    """Days before the departure by which trips within a country, and to another one, are booked; None is any."""
    terms = scenario.policy.booking
    if terms is None:
        return None, None
    return terms.days, terms.days if terms.international_days is None else terms.international_days


def estimate_terms(scenario: Scenario, today: int) -> EstimateTerms:
    """What all estimates of a scenario share; fares are bought on day number `today`."""
    return EstimateTerms(
        today,
        _minor_per_cent(scenario),
        min(policy.connection_minutes[0] for policy in scenario.policies),
        booked_days=_booked_days(scenario),
    )


def _minor_per_cent(scenario: Scenario) -> Fraction:
    """Minor units of the company's currency for one euro cent."""
    rate = rate_of(scenario.currency, FARE_CURRENCY, scenario.stated_rates, scenario.rates_date)
    if rate is None:
        what = f"estimated fares are in {FARE_CURRENCY} and there is no rate between it and {scenario.currency}"
        raise InputError([Problem(Place("sprint.toml"), what, f"State {FARE_CURRENCY} in [rates]")])
    decimals = currency_decimals(scenario.currency) - currency_decimals(FARE_CURRENCY)
    return Fraction(10) ** decimals / Fraction(rate.rate)
