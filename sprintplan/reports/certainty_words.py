"""How sure a plan is, in words: likely ranges, chances out of a hundred markets, ties."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sprintplan.domain.alternatives import TIE, Certainty, Tie
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.totals import Totals
from sprintplan.problems import listed
from sprintplan.reports.formatting import amount, day_month, fit, thousands

APART = 0.02
"""Ties whose cash differs by so much of it are told with what makes up for that."""
MOST_TIES = 6
"""Ties that a sentence names."""


def likely(totals: Totals | None) -> str:
    """The range of the cash of some `totals`, to stand behind it: " (likely 352 000 to 407 000)"; empty without, and
    where both ends read alike, as all is quoted or booked."""
    if totals is None or totals.range is None:
        return ""
    low, high = amount(totals.range.cash.low), amount(totals.range.cash.high)
    return f" (likely {low} to {high})" if low != high else ""


def year_sentence(plan: Plan) -> str:
    """In how many of 100 likely markets the places of a `plan` are the best; empty where that is not known."""
    known = [(event, sure) for event in plan.events if (sure := doubt(plan, event))]
    if not known:
        return ""
    places = [f"{place(event)} in {hundredths(sure.chance_venue)}" for event, sure in known]
    bounds = "" if all(sure.exact for _, sure in known) else " (by bounds, as shared limits may bind)"
    return f"In 100 likely fare markets the best place is {' and '.join(places)}{bounds}"


def doubt(plan: Plan, event: EventPlan) -> Certainty | None:
    """How sure the choice of an `event` is; None where no market was drawn, where a replanned `plan` holds its venue
    and dates, and where it is over or under way."""
    held = plan.keeping.held if plan.keeping else ()
    if event.event in plan.facts or any(one.event == event.event and one.venue for one in held):
        return None
    return event.certainty if event.certainty and event.certainty.markets else None


def certainty_sentences(plan: Plan, event: EventPlan, names: Mapping[str, str] | None = None) -> Iterator[str]:
    """How sure the choice of an `event` of a `plan` is, and what it ties with; places by their `names`, the keys
    of which are ids of venues."""
    sure = doubt(plan, event)
    if sure is None:
        return
    yield f"{_chances(event, sure)}; {_regret(event, sure, plan.currency)}"
    if event.ties:
        what = "a tie in the score" if any(_made_up(event, tie) for tie in event.ties) else "a tie"
        yield f"{what} with {_ties(event, names or {})}: estimates cannot tell them apart"


def preferred_sentence(event: EventPlan, currency: str) -> str:
    """What the first day of an `event` costs more than the cheapest there for its fewer public holidays, in a
    `currency`; empty where it is the cheapest."""
    stated = event.preferred
    if stated is None:
        return ""
    return (
        f"{day_month(event.first_day)} in place of {day_month(stated.instead_of)} for "
        f"{amount(stated.costs_more, currency)} more: a public holiday at home may fall on the days of "
        f"{stated.holidays} in place of {stated.holidays_instead} travellers"
    )


def hundredths(share: float) -> str:
    """A `share` of markets out of a hundred: 0.62 -> "62"; never 100 or 0 where it is not all or none."""
    if 0 < share < 1:
        return str(min(99, max(1, round(100 * share))))
    return str(round(100 * share))


def place(event: EventPlan) -> str:
    """The city of an `event`, or the name of its venue."""
    return fit(event.city or event.venue_name, 30)


def _chances(event: EventPlan, sure: Certainty) -> str:
    day = day_month(event.first_day)
    return (
        f"{place(event)} is the best place in {hundredths(sure.chance_venue)} of 100 likely markets, "
        f"{day} the best first day in {hundredths(sure.chance_date)}"
    )


def _regret(event: EventPlan, sure: Certainty, currency: str) -> str:
    if not Decimal(sure.expected_regret):
        return "keeping both loses nothing"
    share = 100 * float(sure.expected_regret) / max(float(event.objective), 1)
    return (
        f"keeping both loses {amount(sure.expected_regret, currency)} on average ({share:.1f} %), "
        f"over {amount(sure.regret_90, currency)} in one market of ten"
    )


def difference_sentence(share: float) -> str:
    """How sure the difference between two years is, the first of which costs less in a `share` of likely markets."""
    rare = share if share < 0.5 else 1 - share
    lead = f"it has the lower score in {hundredths(share)} of 100 likely markets"
    return f"a tie in the score: {lead}, so that estimates cannot tell them apart" if rare >= TIE else lead


def _ties(event: EventPlan, names: Mapping[str, str]) -> str:
    """First days here, then other places with theirs; each with what differs where its cash does by far."""
    here, there = list[str](), list[str]()
    for tie in event.ties:
        name = "" if tie.venue == event.venue else f"{fit(names.get(tie.venue, tie.venue), 30)} "
        why = _made_up(event, tie)
        (there if name else here).append(f"{name}{day_month(tie.first_day)}{f' ({why})' if why else ''}")
    return listed([*here, *there], MOST_TIES, between="; ")


def _made_up(event: EventPlan, tie: Tie) -> str:
    """How much cash and how many people differ at a `tie`; empty where its cash is about that of the `event`."""
    where = (tie.venue, tie.first_day)
    totals = next((one.totals for one in event.alternatives if (one.venue, one.first_day) == where), None)
    if totals is None or not float(event.totals.cash):
        return ""
    cash = float(totals.cash) / float(event.totals.cash) - 1
    if abs(cash) < APART:
        return ""
    parts = [f"{abs(cash):.0%} {'more' if cash > 0 else 'less'} cash".replace("%", " %")]
    if away := totals.remote - event.totals.remote:
        parts.append(f"{abs(away)} {'more' if away > 0 else 'fewer'} cannot attend")
    hours = round(totals.travel_hours - event.totals.travel_hours)
    if hours:
        parts.append(f"{thousands(abs(hours))} travel hours {'more' if hours > 0 else 'less'}")
    return ", ".join(parts)
