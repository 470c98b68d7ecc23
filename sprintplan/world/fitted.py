"""Coefficients that were fitted on published block times, fares and itineraries; data/reference/fit.py writes them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


def fitted(part: str) -> Any:
    """The coefficients of one model, `part`, by the name that data/reference/fit.py gave it."""
    return coefficients()[part]


@cache
def coefficients() -> dict[str, Any]:
    """Those of all models, by name."""
    text = (files("sprintplan.world.tables") / "fitted.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
