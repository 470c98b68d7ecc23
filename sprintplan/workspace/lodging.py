"""Room rates beside public ones of the same city and months: those that look wrong, and those that are taken."""

from collections.abc import Iterator
from fractions import Fraction

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import PublicRates, Venue
from sprintplan.problems import listed
from sprintplan.units import currency_decimals, money_text
from sprintplan.world.lodging import LODGING_SOURCE, public_rate

LEAST, MOST = Fraction(1, 2), Fraction(2)
"""Of the public rate: beyond these a room rate is more likely a slip of the pen than a bargain."""
MOST_VENUES = 12
"""Venues whose public rates a sentence lists."""
MONTHS = "January February March April May June July August September October November December".split()


def lodging_warnings(scenario: Scenario) -> tuple[str, ...]:
    """A sentence on room rates of a `scenario` far below the public ones, and one on those far above; venues without a
    rate pass.

    Cities that the table does not have, and currencies without a rate to the dollar, are not judged.
    """
    rate = rate_of(scenario.currency, "USD", scenario.stated_rates, scenario.rates_date)
    if rate is None:
        return ()
    minor_per_usd = Fraction(10) ** currency_decimals(scenario.currency) / Fraction(rate.rate)
    low, high = [], []
    for venue in (venue for venue in scenario.venues if venue.public_rate is None):
        rates = {month: usd * minor_per_usd for month, usd in _months(scenario, venue)}
        under = [month for month, public in rates.items() if 0 < venue.room_rate_minor < LEAST * public]
        over = [month for month, public in rates.items() if venue.room_rate_minor > MOST * public]
        low += [_rate_sentence(scenario, venue, under[0], rates[under[0]])] if under else []
        high += [_rate_sentence(scenario, venue, over[0], rates[over[0]])] if over else []
    return tuple(_sentences(low, high))


def _months(scenario: Scenario, venue: Venue) -> Iterator[tuple[int, int]]:
    """Months (0 is January) in which an event may start at the venue, with the public rate in dollars."""
    rate = public_rate(venue.city, venue.country, venue.airports)
    if rate and rate.place:
        yield from ((month, rate.usd[month]) for month in _months_of(scenario, venue))


def _months_of(scenario: Scenario, venue: Venue) -> list[int]:
    """Months (0 is January) in which an event may start at the venue."""
    return sorted({day.month - 1 for event in scenario.events if venue.id in event.venues for day in event.starts})


def assumed_rates(scenario: Scenario) -> Iterator[str]:
    """Sentences on the public rates that stand in for empty cells of a `scenario`, by venue and month, where there are
    any."""
    kinds = (
        ("room_rate", "lodging", "Write the room_rate that you were quoted, 0 where rooms are free"),
        ("per_diem", "meal", "Write the per_diem that you pay there"),
    )
    for column, noun, remedy in kinds:
        assumed = [*_assumed_of(scenario, column)]
        if assumed:
            named = f"{listed(assumed, MOST_VENUES, 'venues')} ({LODGING_SOURCE})"
            what = f"{column} is empty, so public {noun} rates count, in {scenario.currency}"
            yield f"venues.csv: {what}: {named}. {remedy}"


def _assumed_of(scenario: Scenario, column: str) -> Iterator[str]:
    """Each venue whose cell is empty, with the public rates of the months in question."""
    for venue in scenario.venues:
        public = venue.public_rate if column == "room_rate" else venue.public_meals
        if public and _months_of(scenario, venue):
            yield f"{scenario.place_names[venue.id]} {' and '.join(_by_month(scenario, venue, public))}"


def _by_month(scenario: Scenario, venue: Venue, public: PublicRates) -> Iterator[str]:
    """Each rate with the months that have it; the rate alone where all have the same."""
    months: dict[int, list[str]] = {}
    for month in _months_of(scenario, venue):
        months.setdefault(public.by_month_minor[month], []).append(MONTHS[month])
    for minor, names in months.items():
        when = f" in {', '.join(names)}" if len(months) > 1 else ""
        yield f"{money_text(minor, scenario.currency)}{when}"


def _rate_sentence(scenario: Scenario, venue: Venue, month: int, public: Fraction) -> str:
    scale = 10 ** currency_decimals(scenario.currency)
    rate = round(venue.room_rate_minor / scale)
    return f"{scenario.place_names[venue.id]} {rate} (public {round(public / scale)} in {MONTHS[month]})"


def _sentences(low: list[str], high: list[str]) -> Iterator[str]:
    remedy = f"Check amount and currency; public: {LODGING_SOURCE}"
    for rates, words in ((low, "under half of"), (high, "over twice")):
        if rates:
            yield f"venues.csv: room_rate is {words} the public rate of city and month: {', '.join(rates)}. {remedy}"
