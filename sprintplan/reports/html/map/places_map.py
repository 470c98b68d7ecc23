"""The map of places: outlines of the countries, a dot for each place, the best ones with their names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.scouted import ScoutedEvent, ScoutedPlace
from sprintplan.reports.formatting import fit
from sprintplan.reports.html.map.dots import HEIGHT, WIDTH, Dot, names_apart
from sprintplan.reports.html.map.projection import natural_earth
from sprintplan.reports.html.map.world_map import LONGEST_NAME, Frame, frame_around, land_of, sea_of

NAMED = 3
"""Places of an event that have their names on the map."""


@dataclass(frozen=True)
class PlacesMap:
    """Everything that the drawing needs: paths of sea and land, `dots` of all places, `named` the best of them."""

    sea: str
    land: str
    dots: tuple[Dot, ...]
    named: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT


def places_map(event: ScoutedEvent) -> PlacesMap | None:
    """The map of an event's places, close enough that they fill it; None where there are none."""
    places = event.places
    if not places:
        return None
    plane = natural_earth([place.longitude for place in places], [place.latitude for place in places])
    frame = frame_around(plane)
    dots = _dots(places, frame)
    return PlacesMap(sea_of(frame), land_of(frame), dots[NAMED:], names_apart(dots[:NAMED]))


def _dots(places: Sequence[ScoutedPlace], frame: Frame) -> tuple[Dot, ...]:
    plane = natural_earth([place.longitude for place in places], [place.latitude for place in places])
    spots = np.round(frame.place(plane), 1).tolist()
    return tuple(
        Dot(f"{number}. {fit(place.city, LONGEST_NAME)}", x, y, 5.0 if number <= NAMED else 3.5, 0)
        for number, (place, (x, y)) in enumerate(zip(places, spots, strict=True), 1)
    )
