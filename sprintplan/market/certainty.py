"""How sure a plan is: in how many markets its venues and dates are the best, what keeping them loses, what it costs.

Every market is judged anew: each candidate costs what everybody's best trips cost there, and the best year is the one
of those that go together. Limits that travellers share add to a candidate what they add at estimated fares.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.alternatives import TIE
from sprintplan.domain.scenario import Scenario
from sprintplan.market.draws import Levels, Markets
from sprintplan.market.lines import CandidateLines, MarketFactors
from sprintplan.market.survey import Survey
from sprintplan.market.years import BestYears
from sprintplan.offers.source import OfferSource
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.constraints.limit import Limit
from sprintplan.solver.constraints.persons import PERSON_LIMITS
from sprintplan.solver.constraints.sums import YEAR_SUMS, EventBudget
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.solve import YearSolution
from sprintplan.solver.workers.messages import Choice
from sprintplan.solver.year.alternatives import Alternatives
from sprintplan.solver.year.state import Picks, Year

LOW, HIGH = 0.1, 0.9
"""Shares of markets that lie below the ends of a range."""
FAR_BEHIND = 4.0
"""A candidate that trails in every market of the screen, by so many standard deviations on average, is looked at no
further: were the ratios log-normal, as fares are, it would be the best in one market of thirty thousand."""
FRONT = 60
"""Candidates of each event among which a good year of each market of the screen is looked for."""
MOST_LINES_BYTES, LINE_BYTES, LINES_OF_A_CLASS = 256 << 20, 28, 7
"""Memory for the lines of all candidates; one line's, and about how many a traveller class has."""
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class MarketSums:
    """What an event or the year comes to in the markets: (m,) minor units of cash and of the objective."""

    cash: Floats
    objective: Floats


@dataclass(frozen=True)
class Doubt:
    """How sure one event's choice is.

    Attributes
    ----------
    chance_venue, chance_date : share of markets whose best year has the chosen venue, the chosen first day
    regret : (m,) minor units by which the best year that keeps the choice costs more than the best year
    chances : share of markets whose best year has the candidate; those that are not named have none
    cheaper : share of markets in which a candidate costs less than the choice, the rest of the plan the same
    spread : what the event comes to
    """

    chance_venue: float
    chance_date: float
    regret: Floats
    chances: dict[Pick, float]
    cheaper: dict[Pick, float]
    spread: MarketSums

    @property
    def ties(self) -> list[Pick]:
        """Candidates that the estimates cannot tell from the choice."""
        return [pick for pick, share in self.cheaper.items() if share >= TIE]


@dataclass(frozen=True)
class Certainty:
    """How sure a plan is, by event; and whether every market was judged exactly, not by bounds."""

    markets: int
    seed: int
    is_exact: bool
    events: tuple[Doubt, ...]
    year: MarketSums


def survey_of(scenario: Scenario, source: OfferSource) -> Survey | None:
    """What the search is given so that certainty can be told of a `scenario` and the offers of a `source`; None where
    neither fares nor rates are in doubt."""
    rates_vary = any(venue.public_rate or venue.rate_error for venue in scenario.venues)
    if source.name != "estimate" and not scenario.estimates_ground and not rates_vary:
        return None
    size = scenario.candidates * len(scenario.people) * LINES_OF_A_CLASS * LINE_BYTES
    return Survey(Markets(), keeps_lines=size <= MOST_LINES_BYTES)


def certainty(solution: YearSolution, choice: Choice, others: Alternatives, costs: "MarketCosts") -> Certainty:
    """How sure the plan of a solution is.

    Parameters
    ----------
    solution : the year, every candidate surveyed
    choice : what people take in the plan
    others : the plan's candidates, and the alternatives to it
    costs : what surveyed the candidates, and what was costed of them before
    """
    race, survey = _Race(solution.year, costs, others.picks), costs.survey
    years = BestYears(race.costs, race.go_together)
    best, least = years.best(race.chosen)
    doubts = []
    for event, part in enumerate(choice.parts):
        kept = years.keeping(race.chosen, event, best, least)
        doubts.append(race.doubt(event, best[event], kept - least, others.of_event(event), race.spread(event, part)))
    spreads = [doubt.spread for doubt in doubts]
    year = MarketSums(*(np.sum([getattr(one, name) for one in spreads], axis=0) for name in ("cash", "objective")))
    exact = years.is_complete and not race.may_be_tied()
    return Certainty(survey.markets.number, survey.markets.seed, exact, tuple(doubts), year)


