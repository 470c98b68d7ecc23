"""The chosen candidate of an event beside the others: what each costs, and what it is spent on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.plan import EventPlan
from sprintplan.domain.totals import Totals
from sprintplan.reports.formatting import total

MOST_PLACES = 8
MOST_DATES = 3
"""Of the short list, which is what a reader compares at a glance; the page has all others below it."""
BAR = 1000
"""Units of a bar's drawing from nothing to the dearest of its list."""

PARTS = {
    "fares": "fares",
    "lodging": "rooms and per diem",
    "venue": "venue",
    "transfers": "transfers, visas, bags, levies",
    "weighed": "travel time, carbon and absences",
}
"""What a bar is made of, by the name of its colour."""


@dataclass(frozen=True)
class CandidateRow:
    """A venue with a first day; `exact` is False where the amounts are the least that it can cost.

    `place` is the venue in a word: its city, where an event of the plan takes place there, else from its id.
    """

    venue: str
    place: str
    first_day: date | None
    objective: Decimal
    difference: Decimal
    exact: bool
    chosen: bool
    totals: Totals | None

    @property
    def lodging(self) -> Decimal:
        """Rooms and per diem; nothing where the totals are unknown."""
        return Decimal(self.totals.rooms) + Decimal(self.totals.per_diem) if self.totals else Decimal(0)


@dataclass(frozen=True)
class Bar:
    """A candidate with its bar: part, where it begins, how long it is."""

    candidate: CandidateRow
    parts: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Comparison:
    """An event's candidates: those to compare at a glance, all with a price, and by name the venues that are out.

    `names` are those of venues by their ids.
    """

    bars: tuple[Bar, ...]
    priced: tuple[CandidateRow, ...]
    out: tuple[tuple[str, Alternative], ...]
    names: Mapping[str, str]

    @property
    def split(self) -> bool:
        """Whether every bar is known by its parts."""
        return all(bar.candidate.totals for bar in self.bars)

    def causes(self, other: CandidateRow) -> list[tuple[str, Decimal]]:
        """What an `other` candidate costs more than the chosen one, by what it is spent on, the largest first; nothing
        where that is not known."""
        chosen = next(one for one in self.priced if one.chosen)
        if chosen.totals is None or other.totals is None or not other.exact:
            return []
        mine, theirs = dict(_split(chosen)), dict(_split(other))
        gaps = [(PARTS[name], theirs.get(name, Decimal(0)) - mine.get(name, Decimal(0))) for name in PARTS]
        return sorted((one for one in gaps if abs(one[1]) >= 1), key=lambda one: -abs(one[1]))

    @property
    def bounded(self) -> bool:
        """Whether some of the amounts are bounds."""
        return any(not candidate.exact for candidate in self.priced)


def as_word(venue: str) -> str:
    """A venue's id as people write a place: cape-town -> Cape Town; one with capitals stays as it is."""
    if venue != venue.lower():
        return venue
    return " ".join(part[:1].upper() + part[1:] for part in venue.replace("_", " ").replace("-", " ").split())


def compare(event: EventPlan, cities: Mapping[str, str]) -> Comparison:
    """The event's candidates, cheapest first; `cities` names the venues whose city the plan tells, by their ids."""
    priced = sorted(_priced(event, cities), key=lambda one: (one.objective, not one.chosen))
    out = tuple(
        (cities.get(other.venue) or as_word(other.venue), other)
        for other in event.alternatives
        if other.excluded_because
    )
    return Comparison(tuple(_bars(_short(priced, event.venue))), tuple(priced), out, cities)


def _priced(event: EventPlan, cities: Mapping[str, str]) -> Iterable[CandidateRow]:
    objective = Decimal(event.objective)
    here = cities.get(event.venue) or as_word(event.venue)
    yield CandidateRow(event.venue, here, event.first_day, objective, Decimal(0), True, True, event.totals)
    for other in event.alternatives:
        if other.objective is not None and not other.excluded_because:
            cost = Decimal(other.objective)
            more = Decimal(other.difference) if other.difference is not None else cost - objective
            place = cities.get(other.venue) or as_word(other.venue)
            yield CandidateRow(other.venue, place, other.first_day, cost, more, other.exact, False, other.totals)


def _short(priced: Sequence[CandidateRow], here: str) -> list[CandidateRow]:
    """The chosen one, the next best days at its venue, and the best of each other venue."""
    dates = [one for one in priced if one.venue == here and not one.chosen][:MOST_DATES]
    places = {one.venue: one for one in reversed(priced) if one.venue != here}
    best = sorted(places.values(), key=priced.index)[:MOST_PLACES]
    kept = {id(one) for one in (*dates, *best)}
    return [one for one in priced if one.chosen or id(one) in kept]


def _bars(shown: Sequence[CandidateRow]) -> Iterable[Bar]:
    dearest = max((one.objective for one in shown), default=Decimal(0)) or Decimal(1)
    for one in shown:
        begin, parts = 0.0, []
        for name, money in _split(one):
            length = round(float(max(money, Decimal(0)) / dearest) * BAR, 1)
            parts.append((name, round(begin, 1), length))
            begin += length
        yield Bar(one, tuple(parts))


def _split(one: CandidateRow) -> list[tuple[str, Decimal]]:
    totals = one.totals
    if totals is None:
        return [("whole", one.objective)]
    amounts: dict[str, Decimal] = {
        "fares": Decimal(totals.fares),
        "lodging": one.lodging,
        "venue": Decimal(totals.venue) + Decimal(totals.minimum_spend or 0),
        "transfers": total((totals.transfers, totals.visas, totals.bags or "0", totals.co2e_levy or "0")),
        "weighed": one.objective - Decimal(totals.cash),
    }
    return [(name, amounts[name]) for name in PARTS if amounts[name] > 0]
