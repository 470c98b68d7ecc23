"""Pages as text: the year for organisers and directors, and a team for its manager."""

from sprintplan.domain.comparison import Comparison
from sprintplan.domain.plan import Plan
from sprintplan.itinerary.spending import spending_by
from sprintplan.reports.certainty_words import year_sentence
from sprintplan.reports.html.arrivals import movements
from sprintplan.reports.html.candidates import PARTS, compare
from sprintplan.reports.html.chances import chances
from sprintplan.reports.html.concerns import attention, estimated
from sprintplan.reports.html.headline import badge, headline, proof, verdict
from sprintplan.reports.html.map.world_map import world_map
from sprintplan.reports.html.money import money_views
from sprintplan.reports.html.rendering import rendered
from sprintplan.reports.html.scatter import scatters
from sprintplan.reports.html.team_part import team_part
from sprintplan.reports.html.trip_rows import longest, trip_rows
from sprintplan.reports.html.what_if import what_if
from sprintplan.reports.lists.lieu import by_person, earned
from sprintplan.reports.place_names import place_names
from sprintplan.reports.plan_remarks import plan_remarks
from sprintplan.reports.policy_effects import policy_effects
from sprintplan.reports.tree import manager_meant, names_of, to_approve


def year_page(plan: Plan, comparison: Comparison | None = None) -> str:
    """The page of the whole year; of a plan without events it says why there are none.

    Parameters
    ----------
    plan : the plan
    comparison : its scenarios; None where they are not to be shown
    """
    rows = trip_rows(plan)
    cities = place_names(plan)
    compared = [compare(event, cities) for event in plan.events]
    return rendered(
        "year.html",
        plan=plan,
        badge=badge(plan),
        headline=headline(plan),
        verdict=verdict(plan),
        proof=proof(plan),
        groups=attention(plan),
        estimated=estimated(plan),
        remarks=tuple(plan_remarks(plan)),
        map=world_map(plan.events),
        compared=compared,
        sure=year_sentence(plan),
        chances=[chances(plan, event, cities) for event in plan.events],
        scatters=[scatters(each.priced) for each in compared],
        movements=[movements(event) for event in plan.events],
        parts_of_bars=PARTS,
        rows=rows,
        longest=longest(rows),
        spent=spending_by(plan, "event"),
        money=money_views(plan),
        effects=policy_effects(plan),
        what_if=what_if(comparison) if comparison else None,
    )


def team_page(plan: Plan, manager: str) -> tuple[str, str]:
    """A manager's id, and the page of the people below them in a `plan`; nobody else is on it.

    Raises
    ------
    UsageError : nobody, or more than one, is meant by `manager`, an id or a name
    """
    at = manager_meant(plan, manager)
    part = team_part(plan, at)
    rows = trip_rows(part)
    page = rendered(
        "team.html",
        plan=part,
        manager=names_of(plan).get(at) or at,
        people=len({row.trip.person for row in rows}),
        asked=to_approve(part, at),
        groups=attention(part),
        estimated=estimated(part),
        remarks=tuple(plan_remarks(part)),
        map=world_map(part.events),
        rows=rows,
        longest=longest(rows),
        earned=by_person(list(earned(part))),
    )
    return at, page
