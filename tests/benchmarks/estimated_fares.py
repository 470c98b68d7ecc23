"""How close fares are: round trips, the United States, fares by date, higher cabins, and the errors that are stated."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.reference.fit_alone import half_fares
from data.reference.fit_fares import EUROS_A_DOLLAR, EUROS_A_DOLLAR_2026, round_trips, us_fares
from data.reference.fit_seasons import daily_fares
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.offers.estimate.alone import alone_error, alone_factor
from sprintplan.offers.estimate.fare_errors import CABIN_ERROR, TAIL, errors_of
from sprintplan.offers.estimate.fare_levels import one_way_fare, regions_of, within_us
from sprintplan.offers.estimate.fares import cabin_factor, year_level
from sprintplan.offers.estimate.seasons import season_factor
from sprintplan.world.regions import NAMES
from tests.benchmarks.training import Line, Rows, chosen, percent, rank_correlation, read

HAULS = ((0, 1_500), (1_500, 4_000), (4_000, 8_000), (8_000, 20_000))
MANY = 50
Floats = NDArray[np.float64]
NAPKINS = {"round trip": (4.6527, -0.3291, 0.0628)}
"""Of the logarithm of a fare: constant, log km and its square, fitted on the whole half of the data."""


def round_trip_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Round trips in economy, by haul and regions, and how many lie within the stated errors."""
    rows = chosen(round_trips(folder), every)
    day, fare, km = rows.days("date"), rows.numbers("fare"), rows.numbers("gc_km")
    us = within_us(rows.origin, rows.destination)
    guess = 2 * one_way_fare(rows.origin, rows.destination)
    guess *= np.where(us, year_level(day, "fare_us_years"), year_level(day))
    guess = guess * season_factor(rows.origin, rows.destination, day)
    napkin = np.exp(np.polynomial.polynomial.polyval(np.log(km), NAPKINS["round trip"]))
    error, simple = np.abs(guess / fare - 1), np.abs(napkin / fare - 1)
    yield (
        f"round trip in economy, mean error, {len(rows):,} fares",
        percent(error.mean()),
        percent(simple.mean()),
        "24 %",
    )
    yield "  median error", percent(float(np.median(error))), percent(float(np.median(simple))), "18 %"
    yield "  rank correlation", _rank(guess, fare), _rank(napkin, fare), "0.86"
    stated = np.abs(np.log(guess / fare)) / errors_of(rows.origin, rows.destination).fare
    yield "  within one stated error, within two", _within(stated), "", "68, 93-97"
    for words, mine in _classes(rows, km):
        measured = f"{percent(error[mine].mean())}; {_within(stated[mine])}"
        yield f"  {words}, {mine.sum()}: mean error; within one, two", measured, percent(simple[mine].mean()), "; 60-76"


def _within(stated: Floats) -> str:
    return f"{100 * (stated <= 1).mean():.0f}, {100 * (stated <= 2).mean():.0f} %"


def _rank(one: Floats, other: Floats) -> str:
    return f"{rank_correlation(one, other):.3f}"


def _classes(rows: Rows, km: Floats) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Hauls, and pairs of regions with many fares."""
    for low, high in HAULS:
        yield f"{low:,} to {high:,} km", (km >= low) & (km < high)
    pairs = regions_of(rows.origin, rows.destination)
    for pair in np.unique(pairs):
        if (pairs == pair).sum() >= MANY / 2:
            yield f"{NAMES[pair // len(NAMES)]} and {NAMES[pair % len(NAMES)]}", pairs == pair


def us_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Mean fares within the United States; the napkin is fitted on all of them."""
    rows = chosen(us_fares(folder), every)
    fare = rows.numbers("fare") * EUROS_A_DOLLAR
    guess, km = one_way_fare(rows.origin, rows.destination), np.log(rows.numbers("gc_km"))
    napkin = np.exp(np.polynomial.polynomial.polyval(km, np.polynomial.polynomial.polyfit(km, np.log(fare), 2)))
    error, simple = np.abs(guess / fare - 1), np.abs(napkin / fare - 1)
    yield f"within the US, mean error, {len(rows):,} fares", percent(error.mean()), percent(simple.mean()), "16 %"
    yield "  rank correlation", _rank(guess, fare), _rank(napkin, fare), "0.85"
    stated = np.abs(np.log(guess / fare)) / errors_of(rows.origin, rows.destination).fare
    yield "  within one stated error, within two", _within(stated), "", "68, 93-97"


def date_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Tickets for one way alone by date, nonstop, beside half of a round trip, and which dates are dear."""
    rows = chosen(daily_fares(folder), every)
    fare, half = rows.numbers("fare") * EUROS_A_DOLLAR_2026, half_fares(rows)
    guess = half * alone_factor(rows.origin, rows.destination)
    error, of_half = (percent(np.abs(one / fare - 1).mean()) for one in (guess, half))
    yield f"one way by date, mean error, {len(rows):,} fares", error, "35 %", "32 %"
    yield "  by half of a round trip", of_half, "", ""
    yield "  rank correlation", _rank(guess, fare), "0.70", "0.75"
    stated = np.abs(np.log(guess / fare)) / alone_error()
    yield "  within one stated error, within two", _within(stated), "", "68, 93-97"
    route = rows.origin * 20_000 + rows.destination
    alike = [rank_correlation(half[route == one], fare[route == one]) for one in np.unique(route)]
    yield f"  dear dates dear, median of {len(alike)} routes", f"{np.median(alike):.3f}", "0", "0.60"


def cabin_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Fares of higher cabins over economy: the median by haul, and the share within the stated error."""
    for word in ("premium_economy", "business"):
        rows = read(folder, "cabin_multipliers").where_word("source", "amadeus").where_word("cabin", word)
        rows = chosen(rows.known(), every)
        km, ratio, cabin = rows.numbers("gc_km"), rows.numbers("ratio"), CABIN_BY_WORD[word]
        guess = cabin_factor(km.astype(np.int32))[cabin]
        off = np.abs(np.log(guess / ratio))
        factor = f"{np.exp(np.median(off)):.2f}, {100 * (off <= CABIN_ERROR[cabin]).mean():.0f} %"
        yield f"{word.replace('_', ' ')} over economy, {len(rows)}: times off; within", factor, "", "68 %"
        for low, high in ((0, 6_000), (6_000, 9_000), (9_000, 20_000)):
            mine = (km >= low) & (km < high)
            medians = f"{np.median(guess[mine]):.1f} ({np.median(ratio[mine]):.1f})"
            yield f"  {low:,} to {high:,} km, {mine.sum()}: median (published)", medians, "", "5 %"
    yield "errors that hold 19 of 20 fares, by what is stated", f"{TAIL}", "", ""
