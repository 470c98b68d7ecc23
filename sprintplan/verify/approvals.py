"""Whether trips state the agreements that `[[policy.approval]]` asks for; the words of a reason are taken on trust."""

from collections.abc import Iterator

from sprintplan.domain.booking import ApprovalRule, ApprovalTerms
from sprintplan.domain.people import Person, selected
from sprintplan.verify.sentences import differs
from sprintplan.verify.trips import Judged
from sprintplan.world.cities import continent


def approval_faults(one: Judged) -> Iterator[str]:
    """Of everybody on whom the verdict `one` is: who agrees, by which rule, in the order of the rules."""
    rules, stated = one.visit.scenario.policy.approval, one.trip.approvals
    asking = [(number, rule) for number, rule in enumerate(rules, 1) if one.attends and _asks(rule.when, one)]
    asked = tuple(f"{approval.by or 'nobody'} by {approval.rule}" for approval in stated)
    for person in one.people if asking or stated else ():
        mine = [(number, rule.by) for number, rule in asking if selected(rule.who, person) and _counts(rule, one)]
        expected = tuple(f"{_name(by, person)} by policy.approval[{number}]" for number, by in mine)
        yield from differs(one.whose(person), "approvals", asked, expected)
    if any(not approval.reason for approval in stated):
        yield f"{one.visit.who}: an approval states no reason"


def _counts(rule: ApprovalRule, one: Judged) -> bool:
    """Whether the trip is of the sort that a rule speaks of, within a country, or to another country or continent."""
    home, there = one.visit.person.home.country, one.visit.venue.country
    if rule.scope in (None, "domestic"):
        return rule.scope is None or home == there
    return home != there if rule.scope == "international" else continent(home) != continent(there)


def _name(by: str, person: Person) -> str:
    if by == "manager":
        return person.manager or "nobody"
    return by[3:] if by.startswith("id:") else by


def _asks(when: ApprovalTerms, one: Judged) -> bool:
    """Whether any of the conditions is met."""
    over = [
        (when.fare_over_minor, one.fare),
        (when.trip_cash_over_minor, one.cash),
        (when.journey_over_min, max((journey.minutes for journey in one.journeys), default=0)),
    ]
    if any(most is not None and value > most for most, value in over):
        return True
    if when.cabin is not None and any(one_way.by_air and one_way.cabin >= when.cabin for one_way in one.journeys):
        return True
    if when.exception and one.visit.exemptions:
        return True
    due = one.trip.book_by
    return when.late_booking and due is not None and due < one.visit.today
