"""Copies of models with some members replaced, and selectors wherever a model holds them."""

import pytest

from sprintplan.domain.limits import LongHaul
from sprintplan.domain.people import selectors_in
from tests.build.year import cabin_rule, person, policy, scenario, selectors, venue


def test_a_copy_keeps_nothing_that_was_looked_up_in_what_it_replaces() -> None:
    """Two venues by their id, then one of them."""
    year = scenario(venues=[venue("lisbon"), venue("porto", "OPO")])
    assert set(year.venue_by_id) == {"lisbon", "porto"}
    for copy in (year.changed(venues=year.venues[:1]), year.model_copy(update={"venues": year.venues[:1]})):
        assert set(copy.venue_by_id) == {"lisbon"}
        assert copy.people is year.people
    assert set(year.venue_by_id) == {"lisbon", "porto"}


def test_a_copy_refuses_names_that_are_no_members() -> None:
    with pytest.raises(TypeError, match="Person has no nmae"):
        person().changed(nmae="Ana")


def test_selectors_are_found_wherever_they_stand() -> None:
    """In lists, in rules of lists, and in a table of a limit."""
    terms = policy(must_attend="role:key", cabin_rules=(cabin_rule("6", "business", "id:ana team:core"),))
    limit = LongHaul(over_min=60, trips_per_year=1, exempt=selectors("home:PT"))
    expected = [str(one) for one in selectors_in((terms, limit)) if one.kind != "all"]
    assert expected == ["role:key", "id:ana", "team:core", "home:PT"]
