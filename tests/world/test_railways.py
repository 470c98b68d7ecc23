"""Ways through a network of railways."""

import numpy as np
import pytest

from sprintplan.world.railways import Ways, railway


@pytest.mark.parametrize("seed", range(20))
def test_ways_are_as_short_as_trying_every_stop_between_finds_them(seed: int) -> None:
    """Of random networks, some of whose stops no way joins, and some pairs of which have two links."""
    rng = np.random.default_rng(seed)
    stops, links = 9, rng.integers(0, 9, (10, 2))
    lengths = rng.integers(1, 50, len(links)).astype(np.float64)
    expected = np.where(np.eye(stops, dtype=np.bool_), 0, np.inf)
    for (one, other), length in zip(links, lengths, strict=True):
        expected[one, other] = expected[other, one] = min(expected[one, other], length)
    for middle in range(stops):
        expected = np.minimum(expected, expected[:, [middle]] + expected[[middle]])
    every = np.arange(stops)
    assert np.array_equal(Ways(stops, links, lengths).between(every, every), expected)


def test_a_train_from_paris_reaches_lyon_but_not_london_without_the_tunnel() -> None:
    """Minutes of the shipped lines of Europe, and without those that cross the Channel."""
    rails = railway("europe")
    paris, lyon, london = (np.array([rails.names.index(name)]) for name in ("Paris", "Lyon", "London"))
    assert 90 < rails.ways.between(paris, lyon).item() < 150
    assert rails.ways.between(paris, london).item() < 200
    countries = np.array(rails.countries)[rails.links]
    inland = ~((countries == "GB").any(axis=1) & (countries != "GB").any(axis=1))
    cut_off = Ways(len(rails.names), rails.links[inland], rails.link_minutes[inland])
    assert np.isinf(cut_off.between(paris, london).item())
