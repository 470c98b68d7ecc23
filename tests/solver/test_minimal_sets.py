"""Smallest sets of rules that cannot hold together, on systems of rules of which everything is known."""

from collections.abc import Iterable
from itertools import chain, combinations, product
from random import Random

import pytest

from sprintplan.solver.infeasibility.minimal_sets import MinimalSets, NotKnown, Rules

NAMES = "abcdefg"


def subsets(names: Iterable[str]) -> list[Rules]:
    """All, fewest rules first."""
    every = sorted(names)
    return [frozenset(one) for size in range(len(every) + 1) for one in combinations(every, size)]


class System:
    """Random rules: some sets of them cannot hold together, in part only without rules that decide who travels.

    A plan is found for the rules that are asked for, and keeps some more by chance.
    """

    def __init__(self, seed: int, deciding: int) -> None:
        self.random = Random(seed)
        self.deciding = frozenset(NAMES[:deciding])
        rest = frozenset(NAMES) - self.deciding
        self.sets = [frozenset(self.random.sample(NAMES, self.random.randint(1, 3))) for _ in range(3)]
        self.unless = [
            frozenset(self.random.sample(sorted(self.deciding), self.random.randint(0, len(self.deciding))))
            if self.random.random() < 0.5
            else frozenset()
            for _ in self.sets
        ]
        self.rest, self.asked = rest, 0

    def impossible(self, rules: Rules) -> bool:
        """Some set cannot hold together unless a rule takes away who breaks it."""
        return any(one <= rules and not (free - one) & rules for one, free in zip(self.sets, self.unless, strict=True))

    def finds_plan(self, rules: Rules) -> Rules | None:
        self.asked += 1
        if self.impossible(rules):
            return None
        kept = rules
        for name in sorted(self.rest - rules):
            if self.random.random() < 0.3 and not self.impossible(kept | {name}):
                kept |= {name}
        return kept

    def rules_out(self, rules: Rules) -> bool:
        """Bounds tell of some of the sets that they cannot hold together, of one of them only with a rule more."""
        more = frozenset(NAMES[-1:])
        known = [(self.sets[0], self.unless[0]), (self.sets[1] | more, self.unless[1])]
        return any(one <= rules and not (free - one) & rules for one, free in known)

    def minimal(self) -> set[Rules]:
        """By trying all."""
        bad = [one for one in subsets(NAMES) if self.impossible(one)]
        return {one for one in bad if not any(other < one for other in bad)}


@pytest.mark.parametrize("deciding", [0, 1, 2, 3])
def test_every_smallest_set_is_found_and_no_other(deciding: int) -> None:
    """Of systems of seven rules, of which up to three decide who travels."""
    for seed in range(150):
        system = System(seed, deciding)
        if system.impossible(frozenset(NAMES)):
            search = MinimalSets(NAMES, system.deciding, system.finds_plan)
            search.search(99)
            assert (seed, set(search.sets), search.complete) == (seed, system.minimal(), True)


@pytest.mark.parametrize("deciding", [0, 2])
def test_bounds_change_nothing_of_what_is_found_but_fewer_plans_are_asked_for(deciding: int) -> None:
    asked = {True: 0, False: 0}
    for seed, foresee in product(range(150), asked):
        system = System(seed, deciding)
        if system.impossible(frozenset(NAMES)):
            bounds = (system.rules_out,) if foresee else ()
            search = MinimalSets(NAMES, system.deciding, system.finds_plan, 8, *bounds)
            search.search(99)
            assert (seed, set(search.sets), search.complete) == (seed, system.minimal(), True)
            asked[foresee] += system.asked
    assert asked[True] < asked[False]


def test_rules_that_bounds_rule_out_one_by_one_take_one_plan_under_all_others() -> None:
    """Neither a nor b can hold: that there is a plan without both answers all other questions."""
    asked = list[Rules]()

    def finds_plan(rules: Rules) -> Rules | None:
        asked.append(rules)
        return None if rules & {"a", "b"} else rules

    search = MinimalSets(NAMES, (), finds_plan, 8, lambda rules: bool(rules & {"a", "b"}))
    search.impossible_ones.append(frozenset(NAMES))
    search.search(99)
    assert (set(search.sets), search.complete) == ({frozenset("a"), frozenset("b")}, True)
    assert asked == [frozenset("cdefg")]


def test_a_question_that_takes_too_long_leaves_a_set_that_may_not_be_smallest() -> None:
    """No plan keeps a; nobody finds out whether one keeps b alone, which bounds rule out together with c."""

    def finds_plan(rules: Rules) -> Rules | None:
        if "a" in rules:
            return None
        if "b" in rules:
            raise NotKnown
        return rules

    search = MinimalSets(NAMES, (), finds_plan, 8, lambda rules: "a" in rules or {"b", "c"} <= rules)
    search.search(99)
    assert {one: search.is_sure(one) for one in search.sets} == {frozenset("a"): True, frozenset("bc"): False}
    assert not search.complete


def test_of_many_rules_that_decide_who_travels_every_set_found_is_smallest_but_some_may_be_missing() -> None:
    """With four and more not every choice of them is gone through, and the search says so."""
    for seed in range(150):
        system = System(seed, 5)
        if system.impossible(frozenset(NAMES)):
            search = MinimalSets(NAMES, system.deciding, system.finds_plan)
            search.search(99)
            assert search.sets
            assert not search.complete
            assert (seed, set(search.sets) - system.minimal()) == (seed, set())


def test_no_more_sets_are_searched_for_than_wanted() -> None:
    """Each of seven rules cannot hold by itself."""
    search = MinimalSets(NAMES, (), lambda rules: None if rules else rules)
    search.search(3)
    assert (len(search.sets), search.complete) == (3, False)
    search = MinimalSets(NAMES, (), lambda rules: None if rules else rules)
    search.search(7)
    assert ({*chain(*search.sets)}, search.complete) == ({*NAMES}, True)


def test_where_nothing_is_possible_without_any_rule_the_empty_set_is_the_only_one() -> None:
    for names in (NAMES, ""):
        search = MinimalSets(names, "ab" if names else "", lambda rules: None)
        search.search(3)
        assert (search.sets, search.complete) == ([frozenset()], True)


def test_too_many_ways_to_break_the_sets_that_are_known_are_not_gone_through() -> None:
    """Nine pairs of rules that cannot hold together: 512 ways to break all of them."""
    pairs = [frozenset((f"a{n}", f"b{n}")) for n in range(9)]
    names = sorted(frozenset().union(*pairs))
    search = MinimalSets(names, (), lambda rules: None if any(pair <= rules for pair in pairs) else rules)
    search.search(99)
    assert (set(search.sets), search.complete) == (set(pairs), False)
