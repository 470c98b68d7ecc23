"""What each rule of the policy did in a plan: for how many trips, and how much."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.formatting import amount, count, total

RULE = re.compile(r"(?:policy|limits|people)\.\w+(?:\[\d+\])?(?:\.\w+)*|exceptions\.csv:\d+|granted personally")
"""How texts name a rule: by its key, or by the row of exceptions.csv."""


@dataclass
class Effect:
    """What one rule did.

    Attributes
    ----------
    rule : its key, with its number where there are several
    name : what people call it: "overnight connections", "business over 9 h"
    did : what it did, in words
    trips : for how many trips
    much : how much, in words; empty where nothing is counted
    """

    rule: str
    name: str
    did: str
    trips: int
    much: str = ""


@dataclass
class _Tally:
    """Trips that a rule touched, and the sum of what is counted of them."""

    trips: int = 0
    amounts: list[Decimal] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        """All together."""
        return sum(self.amounts, Decimal())


Touched = Iterator[tuple[str, Decimal]]
"""The rules that touched a trip, each with an amount of one trip."""


def policy_effects(plan: Plan) -> list[Effect]:
    """The rules of a `plan` that did something, in the order of the policy; empty where none did."""
    contents = [pair for event in plan.events for pair in event.trips.counted()]
    cabins = dict(_cabin_rules(content for content, _ in contents))
    return [
        Effect(rule, cabins.get(rule) or _named(rule), did, tally.trips, words(tally, plan.currency))
        for touched, did, words in PARTS
        for rule, tally in sorted(_tallied(contents, touched).items())
    ]


def _cabin_rules(trips: Iterable[Trip]) -> Iterator[tuple[str, str]]:
    """Each cabin rule with what it gives and where: "business over 9 h"."""
    for trip in trips:
        for way in filter(None, (trip.outbound, trip.inbound)):
            rule, _, why = (way.entitled_by or "").partition(": ")
            if why and way.entitled_cabin and RULE.fullmatch(rule):
                yield rule, f"{way.entitled_cabin.replace('_', ' ')} {why.partition(' (')[0]}"


def _named(rule: str) -> str:
    """The last part of a key as words: policy.max_connections -> max connections."""
    key = rule if rule.startswith("exceptions.csv:") else rule.rpartition(".")[2]
    return key.replace("_", " ").replace("[", " ").replace("]", "")


def _tallied(contents: Iterable[tuple[Trip, int]], touched: Callable[[Trip], Touched]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for content, people in contents:
        for rule, much in dict(touched(content)).items():
            tallies[rule].trips += people
            tallies[rule].amounts.append(people * much)
    return dict(tallies)


def _cabins(trip: Trip) -> Touched:
    for way in (trip.outbound, trip.inbound):
        if way and way.entitled_by and way.entitled_cabin not in (None, "economy") and not way.rest_nights:
            for rule in RULE.findall(way.entitled_by)[:1]:
                yield rule, Decimal(trip.cost.fare)


def _rests(trip: Trip) -> Touched:
    if trip.outbound and trip.outbound.rest_nights:
        for rule in RULE.findall(trip.outbound.entitled_by or "")[:1]:
            yield rule, Decimal(trip.outbound.rest_nights)


def _late(trip: Trip) -> Touched:
    if trip.book_by:
        yield "policy.booking", Decimal(trip.cost.fare)


def _dearer(trip: Trip) -> Touched:
    more = total(offer.fare for offer in trip.offers if offer.benchmark_fare)
    more -= total(offer.benchmark_fare for offer in trip.offers if offer.benchmark_fare)
    if more > 0:
        yield "policy.fare", more


def _approved(trip: Trip) -> Touched:
    return ((one.rule, Decimal(trip.cost.cash)) for one in trip.approvals)


def _exempt(trip: Trip) -> Touched:
    return ((f"exceptions.csv {one.key}", Decimal()) for one in trip.exceptions)


def _visas(trip: Trip) -> Touched:
    if trip.visas:
        yield "policy.visa", Decimal(trip.cost.visa)


def _away(trip: Trip) -> Touched:
    if trip.status == "remote":
        yield from ((rule, Decimal()) for rule in RULE.findall(trip.reason or ""))


def _money(what: str) -> Callable[[_Tally, str], str]:
    return lambda tally, currency: f"{amount(str(tally.amount), currency)} {what}"


def _nights(tally: _Tally, currency: str) -> str:
    return count(int(tally.amount), "night")


def _nothing(tally: _Tally, currency: str) -> str:
    return ""


PARTS: tuple[tuple[Callable[[Trip], Touched], str, Callable[[_Tally, str], str]], ...] = (
    (_away, "keeps from attending", _nothing),
    (_cabins, "gives a higher cabin", _money("of fares")),
    (_rests, "gives rest in place of a cabin", _nights),
    (_dearer, "is above the cheapest fare that is allowed", _money("more")),
    (_late, "states by when to book", _money("of fares")),
    (_approved, "asks for approval", _money("of cash")),
    (_exempt, "has another value on record", _nothing),
    (_visas, "asks for a visa, or for a look at one", _money("of fees")),
)
"""What may happen to a trip, in words, with what is counted of it."""
