"""Every airport that tickets are sold to: position, country, zone, city code, and how connected it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.world.distance import great_circle_km
from sprintplan.world.tables import rows

EVERY = 100_000
"""As many airports as there are, for a search without a limit of its own."""


@dataclass(frozen=True)
class Airports:
    """Columns of n airports in order of their codes; the position in them is the airport's number.

    codes : IATA codes, sorted
    names, cities : the airport's and its municipality's
    countries : ISO 3166-1 alpha-2, and XK
    city_codes : IATA metropolitan codes, an airport's own where it has none
    latitude, longitude : (n,) degrees
    zone : (n,) number into `zones.zone_names()`
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    cities: tuple[str, ...]
    countries: tuple[str, ...]
    city_codes: tuple[str, ...]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    zone: NDArray[np.int16]

    @cached_property
    def degree(self) -> NDArray[np.int32]:
        """(n,) nonstop destinations."""
        from sprintplan.world.routes import routes

        return np.diff(routes().first).astype(np.int32)

    def number(self, code: str) -> int | None:
        """The airport's number, or None where the code is unknown."""
        return self._numbers.get(code)

    def numbers(self, codes: Iterable[str]) -> list[int]:
        """Numbers of the codes in their order; unknown codes are left out."""
        return [self._numbers[code] for code in codes if code in self._numbers]

    def country(self, code: str) -> str:
        """The country of the known airport with that `code`."""
        return self.countries[self._numbers[code]]

    def of_city(self, city_code: str) -> tuple[str, ...]:
        """Airports of a metropolitan code, `city_code`, most connected first; those without routes only where none has
        any.

        Empty where no airport has that city code.
        """
        numbers = self._by_city.get(city_code, [])
        return self._ranked([n for n in numbers if self.degree[n]] or numbers)

    def near(self, latitude: float, longitude: float, radius_km: float, most: int = 4) -> tuple[str, ...]:
        """The `most` best connected airports within the radius that have nonstop destinations.

        Most destinations first, then by code. An airport with two codes is there once, under the first.

        Parameters
        ----------
        latitude, longitude : degrees
        radius_km : great-circle kilometres
        most : how many at most
        """
        away = great_circle_km(latitude, longitude, self.latitude, self.longitude)
        near = np.flatnonzero((away <= radius_km) & (self.degree > 0)).tolist()
        places = {(self.latitude[n], self.longitude[n]): n for n in reversed(near)}
        return self._ranked(list(places.values()))[:most]

    def nearest(self, latitude: float, longitude: float, most: int) -> dict[str, float]:
        """Kilometres to the `most` nearest airports that have nonstop destinations, by code, the nearest first.

        An airport with two codes is there once, under the first.

        Parameters
        ----------
        latitude, longitude : degrees
        most : how many at most
        """
        away = great_circle_km(latitude, longitude, self.latitude, self.longitude)
        numbers = [n for n in np.argsort(away, kind="stable").tolist() if self.degree[n]]
        places = dict[tuple[float, float], int]()
        for number in numbers[: 2 * most]:
            places.setdefault((float(self.latitude[number]), float(self.longitude[number])), number)
        return {self.codes[number]: float(away[number]) for number in list(places.values())[:most]}

    def place(self, code: str) -> str:
        """City and country of the airport with that `code`, which is known."""
        return f"{self.cities[self._numbers[code]]}, {self.country(code)}"

    def _ranked(self, numbers: list[int]) -> tuple[str, ...]:
        best = sorted(numbers, key=lambda n: (-int(self.degree[n]), self.codes[n]))
        return tuple(self.codes[n] for n in best)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.codes)}

    @cached_property
    def _by_city(self) -> dict[str, list[int]]:
        by_city: dict[str, list[int]] = {}
        for number, code in enumerate(self.city_codes):
            by_city.setdefault(code, []).append(number)
        return by_city


@cache
def airports() -> Airports:
    """The shipped table."""
    from sprintplan.world.zones import zone_number

    columns = zip(*rows("airports.csv.gz"), strict=True)
    code, name, city, country, city_code, latitude, longitude, zone = columns
    return Airports(
        codes=code,
        names=name,
        cities=city,
        countries=country,
        city_codes=city_code,
        latitude=np.array(latitude, np.float64),
        longitude=np.array(longitude, np.float64),
        zone=np.array([zone_number(word) for word in zone], np.int16),
    )


@cache
def country_numbers() -> NDArray[np.int16]:
    """(n,) each airport's country as a number, in order of the codes."""
    names = airports().countries
    order = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([order[name] for name in names], np.int16)


@lru_cache(maxsize=32)
def countries_among(listed: tuple[str, ...]) -> NDArray[np.int64]:
    """(n + 1,) which of some countries, `listed`, each airport lies in, by its position; how many they are for all
    others, and for the last one, which is no airport."""
    number = {country: at for at, country in enumerate(listed)}
    return np.array([*(number.get(name, len(listed)) for name in airports().countries), len(listed)], np.int64)


def airport_distance_km(origin: ArrayLike, destination: ArrayLike) -> NDArray[np.int32]:
    """Whole kilometres between airports by number, `origin` and `destination`, rounded half up, at least 1;
    broadcasts."""
    table = airports()
    o, d = np.asarray(origin), np.asarray(destination)
    away = great_circle_km(table.latitude[o], table.longitude[o], table.latitude[d], table.longitude[d])
    return np.maximum(1, np.floor(away + 0.5)).astype(np.int32)
