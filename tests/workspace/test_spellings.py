"""`check` says which teams, grades and roles are two by their capitals or spaces alone."""

from sprintplan.workspace.spellings import alike_words
from tests.build.year import person, scenario


def test_words_that_differ_in_capitals_or_spaces_are_named_with_their_people() -> None:
    people = [
        person("ana", team="Platform", grade="director", roles=("lead", "key")),
        person("ben", team="platform", grade="director", roles=("Lead",)),
        person("cy", team="Plat form", grade="staff"),
        person("di", team="Platform", grade="Staff"),
        person("eva", team="Field"),
    ]
    ending = "Write them alike"
    start = "words that differ in capitals or spaces alone count as different ones"
    assert list(alike_words(scenario(people))) == [
        f'people.csv: team: {start}: "Platform" (2) and "platform" (1) and "Plat form" (1). {ending}',
        f'people.csv: grade: {start}: "staff" (1) and "Staff" (1). {ending}',
        f'people.csv: roles: {start}: "lead" (1) and "Lead" (1). {ending}',
    ]


def test_words_of_one_spelling_are_passed_over() -> None:
    assert list(alike_words(scenario([person("ana", team="Core"), person("ben", team="Core"), person("cy")]))) == []
