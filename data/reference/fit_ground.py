"""Fit ground journeys on city pairs and write rail_stops, rail_links and ground.json of sprintplan/world/tables.

    python -m data.reference.fit_ground DATA_FOLDER

DATA_FOLDER holds ground_times_train.csv.gz, which is not part of the project. A fifth of the city pairs, by hash, is
never looked at here: tests/benchmarks/ground.py measures on it. rail_stops.csv and rail_links.csv beside this file are
the lines: stops with their positions, and links with the best minutes of public timetables; where a link has none
(China, Amtrak) they are fitted.
"""

import argparse
import csv
import gzip
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sprintplan.offers.ground.regions import Unmeasured, coach_region, train_region
from sprintplan.offers.ground.roads import COACHES_ALONG_RAIL
from sprintplan.offers.ground.trains import PUBLISHED, published_minutes, rail_minutes
from sprintplan.world.railways import Railway, built
from tests.benchmarks.ground_pairs import Pair, kept_aside, read_pairs

HERE, TABLES = Path(__file__).parent, Path(__file__).parents[2] / "sprintplan" / "world" / "tables"
Floats = NDArray[np.float64]

FITTED_PACE = {"china": (4, 0.34, 0.22), "amtrak": (4, 0.70, 0.46)}
"""Minutes of a link before fitting (a start, and so much a km), and the least minutes a km."""
LINK_WEIGHT, ROUNDS, HUBER = 0.1, 10, 0.08
"""How much a link is held to those minutes; rounds of fitting; the share of error beyond which a pair counts less."""
TRAIN_MARGIN, COACH_MARGIN = 1.02, 1.06
"""Ranges are so much wider at either end than on the pairs at hand, as links and terms are fitted on these."""
NEAR_WEIGHT = 0.3
"""Of pairs known from a source that holds fast pairs alone."""
COUNTRY_RIDGE, TERM_RIDGE = 3.0, 0.3


def main() -> None:
    """Fit links first, then regions on the minutes through them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    pairs = [pair for pair in read_pairs(parser.parse_args().folder) if not kept_aside(pair)]
    stops, links = _rows("rail_stops.csv"), _rows("rail_links.csv")
    by_train = [pair for pair in pairs if pair.mode == "train"]
    for network in FITTED_PACE:
        links = fit_links(network, stops, links, by_train)
    _write("rail_stops.csv.gz", stops, ["network", "stop", "country", "latitude", "longitude"])
    _write("rail_links.csv.gz", links, ["network", "line", "stop", "country", "next", "next_country", "minutes"])
    train, countries = fit_trains(by_train)
    train[PUBLISHED] = fit_published(by_train)
    coach = fit_coaches([pair for pair in pairs if pair.mode == "coach"])
    found = {"train": train, "train_countries": countries, "coach": coach}
    (TABLES / "ground.json").write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def fit_links(network: str, stops: list[list[str]], links: list[list[str]], pairs: list[Pair]) -> list[list[str]]:
    """The rows of links, those of one network with minutes that fit the pairs along the quickest ways through them."""
    mine = [row for row in links if row[0] == network]
    before, per_km, least = FITTED_PACE[network]
    rails = built([row[1:] for row in stops if row[0] == network], [[*row[1:6], row[6] or "0"] for row in mine])
    km = _link_km(rails)
    prior, floor = before + per_km * km, least * km
    minutes, weight = prior.copy(), None
    for _ in range(ROUNDS):
        used, wanted = _ways(replace(rails, link_minutes=minutes), network, pairs)
        weight = np.ones(len(wanted)) if weight is None else weight
        scale = np.sqrt(weight) / wanted
        rows = np.vstack([used * scale[:, None], np.sqrt(LINK_WEIGHT) * np.diag(1 / prior)])
        target = np.concatenate([wanted * scale, np.full(len(prior), np.sqrt(LINK_WEIGHT))])
        minutes = np.clip(_descended(rows, target, minutes, floor), floor, 4 * prior)
        weight = 1 / np.maximum(np.abs(np.log(used @ minutes / wanted)) / HUBER, 1)
    rounded = iter(f"{value:.1f}" for value in minutes)
    return [[*row[:6], next(rounded)] if row[0] == network else row for row in links]


def _descended(rows: Floats, target: Floats, start: Floats, floor: Floats) -> Floats:
    """Least squares above a floor, by projected steps from a start."""
    square, wanted = rows.T @ rows, rows.T @ target
    step, found = 1 / np.linalg.eigvalsh(square)[-1], start
    for _ in range(3000):
        found = np.maximum(found - step * (square @ found - wanted), floor)
    return found


def _link_km(rails: Railway) -> Floats:
    away = np.array([rails.away_km(*place) for place in zip(rails.latitude, rails.longitude, strict=True)])
    return np.asarray(away[rails.links[:, 0], rails.links[:, 1]])


def _ways(rails: Railway, network: str, pairs: list[Pair]) -> tuple[Floats, Floats]:
    """(pairs, links) which links the quickest way of each pair uses, and (pairs,) its minutes."""
    of = {frozenset(ends): number for number, ends in enumerate(rails.links.tolist())}
    region = {"china": "china", "amtrak": "united states"}[network]
    used, wanted = [], []
    for pair in pairs:
        if _region(train_region, pair) != region:
            continue
        here, there = (rails.away_km(place.latitude, place.longitude) for place in (pair.origin, pair.destination))
        start, end = int(here.argmin()), int(there.argmin())
        if start == end or max(here[start], there[end]) > 30 or not np.isfinite(rails.ways.to(end)[start]):
            continue
        row = np.zeros(len(rails.links))
        row[[of[frozenset(step)] for step in _steps(rails, start, end)]] = 1
        used.append(row)
        wanted.append(pair.minutes)
    return np.array(used), np.array(wanted)


def _steps(rails: Railway, start: int, end: int) -> list[tuple[int, int]]:
    """Links of the quickest way, found backwards: a neighbour on the way is nearer to the start by the link."""
    found, gone = [], rails.ways.to(start)
    while end != start:
        left = gone[end]
        for link, minutes in zip(rails.links.tolist(), rails.link_minutes.tolist(), strict=True):
            if end in link:
                other = link[0] if link[1] == end else link[1]
                if abs(gone[other] + minutes - left) < 1e-6:
                    found.append((other, end))
                    end = other
                    break
        else:
            raise RuntimeError("the quickest way has no last link")
    return found


def fit_trains(pairs: list[Pair]) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Terms of every region and effects of European countries, least squares of logarithms, far errors counted less."""
    known = [(pair, region, rail) for pair in pairs for region, rail in _rail(pair)]
    regions = sorted({region for _, region, _ in known})
    names = sorted(
        {end.country for pair, region, _ in known if "europe" in region or "nordic" in region for end in pair.ends}
    )
    columns = [_train_row(pair, region, rail, regions, names) for pair, region, rail in known]
    x, y = np.array(columns), np.log([pair.minutes for pair, _, _ in known])
    ridge = np.array([0.01, TERM_RIDGE, TERM_RIDGE] * len(regions) + [COUNTRY_RIDGE] * len(names))
    base = np.array([NEAR_WEIGHT if pair.near_only else 1.0 for pair, _, _ in known])
    fold = np.arange(len(known)) % 5
    left_out = np.concatenate(
        [y[fold == n] - x[fold == n] @ _robust(x[fold != n], y[fold != n], ridge, base[fold != n]) for n in range(5)]
    )
    order = np.concatenate([np.flatnonzero(fold == n) for n in range(5)])
    off = np.empty(len(known))
    off[order] = left_out
    found = _robust(x, y, ridge, base)
    table = {}
    for number, region in enumerate(regions):
        mine = np.array([known_region == region and not pair.near_only for pair, known_region, _ in known])
        table[region] = _fit(
            found[3 * number : 3 * number + 3], off[mine], [p.km for (p, _, _), m in zip(known, mine, strict=True) if m]
        )
    return table, {name: round(float(value), 4) for name, value in zip(names, found[3 * len(regions) :], strict=True)}


