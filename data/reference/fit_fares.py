"""Fits the levels of fares: round trips of the world, and the United States by themselves."""

from pathlib import Path
from typing import Any

import numpy as np

from sprintplan.offers.estimate.fare_levels import (
    LOW_COST_REGIONS,
    fare_terms,
    one_way_fare,
    regions_of,
    us_terms,
    within_us,
)
from sprintplan.offers.estimate.seasons import season_factor
from sprintplan.world.airports import airports
from sprintplan.world.regions import NAMES
from tests.benchmarks.training import Rows, kept_aside, read

COUNTRY, SELLER, REGION_PAIR, CITY, US_AIRPORT = 3.0, 6.0, 5.0, 3.0, 1.0
# Ridges: by how many fares each kind of effect is drawn to none.
LEAST_RESIDUAL, US_LEAST_RESIDUAL, ROUNDS = 0.15, 0.08, 20
CLOSED_UNTIL = {"CN": "2023", "NZ": "2023"}
# Countries that were closed to travellers: fares of earlier years are full tariffs of a few seats.
USUAL = -0.06
# The least mean error of a fare lies below the middle of its logarithm.
EUROS_A_DOLLAR, FEW_PASSENGERS = 0.88, 200
# Mean rate of the second quarter of 2025 (European Central Bank); of fewer in the sample a mean is noise.
ASIAN_KM, EUROS_A_DOLLAR_2026 = 8_000, 0.87
# Within Asia and Oceania airlines sell a round trip for two one-way fares, so that published one-way fares tell.


def fit_fares(rows: Rows, fares: np.ndarray) -> dict[str, Any]:
    """Terms, levels of the years against 2023, and effects of countries, sellers, pairs of regions and cities.

    rows : with both ends and the date of departure; fares : (n,) euros of a round trip
    """
    origin, destination = rows.origin, rows.destination
    wanted = np.log(fares) - np.log(season_factor(origin, destination, rows.days("date")))
    year = np.array([cell["date"][:4] for cell in rows.cells])
    parts = [np.vstack([fare_terms(origin, destination), year == "2021", year == "2022"]).T]
    country, city = np.array(airports().countries), np.array(airports().city_codes)
    countries, here, there = _ends(country[origin], country[destination])
    cities, city_here, city_there = _ends(city[origin], city[destination])
    pairs, number = np.unique(regions_of(origin, destination), return_inverse=True)
    parts += [here + there, here - there, np.eye(len(pairs))[number], city_here + city_there]
    ridge = np.repeat([0.01, COUNTRY, SELLER, REGION_PAIR, CITY], [part.shape[1] for part in parts])
    found = np.split(robust(np.hstack(parts), wanted, ridge), np.cumsum([part.shape[1] for part in parts])[:-1])
    terms = found[0][:-2]
    terms[0] += USUAL
    return {
        "terms": terms.tolist(),
        "years": {"2021": float(found[0][-2]), "2022": float(found[0][-1]), "2023": 0.0},
        "countries": _named(countries, found[1]),
        "sellers": _named(countries, found[2]),
        "regions": _named([f"{NAMES[pair // len(NAMES)]}>{NAMES[pair % len(NAMES)]}" for pair in pairs], found[3]),
        "cities": _named(cities, found[4]),
    }


def fitted_rows(folder: Path) -> tuple[Rows, np.ndarray]:
    """What the world's fares are fitted on, with euros of a round trip: four fifths of both sources."""
    asian = asian_fares(folder)
    both = [(round_trips(folder), "fare", 1.0), (asian, "fare", 2 * EUROS_A_DOLLAR_2026)]
    parts = [(rows.where(~kept_aside(rows)), name, scale) for rows, name, scale in both]
    fares = np.concatenate([rows.numbers(name) * scale for rows, name, scale in parts])
    return Rows([cell for rows, _, _ in parts for cell in rows.cells]), fares


def round_trips(folder: Path) -> Rows:
    """Published sensible round trips that a traveller could take."""
    rows = read(folder, "fares").where_word("source", "amadeus_sensible").known()
    return rows.where(possible(rows))


