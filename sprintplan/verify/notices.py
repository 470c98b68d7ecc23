"""Whether trips carry the notices that follow from them, and no others of these kinds."""

from collections import Counter
from collections.abc import Iterator

from sprintplan.domain.model import Cabin
from sprintplan.domain.record_types import NoticeKind
from sprintplan.verify.market import minutes_between
from sprintplan.verify.months import months_after
from sprintplan.verify.trips import Judged

FOLLOWING: tuple[NoticeKind, ...] = ("passport", "group_fare", "lounge", "estimate")
GROUP = 10
LONG_WAIT_MIN = 240
NEAR_KM, FAR_KM = 150, 1e9
"""Kilometres within which a venue is a town nearby, and more than there are."""


def add_notice_faults(verdicts: list[Judged]) -> None:
    """Enter the faults in the notices of one event's trips into their `verdicts`; their words are taken on trust."""
    aboard: Counter[object] = Counter()
    for one in verdicts:
        aboard.update(dict.fromkeys(_flights(one), one.count))
    for one in verdicts:
        one.faults += _faults(one, aboard)


def _faults(one: Judged, aboard: Counter[object]) -> Iterator[str]:
    stated = {notice.kind for notice in one.trip.notices}
    for notice, times in Counter((notice.kind, notice.text) for notice in one.trip.notices).items():
        if times > 1:
            yield f"{one.visit.who}: the notice {notice[0]} is stated {times} times, expected once"
    expected = set(_due(one, aboard))
    if _roundabout(one) and "other" not in stated:
        yield f"{one.visit.who}: a notice is missing that a town nearby is flown to by way of another city"
    for kind in FOLLOWING:
        if kind in expected - stated:
            yield f"{one.visit.who}: the notice {kind} is missing"
        if kind in stated - expected:
            yield f"{one.visit.who}: the notice {kind} is stated, expected none"


def _due(one: Judged, aboard: Counter[object]) -> Iterator[NoticeKind]:
    if _expires_soon(one):
        yield "passport"
    if any(aboard[flight] >= GROUP for flight in _flights(one)):
        yield "group_fare"
    if _waits_long(one):
        yield "lounge"
    if any(offer.source == "estimate" for offer in one.trip.offers):
        yield "estimate"


def _expires_soon(one: Judged) -> bool:
    """Whether somebody goes abroad whose passport expires less than six months after the event."""
    visit = one.visit
    if one.trip.status not in ("travels", "own_travel") or visit.venue.country == visit.person.home.country:
        return False
    expires, ends = visit.person.passport_expires, visit.event.last_day(visit.event_first_day)
    return expires is not None and expires < months_after(ends, 6)


def _roundabout(one: Judged) -> bool:
    """Whether somebody connects on the way to a venue whose airport is within 150 km of their home."""
    if not any(journey.connections for journey in one.journeys):
        return False
    return min(one.visit.distances_from_home(), default=FAR_KM) <= NEAR_KM


def _flights(one: Judged) -> set[object]:
    return {segment.flight for journey in one.journeys if journey.by_air for segment in journey.segments}


def _waits_long(one: Judged) -> bool:
    """Whether four hours or more lie between two flights of which neither is in business or above."""
    return any(
        minutes_between(landed.arrives, leaves.departs) >= LONG_WAIT_MIN
        and landed.cabin < Cabin.BUSINESS
        and leaves.cabin < Cabin.BUSINESS
        for journey in one.journeys
        for landed, leaves in journey.connections
    )
