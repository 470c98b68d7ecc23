"""The order in which people look at trips: problems first, then journeys by departure."""

from collections.abc import Iterable
from datetime import datetime
from math import inf

from sprintplan.domain.record_types import NoticeKind
from sprintplan.domain.trip import Notice, Trip
from sprintplan.reports.formatting import plain

URGENT: tuple[NoticeKind, ...] = ("cabin_not_sold", "rest", "passport", "visa", "long_journey")
LEADS: dict[NoticeKind, str] = {"long_journey": "very long journey, "}
"""Before a notice's text, where that does not say by itself what it is about."""
ESTIMATED = "fares and times are estimates: good for choosing; get live fares before booking"
"""Said once for many trips, whose notices say it each."""


def in_order(trips: Iterable[Trip]) -> list[Trip]:
    """The `trips` of people who cannot attend first, then by the gravest notice, then by departure and name; who has no
    journey comes last."""
    return sorted(trips, key=_rank)


def remark(notice: Notice) -> str:
    """What a person reads of a notice."""
    return LEADS.get(notice.kind, "") + notice.text


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
