"""Scenarios side by side, as people read them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sprintplan.domain.comparison import Comparison, Difference, ScenarioResult
from sprintplan.reports.certainty_words import difference_sentence
from sprintplan.reports.formatting import amount, columns, day_month, difference, fit, thousands, wrapped

HEAD = ["cash", "score", "hours", "t CO2e", "cannot attend", "changed"]
HEAD_OF_POINTS = ["cash", "hours", "t CO2e", "cannot attend", "point"]


def comparison_text(comparison: Comparison) -> str:
    """What people read of a `comparison`: the plan, the scenarios that were asked for, and what each rule costs."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield from wrapped(f"{comparison.company} as planned: {verdict(comparison.plan, comparison.currency)}", rest="  ")
    if comparison.plan.status == "optimal":
        yield f"Proven cheapest among the flights considered{', at estimated fares' if comparison.estimated else ''}."
    rules = [one for one in comparison.scenarios if one.kind == "rule"]
    others = [one for one in comparison.scenarios if one.kind == "scenario"]
    if others:
        yield ""
        yield f"Scenarios, and what changes against the plan ({comparison.currency})"
        yield from _table(others, comparison.plan)
    front = [one for one in comparison.scenarios if one.kind == "front"]
    if front:
        yield ""
        yield f"The least cash at each level ({comparison.currency})"
        yield from _front(front)
    if rules:
        yield ""
        yield f"Without each rule alone, the year changes by ({comparison.currency})"
        yield from _table(sorted(filter(moves, rules), key=saved), comparison.plan)
        yield from _listed("No difference without", [one.name for one in rules if not moves(one)])
    yield from _listed("Stated as the default has it: left out, it counts all the same", comparison.unchanged)


def _listed(heading: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield ""
        yield f"{heading}:"
        yield from wrapped("; ".join(names), "  ", "  ")


def moves(one: ScenarioResult) -> bool:
    """Whether a scenario, `one`, is another year than the plan, or none."""
    gap = one.difference
    return gap is None or bool(gap.trips or Decimal(gap.cash) or gap.travel_hours or gap.co2e_kg or gap.remote)


def saved(one: ScenarioResult) -> Decimal:
    """Cash of `one`, a year without a rule, beside the plan's; least where there is none, so that rules sort by it."""
    return Decimal(one.difference.cash) if one.difference else Decimal("-Infinity")


def verdict(one: ScenarioResult, currency: str) -> str:
    """Place, dates and cash of a scenario, `one`, in the `currency`; or that there are none."""
    if not one.events or one.totals is None:
        return "no plan is possible" if one.status == "infeasible" else "no plan was found before the search ended"
    unproven = "" if one.status == "optimal" else ", not proven cheapest"
    return f"{places(one)}: {amount(one.totals.cash, currency)} cash{unproven}"


def places(one: ScenarioResult) -> str:
    """Cities and first days of a scenario, `one`: "Warsaw 5 Apr, Istanbul 25 Oct"."""
    return ", ".join(f"{fit(event.city or event.venue_name, 30)} {day_month(event.first_day)}" for event in one.events)


def _table(results: Sequence[ScenarioResult], plan: ScenarioResult) -> Iterator[str]:
    """Each scenario's name, what it changes in aligned columns below, and its places where they are others."""
    rows = [_row(one.difference) for one in results]
    lines = columns([HEAD, *rows], right=frozenset(range(6)), indent="    ")
    yield lines[0]
    for one, line in zip(results, lines[1:], strict=True):
        yield from wrapped(one.name, "  ", "    ")
        if one.difference is None:
            yield from _without_year(one)
            continue
        yield line
        if places(one) != places(plan):
            yield from wrapped(f"in {places(one)}", "      ", "        ")
        if one.difference.cheaper is not None and one.difference.trips:
            yield from wrapped(difference_sentence(one.difference.cheaper), "      ", "        ")
        if one.status != "optimal":
            yield "      not proven cheapest: the search of this scenario was cut short"


def _front(points: Sequence[ScenarioResult]) -> Iterator[str]:
    """Each point of the front on a line, its places above it where they are others than those of the point before."""
    rows = [HEAD_OF_POINTS, *(_sums(one) for one in points)]
    lines = columns(rows, right=frozenset(range(4)), indent="    ")
    yield lines[0]
    before = ""
    for one, line in zip(points, lines[1:], strict=True):
        place = places(one) or "no plan is possible"
        if place != before:
            yield from wrapped(place, "  ", "    ")
        yield line
        before = place


def _sums(one: ScenarioResult) -> list[str]:
    if one.totals is None:
        return ["-"] * 4 + [one.name]
    total = one.totals
    hours, tonnes = thousands(total.travel_hours), f"{total.co2e_kg / 1000:.1f}"
    unproven = "" if one.status == "optimal" else ", not proven"
    return [amount(total.cash), hours, tonnes, thousands(total.remote), one.name + unproven]


def _without_year(one: ScenarioResult) -> Iterator[str]:
    what = "no plan is possible" if one.status == "infeasible" else "no plan was found before the search ended"
    if one.events:
        what = "a plan is possible, and the workspace has none to compare it with"
    yield f"      {what}"
    for sentence in one.conflict:
        yield from wrapped(sentence, "      - ", "        ")


def _row(gap: Difference | None) -> list[str]:
    if gap is None:
        return [""] * len(HEAD)
    score = "-" if gap.objective is None else difference(gap.objective)
    tonnes = gap.co2e_kg / 1000
    hours = f"{round(gap.travel_hours):+,}".replace(",", " ")
    row = [difference(gap.cash), score, hours, f"{tonnes:+.1f}", f"{gap.remote:+d}", thousands(gap.trips)]
    return ["0" if cell in ("+0", "-0", "+0.0", "-0.0") else cell for cell in row]
