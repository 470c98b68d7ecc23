"""Random journeys on sale, around the days that candidates need, so that much of them is of use."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sprintplan.domain.events import Event
from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.world.airports import airport_distance_km
from tests.build import year as builders
from tests.build.clocks import number, utc_minutes, wall_clock
from tests.build.year import Quote

if TYPE_CHECKING:
    from tests.properties.random_year import YearDice


HUBS = ("FRA", "CDG", "MUC", "DUB")


CARRIERS = ("AA", "BB", "CC")


CABINS = tuple(CABIN_BY_WORD)


MOST_QUOTES = 60


DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@cache
def distance_km(origin: str, destination: str) -> int:
    """Whole kilometres between two airports."""
    return int(airport_distance_km(number(origin), number(destination)))


class Sellers:
    """What is on sale in a year: around the days that candidates need, so that much of it is of use."""

    def __init__(self, dice: "YearDice", scenario: Scenario) -> None:
        self.dice, self.scenario = dice, scenario
        self.bundles = 0

    def quotes(self) -> list[Quote]:
        homes = sorted({one.home.airports for one in self.scenario.people})
        pairs = self.dice.one(2, 3, 4, 6)
        quotes: list[Quote] = []
        for event in self.scenario.events:
            for place in self.scenario.venues:
                for airports in homes:
                    if airports[0] not in place.airports:
                        for _ in range(pairs):
                            quotes += self.pair(event, place, airports)
        self.dice.random.shuffle(quotes)
        return _whole(quotes, MOST_QUOTES)

    def pair(self, event: Event, place: Venue, homes: Sequence[str]) -> list[Quote]:
        """A way out and a way home at about the right time, sometimes sold together, sometimes dearer once more."""
        start = self.dice.one(*event.starts)
        last = start + (self.dice.one(*(part.last for part in event.sessions)) - 1) * DAY
        first = min(part.first for part in event.sessions)
        eve = start + (self.dice.one(first, first, event.sessions[-1].first) - 2) * DAY
        early, late = self.dice.one(-1, *(0, 0, 0) * 2, 1, 1, 2, 3), self.dice.one(-1, *(0, 0) * 4, 1, 1, 2)
        leave, back = self.dice.one(*homes[:2]), self.dice.one(*homes[:2])
        airport = self.dice.one(*place.airports)
        out = self.journey(leave, airport, self.at(eve - early * DAY))
        late_landing = (out.arrives.date() - out.departs.date()).days
        if late_landing and self.dice.often(0.8):
            out = _earlier(out, late_landing)
        home = self.journey(airport, back, self.at(last + late * DAY, evening=True))
        if home.departs - out.arrives > DAY and self.dice.often(0.25):
            self.bundles += 1
            word = f"b{self.bundles}"
            return [_with(out, bundle=word), _with(home, bundle=word, currency=out.currency)]
        return [again for one in (out, home) for again in self.ladder(one)]

    def fitting_pair(self, event: Event, start: date, place: Venue, homes: Sequence[str]) -> list[Quote]:
        """A way out and a way home that suit who attends the whole event, in a good cabin as often as not."""
        eve, last = start + (min(part.first for part in event.sessions) - 2) * DAY, event.last_day(start)
        leave, back, airport = self.dice.one(*homes[:2]), self.dice.one(*homes[:2]), self.dice.one(*place.airports)
        out = self.journey(leave, airport, self.at(eve))
        out = _earlier(out, (out.arrives.date() - eve).days + (out.arrives.hour >= 15))
        leaves = datetime(last.year, last.month, last.day, 21, self.dice.one(0, 30))
        home = self.journey(airport, back, leaves if self.dice.often(0.7) else self.at(last + DAY))
        return [again for one in (out, home) for again in self.ladder(one)]

    def ladder(self, one: Quote) -> list[Quote]:
        """The quote, often with few seats and a dearer quote of the same flights."""
        if not self.dice.often(0.4):
            return [one]
        seats = _with(one, seats=self.dice.one(1, 1, 2))
        return [seats, _with(one, fare=one.fare + self.dice.random.randint(5, 90))] if self.dice.often(0.7) else [seats]

    def at(self, day: date, evening: bool = False) -> datetime:
        """A time of few, so that different people meet on flights."""
        hours = (18, 19, 21) if evening else (6, 8, 11)
        hour = self.dice.one(*hours * 4, 0, 5, 23)
        return datetime(day.year, day.month, day.day, hour, self.dice.one(0, 0, 30, 59))

    def journey(self, origin: str, destination: str, departs: datetime) -> Quote:
        """A journey with up to two connections; one carrier flies most of each route, so people share flights."""
        hubs = [hub for hub in HUBS if hub not in (origin, destination)]
        via = self.dice.random.sample(hubs, self.dice.one(0, 0, 0, 0, 1, 1, 2))
        cabin = self.dice.one("economy", "economy", "economy", *CABINS[1:])
        cabins = [cabin] if self.dice.often(0.6) else [self.dice.one(cabin, *CABINS[:2]) for _ in range(len(via) + 1)]
        km = distance_km(origin, destination)
        times = self.times([origin, *via, destination], departs)
        flights = [
            f"{self.carrier(a, b)}{self.dice.random.randint(1, 9)}" for a, b in pairwise([origin, *via, destination])
        ]
        operators = [self.dice.one(*CARRIERS) for _ in times] if self.dice.often(0.2) else []
        fare = Decimal(self.dice.random.randint(4000, 9000 + 2 * km)) / 100 * (1 + CABINS.index(cabin))
        return builders.quote(
            *(origin, destination, times[0][0].isoformat(), times[-1][1].isoformat(), fare),
            flights="|".join(flights),
            via="|".join(via),
            via_times="|".join(f"{a[1].isoformat()}/{b[0].isoformat()}" for a, b in pairwise(times)),
            operated_by="|".join(operators),
            cabin="|".join(cabins),
            currency=self.dice.one("", "", "EUR", "USD"),
            co2e_g=km * self.dice.random.randint(70, 130),
        )

    def carrier(self, origin: str, destination: str) -> str:
        """Who sells the flight."""
        usual = CARRIERS[(number(origin) + number(destination)) % len(CARRIERS)]
        return self.dice.one(usual, usual, usual, *CARRIERS) if self.dice.often(0.5) else usual

    def times(self, stops: Sequence[str], departs: datetime) -> list[tuple[datetime, datetime]]:
        """Departure and arrival of each flight on the clocks of its airports."""
        times, now = list[tuple[datetime, datetime]](), utc_minutes(stops[0], departs)
        for origin, destination in pairwise(stops):
            lands = now + 35 + distance_km(origin, destination) * 60 // 800 // 5 * 5
            times.append((wall_clock(origin, now), wall_clock(destination, lands)))
            now = lands + self.dice.one(45, 60, 75, 90, 120, 121, 360, 361, 540)
        return times


def _with(quote: Quote, **changes: Any) -> Quote:
    return Quote(**{**quote.__dict__, **changes})


def _earlier(quote: Quote, days: int) -> Quote:
    """The same journey so many days before."""
    waits = tuple((arrives - days * DAY, departs - days * DAY) for arrives, departs in quote.via_times)
    return _with(quote, departs=quote.departs - days * DAY, arrives=quote.arrives - days * DAY, via_times=waits)


def _whole(quotes: Sequence[Quote], most: int) -> list[Quote]:
    """The first so many, and of bundles either both rows or none."""
    kept = list(quotes[:most])
    words = [quote.bundle for quote in kept]
    return [quote for quote in kept if not quote.bundle or words.count(quote.bundle) == 2]
