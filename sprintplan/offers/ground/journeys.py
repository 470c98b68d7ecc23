"""The ground journeys of one place and one venue: what each takes, costs and emits, whenever it runs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.ground import MODES, GroundEnd, GroundRow
from sprintplan.domain.people import Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError, Problem
from sprintplan.errors import Place as Where
from sprintplan.offers.ground.estimate import Estimated, every_mode
from sprintplan.offers.ground.fares import mileage
from sprintplan.offers.ground.place import Place, place_of_home, place_of_venue
from sprintplan.offers.ground.roads import ROAD_OVER_GREAT_CIRCLE
from sprintplan.offers.ground.trains import TRACK_OVER_GREAT_CIRCLE
from sprintplan.units import converted_minor, currency_decimals, minor_units
from sprintplan.world.distance import great_circle_km
from sprintplan.world.emissions import ground_grams

FROM_MIN, UNTIL_MIN = 360, 1320
"""Estimated journeys start between 06:00 and 22:00."""
FASTEST_KMH = 350
"""No train, coach or car is faster over the great circle from door to door."""
ABOUT_KM = 1.0
"""What one is within of another way to compute the same distance."""
SAME_CITY_KM = 1.0
"""Two homes that are written differently mean one city where their places lie so near to each other."""
_PER_GREAT_CIRCLE = {"train": TRACK_OVER_GREAT_CIRCLE, "ferry": 1.0}
"""Kilometres of way for one of great circle; on the road ROAD_OVER_GREAT_CIRCLE."""


class GroundJourney(NamedTuple):
    """A journey between a place and a venue that runs whenever it is needed.

    `fare_minor` is in the company's currency, `original_minor` in `currency`; `line` is that of ground.csv, -1 where it
    is estimated; `out`, `back` tell the directions; it starts from `from_min` to `until_min`, minutes of the day.
    """

    mode: int
    minutes: int
    fare_minor: int
    original_minor: int
    currency: str
    co2e_g: int
    stated_co2e: bool
    line: int
    from_min: int
    until_min: int
    out: bool
    back: bool


def ground_journeys(scenario: Scenario, person: Person, venue: Venue) -> tuple[GroundJourney, ...]:
    """Journeys between a person's place and a venue: rows of ground.csv in order, then those that are estimated.

    Parameters
    ----------
    scenario : the workspace
    person, venue : the ends

    Raises
    ------
    InputError : a fare's currency has no rate
    """
    pricing = _Pricing(scenario, place_of_home(person.home), place_of_venue(venue))
    journeys = [*pricing.of_rows(person, venue), *pricing.estimated()]
    if scenario.policy.ground.mileage_at_most_fare:
        trains = [one.fare_minor for one in journeys if MODES[one.mode] == "train"]
        journeys = [
            pricing.at_most(one, min(trains)) if trains and MODES[one.mode] == "car" else one for one in journeys
        ]
    return tuple(journeys)


def may_be_linked(scenario: Scenario, homes: Sequence[Place], venue: Venue) -> Sequence[bool]:
    """Of each place, in order, whether `ground_journeys` has any between it and a venue: at times where it has none.

    Parameters
    ----------
    scenario : the workspace
    homes : the places
    venue : the other end
    """
    if scenario.ground:
        return [True] * len(homes)
    if not scenario.estimates_ground or not homes:
        return [False] * len(homes)
    there, most_km = place_of_venue(venue), _most_km(scenario) + ABOUT_KM
    north, east = np.array([(home.latitude, home.longitude) for home in homes], np.float64).T
    near: Sequence[bool] = (great_circle_km(north, east, there.latitude, there.longitude) <= most_km).tolist()
    return near


def _most_km(scenario: Scenario) -> float:
    """Kilometres of great circle that no estimated journey exceeds."""
    return FASTEST_KMH * scenario.ground_terms.max_min / 60


def way_grams(mode: str, home: Place, place: Place) -> int:
    """Grams of CO2e of one traveller between two places by the embedded factors.

    Parameters
    ----------
    mode : how it is travelled on the ground
    home, place : the ends
    """
    return ground_grams(mode, _way_km(mode, home, place), across_border=home.country != place.country).direct


def _way_km(mode: str, home: Place, place: Place) -> float:
    """Kilometres along track, road or water."""
    return home.km_to(place) * _PER_GREAT_CIRCLE.get(mode, ROAD_OVER_GREAT_CIRCLE)


class _Pricing:
    """Prices of journeys between two places."""

    def __init__(self, scenario: Scenario, home: Place, place: Place) -> None:
        self.scenario, self.home, self.place = scenario, home, place

    def of_rows(self, person: Person, venue: Venue) -> Iterator[GroundJourney]:
        """What ground.csv states for the person and the venue."""
        for row in self.scenario.ground:
            there = self._is_home(row.origin, person) and self._is_venue(row.destination, venue)
            home = self._is_home(row.destination, person) and self._is_venue(row.origin, venue)
            if there or home:
                yield self._of_row(row, there, home)

    def _of_row(self, row: GroundRow, there: bool, home: bool) -> GroundJourney:
        way_km = _way_km(row.mode, self.home, self.place)
        minor, currency = self._mileage(way_km) if row.fare_minor is None else (row.fare_minor, row.currency)
        grams = way_grams(row.mode, self.home, self.place) if row.co2e_g is None else row.co2e_g
        return GroundJourney(
            mode=MODES.index(row.mode),
            minutes=row.minutes,
            fare_minor=self._converted(minor, currency, row.line),
            original_minor=minor,
            currency=currency,
            co2e_g=grams,
            stated_co2e=row.co2e_g is not None,
            line=row.line,
            from_min=row.from_min,
            until_min=row.until_min,
            out=there or (home and row.both_ways),
            back=home or (there and row.both_ways),
        )

    def estimated(self) -> Iterator[GroundJourney]:
        """What is estimated, as far as `[ground]` asks for it and there is a rate for its fare."""
        terms = self.scenario.ground_terms
        if not self.scenario.estimates_ground or self.home.km_to(self.place) > _most_km(self.scenario):
            return
        for mode, estimate in every_mode(self.home, self.place).items():
            if isinstance(estimate, Estimated) and mode in terms.modes and estimate.door_minutes <= terms.max_min:
                minor, currency = self._estimated_fare(estimate)
                if self._rate(currency) is None:
                    continue
                yield GroundJourney(
                    mode=MODES.index(mode),
                    minutes=estimate.door_minutes,
                    fare_minor=self._converted(minor, currency, 0),
                    original_minor=minor,
                    currency=currency,
                    co2e_g=estimate.grams.direct,
                    stated_co2e=False,
                    line=-1,
                    from_min=FROM_MIN,
                    until_min=UNTIL_MIN,
                    out=True,
                    back=True,
                )

    def _estimated_fare(self, estimate: Estimated) -> tuple[int, str]:
        terms = self.scenario.ground_terms
        if estimate.mode == "car":
            return self._mileage(estimate.km)
        per_km = {"train": terms.train_per_km, "coach": terms.coach_per_km}[estimate.mode]
        return (estimate.fare.minor, estimate.fare.currency) if per_km is None else self._by_km(per_km, estimate.km)

    def _mileage(self, way_km: float) -> tuple[int, str]:
        """What a car is paid: by the policy, else by `[ground]`, else the official rate where the person lives."""
        policy, terms = self.scenario.policy.ground, self.scenario.ground_terms
        rate = terms.car_per_km if policy.mileage is None else policy.mileage
        if rate is not None:
            return self._by_km(rate, way_km)
        official = mileage(self.home.country, way_km)
        return official.minor, official.currency

    def _by_km(self, rate: Decimal, way_km: float) -> tuple[int, str]:
        return minor_units(rate * Decimal(way_km), self.scenario.currency), self.scenario.currency

    def _rate(self, currency: str) -> Decimal | None:
        """Units of a currency for one of the company's; None where there is no rate."""
        rate = rate_of(self.scenario.currency, currency, self.scenario.stated_rates, self.scenario.rates_date)
        return rate.rate if rate else None

    def _converted(self, minor: int, currency: str, line: int) -> int:
        mine, rate = self.scenario.currency, self._rate(currency)
        if currency == mine:
            return minor
        if rate is None:
            what = f"there is no rate between {currency} and {mine}, for a fare on the ground"
            raise InputError([Problem(Where("ground.csv", line), what, f"State {currency} in [rates]")])
        return converted_minor(Decimal(minor).scaleb(-currency_decimals(currency)), rate, mine)

    def at_most(self, car: GroundJourney, most_minor: int) -> GroundJourney:
        """The car, paid no more than the cheapest train."""
        if car.fare_minor <= most_minor:
            return car
        return car._replace(fare_minor=most_minor, original_minor=most_minor, currency=self.scenario.currency)

    def _is_home(self, end: GroundEnd, person: Person) -> bool:
        """Whether an end names the person's home: by id, city, airport code, or a position near it."""
        if end.person is not None:
            return end.person in person.ids
        return end.place is not None and self._is_near(end, person.home.airports, self.home)

    def _is_venue(self, end: GroundEnd, venue: Venue) -> bool:
        """Whether an end names the venue: by id, city, airport code, or a position near it."""
        if end.venue is not None:
            return end.venue == venue.id
        return end.place is not None and self._is_near(end, venue.airports, self.place)

    def _is_near(self, end: GroundEnd, codes: tuple[str, ...], place: Place) -> bool:
        named = end.place
        if named is None:
            return False
        if named.coded:
            return not set(named.airports).isdisjoint(codes)
        within = self.scenario.policy.home_radius_km if named.text[:1] in "-0123456789" else SAME_CITY_KM
        return place_of_home(named).km_to(place) <= within
