"""Limits between two events of the year, whoever travels to them."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.solver.constraints.limit import TableLimit
from sprintplan.units import add_months


@dataclass(frozen=True)
class Held:
    """One event at its venue, from its first day to its last."""

    venue: Venue
    first_day: date
    last_day: date


class PairLimit(TableLimit):
    """A limit on every two events of a year."""

    @classmethod
    @abstractmethod
    def keeps(cls, value: Any, earlier: Held, later: Held) -> bool:
        """Whether two events keep the limit.

        Parameters
        ----------
        value : the stated value
        earlier, later : the event that begins first, and the other
        """


class _GapLimit(PairLimit):
    """A least gap, loosened one by one down to none."""

    many = "is few enough"

    @classmethod
    def wider(cls, value: Any, steps: int) -> Any:
        """So much less."""
        return max(0, value - steps)


class WeeksBetween(_GapLimit):
    """`limits.weeks_between_events`: from the last day of one to the first of the next."""

    key = "limits.weeks_between_events"
    member = "weeks_between_events"
    complaint = "The events cannot lie so far apart"

    @classmethod
    def keeps(cls, value: Any, earlier: Held, later: Held) -> bool:
        """Whether the gap is so many weeks or more."""
        return later.first_day - earlier.last_day >= timedelta(weeks=value)


class MonthsBetweenUses(_GapLimit):
    """`limits.months_between_uses`: of one venue; `rules/` holds its last use before the year against it, too."""

    key = "limits.months_between_uses"
    member = "months_between_uses"
    complaint = "No venue has been unused for so long"

    @classmethod
    def keeps(cls, value: Any, earlier: Held, later: Held) -> bool:
        """Whether the venues differ, or so many months lie between."""
        return earlier.venue.id != later.venue.id or add_months(earlier.last_day, value) <= later.first_day


class Different(PairLimit):
    """`limits.different`: venues, countries or regions of all events differ."""

    key = "limits.different"
    member = "different"
    complaint = "The events cannot be held in different places"

    @classmethod
    def keeps(cls, value: Any, earlier: Held, later: Held) -> bool:
        """Whether they differ."""
        member = "id" if value == "venue" else value
        return bool(getattr(earlier.venue, member) != getattr(later.venue, member))

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """In quotes, as the workspace writes it."""
        return f'"{value}"'


PAIR_LIMITS: tuple[type[PairLimit], ...] = (WeeksBetween, MonthsBetweenUses, Different)
"""Every limit between two events, in the order of the reference."""
