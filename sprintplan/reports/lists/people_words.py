"""Titles of lists and heads of their columns as people read them; programs read the names."""

from sprintplan.domain.columns import OWN_PREFIX

TITLES = {
    "actuals": "Planned and booked",
    "allowances": "Within what everybody may book",
    "approvals": "Trips to approve",
    "attendees": "Who is there",
    "budget": "Cash and budget",
    "bookings": "What to book",
    "changes": "What changes",
    "diets": "Diets by day",
    "guests": "Guests night by night",
    "hours": "Arrivals and departures by hour",
    "lieu": "Days in lieu",
    "manifest": "Arrivals and departures",
    "nights": "Rooms by night",
    "people": "Days in lieu by person",
    "rooming": "Rooming list",
    "transfers": "Transfers",
    "trips": "Every flight and ground journey",
    "visas": "Visas and permits",
}
WHY_EMPTY = {
    "allowances": "trips have allowances where sprint.toml has [policy.booking]",
    "approvals": "trips need approvals where sprint.toml has [[policy.approval]]",
    "changes": "a plan that `sprintplan replan` made has changes, where anybody's trip changes",
    "lieu": "trips earn days in lieu where sprint.toml has [policy.lieu]",
    "visas": "visas are looked at where the workspace has visas.csv",
}
"""Where the rows of a list come from that may well have none."""
HEADS = {
    "at": "Time",
    "bags": "Checked bags",
    "booked_on": "Booked on",
    "by": "Approver ID",
    "by_name": "Approver",
    "co2e_kg": "CO2e kg",
    "covers": "Ways",
    "co2e_levy": "CO2e levy",
    "email": "E-mail",
    "expires_utc": "Expires (UTC)",
    "fetched_utc": "Fare of (UTC)",
    "first_at": "First flight",
    "inbound_cabin": "Return cabin",
    "last_at": "Last flight",
    "leaves": "Leaves home",
    "offer": "Offer ID",
    "other_airport": "From / to",
    "out_route": "Outbound",
    "home_route": "Return",
    "person": "ID",
    "planned_home": "Planned return",
    "planned_out": "Planned outbound",
    "venue_cost": "Hire and day rates",
    "via_times": "Connection times",
}
"""Heads of columns whose name does not say it by itself."""
VALUES = {
    "both": "both ways",
    "inbound": "return",
    "local": "lives nearby",
    "own_travel": "own travel",
    "premium_economy": "premium economy",
    "remote": "cannot attend",
}
"""Words of the plan that people call otherwise."""
WAYS = {"out_": "Outbound ", "home_": "Return "}
"""What the names of columns of one way begin with, and their heads."""


def head_of(name: str) -> str:
    """The head of the column called `name`: "check_in" is "Check in", "x_cost_centre" is "Cost centre"."""
    if name in HEADS:
        return HEADS[name]
    way = next((begin for begin in WAYS if name.startswith(begin)), "")
    if way:
        return WAYS[way] + name.removeprefix(way).replace("_", " ")
    words = name.removeprefix(OWN_PREFIX).replace("_", " ").strip() or name
    return words[:1].upper() + words[1:]


def title_of(name: str) -> str:
    """The title of the list called `name`: "by team" is "By team"."""
    return TITLES.get(name, name[:1].upper() + name[1:])
