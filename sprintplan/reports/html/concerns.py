"""What a reader should look at first: who cannot attend, then the notices by kind, the gravest first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.record_types import NoticeKind
from sprintplan.domain.trip import Trip
from sprintplan.reports import notice_order
from sprintplan.reports.formatting import count, day
from sprintplan.reports.text.summary import ATTENTION

GRAVE: tuple[NoticeKind, ...] = ("passport", "visa", "cabin_not_sold")
"""Shown open, as somebody has to act on them."""
KEY = r"(?:policy|people|limits)\.\w+(?:\.\w+)*"
"""A key of a file, as reasons name it."""
MOST_OPEN = 12
MOST_ITEMS = 500
"""Lines of a group that a page has; of what is beyond them it says how many there are."""
SHARED: tuple[NoticeKind, ...] = ("group_fare",)
"""The same for everybody on a flight: shown once a flight."""


@dataclass(frozen=True)
class Item:
    """What is to be known of one person's trip, or of several people's at once, who are then not named."""

    who: str
    event: str
    text: str


@dataclass(frozen=True)
class Group:
    """The first of one kind, and how many `more` there are; `grave` where somebody has to act."""

    title: str
    items: tuple[Item, ...]
    grave: bool
    more: int = 0

    @property
    def shown(self) -> bool:
        """Whether the list is open from the start."""
        return self.grave and len(self.items) <= MOST_OPEN


def attention(plan: Plan) -> tuple[Group, ...]:
    """Groups of a `plan` that have something, in the order of attention."""
    return tuple(_short(group) for group in _groups(plan) if group.items)


def _short(group: Group) -> Group:
    more = max(0, len(group.items) - MOST_ITEMS)
    return replace(group, items=group.items[:MOST_ITEMS], more=more) if more else group


def remarks(trip: Trip) -> list[str]:
    """What a trip's row says of its notices; that fares are estimates is said once for all."""
    return notice_order.remarks(trip, "estimate")


def own_remarks(trip: Trip) -> list[str]:
    """The same of a `trip` for its traveller, who reads of visas with what to do about them."""
    return notice_order.remarks(trip, "estimate", "visa") if trip.visas else remarks(trip)


def own_reason(trip: Trip) -> str:
    """Why the traveller of a `trip` cannot attend, without the keys of files that a traveller has never seen."""
    return without_keys(trip.reason or "no reason is given", "you cannot enter ")


def without_keys(reason: str, cannot_enter: str = "cannot enter ") -> str:
    """A `reason` for who does not edit the files, without the names of their keys; `cannot_enter` stands before a
    country that the person may not go to."""
    text = reason.replace("people.cannot_enter: ", cannot_enter)
    return re.sub(rf" \({KEY}\)|{KEY}: ", "", re.sub(rf"{KEY} \((.*?)\)(?=; |$)", r"\1", text))


def estimated(plan: Plan) -> bool:
    """Whether some fares and times of a `plan` are estimates, by what is bought or by a notice."""
    trips = [content for event in plan.events for content in event.trips.contents]
    bought = any(offer.source == "estimate" for trip in trips for offer in trip.offers)
    return bought or any(notice.kind == "estimate" for trip in trips for notice in trip.notices)


def _groups(plan: Plan) -> Iterator[Group]:
    away = tuple(
        Item(trip.name, event.name, trip.reason or "no reason is given")
        for event in plan.events
        for trip in event.trips
        if trip.status == "remote"
    )
    yield Group(f"{count(len(away), 'trip')} cannot be made", away, True)
    for kind, (one, many) in ATTENTION.items():
        noticed = [(event.name, trip, texts) for event in plan.events for trip, texts in _noticed(event, kind)]
        own = (Item(trip.name, event, "; ".join(texts)) for event, trip, texts in noticed)
        items = tuple(_once((event, text) for event, _, texts in noticed for text in texts) if kind in SHARED else own)
        due = _due(trip for _, trip, _ in noticed) if kind == "visa" else ""
        yield Group(count(len(noticed), one, many) + due, items, kind in GRAVE)


def _due(trips: Iterable[Trip]) -> str:
    """By when the first visa is to be asked for, as the end of a heading; empty where no plan told."""
    days = [visa.apply_by for trip in trips for visa in trip.visas or () if visa.apply_by]
    return f", the first to apply for by {day(min(days))}" if days else ""


def _noticed(event: EventPlan, kind: NoticeKind) -> Iterator[tuple[Trip, list[str]]]:
    """The trips with notices of a kind, and what those say, each once."""
    for trip in event.trips:
        texts = [notice.text for notice in trip.notices if notice.kind == kind]
        if texts:
            yield trip, list(dict.fromkeys(texts))


def _once(pairs: Iterable[tuple[str, str]]) -> list[Item]:
    """Every text of an event once, those of most trips first."""
    return [Item("", event, text) for (event, text), _ in Counter(pairs).most_common()]
