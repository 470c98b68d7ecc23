"""The source `duffel`: every offer of the kept answers as one table, in order of their queries."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import OfferSourceError
from sprintplan.offers.answers import Answer, read_answers
from sprintplan.offers.by_venue import ByVenue
from sprintplan.offers.duffel.cache import Cache, Kept, kept_answers
from sprintplan.offers.duffel.query import Query, key_of, query_of
from sprintplan.offers.table import OfferTable

MOST_TOLD = 3


class DuffelSource:
    """Live fares as far as they were asked for: reads the workspace's cache alone, and asks nobody.

    Raises
    ------
    OfferSourceError : there is no usable answer
    """

    name = "duffel"

    def __init__(self, scenario: Scenario) -> None:
        kept = kept_queries(scenario)
        self._keys = [key_of(query, scenario.duffel) for query in kept]
        if not any(one.is_usable for one in kept.values()):
            folder = scenario.folder
            what = "every search that was made failed" if kept else "no live fares were asked for yet"
            raise OfferSourceError(f"{folder}: {what}. `sprintplan quote {folder}` asks for them")
        reading = read_answers(self._answers(scenario), scenario, source=self.name)
        self.warnings = _shortened(reading.warnings)
        self._by_venue = ByVenue(reading.table, scenario)

    def to_and_from(self, venue: Venue) -> OfferTable:
        """Rows between any home airport and the venue's airports, in order of queries and pages."""
        return self._by_venue.rows(venue)

    def _answers(self, scenario: Scenario) -> Iterator[Answer]:
        with closing(Cache(scenario.folder)) as cache:
            for key, fetched_at, page in cache.pages(self._keys):
                seconds = int(datetime.fromisoformat(fetched_at).timestamp())
                yield Answer(f"search {key.rpartition(' ')[0]}", page, seconds)


def kept_queries(scenario: Scenario) -> dict[Query, Kept]:
    """How each query's answer stands that was asked under the workspace's present terms, in order of the keys."""
    found = ((query_of(key, scenario.duffel), kept) for key, kept in kept_answers(scenario.folder).items())
    return {query: kept for query, kept in found if query is not None}


def _shortened(warnings: tuple[str, ...]) -> tuple[str, ...]:
    more = len(warnings) - MOST_TOLD
    return (*warnings[:MOST_TOLD], f"and {more} more answers with offers left out") if more > 0 else warnings
