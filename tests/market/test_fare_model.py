"""Conditioning on what is seen, against the covariance matrix of everything."""

import numpy as np

from sprintplan.market.fare_model import ErrorSizes, FareModel, Floats, Tree

TREE = Tree(np.array([0, 0, 0, 1, 2, 2, 3]), np.array([0, 0, 1, 1]))
"""Two routes, the first with three cells in economy and one in business, the other with two and one."""
SPREAD = ErrorSizes(route=np.array([0.3, 0.4]), branch=np.array([0.0, 0.65, 0.0, 0.65]), cell=0.2, market=0.15)
SEEN = {0: 0.5, 1: 0.3, 3: -0.4, 4: 0.1}


def believed() -> FareModel:
    belief = FareModel(TREE, SPREAD)
    for cell, error in SEEN.items():
        belief.see(cell, error)
    return belief


def covariance() -> Floats:
    branch, route = TREE.branch_of_cell, TREE.route_of_branch[TREE.branch_of_cell]
    same_branch, same_route = branch[:, None] == branch, route[:, None] == route
    return np.asarray(
        SPREAD.market**2
        + np.where(same_route, SPREAD.route[route] ** 2, 0)
        + np.where(same_branch, SPREAD.branch[branch] ** 2, 0)
        + np.eye(len(branch)) * SPREAD.cell**2,
        np.float64,
    )


def conditioned() -> tuple[list[int], Floats, Floats]:
    """Cells not seen, with their mean and covariance given the others, by the textbook's formula."""
    seen = list(SEEN)
    left = [cell for cell in range(7) if cell not in SEEN]
    whole = covariance()
    gain = whole[np.ix_(left, seen)] @ np.linalg.inv(whole[np.ix_(seen, seen)])
    mean = gain @ np.array(list(SEEN.values()))
    return left, mean, whole[np.ix_(left, left)] - gain @ whole[np.ix_(seen, left)]


def test_likely_errors_are_the_conditional_means() -> None:
    left, mean, _ = conditioned()
    np.testing.assert_allclose(np.log(believed().likely())[left], mean, atol=1e-6)


def test_draws_have_the_conditional_mean_and_covariance() -> None:
    """60 000 draws: standard errors below 0.004."""
    left, mean, wanted = conditioned()
    drawn = np.log(believed().draws(60_000, np.random.default_rng(1), np.arange(7)))
    np.testing.assert_allclose(drawn[left].mean(axis=1), mean, atol=0.015)
    np.testing.assert_allclose(np.cov(drawn[left]), wanted, atol=0.015)


def test_what_is_seen_is_known() -> None:
    drawn = np.log(believed().draws(5, np.random.default_rng(1), np.arange(7)))
    for cell, error in SEEN.items():
        np.testing.assert_allclose(drawn[cell], error, atol=1e-6)


def test_a_cell_without_offers_says_nothing_of_its_route() -> None:
    """Nobody would choose it, and its neighbours are believed to be as they were."""
    before = believed().likely()
    belief = believed()
    belief.see(5, None)
    after = belief.likely()
    assert after[5] > 100
    np.testing.assert_allclose(after[[2, 6]], before[[2, 6]])


def test_seeing_a_cell_takes_doubt_away_from_its_branch_alone_more_than_from_others() -> None:
    belief = FareModel(TREE, SPREAD)
    before = belief.branch_variance()
    belief.see(6, 0.2)
    after = belief.branch_variance()
    assert after[3] < 0.3 * before[3]
    assert before[2] > after[2] > 0.5 * before[2]
    np.testing.assert_allclose(after[:2], before[:2])
