"""Cash by event, team, person, column or month, as `show --by` prints it."""

from collections.abc import Iterator
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.errors import UsageError
from sprintplan.itinerary.spending import Spending, known_columns, spending_by, year_of
from sprintplan.reports.formatting import amount, columns, difference, month, wrapped

MONTHS = "Tickets, bags and visas count in the month to book by, or else of departure; all else in the event's month."


def money_text(plan: Plan, column: str) -> str:
    """A line a group of a `plan`, with the year below.

    Parameters
    ----------
    column : event, team, person, month, or a column of the workspace that begins with x_

    Raises
    ------
    UsageError : no trip has the column
    """
    return "\n".join(_lines(plan, column)) + "\n"


def money_facts(plan: Plan, column: str) -> dict[str, object]:
    """The same as JSON has it, by a `column` of the `plan`: amounts as text, people as numbers, null where there is
    none."""
    return {
        "company": plan.company,
        "currency": plan.currency,
        "by": column,
        "lines": [_facts(line) for line in _known(plan, column)],
        "year": _facts(year_of(plan)),
    }


def _known(plan: Plan, column: str) -> list[Spending]:
    known = known_columns(plan)
    if column not in known:
        raise UsageError(f"--by {column}: no trip has that column. Use one of {', '.join(sorted(known))}")
    return spending_by(plan, column)


def _lines(plan: Plan, column: str) -> Iterator[str]:
    lines, year = _known(plan, column), year_of(plan)
    every = [*lines, year]
    with_people = column != "month"
    with_budget = any(line.budget is not None for line in every)
    head = [column, *["people"] * with_people, "cash", *["per head"] * with_people, "share"]
    rows = [[*head, *["budget", "left"] * with_budget]]
    for line in every:
        people = ["" if line.people is None else str(line.people)] * with_people
        per_head = [amount(line.per_head) if line.people else ""] * with_people
        share = f"{100 * line.cash / year.cash:.0f} %" if year.cash else ""
        budget = [amount(line.budget) if line.budget is not None else "", _left(line)] * with_budget
        name = line.name if with_people or line is year else month(line.name)
        rows.append([name, *people, amount(line.cash), *per_head, share, *budget])
    yield f"Cash by {column} ({plan.currency})"
    yield from columns(rows, right=frozenset(range(1, len(rows[0]))), indent="  ", headed=True)
    if not with_people:
        yield from wrapped(MONTHS)


def _left(line: Spending) -> str:
    return "" if line.left is None else difference(str(line.left))


def _facts(line: Spending) -> dict[str, object]:
    def text(money: Decimal | None) -> str | None:
        return None if money is None else str(money)

    return {
        "name": line.name,
        "people": line.people,
        "cash": str(line.cash),
        "per_head": text(line.per_head),
        "budget": text(line.budget),
        "left": text(line.left),
    }
