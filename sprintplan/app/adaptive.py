"""What `quote --adaptive` does: asks for the fares that decide between likely winners, and no others."""

import math
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sprintplan.app.quoting import QueryStates, QuoteWish, narrowed_scenario
from sprintplan.domain.quotes import AdaptiveQuotes, Leader
from sprintplan.domain.scenario import Scenario
from sprintplan.market.cost_lines import cost_lines
from sprintplan.market.searches import Searches, searches_of
from sprintplan.market.selection import SearchSelection, Standings, search_selection
from sprintplan.offers.answers import ProviderAnswer, read_answers
from sprintplan.offers.duffel.cache import Cache, utc_now
from sprintplan.offers.duffel.client import Duffel
from sprintplan.offers.duffel.fetch import Fetch
from sprintplan.offers.duffel.query import Query, key_of
from sprintplan.offers.estimate import EstimateSource
from sprintplan.offers.table import UNKNOWN
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.watch import Watch


@dataclass(frozen=True)
class AdaptiveWish:
    """How sure the choice is to be, and the day from which estimated fares are bought in advance."""

    confidence: float
    today: date


def quote_adaptively(folder: Path, wish: QuoteWish, terms: AdaptiveWish, watch: Watch) -> AdaptiveQuotes:
    """Ask until the leading venues and days are priced and no other is likely to win, or the searches are used up.

    Parameters
    ----------
    folder : the workspace
    wish : which venues and events, and how many searches
    terms : how sure the winner is to be
    watch : times the stages and shows progress

    Raises
    ------
    UsageError : there is no token
    NoPlan : no candidates go together
    OfferSourceError : the service cannot be asked at all; what was answered before is kept
    """
    with watch.stage("read workspace"):
        scenario = narrowed_scenario(folder, wish)
        settings = scenario.duffel
        duffel = Duffel(settings, insecure=scenario.insecure)
    with watch.stage("estimate"):
        searches, selection = _opened(scenario, terms)
    with closing(Cache(folder)) as cache:
        fetch = Fetch(duffel, cache, lambda query: key_of(query, settings), settings.parallel, wish.on_stop)
        run = _Run(scenario, selection, cache, fetch, watch)
        with watch.stage("read kept answers"):
            kept = run.see_kept(searches.queries)
        standings, settled = run.ask(wish.max_searches)
    return AdaptiveQuotes(
        host=duffel.host,
        searches=len(searches.queries),
        kept=kept,
        asked={str(state): number for state, number in fetch.done.states.items()},
        leaders=tuple(_leader(scenario, selection, number) for number in standings.leader),
        risk=standings.risk,
        confidence=terms.confidence,
        settled=settled,
        problems=tuple(fetch.done.problems),
    )


def _opened(scenario: Scenario, terms: AdaptiveWish) -> tuple[Searches, SearchSelection]:
    estimated = scenario.changed(source="estimate")
    evaluator = Evaluator(estimated, EstimateSource(estimated, terms.today), terms.today)
    searches = searches_of(scenario)
    return searches, search_selection(evaluator, searches, cost_lines(evaluator, searches), terms.confidence)


class _Run:
    """One run: what is asked, and what its answers tell."""

    def __init__(
        self, scenario: Scenario, selection: SearchSelection, cache: Cache, fetch: Fetch, watch: Watch
    ) -> None:
        self.scenario, self.selection, self.cache, self.fetch, self.watch = scenario, selection, cache, fetch, watch

    def see_kept(self, queries: Sequence[Query]) -> int:
        """Take in the answers that are there and fresh; how many they are."""
        states = QueryStates(self.scenario, self.cache.kept(), utc_now())
        fresh = [query for query in queries if states.of(query) == "fresh"]
        self._take_in(fresh)
        return len(fresh)

    def ask(self, most: int | None) -> tuple[Standings, bool]:
        """Ask round by round; who leads in the end, and whether that is settled."""
        rounds = 0
        while True:
            with self.watch.stage("weigh candidates"):
                batch, standings = self.selection.next()
            left = len(batch) if most is None else min(len(batch), most - self.fetch.done.asked)
            if not left:
                return standings, not batch and standings.risk <= 1 - self.selection.confidence
            rounds += 1
            with self.watch.stage(f"ask for fares, round {rounds}"):
                self.fetch.ask(batch[:left], self.watch.progress)
            self._take_in(batch[:left])

    def _take_in(self, queries: Sequence[Query]) -> None:
        kept = self.cache.kept()
        for query in queries:
            answer = kept.get(self.fetch.key(query))
            if answer is None or not answer.is_usable:
                self.selection.lost(query)
            elif answer.state == "empty":
                self.selection.see(query, None)
            else:
                self._see(query)

    def _see(self, query: Query) -> None:
        estimate = self.selection.cost_lines.estimate_of(query)
        fare = self._cheapest(query)
        if fare is None or estimate is None:
            self.selection.lost(query)
        else:
            self.selection.see(query, math.log(max(fare, 1) / max(estimate, 1)))

    def _cheapest(self, query: Query) -> int | None:
        """The least live fare in the cabin asked for or better, in minor units of the company's currency."""
        pages = [ProviderAnswer(str(query), page) for _, _, page in self.cache.pages([self.fetch.key(query)])]
        table = read_answers(pages, self.scenario, source="duffel", may_be_unreadable=True).table
        both = query.returns is not None
        fits = table.first_leg & ((table.partner != UNKNOWN) == both) & (table.cabin >= query.cabin)
        fare = table.fare_minor[fits]
        if both:
            fare = fare + table.fare_minor[table.partner[fits]]
        return int(fare.min()) if len(fare) else None


def _leader(scenario: Scenario, selection: SearchSelection, number: int) -> Leader:
    pick = selection.cost_lines.picks[number]
    event, venue = scenario.events[pick.event], scenario.venues[pick.venue]
    return Leader(event.id, event.name, venue.id, venue.name, event.starts[pick.start])
