"""Great circles, and where they are cut."""

import numpy as np
import pytest

from sprintplan.reports.html.map.great_circle import great_circle
from sprintplan.reports.html.map.projection import HALF_WIDTH, natural_earth

RIGA, LISBON = (24.0, 56.9), (-9.1, 38.8)
TOKYO, SAN_FRANCISCO = (140.4, 35.8), (-122.4, 37.6)


def test_an_arc_begins_and_ends_at_its_airports() -> None:
    [line] = great_circle(RIGA, LISBON)
    assert line[0] == pytest.approx(RIGA)
    assert line[-1] == pytest.approx(LISBON)


def test_the_shortest_way_goes_north_of_both_ends() -> None:
    """From Tokyo to San Francisco it comes up to 48 degrees north."""
    assert max(part[:, 1].max() for part in great_circle(TOKYO, SAN_FRANCISCO)) == pytest.approx(48.2, abs=0.5)


@pytest.mark.parametrize(("begin", "end"), [(TOKYO, SAN_FRANCISCO), (SAN_FRANCISCO, TOKYO)])
def test_an_arc_across_the_antimeridian_is_cut_in_two_there(
    begin: tuple[float, float], end: tuple[float, float]
) -> None:
    """Both parts end at 180 degrees, one on either side, at the same latitude; neither jumps."""
    before, after = great_circle(begin, end)
    assert abs(before[-1][0]) == abs(after[0][0]) == 180
    assert before[-1][0] == -after[0][0]
    assert before[-1][1] == after[0][1]
    assert all(np.abs(np.diff(part[:, 0])).max() < 10 for part in (before, after))


@pytest.mark.parametrize("end", [(170.0, -30.0), (24.0, 56.9), (-156.0, -56.9)])
def test_no_pair_of_places_breaks_an_arc(end: tuple[float, float]) -> None:
    """A far one, the place itself and its antipode."""
    assert all(np.isfinite(part).all() and len(part) > 1 for part in great_circle(RIGA, end))


def test_the_projection_is_as_wide_as_published() -> None:
    """x = 2.735 at the end of the equator; the poles are lines of 0.55 of that, 1.42 up."""
    assert natural_earth([180], [0])[0] == pytest.approx([HALF_WIDTH, 0])
    assert natural_earth([180], [90])[0] == pytest.approx([1.506, 1.422], abs=0.001)
