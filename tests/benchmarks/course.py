"""What a search knew when: the first year, gaps, the end."""

import time
from collections.abc import Sequence

from sprintplan.watch import Watch

EARLY_S = 10
Known = Sequence[tuple[float, float | None, float]]
"""What was known when: seconds, best, bound; best None before the first year."""


class Course(Watch):
    """What the search knew when: (seconds, best, bound), amounts in units of the currency.

    Parameters
    ----------
    began : moment of `time.monotonic`, which all processes of a machine share, that seconds count from; None for now
    """

    def __init__(self, began: float | None = None) -> None:
        super().__init__()
        self.began = time.monotonic() if began is None else began
        self.known: list[tuple[float, float | None, float]] = []

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began

    def improved(self, best: str | None, bound: str) -> None:
        """Note the best objective so far and the bound."""
        self.known.append((self.seconds, None if best is None else float(best), float(bound)))


def gap_at(seconds: float, known: Known) -> float | None:
    """(best - bound) / best as it was `known` after so many seconds; None before the first year."""
    last = [one for one in known if one[0] <= seconds and one[1] is not None]
    return None if not last else 1 - last[-1][2] / (last[-1][1] or 1)


def told(status: str, seconds: float, known: Known) -> str:
    """One row: how it ended after so many seconds, and what was `known` when."""
    first = next((f"{at:.1f} s" for at, best, _ in known if best is not None), "-")
    early, late = (_share(gap_at(at, known)) for at in (EARLY_S, seconds))
    if status == "optimal":
        early, late = early if seconds > EARLY_S else "0", "0"
    return f"{status} in {seconds:.1f} s; first year {first}, gap at {EARLY_S} s {early}, at the end {late}"


def _share(gap: float | None) -> str:
    return "-" if gap is None else f"{100 * gap:.2f} %"
