"""Where people live: airport codes, city codes, or `City, CC`, as home airports."""

from sprintplan.domain.people import Home
from sprintplan.workspace.cells import Cells
from sprintplan.workspace.report import did_you_mean
from sprintplan.world.airports import airports
from sprintplan.world.cities import countries, find_city, suggest_city


class Homes:
    """Resolves homes, each distinct text once."""

    def __init__(self, radius_km: int) -> None:
        self.radius_km = radius_km
        self._known: dict[str, Home] = {}

    def read(self, cells: Cells) -> Home | None:
        """The home of one row, or None and a problem."""
        text = cells.row["home"]
        if text not in self._known:
            home = self._city(text, cells) if "," in text else self._codes(text, cells)
            if home is None:
                return None
            self._known[text] = home
        return self._known[text]

    def _codes(self, text: str, cells: Cells) -> Home | None:
        found: list[str] = []
        for word in cells.words("home"):
            codes = (word,) if airports().number(word) is not None else airports().of_city(word)
            if not codes:
                hint = did_you_mean(word.upper(), airports().codes) if len(word) == 3 else "Use LIS, LON or Lisbon, PT"
                cells.bad("home", f'"{word}" is no airport or city code', hint)
            found += codes
        if not found:
            if not text:
                cells.bad("home", "it is empty", 'Write airport codes, a city code or "City, CC"')
            return None
        country = airports().countries[airports().number(found[0]) or 0]
        return Home(text=text, airports=tuple(dict.fromkeys(found)), country=country, coded=True)

    def _city(self, text: str, cells: Cells) -> Home | None:
        name, country = (part.strip() for part in text.rsplit(",", 1))
        if country not in countries():
            cells.bad(
                "home",
                f'"{country}" is no country code',
                "Write the city as City, CC with an ISO 3166-1 code",
            )
            return None
        city = find_city(name, country)
        if city is None:
            near = suggest_city(name, country)
            hint = f'Did you mean "{near}, {country}"?' if near else "Write the nearest airport's code instead"
            cells.bad("home", f'no city "{name}" is known in {country}', hint)
            return None
        codes = airports().near(city.latitude, city.longitude, self.radius_km)
        if not codes:
            remedy = "Write the nearest airport's code instead, or raise policy.home_radius_km"
            cells.bad("home", f"no airport with flights lies within {self.radius_km} km of {name}", remedy)
            return None
        return Home(
            text=text,
            airports=codes,
            country=country,
            coded=False,
            latitude=city.latitude,
            longitude=city.longitude,
        )
