"""Holds the reasons of a year without a plan against one big model: smallest sets, all of them, enough together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.registry import relaxations_of
from sprintplan.solver.infeasibility.conflict import MORE, WHATEVER
from sprintplan.solver.infeasibility.relaxations import keeping
from tests.oracle.model import best
from tests.properties.random_year import RandomYear

NUMBER = re.compile(
    r"(?:once (?P<lifted>.*) (?:is|are) lifted, )?"
    r"(?P<told>(?P<key>[\w.]+)(?: of (?P<event>\w+))?: (?P<number>.*?) is (?:few )?enough)"
)
"""What is said of a number that is enough."""


SUMS = {"limits.budget": ("budget_minor", 100), "limits.co2e_tonnes": ("co2e_g", 10**6)}
"""Of limits on sums of the year the member and what one of the workspace's number is in it."""


def wrong_reasons(year: RandomYear, sentences: Sequence[str]) -> Iterator[str]:
    """What the oracle does not find to be as the sentences say."""
    if sentences[:1] == (WHATEVER,) or all(" overlap on every pair " in sentence for sentence in sentences):
        if possible(year, keeping(year.scenario, ())):
            yield "a plan exists without any rule"
        return
    sets = [*named(year.scenario, sentences)]
    big = BigModel(year)
    for rules in sets:
        if big.possible(rules):
            yield f"{rules} can hold together"
        for fewer in combinations(rules, len(rules) - 1):
            if not big.possible(fewer):
                yield f"{fewer} of {rules} cannot hold together"
    if MORE not in sentences:
        yield from missing(big, sets)
    changed = applied(year.scenario, sentences)
    if changed is not None and not possible(year, changed):
        yield "the changes are not enough"


def possible(year: RandomYear, scenario: Scenario) -> bool:
    """Whether the big model finds a plan."""
    return best(scenario, year.quotes, year.today) is not None


class BigModel:
    """Whether a year has a plan under some of its rules, asked once of each set; of fewer rules every plan holds."""

    def __init__(self, year: RandomYear) -> None:
        self.year = year
        self._known: dict[frozenset[str], bool] = {}

    def possible(self, names: Iterable[str]) -> bool:
        """Whether a plan keeps these rules."""
        kept = frozenset(names)
        if kept not in self._known:
            self._known[kept] = possible(self.year, keeping(self.year.scenario, sorted(kept)))
        return self._known[kept]


def named(scenario: Scenario, sentences: Sequence[str]) -> Iterator[list[str]]:
    """The rules of each set."""
    for sentence in sentences:
        if not NUMBER.match(sentence):
            names = [rule.name for rule in relaxations_of(scenario) if rule.name in sentence]
            if names:
                yield names


def missing(big: BigModel, sets: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rules that cannot hold together though no set is part of them: without one of each set a plan must exist.

    Where leaving some out makes room, leaving out more does too.
    """
    names = [rule.name for rule in relaxations_of(big.year.scenario)]
    asked = list[set[str]]()
    for size in range(len(sets) + 1):
        for out in combinations(sorted({name for rules in sets for name in rules}), size):
            left = [name for name in names if name not in out]
            if any(fewer <= set(out) for fewer in asked) or any(set(rules) <= set(left) for rules in sets):
                continue
            asked.append({*out})
            if not big.possible(left):
                yield f"{left} cannot hold together, and no set says so"


def applied(scenario: Scenario, sentences: Sequence[str]) -> Scenario | None:
    """The workspace with every number as told, and without what is to be lifted; None where no number is told."""
    match = [matched for sentence in sentences if (matched := NUMBER.match(sentence))]
    for matched in match:
        for name in filter(None, (matched["lifted"] or "").split(", ")):
            scenario = keeping(scenario, [rule.name for rule in relaxations_of(scenario) if rule.name != name])
        scenario = _with(scenario, matched)
    return scenario if match else None


def _with(scenario: Scenario, company: re.Match[str]) -> Scenario:
    """The workspace with one number as told."""
    if (sum_of_year := SUMS.get(company["key"])) is not None:
        member, unit = sum_of_year
        number = round(float(company["number"].removesuffix(" EUR").replace(" ", "")) * unit)
        return scenario.changed(limits=scenario.limits.model_copy(update={member: number}))
    told, event = company["told"], company["event"]
    return next(
        rule.widened(steps)
        for steps in range(1, 10**6)
        for rule in relaxations_of(scenario)
        if rule.key == company["key"] and (not event or f" of {event} " in rule.name)
        if rule.widened and rule.enough and rule.enough(steps) == told
    )
