"""Kinds of cases: what is on sale, who travels, and how a rule is lifted."""

from datetime import date
from typing import Any

from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from tests.build.year import Quote, home
from tests.gallery.travellers import Decided, approval, back, book_by, out, per_diem

LATE = date(2027, 4, 1)


def cabins(code: str, minutes: int, cabin: str = "business", **terms: Any) -> tuple[Quote, ...]:
    """Economy for 500, a higher cabin for 2000, and home in economy for 500."""
    return (
        out(code, minutes, 500, "XE1", **terms),
        out(code, minutes, 2000, "XB1", cabin=cabin, **terms),
        back(code, minutes, 500, "XE2"),
    )


def plain(code: str = "LHR", fares: int = 100, grams: int = 0) -> tuple[Quote, ...]:
    """Both ways in economy, in 160 minutes."""
    return out(code, 160, fares, "XE1", co2e_g=grams), back(code, 160, fares, "XE2", co2e_g=grams)


def lives(text: str, **terms: Any) -> dict[str, Any]:
    """Somebody who lives there."""
    return {"home": home(text), **terms}


def with_rules(*numbers: int, **terms: Any) -> Any:
    """The lifting that leaves some of the rules for cabins, with other terms."""

    def lift(year: Scenario) -> Scenario:
        rules = tuple(year.policy.cabin_rules[number].changed(**terms) for number in numbers)
        return year.changed(policy=year.policy.changed(cabin_rules=rules))

    return lift


def with_policy(**terms: Any) -> Any:
    """The lifting that gives members of the policy other values."""
    return lambda year: year.changed(policy=year.policy.changed(**terms))


def first_day(trip: Any) -> str:
    """Of the event for the traveller."""
    return str(trip.first_day)


def booked(policy: str, days: str, code: str = "LHR") -> Decided:
    """So many days before the departure."""
    person = lives(code) if code != "LHR" else {}
    return Decided(policy, "policy.booking", book_by, days, "any day", plain(code), person)


def late(policy: str, by: str) -> Decided:
    """Planned three days before the departure."""
    person = {"manager": "boss"}
    return Decided(policy, "policy.approval", approval, by, "nobody asked", plain(), person, today=LATE)


def agreed(policy: str, by: str, fares: int = 100, **person: Any) -> Decided:
    """Somebody has to agree."""
    return Decided(policy, "policy.approval", approval, by, "nobody asked", plain(fares=fares), person)


def agreed_at_home(policy: str, by: str, fares: int) -> Decided:
    """Somebody has to agree to a trip within Portugal."""
    return Decided(policy, "policy.approval", approval, by, "nobody asked", plain("OPO", fares), lives("OPO"))


def with_approval_anywhere(year: Scenario) -> Scenario:
    """The year whose rules on approval speak of trips to everywhere."""
    rules = tuple(rule.changed(scope=None) for rule in year.policy.approval)
    return year.changed(policy=year.policy.changed(approval=rules))


def granted(policy: str, by: str, cabin: Cabin = Cabin.BUSINESS) -> Decided:
    """Somebody flies in a cabin that was granted, to which somebody has to agree."""
    quotes = (out("LHR", 160, 100, "XB1", cabin=cabin.word), back("LHR", 160, 100, "XE2"))
    return Decided(policy, "policy.approval", approval, by, "nobody asked", quotes, {"cabin": cabin})


def paid(policy: str, amount: str) -> Decided:
    """The per diem of five nights."""
    return Decided(policy, "objective.night_per_diem", per_diem, amount, "0.00", plain())