class MarketCosts:
    """What candidates cost in all markets; those of one event and venue that are costed together are kept.

    Parameters
    ----------
    survey : what surveyed the candidates
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self._known: dict[tuple[Pick, ...], Floats] = {}
        self._levels: dict[int, MarketFactors] = {}

    def ahead(self, year: Year, picks: Picks) -> Iterator[None]:
        """Cost what may be part of the best year of some market, as far as that is known before the alternatives to a
        year are; a step is one event at one venue. Nothing where a venue would have to be judged again for it.

        Parameters
        ----------
        year : every candidate surveyed
        picks : the candidates of the plan
        """
        if year.evaluator.survey is not None and self.survey.keeps_lines:
            for mine in _Race(year, self, picks).in_play:
                for some in _by_venue(mine):
                    self.of(year, some)
                    yield

    def of(self, year: Year, picks: Sequence[Pick]) -> Floats:
        """(candidates, m) what candidates of one event at one venue cost without what shared limits add.

        Parameters
        ----------
        year : every candidate surveyed
        picks : the candidates
        """
        asked = tuple(picks)
        if asked not in self._known:
            lines, factors = self.lines(year, asked)
            self._known[asked] = lines.costs(factors)
        return self._known[asked]

    def lines(self, year: Year, picks: Sequence[Pick]) -> tuple[CandidateLines, MarketFactors]:
        """Candidates of one venue with their factors; where the lines were not kept the venue is judged again.

        Parameters
        ----------
        year : every candidate surveyed
        picks : the candidates
        """
        surveyed = [year.assessed[pick].surveyed for pick in picks]
        kept: CandidateLines | None = surveyed[0].lines
        if kept is None:
            venue, _, factors = self.survey.venue_lines(year.evaluator.relaxation(picks[0].event, picks[0].venue))
            return venue.of_starts(np.array([pick.start for pick in picks])), factors
        number = picks[0].venue
        if number not in self._levels:
            levels = Levels(self.survey.markets, surveyed[0].ends)
            self._levels[number] = self.survey.factors(year.scenario.venues[number], levels)
        return kept.only(np.array([one.number for one in surveyed])), self._levels[number]


class _Race:
    """The candidates that may be part of the best year of some market, with their costs in all of them.

    Attributes
    ----------
    in_play : of each event its candidates, in the order that decides between equals; complete when it is made, for
        which venues may be judged again that were not surveyed
    chosen : of each event the position of the plan's candidate
    """

    def __init__(self, year: Year, known: MarketCosts, picks: Picks) -> None:
        self.year, self.known, self.picks = year, known, picks
        self.in_play, not_surveyed = self._race()
        while not_surveyed:
            for one in chain.from_iterable(map(year.evaluator.assess, not_surveyed)):
                if one.pick in year.assessed:
                    year.assessed[one.pick] = replace(year.assessed[one.pick], surveyed=one.surveyed)
            self.in_play, not_surveyed = self._race()
        self.chosen = [mine.index(pick) for mine, pick in zip(self.in_play, picks, strict=True)]

    def _race(self) -> tuple[list[list[Pick]], set[int]]:
        """Of each event the surveyed candidates in play; and venues that promised too little to be surveyed, and may be
        in play."""
        year, picks = self.year, self.picks
        lists = [[pick for pick in year.lists[pick.event] if pick not in year.impossible] for pick in picks]
        surveyed = [[pick for pick in mine if year.assessed[pick].surveyed is not None] for mine in lists]
        ranked = [sorted(mine, key=lambda one: year.rank((one,))) for mine in surveyed]
        screens = [np.stack([self._screen(pick) for pick in mine]) for mine in ranked]
        contenders = [self._contenders(*both) for both in zip(ranked, screens, picks, strict=True)]
        costs = [
            screen[[mine.index(pick) for pick in few]]
            for mine, screen, few in zip(ranked, screens, contenders, strict=True)
        ]
        _, good = BestYears(costs, partial(self._go_together, contenders)).best([0] * len(picks))
        near = _near(screens, good)
        kept = [_in_play(screen, most) for screen, most in zip(screens, near, strict=True)]
        in_play = [
            [one for n, one in enumerate(mine) if n in keep or one == pick]
            for mine, keep, pick in zip(ranked, kept, picks, strict=True)
        ]
        spread = max(float(_behind(screen, most).std(axis=1).max()) for screen, most in zip(screens, near, strict=True))
        return in_play, {
            pick.venue
            for mine, most in zip(lists, near, strict=True)
            for pick in mine
            if year.assessed[pick].surveyed is None
            and _behind(np.float64(year.value[pick]), most).mean() <= FAR_BEHIND * spread
        }

    @cached_property
    def costs(self) -> list[Floats]:
        """Of each event (candidates, m) minor units."""
        return [self._costs(mine) for mine in self.in_play]

    @staticmethod
    def _contenders(ranked: Sequence[Pick], screen: Floats, chosen: Pick) -> list[Pick]:
        """The chosen candidate, then those that cost least on average."""
        best = np.argsort(screen.mean(axis=1), kind="stable")[:FRONT].tolist()
        return list(dict.fromkeys((chosen, *(ranked[number] for number in best))))

    def go_together(self, event: int, one: int, other_event: int, other: int) -> bool:
        """Whether candidates in play of two events keep the limits between events."""
        return self._go_together(self.in_play, event, one, other_event, other)

    def _go_together(self, lists: Sequence[Sequence[Pick]], event: int, one: int, other_event: int, other: int) -> bool:
        """The same of candidates by their positions in the lists of their events."""
        return self.year.allows((lists[event][one], lists[other_event][other]))

    def may_be_tied(self) -> bool:
        """Whether limits that travellers share may bind at a candidate in some market, or what the exchange of a
        booking saves there depends on the fare."""
        scenario = self.year.scenario
        surveyed = (self.year.assessed[pick].surveyed for mine in self.in_play for pick in mine)
        sums: tuple[type[Limit], ...] = (EventBudget, *YEAR_SUMS, *PERSON_LIMITS)
        exchanged = any(one.is_live and one.change_fee_minor is not None for one in scenario.history.bookings)
        return exchanged or any(limit.is_stated(scenario) for limit in sums) or any(one.tied for one in surveyed)

    def doubt(self, event: int, best: Ints, regret: Floats, others: Sequence[Pick], spread: MarketSums) -> Doubt:
        """How sure one event's choice is.

        Parameters
        ----------
        best : (m,) positions of the best year's candidates
        regret : (m,) what keeping the choice loses
        others : candidates that go with the rest of the plan
        """
        mine, pick = self.in_play[event], self.picks[event]
        share = np.bincount(best, minlength=len(mine)) / len(best)
        chances = {one: float(part) for one, part in zip(mine, share, strict=True) if part}
        below = (self.costs[event] < self.costs[event][self.chosen[event]]).mean(axis=1)
        cheaper = dict(zip(mine, below.tolist(), strict=True))
        return Doubt(
            chance_venue=sum(part for one, part in chances.items() if one.venue == pick.venue),
            chance_date=sum(part for one, part in chances.items() if one.start == pick.start),
            regret=np.maximum(regret, 0),
            chances=chances,
            cheaper={one: cheaper[one] for one in others if one in cheaper},
            spread=spread,
        )

    def spread(self, event: int, part: Figures) -> MarketSums:
        """What the choice comes to, moved so that the fares of the estimate give the plan's own sums, `part`."""
        lines, factors = self.known.lines(self.year, [self.picks[event]])
        certain = factors.certain()
        cash = lines.cash(factors)[0] + part.cash - lines.cash(certain)[0, 0]
        return MarketSums(cash, lines.costs(factors)[0] + part.objective - lines.costs(certain)[0, 0])

    def _extra(self, pick: Pick) -> int:
        """What shared limits add to the candidate at estimated fares, as far as is known."""
        return self.year.value[pick] - self.year.bound[pick]

    def _screen(self, pick: Pick) -> Floats:
        return np.asarray(self.year.assessed[pick].surveyed.screen + self._extra(pick), np.float64)

    def _costs(self, picks: Sequence[Pick]) -> Floats:
        """(candidates, m) what candidates of one event cost, venue by venue."""
        costs = np.empty((len(picks), self.known.survey.markets.number))
        place = {pick: number for number, pick in enumerate(picks)}
        for some in _by_venue(picks):
            costs[[place[pick] for pick in some]] = self.known.of(self.year, some) + [
                [self._extra(pick)] for pick in some
            ]
        return costs


