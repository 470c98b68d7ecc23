"""Who has to agree to a trip, and why: `[[policy.approval]]`."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from sprintplan.domain.booking import MANAGER, ApprovalRule
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.domain.people import Person, selected
from sprintplan.domain.trip import Approval, Trip
from sprintplan.domain.trips import Trips
from sprintplan.rules.entitlement import in_scope
from sprintplan.units import hours_text, money_text, money_words

WAYS = (("outbound", "outbound"), ("inbound", "return"))


def with_approvals(trips: Trips, people: Sequence[Person], rules: tuple[ApprovalRule, ...], terms: "Terms") -> Trips:
    """The trips with the agreements that each needs.

    Parameters
    ----------
    trips : of one event; `people` : whose they are, in the same order
    rules : of the policy
    terms : what the rules are held against
    """
    if not rules:
        return trips
    contents, which = list[Trip](), list[int]()
    reasons = [[terms.reason(rule, content) for rule in rules] for content in trips.contents]
    numbers = dict[tuple[int, tuple[Approval, ...]], int]()
    for person, content in zip(people, trips.which, strict=True):
        asked = tuple(_approvals(rules, reasons[content], person, terms.country))
        number = numbers.setdefault((content, asked), len(contents))
        if number == len(contents):
            contents.append(trips.contents[content].changed(approvals=asked))
        which.append(number)
    return Trips(trips.travellers, contents, which)


def _approvals(rules: tuple[ApprovalRule, ...], reasons: list[str], person: Person, country: str) -> Iterator[Approval]:
    """One for each rule that has a reason, names the person, and speaks of trips from their home to a country."""
    for number, (rule, reason) in enumerate(zip(rules, reasons, strict=True), 1):
        if reason and selected(rule.who, person) and in_scope(rule.scope, person.home.country, country):
            by = person.manager if rule.by == MANAGER else rule.by.removeprefix("id:")
            yield Approval(by=by, rule=f"policy.approval[{number}]", reason=reason)


class Terms:
    """What rules on approval are held against: the plan's currency and its day, and the venue's country."""

    def __init__(self, currency: str, today: date, country: str) -> None:
        self.currency, self.today, self.country = currency, today, country

    def reason(self, rule: ApprovalRule, trip: Trip) -> str:
        """All that makes a rule ask of a trip; empty where it does not, and for whoever cannot attend."""
        return "" if trip.status == "remote" else "; ".join(self._reasons(rule, trip))

    def _reasons(self, rule: ApprovalRule, trip: Trip) -> Iterator[str]:
        when = rule.when
        yield from self._over("fares", trip.cost.fare, when.fare_over_minor)
        yield from self._over("cash", trip.cost.cash, when.trip_cash_over_minor)
        for member, word in WAYS:
            way = getattr(trip, member)
            if way is None:
                continue
            if when.cabin is not None and way.cabin and CABIN_BY_WORD[way.cabin] >= when.cabin:
                yield f"{word} in {way.cabin.replace('_', ' ')}"
            if when.journey_over_min is not None and way.duration_minutes > when.journey_over_min:
                yield f"{word} takes {hours_text(way.duration_minutes)}, over {hours_text(when.journey_over_min)}"
        if when.late_booking and trip.book_by and trip.book_by < self.today:
            yield f"to be booked by {trip.book_by}, which is over"
        if when.exception and trip.exceptions:
            yield f"exception: {', '.join(one.key for one in trip.exceptions)}"

    def _over(self, what: str, stated: str, most_minor: int | None) -> Iterator[str]:
        if most_minor is not None and Decimal(stated) > Decimal(most := money_text(most_minor, self.currency)):
            yield f"{what} of {money_words(stated, self.currency)}, over {money_words(most, self.currency)}"
