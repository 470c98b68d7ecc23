"""Pages as text: the year for organisers and directors, people for who leads them, and a traveller's own trips."""

from sprintplan.domain.comparison import Comparison
from sprintplan.domain.plan import Plan
from sprintplan.itinerary.spending import spending_by
from sprintplan.reports.certainty_words import year_sentence
from sprintplan.reports.days_touched import days_touched, holiday_note
from sprintplan.reports.html.arrivals import movements
from sprintplan.reports.html.candidates import PARTS, compare
from sprintplan.reports.html.chances import chances
from sprintplan.reports.html.concerns import attention, estimated, own_reason, own_remarks
from sprintplan.reports.html.headline import badge, headline, proof, verdict
from sprintplan.reports.html.map.world_map import world_map
from sprintplan.reports.html.money import money_views
from sprintplan.reports.html.person_rows import to_do
from sprintplan.reports.html.rendering import rendered
from sprintplan.reports.html.scatter import scatters
from sprintplan.reports.html.team_part import named_team_part, person_part, team_part
from sprintplan.reports.html.trip_rows import is_cut, longest, trip_rows
from sprintplan.reports.html.turning_points import turning_points
from sprintplan.reports.html.what_if import what_if
from sprintplan.reports.lists.lieu import by_person, earned
from sprintplan.reports.place_names import place_names
from sprintplan.reports.plan_remarks import plan_remarks
from sprintplan.reports.policy_effects import policy_effects
from sprintplan.reports.tree import manager_meant, names_of, person_meant, team_meant, to_approve


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
        whole=_whole(plan),
        longest=longest(plan),
        spent=spending_by(plan, "event"),
        money=money_views(plan),
        effects=policy_effects(plan),
        what_if=what_if(comparison) if comparison else None,
        turning_points=turning_points(plan, comparison, cities),
    )


def team_page(plan: Plan, manager: str) -> tuple[str, str]:
    """A manager's id, and the page of the people below them in a `plan`; nobody else is on it.

    Raises
    ------
    UsageError : nobody, or more than one, is meant by `manager`, an id or a name
    """
    at = manager_meant(plan, manager)
    name = names_of(plan).get(at) or at
    return at, _people_page(team_part(plan, at), f"{name}’s people", f"below {name}", name, at)


def named_team_page(plan: Plan, team: str) -> tuple[str, str]:
    """A `team` by its name, and the page of its people in a `plan`; nobody else is on it.

    Raises
    ------
    UsageError : no team, or more than one, is meant
    """
    at = team_meant(plan, team)
    return at, _people_page(named_team_part(plan, at), f"team {at}", f"of {at}", f"team {at}", None)


def person_page(plan: Plan, person: str) -> tuple[str, str]:
    """A person's id, and the page of their trips in a `plan`, for their phone; nobody else is on it.

    Raises
    ------
    UsageError : nobody, or more than one, is meant by `person`, an id, an e-mail address or a name
    """
    at = person_meant(plan, person)
    whole = person_part(plan, at)
    page = rendered(
        "person.html",
        plan=whole,
        name=names_of(plan)[at] or at,
        trips=[(event, trip) for event in whole.events for trip in event.trips],
        to_do=to_do,
        remarks=own_remarks,
        why=own_reason,
        estimated=estimated(plan),
    )
    return at, page


def _whole(plan: Plan) -> int:
    """How many trips there are, where a page has not room for all of them; else 0."""
    return sum(len(event.trips) for event in plan.events) if is_cut(plan) else 0


def _people_page(part: Plan, whose: str, which: str, reader: str, manager: str | None) -> str:
    """The page of some people; `whose` trips, `which` people and for which `reader`, in words."""
    rows = trip_rows(part)
    touched = [days_touched(row.trip) for row in rows]
    return rendered(
        "team.html",
        plan=part,
        whose=whose,
        which=which,
        reader=reader,
        people=len({row.trip.person for row in rows}),
        asked=[] if manager is None else to_approve(part, manager),
        groups=attention(part),
        estimated=estimated(part),
        remarks=tuple(plan_remarks(part)),
        map=world_map(part.events),
        rows=rows,
        whole=_whole(part),
        touched=touched,
        holiday_note=holiday_note(touched),
        with_lieu=any(row.trip.lieu and row.trip.lieu.days for row in rows),
        longest=longest(part),
        earned=by_person(list(earned(part))),
    )
