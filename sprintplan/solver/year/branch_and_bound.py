"""Best-first branch and bound over combinations: the first open node is solved, until none can beat the incumbent."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from sprintplan.alarm import TimeIsOut
from sprintplan.solver.bounds.compatibility import Pick, are_tied
from sprintplan.solver.constraints.registry import has_year_limits
from sprintplan.solver.instance.solution import Solution
from sprintplan.solver.year.incumbent import find_incumbent
from sprintplan.solver.year.open_nodes import OpenNodes
from sprintplan.solver.year.state import BATCH, FirstYear, KnownYear, Picks, Year

GRACE_S = 3.0
"""Seconds beyond the limit in which a first year is looked for."""
FEW = 8
"""Known choices of each event that are tried together for a year that is known to be possible."""
MOST_RAISED = 1_000
"""So many combinations are looked at for a better bound when a first year is told."""
Progress = Callable[[int | None, int], None]
"""Called with the incumbent's objective and the bound."""


@dataclass(frozen=True)
class BestYear(Solution[Picks]):
    """The best combination of candidates; its choice are the candidates, one an event.

    Attributes
    ----------
    next_best : no other combination costs less; None where there is none, or where time was out
    """

    next_best: int | None = None

    @property
    def only(self) -> bool:
        """Whether no other combination is possible."""
        return self.proven and self.next_best is None


def search(
    year: Year, progress: Progress = lambda best, bound: None, *, first: bool = False, grace: float = GRACE_S
) -> BestYear:
    """The best combination, proven, or the incumbent at the deadline or at ctrl-C.

    Parameters
    ----------
    year : every candidate with its bound; learns what is solved
    progress : called with the incumbent's objective, None without one, and the bound, both in minor units
    first : be content with the first year
    grace : seconds beyond the deadline in which a first year is looked for
    """
    nodes, proven = OpenNodes(year), list[KnownYear]()
    try:
        ended = _search(year, nodes, proven, progress, first, grace)
    except KeyboardInterrupt as stop:
        year.deadline, year.stop, ended = time.monotonic(), stop, False
    return _answer(year, nodes, proven) if ended and year.complete else _cut_short(year, nodes)


def first_year(year: Year, progress: Progress, *, better: bool) -> FirstYear | None:
    """The best year that is known before anything is solved; None where there is none.

    Parameters
    ----------
    year : the candidates that are known by now
    progress : called with the objective of the year and the bound, both in minor units
    better : make another one, where known choices make none that is better than the year was begun with
    """
    nodes, before = OpenNodes(year), year.incumbent
    if nodes.waiting():
        _update_incumbent(year)
    if better and nodes.waiting() and year.incumbent == before:
        find_incumbent(year)
        _update_incumbent(year)
    _raise_bound(year, nodes)
    year.least = _cut_short(year, nodes).bound
    progress(year.incumbent.objective if year.incumbent else None, year.least)
    return None if year.incumbent is None else FirstYear(year.incumbent, [*year.solutions.values()])


def _raise_bound(year: Year, nodes: OpenNodes) -> None:
    """Take combinations that are known to cost more than the sum of their first bounds, until one does not."""
    for _ in range(MOST_RAISED):
        if not nodes.waiting():
            return
        if (taken := _taken(year, nodes)) is not None:
            nodes.push(taken[1])
            return


def _taken(year: Year, nodes: OpenNodes) -> tuple[int, Picks] | None:
    """The next combination, taken out, and what it costs at least; None where it is dropped, or put back as it is known
    to cost more by now."""
    picks = nodes.pop()
    worth = year.worth(picks) if year.allows(picks) else None
    if worth is None:
        nodes.drop()
    elif worth > nodes.popped:
        nodes.push(picks)
    else:
        return worth, picks
    return None


def _search(
    year: Year, nodes: OpenNodes, proven: list[KnownYear], progress: Progress, first: bool, grace: float
) -> bool:
    """Whether the search came to its end; where no year is known in time, it gets a little more to find one.

    A first year that was made of few venues is made anew of all, unless nothing ties the events and there is time to
    solve the best candidates, which takes no longer.
    """
    beyond = False
    last = math.inf if year.deadline is None else max(year.deadline, time.monotonic()) + grace
    is_of_few = year.incumbent is not None
    _update_incumbent(year)
    is_wanted = year.incumbent is None or (is_of_few and (year.deadline is not None or has_year_limits(year.scenario)))
    is_stopped = year.stop is not None and not isinstance(year.stop, TimeIsOut)
    if is_wanted and nodes.waiting() and not is_stopped:
        find_incumbent(year, last)
        _update_incumbent(year)
    while nodes.waiting() and (year.incumbent is None or nodes.bound() <= year.incumbent.objective):
        progress(year.incumbent.objective if year.incumbent else None, max(nodes.bound(), year.least))
        if first and year.incumbent:
            return False
        if beyond and (year.incumbent or year.out_of_time()):
            return False
        if year.out_of_time():
            if year.incumbent or not grace:
                return False
            year.deadline, beyond = last, True
        _step(year, nodes, proven)
    return True


