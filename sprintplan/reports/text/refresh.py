"""What `quote --refresh` tells: each offer that changed, and whether the plan is still the best."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from sprintplan.domain.refresh import Found, Refresh, Refreshed
from sprintplan.reports.formatting import amount, columns, count, difference, wrapped
from sprintplan.units import money_text

WORDS: dict[Found, str] = {
    "unchanged": "as it was",
    "changed": "fare changed",
    "renewed": "sold anew",
    "gone": "gone",
    "failed": "not known",
}
MOST_PEOPLE = 3


def refresh_facts(refreshed: Refresh) -> dict[str, object]:
    """The offers of `refreshed` and what they make of the plan, as JSON has it."""
    offers = [asdict(one) | {"difference": _money(one, refreshed.currency)} for one in refreshed.offers]
    for one in offers:
        del one["difference_minor"]
    return {
        "currency": refreshed.currency,
        "objective": refreshed.objective,
        "repriced": refreshed.repriced,
        "best": refreshed.best,
        "still_optimal": refreshed.still_optimal,
        "places": list(refreshed.places),
        "offers": offers,
    }


def _money(one: Refreshed, currency: str) -> str | None:
    return None if one.difference_minor is None else money_text(one.difference_minor, currency)


def refresh_text(refreshed: Refresh) -> str:
    """The same of `refreshed` for people."""
    return "\n".join(_lines(refreshed)) + "\n"


def _lines(refreshed: Refresh) -> Iterator[str]:
    counts = Counter(one.found for one in refreshed.offers)
    summed = ", ".join(f"{counts[state]} {word}" for state, word in WORDS.items() if counts[state])
    expired = sum(one.expired for one in refreshed.offers)
    more = f"; {count(expired, 'offer')} had expired" if expired else ""
    yield from wrapped(f"{count(len(refreshed.offers), 'offer')} asked again: {summed}{more}", rest="  ")
    rows = [_row(one, refreshed.currency) for one in refreshed.offers if one.found != "unchanged" or one.expired]
    if rows:
        head = ["event", "who", "journey", "was", "is", "more", ""]
        yield from columns([head, *rows], right=frozenset({3, 4, 5}), indent="  ", headed=True)
    for one in refreshed.offers:
        if one.problem:
            yield from wrapped(f"{', '.join(one.names[:MOST_PEOPLE])}: {one.problem}", "  ! ", "    ")
    yield from _verdict(refreshed)


def _row(one: Refreshed, currency: str) -> list[str]:
    people = ", ".join(one.names[:MOST_PEOPLE])
    rest = len(one.names) - MOST_PEOPLE
    who = people + (f" +{rest}" if rest > 0 else "")
    more = _money(one, currency)
    fares = [one.fare, one.new_fare or "-", "-" if more is None else difference(more)]
    return [one.event_name, who, one.journeys[0].partition(" ")[0], *fares, WORDS[one.found]]


def _verdict(refreshed: Refresh) -> Iterator[str]:
    currency = refreshed.currency
    if refreshed.repriced is None:
        yield "The plan cannot be booked as it is."
    elif refreshed.repriced != refreshed.objective:
        now, before = amount(refreshed.repriced, currency), amount(refreshed.objective, currency)
        yield f"At these fares the plan costs {now}, was {before}."
    match refreshed.still_optimal:
        case True:
            yield "It is still the best of what is on sale, to the cent."
        case False:
            better = f"The best is now {amount(refreshed.best, currency)}; `sprintplan plan` writes it:"
            yield from wrapped(better, rest="  ")
            yield from (line for place in refreshed.places for line in wrapped(place, "  ", "    "))
        case None:
            yield "Whether it is still the best is unknown."
