"""Whom no rule tells apart: people of one kind are judged and priced once."""

from typing import Any

from sprintplan.domain.people import Person
from sprintplan.rules.traveller_classes import selector_classes, traveller_classes
from tests.build.year import cabin_rule, event, home, person, policy, scenario, session


def classes(people: list[Person], who: str = "all", **rules: Any) -> list[list[str]]:
    """The ids of each kind's members, of an event with one session."""
    spring = event(sessions=(session("core", 1, 5, who),))
    names = [one.id for one in people]
    year = scenario(people, events=[spring], policy=policy(**rules))
    groups = traveller_classes(year, spring, selector_classes(year))
    return [[names[number] for number in traveller.members] for traveller in groups]


def test_teams_and_ids_that_no_rule_names_make_no_kinds() -> None:
    """Two teams from London."""
    assert classes([person("ana", team="core"), person("ben", team="desk")]) == [["ana", "ben"]]


def test_whom_a_rule_names_by_id_is_of_another_kind() -> None:
    """Ben alone must attend."""
    people = [person("ana"), person("ben"), person("eva")]
    assert classes(people, must_attend="id:ben") == [["ana", "eva"], ["ben"]]


def test_whom_a_cabin_rule_names_by_grade_is_of_another_kind() -> None:
    """Directors fly business."""
    people = [person("ana", grade="director"), person("ben")]
    assert classes(people, cabin_rules=(cabin_rule("6", "business", "grade:director"),)) == [["ana"], ["ben"]]


def test_people_are_of_one_kind_where_their_different_roles_come_to_the_same() -> None:
    """Neither leads nor the desk fly at weekends; members stand in the order of the file."""
    people = [person("ana", roles=("lead",)), person("ben", roles=("desk",)), person("eva", roles=("lead",))]
    assert classes(people, no_weekend_travel="role:lead role:desk") == [["ana", "ben", "eva"]]


def test_one_home_that_is_written_twice_makes_one_kind() -> None:
    """Two records of London Heathrow."""
    copy = home("LHR").model_copy(update={"text": "lhr"})
    assert classes([person("ana"), person("ben", home=copy)]) == [["ana", "ben"]]


def test_who_is_called_to_no_session_is_of_no_kind() -> None:
    """Only the team core is."""
    assert classes([person("ana", team="core"), person("ben", team="desk")], who="team:core") == [["ana"]]