def _step(year: Year, nodes: OpenNodes, proven: list[KnownYear]) -> None:
    """Take the next combination: drop it, solve what it needs, or keep it as an optimum."""
    if (taken := _taken(year, nodes)) is None:
        return
    worth, picks = taken
    if year.solved(picks):
        proven.append(KnownYear(worth, year.rank(picks), picks))
        year.incumbent = min([proven[-1], *([year.incumbent] if year.incumbent else [])])
        nodes.drop()
    else:
        _solve(year, nodes, picks)
        nodes.push(picks)


def _answer(year: Year, nodes: OpenNodes, proven: list[KnownYear]) -> BestYear:
    if year.incumbent is None:
        return BestYear(0, proven=True)
    best = year.incumbent
    others = [known.objective for known in proven if known.picks != best.picks]
    left = [nodes.bound()] if nodes.waiting() else []
    return BestYear(best.objective, True, best.objective, best.picks, next_best=min([*others, *left], default=None))


def _solve(year: Year, nodes: OpenNodes, picks: Picks) -> None:
    """Solve what comes next: what is easy of a few, and only then what is hard, one at a time."""
    jobs = _jobs(year, nodes, picks)
    easy = [job for job in jobs if job not in year.tried][:BATCH]
    if easy and (easy[0] == jobs[0] or jobs[0] in year.tried):
        year.solve(easy, quick=True)
    else:
        year.solve(jobs[:1], quick=False)
    _update_incumbent(year)


def _jobs(year: Year, nodes: OpenNodes, picks: Picks) -> list[Picks]:
    """What to solve for this combination and the few that follow it: single candidates before combinations, but what
    limits of the year make of a combination before a candidate that takes long."""
    ahead = [picks, *nodes.next_few()]
    alone: list[Picks] = [(pick,) for picks in ahead for pick in picks if _is_open(year, pick)]
    if alone and alone[0][0] in picks and not _may_not_hold(year, picks, alone):
        return list(dict.fromkeys(alone))
    ready = [p for p in ahead if year.allows(p) and not year.solved(p) and _is_known(year, p)]
    return list(dict.fromkeys(ready))


def _may_not_hold(year: Year, picks: Picks, alone: list[Picks]) -> bool:
    """Whether the combination's candidates were tried alone, and itself was not, though limits of the year tie it."""
    tied = year.allows(picks) and are_tied(year.scenario, picks)
    return tied and picks not in year.tried and all(job in year.tried for job in alone if job[0] in picks)


def _is_known(year: Year, picks: Picks) -> bool:
    """Whether each candidate's optimum is known; or, where the year ties them, that it takes long to find."""
    tied = are_tied(year.scenario, picks)
    return all(pick in year.exact or (tied and (pick,) in year.tried) for pick in picks)


def _is_open(year: Year, pick: Pick) -> bool:
    """Whether solving the candidate alone tells more than is known: its optimum, or what that adds to a year's sums."""
    if pick in year.impossible:
        return False
    wanted = len(year.lists) > 1 and has_year_limits(year.scenario) and (pick,) not in year.solutions
    return pick not in year.exact or wanted


def _update_incumbent(year: Year) -> None:
    """Keep the best year of which a choice is known: solved together, or of candidates whose choices go together."""
    year.incumbent = min([*_known(year), *([year.incumbent] if year.incumbent else [])], default=None)
    if year.incumbent is not None:
        objective, _, picks = year.incumbent
        together = year.solutions.get(picks)
        lost = together is None or together.objective is None or together.objective > objective
        if lost and are_tied(year.scenario, picks) and year.keep_the_year(picks):
            year.hold(picks, [year.solutions[pick,] for pick in picks])


def _known(year: Year) -> Iterator[KnownYear]:
    """Years of which a choice is known: of candidates that were solved together, and of the best few of each event."""
    for picks, solution in year.solutions.items():
        if len(picks) == len(year.lists) and solution.objective is not None and year.allows(picks):
            yield KnownYear(solution.objective, year.rank(picks), picks)
    for chosen in product(*(_choices(year, options) for options in year.lists)):
        picks = tuple(pick for _, pick in chosen)
        if year.allows(picks) and (not are_tied(year.scenario, picks) or year.keep_the_year(picks)):
            yield KnownYear(sum(cost for cost, _ in chosen), year.rank(picks), picks)


def _choices(year: Year, options: list[Pick]) -> list[tuple[int, Pick]]:
    """The cheapest few candidates of one event of which a choice is known, with its objective."""
    known = []
    for pick in options:
        solution = year.solutions.get((pick,))
        cost = solution.objective if solution else year.value[pick] if pick in year.exact else None
        if cost is not None:
            known.append((cost, pick))
    return sorted(known, key=lambda one: (one[0], year.rank((one[1],))))[:FEW]


def _cut_short(year: Year, nodes: OpenNodes) -> BestYear:
    """The best that is known when time is out, and the bound of all that is left; where they meet, it is the optimum.

    Another year that costs as much, with earlier dates, may then have gone unseen.
    """
    left = [nodes.least()] if year.complete else [nodes.least(), year.least_unjudged()]
    bound = min((max(least, year.least) for least in left if least is not None), default=None)
    if year.incumbent is None:
        return BestYear(year.least if bound is None else bound, proven=False)
    objective, _, picks = year.incumbent
    if bound is None or bound >= objective:
        return BestYear(objective, True, objective, picks, next_best=objective)
    return BestYear(bound, False, objective, picks)
