"""Why a plan is as it is, as people read it: facts first, each with its number."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sprintplan.domain.explanation import (
    Explanation,
    OtherJourney,
    PersonDifference,
    PersonExplained,
    PlaceExplained,
    Reason,
    WayExplained,
)
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.reports.formatting import amount, clock, count, day, difference, fit, thousands, told_apart, wrapped
from sprintplan.reports.text.trips import route
from sprintplan.reports.year_facts import SUMS
from sprintplan.units import hours_text

STATUS = {"travels": "travels", "local": "lives nearby", "own_travel": "own travel", "remote": "cannot attend"}
PLAIN = ("score", "seats", "offers", "shared")
"""Keys of reasons that are no rule of the workspace."""


def explanation_text(explanation: Explanation) -> str:
    """All that an `explanation` says."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    if explanation.facts:
        yield f"{explanation.company}: what decided the year"
        for fact in explanation.facts:
            yield from wrapped(fact, "  - ", "    ")
    for number, person in enumerate(explanation.people):
        yield from [""] if number else []
        yield from _person(person, explanation.currency)
    for number, place in enumerate(explanation.places):
        yield from [""] if number else []
        yield from _place(place, explanation.currency)


def _person(person: PersonExplained, currency: str) -> Iterator[str]:
    yield from wrapped(
        f"{fit(person.name, 40)} ({person.person}), {person.event_name}: {STATUS[person.status]}", rest="  "
    )
    if person.reason:
        yield from wrapped(person.reason, "  ", "  ")
    for way in person.ways:
        yield from _way(way, currency)


def _way(way: WayExplained, currency: str) -> Iterator[str]:
    journey = way.journey
    word = "outbound" if way.direction == "outbound" else "return"
    cabin = f", {journey.cabin.replace('_', ' ')}" if journey.cabin else ""
    chosen = f"{word}: {clock(journey.departs_at)} {route(journey)}, {hours_text(journey.duration_minutes)}{cabin}"
    yield from wrapped(f"{chosen}, {amount(way.fare, currency)}", "  ", "    ")
    yield from wrapped(_cabin(journey), "    ", "      ") if journey.mode == "air" else []
    on_sale = count(way.on_sale, "journey is", "journeys are")
    yield from wrapped(f"{on_sale} on sale in the travel window, {way.allowed} allowed", "    ", "      ")
    for other, words in _together(way.others):
        yield from wrapped(_other(other, words, currency), "    ", "      ")
    better = {other.better for other in way.others}
    missing = [one for one in ("cheaper", "faster", "greener") if one not in better]
    if missing:
        yield f"    none is {' or '.join(missing)}"


def _cabin(journey: JourneyRecord) -> str:
    """What cabin somebody is entitled to on a journey by air, and why."""
    if journey.entitled_by:
        rest = f", {count(journey.rest_nights, 'rest night')} in its place" if journey.rest_nights else ""
        return f"cabin: {journey.entitled_by}{rest}"
    fastest = f" (fastest {hours_text(journey.fastest_minutes)})" if journey.fastest_minutes else ""
    return f"cabin: no rule of policy.cabin gives more than economy{fastest}"


def _together(others: Sequence[OtherJourney]) -> Iterator[tuple[OtherJourney, str]]:
    """Each other journey once, with all that it is better in."""
    alike: dict[object, list[OtherJourney]] = {}
    for other in others:
        alike.setdefault((other.route, other.departs_at, other.fare), []).append(other)
    for same in alike.values():
        *first, last = (one.better for one in same)
        yield same[0], f"{', '.join(first)} and {last}" if first else last


def _other(other: OtherJourney, better: str, currency: str) -> str:
    cabin = f", {other.cabin.replace('_', ' ')}" if other.cabin else ""
    what = f"{better}: {clock(other.departs_at)} {other.route}, {hours_text(other.duration_minutes)}{cabin}"
    sums = f"{amount(other.fare, currency)}, {thousands(other.co2e_kg)} kg CO2e"
    return f"{what}, {sums}: {'; '.join(_why(reason, other, currency) for reason in other.why_not)}"


def _why(reason: Reason, other: OtherJourney, currency: str) -> str:
    if reason.key == "score" and Decimal(other.costs_more or 0):
        change = ", the change" if other.weighs_change else ""
        much = f"{amount(other.costs_more, currency)} more"
        return f"a trip with it scores {much}: fare, nights, hours, CO2e{change}, other way"
    return reason.text if reason.key in PLAIN or reason.key in reason.text else f"{reason.text} ({reason.key})"


def _place(place: PlaceExplained, currency: str) -> Iterator[str]:
    where = f"{place.event_name} in {place.place}"
    if place.difference is None or place.first_day is None:
        when = f" from {day(place.first_day)}" if place.first_day else ""
        yield from wrapped(f"{where}{when}: not possible, the rest of the plan as it is", rest="  ")
        for reason in place.excluded:
            yield from wrapped(f"{reason.key}: {reason.text}", "  - ", "    ")
        for sentence in _remedies(place):
            yield from wrapped(sentence, "  - ", "    ")
        return
    head = f"{where} from {day(place.first_day)}: {difference(place.difference, currency)} score"
    yield from wrapped(f"{head}, {difference(place.cash, currency)} cash", rest="  ")
    yield from wrapped(_sums(place), "  ", "    ")
    called = told_apart(((one.person, one.name) for one in (*place.gain, *place.lose)), 30)
    yield from _listed("gain", place.gain, called)
    yield from _listed("lose", place.lose, called)
    if Decimal(place.rest):
        yield f"  everybody else: {difference(place.rest, currency)}"
    for word, names in (("cannot attend there", place.away), ("can attend there", place.comes)):
        if names:
            yield from wrapped(f"{word}: {', '.join(fit(name, 30) for name in names)}", "  ", "    ")


def _remedies(place: PlaceExplained) -> Iterator[str]:
    """What the conflict of a place says beyond the reasons that are told already."""
    keys = {reason.key for reason in place.excluded}
    return (sentence for sentence in place.conflict if not any(f"({key}" in sentence for key in keys))


def _sums(place: PlaceExplained) -> str:
    causes = sorted(place.causes.items(), key=lambda one: -abs(Decimal(one[1])))
    differences = ", ".join(f"{SUMS.get(name, name)} {difference(money)}" for name, money in causes)
    hours, tonnes = place.travel_hours or 0.0, (place.co2e_kg or 0.0) / 1000
    return f"{differences or 'nothing differs'} ({hours:+.0f} h, {tonnes:+.1f} t CO2e)"


def _listed(word: str, people: Sequence[PersonDifference], names: Mapping[str, str]) -> Iterator[str]:
    if people:
        named = ", ".join(f"{names[one.person]} {difference(one.cash)}" for one in people)
        yield from wrapped(f"{word}: {named}", "  ", "    ")
