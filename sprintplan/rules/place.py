"""What a venue is to a person: home or abroad, open or closed to them."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from sprintplan.domain.people import Home, Person
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.domain.visa_rules import VisaRule
from sprintplan.offers.table import Mask
from sprintplan.rules.traits import Traits
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.world.airports import airports
from sprintplan.world.distance import great_circle_km

NO_ADMISSION = "no admission"
UNKNOWN_CITIZENSHIP = "unknown citizenship"
GRANTED_BEFORE = ("e-visa", "visa required")
"""Requirements of visas.csv that have to be applied for before the journey."""


@dataclass(frozen=True)
class VisaWay:
    """One way to be let in: days before departure, fee in minor units, what is known of it, and with which passport."""

    lead_days: int
    fee_minor: int
    requirement: str
    known: bool
    passport: str = ""

    def in_time(self, days_ahead: int) -> bool:
        """Whether it can be had `days_ahead` of a departure; what takes no days always can, also where the departure is
        past."""
        return not self.lead_days or self.lead_days <= days_ahead


NOTHING_NEEDED = VisaWay(0, 0, "", True)


def is_local(scenario: Scenario, who: Traits | Person, venue: Venue) -> bool:
    """Whether a person, `who`, lives at or near the `venue`, by the `local_km` of the `scenario`."""
    home = who.home
    if venue.id in who.local_to:
        return True
    if home.coded:
        return not set(home.airports).isdisjoint(venue.airports)
    if home.latitude is None or home.longitude is None:
        return False
    return city_is_near(home.latitude, home.longitude, venue.airports, scenario.policy.local_km)


@cache
def city_is_near(latitude: float, longitude: float, codes: tuple[str, ...], within_km: int) -> bool:
    """Whether any airport of `codes` lies within `within_km` of a position, `latitude` and `longitude` in degrees."""
    table = airports()
    numbers = table.numbers(codes)
    away = great_circle_km(latitude, longitude, table.latitude[numbers], table.longitude[numbers])
    return bool(np.any(away <= within_km))


def km_from_home(home: Home, venue: Venue) -> float:
    """Kilometres from the home city, else from the nearest home airport, to the nearest of the venue's airports."""
    table = airports()
    mine, ends = table.numbers(home.airports), table.numbers(venue.airports)
    latitude, longitude = table.latitude[mine][:, None], table.longitude[mine][:, None]
    if home.latitude is not None and home.longitude is not None:
        latitude, longitude = np.array([[home.latitude]]), np.array([[home.longitude]])
    return float(great_circle_km(latitude, longitude, table.latitude[ends], table.longitude[ends]).min(initial=np.inf))


def local_classes(scenario: Scenario, classes: TravellerClasses, venue: Venue) -> Mask:
    """(classes,) which of the traveller `classes` live at or near the `venue`, by the `local_km` of the `scenario`."""
    served = np.zeros(len(airports().codes) + 1, np.bool_)
    served[airports().numbers(venue.airports)] = True
    local = np.any(served[classes.homes], axis=1) & classes.coded
    for number in classes.placed:
        local[number] = is_local(scenario, classes[number].traits, venue)
    return np.asarray(local, np.bool_)


def flies(scenario: Scenario, traits: Traits, venue: Venue) -> bool:
    """Whether a person with these `traits` needs journeys to come to the `venue` in a `scenario`."""
    return venue.id not in traits.own_travel and not is_local(scenario, traits, venue)


def visa_ways(scenario: Scenario, traits: Traits, venue: Venue) -> tuple[VisaWay, ...]:
    """Every way to be let in that the citizenships of a person give, best known first, of equals as written; empty: no
    admission.

    Parameters
    ----------
    scenario : states what each requirement takes
    traits : those of the person
    venue : whose country
    """
    country = venue.country
    at_home = country == traits.home.country or is_local(scenario, traits, venue)
    if scenario.visas is None or at_home or country in traits.may_enter:
        return (NOTHING_NEEDED,)
    if not traits.citizenship:
        return (VisaWay(0, 0, UNKNOWN_CITIZENSHIP, False),)
    visas = dict.fromkeys(_way(scenario, passport, country) for passport in traits.citizenship)
    return tuple(sorted(filter(None, visas), key=lambda way: (way.lead_days, way.fee_minor, not way.known)))


def needs_visa(scenario: Scenario, traits: Traits, venue: Venue) -> bool:
    """Whether a person with these `traits` has to be granted a visa for the `venue` before the journey, whatever
    citizenship they use, by the rules of the `scenario`; unknown is no."""
    ways = visa_ways(scenario, traits, venue)
    return all(way.requirement in GRANTED_BEFORE for way in ways)


def may_need_visa(scenario: Scenario, traits: Traits, venue: Venue) -> bool:
    """Whether a person with these `traits` needs a visa for the `venue` by the rules of the `scenario`, or may need
    one, as visas.csv does not tell."""
    ways = visa_ways(scenario, traits, venue)
    return all(way.requirement in GRANTED_BEFORE or not way.known for way in ways)


def _way(scenario: Scenario, passport: str, country: str) -> VisaWay | None:
    if passport == country:
        return VisaWay(0, 0, "own country", True, passport)
    requirement = (scenario.visas or {}).get((passport, country))
    if requirement is None:
        return VisaWay(0, 0, f"visa requirement not known for passport {passport}", False, passport)
    if requirement == NO_ADMISSION:
        return None
    rule = scenario.policy.visa.get(requirement) or VisaRule()
    return VisaWay(rule.lead_days, rule.fee_minor, requirement, True, passport)


def best_way(ways: tuple[VisaWay, ...], days_ahead: int) -> VisaWay | None:
    """The cheapest of some `ways` that is in time `days_ahead` of the departure; None where none is."""
    in_time = [way for way in ways if way.in_time(days_ahead)]
    return min(in_time, key=lambda way: (way.fee_minor, not way.known, way.lead_days), default=None)


def transit_ways(scenario: Scenario, traits: Traits, venue: Venue, country: str) -> tuple[VisaWay, ...]:
    """What a connection in a country takes on the way to or from a venue, by each citizenship; empty where none may.

    Parameters
    ----------
    scenario : the workspace
    traits : whose
    venue : to enter its country is enough for a connection there
    country : ISO 3166-1 alpha-2 code
    """
    free = (traits.home.country, venue.country, *traits.may_enter)
    if scenario.transit is None or country in free or not traits.citizenship:
        return (NOTHING_NEEDED,)
    transits = dict.fromkeys(_transit(scenario, passport, country) for passport in traits.citizenship)
    return tuple(sorted(filter(None, transits), key=lambda way: (way.lead_days, way.fee_minor)))


def _transit(scenario: Scenario, passport: str, country: str) -> VisaWay | None:
    requirement = None if passport == country else (scenario.transit or {}).get((passport, country))
    if requirement == NO_ADMISSION:
        return None
    rule = scenario.policy.visa.get(requirement or "")
    return VisaWay(rule.lead_days, rule.fee_minor, requirement or "", True, passport) if rule else NOTHING_NEEDED
