"""Places on the ground: where homes and venues are, and whether a fixed link may join them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sprintplan.domain.people import Home
from sprintplan.domain.venues import Venue
from sprintplan.world.airports import airports
from sprintplan.world.cities import find_city, nearest_city
from sprintplan.world.distance import great_circle_km
from sprintplan.world.landmasses import landmass


class Place(NamedTuple):
    """A position in degrees with its country's ISO 3166-1 alpha-2 code."""

    country: str
    latitude: float
    longitude: float

    def km_to(self, other: "Place") -> float:
        """Great-circle kilometres to the `other` place."""
        return _km(self, other)


@lru_cache(maxsize=1 << 12)
def _km(one: Place, other: Place) -> float:
    """Kilometres between two places; kept, as every mode asks for them."""
    return float(great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude))


@lru_cache(maxsize=1 << 16)
def apart(origin: Place, destination: Place) -> str | None:
    """The reason why neither road nor rail can join two places, `origin` and `destination`; None where a fixed link
    may.

    Two mainlands of different continents count as one here: no region of any mode spans them.
    """
    one, other = (landmass(*place) for place in (origin, destination))
    if one[0] != other[0]:
        island = one[0] if other[0] == "Europe" else other[0]
        return f"no bridge or tunnel joins {island} to the other place"
    return None if one[1] else f"no bridge or tunnel joins the places of {one[0]}"


NEAR_CITY_KM = 80
"""An airport so far from the city that it is named after still stands for that city."""


def place_of_codes(codes: Iterable[str]) -> Place:
    """The city that the first of these airports serves, else that airport itself; all codes are known ones."""
    return _place_of_airport(airports().numbers(codes)[0])


@lru_cache(maxsize=1 << 12)
def _place_of_airport(number: int) -> Place:
    table = airports()
    country, latitude, longitude = (
        table.countries[number],
        float(table.latitude[number]),
        float(table.longitude[number]),
    )
    position = Place(country, latitude, longitude)
    city = find_city(table.cities[number], country)
    served = Place(country, city.latitude, city.longitude) if city else position
    return served if served.km_to(position) <= NEAR_CITY_KM else position


def place_of_home(home: Home) -> Place:
    """Where a home is: its city or position, else the city that its first airport serves."""
    if home.latitude is None or home.longitude is None:
        return place_of_codes(home.airports or home.left_out)
    return Place(country_at(home.latitude, home.longitude) or home.country, home.latitude, home.longitude)


def place_of_venue(venue: Venue) -> Place:
    """Where a venue is: its city where that is known, else the city that its first airport serves."""
    by_air = place_of_codes(venue.airports)
    city = find_city(venue.city, venue.country) if venue.city else None
    named = Place(venue.country, city.latitude, city.longitude) if city else by_air
    return named if named.km_to(by_air) <= FAR_FROM_AIRPORT_KM else by_air


FAR_FROM_AIRPORT_KM = 250
"""A city of the venue's name so far from its airports is another one."""


@lru_cache(maxsize=1 << 14)
def country_at(latitude: float, longitude: float) -> str | None:
    """The country of the city of over 15 000 people that is nearest to a position, `latitude` and `longitude` in
    degrees, of countries that have an airport within 300 km."""
    away = great_circle_km(latitude, longitude, airports().latitude, airports().longitude)
    around = sorted({airports().countries[number] for number in (away < 300).nonzero()[0]})
    nearest = [city for country in around if (city := nearest_city(country, latitude, longitude))]
    return min(nearest)[1] if nearest else None


def home_name(home: Home) -> str:
    """How plans name the place that a home is: as it is written, codes by the city that the first serves."""
    if not home.coded:
        return home.place or home.text
    number = airports().numbers(home.airports or home.left_out)[0]
    return f"{airports().cities[number]}, {airports().countries[number]}"


def venue_name(venue: Venue) -> str:
    """How plans name the place that a venue is in."""
    return f"{venue.city or venue.name}, {venue.country}"
