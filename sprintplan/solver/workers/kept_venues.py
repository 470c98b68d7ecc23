"""Venues as they were judged, held as long as they take little memory, since most are asked for again."""

from collections.abc import Callable

from sprintplan.solver.instance.relaxation import VenueRelaxation

LEAST_VENUES, MOST_ROWS = 4, 1_000_000
"""Of the relaxations that were asked for last so many are held in any case, and more while their offer tables have no
more rows than this between them: some 200 MB."""


class KeptVenues:
    """Relaxations by the numbers of event and venue; those asked for last are held.

    Parameters
    ----------
    judge : makes the relaxation of an event at a venue
    """

    def __init__(self, judge: Callable[[int, int], VenueRelaxation]) -> None:
        self._least, self._judge, self._rows = LEAST_VENUES, judge, 0
        self._held: dict[tuple[int, int], VenueRelaxation] = {}

    def __call__(self, event: int, venue: int) -> VenueRelaxation:
        """The relaxation of an `event` at a `venue`, by their numbers."""
        asked = event, venue
        if asked in self._held:
            self._held[asked] = self._held.pop(asked)
            return self._held[asked]
        self._held[asked] = self._judge(event, venue)
        self._rows += len(self._held[asked].table)
        while self._rows > MOST_ROWS and len(self._held) > self._least:
            self._rows -= len(self._held.pop(next(iter(self._held))).table)
        return self._held[asked]

    def hold_at_least(self, number: int) -> None:
        """Hold that `number` from now on, whatever memory they take."""
        self._least = number

    def holds(self, number: int, rows: int) -> bool:
        """Whether as many as `number` are held where the offer tables have so many `rows` each."""
        return number <= self._least or number * rows <= MOST_ROWS

    def has(self, relaxation: VenueRelaxation) -> bool:
        """Whether a `relaxation` is one of those that are held, which know all offers."""
        return any(one is relaxation for one in self._held.values())

    def clear(self) -> None:
        """Let go of all of them."""
        self._held.clear()
        self._rows = 0
