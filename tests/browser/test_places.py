"""The page of `scout` as it is read on a telephone and on a desk."""

from datetime import date
from itertools import combinations

import pytest

from sprintplan.domain.scouted import PlaceFigures, Scouted, ScoutedEvent, ScoutedPlace
from sprintplan.reports.html import places_page
from tests.browser.conftest import Open

LINE_PX = 48
"""A row of a table that is one line high is lower than this."""
FIGURES = PlaceFigures(
    first_day=date(2027, 4, 5),
    cash="82882.00",
    fares="50000.00",
    rooms="30000.00",
    per_diem="2882.00",
    hours=476.0,
    longest_minutes=985,
    co2e_kg=52000.0,
    travellers=34,
    local=4,
    remote=2,
    visa_share=None,
    holiday_share=0.16,
)


def place(city: str, latitude: float, difference: str) -> ScoutedPlace:
    return ScoutedPlace(
        venue=city.lower(),
        city=city,
        state="",
        country="RO",
        airports=("OTP", "BBU"),
        latitude=latitude,
        longitude=23.5,
        room_rate="137.00",
        rate_source="US State Department",
        objective="99060.00",
        exact=True,
        difference=difference,
        chance=0.3,
        figures=FIGURES,
    )


def scouted() -> Scouted:
    """Two places and the one that they are compared with, for one event; visas were not looked at."""
    places = place("Bucharest", 44.4, "-25167.00"), place("Cluj-Napoca", 46.8, "-17322.00")
    event = ScoutedEvent(
        event="spring",
        name="Spring",
        people=40,
        places=places,
        baseline=place("Sibiu", 45.8, "0.00"),
        judged=14,
        bounded=179,
        left_out=0,
    )
    return Scouted(
        company="Acme",
        currency="USD",
        today=date(2026, 11, 29),
        looked_at=193,
        unpriced=(),
        remarks=("visas were not looked at",),
        events=(event,),
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_every_place_is_a_line_of_its_table(opened: Open, width: int) -> None:
    """No word is broken to fit: where the table is wider than the window it is moved, the names staying in sight."""
    view = opened(places_page(scouted()), viewport={"width": width, "height": 900})
    heights = view.page.evaluate("[...document.querySelectorAll('tbody tr')].map(row => row.offsetHeight)")
    assert len(heights) == 3
    assert max(heights) < LINE_PX
    assert view.page.evaluate("document.documentElement.scrollWidth") == width
    view.page.evaluate("document.querySelector('.scroll').scrollLeft = 10000")
    assert view.page.locator("tbody th", has_text="Cluj-Napoca").bounding_box()["x"] >= 0  # type: ignore[index]
    assert view.quiet


def test_visas_have_a_column_where_they_were_looked_at(opened: Open) -> None:
    """Without visas.csv there is nothing to state."""
    assert "Visa" not in opened(places_page(scouted())).page.inner_text("thead")
    known = FIGURES.changed(visa_share=0.25, visa_unknown_share=0.1)
    [event] = scouted().events
    looked = event.changed(places=tuple(one.changed(figures=known) for one in event.places))
    page = opened(places_page(scouted().changed(events=(looked,))), viewport={"width": 1200, "height": 900}).page
    assert "Visa" in page.inner_text("thead")
    assert "25 % or more" in page.inner_text("tbody tr")
    hidden = "(box => box.scrollWidth - box.clientWidth)(document.querySelector('.scroll'))"
    assert page.evaluate(hidden) == 0, "a column lies out of sight"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_names_of_near_places_are_read_apart(opened: Open, width: int) -> None:
    """Poznań, Warsaw and Katowice: no two names on the map have room in common, as they are drawn, but
    for the halo around their letters."""
    near = ("Poznań", 52.4, 16.8), ("Warsaw", 52.2, 21.0), ("Katowice", 50.5, 19.1), ("Lisbon", 38.8, -9.1)
    places = tuple(place(city, latitude, "0.00").changed(longitude=longitude) for city, latitude, longitude in near)
    event = scouted().events[0].changed(places=places)
    page = opened(places_page(scouted().changed(events=(event,))), viewport={"width": width, "height": 900}).page
    names = [text.bounding_box() for text in page.query_selector_all(".map .venue text")]
    assert len(names) == 3
    for one, other in combinations(filter(None, names), 2):
        beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        above, below = sorted((one["y"], other["y"]))
        assert beside or below - above >= 0.6 * one["height"]
