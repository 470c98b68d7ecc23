"""`check` says which words of people.csv are read differently than they are meant, and who shares an address."""

from sprintplan.workspace.spellings import alike_words, joined_roles, shared_addresses
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


def test_roles_that_other_signs_join_are_one_role_each() -> None:
    """Who is `lead;key` is not a key traveller."""
    people = [person("ana", roles=("lead;key",)), person("ben", roles=("UX/UI", "key")), person("cy", roles=("a, b",))]
    assert list(joined_roles(scenario(people[:2]))) == ['people.csv: roles: "lead;key" is one role. Join several by |']
    assert list(joined_roles(scenario(people))) == [
        'people.csv: roles: "lead;key", "a, b" are one role each. Join several by |'
    ]
    assert list(joined_roles(scenario(people[1:2]))) == []


def test_an_address_of_several_people_is_told_whatever_its_case() -> None:
    """Bookings name people by it; those without an address, and people of one row, share none."""
    people = [
        person("ana", email="Ana@acme.example"),
        person("ben", email="ana@ACME.example"),
        person("cy", email=""),
        person("di", email=""),
        person("new#1", email="new@acme.example"),
        person("new#2", email="new@acme.example"),
    ]
    assert list(shared_addresses(scenario(people))) == [
        "people.csv: email: several people have one address: ana, ben (ana@acme.example). "
        "Give each their own, or leave it empty"
    ]
    assert list(shared_addresses(scenario(people[1:]))) == []
