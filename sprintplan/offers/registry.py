"""Opens the source of offers that a scenario names."""

from datetime import date

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource


def open_source(scenario: Scenario, today: date) -> OfferSource:
    """The source of a `scenario` on the planning date, `today`, with the emissions that it asks for; each is imported
    when it is asked for.

    Raises
    ------
    InputError : the source's own inputs cannot be read
    OfferSourceError : the source has nothing to offer
    """
    source = _named(scenario, today)
    if scenario.emissions == "travel_impact":
        from sprintplan.offers.emissions import WithTravelImpact

        source = WithTravelImpact(source, scenario)
    if scenario.has_ground:
        from sprintplan.offers.ground.source import WithGround

        source = WithGround(source, scenario)
    return source


def _named(scenario: Scenario, today: date) -> OfferSource:
    match scenario.source:
        case "estimate":
            from sprintplan.offers.estimate import EstimateSource

            return EstimateSource(scenario, today)
        case "files":
            from sprintplan.offers.files import FileSource

            return FileSource(scenario)
        case "duffel":
            from sprintplan.offers.duffel.source import DuffelSource

            return DuffelSource(scenario)
