"""CO2e of flights and ground journeys: UK Government GHG Conversion Factors for Company Reporting 2025."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sprintplan.world.airports import airport_distance_km, country_numbers

EMISSIONS_SOURCE = (
    "UK Government GHG Conversion Factors for Company Reporting 2025 (DESNZ/DEFRA, Crown copyright, "
    "Open Government Licence v3.0), per passenger-km of great-circle distance, "
    "the publisher's 8 % uplift included"
)
EMBEDDED = "embedded factors: UK Government GHG Conversion Factors 2025"
SHORT_HAUL_BELOW_KM = 3_700
DOMESTIC_BELOW_KM = 1_000
"""The publisher's short-haul flights are those to and from the UK within Europe, up to some 3 700 km. Its domestic
factor is British and short: it stands here for flights within one country of under 1 000 km."""

HAULS = ("domestic", "short", "long")
_FACTORS = {
    ("domestic", True): (22928, 22928, 22928, 22928),
    ("domestic", False): (13552, 13552, 13552, 13552),
    ("short", True): (12576, 12576, 18863, 18863),
    ("short", False): (7435, 7435, 11152, 11152),
    ("long", True): (11704, 18726, 33940, 46814),
    ("long", False): (6926, 11081, 20083, 27701),
}
"""10^-5 kg CO2e a passenger-km for economy, premium economy, business, first, of the flight itself (without well to
tank). Domestic has one factor for all; short haul has no premium economy (seats as in economy) and no first (as
business)."""


def factors(radiative_forcing: bool = True) -> dict[str, tuple[int, int, int, int]]:
    """Factors by haul in 10^-5 kg a passenger-km, for the four cabins in order, with `radiative_forcing` or without."""
    return {haul: _FACTORS[haul, radiative_forcing] for haul in HAULS}


def co2e_g(
    origin: ArrayLike, destination: ArrayLike, cabin: ArrayLike, *, radiative_forcing: bool = True
) -> NDArray[np.int64]:
    """Grams of CO2e a passenger of a nonstop flight, rounded half up; broadcasts.

    Parameters
    ----------
    origin, destination : airport numbers
    cabin : numbers of `Cabin`
    radiative_forcing : whether it is counted
    """
    o, d = np.asarray(origin), np.asarray(destination)
    km = airport_distance_km(o, d)
    at_home = (country_numbers()[o] == country_numbers()[d]) & (km < DOMESTIC_BELOW_KM)
    haul = np.where(at_home, 0, np.where(km < SHORT_HAUL_BELOW_KM, 1, 2))
    table = np.array([_FACTORS[name, radiative_forcing] for name in HAULS], np.int64)
    return np.asarray((table[haul, np.asarray(cabin)] * km.astype(np.int64) + 50) // 100, np.int64)


class GroundGrams(NamedTuple):
    """Grams of CO2e a traveller: of the journey itself, and of making its fuel or current (well to tank)."""

    direct: int
    well_to_tank: int


_GROUND_FACTORS = {
    "train": (3546, 897),
    "international train": (446, 117),
    "coach": (2776, 656),
    "car": (16725, 4399),
    "ferry": (1871, 424),
}
"""10^-5 kg CO2e a passenger-km, direct and well to tank: national rail, international rail, coach, average car of
unknown fuel with the driver alone, ferry for foot passengers. Source: as EMISSIONS_SOURCE, business travel by land
and sea."""


def ground_grams(mode: str, way_km: float, *, across_border: bool) -> GroundGrams:
    """Grams a traveller of a ground journey, each rounded half up.

    Parameters
    ----------
    mode : `train`, `coach`, `car` or `ferry`
    way_km : along track, road or water
    across_border : whether a train counts as international rail
    """
    factors = _GROUND_FACTORS["international train" if mode == "train" and across_border else mode]
    direct, well_to_tank = (int(factor * way_km / 100 + 0.5) for factor in factors)
    return GroundGrams(direct, well_to_tank)
