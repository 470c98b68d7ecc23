"""Every airport that tickets are sold to: position, country, zone, city code, and how connected it is."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.world.tables import rows


@dataclass(frozen=True)
class Airports:
    """Columns of n airports in order of their codes; the position in them is the airport's number.

    `zone` numbers into `zones.zone_names()`; `degree` counts nonstop destinations.
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
    def _numbers(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.codes)}

    @cached_property
    def _by_city(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, code in enumerate(self.city_codes):
            found.setdefault(code, []).append(number)
        return found

    @cached_property
    def degree(self) -> NDArray[np.int32]:
        """(n,) nonstop destinations."""
        from sprintplan.world.routes import routes

        return np.diff(routes().first).astype(np.int32)

    def number(self, code: str) -> int | None:
        """The airport's number, or None where the code is unknown."""
        return self._numbers.get(code)

    def of_city(self, city_code: str) -> tuple[str, ...]:
        """Airports of a metropolitan code, most connected first; those without routes only where none has any."""
        numbers = self._by_city.get(city_code, [])
        return self._ranked([n for n in numbers if self.degree[n]] or numbers)

    def near(self, latitude: float, longitude: float, radius_km: float, most: int = 4) -> tuple[str, ...]:
        """The `most` best connected airports within the radius that have nonstop destinations."""
        from sprintplan.world.distance import great_circle_km

        away = great_circle_km(latitude, longitude, self.latitude, self.longitude)
        return self._ranked(list(np.flatnonzero((away <= radius_km) & (self.degree > 0))))[:most]

    def _ranked(self, numbers: list[int]) -> tuple[str, ...]:
        best = sorted(numbers, key=lambda n: (-int(self.degree[n]), self.codes[n]))
        return tuple(self.codes[n] for n in best)


@cache
def airports() -> Airports:
    """The shipped table."""
    from sprintplan.world.zones import zone_names

    code, name, city, country, city_code, latitude, longitude, zone = zip(*rows("airports.csv.gz"), strict=True)
    zones = {name: number for number, name in enumerate(zone_names())}
    return Airports(
        codes=code,
        names=name,
        cities=city,
        countries=country,
        city_codes=city_code,
        latitude=np.array(latitude, np.float64),
        longitude=np.array(longitude, np.float64),
        zone=np.array([zones[word] for word in zone], np.int16),
    )
