"""What the page says first: where and when, and what of it is proven."""

from sprintplan.domain.plan import Plan
from sprintplan.reports.text.summary import compared, fares, places, proof_sentence

WITHOUT_PROOF = {"feasible": "Best found", "infeasible": "No plan is possible", "unknown": "No plan found"}
"""Badges of plans that are not proven to be the cheapest."""


def headline(plan: Plan) -> str:
    """The places of a `plan` with their months: "Warsaw in May, Istanbul in October"; the badge where there are
    none."""
    return places(plan) if plan.events else badge(plan)


def badge(plan: Plan) -> str:
    """One or two words on the proof of a `plan`; "proven" only beside what the fares are."""
    if plan.status == "optimal":
        return f"Proven at {fares(plan)} fares"
    return WITHOUT_PROOF[plan.status]


def verdict(plan: Plan) -> str:
    """One sentence on what the plan is."""
    match plan.status:
        case "infeasible":
            reasons = "these rules cannot hold together" if plan.conflict else "the rules leave no candidate"
            return f"No venue and dates keep every rule: {reasons}."
        case "unknown":
            return (
                "The search ended before any plan was found. That does not mean that there is none: allow it more time."
            )
        case _:
            return f"{proof_sentence(plan)}."


def proof(plan: Plan) -> str:
    """How many candidates a `plan` compared."""
    return f"{compared(plan)}."
