"""The page of `scout`: a map and a table of places for each event."""

from sprintplan import __version__
from sprintplan.domain.scouted import Scouted
from sprintplan.reports.html.map.places_map import places_map
from sprintplan.reports.html.rendering import rendered
from sprintplan.reports.text.places import name_of


def places_page(places: Scouted) -> str:
    """The `places` of the world for every event of a workspace; the page needs nothing but itself."""
    return rendered(
        "places.html",
        scouted=places,
        maps=[places_map(event) for event in places.events],
        name_of=name_of,
        tool_version=__version__,
    )
