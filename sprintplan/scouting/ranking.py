"""Ranks every place of the world for every event: bounds first, then the best of them one after the other, exactly."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from sprintplan.scouting.bounds import least_costs
from sprintplan.scouting.examine import Examined, examined
from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH
from sprintplan.solver.workers.pool import Pool
from sprintplan.watch import Watch

BATCH = 4
"""Places that are judged between two looks at what may still win, whatever the number of workers: so what is judged,
and the chances among it, is the same on every machine."""


@dataclass(frozen=True)
class Wanted:
    """How many places are ranked, and which of those that were judged count.

    Attributes
    ----------
    exact : places of each event whose order is certain
    top : places of each event in all
    longest_minutes : most minutes of anybody's journey; None for no limit
    per_country : most places of a country; None for no limit
    """

    exact: int = 20
    top: int = 30
    longest_minutes: int | None = None
    per_country: int | None = None


@dataclass(frozen=True)
class Ranked:
    """One place in the ranking of an event; `objective` is a bound where it was not examined."""

    venue: int
    objective: int
    examined: Examined | None


@dataclass
class Ranking:
    """The ranking of one event as far as it is known.

    Attributes
    ----------
    event : position in the scenario's events
    countries : of each venue
    least : (venues,) bound of each at its best first day, minor units
    aside : venues that are compared with, but not ranked
    known : examined places by venue
    """

    event: int
    wanted: Wanted
    countries: Sequence[str]
    least: np.ndarray[tuple[int], np.dtype[np.int64]]
    aside: frozenset[int] = frozenset()
    known: dict[int, Examined] = field(default_factory=dict)

    @property
    def judged(self) -> int:
        """Places that were examined, and that nothing rules out."""
        return sum(self.counts(place) for venue, place in self.known.items() if venue not in self.aside)

    @property
    def bounded(self) -> int:
        """Places that were not examined, as their bound was enough."""
        seen = self.known.keys() | self.aside
        return sum(bound < OUT_OF_REACH and venue not in seen for venue, bound in enumerate(self.least.tolist()))

    def next(self, most: int) -> list[int]:
        """The venues to examine next, `most` of them, the least bound first; empty when the wanted places are
        certain."""
        certain = self._best(self.wanted.exact)
        cap = certain[-1].objective if len(certain) >= self.wanted.exact else OUT_OF_REACH
        caps = self._caps(certain)
        order = np.argsort(self.least, kind="stable").tolist()
        seen = self.known.keys() | self.aside
        candidates = (venue for venue in order if venue not in seen and self.least[venue] < cap)
        open_ = (venue for venue in candidates if self.least[venue] < caps.get(self.countries[venue], cap))
        return list(islice(open_, most))

    def _caps(self, certain: list[Ranked]) -> dict[str, int]:
        """Of each country that has all its places, the dearest of them, below which another one has to lie."""
        caps: dict[str, list[int]] = {}
        for one in certain:
            caps.setdefault(self.countries[one.venue], []).append(one.objective)
        full = self.wanted.per_country
        return {country: max(costs) for country, costs in caps.items() if full is not None and len(costs) >= full}

    def places(self) -> list[Ranked]:
        """The places in order, those that were only bounded behind the others."""
        best = self._best(self.wanted.top)
        taken = Counter(self.countries[one.venue] for one in best)
        for venue in np.argsort(self.least, kind="stable").tolist():
            country = self.countries[venue]
            is_open = venue not in self.known and venue not in self.aside and self.least[venue] < OUT_OF_REACH
            if len(best) < self.wanted.top and is_open and self._room(taken, country):
                taken[country] += 1
                best.append(Ranked(venue, int(self.least[venue]), None))
        return best

    def chances(self) -> dict[int, float]:
        """By venue the share of markets in which it is the cheapest of those that were examined and count."""
        ranked = self._best(len(self.known))
        surveyed = [one for one in ranked if one.examined is not None and len(one.examined.in_markets)]
        if not surveyed:
            return {}
        costs = np.stack([one.examined.in_markets for one in surveyed if one.examined is not None])
        share = np.bincount(costs.argmin(axis=0), minlength=len(surveyed)) / costs.shape[1]
        return {one.venue: float(part) for one, part in zip(surveyed, share, strict=True)}

    def _best(self, most: int) -> list[Ranked]:
        """The cheapest that were examined and count."""
        ranked = [
            Ranked(venue, place.figures.objective, place)
            for venue, place in self.known.items()
            if place.figures is not None and venue not in self.aside and self.counts(place)
        ]
        taken: Counter[str] = Counter()
        best: list[Ranked] = []
        for one in sorted(ranked, key=lambda one: (one.objective, one.venue)):
            country = self.countries[one.venue]
            if len(best) < most and self._room(taken, country):
                taken[country] += 1
                best.append(one)
        return best

    def _room(self, taken: Counter[str], country: str) -> bool:
        return self.wanted.per_country is None or taken[country] < self.wanted.per_country

    def counts(self, place: Examined) -> bool:
        """Whether a `place` that was examined is possible, and no journey there longer than wanted."""
        longest = self.wanted.longest_minutes
        return place.figures is not None and (longest is None or place.longest_minutes <= longest)


def rank(pool: Pool, wanted: Wanted, baselines: Set[int], aside: frozenset[int], watch: Watch) -> list[Ranking]:
    """The rankings of all events.

    Parameters
    ----------
    pool : runs the evaluator of a scenario whose venues are the places
    wanted : how many places, and how many of them exact
    baselines : venues that are examined in any case
    aside : venues that are not ranked
    watch : times the stages and shows progress
    """
    scenario = pool.evaluator.scenario
    venues = range(len(scenario.venues))
    with watch.stage("bound places"):
        least = []
        pool.get_ready(venues[0])
        for done, bounds in enumerate(pool.map(least_costs, venues), 1):
            watch.progress(len(venues), done)
            least.append([int(one.min(initial=OUT_OF_REACH)) for one in bounds])
    table = np.array(least, np.int64).reshape(len(venues), -1)
    countries = [venue.country for venue in scenario.venues]
    rankings = [Ranking(event, wanted, countries, table[:, event], aside) for event in range(table.shape[1])]
    with watch.stage("judge places"):
        for batch in _batches(rankings, baselines, BATCH):
            watch.progress(len(venues), len(rankings[0].known))
            for places in pool.map(examined, batch):
                for one in places:
                    rankings[one.pick.event].known[one.pick.venue] = one
    return rankings


def _batches(rankings: Sequence[Ranking], baselines: Set[int], most: int) -> Iterator[list[int]]:
    """Venues to examine, until every ranking is certain."""
    if baselines:
        yield sorted(baselines)
    while True:
        wanted = [ranking.next(most) for ranking in rankings]
        batch = sorted({venue for one in wanted for venue in one[: -(-most // len(rankings))]})
        if not batch:
            return
        yield batch
