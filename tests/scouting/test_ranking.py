"""Which places are judged, and in which order they are told."""

import numpy as np

from sprintplan.rules.costs import ITEMS
from sprintplan.scouting.examine import Examined
from sprintplan.scouting.ranking import Ranking, Wanted
from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.instance.figures import Figures


def ranking(least: list[int], countries: str, **wanted: int) -> Ranking:
    return Ranking(0, Wanted(**wanted), list(countries), np.array(least, np.int64))


def learn(ranking_: Ranking, venue: int, cost: int, longest: int = 0) -> None:
    figures = Figures(costs=(cost, *[0] * (len(ITEMS) - 1)))
    ranking_.known[venue] = Examined(Pick(0, venue, 0), figures, longest_minutes=longest)


def told(ranking_: Ranking) -> list[tuple[int, int, bool]]:
    return [(one.venue, one.objective, one.examined is not None) for one in ranking_.places()]


def test_places_are_judged_by_their_bounds_until_no_bound_can_win() -> None:
    """One exact place is wanted: 0 costs 50 and is bounded by 10; 1 may cost 40; 2 costs 60 at least."""
    ranks = ranking([10, 40, 60], "abc", exact=1, top=3)
    assert ranks.next(1) == [0]
    learn(ranks, 0, 50)
    assert ranks.next(5) == [1]
    learn(ranks, 1, 45)
    assert ranks.next(5) == []
    assert told(ranks) == [(1, 45, True), (0, 50, True), (2, 60, False)]


def test_places_that_are_ruled_out_are_never_told() -> None:
    """A place out of reach is not judged; one without a possible first day is left out."""
    ranks = ranking([OUT_OF_REACH, 10], "ab", exact=2, top=2)
    assert ranks.next(5) == [1]
    ranks.known[1] = Examined(Pick(0, 1, 0), None, excluded="limits.journey_hours")
    assert (ranks.next(5), told(ranks), ranks.judged, ranks.bounded) == ([], [], 0, 0)


def test_every_place_is_judged_bounded_or_left_out_once() -> None:
    """0 is out of reach, 1 is solved with too long a journey, 2 is solved, 3 has a bound alone: two are left out."""
    ranks = ranking([OUT_OF_REACH, 10, 20, 40], "abcd", exact=1, top=2, longest_minutes=60)
    learn(ranks, 1, 10, longest=61)
    learn(ranks, 2, 30, longest=60)
    assert (ranks.judged, ranks.bounded) == (1, 1)


def test_a_place_with_too_long_a_journey_makes_room_for_the_next() -> None:
    """20 hours at most: the cheapest has one of 21 and does not count."""
    ranks = ranking([10, 20], "ab", exact=1, top=1, longest_minutes=1200)
    learn(ranks, 0, 10, longest=1260)
    assert ranks.next(5) == [1]
    learn(ranks, 1, 30, longest=1200)
    assert told(ranks) == [(1, 30, True)]


def test_no_country_has_more_places_than_asked() -> None:
    """One of each: with 0 at 30, place 1 of the same country may be cheaper, place 2 at 35 or more may not."""
    ranks = ranking([10, 25, 35, 40], "aaab", exact=2, top=2, per_country=1)
    learn(ranks, 0, 30)
    assert ranks.next(5) == [1, 3]
    learn(ranks, 1, 28)
    learn(ranks, 3, 50)
    assert ranks.next(5) == []
    assert told(ranks) == [(1, 28, True), (3, 50, True)]


def test_the_place_to_compare_with_is_not_ranked() -> None:
    """The baseline lies elsewhere than the search looks: it is judged, and told apart."""
    ranked = Ranking(0, Wanted(exact=1, top=2), ["a", "b"], np.array([10, 20], np.int64), frozenset({0}))
    learn(ranked, 0, 10)
    assert ranked.next(5) == [1]
    learn(ranked, 1, 20)
    assert told(ranked) == [(1, 20, True)]


def test_the_chance_of_a_place_is_its_share_of_the_markets() -> None:
    """In four markets place 0 is the cheapest in one, place 1 in three; place 2 has too long a journey to count."""
    ranks = ranking([10, 20, 5], "abc", exact=2, top=2, longest_minutes=60)
    for venue, costs, longest in ((0, [1, 9, 9, 9], 60), (1, [5, 5, 5, 5], 60), (2, [0, 0, 0, 0], 61)):
        figures = Figures(costs=(10, *[0] * (len(ITEMS) - 1)))
        ranks.known[venue] = Examined(Pick(0, venue, 0), figures, longest, in_markets=np.array(costs, float))
    assert ranks.chances() == {0: 0.25, 1: 0.75}
