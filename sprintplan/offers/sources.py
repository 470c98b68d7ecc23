"""Opens the source of offers that a scenario names."""

from datetime import date

from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError, Place, Problem
from sprintplan.offers.source import OfferSource


def open_source(scenario: Scenario, today: date) -> OfferSource:
    """The scenario's source, with the emissions that it asks for; each is imported when it is asked for.

    Raises
    ------
    InputError where the source's own inputs cannot be read, or the source is not available
    """
    source = _named(scenario, today)
    if scenario.emissions == "travel_impact":
        from sprintplan.offers.emissions import WithTravelImpact

        return WithTravelImpact(source, scenario)
    return source


def _named(scenario: Scenario, today: date) -> OfferSource:
    match scenario.source:
        case "estimate":
            from sprintplan.offers.estimate import EstimateSource

            return EstimateSource(scenario, today)
        case "files":
            from sprintplan.offers.files import FileSource

            return FileSource(scenario)
    remedy = 'Take "estimate" or "files"'
    raise InputError([Problem(Place("sprint.toml"), f'offers from "{scenario.source}" cannot be read yet', remedy)])