def _by_venue(picks: Sequence[Pick]) -> list[list[Pick]]:
    """Candidates of one event, those of one venue together, in their order."""
    by_venue: dict[int, list[Pick]] = {}
    for pick in picks:
        by_venue.setdefault(pick.venue, []).append(pick)
    return [*by_venue.values()]


def _near(screens: Sequence[Floats], good: Floats) -> list[Floats]:
    """Of each event (k,) what a candidate of the best year of some markets costs at most, as a year costs at least what
    the candidate costs and the least of all other events.

    Parameters
    ----------
    screens : of each event (candidates, k) costs in the markets
    good : (k,) what some possible year costs in these
    """
    least = [screen.min(axis=0) for screen in screens]
    slack = good - np.sum(least, axis=0)
    return [low + slack for low in least]


def _behind(costs: Floats | np.float64, near: Floats) -> Floats:
    """How far costs, of any shape that ends in (k,), lie above `near`, (k,): logarithms of the ratios."""
    return np.asarray(np.log(np.maximum(costs, 1) / np.maximum(near, 1)), np.float64)


def _in_play(screen: Floats, near: Floats) -> set[int]:
    """The candidates that may be part of the best year of some market.

    Parameters
    ----------
    screen : (candidates, k) costs in some markets
    near : (k,) as `_near` has it
    """
    behind = _behind(screen, near)
    far = (behind > 0).all(axis=1) & (behind.mean(axis=1) > FAR_BEHIND * behind.std(axis=1))
    return set(np.flatnonzero(~far).tolist())
