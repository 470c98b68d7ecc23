"""What is believed of a market of which some fares are known: logarithms of fare over estimate, alike along a route.

The error of a cell (route, cabin and day) is the market's level, plus what its route has in common, plus what its cabin
on that route has, plus its own. All four are normal in the logarithm, so that what is seen of some cells tells of the
others by ordinary conditioning, level by level.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MARKET_LOG_SD = 0.15
"""Prices of a year as a whole against those that the estimate was fitted on; an assumption."""
NO_OFFERS_LOG = 6.0
"""A cell in which nobody sells anything counts as four hundred times as dear, which nobody would choose; its route is
not judged by it."""


@dataclass(frozen=True)
class ErrorSizes:
    """Standard deviations of the logarithm: of the market, (r,) of each route, (b,) of each cabin on a route, and of a
    cell about those."""

    route: Floats
    branch: Floats
    cell: float
    market: float = MARKET_LOG_SD


@dataclass(frozen=True)
class Tree:
    """Where cells hang: (j,) the branch (route and cabin) of each, and (b,) the route of each branch."""

    branch_of_cell: Ints
    route_of_branch: Ints


@dataclass(frozen=True)
class _Posterior:
    """What the cells seen tell: (b,) how many and their mean; (r,) precision and mean of the routes about the
    market's level; the market's level and its variance."""

    count: Floats
    mean: Floats
    route_precision: Floats
    route_mean: Floats
    level: float
    variance: float


class FareModel:
    """Errors of j cells, of which more and more are seen."""

    def __init__(self, tree: Tree, spread: ErrorSizes) -> None:
        self.tree, self.spread = tree, spread
        self.seen = np.zeros(len(tree.branch_of_cell), np.bool_)
        self.error = np.zeros(len(self.seen))
        self._tells = np.zeros(len(self.seen), np.bool_)

    def see(self, cell: int, error: float | None) -> None:
        """Record the answer for a `cell`: `error` is the logarithm of fare over estimate, None where nothing is sold in
        it."""
        self.seen[cell] = True
        self.error[cell] = NO_OFFERS_LOG if error is None else error
        self._tells[cell] = error is not None

    def _posterior(self) -> _Posterior:
        spread, tree = self.spread, self.tree
        branch, size = tree.branch_of_cell[self._tells], len(tree.route_of_branch)
        count = np.bincount(branch, minlength=size).astype(float)
        mean = np.bincount(branch, self.error[self._tells], minlength=size) / np.maximum(count, 1)
        precision = np.where(count > 0, 1 / (spread.branch**2 + spread.cell**2 / np.maximum(count, 1)), 0)
        routes = len(spread.route)
        of_route = np.bincount(tree.route_of_branch, precision, minlength=routes)
        route_mean = np.bincount(tree.route_of_branch, precision * mean, minlength=routes) / np.maximum(of_route, 1e-12)
        weight = np.where(of_route > 0, 1 / (spread.route**2 + 1 / np.maximum(of_route, 1e-12)), 0)
        sure = float(weight.sum()) + 1 / spread.market**2
        level = float((weight * route_mean).sum()) / sure
        return _Posterior(count, mean, np.asarray(of_route, np.float64), route_mean, level, 1 / sure)

    def _route_given(self, posterior: _Posterior, level: Floats) -> tuple[Floats, Floats]:
        """(r, k) mean of each route's level given the market's (k,), and (r,) its variance."""
        variance = 1 / (1 / self.spread.route**2 + posterior.route_precision)
        pull = (variance * posterior.route_precision)[:, None]
        return level + pull * (posterior.route_mean[:, None] - level), variance

    def _branch_given(self, posterior: _Posterior, route: Floats) -> tuple[Floats, Floats]:
        """(b, k) mean of each branch's level given its route's (r, k), and (b,) its variance."""
        own, between = self.spread.cell**2, self.spread.branch**2
        variance = between * own / (own + posterior.count * between)
        base = route[self.tree.route_of_branch]
        return base + (variance * posterior.count / own)[:, None] * (posterior.mean[:, None] - base), variance

    def branch_variance(self) -> Floats:
        """(b,) what is still unknown of each branch's level, the market's level given."""
        posterior = self._posterior()
        _, route = self._route_given(posterior, np.zeros((1, 1)))
        _, branch = self._branch_given(posterior, np.zeros((len(route), 1)))
        weight = branch / np.maximum(self.spread.branch**2, 1e-12)
        passed = np.where(self.spread.branch > 0, weight, 1.0) ** 2
        return np.asarray(passed * route[self.tree.route_of_branch] + branch, np.float64)

    def likely(self) -> NDArray[np.float32]:
        """(j,) factors that are most likely."""
        posterior = self._posterior()
        route, _ = self._route_given(posterior, np.array([[posterior.level]]))
        branch, _ = self._branch_given(posterior, route)
        return np.exp(np.where(self.seen, self.error, branch[self.tree.branch_of_cell, 0])).astype(np.float32)

    def draws(self, number: int, random: np.random.Generator, wanted: Ints) -> NDArray[np.float32]:
        """(w, number) factors of some cells, fare over estimate, drawn from their distribution; where a fare was seen,
        it is that.

        Parameters
        ----------
        number : how many draws
        random : where they come from
        wanted : (w,) the cells
        """
        posterior = self._posterior()
        level = posterior.level + np.sqrt(posterior.variance) * random.standard_normal((1, number))
        mean, variance = self._route_given(posterior, level)
        route = mean + np.sqrt(variance)[:, None] * random.standard_normal(mean.shape)
        mean, variance = self._branch_given(posterior, route)
        branch = mean + np.sqrt(variance)[:, None] * random.standard_normal(mean.shape)
        own = self.spread.cell * random.standard_normal((len(wanted), number), np.float32)
        errors = branch.astype(np.float32)[self.tree.branch_of_cell[wanted]] + own
        known = self.seen[wanted]
        errors[known] = self.error[wanted[known]][:, None]
        return np.exp(errors, out=errors)
