"""Which places road and rail can join: land that is one piece, or joined by bridges and tunnels."""

from typing import NamedTuple


class _Island(NamedTuple):
    """Land of some countries within a box of degrees; `joined` tells that its own towns lie on one island."""

    name: str
    countries: tuple[str, ...]
    south: float
    north: float
    west: float
    east: float
    joined: bool = True


CONTINENT = "Europe"
"""Europe's mainland with what fixed links join to it: Great Britain by the Channel tunnel, Zealand, Scandinavia."""

_ISLANDS = (
    _Island("Ireland", ("IE",), 51, 56, -11, -5),
    _Island("Ireland", ("GB",), 54.0, 55.35, -8.2, -5.4),
    _Island("the Isle of Man", ("IM",), -90, 90, -180, 180),
    _Island("Jersey", ("JE",), -90, 90, -180, 180),
    _Island("Guernsey", ("GG",), -90, 90, -180, 180),
    _Island("the Isle of Wight", ("GB",), 50.55, 50.775, -1.6, -1.05),
    _Island("the Isles of Scilly", ("GB",), 49.8, 50.0, -6.6, -6.2, joined=False),
    _Island("Lewis and Harris", ("GB",), 57.7, 58.6, -7.2, -6.1),
    _Island("the Outer Hebrides", ("GB",), 56.7, 57.7, -7.9, -7.0, joined=False),
    _Island("Orkney and Shetland", ("GB",), 58.7, 61, -3.6, -0.5, joined=False),
    _Island("Sicily", ("IT",), 36.6, 38.35, 12.3, 15.62),
    _Island("Sardinia", ("IT",), 38.8, 41.35, 8.0, 9.9),
    _Island("the islands off Naples", ("IT",), 40.5, 40.8, 13.8, 14.28, joined=False),
    _Island("Corsica", ("FR",), 41.3, 43.1, 8.5, 9.6),
    _Island("Mallorca", ("ES",), 39.2, 40.0, 2.3, 3.5),
    _Island("Menorca", ("ES",), 39.7, 40.2, 3.7, 4.4),
    _Island("Ibiza", ("ES",), 38.6, 39.2, 1.1, 1.7),
    _Island("Tenerife", ("ES",), 27.9, 28.65, -16.95, -16.1),
    _Island("Gran Canaria", ("ES",), 27.7, 28.25, -15.9, -15.3),
    _Island("the Canary Islands", ("ES",), 27, 30, -19, -13, joined=False),
    _Island("Ceuta and Melilla", ("ES",), 35.0, 35.95, -5.5, -2.8, joined=False),
    _Island("Madeira and the Azores", ("PT",), 30, 42, -32, -12, joined=False),
    _Island("Malta", ("MT",), -90, 90, -180, 180),
    _Island("Cyprus", ("CY",), -90, 90, -180, 180),
    _Island("Iceland", ("IS",), -90, 90, -180, 180),
    _Island("the Faroe Islands", ("FO",), -90, 90, -180, 180, joined=False),
    _Island("Åland", ("AX",), -90, 90, -180, 180, joined=False),
    _Island("Svalbard", ("SJ",), -90, 90, -180, 180, joined=False),
    _Island("Gotland", ("SE",), 56.8, 58.1, 17.9, 19.5),
    _Island("Bornholm", ("DK",), 54.9, 55.4, 14.5, 15.3),
    _Island("Saaremaa and Hiiumaa", ("EE",), 57.8, 59.2, 21.7, 23.35, joined=False),
    _Island("Texel", ("NL",), 53.0, 53.2, 4.65, 4.95),
    _Island("Crete", ("GR",), 34.7, 35.75, 23.4, 26.4),
    _Island("Rhodes", ("GR",), 35.8, 36.5, 27.6, 28.3),
    _Island("Lesbos", ("GR",), 38.9, 39.45, 25.8, 26.7),
    _Island("Corfu", ("GR",), 39.3, 39.85, 19.6, 20.12),
    _Island("the Greek islands", ("GR",), 35.0, 37.75, 24.2, 28.5, joined=False),
    _Island("the Greek islands", ("GR",), 37.5, 39.2, 25.7, 27.2, joined=False),
    _Island("the Greek islands", ("GR",), 37.6, 38.55, 20.3, 21.02, joined=False),
    _Island("Hawaii", ("US",), 18, 23, -161, -154, joined=False),
    _Island("Alaska", ("US",), 51, 72, -180, -130, joined=False),
    _Island("the Andaman Islands", ("IN",), 6, 15, 91, 95, joined=False),
    _Island("Lakshadweep", ("IN",), 7, 13, 71, 74, joined=False),
)


def landmass(country: str, latitude: float, longitude: float) -> tuple[str, bool]:
    """The land that a place stands on, and whether roads join all of it.

    The first island whose box holds the place, else CONTINENT, which then means the mainland of whatever continent.
    Boxes are drawn by hand round islands that no bridge or tunnel joins to a mainland.

    Parameters
    ----------
    country : ISO 3166-1 alpha-2
    latitude, longitude : degrees
    """
    for island in _ISLANDS:
        inside = island.south <= latitude <= island.north and island.west <= longitude <= island.east
        if country in island.countries and inside:
            return island.name, island.joined
    return CONTINENT, True
