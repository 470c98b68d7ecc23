"""Who, and which rule, rules out most candidates: told before anything is planned."""

from datetime import date, timedelta
from typing import Any

from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.people import ALL
from sprintplan.rules.bottlenecks import Bottleneck, Bottlenecks
from sprintplan.units import day_number
from tests.build.lisbon_week import TODAY, staff
from tests.build.market import market
from tests.build.two_weeks import home, there
from tests.build.year import Quote, event, person, policy, scenario, venue

MONDAYS = [date(2027, 4, 5) + timedelta(weeks=week) for week in range(3)]
WEEK = event(starts=MONDAYS)
ON_SUNDAYS = [quote for monday in MONDAYS for quote in (there(monday), home(monday))]


def on_friday(monday: date) -> Quote:
    """A flight three days before a Monday."""
    return there(monday - timedelta(days=2))


def found(*quotes: Quote, **terms: Any) -> list[Bottleneck]:
    """What rules out most candidates of a scenario."""
    year = scenario(events=[WEEK], **terms)
    counted = Bottlenecks(year, day_number(TODAY))
    for place in year.venues:
        counted.add(place, market(quotes, year).to_and_from(place))
    return counted.listed()


def weekend(*quotes: Quote, **terms: Any) -> list[Bottleneck]:
    """The same where Ana has to come and may not travel at weekends."""
    terms = {"must_attend": "id:ana", "no_weekend_travel": "id:ana", **terms}
    return found(*quotes, people=[person("ana")], policy=policy(**terms))


def test_one_person_whom_one_rule_keeps_from_two_of_three_weeks_is_named_with_it() -> None:
    """There are flights on Sundays, and one on the Friday before the third week."""
    (told,) = weekend(*ON_SUNDAYS, on_friday(MONDAYS[2]))
    assert (told.person, told.rule, told.candidates, told.of) == ("ana", "policy.must_attend", 2, 3)
    assert told.sentence == (
        "Spring: Ana (policy.must_attend) has no allowed trip to 2 of 3 candidates: "
        "policy.no_weekend_travel alone keeps them from 2"
    )


def test_who_is_kept_from_half_of_the_candidates_or_less_is_not_named() -> None:
    """Friday flights to two of the three weeks."""
    assert weekend(*ON_SUNDAYS, on_friday(MONDAYS[1]), on_friday(MONDAYS[2])) == []


def test_who_may_stay_away_rules_out_nothing() -> None:
    assert weekend(*ON_SUNDAYS, must_attend=()) == []
    (sentence,) = weekend(*ON_SUNDAYS, must_attend=(), unreachable="forbid")
    assert (sentence.person, sentence.rule) == ("ana", 'policy.unreachable "forbid"')


def test_a_rule_is_lifted_with_the_exceptions_that_make_it_stricter() -> None:
    """No rule speaks of weekends, or of hours so few, but Ana's exceptions do: each alone keeps her away."""
    rows = [("policy.no_weekend_travel", "on", ALL), ("limits.journey_hours", "1", 60)]
    for key, value, held in rows:
        row = Exemption(line=2, person="ana", key=key, value=value, held=held)
        ana = {"people": [person("ana")], "policy": policy(must_attend="id:ana"), "exemptions": (row,)}
        (told,) = found(*ON_SUNDAYS, **ana)
        assert told.sentence.endswith(f"has no allowed trip to 3 of 3 candidates: {key} alone keeps them from 3")


def test_where_no_single_rule_is_why_it_says_so() -> None:
    """Sunday's flight is at a weekend; or nothing is on sale at all."""
    two = weekend(*ON_SUNDAYS, max_early_nights=0)[0]
    none = found(people=[person("ana")], policy=policy(must_attend="id:ana"))[0]
    assert two.sentence.endswith(": policy.no_weekend_travel alone keeps them from 3")
    assert none.sentence.endswith("3 of 3 candidates: no rule alone keeps them from these")


def test_who_is_unavailable_is_named_with_that() -> None:
    away = person("ana", unavailable="2027-04-05..2027-04-16")
    (sentence,) = found(*ON_SUNDAYS, people=[away], policy=policy(must_attend="all"))
    assert sentence.sentence.endswith("2 of 3 candidates: people.unavailable alone keeps them from 2")


def test_a_rule_that_rules_out_most_by_way_of_several_people_names_them() -> None:
    """Ana is not free in the first week, Bo in the second: each keeps one of three away, the rule two."""
    people = [person("ana", unavailable="2027-04-05"), person("bo", unavailable="2027-04-12")]
    sentences = found(*ON_SUNDAYS, people=people, policy=policy(must_attend="all"))
    assert [(one.person, one.rule, one.candidates) for one in sentences] == [
        ("", "policy.must_attend", 2),
        ("", "people.unavailable", 2),
    ]
    assert sentences[1].sentence == "Spring: people.unavailable alone rules out 2 of 3 candidates, because of Ana, Bo"


def test_rules_of_venues_and_dates() -> None:
    """Three people at a venue for two; a day to avoid in two weeks; a venue that is open for one week of three."""
    (small,) = found(*ON_SUNDAYS, people=staff(3), venues=[venue(capacity=2)])
    assert small.sentence == "Spring: venues.capacity alone rules out 3 of 3 candidates"
    (closed,) = found(*ON_SUNDAYS, venues=[venue(available="2027-04-05..2027-04-09")])
    assert (closed.rule, closed.candidates) == ("venues.available", 2)
    assert found(*ON_SUNDAYS, venues=[venue(available="2027-04-05..2027-04-16")]) == []


def test_after_three_people_the_rest_are_one_line() -> None:
    sentences = found(people=staff(6), policy=policy(must_attend="all"))
    assert [one.person for one in sentences] == ["p0", "p1", "p2", ""]
    assert sentences[3].sentence == (
        "Spring: P3, P4, P5 each have no allowed trip to 3 or fewer of 3 candidates (policy.must_attend)"
    )
