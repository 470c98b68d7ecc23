"""Connections are sold where airlines share a ticket."""

import numpy as np

from sprintplan.offers.estimate.tickets import TWO_TICKETS_FACTOR, apart_minutes, route_tickets, ticket_factor
from sprintplan.world.airports import airports
from sprintplan.world.routes import routes


def route(origin: str, destination: str) -> int:
    return int(routes().number(*airports().numbers([origin, destination])))


def test_partners_connect_and_airlines_without_connections_do_not() -> None:
    """Frankfurt to Tokyo and on to Sapporo is sold by one alliance; Bergamo to Stansted has low-cost airlines alone."""
    far, onward, alone = route("FRA", "HND"), route("HND", "CTS"), route("BGY", "STN")
    bits = route_tickets()
    assert apart_minutes(bits[far], bits[onward]) == 0
    assert not bits[alone].any()
    assert apart_minutes(bits[alone], bits[far]) > apart_minutes(bits[far], bits[far])


def test_charter_airlines_sell_no_connection_through_an_airport_of_holidays() -> None:
    """Holiday airlines alone fly from Brno to Antalya, and none of them takes anybody on to Warsaw or Istanbul."""
    bits = route_tickets()
    out, *onward = route("BRQ", "AYT"), route("AYT", "WAW"), route("AYT", "IST")
    assert all(apart_minutes(bits[out], bits[on]) > 0 for on in onward)
    assert apart_minutes(bits[route("ESB", "IST")], bits[route("IST", "WAW")]) == 0


def test_two_tickets_cost_more_than_one() -> None:
    """Two flights of one alliance, two that nobody sells together, and a nonstop flight."""
    shared = [route("FRA", "HND"), route("HND", "CTS"), -1]
    apart = [route("BGY", "STN"), route("STN", "DUB"), -1]
    nonstop = [route("FRA", "HND"), -1, -1]
    flown = np.array([shared, apart, nonstop], np.int32).T
    assert ticket_factor(flown).tolist() == [1, TWO_TICKETS_FACTOR, 1]
