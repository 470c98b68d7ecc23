"""How close flights are: block times, the network, days of service, and the fastest journey of a day."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.reference.network import busiest, in_half, pairs_of
from sprintplan.offers.estimate.block_times import block_minutes
from sprintplan.offers.estimate.seasons import THURSDAY
from sprintplan.offers.estimate.timetable import timetable
from sprintplan.world.airports import airports
from sprintplan.world.routes import shipped_routes
from sprintplan.world.skies import open_skies
from tests.benchmarks.itineraries import both_ways, fastest_journeys
from tests.benchmarks.training import Line, Rows, chosen, kept_aside, percent, read

FAR_KM = 3_000
HAULS = ((0, 500), (500, 1_500), (1_500, FAR_KM))
EUROPE = "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MT NL NO PL PT RO SE SI SK".split()
COUNTRIES = {"India": ["IN"], "China": ["CN"], "Central Asia": ["KZ", "KG", "TJ", "TM", "UZ"]}
Mask = NDArray[np.bool_]


def block_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Mean absolute percentage error of block times, by haul; the napkin is half an hour and 800 km/h."""
    rows = chosen(read(folder, "block_times").known(), every)
    km, minutes = rows.numbers("km"), rows.numbers("block_min")
    off = np.abs(block_minutes(rows.origin, rows.destination) / minutes - 1)
    napkin = np.abs((30 + km / 800 * 60) / minutes - 1)
    yield f"block time, mean error, {len(rows):,} routes", percent(off.mean()), percent(napkin.mean()), "5.0 %"
    parts = [(f"{low:,} to {high:,} km", (km >= low) & (km < high), "") for low, high in HAULS]
    parts.append((f"over {FAR_KM:,} km", km > FAR_KM, "2.7 %"))
    parts.append(("Europe to Japan and Korea", _between(rows, EUROPE, ["JP", "KR"]), "under 5 %"))
    for words, mine, aim in parts:
        yield f"  {words}, {mine.sum():,} routes", percent(off[mine].mean()), percent(napkin[mine].mean()), aim


def _between(rows: Rows, here: list[str], there: list[str]) -> Mask:
    country = np.array(airports().countries)
    start, end = country[rows.origin], country[rows.destination]
    return np.isin(start, here) & np.isin(end, there) | np.isin(start, there) & np.isin(end, here)


def network_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Precision and recall of nonstop routes among the airports with most routes."""
    truth = read(folder, "routes_2026")
    busy = busiest(truth)
    known, codes, size = shipped_routes(), airports().codes, len(airports().codes)
    ends = zip(known.origin.tolist(), known.destination.tolist(), strict=True)
    ours = Rows([{"origin": codes[a], "dest": codes[b]} for a, b in ends])
    flown = truth.known()
    real, sold = pairs_of(flown), known.origin.astype(np.int64) * size + known.destination
    in_ours = (
        in_half(ours) & (every | kept_aside(ours)) & np.isin(known.origin, busy) & np.isin(known.destination, busy)
    )
    in_real = (every | kept_aside(flown)) & np.isin(flown.origin, busy) & np.isin(flown.destination, busy)
    right, covered = np.isin(sold, real), np.isin(real, sold)
    country = np.array(airports().countries)
    parts = [("nonstop routes among the 300 busiest airports", in_ours, in_real, "90, 59 %", "95, 92 %")]
    far = known.distance_km > FAR_KM, flown.numbers("km") > FAR_KM
    parts.append((f"  over {FAR_KM:,} km", in_ours & far[0], in_real & far[1], "87, 52 %", "90, 90 %"))
    for name, codes_there in COUNTRIES.items():
        there = np.isin(country, codes_there)
        mine = in_ours & (there[known.origin] | there[known.destination])
        theirs = in_real & (there[flown.origin] | there[flown.destination])
        parts.append((f"  from or to {name}", mine, theirs, "", "recall 85 %"))
    for words, mine, theirs, napkin, aim in parts:
        measured = f"{percent(right[mine].mean())}, {percent(covered[theirs].mean())}"
        yield f"{words}, {theirs.sum():,}: precision, recall", measured, napkin, aim


def sold_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Days with a published nonstop fare on which the timetable flies the route; nothing but its scale is fitted."""
    rows = chosen(read(folder, "fares").where_word("source", "google_nonstop_by_date").known(), every)
    route = shipped_routes().number(rows.origin, rows.destination)
    weekday = (rows.days("date") + THURSDAY) % 7
    flown = (route >= 0) & ((timetable().days[route] >> weekday) & 1 > 0)
    yield f"a nonstop is sold on a day with a published one, {len(rows):,}", percent(flown.mean()), "", "95 %"


def journey_lines(folder: Path, every: bool) -> Iterator[Line]:
    """Duration and connections of the fastest journey of a day between two cities whose airspace is open."""
    rows = chosen(read(folder, "itineraries").where_word("kind", "fastest").known(), every)
    country = airports().countries
    ends = zip(rows.origin.tolist(), rows.destination.tolist(), strict=True)
    rows = rows.where(np.array([open_skies(country[a], country[b]) for a, b in ends]))
    fastest = fastest_journeys(rows)
    sold, same = fastest.minutes > 0, fastest.stops == fastest.published_stops
    off = np.abs(fastest.minutes / fastest.published - 1)
    wrong = np.abs(fastest.minutes - fastest.published)[sold]
    yield f"fastest journey, median error, {len(sold):,} days", percent(float(np.median(off[sold]))), "13 %", "9.5 %"
    yield "  in minutes", f"{np.median(wrong):.0f} min", "", ""
    yield "  the same number of connections", percent(same.mean()), "", "78 %"
    old = (fastest.published_stops > 0) & _nonstop_today(folder, rows)
    measured = f"{percent(float(np.median(off[sold & ~old])))}, {percent(same[~old].mean())}"
    yield f"  both without {old.sum()} days that connect where a nonstop flies in 2026", measured, "", ""
    yield "  days without any journey", f"{(~sold).sum()}", "", ""
    for stops, words in enumerate(("nonstop", "with one connection", "with two")):
        ours, theirs = (fastest.stops[sold] == stops).mean(), (fastest.published_stops == stops).mean()
        mine = sold & (fastest.published_stops == stops)
        error = percent(float(np.median(off[mine])))
        yield f"  {words}: share (published), median error", f"{percent(ours)} ({percent(theirs)}), {error}", "", ""


def _nonstop_today(folder: Path, rows: Rows) -> Mask:
    """(2 n,) whether a nonstop of 2026 is published between the airports of both cities, out and back of each row."""
    flown, size = set(pairs_of(read(folder, "routes_2026").known()).tolist()), len(airports().codes)
    ends = (way for row in rows.cells for way in both_ways(row))
    return np.array([any(a * size + b in flown for a in start for b in end) for start, end in ends], np.bool_)
