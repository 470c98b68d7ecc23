"""What `quote` does: which live searches a workspace needs, asking them, and how far the kept answers reach."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sprintplan.app.held_places import held_by_log, with_held
from sprintplan.app.meaning import event_meant, venue_meant
from sprintplan.app.opening import planned_scenario
from sprintplan.domain.quotes import STATES, AdaptiveQuotes, Quotes, VenueQuotes
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import OfferSourceError
from sprintplan.market.searches import Searches, searches_of
from sprintplan.offers.duffel.cache import Cache, KeptAnswer, kept_answers, utc_now
from sprintplan.offers.duffel.client import Duffel, host_of
from sprintplan.offers.duffel.fetch import Fetch
from sprintplan.offers.duffel.query import Query, key_of
from sprintplan.watch import Watch


@dataclass(frozen=True)
class QuoteWish:
    """What `quote` was asked for beside the folder; empty tuples mean all.

    Of events whose travel may have begun by `today`, the present day where it is None, nothing is held any more.
    `on_stop` is called with the number of answers still waited for when the user stops the work.
    """

    dry_run: bool = False
    max_searches: int | None = None
    venues: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    on_stop: Callable[[int], None] | None = None
    insecure: bool = False
    today: date | None = None


def quote(folder: Path, wish: QuoteWish, watch: Watch) -> Quotes:
    """Ask for the searches that the workspace needs and has no fresh answers of; nothing with `dry_run`.

    Parameters
    ----------
    folder : the workspace
    wish : which venues and events, and how many searches
    watch : times the stages and shows progress

    Raises
    ------
    UsageError : there is no token
    OfferSourceError : the service cannot be asked at all; what was answered before is kept
    """
    with watch.stage("read workspace"):
        scenario = narrowed_scenario(folder, wish)
    with watch.stage("work out searches"):
        searches = searches_of(scenario)
    states = QueryStates(scenario, kept_answers(folder), utc_now())
    wanted = [query for query in searches.queries if states.of(query) != "fresh"]
    before = _quotes(scenario, searches, states, len(wanted))
    return before if wish.dry_run else _asked(scenario, wanted[: wish.max_searches], before, wish, watch)


def narrowed_scenario(folder: Path, wish: QuoteWish) -> Scenario:
    """The workspace in `folder` as it is planned live, with the first days and venues that `replan` would hold,
    narrowed to the venues and events of a `wish`.

    Raises
    ------
    InputError : the workspace, or its bookings, cannot be planned with
    """
    scenario = planned_scenario(folder, "duffel", insecure=wish.insecure)
    held = {one.event: one for one in held_by_log(scenario, wish.today or date.today())}
    scenario = scenario.changed(events=tuple(with_held(event, held.get(event.id)) for event in scenario.events))
    asked_venues = {venue_meant(scenario, word) for word in wish.venues}
    asked_events = {event_meant(scenario, word) for word in wish.events}
    venues = tuple(venue for venue in scenario.venues if not asked_venues or venue.id in asked_venues)
    events = tuple(event for event in scenario.events if not asked_events or event.id in asked_events)
    return scenario.changed(venues=venues, events=events)


class QueryStates:
    """How queries stand among the kept answers at a moment."""

    def __init__(self, scenario: Scenario, kept: dict[str, KeptAnswer], now: datetime) -> None:
        self.terms, self.kept, self.now = scenario.duffel, kept, now

    def of(self, query: Query) -> str:
        """One word of STATES for a search, `query`."""
        answer = self.kept.get(key_of(query, self.terms))
        if answer is None:
            return "missing"
        if answer.state not in ("ok", "empty"):
            return "partial" if answer.state == "partial" else "failed"
        return "stale" if answer.is_stale(self.terms.max_age_hours, self.now) else "fresh"


def _quotes(scenario: Scenario, searches: Searches, states: QueryStates, left: int) -> Quotes:
    stand = {query: states.of(query) for query in searches.queries}
    venues = tuple(
        VenueQuotes(venue.id, venue.name, _counted(stand[query] for query in searches.of_venue.get(venue.id, ())))
        for venue in scenario.venues
    )
    return Quotes(host_of(scenario.duffel), venues, _counted(stand.values()), left=left)


def _counted(stands: Iterable[str]) -> dict[str, int]:
    counts = Counter(stands)
    return {word: counts[word] for word in STATES}


def _asked(scenario: Scenario, wanted: Sequence[Query], before: Quotes, wish: QuoteWish, watch: Watch) -> Quotes:
    """Ask, and tell what became of it."""
    terms = scenario.duffel
    duffel = Duffel(terms, insecure=scenario.insecure)
    with closing(Cache(scenario.folder)) as cache, watch.stage("ask for fares"):
        fetch = Fetch(duffel, cache, lambda query: key_of(query, terms), terms.parallel, wish.on_stop)
        fetch.ask(wanted, watch.progress)
    done = fetch.done
    left = before.left - done.asked + done.lost
    return Quotes(
        before.host,
        before.venues,
        before.stands,
        {str(state): number for state, number in done.states.items()},
        tuple(done.problems),
        left,
    )


def require_answers(quotes: Quotes | AdaptiveQuotes) -> None:
    """Refuse `quotes` of which a search came back without all its offers.

    Raises
    ------
    OfferSourceError : with how many
    """
    if quotes.lost:
        message = f"{quotes.lost} of {sum(quotes.asked.values())} searches came back without all their offers"
        raise OfferSourceError(f"{message}. The others are kept: run the same command again to ask for these alone")
