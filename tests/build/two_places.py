"""A year that states all of an optimal plan's newer members: a first day that is preferred, and a swapped year.

Two people fly from London, where Monday 31 May is a holiday, to one of two venues for each of two events. Spring costs
20 less about the holiday than a week later, and `objective.tie` gives that up.
"""

from datetime import date, timedelta

from sprintplan.domain.limits import Limits
from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from tests.build.two_weeks import AUTUMN, flight, planned_of
from tests.build.year import Quote, event, objective, person, scenario, venue

BANK_HOLIDAY, WEEK_AFTER = date(2027, 5, 31), date(2027, 6, 7)
FARES = {BANK_HOLIDAY: 90, WEEK_AFTER: 100, AUTUMN: 100}


def two_places() -> tuple[Scenario, list[Quote]]:
    """The workspace, and what is on sale; Madrid costs 30 more each way in autumn, 50 in spring."""
    venues = [venue(), venue("madrid", "MAD")]
    events = [event(starts=[BANK_HOLIDAY, WEEK_AFTER], days=3), event("autumn", [AUTUMN], days=3)]
    worth = objective(travel_hour=600).changed(tie_minor=6000)
    people = [person("ana", "LHR"), person("bob", "LHR")]
    year = scenario(people, venues, events, objective=worth, limits=Limits(different="venue"))
    return year, [quote for monday in FARES for place in ("LIS", "MAD") for quote in _trip(monday, place)]


def _trip(monday: date, place: str) -> list[Quote]:
    more = 0 if place == "LIS" else 30 if monday == AUTUMN else 50
    fare = FARES[monday] + more
    return [
        flight("LHR", place, monday - timedelta(days=1), 9, fare, minutes=160 if place == "LIS" else 220),
        flight(place, "LHR", monday + timedelta(days=2), 20, fare, minutes=160 if place == "LIS" else 120),
    ]


def two_places_plan() -> Plan:
    """Its plan."""
    year, quotes = two_places()
    return planned_of(year, quotes)
