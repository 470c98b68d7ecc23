"""Random years about days on which many travellers have a public holiday, and in which fewer of them are worth much."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from sprintplan.domain.events import Event
from sprintplan.domain.people import Person
from sprintplan.domain.venues import Venue
from tests.build import year as builders
from tests.properties.random_offers import DAY
from tests.properties.random_workspace import WorkspaceDice
from tests.properties.random_year import RandomYear

HOLIDAYS = {
    date(2027, 5, 6): ("CDG", "FRA", "Riga, LV"),
    date(2027, 5, 17): ("CDG", "FRA", "Basel, CH"),
    date(2027, 5, 31): ("LHR", "London, GB"),
    date(2027, 8, 2): ("DUB",),
    date(2027, 10, 12): ("MAD",),
}
"""Days, and homes that have a holiday on each."""
TIES = (20_000, 100_000, 300_000, 1_000_000)


class _HolidayDice(WorkspaceDice):
    """A year with few rules, whose events may begin on several days about a holiday."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.calm = True

    def events(self) -> list[Event]:
        days = sorted(self.random.sample(list(HOLIDAYS), self.one(1, 1, 2)))
        names = ("spring", "autumn")[: len(days)]
        return [self.event(name, day - self.one(0, 1, 2) * DAY) for name, day in zip(names, days, strict=True)]

    def event(self, id: str, first: date) -> Event:
        found = super().event(id, first)
        starts = {first, *(first + n * DAY for n in self.random.sample(range(1, 6), self.one(1, 2, 3)))}
        return found.changed(starts=tuple(sorted(starts)), avoid=())

    def people(self, events: Sequence[Event], venues: Sequence[Venue]) -> list[Person]:
        days = [one.starts[0] + n * DAY for one in events for n in range(3)]
        homes = [home for day in days for home in HOLIDAYS.get(day, ())]
        bare: dict[str, Any] = {"unavailable": (), "own_travel": (), "local_to": ()}
        return [
            one.changed(home=builders.home(self.one(*homes)) if self.often(0.7) else one.home, **bare)
            for one in super().people(events, venues)
        ]


def random_holidays(seed: int) -> RandomYear:
    """The year of a seed."""
    found = _HolidayDice(Random(f"holidays {seed}")).year()
    worth = found.scenario.objective.changed(tie_minor=TIES[seed % len(TIES)])
    return RandomYear(found.scenario.changed(objective=worth), found.quotes, found.today)
