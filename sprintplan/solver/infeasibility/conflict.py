"""Why no plan exists: the smallest set of rules found that cannot hold together, and the least changes that help.

A rule is loosened by planning the same workspace without it, or with a wider number; nothing is guessed.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.limit import Relaxation
from sprintplan.solver.infeasibility.overlaps import overlaps
from sprintplan.solver.infeasibility.relaxations import keeping, rules_of
from sprintplan.solver.instance.figures import Figures

MOST_TRIES, MOST_SETS = 24, 3
WHATEVER = "whatever rule is loosened, the offers on sale and their seats leave no choice of venues and dates"
CUT_SHORT = "more is not known: time ran out, or the search for it was stopped"
Impossible = Callable[[Collection[str]], bool]
# Whether rules, by name, leave no plan.


class OutOfTime(Exception):
    """Time is out, or ctrl-C was pressed, before it is known whether a plan exists."""


class Planner(Protocol):
    """Plans a workspace that differs from the stated one by looser rules.

    Raises
    ------
    OutOfTime
    """

    def possible(self, loosened: Scenario) -> bool:
        """Whether a plan exists."""
        ...

    def least(self, loosened: Scenario) -> Figures | None:
        """The sums of the year that costs least; None where none exists."""
        ...

    def judges_anew(self, loosened: Scenario) -> bool:
        """Whether asking takes judging every candidate again."""
        ...


def conflict(scenario: Scenario, planner: Planner, progress: Callable[[int, int], None]) -> tuple[str, ...]:
    """Sentences: the set that cannot hold together, then the least change that helps for each rule of it."""
    return tuple(_Conflict(scenario, planner, progress).told())


class _Conflict:
    """What is known by now of which rules hold together."""

    def __init__(self, scenario: Scenario, planner: Planner, progress: Callable[[int, int], None]) -> None:
        self.scenario, self.planner, self.progress = scenario, planner, progress
        rules = rules_of(scenario)
        self.names = [rule.name for rule in rules]
        self.slow = {rule.name for rule in rules if planner.judges_anew(rule.without)}
        self.hold, self.asked = {frozenset(self.names): False}, 0
        self.sets, self.said = list[list[str]](), 0

    def told(self) -> Iterator[str]:
        """Every sentence, or what is known when time is out."""
        try:
            if self.impossible(()):
                yield from [*overlaps(self.scenario)] or [WHATEVER]
            else:
                self._find_sets()
                for found in self.sets:
                    yield from self._told(found)
        except (OutOfTime, KeyboardInterrupt):
            yield from self._so_far()

    def _so_far(self) -> Iterator[str]:
        """The sets that were not told yet, or the smallest that is known not to hold."""
        least = min((names for names, holds in self.hold.items() if not holds), key=len)
        left = self.sets[self.said :] if self.sets else [[name for name in self.names if name in least]]
        for found in filter(None, left):
            yield f"{', '.join(found)}: {_words(len(found), enough=None)}"
        yield CUT_SHORT

    def impossible(self, kept: Collection[str]) -> bool:
        """Whether these rules leave no plan; more rules leave no more."""
        names = frozenset(kept)
        if any(names <= others for others, holds in self.hold.items() if holds):
            return False
        if any(names >= others for others, holds in self.hold.items() if not holds):
            return True
        self.hold[names] = self._possible(keeping(self.scenario, names))
        return not self.hold[names]

    def _possible(self, loosened: Scenario) -> bool:
        self._count()
        return self.planner.possible(loosened)

    def _count(self) -> None:
        self.asked += 1
        self.progress(max(self.asked + 1, 2 * len(self.names)), self.asked)

    def _find_sets(self) -> None:
        """Smallest sets that cannot hold together, each without the first rules of those before it.

        Rules that are soon dropped are looked through first, while all others are kept.
        """
        while len(self.sets) < MOST_SETS:
            left = [name for name in self.names if name not in {found[0] for found in self.sets}]
            if self.sets and not self.impossible(left):
                break
            soon, slow = [n for n in left if n not in self.slow], [n for n in left if n in self.slow]
            needed = smallest(soon, slow, self.impossible)
            needed += smallest(slow, needed, self.impossible)
            self.sets.append(sorted(needed, key=self.names.index))

    def _told(self, found: list[str]) -> Iterator[str]:
        """One set in words, and the least changes that help where every other set is out of the way."""
        others = {name for other in self.sets if other is not found for name in other} - set(found)
        base = [name for name in self.names if name not in others]
        loose = [name for name in found if not self.impossible([other for other in base if other != name])]
        yield f"{', '.join(found)}: {_words(len(found), enough=loose == found and len(self.sets) == 1)}"
        self.said += 1
        for rule in rules_of(keeping(self.scenario, base)):
            if rule.name in loose:
                yield from self._changed(rule)

    def _changed(self, rule: Relaxation) -> Iterator[str]:
        """The least wider number with which a plan exists, all else kept."""
        if rule.alone and rule.enough_sum:
            self._count()
            least = self.planner.least(rule.alone)
            yield from [] if least is None else [rule.enough_sum(least)]
        elif rule.widened and rule.enough and (steps := self._least_steps(rule.widened)) is not None:
            yield rule.enough(steps)

    def _least_steps(self, widened: Callable[[int], Scenario]) -> int | None:
        """The least number of steps with which a plan exists, by doubling and halving."""
        high = 1
        for _ in range(MOST_TRIES):
            if self._possible(widened(high)):
                break
            high *= 2
        else:
            return None
        low = high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._possible(widened(middle)) else (middle, high)
        return high


def _words(rules: int, *, enough: bool | None) -> str:
    """What is said of a set; `enough` tells that a plan exists without any one of its rules, None that time was out."""
    if enough:
        return "without it a plan exists" if rules == 1 else "without any one of them a plan exists"
    if rules > 1:
        return "they cannot hold together"
    return "it cannot be kept" + ("" if enough is None else ", and without it others still leave no plan")


def smallest(chunk: Sequence[str], kept: Sequence[str], impossible: Impossible) -> list[str]:
    """The rules of the chunk that are needed, beside those kept, for the conflict (QuickXplain, Junker 2004)."""
    if not chunk or impossible(kept):
        return []
    if len(chunk) == 1:
        return [*chunk]
    half = len(chunk) // 2
    left = smallest(chunk[:half], [*kept, *chunk[half:]], impossible)
    return left + smallest(chunk[half:], [*kept, *left], impossible)
