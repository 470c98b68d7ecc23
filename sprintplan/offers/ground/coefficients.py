"""Coefficients of ground journeys that data/reference/fit_ground.py wrote."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Fit(NamedTuple):
    """One region of one mode.

    level, time, distance : the logarithm of minutes is level + time ln(rail minutes / 180) + distance ln(km / 250)
    low, high : 10 and 90 % of true minutes over estimated ones
    pairs : pairs of cities it was fitted on; most_km : the farthest of them, great circle
    """

    level: float
    time: float
    distance: float
    low: float
    high: float
    pairs: int
    most_km: float


@cache
def fits(mode: str) -> dict[str, Fit]:
    """The fit of each region for a `mode`, `train` or `coach`."""
    return {region: Fit(**values) for region, values in _table()[mode].items()}


@cache
def country_effects() -> dict[str, float]:
    """What the ends of a train journey add to the logarithm of its minutes, by country."""
    return dict(_table()["train_countries"])


@cache
def _table() -> dict[str, Any]:
    text = (files("sprintplan.world.tables") / "ground.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
