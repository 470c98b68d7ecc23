"""Whom somebody means, who is above whom in a plan, and everybody below a manager."""

from contextlib import suppress
from datetime import date

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Approval, Trip
from sprintplan.errors import UsageError
from sprintplan.files import typed
from sprintplan.reports.formatting import plain
from sprintplan.reports.lookup import NotKnown, meant


def names_of(plan: Plan) -> dict[str, str]:
    """Names by id, of everybody whom the plan knows: who has a trip, and the managers above them who have none."""
    absent = {manager.person: manager.name for manager in plan.managers}
    return absent | {who.person: who.name for event in plan.events for who in event.trips.travellers}


def emails_of(plan: Plan) -> dict[str, str]:
    """E-mail addresses by id of everybody whom a `plan` knows; those that are empty are left out."""
    absent = {manager.person: manager.email for manager in plan.managers}
    emails = absent | {who.person: who.email for event in plan.events for who in event.trips.travellers}
    return {person: email for person, email in emails.items() if email}


def person_meant(plan: Plan, asked: str) -> str:
    """The id of somebody who has a trip in a `plan`, `asked` for by id, e-mail address or name.

    Raises
    ------
    UsageError : nobody, or more than one, is meant
    """
    people = {who.person: who.name for event in plan.events for who in event.trips.travellers}
    return meant(asked, people, "person", emails_of(plan))


def team_meant(plan: Plan, asked: str) -> str:
    """A team of a `plan` by its name, `asked` for whole or in part.

    Raises
    ------
    UsageError : no team, or more than one, is meant
    """
    teams = {who.team: who.team for event in plan.events for who in event.trips.travellers if who.team}
    return meant(asked, teams, "team")


def manager_meant(plan: Plan, asked: str) -> str:
    """The id of a manager of a `plan`, `asked` for by id, e-mail address or name.

    Raises
    ------
    UsageError : nobody, or more than one, is meant
    """
    names = names_of(plan)
    managers = {manager: names.get(manager, "") for manager in _reports(plan) if manager}
    try:
        return meant(asked, managers, "manager", emails_of(plan))
    except NotKnown as nobody:
        if elsewhere := _elsewhere(plan, asked):
            raise UsageError(elsewhere) from nobody
        raise


def _elsewhere(plan: Plan, asked: str) -> str | None:
    """Where to look for somebody who is no manager, or for a team, that is `asked` for; None for neither."""
    with suppress(UsageError):
        person = person_meant(plan, asked)
        return f'nobody in this plan reports to "{plain(asked)}". Try `sprintplan show PLAN --person {typed(person)}`'
    with suppress(UsageError):
        team = team_meant(plan, asked)
        return f'"{plain(asked)}" is no manager but a team. Try `sprintplan show PLAN --team {typed(team)}`'
    return None


def people_below(plan: Plan, manager: str) -> set[str]:
    """Ids of the people of a `plan` in the whole tree below a `manager` who have a trip, the manager not among them."""
    reports = _reports(plan)
    below, todo = set[str](), [manager]
    while todo:
        new = reports.get(todo.pop(), set()) - below - {manager}
        below |= new
        todo += new
    return below - {absent.person for absent in plan.managers}


def to_approve(plan: Plan, manager: str) -> list[tuple[EventPlan, Trip, Approval]]:
    """Trips that need the manager's own agreement, what is to be booked first on top.

    Parameters
    ----------
    plan : the plan, whole or a part of it
    manager : an id; only trips of the people below are shown
    """
    people = people_below(plan, manager)
    waiting = [
        (event, trip, approval)
        for event in plan.events
        for trip in event.trips.where(lambda one: one.person in people)
        for approval in trip.approvals
        if approval.by == manager
    ]
    return sorted(waiting, key=lambda one: (one[1].book_by or date.max, one[1].name))


def unknown_managers(plan: Plan) -> set[str]:
    """Ids of managers of whom the plan does not tell who is above them; a plan that is whole has none."""
    return _reports(plan).keys() - names_of(plan).keys() - {""}


def _reports(plan: Plan) -> dict[str, set[str]]:
    """Ids of who reports to each manager directly."""
    reports: dict[str, set[str]] = {}
    pairs = [(absent.manager, absent.person) for absent in plan.managers]
    pairs += [(who.manager, who.person) for event in plan.events for who in event.trips.travellers]
    for manager, person in pairs:
        reports.setdefault(manager, set()).add(person)
    return reports
