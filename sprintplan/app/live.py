"""How far kept live answers reach: candidates that they cannot judge are left out, and what is missing is told."""

from collections.abc import Iterable
from datetime import datetime

from sprintplan.domain.scenario import Scenario
from sprintplan.errors import OfferSourceError
from sprintplan.files import typed
from sprintplan.market.searches import Candidate, Searches, searches_of, unpriced
from sprintplan.offers.duffel.cache import KeptAnswer
from sprintplan.offers.duffel.query import Query
from sprintplan.offers.duffel.source import kept_queries
from sprintplan.problems import listed

MOST_NAMED = 6
MOST_PROBLEMS = 3


def judged(scenario: Scenario, now: datetime) -> Scenario:
    """The `scenario` without candidates that answers are missing for at the moment `now`, and with warnings about
    everything missing.

    Raises
    ------
    OfferSourceError : an event has no candidate left
    """
    searches, kept = searches_of(scenario), kept_queries(scenario)
    left_out = unpriced(searches, {query: one.state for query, one in kept.items()})
    _refuse_events_without_fares(scenario, searches, left_out)
    warnings = (*_left_out(scenario, left_out), *_incomplete(scenario, kept, searches, left_out, now))
    return scenario.changed(unpriced=frozenset(left_out), warnings=(*scenario.warnings, *warnings))


def _refuse_events_without_fares(scenario: Scenario, searches: Searches, left_out: set[Candidate]) -> None:
    """A candidate that needs no searches has all that it needs: then nobody flies there."""
    for event in scenario.events:
        mine = [candidate for candidate in searches.of_candidate if candidate[0] == event.id]
        if mine and left_out.issuperset(mine):
            what = f"{event.name}: no venue and first day has live fares for everybody who comes"
            raise OfferSourceError(f"{what}. `sprintplan quote {typed(scenario.folder)}` asks for what is missing")


def _left_out(scenario: Scenario, left_out: set[Candidate]) -> Iterable[str]:
    if left_out:
        venues = [venue.id for venue in scenario.venues if any(one[1] == venue.id for one in left_out)]
        count = f"{len(left_out)} pair{'s' if len(left_out) > 1 else ''} of venue and first day"
        named = listed(venues, MOST_NAMED)
        yield f"{count} left out, as live fares are missing (venues {named}); `sprintplan quote` asks for them"


def _incomplete(
    scenario: Scenario,
    known: dict[Query, KeptAnswer],
    searches: Searches,
    left_out: set[Candidate],
    now: datetime,
) -> Iterable[str]:
    """What candidates that stay in would need besides: missing, failed, partial and stale answers, counted."""
    needed = {
        query
        for candidate, needs in searches.of_candidate.items()
        if candidate not in left_out
        for need in needs
        for query in need.queries
    }
    kept = {query: known[query] for query in sorted(needed & known.keys(), key=str)}
    usable = {query: one for query, one in kept.items() if one.is_usable}
    if missing := len(needed) - len(kept):
        yield f"{missing} of {len(needed)} searches were not made yet, so cheaper fares may exist"
    if failed := len(kept) - len(usable):
        yield f"{failed} of {len(needed)} searches failed, so cheaper fares may exist"
    if partial := sum(one.state == "partial" for one in usable.values()):
        yield f"{partial} searches brought some of their offers alone"
    problems = [f"search {query}: {one.problem}" for query, one in kept.items() if one.problem]
    yield from problems[:MOST_PROBLEMS]
    stale = [one.fetched_at for one in usable.values() if one.is_stale(scenario.duffel.max_age_hours, now)]
    if stale:
        age = f"{scenario.duffel.max_age_hours} hours, the oldest of {min(stale)[:16].replace('T', ' ')} UTC"
        yield f"{len(stale)} answers are older than {age}; `sprintplan quote` asks again"