def fit_published(pairs: list[Pair]) -> dict[str, float]:
    """The range of published times of direct trains, which are taken as they are."""
    off, km = [], []
    for pair in pairs:
        region = _region(train_region, pair)
        if region and not pair.near_only and (minutes := published_minutes(pair.origin, pair.destination, region)):
            off.append(np.log(pair.minutes / minutes))
            km.append(pair.km)
    return _fit([0.0, 1.0, 0.0], np.array(off), km)


def _rail(pair: Pair) -> list[tuple[str, float]]:
    """The pair's region and minutes through its network; empty where it is refused."""
    region = _region(train_region, pair)
    try:
        if region is None or published_minutes(pair.origin, pair.destination, region):
            return []
        return [(region, rail_minutes(pair.origin, pair.destination, region))]
    except Unmeasured:
        return []


def _train_row(pair: Pair, region: str, rail: float, regions: list[str], names: list[str]) -> list[float]:
    row = [0.0] * (3 * len(regions) + len(names))
    at = 3 * regions.index(region)
    row[at : at + 3] = [1.0, np.log(rail / 180), np.log(pair.km / 250)]
    if "europe" in region or "nordic" in region:
        for end in pair.ends:
            row[3 * len(regions) + names.index(end.country)] += 1.0
    return row


def fit_coaches(pairs: list[Pair]) -> dict[str, dict[str, float]]:
    """Level and power of the distance for every region."""
    table = {}
    for region in sorted({found for pair in pairs if (found := _region(coach_region, pair))}):
        mine = [pair for pair in pairs if _region(coach_region, pair) == region]
        x = np.array([[1.0, np.log(_coach_rail(pair, region) / 180), np.log(pair.km / 250)] for pair in mine])
        y = np.log([pair.minutes for pair in mine])
        found = _robust(x, y, np.full(3, 0.01), np.ones(len(mine)))
        table[region] = _fit(found, y - x @ found, [pair.km for pair in mine], COACH_MARGIN)
    return table


def _coach_rail(pair: Pair, region: str) -> float:
    return rail_minutes(pair.origin, pair.destination, COACHES_ALONG_RAIL.get(region, ""))


def _robust(x: Floats, y: Floats, ridge: Floats, base: Floats) -> Floats:
    weight = base
    for _ in range(8):
        scaled = x * weight[:, None]
        found = np.linalg.solve(scaled.T @ x + np.diag(ridge), scaled.T @ y)
        weight = base / np.maximum(np.abs(y - x @ found) / HUBER, 1)
    return np.asarray(found)


def _fit(terms: object, off: Floats, km: list[float], margin: float = TRAIN_MARGIN) -> dict[str, float]:
    level, time, distance = np.asarray(terms, float)
    low, high = np.exp(np.quantile(off, [0.1, 0.9]))
    return {
        "level": round(float(level), 4),
        "time": round(float(time), 4),
        "distance": round(float(distance), 4),
        "low": round(float(low / margin), 3),
        "high": round(float(high * margin), 3),
        "pairs": len(off),
        "most_km": round(max(km)),
    }


def _region(of: object, pair: Pair) -> str | None:
    try:
        return of(pair.origin, pair.destination)  # type: ignore[operator, no-any-return]
    except Unmeasured:
        return None


def _rows(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _write(name: str, rows: list[list[str]], header: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    (TABLES / name).write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    main()
