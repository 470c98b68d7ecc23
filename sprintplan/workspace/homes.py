"""Where people live: airport codes, city codes, a city or a position, as home airports."""

import re
from functools import cache

from sprintplan.domain.people import Home
from sprintplan.domain.policy import Policy
from sprintplan.errors import UsageError
from sprintplan.problems import shown
from sprintplan.workspace.cells import Cells
from sprintplan.workspace.files import Header, Row
from sprintplan.workspace.report import Report
from sprintplan.world.airports import airports
from sprintplan.world.cities import countries, find_city, find_state, suggest_city

NEAREST_KM = 400
POSITION = re.compile(r"-?\d{1,3}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?", re.ASCII)


class Homes:
    """Resolves homes, each distinct text once; `flown` asks for airports that the shipped network has flights at."""

    def __init__(self, radius_km: int, flown: bool) -> None:
        self.radius_km, self.flown = radius_km, flown
        self._known: dict[str, Home] = {}

    def read(self, cells: Cells) -> Home:
        """The home of one row; without airports, and with a problem, where it cannot be found."""
        text = cells.row["home"]
        if text not in self._known:
            read = self._position if POSITION.fullmatch(text) else self._city if "," in text else self._codes
            home = read(text, cells)
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

    def _position(self, text: str, cells: Cells) -> Home:
        """`LAT, LON` in degrees; the country is that of the first airport."""
        latitude, longitude = (float(part) for part in text.split(","))
        nowhere = Home(text=text, airports=(), country="", coded=False)
        if abs(latitude) > 90 or abs(longitude) > 180:
            cells.bad(
                "home", f"{shown(text)} is not a position", "Write latitude and longitude in degrees: 38.72, -9.14"
            )
            return nowhere
        home = self._near(nowhere, latitude, longitude, text, cells)
        country = airports().countries[airports().number(home.airports[0]) or 0] if home.airports else ""
        return home.changed(country=country)

    def _city(self, text: str, cells: Cells) -> Home:
        """`City, CC` or `City, STATE, CC`."""
        area, country = (part.strip() for part in text.rsplit(",", 1))
        name, state = (part.strip() for part in area.rsplit(",", 1)) if "," in area else (area, "")
        nowhere = Home(text=text, airports=(), country=country, coded=False)
        if country not in countries():
            remedy = 'Write the city as "City, CC" with an ISO 3166-1 alpha-2 code in capitals, such as "Lisbon, PT"'
            cells.bad("home", f"{shown(country)} is no country code", remedy)
            return nowhere
        code = find_state(state, country) if state else ""
        if code is None:
            cells.bad(
                "home", f"{shown(state)} is not a known state of {country}", f'Write "{name}, {country}" without it'
            )
            return nowhere
        city = find_city(name, country, code)
        if city is None:
            where = f"{code}, {country}" if code else country
            cells.bad("home", f"no city {shown(name)} is known in {where}", _city_hint(name, country))
            return nowhere
        return self._near(nowhere, city.latitude, city.longitude, name, cells)

    def _near(self, home: Home, latitude: float, longitude: float, name: str, cells: Cells) -> Home:
        """The home with the airports around its position."""
        codes = airports().near(latitude, longitude, self.radius_km)
        if not codes:
            remedy = "Write the nearest airport's code instead, or raise policy.home_radius_km"
            cells.bad("home", f"no airport with flights lies within {self.radius_km} km of {name}", remedy)
        return home.changed(airports=codes, latitude=latitude, longitude=longitude)


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


def home_of(text: str) -> Home:
    """A place that is written like a home, outside any file, with the airports within the usual radius of it.

    Where none lies within that, within NEAREST_KM.

    Raises
    ------
    UsageError : it cannot be found; the message is that of people.csv
    """
    row = Row(Header("", {"home": 0}, ()), 0, [text.strip()])
    for radius_km in (Policy.model_fields["home_radius_km"].default, NEAREST_KM):
        report = Report()
        home = Homes(radius_km, flown=False).read(Cells(row, report))
        if not len(report):
            return home
    problem = report.messages()[0]
    raise UsageError(f"{problem.what.removeprefix('home: ')}. {problem.remedy}")
