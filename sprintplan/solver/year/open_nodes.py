"""The open nodes of best-first branch and bound: combinations of candidates in the order of their bounds."""

import heapq

from sprintplan.solver.year.state import BATCH, Picks, Year


class OpenNodes:
    """A heap of combinations by bound; each is made from its predecessor by stepping one event's list."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.popped = 0
        self._unfinished = False
        self._heap: list[tuple[int, tuple[object, ...], tuple[int, ...]]] = []
        self._stepped: set[tuple[int, ...]] = set()
        if all(year.lists):
            self._add((0,) * len(year.lists))

    def waiting(self) -> bool:
        """Whether combinations are left."""
        return bool(self._heap)

    def bound(self) -> int:
        """No combination that is left costs less."""
        return self._heap[0][0]

    def pop(self) -> Picks:
        """Take the next combination; the first time, those that follow it are added."""
        self.popped, _, at = heapq.heappop(self._heap)
        self._unfinished = True
        if at not in self._stepped:
            self._stepped.add(at)
            self._step(at)
        return self._picks(at)

    def least(self) -> int | None:
        """No combination that is left, or was taken and is not finished, costs less; None where there is none."""
        left = ([self.popped] if self._unfinished else []) + ([self.bound()] if self.waiting() else [])
        return min(left, default=None)

    def drop(self) -> None:
        """The combination that was taken is finished."""
        self._unfinished = False

    def push(self, picks: Picks) -> None:
        """Put the combination `picks` back at its present bound; one that is proven impossible stays out."""
        self._unfinished = False
        worth = self.year.worth(picks)
        if worth is not None:
            at = tuple(self.year.lists[pick.event].index(pick) for pick in picks)
            heapq.heappush(self._heap, (worth, self.year.rank(picks), at))

    def next_few(self) -> list[Picks]:
        """The combinations that come next, without taking them."""
        return [self._picks(at) for _, _, at in heapq.nsmallest(4 * BATCH, self._heap)]

    def _step(self, at: tuple[int, ...]) -> None:
        """Successors: one step further in one list, no list before the last that was stepped already."""
        last = max((n for n, position in enumerate(at) if position), default=0)
        for n in range(last, len(at)):
            if at[n] + 1 < len(self.year.lists[n]):
                self._add((*at[:n], at[n] + 1, *at[n + 1 :]))

    def _add(self, at: tuple[int, ...]) -> None:
        """Add a combination at its first bound, which never falls from one list position to the next."""
        picks = self._picks(at)
        bound = sum(self.year.bound[pick] for pick in picks)
        heapq.heappush(self._heap, (bound, self.year.rank(picks), at))

    def _picks(self, at: tuple[int, ...]) -> Picks:
        return tuple(options[position] for options, position in zip(self.year.lists, at, strict=True))
