"""Trips are told once, whether while alternatives are solved or afterwards."""

from sprintplan.itinerary.telling import Telling
from sprintplan.itinerary.trips import Teller
from sprintplan.solver.solve import solve_year
from tests.build.lisbon_week import TODAY, back, out, staff
from tests.build.market import market
from tests.build.year import scenario


def test_trips_told_ahead_are_those_of_the_plan() -> None:
    """Forty people, of whom twenty take the flight that has as many seats: two different trips, told ahead."""
    year = scenario(people=staff(40))
    sold = market((out(seats=20), out(at="13:00", fare=131), back()), year)
    found = solve_year(year, sold, today=TODAY)
    assert found.choice is not None
    assert found.alternatives is not None
    (pick,) = found.alternatives.picks
    ahead, afterwards = Telling(year, TODAY), Telling(year, TODAY)
    assert len([*ahead.ahead(found.year, (pick,), found.choice)]) == 1
    told = [
        telling.trips(pick, telling.teller(found.year, pick), found.choice.assignments[0])
        for telling in (ahead, afterwards)
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 40
    assert len(told[0].contents) == 2


def test_what_was_told_is_not_told_again() -> None:
    year = scenario(people=staff(3))
    found = solve_year(year, market((out(), back()), year), today=TODAY)
    assert found.choice is not None
    assert found.alternatives is not None
    (pick,) = found.alternatives.picks
    telling, told = Telling(year, TODAY), list[int]()

    class Counted(Teller):
        def trip(self, traveller: int, journeys: tuple[int, int] | None) -> object:  # type: ignore[override]
            told.append(traveller)
            return super().trip(traveller, journeys)

    teller = Counted(found.year.evaluator.candidate(pick), telling.teller(found.year, pick).today)
    first, again = (telling.trips(pick, teller, found.choice.assignments[0]) for _ in range(2))
    assert told == [0]
    assert first == again
