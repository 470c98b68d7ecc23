"""Why no plan exists: every smallest set of rules that cannot hold together, and the least changes that help.

A rule is loosened by planning the same workspace without it, or with a wider number; nothing is guessed.
"""

import math
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from sprintplan.domain.people import selected
from sprintplan.domain.scenario import Scenario
from sprintplan.rules.exclusion import FORBID, MUST_ATTEND, names_of
from sprintplan.solver.constraints.limit import Relaxation
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.infeasibility.minimal_sets import MinimalSets, NotKnown, Rules
from sprintplan.solver.infeasibility.overlaps import overlaps
from sprintplan.solver.infeasibility.planner import OutOfTime, Planner, SlowAnswer
from sprintplan.solver.infeasibility.relaxations import complaint_of, deciding, keeping, without
from sprintplan.solver.infeasibility.seats import shortages
from sprintplan.solver.instance.figures import Figures

MOST_TRIES = 24
"""So often a number is doubled in search of one that is enough."""
MOST_SETS, MOST_PEOPLE, MOST_NAMED = 8, 3, 4
"""So many sets are searched for, and so many people named because of whom a set cannot hold; one that there was no time
to make smaller is named where it has no more than so many rules."""
MOST_SECONDS, MOST_SECONDS_EACH = 6.0, 2.0
"""So long the least changes are looked for, once it is known which rules conflict, and whether one change is enough."""
FASTER = 8
"""After an answer that took too long the next number is so many times further from what bounds rule out; after any
other, twice as far."""
MOST_SECONDS_A_QUESTION, MOST_SECONDS_DOUBTED = 3.0, 6.0
"""So long it may take to find out whether a plan keeps some rules; where it takes longer, sets are searched for as if
one did. Once so long was lost with that, bounds alone are asked."""
FEWEST_PARTS, MOST_JUDGED = 4, 500_000
"""How many choices of the rules of journeys are gone through: as many as take judging so many people and candidates."""
WHATEVER = "whatever rule is loosened, the offers on sale and their seats leave no choice of venues and dates"
MORE = "there may be more sets of rules that cannot hold together"
FEWER = "fewer rules of a set that is named may leave no plan: time did not allow to try all"
SMALLER = "smaller changes may be enough: time did not allow to try all"
UNKNOWN = "how large a change is enough is not known: time did not allow to find out"
UNNAMED = "some of the {} stated rules cannot hold together: which ones is not known"
"""Stands for rules that hold a set, and more than MOST_NAMED of them, where no time was left to look for it."""
CUT_SHORT = "more is not known: time ran out, or the search for it was stopped"


def conflict(scenario: Scenario, planner: Planner, progress: Callable[[int, int], None]) -> tuple[str, ...]:
    """Sentences: every set that cannot hold together, because of whom, and the least changes that help.

    Parameters
    ----------
    scenario : the workspace, which no plan keeps
    planner : plans it with looser rules
    progress : is called with how many questions about how many are answered
    """
    return tuple(_Conflict(scenario, planner, progress).sentences())


