"""What the rest of a plan takes of the year's limits, where one event is looked at given that rest."""

from dataclasses import dataclass

from sprintplan.offers.table import Int64


@dataclass(frozen=True)
class Spent:
    """Cash in minor units, grams of CO2e; (people,) minutes in journeys and long trips, None where nothing is spent."""

    cash: int = 0
    grams: int = 0
    minutes: Int64 | None = None
    trips: Int64 | None = None


NOTHING_SPENT = Spent()
