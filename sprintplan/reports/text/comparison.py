"""Scenarios side by side, as people read them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sprintplan.domain.comparison import Comparison, ScenarioResult
from sprintplan.itinerary.comparison import LOOK_LONGER
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
    yield from _reasons(comparison.plan, "  ")
    others = [one for one in comparison.scenarios if one.kind == "scenario"]
    if others:
        yield ""
        against = ", and what changes against the plan" if comparison.plan.events else ""
        yield f"Scenarios{against} ({comparison.currency})"
        yield from _table(others, comparison.plan)
    front = [one for one in comparison.scenarios if one.kind == "front"]
    if front:
        yield ""
        yield f"The least cash at each level ({comparison.currency})"
        yield from _front(front)
    yield from _rules([one for one in comparison.scenarios if one.kind == "rule"], comparison)
    if any(LOOK_LONGER in one.conflict for one in comparison.scenarios):
        yield ""
        yield from wrapped(f"Where no plan is possible, {LOOK_LONGER}.")
    yield from _listed("Stated as the default has it: left out, it counts all the same", comparison.unchanged)


def _rules(rules: Sequence[ScenarioResult], comparison: Comparison) -> Iterator[str]:
    """The years without each rule, and below them the rules that make no difference: to the plan, or to its lack."""
    if not rules:
        return
    planned = bool(comparison.plan.events)
    idle = [one for one in rules if not (moves(one) if planned else one.events)]
    shown = sorted((one for one in rules if one not in idle), key=saved)
    yield ""
    if shown:
        yield f"Without each rule alone, the year {'changes by' if planned else 'costs'} ({comparison.currency})"
        yield from _table(shown, comparison.plan)
    heading = "No difference without" if planned else "No plan was found without any one of these alone, either"
    yield from _listed(heading, [one.name for one in idle])


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
    head = HEAD if plan.events else HEAD[:-1]
    rows = [_row(one)[: len(head)] for one in results]
    lines = columns([head, *rows], right=frozenset(range(len(head))), indent="    ")
    yield lines[0]
    for one, line in zip(results, lines[1:], strict=True):
        yield from wrapped(one.name, "  ", "    ")
        if not one.events:
            yield from _without_year(one)
            continue
        yield line
        if places(one) != places(plan):
            yield from wrapped(f"in {places(one)}", "      ", "        ")
        if one.difference and one.difference.cheaper is not None and one.difference.trips:
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
    yield f"      {what}"
    yield from _reasons(one, "      ")


def _reasons(one: ScenarioResult, indent: str) -> Iterator[str]:
    """Why `one` has no year, an item a reason; that more was not looked for stands once, below all."""
    for sentence in one.conflict:
        if sentence != LOOK_LONGER:
            yield from wrapped(sentence, f"{indent}- ", f"{indent}  ")


def _row(one: ScenarioResult) -> list[str]:
    """What the year changes against the plan; its own sums where there is no plan to hold it against."""
    gap = one.difference
    if one.totals is None:
        return [""] * len(HEAD)
    if gap is None:
        cash, hours, tonnes, remote = _sums(one)[:4]
        return [cash, amount(one.objective or "0"), hours, tonnes, remote]
    score = "-" if gap.objective is None else difference(gap.objective)
    hours = f"{round(gap.travel_hours):+,}".replace(",", " ")
    tonnes = f"{gap.co2e_kg / 1000:+.1f}"
    row = [difference(gap.cash), score, hours, tonnes, f"{gap.remote:+d}", thousands(gap.trips)]
    return ["0" if cell in ("+0", "-0", "+0.0", "-0.0") else cell for cell in row]
