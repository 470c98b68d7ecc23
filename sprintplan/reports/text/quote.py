"""What `quote` tells: searches by venue, how the kept answers stand, and what asking brought."""

from collections.abc import Iterator
from dataclasses import asdict

from sprintplan.domain.quotes import STATES, AdaptiveQuotes, Quotes, VenueQuotes
from sprintplan.reports.formatting import columns, count, day, thousands, wrapped
from sprintplan.units import MINUTES_PER_HOUR

MOST_PROBLEMS = 8
SEARCHES_PER_MINUTE = 25
"""Duffel's usual limit is 60 requests a minute; a search takes two at least, and some of the limit is left alone."""
STATE_WORDS = {
    "ok": "with offers",
    "empty": "with no offers",
    "partial": "in part",
    "rate_limited": "refused as too many",
    "failed": "failed",
}


def quote_facts(quotes: Quotes) -> dict[str, object]:
    """The searches of `quotes`, and how they stand and went, as JSON has it."""
    return {
        "host": quotes.host,
        "searches": quotes.searches,
        "queries": quotes.stands,
        "venues": [
            {"venue": one.venue, "name": one.name, "searches": sum(one.stands.values()), "queries": one.stands}
            for one in quotes.venues
        ],
        "asked": quotes.asked,
        "problems": list(quotes.problems),
        "left": quotes.left,
    }


def quote_text(quotes: Quotes) -> str:
    """The same `quotes` for people."""
    return "\n".join(_lines(quotes)) + "\n"


def _lines(quotes: Quotes) -> Iterator[str]:
    before = ", as they stood before" if quotes.asked else ""
    everything = f"{count(quotes.searches, 'search', 'searches')} for everything{before}"
    yield from wrapped(f"Live fares from {quotes.host}: {everything}", rest="  ")
    shown = [word for word in STATES if quotes.stands[word]]
    rows = [["venue", "searches", *shown], *(_row(one, shown) for one in quotes.venues)]
    yield from columns(rows, right=frozenset(range(1, len(shown) + 2)), indent="  ", headed=True)
    shared = sum(sum(one.stands.values()) for one in quotes.venues) - quotes.searches
    if shared:
        yield from wrapped(f"({thousands(shared)} of these are shared by venues and asked once)", "  ", "  ")
    yield from _asked(quotes)
    if quotes.left:
        yield f"Still to ask: {count(quotes.left, 'search', 'searches')}, {_time(quotes.left)} at 60 requests a minute"
    else:
        yield "Every answer is there and fresh."


def _time(searches: int) -> str:
    """How long so many searches take, in minutes or, where that is an hour or more, in hours."""
    minutes = -(-searches // SEARCHES_PER_MINUTE)
    return count(minutes, "minute") if minutes < MINUTES_PER_HOUR else count(-(-minutes // MINUTES_PER_HOUR), "hour")


def _row(one: VenueQuotes, shown: list[str]) -> list[str]:
    return [one.name, thousands(sum(one.stands.values())), *(thousands(one.stands[word]) for word in shown)]


def adaptive_facts(quotes: AdaptiveQuotes) -> dict[str, object]:
    """The leaders and searches of an adaptive run, `quotes`, as JSON has it."""
    return {
        "host": quotes.host,
        "searches": quotes.searches,
        "kept": quotes.kept,
        "asked": quotes.asked,
        "share": round(quotes.made / quotes.searches, 6) if quotes.searches else 0.0,
        "settled": quotes.settled,
        "risk": round(quotes.risk, 4),
        "confidence": quotes.confidence,
        "leaders": [asdict(one) | {"first_day": str(one.first_day)} for one in quotes.leaders],
        "problems": list(quotes.problems),
    }


def adaptive_text(quotes: AdaptiveQuotes) -> str:
    """The same `quotes` for people."""
    return "\n".join(_adaptive(quotes)) + "\n"


def _adaptive(quotes: AdaptiveQuotes) -> Iterator[str]:
    share = 100 * quotes.made / max(1, quotes.searches)
    everything = f"{count(quotes.searches, 'search', 'searches')} that everything takes ({share:.1f} %)"
    before = f"; {thousands(quotes.kept)} answers were there before" if quotes.kept else ""
    yield from wrapped(f"Live fares from {quotes.host}: {thousands(quotes.made)} of {everything}{before}", rest="  ")
    for leader in quotes.leaders:
        yield from wrapped(f"{leader.name}: {leader.venue_name}, {day(leader.first_day)}", "  ", "    ")
    yield from _asked(quotes)
    if quotes.settled:
        sure = f"at least {100 * quotes.confidence:g} % asked for"
        yield from wrapped(f"Settled: {_chance(quotes.risk)} that another choice costs less ({sure}).", rest="  ")
    else:
        yield from wrapped(f"Not settled: {_chance(quotes.risk)} that another choice costs less.", rest="  ")


def _chance(risk: float) -> str:
    return "a chance under 1 %" if risk < 0.01 else f"a chance of {100 * risk:.0f} %"


def _asked(quotes: Quotes | AdaptiveQuotes) -> Iterator[str]:
    if not quotes.asked:
        return
    message = ", ".join(
        f"{thousands(quotes.asked[state])} {word}" for state, word in STATE_WORDS.items() if quotes.asked.get(state)
    )
    yield from wrapped(f"Asked {count(sum(quotes.asked.values()), 'search', 'searches')}: {message}", rest="  ")
    for problem in quotes.problems[:MOST_PROBLEMS]:
        yield from wrapped(problem, "  ! ", "    ")
    more = len(quotes.problems) - MOST_PROBLEMS
    if more > 0:
        yield f"  ! and {thousands(more)} more"
