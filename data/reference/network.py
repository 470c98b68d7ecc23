"""Fit which legs are flown today, and write the network that ships: routes, carriers and flights a week.

    python -m data.reference.network CALLSIGNS.csv.gz DATA_FOLDER      # needs scikit-learn, to fit only

CALLSIGNS.csv.gz is what callsigns.py derives from Virtual Radar Server's standing data (CC0): the newest file alone has
every leg that was flown in years. A classifier tells the living ones by their dates; it is fitted on half of the routes
of July 2026 (routes_2026*.csv.gz in DATA_FOLDER, which is no part of the project) less the fifth that is kept aside.
What ships are legs of the callsigns with their own carriers: nothing of the truth but the classifier's judgement.
"""

import argparse
import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.reference.legs import HERE, TABLES, Legs, graph_routes, read_legs
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.skies import closed_airport, open_skies
from tests.benchmarks.training import Rows, city_of, kept_aside, read

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

FAR_KM, FAR_ODDS, NEAR_ODDS, SMALL_ODDS, STEADY_ODDS = 3_000, 0.52, 0.6, 0.4, 0.32
# From which chance on a leg counts as flown: over FAR_KM, under it, and where an end is none of the BUSY airports; and
# in countries whose airlines change their callsigns so seldom that living legs look dead.
STEADY = ("KZ", "UZ", "KG", "TJ", "TM")
BUSY, LAST_CHANCE = 300, 0.15
# An airport that would lose its last leg keeps the likeliest one from this chance on.
FOLDS, SEEDS = 5, 3
TRUST = 5.0
# An airline's share of legs that are flown is drawn to that of all by so many legs.
CITIES_OF_THE_HALF = {
    "XIY": "SIA", "BSL": "BSL", "MLH": "BSL", "SFB": "ORL", "RSW": "FMY", "HHN": "FRA", "SMF": "SAC", "NRN": "DUS",
    "RMO": "RMO", "TSF": "VCE", "DSS": "DSS", "NQZ": "NQZ", "UBN": "UBN", "BSZ": "BSZ", "BDL": "HFD", "WMI": "WAW",
    "MDT": "HAR", "KTI": "KTI", "NBJ": "NBJ", "XNA": "FYV", "YIA": "YIA", "WIL": "NBO", "ACY": "AIY", "COV": "COV",
    "SBP": "CSL", "VVI": "SRZ", "HAH": "YVA", "PIK": "GLA",
}  # fmt: skip
# City codes as the half of the data was drawn with them, where the shipped ones differ.


def main() -> None:
    """Fit, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("callsigns", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    legs = read_legs(args.callsigns)
    pairs = Pairs(legs)
    truth = read(args.folder, "routes_2026")
    chance = chances(pairs, truth)
    kept = flown(pairs, chance, busiest(truth))
    write(pairs, kept, chance)


@dataclass(frozen=True)
class Pairs:
    """Directed pairs of airports that some callsign flies or flew.

    of : (rows,) the pair of each row of `legs`
    """

    legs: Legs

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """(p,) origin times the number of airports plus destination, sorted."""
        return np.unique(self.legs.pair)

    @cached_property
    def of(self) -> NDArray[np.int64]:
        """(rows,) position among the pairs of each row of the legs."""
        return np.searchsorted(self.codes, self.legs.pair)

    @property
    def origin(self) -> NDArray[np.int64]:
        """(p,) airport numbers."""
        return self.codes // len(airports().codes)

    @property
    def destination(self) -> NDArray[np.int64]:
        """(p,) airport numbers."""
        return self.codes % len(airports().codes)

    def sum(self, values: Floats) -> Floats:
        """(p,) values of the rows of each pair together."""
        return np.bincount(self.of, values, len(self.codes))

    def most(self, values: Floats) -> Floats:
        """(p,) the largest of each pair's rows, at least 0."""
        found = np.zeros(len(self.codes))
        np.maximum.at(found, self.of, values)
        return found

    def least(self, values: Floats) -> Floats:
        """(p,) the smallest of each pair's rows."""
        found = np.full(len(self.codes), np.inf)
        np.minimum.at(found, self.of, values)
        return found

    def turned(self, columns: Floats, missing: Floats) -> Floats:
        """(p, columns) the columns of the opposite direction; `missing` where nobody flies it."""
        other = self.destination * len(airports().codes) + self.origin
        at = np.minimum(np.searchsorted(self.codes, other), len(self.codes) - 1)
        return np.where((self.codes[at] == other)[:, None], columns[at], missing)


