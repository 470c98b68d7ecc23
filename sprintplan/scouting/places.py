"""Every place of the world as a venue: the airports of a city, the public lodging of its month, nothing else known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.objective import PUBLIC
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError, Place, Problem
from sprintplan.workspace.venues import converted_rates
from sprintplan.world.airport_groups import AirportGroup
from sprintplan.world.cities import plain
from sprintplan.world.lodging import LODGING, MEALS, public_rate

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "", "'": ""})
"""Letters that are no others with an accent."""


@dataclass(frozen=True)
class Places:
    """Places that are looked at.

    Attributes
    ----------
    venues : one a group of airports, the most connected first
    groups : the groups, in the same order
    unpriced : groups that were left out because no public rate is known there
    """

    venues: tuple[Venue, ...]
    groups: tuple[AirportGroup, ...]
    unpriced: tuple[AirportGroup, ...]


def places(scenario: Scenario, groups: Iterable[AirportGroup]) -> Places:
    """The `groups` of airports as venues, in the currency of the `scenario`.

    Raises
    ------
    InputError : there is no rate between the dollar and the company's currency
    """
    rate = rate_of(scenario.currency, "USD", scenario.stated_rates, scenario.rates_date)
    if rate is None:
        what = f"public lodging rates are in USD and there is no rate between it and {scenario.currency}"
        raise InputError([Problem(Place("sprint.toml"), what, "State USD in [rates]")])
    by_city: dict[str, tuple[Venue, AirportGroup]] = {}
    unpriced: list[AirportGroup] = []
    for group in groups:
        name = next(name for name in place_ids(group) if name not in by_city)
        venue = _venue(name, group, scenario, rate.rate)
        if venue is None:
            unpriced.append(group)
        else:
            by_city[name] = venue, group
    venues, known = tuple(venue for venue, _ in by_city.values()), tuple(group for _, group in by_city.values())
    return Places(venues, known, tuple(unpriced))


def _venue(name: str, group: AirportGroup, scenario: Scenario, dollars: Decimal) -> Venue | None:
    """The place as a venue; None where no public rate is known that it needs."""
    kinds = (LODGING, MEALS) if scenario.objective.night_per_diem_minor == PUBLIC else (LODGING,)
    rates = [public_rate(group.city, group.country, group.airports, kind) for kind in kinds]
    stated = [converted_rates(rate, group.country, dollars, scenario.currency) for rate in rates if rate]
    if len(stated) < len(kinds):
        return None
    return Venue(
        id=name,
        name=group.city,
        city=group.city,
        country=group.country,
        airports=group.airports,
        public_rate=stated[0],
        public_meals=stated[1] if len(stated) > 1 else None,
    )


def place_ids(group: AirportGroup) -> Iterator[str]:
    """Ids for the place of a `group`: its city, then with its country, state and airport until nobody else has it."""
    city = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in plain(group.city).translate(_LETTERS))
    words = "-".join(filter(None, city.split("-"))) or group.airports[0].lower()
    yield words
    yield f"{words}-{group.country.lower()}"
    yield f"{words}-{(group.state or group.airports[0]).lower()}"
    yield f"{words}-{group.airports[0].lower()}"
