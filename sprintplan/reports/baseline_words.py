"""What a choice saves against the baseline, in words."""

from collections.abc import Mapping

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.reports.formatting import day_month, difference


def baseline_sentence(event: EventPlan, currency: str, names: Mapping[str, str]) -> str:
    """What an `event` would cost at its baseline, with amounts of a `currency`; empty where there is no baseline.

    Places are called by their `names`, the keys of which are ids of venues."""
    base = event.baseline
    if base is None:
        return ""
    place = names.get(base.venue, base.venue)
    if base.venue == event.venue:
        return f"{place} is the baseline itself"
    if base.difference is None:
        return f"the baseline {place} is ruled out: {base.excluded_because}"
    when = f" on {day_month(base.first_day)}" if base.first_day else ""
    return f"at the baseline {place}{when} {_more(base.cash_difference, base.difference, currency)}" + (
        "" if base.exact else " or more"
    )


def year_baseline_sentence(plan: Plan) -> str:
    """What the year of a `plan` would cost at the baselines; empty where that is not known, or said of one event."""
    if plan.baseline_difference is None or len(plan.events) < 2:
        return ""
    return f"at the baselines {_more(plan.baseline_cash_difference, plan.baseline_difference, plan.currency)}"


def _more(cash: str | None, score: str, currency: str) -> str:
    """How much more something is in cash, where that is known, and in the score."""
    in_cash = f"{difference(cash, currency)} cash, " if cash is not None else ""
    return f"{in_cash}score {difference(score, currency)}"
