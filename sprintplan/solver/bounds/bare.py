"""What a candidate costs before any journey is looked at: a bound that takes next to no time, and a guess from it."""

from fractions import Fraction

import numpy as np

from sprintplan.domain.events import Event
from sprintplan.domain.exchange import rate_of
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.allowed import event_rates
from sprintplan.rules.attendance import standing
from sprintplan.rules.costs import ITEMS, GivenUp
from sprintplan.rules.exclusion import closures
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.units import currency_decimals
from sprintplan.world.airports import airport_distance_km, airports
from sprintplan.world.routes import routes

NONSTOP_KM_EUR, OTHER_KM_EUR = Fraction(4, 25), Fraction(1, 4)
"""About what a kilometre of a journey comes to, fare, time and CO2e, where there is a nonstop flight and where there is
none: least squares over the venues of `data/example-1000`. Only the order in which venues are judged depends on it."""
JOURNEY_MIN, KILOMETRE_MIN = 85, 0.086
"""Minutes of a journey of no length, and of a kilometre: a line through the fastest journeys of `data/example-1000`.
Only the order in which venues are judged depends on it."""
CERTAIN = tuple(item for item in ITEMS if not isinstance(item, GivenUp))
"""Items of which no journey takes anything off. A booking that is used is given up no more, but its fare is paid."""


def bare_bounds(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, today: int
) -> list[int | None]:
    """By start what the event costs at least there, minor units; None where it is ruled out whoever travels.

    Journeys count nothing; of everybody who would travel counts what is less, to be there or to stay away.

    Parameters
    ----------
    scenario : the workspace
    event, venue : what is held where
    classes : the traveller classes of the event
    today : day number of the planning date
    """
    rates, shape = event_rates(scenario, event, venue, classes), (len(event.starts), len(classes))
    there, away = (
        sum((item.of_people(rates, stand) for item in CERTAIN), np.zeros(shape, np.int64))
        for stand in (
            standing(scenario, event, venue, classes, np.full(shape, reached), today) for reached in (True, False)
        )
    )
    least = sum(item.of_venue(rates) for item in CERTAIN) + np.minimum(there, away) @ classes.heads
    closed = (next(closures(scenario, event, venue, day), None) is not None for day in event.starts)
    return [None if out else bound for out, bound in zip(closed, least.tolist(), strict=True)]


def kilometres(venue: Venue, classes: TravellerClasses) -> Int64:
    """(classes,) how far each lives from a venue, by its nearest airport; 0 where that is not known.

    Parameters
    ----------
    venue : where the event would be
    classes : the traveller classes of an event
    """
    home, placed, ends = _homes_and_ends(venue, classes)
    km = np.zeros(len(home), np.int64)
    if len(ends) and placed.any():
        km[placed] = airport_distance_km(home[placed][:, None], ends).min(axis=1)
    return km


def have_nonstop(venue: Venue, classes: TravellerClasses) -> Mask:
    """(classes,) whether there is a nonstop flight between the first home airport of each and a venue.

    Parameters
    ----------
    venue : where the event would be
    classes : the traveller classes of an event
    """
    home, placed, ends = _homes_and_ends(venue, classes)
    known = np.where(placed, home, 0)
    return np.asarray(routes().has(known[:, None], ends).any(axis=1), np.bool_)


def _homes_and_ends(venue: Venue, classes: TravellerClasses) -> tuple[Int64, Mask, Int64]:
    """(classes,) the first home airport of each, and whether it is known; and (ends,) the airports of a venue."""
    home = classes.homes[:, 0]
    return home, home < len(airports().codes), np.array(airports().numbers(venue.airports), np.int64)


def journeys_about(scenario: Scenario, km: Int64, nonstop: Mask, heads: Int64) -> int:
    """About what everybody's journeys to a venue and back come to, minor units, by distance and nonstop flights.

    Parameters
    ----------
    scenario : states the currency
    km, nonstop, heads : (classes,) how far each lives from the venue, whether a nonstop flight leads there, and people
    """
    rate = rate_of(scenario.currency, "EUR", scenario.stated_rates, scenario.rates_date)
    if rate is None:
        return 0
    minor = 10 ** currency_decimals(scenario.currency) / Fraction(rate.rate)
    euros = NONSTOP_KM_EUR * int(km[nonstop] @ heads[nonstop]) + OTHER_KM_EUR * int(km[~nonstop] @ heads[~nonstop])
    return int(2 * euros * minor)


def minutes_about(km: Int64) -> Int64:
    """(n,) about how long the fastest journeys over so many kilometres, `km` (n,), take."""
    return np.asarray(JOURNEY_MIN + KILOMETRE_MIN * km, np.int64)
