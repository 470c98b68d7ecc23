"""Which events have too few seats on sale, whatever rule is loosened."""

from collections.abc import Iterable, Iterator

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.bounds.compatibility import Pick, first_day
from sprintplan.solver.bounds.shortages import Shortage
from sprintplan.units import day_words


def shortages(scenario: Scenario, known: Iterable[tuple[Pick, Shortage | None]]) -> Iterator[str]:
    """A sentence for each event of a `scenario` with too few seats at all candidates: where the fewest are missing,
    of equally many on the earliest day.

    Parameters
    ----------
    known : candidates with the seats that are missing there, None where it is not known that any are
    """
    by_event: dict[int, list[tuple[Pick, Shortage | None]]] = {}
    for pick, short in known:
        by_event.setdefault(pick.event, []).append((pick, short))
    for mine in by_event.values():
        short_of = [(short.missing, pick, short) for pick, short in mine if short]
        if len(short_of) == len(mine):
            _, pick, short = min(short_of, key=lambda one: (one[0], first_day(scenario, one[1]), one[1].venue))
            yield _sentence(scenario, pick, short)


def _sentence(scenario: Scenario, pick: Pick, short: Shortage) -> str:
    """The shortage at one candidate in words."""
    event, place = scenario.events[pick.event], scenario.place_names[scenario.venues[pick.venue].id]
    home = "" if short.person is None else f" whose home is {scenario.people[short.person].home.text}"
    seats = "1 seat" if short.seats == 1 else f"{short.seats} seats"
    way = "out" if short.outbound else "back"
    return (
        f"{event.name} has too few seats on sale at every venue and first day; the fewest are missing in {place} from "
        f"{day_words(first_day(scenario, pick))}: {seats} {way} for {short.heads} travellers{home}"
    )
