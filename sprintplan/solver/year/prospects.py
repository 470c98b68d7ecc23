"""In which order venues are judged: those first that were published, or may make a year together, and a cheap one."""

from collections.abc import Iterator, Sequence
from itertools import combinations, zip_longest

import numpy as np

from sprintplan.offers.table import Int64, Mask
from sprintplan.solver.bounds.bare import bare_bounds, have_nonstop, journeys_about, kilometres, minutes_about
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.bounds.partners import DistanceKept
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.constraints.sums import Co2eCap
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.year.unjudged import Unjudged

MOST_YEARS = 400
"""So many combinations of venues are held, and put together with each venue of the next event."""


class Prospects:
    """What is known of candidates before they are judged.

    Parameters
    ----------
    evaluator : judges them

    Attributes
    ----------
    bare : bounds of all candidates that are not ruled out whoever travels, minor units
    order : the venues, those that were published first, then the promising; where CO2e is capped, in turn with the near
    unjudged : what years cost at least that have venues which were not judged; learns of those that are
    for_a_year : so many of them come first that a year may be made of: those that were published, or one for each
        event, which go together as far as limits between events tell, and limits of persons at a guess
    for_two_years : so many come first that two years may be made of where CO2e is capped: a promising one, and a near
        one
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self.scenario = scenario = evaluator.scenario
        self.bare: dict[Pick, int] = {}
        self._classes = PersonClasses(scenario, evaluator.classes)
        shape = len(scenario.events), len(scenario.venues)
        self._cost, self._journeys = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self._open: list[Mask] = []
        self._used: list[Int64] = []
        for number in range(len(scenario.events)):
            self._look(evaluator, number)
        every = range(len(scenario.events))
        pairs = {(a, b): DistanceKept(scenario, a, b) for a, b in combinations(every, 2)}
        self._together = {(a, b): kept.of_venues(self._open[a], self._open[b]) for (a, b), kept in pairs.items()}
        self.unjudged = Unjudged(scenario, self.bare, self._together)
        self._put_in_order([self._cost, self._journeys] if Co2eCap.is_stated(scenario) else [self._cost])

    def _put_in_order(self, sums: Sequence[Int64]) -> None:
        """Put the venues of years first that are low in some sums, (events, venues), in turn; those that were published
        come before them, as a year that changes little is found there."""
        years = [self._ranked(low) for low in sums]
        turns = zip_longest(*(self._venues(year, low) for year, low in zip(years, sums, strict=True)))
        published = self._published()
        first = [*published, *(at for year in years for at in year[0])]
        self.order = [*dict.fromkeys(at for turn in (first, *turns) for at in turn if at is not None)]
        self.for_a_year, self.for_two_years = len({*(published or years[0][0])}), len({*first})

    def _published(self) -> list[int]:
        """The venues at which events were published."""
        places = self.scenario.history.places
        named = {places[event.id][0] for event in self.scenario.events if event.id in places}
        return [at for at, venue in enumerate(self.scenario.venues) if venue.id in named]

    def _look(self, evaluator: Evaluator, number: int) -> None:
        """Note what is known of one event at every venue."""
        event, classes = self.scenario.events[number], evaluator.classes[number]
        open_, used = np.zeros((len(self.scenario.venues), len(event.starts)), np.bool_), list[Int64]()
        for at, venue in enumerate(self.scenario.venues):
            km = kilometres(venue, classes)
            about = minutes_about(km)
            used.append(self._classes.of_minutes(number, about, about))
            if venue.id in event.venues:
                bounds = bare_bounds(self.scenario, event, venue, classes, evaluator.today)
                known = {Pick(number, at, start): bound for start, bound in enumerate(bounds) if bound is not None}
                self.bare |= known
                open_[at, [pick.start for pick in known]] = True
                self._journeys[number, at] = journeys_about(
                    self.scenario, km, have_nonstop(venue, classes), classes.heads
                )
                self._cost[number, at] = min(known.values(), default=0) + self._journeys[number, at]
        self._open.append(open_)
        self._used.append(np.stack(used, axis=-1))

    def _ranked(self, low: Int64) -> list[list[int]]:
        """Combinations of one venue an event, those first that keep most limits, of these the lowest in a sum.

        Parameters
        ----------
        low : (events, venues) the sum
        """
        years, broken, sums = np.zeros((1, 0), np.int64), np.zeros((1, 1), np.int64), np.zeros((1, 1), np.int64)
        used = self._classes.before[None]
        for number, event in enumerate(self.scenario.events):
            mine = np.array([at for at, venue in enumerate(self.scenario.venues) if venue.id in event.venues])
            broken = broken + ~self._open[number][mine].any(axis=1)
            for other in range(number):
                broken = broken + ~self._together[other, number][years[:, other]][:, mine]
            sums = sums + low[number, mine]
            over = np.stack([self._classes.many_over(one[..., None] + self._used[number][..., mine]) for one in used])
            order = np.lexsort((sums.ravel(), over.ravel(), broken.ravel()))[:MOST_YEARS]
            before, chosen = np.divmod(order, len(mine))
            years = np.column_stack([years[before], mine[chosen]])
            broken, sums = broken[before, chosen][:, None], sums[before, chosen][:, None]
            used = used[before] + np.moveaxis(self._used[number][..., mine[chosen]], -1, 0)
        return [list(map(int, year)) for year in years]

    def _venues(self, years: Sequence[Sequence[int]], low: Int64) -> Iterator[int]:
        """The venues of these years, and then all others of each event, the lowest in a sum first.

        Parameters
        ----------
        years : combinations of venues
        low : (events, venues) the sum
        """
        yield from dict.fromkeys(at for year in years for at in year)
        for number, event in enumerate(self.scenario.events):
            mine = [at for at, venue in enumerate(self.scenario.venues) if venue.id in event.venues]
            yield from sorted(mine, key=lambda at: (not self._open[number][at].any(), low[number, at]))
