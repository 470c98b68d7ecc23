"""First days that lie before the planning date."""

from collections.abc import Iterator
from datetime import date

from sprintplan.domain.scenario import Scenario


def past_starts(scenario: Scenario, today: date) -> Iterator[str]:
    """A sentence for each event of a `scenario` that could begin before the planning date, `today`: such a day can
    still be chosen."""
    for event in scenario.events:
        past = [day for day in event.starts if day < today]
        if past:
            days = (
                f"{len(past)} of {len(event.starts)} first days of {event.name} lie before {today}, from {past[0]} on"
            )
            yield f"sprint.toml: event.starts: {days}. Leave them out, as they can be chosen like the others"
