"""Every smallest set of rules that cannot hold together: no plan keeps all of its rules, some plan keeps any fewer.

More rules leave no more plans, but for those that decide who may travel how: without one of these more people travel,
who then need seats, rooms and money. So sets are searched for one choice of these rules after the other, fewest first.

What bounds tell at once comes before what takes solving: which rules they show not to hold together, and then a plan
under all the others, which answers most questions about fewer rules.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, combinations, islice

MOST_FORESEEN, MOST_TRIED = 12, 4
"""So many sets are looked for by bounds alone, and a plan under the rules that so many ways to break these leave."""
MOST_HITTING = 200
"""So many ways to break all sets that are known are tried for one that is not."""
MOST_VERIFIED = 6
"""Of sets with so many rules or fewer every smaller one is asked for."""

Rules = frozenset[str]
FindsPlan = Callable[[Rules], Rules | None]
"""The rules that some plan keeps which keeps these; None where no plan keeps these. May raise NotKnown."""


class NotKnown(Exception):
    """It takes too long to find out whether some plan keeps some rules."""


def _nothing(rules: Rules) -> bool:
    return False


class MinimalSets:
    """Searches for smallest sets of rules that cannot hold together.

    Parameters
    ----------
    rules : names of all rules
    deciding : those of them that decide who may travel how
    finds_plan : tells of a set of rules whether a plan keeps them, and which others that plan keeps too
    most_parts : so many choices of the deciding rules are gone through; where there are more, none of them, each alone
        and all together
    is_ruled_out : whether bounds alone show at once that no plan keeps some rules

    Attributes
    ----------
    sets : the sets, in the order of the search
    complete : whether there are no others; known when the search is at its end
    doubted : rules of which it took too long to find out whether a plan keeps them; taken for rules that one does
    """

    def __init__(
        self,
        rules: Sequence[str],
        deciding: Collection[str],
        finds_plan: FindsPlan,
        most_parts: int = 8,
        is_ruled_out: Callable[[Rules], bool] = _nothing,
    ) -> None:
        self.rules, self.deciding, self._finds_plan = tuple(rules), frozenset(deciding), finds_plan
        self._most_parts, self._is_ruled_out = most_parts, is_ruled_out
        self.sets: list[Rules] = []
        self.complete = self._gave_up = False
        self.impossible_ones: list[Rules] = []
        self.doubted: list[Rules] = []
        self._kept: list[tuple[Rules, Rules]] = []

    def search(self, most: int) -> None:
        """Search for every set, or until there are `most`."""
        parts = list(self._parts())
        self._gave_up = len(parts) < 2 ** len(self.deciding)
        for part in parts:
            self._foresee(part)
            while (seed := self._uncovered(part)) is not None:
                if len(self.sets) == most:
                    return
                self.sets.append(self._minimal(seed))
        self.complete = not self._gave_up

    def impossible(self, rules: Rules) -> bool:
        """Whether it is known that no plan keeps these rules."""
        known = self._known(rules)
        if known is None and self._is_doubtful(rules):
            self.doubted.append(rules)
            return False
        if known is not None:
            return known
        try:
            kept = self._finds_plan(rules)
        except NotKnown:
            self.doubted.append(rules)
            return False
        if kept is None:
            self.impossible_ones.append(rules)
            return True
        self._kept.append((rules & self.deciding, (kept | rules) - self.deciding))
        return False

    def is_sure(self, minimal: Rules) -> bool:
        """Whether every set within a `minimal` one is known to leave a plan."""
        return not any(rules < minimal for rules in self.doubted)

    def _is_doubtful(self, rules: Rules) -> bool:
        """Whether fewer of these rules took too long already, and bounds do not rule these out."""
        part = rules & self.deciding
        less = any(other <= rules and other & self.deciding == part for other in self.doubted)
        return less and not self._is_ruled_out(rules)

    def _known(self, rules: Rules) -> bool | None:
        """Whether no plan keeps these rules, as far as earlier answers tell; None where they do not."""
        part, rest = rules & self.deciding, rules - self.deciding
        if any(part == same and rest <= kept for same, kept in self._kept):
            return False
        if any(part == other & self.deciding and other <= rules for other in self.impossible_ones):
            return True
        return None

    def _foresee(self, part: Rules) -> None:
        """Learn what bounds tell of the sets with a choice of the deciding rules, and which other rules some plan keeps
        that breaks all of these sets."""
        bounds, rest, cores = _Bounds(self._is_ruled_out), frozenset(self.rules) - self.deciding, list[Rules]()
        while len(cores) < MOST_FORESEEN:
            seeds = (part | rest - broken for broken in islice(_hitting(cores), MOST_TRIED))
            seed = next(filter(bounds.rule_out, seeds), None)
            if seed is None:
                break
            ordered = [name for name in self.rules if name in seed - part]
            cores.append(frozenset(smallest(ordered, [*part], lambda names: bounds.rule_out(frozenset(names)))))
            self.impossible_ones.append(part | cores[-1])
        for broken in islice(_hitting(cores), MOST_TRIED) if cores else ():
            seed = part | rest - broken
            if not self.impossible(seed) and seed in self.doubted:
                self.impossible(part)
                break

    def _parts(self) -> Iterator[Rules]:
        """Choices of the deciding rules, fewest first."""
        names = [name for name in self.rules if name in self.deciding]
        sizes: Collection[int] = range(len(names) + 1)
        if 2 ** len(names) > self._most_parts:
            sizes = (0, 1, len(names))
        return map(frozenset, chain.from_iterable(combinations(names, size) for size in sizes))

    def _uncovered(self, part: Rules) -> Rules | None:
        """Rules that cannot hold together and hold no set that is known; None where there are none, or too many ways to
        break those that are known."""
        known = [minimal - self.deciding for minimal in self.sets if minimal & self.deciding <= part]
        rest = [name for name in self.rules if name not in self.deciding]
        for number, broken in enumerate(_hitting(known)):
            if number == MOST_HITTING:
                self._gave_up = True
                return None
            seed = part | frozenset(rest) - broken
            if self.impossible(seed):
                return seed
            self._gave_up |= seed in self.doubted
        return None

    def _minimal(self, seed: Rules) -> Rules:
        """A smallest set within rules that cannot hold together."""
        part = seed & self.deciding
        rest = [name for name in self.rules if name in seed - part]
        if self.impossible(part):
            minimal = part
        else:
            minimal = part | frozenset(smallest(rest, [*part], lambda kept: self.impossible(frozenset(kept))))
        for smaller in self._smaller(minimal):
            if self.impossible(smaller):
                return self._minimal(smaller)
        return minimal

    def _smaller(self, minimal: Rules) -> Iterator[Rules]:
        """Sets within one, with fewer of the deciding rules; those of many rules by leaving out each.

        Those with as many of them are known to leave a plan, unless that took too long to find out for more rules.
        """
        yield from (minimal - {name} for name in sorted(minimal - self.deciding) if self.doubted)
        names = sorted(minimal)
        sizes = range(len(names)) if len(names) <= MOST_VERIFIED else [len(names) - 1]
        for smaller in chain.from_iterable(combinations(names, size) for size in sizes):
            if frozenset(smaller) & self.deciding != minimal & self.deciding:
                yield frozenset(smaller)


class _Bounds:
    """Answers of bounds about rules that share their deciding ones, each asked for once."""

    def __init__(self, is_ruled_out: Callable[[Rules], bool]) -> None:
        self._is_ruled_out = is_ruled_out
        self._out, self._open = list[Rules](), list[Rules]()

    def rule_out(self, rules: Rules) -> bool:
        """Whether bounds show that no plan keeps these rules."""
        if any(rules <= other for other in self._open):
            return False
        if any(other <= rules for other in self._out):
            return True
        is_out = self._is_ruled_out(rules)
        (self._out if is_out else self._open).append(rules)
        return is_out


def smallest(chunk: Sequence[str], kept: Sequence[str], impossible: Callable[[Collection[str]], bool]) -> list[str]:
    """The rules of a `chunk` that a conflict needs beside those `kept`; `impossible` says whether some rules leave no
    plan.

    Source: QuickXplain (U. Junker, 2004).
    """
    if not chunk or impossible(kept):
        return []
    if len(chunk) == 1:
        return [*chunk]
    half = len(chunk) // 2
    left = smallest(chunk[:half], [*kept, *chunk[half:]], impossible)
    return left + smallest(chunk[half:], [*kept, *left], impossible)


def _hitting(sets: Sequence[Rules]) -> Iterator[Rules]:
    """Every smallest choice of rules that holds one of each set; nothing where a set is empty."""
    if not sets:
        yield frozenset()
        return
    seen: list[Rules] = []
    for picked in _picks(sets, frozenset()):
        if not any(other <= picked for other in seen):
            seen.append(picked)
            yield picked


def _picks(sets: Sequence[Rules], picked: Rules) -> Iterator[Rules]:
    """Choices of one rule of each set, none where a rule that is picked already does; the fewest rules need not come
    first."""
    left = [one for one in sets if picked.isdisjoint(one)]
    if not left:
        yield picked
        return
    for name in sorted(left[0]):
        yield from _picks(left[1:], picked | {name})
