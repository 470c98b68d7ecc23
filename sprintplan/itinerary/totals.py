"""Sums as the plan states them."""

from sprintplan.domain.scenario import Scenario
from sprintplan.domain.totals import Totals
from sprintplan.rules.costs import TOTALS
from sprintplan.solver.instance.figures import Figures
from sprintplan.units import money_text


def totals_record(figures: Figures, scenario: Scenario) -> Totals:
    """The `figures` of an event, of the year, or of an alternative as a plan of the `scenario` states them.

    What is given up is there where anything is booked.
    """
    currency, booked = scenario.currency, bool(scenario.history.bookings)
    return Totals(
        travel_hours=round(figures.minutes / 60, 2),
        co2e_kg=figures.grams / 1000,
        travellers=figures.travellers,
        remote=figures.remote,
        cash=money_text(figures.cash, currency),
        **{name: money_text(figures.total(name), currency) for name in TOTALS if booked or name != "given_up"},
    )
