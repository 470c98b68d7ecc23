"""Who could attend at no venue on no first day is told before anything is planned."""

from datetime import date, timedelta
from typing import Any

from sprintplan.domain.model import DateRange
from sprintplan.rules.nowhere import MOST_REASONS, Nowhere
from sprintplan.units import day_number
from tests.build.lisbon_week import TODAY
from tests.build.market import market
from tests.build.two_weeks import home, there
from tests.build.year import Quote, event, person, policy, scenario

MONDAYS = [date(2027, 4, 5) + timedelta(weeks=week) for week in range(3)]
ON_SUNDAYS = [quote for monday in MONDAYS for quote in (there(monday), home(monday))]
APRIL = DateRange(first=date(2027, 4, 1), last=date(2027, 4, 30))


def told(*quotes: Quote, **terms: Any) -> list[str]:
    """What is said of who is without a candidate in a scenario of three weeks at one venue."""
    year = scenario(events=[event(starts=MONDAYS)], **terms)
    nowhere = Nowhere(year, day_number(TODAY))
    for place in year.venues:
        nowhere.add(place, market(quotes, year).to_and_from(place))
    return [*nowhere.sentences()]


def test_who_is_free_on_no_first_day_is_told_and_who_is_on_one_is_not() -> None:
    """Ana is away all April, Bo until the second week is over."""
    until = DateRange(first=APRIL.first, last=MONDAYS[1] + timedelta(days=5))
    people = [person("ana", unavailable=(APRIL,)), person("bo", unavailable=(until,))]
    [sentence] = told(*ON_SUNDAYS, people=[*people, person("cy")])
    assert sentence == (
        "Spring: Ana cannot attend at any venue on any first day: unavailable on these dates (people.unavailable)"
    )


def test_who_has_no_allowed_journey_is_told_with_the_rule() -> None:
    """Flights go on Sundays alone, on which Ana may not travel."""
    [sentence] = told(*ON_SUNDAYS, people=[person("ana"), person("bo")], policy=policy(no_weekend_travel="id:ana"))
    assert sentence.startswith("Spring: Ana cannot attend at any venue on any first day: no allowed outbound journey: ")
    assert "policy.no_weekend_travel" in sentence


def test_who_is_not_called_and_who_has_to_come_are_not_told() -> None:
    """Ana has left before; without Bo there is no event, which is told of the candidates."""
    people = [person("ana", leaves=date(2027, 1, 1)), person("bo", unavailable=(APRIL,))]
    assert told(*ON_SUNDAYS, people=people, policy=policy(must_attend="id:bo")) == []


def test_of_many_the_first_have_reasons_and_the_others_names() -> None:
    """One more than have, each with a span of their own."""
    spans = [DateRange(first=APRIL.first - timedelta(days=n), last=APRIL.last) for n in range(MOST_REASONS + 1)]
    sentences = told(*ON_SUNDAYS, people=[person(f"p{n}", unavailable=(span,)) for n, span in enumerate(spans)])
    assert len(sentences) == MOST_REASONS + 1
    assert sentences[-1].endswith("cannot attend at any venue on any first day either")
