"""What people should know of a plan as a whole, in a sentence each."""

from collections.abc import Iterator

from sprintplan.domain.plan import Plan
from sprintplan.problems import listed
from sprintplan.reports.formatting import month
from sprintplan.reports.place_names import place_names
from sprintplan.world.airports import airports

MOST_NAMED = 12
"""Venues that a sentence names."""


def plan_remarks(plan: Plan) -> Iterator[str]:
    """Sentences on what the plan did not look at, or assumed."""
    names = place_names(plan)
    for column, noun in (("room_rate", "room rates"), ("per_diem", "per diems")):
        assumed = [one for one in plan.rates_assumed if one.of == column]
        rates = (
            f"{names.get(one.venue, one.venue)} {one.amount} {plan.currency} in {month(one.month)}" for one in assumed
        )
        sources = "; ".join(dict.fromkeys(one.source for one in assumed))
        if assumed:
            yield f"{noun} are public rates, not quotes: {', '.join(rates)} ({sources})"
    yield from _unquoted(plan)
    if plan.visas_checked is False and _crosses_borders(plan):
        yield "visas were not looked at: the workspace has no visas.csv"


def _unquoted(plan: Plan) -> Iterator[str]:
    """Venues that may look cheaper than they are, as nothing is known of what others are paid for."""
    names, by_columns = place_names(plan), dict[tuple[str, ...], list[str]]()
    for venue in plan.venues:
        by_columns.setdefault(venue.unquoted, []).append(names[venue.venue])
    for columns, venues in by_columns.items():
        if columns:
            amounts = " and ".join(filter(None, [", ".join(map(_words, columns[:-1])), _words(columns[-1])]))
            it_is = "it may look cheaper than it is" if len(venues) == 1 else "they may look cheaper than they are"
            yield f"no {amounts} is known of {listed(venues, MOST_NAMED, 'venues')}, unlike of other venues: {it_is}"


def _words(column: str) -> str:
    return column.replace("_", " ")


def _crosses_borders(plan: Plan) -> bool:
    """Whether anybody travels to a venue from another country."""
    country = dict(zip(airports().codes, airports().countries, strict=True))

    def leaves(start: str) -> str:
        """The country of an airport, or of a place that is written with it."""
        return country.get(start, start.rsplit(", ", 1)[-1])

    return any(
        trip.outbound is not None and leaves(trip.outbound.start) != event.country
        for event in plan.events
        for trip in event.trips.contents
    )
