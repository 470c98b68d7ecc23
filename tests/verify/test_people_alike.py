"""People whom no rule tells apart, whose trips state the same, are judged at once: every fault is told of each."""

from typing import Any

import pytest

from sprintplan.domain.people import Person, Selector
from sprintplan.domain.plan import Plan
from sprintplan.verify import faults
from sprintplan.verify.alike import known
from tests.build.judged_year import PEOPLE, judged_person, judged_year, offers, policy
from tests.build.stated_plan import stated

CAT = next(one for one in PEOPLE if one.id == "cat")
TWIN = CAT.model_copy(update={"id": "cid", "name": "Cid", "email": "", "team": "blue", "manager": "", "extra": {}})
OWN = {"person": "cid", "name": "Cid", "email": "", "team": "blue", "manager": "", "extra": {}}


def told(cat: dict[str, Any], cid: dict[str, Any], twin: Person = TWIN, **rules: Any) -> list[str]:
    """What is said of Cat and Cid, who make the same trip to spring but for these members."""
    whole = stated()
    trips = whole["events"][0]["trips"]
    place = next(number for number, trip in enumerate(trips) if trip["person"] == "cat")
    trips += [trips[place] | OWN | cid]
    trips[place] = trips[place] | cat
    judged = faults(judged_year(people=(*PEOPLE, twin), **rules), Plan.model_validate(whole), offers)
    return [fault for fault in judged if fault.startswith(("spring: Cat", "spring: Cid"))]


def test_cat_and_cid_make_the_same_trip_and_have_no_fault() -> None:
    """They differ by what is their own alone."""
    assert told({}, {}) == []


def test_a_fault_that_both_trips_share_is_told_of_both() -> None:
    """Three nights, stated as four."""
    assert told({"nights": 4}, {"nights": 4}) == [
        "spring: Cat (cat): nights is stated as 4, expected 3",
        "spring: Cid (cid): nights is stated as 4, expected 3",
    ]


def test_a_fault_in_one_of_the_trips_is_told_of_that_one() -> None:
    """Cid's alone states four nights."""
    assert told({}, {"nights": 4}) == ["spring: Cid (cid): nights is stated as 4, expected 3"]


@pytest.mark.parametrize(("member", "wrong"), [("name", "Sid"), ("email", "x"), ("team", "red"), ("manager", "bob")])
def test_what_is_a_persons_own_is_checked_for_each(member: str, wrong: str) -> None:
    """One member of Cid's trip is another's."""
    [fault] = told({}, {member: wrong})
    assert fault.startswith(f"spring: Cid (cid): {member} is stated as {wrong}, expected")


def test_columns_of_the_users_own_are_checked_for_each() -> None:
    """Cid has no cost centre."""
    [fault] = told({}, {"extra": {"x_cost_centre": "42"}})
    assert fault.startswith("spring: Cid (cid): extra is stated as {'x_cost_centre': '42'}")


@pytest.mark.parametrize(("kind", "value"), [("id", "cid"), ("team", "blue")])
def test_whom_a_rule_names_is_judged_by_it(kind: str, value: str) -> None:
    """Both fly on Sunday 9 May; only Cid may not."""
    named = (Selector.model_validate({"kind": kind, "value": value}),)
    assert told({}, {}, policy=policy(no_weekend_travel=named)) == [
        "spring: Cid (cid): outbound: departs on Sunday 2027-05-09 (policy.no_weekend_travel)",
        "spring: Cid (cid): outbound: lands on Sunday 2027-05-09 (policy.no_weekend_travel)",
    ]


@pytest.mark.parametrize(
    "terms",
    [
        *({"citizenship": ("BR",)}, {"events": ("spring", "autumn")}, {"own_travel": ("spring",)}, {"cabin": 2}),
        *({"local_to": ("lisbon",)}, {"cannot_enter": ("PT",)}, {"may_enter": ("PT",)}, {"roles": ("key",)}),
        *({"grade": "director"}, {"home": judged_person("x", "LGW", "GB").home}),
    ],
)
def test_people_differ_by_all_that_their_rows_say(terms: dict[str, Any]) -> None:
    """Whether a rule reads it today or not."""
    year = judged_year(people=(CAT, TWIN, TWIN.model_copy(update={"id": "coy", **terms})))
    assert {number: one.like for number, one in known(year).items()} == {"cat": "cat", "cid": "cat", "coy": "coy"}


def test_peers_may_have_roles_and_grades_that_no_selector_names() -> None:
    """What they may fly is the same, whatever they are counted as on it."""
    other = TWIN.model_copy(update={"id": "coy", "roles": ("key",), "grade": "director"})
    year = judged_year(people=(CAT, TWIN, other))
    assert {number: (one.like, one.peer) for number, one in known(year).items()}["coy"] == ("coy", "cat")
    director = (Selector.model_validate({"kind": "grade", "value": "director"}),)
    assert known(judged_year(people=(CAT, TWIN, other), policy=policy(must_attend=director)))["coy"].peer == "coy"
