"""Offers of answers that cannot be used: which, and why, in one sentence an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sprintplan.problems import listed

MOST_NAMED = 3
ONCE_MORE = "the same offer once more"


class Unusable(Exception):
    """An offer that cannot be used; its text says why."""


@dataclass(frozen=True)
class Skipped:
    """One offer that was left out."""

    answer: str
    offer: str
    why: str


def sentences(skipped: Iterable[Skipped], offers: dict[str, int], fate: str = "left out") -> Iterator[str]:
    """One sentence for each answer that has skipped offers: how many of how many, why, and the first ones by name.

    `offers` : how many offers each answer has; `fate` : what became of the named ones
    """
    by_answer: dict[str, list[Skipped]] = {}
    for one in skipped:
        by_answer.setdefault(one.answer, []).append(one)
    for answer, mine in by_answer.items():
        yield f"{answer}: {len(mine)} of {_count(offers.get(answer, len(mine)))} {fate}: {'; '.join(_reasons(mine))}"


def _count(number: int) -> str:
    return f"{number} offer" + ("" if number == 1 else "s")


def _reasons(skipped: list[Skipped]) -> Iterator[str]:
    """Each reason with the offers that it holds for, the most frequent first."""
    by_reason: dict[str, list[str]] = {}
    for one in skipped:
        by_reason.setdefault(one.why, []).append(one.offer)
    for why, offers in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        yield f"{why} ({listed(offers, MOST_NAMED)})"
