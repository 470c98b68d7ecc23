"""Positions in the forms that maps and devices have them."""

import pytest

from sprintplan.workspace.positions import position_in


@pytest.mark.parametrize(
    "text",
    [
        "38.72N 9.14W",
        "38.72 N, 9.14 W",
        "n38.72 w9.14",
        "9.14W 38.72N",
        "38.72N9.14W",
        "38.72 -9.14",
        "(38.72; -9.14)",
        "38.72°/-9.14°",
        "38°43'12\"N 9°08'24\"W",
        "38° 43.2′ N, 9° 8.4′ W",
    ],
)
def test_lisbon_is_understood_in_every_form(text: str) -> None:
    """12 seconds of a minute and 43 minutes of a degree are 0.72 degrees."""
    assert position_in(text) == (38.72, -9.14)


def test_the_south_the_east_and_the_equator_have_their_signs() -> None:
    """A sign and a letter that say the same count once; below a whole degree the sign stands before the zero."""
    assert position_in("33.87S 151.21E") == (-33.87, 151.21)
    assert position_in("-33.87S 151.21E") == (-33.87, 151.21)
    assert position_in("-0°30' 0.5") == (-0.5, 0.5)


@pytest.mark.parametrize("text", ["", "LIS", "Lisbon, PT", "38.72", "38.72N 9.14S", "91N 9W", "38N 181W", "1 2 3"])
def test_what_is_no_position_is_none(text: str) -> None:
    assert position_in(text) is None
