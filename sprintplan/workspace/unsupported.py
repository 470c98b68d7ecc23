"""Limits of the contract that this version reads but does not enforce: refused, never ignored."""

from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError, Place, Problem


def refuse_unsupported(scenario: Scenario) -> None:
    """Raise InputError where the workspace states a limit that plans of this version would not keep."""
    limits, toml = scenario.limits, "sprint.toml"
    stated = {
        "limits.budget": limits.budget_minor is not None,
        "event.budget": any(event.budget_minor is not None for event in scenario.events),
        "limits.co2e_tonnes": limits.co2e_g is not None,
        "limits.traveller_hours_per_year": limits.traveller_hours is not None,
        "limits.long_haul": limits.long_haul is not None,
        "limits.holiday_share": limits.holiday_share is not None,
        'offers.source = "duffel"': scenario.source == "duffel",
    }
    places = [(toml, key) for key, there in stated.items() if there]
    for venue in scenario.venues:
        if venue.rooms is not None:
            places.append(("venues.csv", f"rooms of {venue.id}"))
        if venue.shuttle_cost_minor is not None:
            places.append(("venues.csv", f"shuttle_cost of {venue.id}"))
    remedy = "Leave it out: a plan of this version would not keep it"
    problems = [Problem(Place(file), f"{key} is not enforced yet", remedy) for file, key in places]
    if problems:
        raise InputError(problems)
