"""Where people live: airport codes, city codes, or `City, CC`, as home airports."""

from functools import cache

from sprintplan.domain.people import Home
from sprintplan.problems import shown
from sprintplan.workspace.cells import Cells
from sprintplan.world.airports import airports
from sprintplan.world.cities import countries, find_city, suggest_city

NEAREST_KM = 400


class Homes:
    """Resolves homes, each distinct text once; `flown` asks for airports that the shipped network has flights at."""

    def __init__(self, radius_km: int, flown: bool) -> None:
        self.radius_km, self.flown = radius_km, flown
        self._known: dict[str, Home] = {}

    def read(self, cells: Cells) -> Home:
        """The home of one row; without airports, and with a problem, where it cannot be found."""
        text = cells.row["home"]
        if text not in self._known:
            home = self._city(text, cells) if "," in text else self._codes(text, cells)
            if not home.airports:
                return home
            self._known[text] = home
        return self._known[text]

    def _codes(self, text: str, cells: Cells) -> Home:
        found: list[str] = []
        if not text:
            cells.bad("home", "it is empty", 'Write airport codes, a city code or "City, CC"')
        for word in cells.words("home"):
            codes = (word,) if airports().number(word) is not None else airports().of_city(word)
            if not codes:
                hint = cells.report.hint("airport", word, airports().codes) if len(word) == 3 else CODES
                cells.bad("home", f"{shown(word)} is no airport or city code", hint)
            elif self.flown and no_flights(codes[0]):
                cells.bad("home", f'no nonstop flights are known at "{word}"', instead_of(codes[0]))
            found += codes
        country = airports().countries[airports().number(found[0]) or 0] if found else ""
        return Home(text=text, airports=tuple(dict.fromkeys(found)), country=country, coded=True)

    def _city(self, text: str, cells: Cells) -> Home:
        name, country = (part.strip() for part in text.rsplit(",", 1))
        nowhere = Home(text=text, airports=(), country=country, coded=False)
        if country not in countries():
            remedy = 'Write the city as "City, CC" with an ISO 3166-1 alpha-2 code in capitals, such as "Lisbon, PT"'
            cells.bad("home", f"{shown(country)} is no country code", remedy)
            return nowhere
        city = find_city(name, country)
        if city is None:
            cells.bad("home", f"no city {shown(name)} is known in {country}", _city_hint(name, country))
            return nowhere
        codes = airports().near(city.latitude, city.longitude, self.radius_km)
        if not codes:
            remedy = "Write the nearest airport's code instead, or raise policy.home_radius_km"
            cells.bad("home", f"no airport with flights lies within {self.radius_km} km of {name}", remedy)
        return nowhere.model_copy(update={"airports": codes, "latitude": city.latitude, "longitude": city.longitude})


CODES = 'Use an airport code (LIS), a city code (LON) or "City, CC" ("Lisbon, PT")'


@cache
def _city_hint(name: str, country: str) -> str:
    near = suggest_city(name[:60], country)
    return f'Did you mean "{near}, {country}"?' if near else "Write the nearest airport's code instead"


def no_flights(code: str) -> bool:
    """Whether the shipped network has no nonstop flight at an airport that it knows."""
    number = airports().number(code)
    return number is not None and not airports().degree[number]


def instead_of(code: str) -> str:
    """A remedy: the airports around one without flights."""
    number = airports().number(code) or 0
    near = airports().near(float(airports().latitude[number]), float(airports().longitude[number]), NEAREST_KM, 3)
    return f"Airports around it: {', '.join(near)}" if near else "Write another airport's code"
