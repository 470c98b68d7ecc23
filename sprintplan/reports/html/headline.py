"""What the page says first: where and when, and how sure that is."""

from sprintplan.domain.plan import Plan
from sprintplan.reports.formatting import count
from sprintplan.reports.html.filters import amount, place

BADGES = {
    "optimal": "Proven optimal",
    "feasible": "Best found",
    "infeasible": "No plan is possible",
    "unknown": "No plan found",
}


def headline(plan: Plan) -> str:
    """The places with their months: "Warsaw in May, Istanbul in October"; the badge where there are none."""
    if not plan.events:
        return BADGES[plan.status]
    years = {event.first_day.year for event in plan.events}
    form = "%B" if len(years) == 1 else "%B %Y"
    return ", ".join(f"{place(event)} in {event.first_day:{form}}" for event in plan.events)


def verdict(plan: Plan) -> str:
    """One sentence on what the plan is."""
    match plan.status:
        case "optimal":
            return "No cheaper choice of venues, dates and journeys exists among the journeys on sale; this is proven."
        case "feasible":
            return f"The best plan found before the search ended. {_gap(plan)}"
        case "infeasible":
            reasons = "these rules cannot hold together" if plan.conflict else "the rules leave no candidate"
            return f"No venue and dates keep every rule: {reasons}."
        case "unknown":
            return (
                "The search ended before any plan was found. That does not mean that there is none: allow it more time."
            )


def _gap(plan: Plan) -> str:
    if plan.gap is None or not plan.is_bounded:
        return "How far it is above the least possible is not known."
    bound = amount(plan.bound, plan.currency)
    return f"It is at most {100 * plan.gap:.2f} % above the least possible: proven is that none is below {bound}."


def proof(plan: Plan) -> str:
    """How many candidates were considered, and what became of them."""
    counted = plan.proof
    parts = {"ruled out": counted.excluded, "settled by their bound": counted.skipped, "solved": counted.solved}
    told = ", ".join(f"{number} {word}" for word, number in parts.items() if number)
    return f"{count(counted.candidates, 'pair')} of venue and first day considered{': ' if told else ''}{told}."