def chances(pairs: Pairs, truth: Rows) -> Floats:
    """(p,) how likely each pair is flown, the mean of both directions' odds."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    is_flown = np.isin(pairs.codes, pairs_of(truth))
    ends = Rows([{"origin": airports().codes[a], "dest": airports().codes[b]} for a, b in _ends(pairs)])
    fitted = in_half(ends) & ~kept_aside(ends) & ~_second_of_twins(pairs)
    columns = np.column_stack([pair_columns(pairs), airline_columns(pairs, is_flown, fitted, _folds(ends))])
    odds = np.zeros(len(pairs.codes))
    for seed in range(SEEDS):
        model = HistGradientBoostingClassifier(
            max_iter=250, learning_rate=0.05, max_leaf_nodes=25, l2_regularization=3.0, min_samples_leaf=40,
            max_features=0.5, random_state=seed,
        )  # fmt: skip
        odds += model.fit(columns[fitted], is_flown[fitted]).decision_function(columns) / SEEDS
    both = (odds + pairs.turned(odds[:, None], np.array([-4.0]))[:, 0]) / 2
    return np.asarray(1 / (1 + np.exp(-both)))[_position_of_first_twin(pairs)]


def _second_of_twins(pairs: Pairs) -> Mask:
    """(p,) whether an end is MLH, which the truth has under BSL."""
    mlh = airports().number("MLH")
    return (pairs.origin == mlh) | (pairs.destination == mlh)


def _position_of_first_twin(pairs: Pairs) -> NDArray[np.int64]:
    """(p,) the pair itself, of MLH the same pair of BSL: both codes are one airport."""
    bsl, mlh = airports().numbers(["BSL", "MLH"])
    origin, destination = (np.where(end == mlh, bsl, end) for end in (pairs.origin, pairs.destination))
    return np.searchsorted(pairs.codes, origin * len(airports().codes) + destination)


def pairs_of(truth: Rows) -> NDArray[np.int64]:
    """Origin times the number of airports plus destination, of the rows between known airports."""
    ends = [(airports().number(row["origin"]), airports().number(row["dest"])) for row in truth.cells]
    return np.array([a * len(airports().codes) + b for a, b in ends if a is not None and b is not None])


def _ends(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.origin.tolist(), pairs.destination.tolist(), strict=True))


def in_half(rows: Rows) -> Mask:
    """(n,) whether the truth has the pair if it is flown: it holds half of the pairs of cities, drawn by their hash."""
    joined = ("".join(sorted(_half_city(row[end]) for end in ("origin", "dest"))) for row in rows.cells)
    return np.array([int(sha256(pair.encode()).hexdigest(), 16) % 2 == 0 for pair in joined])


def _half_city(code: str) -> str:
    return CITIES_OF_THE_HALF.get(code) or city_of(code)


def _folds(rows: Rows) -> NDArray[np.int64]:
    """(n,) fold of each pair of cities; drawn apart from what is kept aside."""
    pairs = ("/".join(sorted((city_of(row["origin"]), city_of(row["dest"])))) for row in rows.cells)
    return np.array([int(sha256(pair.encode()).hexdigest(), 16) % FOLDS for pair in pairs])


def pair_columns(pairs: Pairs) -> Floats:
    """(p, columns) what callsigns tell of each pair and of its ends, in both directions."""
    legs, now = pairs.legs, pairs.legs.callsigns > 0
    sums = (legs.callsigns, *legs.since, legs.left, legs.left_lately, now, *(part > 0 for part in legs.since))
    fresh = legs.since_2025_09
    found = np.column_stack(
        [
            *(pairs.sum(column * 1.0) for column in sums),
            pairs.sum(legs.callsigns * legs.alive),
            pairs.sum(fresh - legs.left_lately),
            pairs.sum(fresh) / (pairs.sum(legs.callsigns) + 1),
            *(pairs.most(np.where(now, column, 0)) for column in _largest(legs)),
            *(np.minimum(pairs.least(column), 99) for column in _freshest(legs)),
        ]
    )
    missing = np.zeros(found.shape[1])
    missing[-len(_freshest(legs)) :] = 99
    origin, destination = pairs.origin, pairs.destination
    places = airport_columns(legs)
    km = airport_distance_km(origin, destination).astype(float)
    graph = np.isin(pairs.codes, graph_routes())
    return np.column_stack([found, pairs.turned(found, missing), km, places[origin], places[destination], graph])


def _largest(legs: Legs) -> tuple[Floats, ...]:
    """Columns of which a pair's strongest airline counts."""
    here, there = legs.lately_elsewhere
    return (
        legs.callsigns, legs.alive, np.log1p(legs.of_airline), legs.since_2025_09 / (legs.callsigns + 1),
        np.minimum(here, 200), np.minimum(there, 200), np.minimum(here, there),
    )  # fmt: skip


