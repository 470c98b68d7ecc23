"""Where people live: airport codes, city codes, a city or a position, as home airports."""

import re
from collections.abc import Callable

from sprintplan.domain.borders import is_closed
from sprintplan.domain.people import Home
from sprintplan.domain.policy import Policy
from sprintplan.errors import UsageError
from sprintplan.intake.places import airport_instead, written
from sprintplan.problems import shown
from sprintplan.workspace.cells import Cells
from sprintplan.workspace.files import Header, Row, words_of
from sprintplan.workspace.home_hints import (
    NEAREST_KM,
    city_hint,
    code_hint,
    country_hint,
    instead_of,
    no_flights,
    other_readings,
)
from sprintplan.workspace.positions import position_in, position_text
from sprintplan.workspace.report import Report
from sprintplan.world.airports import EVERY, airports
from sprintplan.world.cities import countries, find_city, find_state

MOST_AIRPORTS = 4
"""Airports that a city or position has, the best connected ones."""
POSITION = re.compile(r"-?\d{1,3}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?", re.ASCII)

Visas = dict[tuple[str, str], str]


class Homes:
    """Resolves homes, each distinct text once.

    Parameters
    ----------
    radius_km : airports so near a city or position are its own
    flown : whether the shipped network must have flights there
    visas : of visas.csv, None without it
    """

    def __init__(self, radius_km: int, flown: bool, visas: Visas | None = None) -> None:
        self.radius_km, self.flown, self.visas = radius_km, flown, visas
        self._known: dict[str, Home] = {}
        self._open: dict[tuple[str, frozenset[str]], Home] = {}

    def read(self, cells: Cells) -> Home:
        """The home of one row, by its `cells`; without airports, and with a problem, where it cannot be found.

        Airports in another country that the person may not enter, or would need a visa for, are left out.
        """
        home = self.anyone(cells)
        return self._within_reach(home, cells) if home.airports else home

    def anyone(self, cells: Cells) -> Home:
        """The home of one row, by its `cells`, for whoever may pass every border."""
        text = cells.row["home"]
        if text not in self._known:
            home = self._reader(text)(text, cells)
            if not home.airports:
                return home
            self._known[text] = home
        return self._known[text]

    def _reader(self, text: str) -> Callable[[str, Cells], Home]:
        if POSITION.fullmatch(text):
            return self._position
        if position_in(text):
            return self._other_position
        return self._city if "," in text else self._codes

    def _within_reach(self, home: Home, cells: Cells) -> Home:
        """The home without the airports across a border that is closed to the person; others take their place."""
        abroad = {airports().country(code) for code in home.airports} - {home.country}
        terms = {column: words_of(cells.row[column]) for column in ("cannot_enter", "may_enter", "citizenship")}
        closed = frozenset(country for country in abroad if is_closed(country, visas=self.visas, **terms))
        if not closed:
            return home
        if (home.text, closed) not in self._open:
            self._open[home.text, closed] = self._without(home, closed, terms)
        nearby = self._open[home.text, closed]
        if not nearby.airports:
            what = f"home: every airport of {shown(home.text)} lies across a border that is closed to the person"
            cells.report.warn(cells.row.file, cells.row.line, what, "They can fly nowhere: write another home")
        return nearby

    def _without(self, home: Home, closed: frozenset[str], terms: dict[str, tuple[str, ...]]) -> Home:
        around = home.airports
        if home.latitude is not None and home.longitude is not None:
            around = airports().near(home.latitude, home.longitude, self.radius_km, EVERY)
        barred = {
            country
            for country in {airports().country(code) for code in around} - {home.country}
            if country in closed or is_closed(country, visas=self.visas, **terms)
        }
        kept = [code for code in around if airports().country(code) not in barred]
        kept = kept if home.coded else kept[:MOST_AIRPORTS]
        left_out = tuple(code for code in home.airports if code not in kept)
        return home.changed(airports=tuple(kept), left_out=left_out)

    def _codes(self, text: str, cells: Cells) -> Home:
        every: list[str] = []
        if not cells.words("home"):
            what = f"{shown(text)} names no place" if text else "it is empty"
            cells.bad("home", what, 'Write airport codes, a city code or "City, CC"')
        for word in cells.words("home"):
            codes = (word,) if airports().number(word) is not None else airports().of_city(word)
            if not codes:
                cells.bad("home", f"{shown(word)} is not an airport or city code", code_hint(word))
            elif self.flown and no_flights(codes[0]):
                cells.bad("home", f'no nonstop flights are known at "{word}"', instead_of(codes[0]))
            every += codes
        country = airports().country(every[0]) if every else ""
        return Home(text=text, airports=tuple(dict.fromkeys(every)), country=country, coded=True)

    def _position(self, text: str, cells: Cells) -> Home:
        """`LAT, LON` in degrees; the country is that of the first airport."""
        latitude, longitude = (float(part) for part in text.split(","))
        nowhere = Home(text=text, airports=(), country="", coded=False, place=text)
        if abs(latitude) > 90 or abs(longitude) > 180:
            what = f"{shown(text)} is not a position"
            cells.bad("home", what, "Write latitude and longitude in degrees: 38.72, -9.14")
            return nowhere
        home = self._near(nowhere, latitude, longitude, text, cells)
        return home.changed(country=airports().country(home.airports[0]) if home.airports else "")

    def _other_position(self, text: str, cells: Cells) -> Home:
        """A position in another form than that of homes."""
        latitude, longitude = position_in(text) or (0.0, 0.0)
        remedy = f'Write degrees with a comma between: "{position_text(latitude, longitude)}"'
        cells.bad("home", f"{shown(text)} is not a position as homes are written", remedy)
        return Home(text=text, airports=(), country="", coded=False)

    def _city(self, text: str, cells: Cells) -> Home:
        """`City, CC` or `City, STATE, CC`."""
        area, country = (part.strip() for part in text.rsplit(",", 1))
        name, state = (part.strip() for part in area.rsplit(",", 1)) if "," in area else (area, "")
        nowhere = Home(text=text, airports=(), country=country, coded=False)
        if country not in countries():
            cells.bad("home", f"{shown(country)} is not a country code", country_hint(text, country))
            return nowhere
        code = find_state(state, country) if state else ""
        if code is None:
            what = f"{shown(state)} is not a known state of {country}"
            cells.bad("home", what, f'Write "{name}, {country}" without it')
            return nowhere
        city = find_city(name, country, code)
        if city is None:
            where = f"{code}, {country}" if code else country
            cells.bad("home", f"no city {shown(name)} is known in {where}", city_hint(text, name, country))
            return nowhere
        if hints := other_readings(text, city, stated=code):
            cells.report.warn(cells.row.file, cells.row.line, f"home: {hints[0]}", hints[1])
        home = nowhere.changed(place=written(city))
        return self._near(home, city.latitude, city.longitude, name, cells)

    def _near(self, home: Home, latitude: float, longitude: float, name: str, cells: Cells) -> Home:
        """The home with the airports around its position."""
        codes = airports().near(latitude, longitude, self.radius_km, MOST_AIRPORTS)
        if not codes:
            instead = airport_instead(latitude, longitude)
            by_ground = "for whoever never flies write one, too, and own_travel"
            remedy = f"{instead[:1].upper()}{instead[1:]}; {by_ground}; or raise policy.home_radius_km"
            cells.bad("home", f"no airport with flights lies within {self.radius_km} km of {name}", remedy)
        return home.changed(airports=codes, latitude=latitude, longitude=longitude)


def home_of(text: str) -> Home:
    """A place, `text`, that is written like a home, outside any file, with the airports within the usual radius of it.

    Where none lies within that, within NEAREST_KM.

    Raises
    ------
    UsageError : it cannot be found; the message is that of people.csv
    """
    row = Row(Header("", {"home": 0}, ()), 0, [text.strip()])
    for radius_km in (Policy.model_fields["home_radius_km"].default, NEAREST_KM):
        report = Report()
        home = Homes(radius_km, flown=False).anyone(Cells(row, report))
        if not len(report):
            return home
    problem = report.messages()[0]
    raise UsageError(f"{problem.what.removeprefix('home: ')}. {problem.remedy}")
