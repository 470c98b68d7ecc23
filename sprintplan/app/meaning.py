"""The events and venues of a workspace that somebody means, by id or name, venues by their city too."""

from sprintplan.domain.scenario import Scenario
from sprintplan.reports.lookup import meant

WHERE = "the workspace"


def event_meant(scenario: Scenario, asked: str) -> str:
    """The id of an event of a `scenario`, `asked` for by id or name.

    Raises
    ------
    UsageError : no event, or more than one, is meant
    """
    return meant(asked, {one.id: one.name for one in scenario.events}, "event", where=WHERE)


def venue_meant(scenario: Scenario, asked: str) -> str:
    """The id of a venue of a `scenario`, `asked` for by id, name or city.

    Raises
    ------
    UsageError : no venue, or more than one, is meant
    """
    cities = {one.id: one.city for one in scenario.venues}
    return meant(asked, {one.id: one.name for one in scenario.venues}, "venue", cities, WHERE)