def asian_fares(folder: Path) -> Rows:
    """Published one-way fares within Asia and Oceania, a row a route; they stand for an ordinary day."""
    rows = read(folder, "fares").where_word("source", "google_nonstop_route").known()
    names = np.array(NAMES)
    pair = regions_of(rows.origin, rows.destination)
    inside = np.isin(names[pair // len(NAMES)], LOW_COST_REGIONS)
    inside &= np.isin(names[pair % len(NAMES)], LOW_COST_REGIONS)
    rows = rows.where(inside & (rows.numbers("gc_km") < ASIAN_KM))
    return Rows([{**cell, "date": "2026-10-07"} for cell in rows.cells])


def possible(rows: Rows) -> np.ndarray:
    """(n,) whether both countries let travellers in at the time."""
    country = airports().countries
    closed = [
        any(cell["date"][:4] < CLOSED_UNTIL.get(country[end], "") for end in ends)
        for cell, *ends in zip(rows.cells, rows.origin.tolist(), rows.destination.tolist(), strict=True)
    ]
    return ~np.array(closed, bool)


def fit_us_fares(rows: Rows) -> dict[str, Any]:
    """Terms and airports of fares within the United States; the logarithm of a round trip in euros."""
    names, here, there = _ends(*(np.array(airports().codes)[end] for end in (rows.origin, rows.destination)))
    terms = us_terms(rows.origin, rows.destination).T
    ridge = np.repeat([0.01, US_AIRPORT], [terms.shape[1], len(names)])
    wanted = np.log(2 * EUROS_A_DOLLAR * rows.numbers("fare"))
    found = robust(np.hstack([terms, here + there]), wanted, ridge, US_LEAST_RESIDUAL)
    return {"terms": found[: terms.shape[1]].tolist(), "airports": _named(names, found[terms.shape[1] :])}


def fit_us_years(folder: Path) -> dict[str, Any]:
    """Levels of 2021 and 2022 within the United States against its own fares of 2025: medians of round trips."""
    rows = round_trips(folder).fitted()
    rows = rows.where(within_us(rows.origin, rows.destination))
    usual = 2 * one_way_fare(rows.origin, rows.destination)
    usual *= season_factor(rows.origin, rows.destination, rows.days("date"))
    year, off = np.array([cell["date"][:4] for cell in rows.cells]), np.log(rows.numbers("fare") / usual)
    return {"years": {str(one): float(np.median(off[year == one])) for one in np.unique(year)} | {"2023": 0.0}}


def us_fares(folder: Path) -> Rows:
    """Mean one-way fares of pairs with enough passengers."""
    rows = read(folder, "fares").where_word("source", "us_dot_db1b").known()
    rows = rows.where(rows.numbers("n") >= FEW_PASSENGERS)
    return rows.where(within_us(rows.origin, rows.destination))


def _ends(here: np.ndarray, there: np.ndarray) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names at either end, and (n, names) which of them each row has here and there."""
    names, number = np.unique(np.concatenate([here, there]), return_inverse=True)
    one = np.eye(len(names))
    return names.tolist(), one[number[: len(here)]], one[number[len(here) :]]


def _named(names: list[str], levels: np.ndarray) -> dict[str, float]:
    return {name: round(float(level), 4) for name, level in zip(names, levels, strict=True)}


def robust(columns: np.ndarray, wanted: np.ndarray, ridge: np.ndarray, least: float = LEAST_RESIDUAL) -> np.ndarray:
    """Coefficients of `columns`, (n, m), with the least absolute residuals from `wanted`, (n,), none counted as closer
    than `least`; each is drawn to none by its `ridge`, (m,)."""
    weight = np.ones(len(wanted))
    for _ in range(ROUNDS):
        scaled = columns * weight[:, None]
        found = np.linalg.solve(scaled.T @ columns + np.diag(ridge), scaled.T @ wanted)
        weight = 2 * least / np.maximum(np.abs(wanted - columns @ found), least)
    return found
