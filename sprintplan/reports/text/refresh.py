"""What `quote --refresh` tells: each offer that changed, and whether the plan is still the best."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from sprintplan.domain.refresh import Found, Refresh, Refreshed
from sprintplan.reports.formatting import amount, columns, count, difference, fit, wrapped
from sprintplan.units import money_text

WORDS: dict[Found, str] = {
    "unchanged": "as it was",
    "changed": "fare changed",
    "renewed": "sold anew",
    "gone": "gone",
    "failed": "not known",
}
MOST_PEOPLE = 3


def refresh_facts(told: Refresh) -> dict[str, object]:
    """The offers of a refresh, `told`, and what they make of the plan, as JSON has it."""
    offers = [asdict(one) | {"difference": _money(one, told.currency)} for one in told.offers]
    for one in offers:
        del one["difference_minor"]
    return {
        "currency": told.currency,
        "objective": told.objective,
        "repriced": told.repriced,
        "best": told.best,
        "still_optimal": told.still_optimal,
        "places": list(told.places),
        "offers": offers,
    }


def _money(one: Refreshed, currency: str) -> str | None:
    return None if one.difference_minor is None else money_text(one.difference_minor, currency)


def refresh_text(told: Refresh) -> str:
    """The same refresh, `told`, for people."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Refresh) -> Iterator[str]:
    counts = Counter(one.found for one in told.offers)
    summed = ", ".join(f"{counts[found]} {word}" for found, word in WORDS.items() if counts[found])
    expired = sum(one.expired for one in told.offers)
    more = f"; {count(expired, 'offer')} had expired" if expired else ""
    yield from wrapped(f"{count(len(told.offers), 'offer')} asked again: {summed}{more}", rest="  ")
    rows = [_row(one, told.currency) for one in told.offers if one.found != "unchanged" or one.expired]
    if rows:
        head = ["event", "who", "journey", "was", "is", "more", ""]
        yield from (f"  {line}" for line in columns([head, *rows], right=frozenset({3, 4, 5}), width=78))
    for one in told.offers:
        if one.problem:
            yield from wrapped(f"{', '.join(one.people[:MOST_PEOPLE])}: {one.problem}", "  ! ", "    ")
    yield from _verdict(told)


def _row(one: Refreshed, currency: str) -> list[str]:
    people = ", ".join(one.people[:MOST_PEOPLE])
    rest = len(one.people) - MOST_PEOPLE
    who = fit(people + (f" +{rest}" if rest > 0 else ""), 20)
    more = _money(one, currency)
    fares = [one.fare, one.new_fare or "-", "-" if more is None else difference(more)]
    return [one.event, who, one.journeys[0].partition(" ")[0], *fares, WORDS[one.found]]


def _verdict(told: Refresh) -> Iterator[str]:
    currency = told.currency
    if told.repriced is None:
        yield "The plan cannot be booked as it is."
    elif told.repriced != told.objective:
        now, before = amount(told.repriced, currency), amount(told.objective, currency)
        yield f"At these fares the plan costs {now}, was {before}."
    match told.still_optimal:
        case True:
            yield "It is still the best of what is on sale, to the cent."
        case False:
            better = f"The best is now {amount(told.best, currency)}; `sprintplan plan` writes it:"
            yield from wrapped(better, rest="  ")
            yield from (line for place in told.places for line in wrapped(place, "  ", "    "))
        case None:
            yield "Whether it is still the best cannot be told."
