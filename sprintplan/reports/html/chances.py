"""In how many likely markets each place is the best, as bars."""

from collections.abc import Mapping
from dataclasses import dataclass

from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.reports.certainty_words import certainty_sentences, doubt, hundredths
from sprintplan.reports.html.candidates import BAR, as_word

MOST_PLACES = 5
"""Places with a bar of their own, beside the chosen one."""
REST = "other places"


@dataclass(frozen=True)
class Chance:
    """A place with the markets out of a hundred in which it is the best, and the length of its bar."""

    place: str
    markets: str
    length: float
    chosen: bool


@dataclass(frozen=True)
class Chances:
    """How sure the choice of an event is: sentences, and a bar a place; nothing where no market was drawn."""

    sentences: tuple[str, ...]
    places: tuple[Chance, ...]


def chances(plan: Plan, event: EventPlan, cities: Mapping[str, str]) -> Chances:
    """How sure the choice of an event is.

    Parameters
    ----------
    plan : the plan
    event : one of its events
    cities : names of venues whose city the plan states, by their ids
    """
    sure = doubt(plan, event)
    if sure is None:
        return Chances((), ())
    shares: dict[str, float] = {}
    for other in event.alternatives:
        if other.venue != event.venue and other.chance:
            shares[other.venue] = shares.get(other.venue, 0.0) + other.chance
    best = sorted(shares.items(), key=lambda one: -one[1])[:MOST_PLACES]
    rest = max(0.0, 1 - sure.chance_venue - sum(share for _, share in best))
    chosen_first = [(event.venue, sure.chance_venue), *best]
    places = [
        _chance(cities.get(venue) or as_word(venue), share, venue == event.venue) for venue, share in chosen_first
    ]
    if rest > 0.5 / sure.markets:
        places.append(_chance(REST, rest, False))
    sentences = certainty_sentences(plan, event, cities)
    return Chances(tuple(f"{one[:1].upper()}{one[1:]}." for one in sentences), tuple(places))


def _chance(place: str, share: float, chosen: bool) -> Chance:
    return Chance(place, hundredths(share), round(share * BAR, 1), chosen)
