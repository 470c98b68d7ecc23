"""The page of `actuals`: what was planned, spent and is still to book, by event, team, own columns and person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sprintplan import __version__
from sprintplan.domain.columns import OWN_PREFIX
from sprintplan.itinerary.actuals import Actuals, ActualSums
from sprintplan.reports.html.rendering import rendered
from sprintplan.reports.text.actuals import attention, named_sums


@dataclass(frozen=True)
class View:
    """Sums by one column: its title, and the names with their sums."""

    title: str
    lines: tuple[tuple[str, ActualSums], ...]


def actuals_page(actuals: Actuals, today: date) -> str:
    """The page of planned against booked, `actuals`, as they are `today`; it needs nothing but itself."""
    return rendered(
        "actuals.html",
        actuals=actuals,
        plan=actuals.plan,
        views=list(_views(actuals)),
        people=named_sums(actuals, "person"),
        attention=list(attention(actuals, today)),
        today=today,
        tool_version=__version__,
    )


def _views(actuals: Actuals) -> Iterator[View]:
    """By event, team and each column that begins with x_, where there is more than one name."""
    own = dict.fromkeys(name for one in actuals.trips for name in one.extra)
    for column in ("event", "team", *own):
        sums = named_sums(actuals, column)
        if len(sums) > 1:
            title = column.removeprefix(OWN_PREFIX).replace("_", " ")
            yield View(title, tuple((name or "–", mine) for name, mine in sums))
