"""What a ground journey costs: fares by distance and country, and mileage allowances of cars."""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from sprintplan.units import currency_decimals


class Fare(NamedTuple):
    """An amount in minor units of a currency."""

    minor: int
    currency: str


class _Curve(NamedTuple):
    """A fare of `start` times great-circle kilometres to the power of `power`."""

    start: float
    power: float
    currency: str


_FRENCH = _Curve(math.exp(0.0945), 0.6245, "EUR")
"""Half way, in logarithms, between the least and the highest normal second-class fare of TGV INOUI.

Source: SNCF open data of 2024; each end fits within 14.4 and 13.6 % (mean)."""
_TRAINS = {
    "JP": _Curve(math.exp(5.349), 0.704, "JPY"),
    "TW": _Curve(5.0, 1.0, "TWD"),
    "CN": _Curve(math.exp(-1.297), 1.075, "CNY"),
    "IN": _Curve(2.5, 1.0, "INR"),
    "US": _Curve(0.30, 1.0, "USD"),
    "CA": _Curve(0.30, 1.0, "USD"),
}
"""Reserved seat of the Tokaido-Sanyo line in 2026 (fits within 4.2 %); Taiwan's standard fare Taipei to Zuoying, 1 490
TWD for 297 km; second class of 2014 in China (19.6 %). Assumptions: air-conditioned seats in India, and Amtrak's
ticket revenue a passenger-mile of 2023, about 0.39 USD, over a way 1.2 times the great circle."""
_TRAIN_LEVEL = {
    **dict.fromkeys(("CH", "DK", "GB", "NO"), 1.4),
    **dict.fromkeys(("AT", "DE", "FI", "IE", "LU", "NL", "SE"), 1.1),
    **dict.fromkeys(("BE", "FR"), 1.0),
    **dict.fromkeys(("ES", "IT", "PT", "SI", "GR", "EE"), 0.8),
}
_ELSEWHERE = 0.5
"""Levels of fares over the French: assumptions that follow the price levels of transport services. Fares of one route
differ by a factor of two with the day and the train."""

_COACHES = {
    "IN": _Curve(math.exp(2.958), 0.653, "INR"),
    "US": _Curve(0.15, 1.0, "USD"),
}
_EUROPEAN_COACH = _Curve(0.09, 1.0, "EUR")
"""India: median fares of redBus in 2024 (fits within 28.9 %). Europe and the US: assumptions, of some 0.07 EUR and
0.12 USD a kilometre of road."""

MILEAGE = {
    "AT": ("0.50", "EUR"),
    "BE": ("0.43", "EUR"),
    "CA": ("0.72", "CAD"),
    "CH": ("0.70", "CHF"),
    "DE": ("0.30", "EUR"),
    "DK": ("3.81", "DKK"),
    "ES": ("0.26", "EUR"),
    "FI": ("0.59", "EUR"),
    "FR": ("0.636", "EUR"),
    "GB": ("0.2796", "GBP"),
    "IE": ("0.4340", "EUR"),
    "NL": ("0.23", "EUR"),
    "NO": ("5.00", "NOK"),
    "PL": ("1.15", "PLN"),
    "PT": ("0.40", "EUR"),
    "SE": ("2.50", "SEK"),
    "US": ("0.4350", "USD"),
}
"""Official allowance for a private car a kilometre, by country of the home, 2025: tax-free or civil-service rates (US:
0.70 USD a mile, Great Britain: 0.45 GBP a mile, France: 5 CV up to 5 000 km)."""
ELSEWHERE_MILEAGE = ("0.30", "EUR")
"""Where no official allowance is listed: an assumption."""


def fare(mode: str, home: str, place: str, great_circle_km: float, way_km: float) -> Fare:
    """Fare of one adult, one way; of a car the mileage of a driver who travels alone.

    Parameters
    ----------
    mode : `train`, `coach` or `car`
    home, place : ISO 3166-1 alpha-2 of where the traveller lives and of the other end
    great_circle_km, way_km : as the crow flies, and along track or road
    """
    if mode == "car":
        return mileage(home, way_km)
    if mode == "coach":
        curve = _COACHES.get(home, _EUROPEAN_COACH)
        return _rounded(curve.start * great_circle_km**curve.power, curve.currency)
    curve = _TRAINS.get(home, _FRENCH)
    level = 1.0 if home in _TRAINS else sum(_TRAIN_LEVEL.get(end, _ELSEWHERE) for end in (home, place)) / 2
    return _rounded(level * curve.start * great_circle_km**curve.power, curve.currency)


def mileage(home: str, way_km: float) -> Fare:
    """The allowance for `way_km` of a private car, by the country of the `home`."""
    rate, currency = MILEAGE.get(home, ELSEWHERE_MILEAGE)
    return _rounded(float(rate) * way_km, currency)


def _rounded(amount: float, currency: str) -> Fare:
    scaled = Decimal(amount).scaleb(currency_decimals(currency))
    return Fare(int(scaled.to_integral_value(ROUND_HALF_UP)), currency)
