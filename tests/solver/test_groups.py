"""Which teams a candidate's groups are told apart by: those alone whose share of a flight can bind."""

from decimal import Decimal

import pytest

from sprintplan.rules.traveller_classes import selector_classes, traveller_classes
from sprintplan.solver.instance.groups import NO_TEAM, NOBODY, Marks, Teams, groups_of
from tests.build.year import home, person, policy, scenario

NAMES = ("blue", "red")


def teams_told_apart(sizes: tuple[int, int], share: str | None, most: int | None, fly: bool = True) -> frozenset[str]:
    """The teams, where so many of blue and of red are called."""
    people = [person(f"{team}{n}", team=team) for team, size in zip(NAMES, sizes, strict=True) for n in range(size)]
    rule = policy(max_team_share_per_flight=None if share is None else Decimal(share), max_travellers_per_flight=most)
    year = scenario(people, policy=rule)
    classes, marks = traveller_classes(year, year.events[0], selector_classes(year)), Marks(year)
    teams = Teams(marks, classes).limited((classes.heads > 0) & fly)
    groups = groups_of(marks, classes, teams)
    assert len(groups.count) == max(1, len(teams) + (len(teams) < len(NAMES)))
    assert groups.count.sum() == sum(sizes)
    return teams


@pytest.mark.parametrize(
    ("sizes", "share", "most", "expected"),
    [
        ((8, 8), None, None, ()),
        ((8, 2), "0.5", None, ("blue",)),
        ((8, 3), "0.5", None, NAMES),
        ((8, 8), "0.5", 4, ()),
        ((8, 10), "0.5", 5, ("blue",)),
        ((8, 8), "1", None, ()),
    ],
    ids=["no limit", "two may always fly", "both", "a flight holds no more", "one of them", "all of a team"],
)
def test_teams_are_told_apart_where_their_share_binds(
    sizes: tuple[int, int], share: str | None, most: int | None, expected: tuple[str, ...]
) -> None:
    """Half of eight is four: what else holds a flight to four makes the share say nothing."""
    assert teams_told_apart(sizes, share, most) == set(expected)


def test_a_team_that_does_not_fly_is_not_told_apart() -> None:
    """Nobody of it is on any flight."""
    assert teams_told_apart((8, 8), "0.5", None, fly=False) == set()


def test_groups_stand_by_kind_and_then_by_their_first_member() -> None:
    """Paris comes first, as ana does: cem is alone; of London dan and eva are red, and eva counts as key."""
    homes = {"ana": "CDG", "ben": "LHR", "cem": "CDG", "dan": "LHR", "eva": "LHR", "fay": "LHR"}
    team, roles = {"dan": "red", "eva": "red"}, {"eva": ("key",)}
    people = [
        person(word, home=home(code), team=team.get(word, "blue"), roles=roles.get(word, ()))
        for word, code in homes.items()
    ]
    year = scenario(people, policy=policy(max_team_share_per_flight=Decimal("0.5"), max_key_travellers_per_flight=1))
    classes = traveller_classes(year, year.events[0], selector_classes(year))
    found = groups_of(Marks(year), classes, frozenset({"red"}), frozenset({2}))
    groups = [[people[number].id for number in members] for members in found.members]
    assert groups == [["ana"], ["cem"], ["ben", "fay"], ["dan"], ["eva"]]
    assert found.traveller.tolist() == [0, 0, 1, 1, 1]
    assert found.key.tolist() == [False, False, False, False, True]
    assert found.team.tolist() == [NO_TEAM, NO_TEAM, NO_TEAM, 0, 0]
    assert found.person.tolist() == [NOBODY, 2, NOBODY, NOBODY, NOBODY]
