"""One week in Lisbon for people from London, for computing by hand.

Ana lives in London and Lisbon has London's clock. The week is Monday 5 to Friday 9 April 2027; its eve is Sunday 4.
`arrive_by` 18:00 and `depart_after` 16:00 plus two hours of check-in make both ends 18:00. Nothing but fares counts
unless a test says so; whoever stays away costs 5000.
"""

from datetime import date
from typing import Any

from tests.build.year import Quote, person, quote, scenario
from tests.oracle.model import best

TODAY = date(2027, 1, 4)
AWAY = 5000


def out(day: int = 4, at: str = "12:00", lands: str = "14:40", fare: int | str = 100, **terms: Any) -> Quote:
    """A flight from London to Lisbon in April."""
    when = f"2027-04-{day:02}T"
    return quote(terms.pop("origin", "LHR"), "LIS", when + at, when + lands, fare, **terms)


def back(day: int = 9, at: str = "19:00", lands: str = "21:40", fare: int | str = 100, **terms: Any) -> Quote:
    """A flight from Lisbon to London in April."""
    when = f"2027-04-{day:02}T"
    return quote("LIS", terms.pop("destination", "LHR"), when + at, when + lands, fare, **terms)


def connection(arrives: str, departs: str, lands: str = "17:00", **terms: Any) -> Quote:
    """Out by way of Madrid from 08:00, with a wait from one time of 4 April to another."""
    waits = f"2027-04-04T{arrives}/2027-04-04T{departs}"
    return out(at="08:00", lands=lands, flights="TP1|TP2", via="MAD", via_times=waits, **terms)


def total(*quotes: Quote, people: Any = (), venues: Any = (), events: Any = (), **terms: Any) -> float | None:
    """The oracle's objective in whole units of money."""
    answer = best(scenario(people, venues, events, **terms), quotes, TODAY)
    return None if answer is None else answer.objective / 100


def staff(count: int, **terms: Any) -> list[Any]:
    return [person(f"p{n}", **terms) for n in range(count)]
