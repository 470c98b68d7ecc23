"""Whether one limit of the year by itself leaves no plan, told before any venue is judged; only of estimates.

Of a limit on persons a few witnesses tell, who live so far from most venues that they are over it whatever is chosen;
of a limit on a sum everybody's least. All other rules are left out, so that the limit is to blame alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from sprintplan.domain.venues import Venue
from sprintplan.offers.estimate.least import Price
from sprintplan.offers.estimate.products import Shop
from sprintplan.offers.estimate.shops import shop_of
from sprintplan.offers.source import OfferSource
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.solver.bounds.bare import kilometres, minutes_about
from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH, LeastCosts
from sprintplan.solver.bounds.person_limits import NOT_THERE, PersonClasses
from sprintplan.solver.constraints.limit import Relaxation
from sprintplan.solver.constraints.persons import PERSON_LIMITS
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.constraints.sums import YEAR_SUMS
from sprintplan.solver.infeasibility.conflict import CUT_SHORT
from sprintplan.solver.infeasibility.relaxations import complaint_of, keeping
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.floors import can_have_floors, least_costs
from sprintplan.solver.workers.pool import Pool
from sprintplan.units import as_date

MOST_WITNESSES, WITNESSES_EACH, MOST_ROUNDS = 24, 2, 3
"""At most so many classes of people are looked at in one round, so many for each combination of two venues."""
MOST_PAIRS = 200_000_000
"""Where combinations of two venues and classes of people are more than that, no witnesses are looked for."""


def hopeless(pool: Pool, order: Sequence[int], *, at_a_guess: bool = False) -> tuple[str, ...]:
    """Sentences on limits of a workspace that leave no plan, each by itself, and that there may be more; nothing where
    none is found.

    Parameters
    ----------
    pool : where journeys to venues are bounded
    order : numbers of the venues, the promising first
    at_a_guess : as for `hopeless_limits`
    """
    limits = hopeless_limits(pool, order, at_a_guess=at_a_guess)
    told = (f"{complaint_of(rule)} ({rule.name})" for rule in limits)
    return (*told, CUT_SHORT) if limits else ()


def hopeless_limits(pool: Pool, order: Sequence[int], *, at_a_guess: bool = False) -> list[Relaxation]:
    """Limits of the year that leave no plan, each by itself, in the order of the workspace's files.

    Parameters
    ----------
    pool : where journeys to venues are bounded
    order : numbers of the venues, the promising first
    at_a_guess : look no further than for the first of those that a guess by distance tells, which takes no time
    """
    evaluator, hopeless = pool.evaluator, list[Relaxation]()
    scenario = evaluator.scenario
    history = scenario.history
    if not can_have_floors(evaluator) or history.published or history.travelled or history.bookings:
        return []
    for limits, proves in ((PERSON_LIMITS, _persons), (YEAR_SUMS, _sums))[: 1 if at_a_guess else None]:
        stated = {limit.key for limit in limits if limit.is_stated(scenario)}
        for rule in relaxations_of(scenario):
            if rule.key in stated and not (hopeless and (at_a_guess or limits is YEAR_SUMS)):
                alone = _Alone(rule.name, pool)
                hopeless += [rule] if proves(alone, order) else []
    return hopeless


@dataclass(frozen=True)
class Witnesses:
    """Few people whose journeys to some venues are asked for.

    Attributes
    ----------
    rule : name of the only rule that is kept
    called : by event their classes
    venues : numbers of the venues
    """

    rule: str
    called: tuple[TravellerClasses, ...]
    venues: Sequence[int]


def witness_minutes(evaluator: Evaluator, asked: Witnesses) -> list[list[tuple[Int64, Int64]]]:
    """Of each venue that is asked for, by event the least minutes out and back, as `LeastCosts.minutes` has them.

    Parameters
    ----------
    evaluator : of the workspace with all of its rules
    asked : the people, and the venues
    """
    scenario = keeping(evaluator.scenario, [asked.rule])
    homes = np.unique(np.concatenate([some.homes.ravel() for some in asked.called]))
    bounds = LeastCosts(scenario, asked.called, evaluator.today, _shops(evaluator.source, homes))
    return [bounds.minutes(scenario.venues[at]) for at in asked.venues]


class _Alone:
    """The workspace with one of its rules alone.

    Parameters
    ----------
    rule : name of the rule
    pool : of the workspace with all of them
    """

    def __init__(self, rule: str, pool: Pool) -> None:
        mine = pool.evaluator
        self.evaluator = Evaluator(keeping(mine.scenario, [rule]), mine.source, as_date(mine.today))
        self._rule, self._pool = rule, pool

    def minutes(self, called: tuple[TravellerClasses, ...]) -> list[list[tuple[Int64, Int64]]]:
        """Of each venue, by event the least minutes of the classes that are `called`; each process asks for its
        share."""
        venues, parts = range(len(self.evaluator.scenario.venues)), self._pool.workers
        jobs = [Witnesses(self._rule, called, venues[first::parts]) for first in range(parts)]
        known = dict[int, list[tuple[Int64, Int64]]]()
        for job, told in zip(jobs, self._pool.map(witness_minutes, jobs), strict=True):
            known |= dict(zip(job.venues, told, strict=True))
        return [known[at] for at in venues]


def _shops(source: OfferSource, homes: Int64) -> Callable[[Venue], Shop]:
    """What estimates the journeys of each venue, of some homes alone, by the numbers of their airports."""
    known = dict[int, Shop]()

    def of(venue: Venue) -> Shop:
        shop = shop_of(source, venue)
        assert shop is not None
        if id(shop) not in known:
            known[id(shop)] = _of_homes(shop, np.isin(shop.wanted.homes, homes))
        return known[id(shop)]

    return of


def _of_homes(shop: Shop, kept: Mask) -> Shop:
    """A shop that sells to some of the home airports alone, the same to each as to all."""
    names = ("homes", "people", "eves", "last_days", "over_min", "floor_min")
    mine = {name: getattr(shop.wanted, name)[kept] for name in names}
    return Shop(replace(shop.wanted, **mine, shared=()), shop.terms)


def _sums(alone: _Alone, order: Sequence[int]) -> bool:
    """Whether the only limit, on a sum of the year, leaves no plan; venue by venue, as long as it seems so."""
    evaluator = alone.evaluator
    scenario = evaluator.scenario
    limit = next(one for one in YEAR_SUMS if one.is_stated(scenario))
    prices = [Price(cost=0, **{limit.measure.name: 1})]
    bounds = least_costs(evaluator)
    least = np.full(len(scenario.events), OUT_OF_REACH, np.int64)
    for at in order:
        for event, (mine,) in enumerate(bounds.of(scenario.venues[at], prices)):
            least[event] = min(int(least[event]), int(mine.min(initial=OUT_OF_REACH)))
        if int(least.max()) < OUT_OF_REACH and int(least.sum()) <= limit.stated(scenario):
            return False
    return True


def _persons(alone: _Alone, order: Sequence[int]) -> bool:
    """Whether the only limit, on persons, leaves no plan: somebody is over it at whatever venues."""
    evaluator = alone.evaluator
    scenario, classes = evaluator.scenario, PersonClasses(evaluator.scenario, evaluator.classes)
    if classes.at_event.shape[1] * len(scenario.venues) ** 2 > MOST_PAIRS:
        return False
    about = [_about(evaluator, classes, number) for number in range(len(scenario.events))]
    pairs = [*combinations(range(len(scenario.events)), 2)] or [(0, 0)]
    guessed = [(_over(classes, about, pair), pair) for pair in pairs]
    over, pair = max(guessed, key=lambda one: int(one[0].any(axis=2).sum()))
    left, asked = np.ones(over.shape[:2], np.bool_), np.zeros(over.shape[2], np.bool_)
    for _ in range(MOST_ROUNDS):
        if not np.any(over[left] & ~asked, axis=1).all():
            return False
        chosen = _witnesses(over[left] & ~asked)
        asked[chosen] = True
        known = _known(alone, classes, chosen)
        left &= ~_over(classes, known, pair).any(axis=2)
        if not left.any():
            return True
    return False


def _about(evaluator: Evaluator, classes: PersonClasses, number: int) -> Int64:
    """(venues, classes) what a trip to one event takes of the limit, at a guess by distance."""
    called = evaluator.classes[number]
    about = (minutes_about(kilometres(venue, called)) for venue in _venues(evaluator, number))
    return np.stack([classes.of_minutes(number, mine, mine)[0] for mine in about])


def _venues(evaluator: Evaluator, number: int) -> list[Venue]:
    """Where an event may be held."""
    scenario = evaluator.scenario
    return [venue for venue in scenario.venues if venue.id in scenario.events[number].venues]


def _over(classes: PersonClasses, used: Sequence[Int64], pair: tuple[int, int]) -> Mask:
    """(venues, venues, classes) who is over the limit with two events at these venues, and the others at the least."""
    (limit, value), one, other = classes.limits[0], *pair
    rest = sum((used[n].min(axis=0) for n in range(len(used)) if n not in pair), classes.before[0])
    second = used[other] if one != other else np.zeros((1, used[one].shape[1]), np.int64)
    most = limit.most(value) - rest
    return np.stack([classes.held[0] & (mine + second > most) for mine in used[one]])


def _witnesses(over: Mask) -> list[int]:
    """Few classes, so that each combination, (combinations, classes), has as many as it takes who may be over."""
    chosen, wanted = list[int](), np.minimum(over.sum(axis=1), WITNESSES_EACH)
    left = over.copy()
    while len(chosen) < MOST_WITNESSES and (wanted > 0).any():
        best = int(left[wanted > 0].sum(axis=0).argmax())
        chosen.append(best)
        wanted = wanted - left[:, best]
        left[:, best] = False
    return chosen


def _known(alone: _Alone, classes: PersonClasses, chosen: Sequence[int]) -> list[Int64]:
    """By event, (venues, classes) what a trip takes of the limit at least of some classes, 0 of all others."""
    evaluator = alone.evaluator
    scenario, at_event = evaluator.scenario, classes.at_event[:, chosen]
    mine = [np.unique(at[at != NOT_THERE]) for at in at_event]
    called = tuple(
        TravellerClasses(of_event[number] for number in numbers.tolist())
        for of_event, numbers in zip(evaluator.classes, mine, strict=True)
    )
    used: list[list[Int64]] = [[] for _ in scenario.events]
    for venue, by_event in zip(scenario.venues, alone.minutes(called), strict=True):
        for number, ways in enumerate(by_event):
            if venue.id in scenario.events[number].venues:
                asked = _of_starts(evaluator, classes, number, mine[number], ways)
                used[number].append(np.minimum.reduce([*asked]))
    return [np.stack(of_event) for of_event in used]


def _of_starts(
    evaluator: Evaluator, classes: PersonClasses, number: int, mine: Int64, ways: tuple[Int64, Int64]
) -> Iterator[Int64]:
    """(classes,) what a trip to one event takes of the limit, by first day.

    Parameters
    ----------
    evaluator : knows all traveller classes
    classes : people whom the limit does not tell apart
    number : of the event
    mine : numbers of the traveller classes that are looked at
    ways : (starts, them) minutes out and back
    """
    for out, back in zip(*ways, strict=True):
        full = np.zeros((2, len(evaluator.classes[number])), np.int64)
        full[:, mine] = out, back
        yield classes.of_minutes(number, *full)[0]
