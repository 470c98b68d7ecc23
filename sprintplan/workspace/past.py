"""First days that lie before the planning date."""

from collections.abc import Iterator
from datetime import date

from sprintplan.domain.scenario import Scenario


def past_starts(scenario: Scenario, today: date) -> Iterator[str]:
    """A sentence for each event of a `scenario` that could begin before the planning date, `today`: such a day can
    still be chosen."""
    for event in scenario.events:
        past, days = [day for day in event.starts if day < today], len(event.starts)
        if len(past) == days:
            which = f"all {days} first days" if days > 1 else "the only first day"
            what = f"{which} of {event.name}, the last one {past[-1]}," if days > 1 else f"{which} of {event.name}"
            lie = f"{what} lie{'' if days > 1 else 's'} before {today}"
            yield f"sprint.toml: event.starts: {lie}. Write days to come: a plan takes one that is over until then"
        elif past:
            lie = f"{len(past)} of {days} first days of {event.name} lie before {today}, from {past[0]} on"
            yield f"sprint.toml: event.starts: {lie}. Leave them out, as they can be chosen like the others"
