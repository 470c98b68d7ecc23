"""Coefficients that were fitted on published block times, fares and itineraries; data/reference/fit.py writes them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def fitted(part: str) -> Any:
    """The coefficients of one model, `part`, by the name that data/reference/fit.py gave it."""
    text = (files("sprintplan.world.tables") / "fitted.json").read_text(encoding="utf-8")
    return json.loads(text)[part]