class _Conflict:
    """What is known by now of which rules hold together."""

    def __init__(self, scenario: Scenario, planner: Planner, progress: Callable[[int, int], None]) -> None:
        self.scenario, self.planner, self.progress, self.asked = scenario, planner, progress, 0
        self.rules = {rule.name: rule for rule in relaxations_of(scenario)}
        most_parts = max(FEWEST_PARTS, MOST_JUDGED // max(1, len(scenario.people) * scenario.candidates))
        self.search = MinimalSets([*self.rules], deciding(scenario), self._plan, most_parts, self._is_ruled_out)
        self.search.impossible_ones.append(frozenset(self.rules))
        self._for_doubts = MOST_SECONDS_DOUBTED

    def sentences(self) -> Iterator[str]:
        """Every sentence, or what is known when time is out."""
        changes, stopped = _Changes(self), False
        try:
            self.search.search(MOST_SETS)
        except (OutOfTime, KeyboardInterrupt):
            stopped = True
            self.planner.hasten(0.0)
        if self.search.sets == [frozenset()]:
            yield from [*overlaps(self.scenario)] or [WHATEVER, *self._of_seats()]
            return
        enough = [] if stopped else changes.sentences()
        named = self._sets(stopped)
        for rules in filter(None, named):
            yield self._of_set(rules, changes.needs)
            yield from [] if stopped else self._of_people(rules)
        if stopped and not named:
            yield UNNAMED.format(len(self.rules))
        yield from enough
        if stopped:
            yield CUT_SHORT
        elif not self.search.complete:
            yield MORE
        if not stopped and not all(map(self.search.is_sure, self.search.sets)):
            yield FEWER
        if changes.cut_short:
            yield SMALLER if enough else UNKNOWN

    def _of_seats(self) -> list[str]:
        """Which events have too few seats everywhere, as far as time allows to find out."""
        with suppress(OutOfTime, KeyboardInterrupt):
            return [*shortages(self.scenario, self.planner.shortages(keeping(self.scenario, ())))]
        return []

    @property
    def has_one_set(self) -> bool:
        """Whether any one of the rules that are named is to blame for all."""
        return self.search.complete and len(self.search.sets) == 1 and self.search.is_sure(self.search.sets[0])

    def _sets(self, stopped: bool) -> list[list[str]]:
        """The sets in the order of their rules; where the search was `stopped`, with others that are known not to hold
        and have few rules, without what only adds rules to another."""
        known = [*self.search.sets, *(self.search.impossible_ones if stopped else ())]
        sets = [one for one in dict.fromkeys(known) if not any(other < one for other in known)]
        named = [one for one in sets if len(one) <= MOST_NAMED or one in self.search.sets]
        order = [*self.rules]
        return sorted(map(self.in_order, named), key=lambda names: [order.index(name) for name in names])

    def _plan(self, rules: Rules) -> Rules | None:
        if self._for_doubts <= 0 and not self._is_ruled_out(rules):
            raise NotKnown
        try:
            return self.plan(keeping(self.scenario, rules), MOST_SECONDS_A_QUESTION)
        except SlowAnswer:
            self._for_doubts -= MOST_SECONDS_A_QUESTION
            raise NotKnown from None

    def _is_ruled_out(self, rules: Rules) -> bool:
        return self.planner.is_ruled_out(keeping(self.scenario, rules))

    def plan(self, loosened: Scenario, seconds: float | None = None) -> frozenset[str] | None:
        """As the planner has it, counted."""
        self.count()
        return self.planner.plan(loosened, seconds)

    def count(self) -> None:
        """One more question is asked."""
        self.asked += 1
        self.progress(max(self.asked + 1, 3 * len(self.rules)), self.asked)

    def in_order(self, names: Collection[str]) -> list[str]:
        """Names of rules in the order of the workspace's files."""
        return [name for name in self.rules if name in names]

    def _of_set(self, names: list[str], needs: Mapping[str, str]) -> str:
        """One set in words."""
        only = self.has_one_set
        if len(names) > 1:
            message = "without any one of them a plan exists" if only else "they cannot hold together"
            return f"{', '.join(names)}: {message}"
        rule = self.rules[names[0]]
        if rule.name in needs:
            return f"{complaint_of(rule)}: {needs[rule.name]} ({rule.name})"
        return f"{complaint_of(rule)} ({rule.name}){': without it a plan exists' if only else ''}"

    def _of_people(self, names: list[str]) -> Iterator[str]:
        """Because of whom, where the set is about people who have no allowed trip."""
        asked = {rule for rule in (FORBID, MUST_ATTEND) if rule in names}
        if not asked:
            return
        must = {n for n, one in enumerate(self.scenario.people) if selected(self.scenario.policy.must_attend, one)}
        every, missing = Counter[int](), Counter[tuple[int, int]]()
        for pick, people in self.planner.missing(keeping(self.scenario, names)):
            every[pick.event] += 1
            missing.update((pick.event, person) for person in people if FORBID in asked or person in must)
        for (event, person), count in missing.most_common(MOST_PEOPLE):
            name, where = names_of(self.scenario, (person,)), self.scenario.events[event].name
            yield f"{name} has no allowed trip to {count} of {every[event]} candidates of {where}"
        more = {person for _, person in missing} - {person for (_, person), _ in missing.most_common(MOST_PEOPLE)}
        if more:
            have = "has" if len(more) == 1 else "have"
            yield f"{names_of(self.scenario, tuple(sorted(more)))} {have} no allowed trip to as many or fewer"


@dataclass(frozen=True)
class _Change:
    """A wider number of one rule: what is enough, what the plan needs in words, and a workspace with it."""

    enough: str
    needs: str | None
    made: Callable[[Scenario], Scenario]


class _Changes:
    """The least changes with which a plan exists.

    Of the only set each rule's own number is stated, as any one is enough. Where there are several sets, one rule of
    each is changed, and the numbers are enough together: each is the least with those before it as stated, and those of
    sums are of one plan.

    Attributes
    ----------
    needs : by rule, what the plan needs, where one rule alone is to blame
    cut_short : whether smaller changes were not tried for want of time
    """

    def __init__(self, known: _Conflict) -> None:
        self.known, self.sets = known, known.search.sets
        self.needs: dict[str, str] = {}
        self.sums: Figures | None = None
        self.cut_short = False
        self._refined_until = math.inf

    def sentences(self) -> list[str]:
        """What is enough, as far as time allows."""
        sentences = list[str]()
        self.known.planner.hasten(MOST_SECONDS)
        try:
            for sentence in self._each() if self.known.has_one_set else self._together():
                sentences.append(sentence)
        except (OutOfTime, KeyboardInterrupt):
            self._stop()
        return sentences

    def _stop(self) -> None:
        """Ask no more, and say so."""
        self.cut_short = True
        self.known.planner.hasten(0.0)

    def _each(self) -> Iterator[str]:
        for name in self.known.in_order(self.sets[0]):
            change = self._least(self.known.scenario, name)
            if change is not None:
                if change.needs and len(self.sets[0]) == 1:
                    self.needs[name] = change.needs
                yield change.enough

    def _together(self) -> Iterator[str]:
        chosen = self._chosen()
        numbered = [name for name in chosen if _has_number(self.known.rules[name])]
        lifted = [name for name in chosen if name not in numbered]
        workspace = without(self.known.scenario, lifted)
        if self.known.search.impossible(frozenset(self.known.rules) - {*chosen}):
            return
        messages, end = dict[str, str](), time.monotonic() + MOST_SECONDS
        while numbered:
            name, *numbered = numbered
            self._refined_until = end - (end - time.monotonic()) * len(numbered) / (len(numbered) + 1)
            try:
                change = self._least(without(workspace, numbered), name)
            except (OutOfTime, KeyboardInterrupt):
                self._stop()
                lifted += [name, *numbered]
                break
            if change is None:
                lifted.append(name)
                workspace = without(workspace, [name])
                continue
            messages[name], workspace = change.enough, change.made(workspace)
            if self.sums is not None and all(self.known.rules[other].alone for other in (name, *numbered)):
                messages |= {other: self._in_that_plan(other, self.sums) for other in numbered}
                break
        yield from _joined([messages[name] for name in chosen if name in messages], lifted)

    def _chosen(self) -> list[str]:
        """One rule of every set: with a number where it has one, in as many sets as may be; sums come last."""
        left, chosen, rules = [*self.sets], list[str](), self.known.rules
        while left:
            counts = Counter(name for one in left for name in self.known.in_order(one))
            best = min(counts, key=lambda name: (not _has_number(rules[name]), -counts[name]))
            chosen.append(best)
            left = [one for one in left if best not in one]
        return sorted(self.known.in_order(chosen), key=lambda name: rules[name].alone is not None)

    def _least(self, workspace: Scenario, name: str) -> _Change | None:
        """The least wider number of a rule with which a plan exists, all else as it is."""
        rule = _rule(workspace, name)
        if rule.alone and rule.enough_sum and rule.at_sum and rule.needs_sum:
            self.known.count()
            least = self.known.planner.least(rule.alone)
            if least is None:
                return None
            self.sums, proven = least
            self.cut_short |= not proven
            needs = rule.needs_sum(self.sums) if proven else None
            return _Change(rule.enough_sum(self.sums), needs, partial(rule.at_sum, self.sums))
        known = self.known.planner.enough_steps(workspace, name)
        if rule.widened and rule.enough and (steps := self._least_steps(rule.widened, known)) is not None:
            return _Change(rule.enough(steps), None, partial(_widened, name=name, steps=steps))
        return None

    def _in_that_plan(self, name: str, sums: Figures) -> str:
        """What is enough of another sum in the same plan."""
        enough = self.known.rules[name].enough_sum
        return enough(sums) if enough else ""

    def _least_steps(self, widened: Callable[[int], Scenario], known: int | None) -> int | None:
        """The least number of steps with which a plan exists, at most as many as are `known` to be enough; None where
        none is known.

        Bounds tell how many are too few, by doubling and halving; from there on plans are looked for the same way. What
        takes too long to find out counts as too few; where other rules wait, each has its share of the time.
        """
        too_few = self._too_few(widened)
        if too_few is None:
            return None
        low, more = too_few, 1
        for _ in range(MOST_TRIES):
            if known is not None and low + more >= known:
                more = max(1, known - low)
                break
            answer = self._is_enough(widened(low + more))
            if answer:
                break
            low, more = low + more, (FASTER if answer is None else 2) * more
        else:
            return None
        high = low + more
        try:
            while high - low > 1:
                if self._refined_until <= time.monotonic():
                    self.cut_short = True
                    break
                middle = (low + high) // 2
                low, high = (low, middle) if self._is_enough(widened(middle)) else (middle, high)
        except (OutOfTime, KeyboardInterrupt):
            self._stop()
        return high

    def _too_few(self, widened: Callable[[int], Scenario]) -> int | None:
        """The most steps that bounds rule out, 0 where they rule out none; None where they rule out all."""
        low, high = 0, 1
        for _ in range(MOST_TRIES):
            if not self.known.planner.is_ruled_out(widened(high)):
                break
            low, high = high, 2 * high
        else:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.known.planner.is_ruled_out(widened(middle)) else (low, middle)
        return low

    def _is_enough(self, workspace: Scenario) -> bool | None:
        """Whether a plan exists; None where that takes too long to find out."""
        try:
            return self.known.plan(workspace, MOST_SECONDS_EACH) is not None
        except SlowAnswer:
            self.cut_short = True
            return None


def _rule(workspace: Scenario, name: str) -> Relaxation:
    return next(rule for rule in relaxations_of(workspace) if rule.name == name)


def _widened(workspace: Scenario, name: str, steps: int) -> Scenario:
    widened = _rule(workspace, name).widened
    return widened(steps) if widened else workspace


def _has_number(rule: Relaxation) -> bool:
    return rule.widened is not None or rule.alone is not None


def _joined(messages: Sequence[str], lifted: Sequence[str]) -> Iterator[str]:
    """Changes that are enough together, where other rules have to be lifted too."""
    if lifted:
        first = f"once {', '.join(lifted)} {'is' if len(lifted) == 1 else 'are'} lifted, "
        yield from (first + one for one in messages)
    else:
        yield from (one if len(messages) == 1 else f"{one}, together with the others" for one in messages)
