"""What the page says would change the answer: prices of other places, the swapped year, rules; held against plans."""

from sprintplan.domain.limits import Limits
from sprintplan.reports.html.pages import year_page
from sprintplan.reports.html.turning_points import turning_points
from sprintplan.reports.place_names import place_names
from tests.build.two_places import two_places, two_places_plan
from tests.build.two_weeks import planned_of
from tests.build.year import objective
from tests.reports.html.reading import Page


def test_the_next_best_place_is_chosen_where_it_costs_as_much_less_as_is_said() -> None:
    """Madrid costs 100 more for each of both in spring; hired for 200.01 less, it is chosen."""
    year, quotes = two_places()
    year = year.changed(limits=Limits(), objective=objective())
    madrid = year.venues[1].changed(hire_minor=30_000)
    lisbon = year.venues[0].changed(hire_minor=30_000)
    year = year.changed(venues=(lisbon, madrid), events=year.events[:1])
    plan = planned_of(year, quotes)
    assert turning_points(plan, None, place_names(plan)) == (
        "Spring moves to Madrid if that costs over 200 EUR less, all in",
    )
    for less, chosen in ((20_000, "lisbon"), (20_001, "madrid")):
        cheaper = year.changed(venues=(lisbon, madrid.changed(hire_minor=30_000 - less)))
        assert planned_of(cheaper, quotes).events[0].venue == chosen


def test_the_swapped_year_is_told_on_the_page() -> None:
    """Spring in Madrid and autumn in Lisbon: 40 more than the plan."""
    plan = two_places_plan()
    (sentence,) = turning_points(plan, None, place_names(plan))
    assert sentence == "Spring in Madrid and Autumn in Lisbon, the other way round, cost 40 EUR more, all in"
    assert f"What would change the answer {sentence}." in Page(year_page(plan)).text


def test_a_plan_that_is_not_proven_says_nothing() -> None:
    """Another place may be better than all that is known."""
    assert turning_points(two_places_plan().changed(status="feasible"), None, {}) == ()
