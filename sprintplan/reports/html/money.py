"""Cash by event, team, month and column of the workspace, as tables of the year's page."""

from dataclasses import dataclass, replace

from sprintplan.domain.plan import Plan
from sprintplan.itinerary.spending import Spending, known_columns, spending_by, year_of
from sprintplan.reports.formatting import month
from sprintplan.reports.lists.people_words import head_of

MOST_LINES = 40
"""Lines of a table at most; the list `budget` has all of them."""


@dataclass(frozen=True)
class View:
    """The cash of the year by one column; `title` is what people call it."""

    title: str
    lines: tuple[Spending, ...]

    @property
    def with_people(self) -> bool:
        """Whether any line is of people."""
        return any(line.people is not None for line in self.lines)

    @property
    def with_budget(self) -> bool:
        """Whether any line has a budget."""
        return any(line.budget is not None for line in self.lines)


def money_views(plan: Plan) -> list[View]:
    """The views of a `plan` that tell more than one line; none of a plan without events."""
    if not plan.events:
        return []
    views = []
    for column in known_columns(plan):
        if column == "person":
            continue
        lines = spending_by(plan, column)
        if column == "event":
            lines.append(year_of(plan))
        if column == "month":
            lines = [replace(line, name=month(line.name)) for line in lines]
        if 1 < len(lines) <= MOST_LINES:
            views.append(View(head_of(column).lower(), tuple(lines)))
    return views
