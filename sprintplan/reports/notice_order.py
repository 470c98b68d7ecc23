"""The order in which people look at trips: problems first, then journeys by departure."""

import re
from collections.abc import Iterable
from datetime import datetime
from math import inf

from sprintplan.domain.record_types import NoticeKind
from sprintplan.domain.trip import Notice, Trip
from sprintplan.reports.formatting import plain

URGENT: tuple[NoticeKind, ...] = ("cabin_not_sold", "rest", "passport", "visa", "long_journey")
LEADS: dict[NoticeKind, str] = {"long_journey": "very long journey, "}
"""Before a notice's text, where that does not say by itself what it is about."""
GROUP_FARE = re.compile(
    r"(?:outbound|return): (?P<heads>\d+) travellers are on (?P<flight>\S+) on .+, enough for a group fare"
)
"""How a plan tells a flight of many: once a flight and trip."""
ESTIMATED = "fares and times are estimates: good for choosing; get live fares before booking"
"""Said once for many trips, whose notices say it each."""


def in_order(trips: Iterable[Trip]) -> list[Trip]:
    """The `trips` of people who cannot attend first, then by the gravest notice, then by departure and name; who has no
    journey comes last."""
    return sorted(trips, key=_rank)


def remark(notice: Notice) -> str:
    """What a person reads of a notice."""
    return LEADS.get(notice.kind, "") + notice.text


def remarks(trip: Trip, *left_out: NoticeKind) -> list[str]:
    """What a person reads of the notices of a `trip`, each once: flights with many colleagues in one sentence.

    Parameters
    ----------
    trip : what the notices are of
    left_out : kinds of notices that are said elsewhere
    """
    notices = [notice for notice in trip.notices if notice.kind not in left_out]
    flights = [(notice, GROUP_FARE.fullmatch(notice.text)) for notice in notices]
    shared = [flight for _, flight in flights if flight]
    texts = (_shared(shared) if flight else remark(notice) for notice, flight in flights)
    return list(dict.fromkeys(texts))


def _shared(flights: list[re.Match[str]]) -> str:
    named = ", ".join(f"{flight['flight']} ({flight['heads']})" for flight in flights)
    return f"shares {'a flight' if len(flights) == 1 else 'flights'} with 10 or more colleagues: {named}"


def estimates(trips: Iterable[Trip]) -> bool:
    """Whether fares and times of some of the trips are estimates."""
    return any(offer.source == "estimate" for trip in trips for offer in trip.offers)


def is_urgent(trip: Trip) -> bool:
    """Whether the trip is one to look at first."""
    return gravity(trip) <= len(URGENT)


def _rank(trip: Trip) -> tuple[int, float, str]:
    leaves = datetime.fromisoformat(trip.outbound.departs_at).timestamp() if trip.outbound else inf
    return gravity(trip), leaves, plain(trip.name)


def gravity(trip: Trip) -> int:
    """How soon a `trip` is to be looked at: 0 where the person cannot attend, then by the gravest of its notices."""
    if trip.status == "remote":
        return 0
    kinds = {notice.kind for notice in trip.notices}
    return next((n for n, kind in enumerate(URGENT, 1) if kind in kinds), len(URGENT) + 1)