def _freshest(legs: Legs) -> tuple[Floats, ...]:
    """Columns of months of which a pair's least counts."""
    now = legs.callsigns > 0
    return (
        legs.age,
        np.where(legs.since_2025_09 > 0, legs.age, 99),
        legs.age_left,
        np.where(now, legs.age_of_airline, 99),
        np.where(now, legs.age_first, 99),
    )


def airport_columns(legs: Legs) -> Floats:
    """(airports, columns) callsigns that changed in 2026 there, their share of all, and airports that they join."""
    size = len(airports().codes)
    ends = np.concatenate([legs.origin, legs.destination])
    lately = np.bincount(ends, np.tile(legs.since_2026, 2), size)
    every = np.bincount(ends, np.tile(legs.callsigns, 2), size)
    joined = np.bincount(np.unique(legs.pair[legs.since_2026 > 0]) // size, minlength=size)
    return np.column_stack([lately, lately / (every + 1), joined])


def airline_columns(pairs: Pairs, is_flown: Mask, fitted: Mask, fold: NDArray[np.int64]) -> Floats:
    """(p, 3) how often the legs of a pair's airlines are flown, told by pairs of other folds."""
    legs, now = pairs.legs, pairs.legs.callsigns > 0
    found = np.zeros((len(pairs.codes), 3))
    for number in range(FOLDS + 1):
        known = now & (fitted & (fold != number))[pairs.of]
        count = np.bincount(legs.airline[known], minlength=len(legs.airlines))
        true = np.bincount(legs.airline[known], is_flown[pairs.of][known], len(legs.airlines))
        share = ((true + TRUST * true.sum() / count.sum()) / (count + TRUST))[legs.airline]
        none = pairs.sum(np.where(now, np.log(1 - np.minimum(share, 0.98)), 0))
        mean = pairs.sum(legs.callsigns * share) / (pairs.sum(legs.callsigns) + 0.5)
        mine = ~fitted if number == FOLDS else fitted & (fold == number)
        found[mine] = np.column_stack([pairs.most(np.where(now, share, 0)), mean, 1 - np.exp(none)])[mine]
    return found


def busiest(truth: Rows) -> NDArray[np.int64]:
    """Airport numbers of the BUSY airports with most routes."""
    names, counts = np.unique(truth.words("origin"), return_counts=True)
    return np.array(airports().numbers(names[np.argsort(-counts, kind="stable")][:BUSY].tolist()))


def flown(pairs: Pairs, chance: Floats, busy: NDArray[np.int64]) -> Mask:
    """(p,) the pairs that ship: likely ones through open airspace between open airports."""
    origin, destination = pairs.origin, pairs.destination
    busy_ends = np.isin(origin, busy) & np.isin(destination, busy)
    far = airport_distance_km(origin, destination) > FAR_KM
    needed = np.where(busy_ends, np.where(far, FAR_ODDS, NEAR_ODDS), SMALL_ODDS)
    steady = np.isin(airports().countries, STEADY)
    kept = chance >= np.where(steady[origin] | steady[destination], STEADY_ODDS, needed)
    allowed = np.array([_allowed(a, b) for a, b in _ends(pairs)])
    return (kept | _last_links(pairs, chance * allowed, kept)) & allowed


def _allowed(origin: int, destination: int) -> bool:
    codes, country = airports().codes, airports().countries
    closed = closed_airport(codes[origin]) or closed_airport(codes[destination])
    return not closed and open_skies(country[origin], country[destination])


def _last_links(pairs: Pairs, chance: Floats, kept: Mask) -> Mask:
    """(p,) the likeliest pair, both directions, of every airport that has none."""
    joined = np.zeros(len(airports().codes), bool)
    joined[pairs.origin[kept]] = True
    found = np.zeros(len(chance), bool)
    order = np.lexsort((-chance, pairs.origin))
    first = order[np.unique(pairs.origin[order], return_index=True)[1]]
    lost = first[~joined[pairs.origin[first]] & (chance[first] >= LAST_CHANCE)]
    found[lost] = True
    turned = pairs.destination[lost] * len(airports().codes) + pairs.origin[lost]
    return found | np.isin(pairs.codes, turned)


def write(pairs: Pairs, kept: Mask, chance: Floats) -> None:
    """Routes with flights a week, and the carriers of each, in order of the routes."""
    legs = pairs.legs
    rows = legs.carries & kept[pairs.of]
    position = np.cumsum(kept) - 1
    names, number = np.unique(legs.airline[rows], return_inverse=True)
    order = np.lexsort((-legs.current[rows], pairs.of[rows]))
    route, carrier = position[pairs.of[rows]][order], number[order]
    count = np.bincount(route, minlength=kept.sum())
    km = airport_distance_km(pairs.origin, pairs.destination)[kept].astype(float)
    callsigns = pairs.sum(legs.current * legs.passengers)[kept]
    weekly = weekly_flights(callsigns, km, chance[kept], _steadiness(pairs, rows)[kept])
    codes = [str(legs.airlines[name]) for name in names]
    table = np.stack([pairs.origin[kept], pairs.destination[kept], weekly, count])
    table, carrier = without_freighters(table, carrier, codes)
    _pack("routes.i2.gz", np.ascontiguousarray(table, "<i2").tobytes())
    _pack("route_carriers.i2.gz", carrier.astype("<i2").tobytes())
    _write_carriers(codes)


def without_freighters(
    table: NDArray[np.int64], carrier: NDArray[np.int64], codes: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The routes less airlines that fly freight alone from one of the ends, with the flights of those that are left.

    Callsigns do not tell freighters of airlines that carry passengers elsewhere: freighters.csv names them by hand.

    Parameters
    ----------
    table : (4, m) origin, destination, flights a week and number of carriers of each route
    carrier : (k,) numbers into `codes`, those of the first route first
    codes : the airlines

    Returns
    -------
    table : (4, fewer) without the routes that nobody is left on
    carrier : (fewer,)
    """
    origin, destination, weekly, count = table
    with (HERE / "freighters.csv").open(encoding="utf-8") as file:
        named = [(airports().number(row["airport"]), row["airlines"].split("|")) for row in csv.DictReader(file)]
    route = np.repeat(np.arange(len(count)), count)
    airline = np.array(codes)[carrier]
    freight = np.zeros(len(route), bool)
    for airport, airlines in named:
        freight |= np.isin(airline, airlines) & ((origin[route] == airport) | (destination[route] == airport))
    left = np.bincount(route[~freight], minlength=len(count))
    flights = np.floor(weekly * left / np.maximum(count, 1) + 0.5).astype(np.int64)
    kept = (left > 0) | (count == 0)
    fewer = np.stack([origin, destination, np.where(left < count, np.maximum(flights, 1), weekly), left])
    return fewer[:, kept], carrier[~freight]


def _steadiness(pairs: Pairs, rows: Mask) -> Floats:
    """(p,) how much of a callsign's flights take place: airlines that sell connections fly theirs on most days.

    Least of all where nothing is known of the carriers, or they are charter airlines.
    """
    with (HERE / "airlines.csv").open(encoding="utf-8") as file:
        known = {row["code"]: row["low_cost"] == "yes" for row in csv.DictReader(file) if row["low_cost"] != "charter"}
    kinds = np.array([known.get(code) for code in pairs.legs.airlines])[pairs.legs.airline]
    network, low_cost = (pairs.sum((rows & (kinds == kind)) * 1.0) for kind in (False, True))
    return np.select([network > 1, network > 0, low_cost > 0], (1.2, 0.8, 0.6), 0.35)


def weekly_flights(callsigns: Floats, km: Floats, chance: Floats, steadiness: Floats) -> NDArray[np.int64]:
    """(m,) flights a week by the number of current callsigns.

    So chosen that dense routes have what airlines publish (LHR-JFK 21 a day, HKG-TPE 35, NRT-SIN 6) and that far ones
    fly daily from two callsigns on; on short routes a callsign flies less often, as low-cost airlines have one a day.
    """
    many = np.maximum(callsigns, 0.3)
    near, far = 2.5 * many**0.9, 5.0 * many**0.8
    share = np.clip((km - 2_000) / 2_000, 0, 1)
    flights = (near + share * (far - near)) * np.clip(chance * 1.3, 0.4, 1) * steadiness
    return np.maximum(1, np.floor(flights + 0.5)).astype(np.int64)


def _write_carriers(codes: list[str]) -> None:
    """What is known of each carrier: airlines.csv by hand, nothing of the others."""
    with (HERE / "airlines.csv").open(encoding="utf-8") as file:
        known = {row["code"]: row for row in csv.DictReader(file)}
    lines = ["code,low_cost,sells"]
    for code in codes:
        row = known.get(code, {"low_cost": "", "sells": ""})
        lines.append(f"{code},{row['low_cost'].removesuffix('charter')},{row['sells']}")
    _pack("carriers.csv.gz", ("\n".join(lines) + "\n").encode())


def _pack(name: str, content: bytes) -> None:
    with (TABLES / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(content)


if __name__ == "__main__":
    main()
