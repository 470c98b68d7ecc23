"""The source `duffel`: every offer of the kept answers as one table, in order of their queries."""

from collections.abc import Iterator, Mapping
from contextlib import closing

from sprintplan.databases import guarded
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import OfferSourceError
from sprintplan.files import named, typed
from sprintplan.offers.answers import ProviderAnswer, Reading, read_answers
from sprintplan.offers.by_venue import ByVenue
from sprintplan.offers.duffel.cache import FILE, REMEDY, Cache, KeptAnswer, kept_answers, moment
from sprintplan.offers.duffel.query import Query, key_of, query_of
from sprintplan.offers.table import OfferTable

MOST_WARNINGS = 3
"""Answers with offers left out of which a warning is written each."""


class DuffelSource:
    """Live fares as far as they were asked for: reads the workspace's cache alone, and asks nobody.

    An answer of which nothing can be used counts as failed from then on, and is asked for again.

    Raises
    ------
    OfferSourceError : there is no usable answer
    """

    name = "duffel"

    def __init__(self, scenario: Scenario) -> None:
        reading = _read(scenario)
        self.warnings = _shortened(reading.warnings)
        self._by_venue = ByVenue(reading.table, scenario)

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Rows between any home airport and the venue's airports, in order of queries and pages."""
        return self._by_venue.rows(venue)


def _read(scenario: Scenario) -> Reading:
    """All usable offers; answers of which nothing can be used are let go, and the rest is read again."""
    kept = kept_queries(scenario)
    if not any(one.is_usable for one in kept.values()):
        why = next((f": {query}: {one.problem}" for query, one in kept.items() if one.problem), "")
        what = f"every search that was made failed{why}" if kept else "no live fares were asked for yet"
        folder = scenario.folder
        raise OfferSourceError(f"{named(folder)}: {what}. `sprintplan quote {typed(folder)}` asks for them")
    with closing(Cache(scenario.folder)) as cache:
        keys = {f"search {key.rpartition(' ')[0]}": key for key in (key_of(query, scenario.duffel) for query in kept)}
        reading = read_answers(_answers(cache, keys), scenario, source=DuffelSource.name, may_be_unreadable=True)
        for name, problem in reading.useless.items():
            cache.spoil(keys[name], problem)
    return _read(scenario) if reading.useless else reading


def _answers(cache: Cache, keys: Mapping[str, str]) -> Iterator[ProviderAnswer]:
    for name, key in keys.items():
        for _, fetched_at, page in cache.pages([key]):
            yield ProviderAnswer(name, page, int(moment(fetched_at).timestamp()))


def kept_queries(scenario: Scenario) -> dict[Query, KeptAnswer]:
    """How each query's answer stands that was asked under the present terms of a `scenario`, in order of the keys."""
    kept = kept_answers(scenario.folder)
    with guarded(scenario.folder / FILE, REMEDY):
        parsed = [(query_of(key, scenario.duffel), one) for key, one in kept.items()]
    return {query: one for query, one in parsed if query is not None}


def _shortened(warnings: tuple[str, ...]) -> tuple[str, ...]:
    more = len(warnings) - MOST_WARNINGS
    return (*warnings[:MOST_WARNINGS], f"and {more} more answers with offers left out") if more > 0 else warnings
