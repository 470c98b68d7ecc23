"""Random journeys on the ground, and what `[policy.ground]` says of them."""

from random import Random

from sprintplan.domain.ground import GroundPolicy, GroundRow
from sprintplan.domain.scenario import Scenario
from tests.build import year as builders
from tests.build.year import selectors


def with_ground(scenario: Scenario) -> Scenario:
    """The year, half of the time with journeys on the ground and what `[policy.ground]` says of them.

    They are drawn apart from all else, so that what is on sale by air stays what it was.
    """
    dice = Random(repr([[one.home.text for one in scenario.people], [one.starts for one in scenario.events]]))
    if dice.random() < 0.5:
        return scenario
    rows = tuple(_ground_row(dice, scenario, 2 + number) for number in range(dice.randint(1, 5)))
    terms = GroundPolicy(
        no_flight_under_min=dice.choice((None, None, 150, 240, 390)),
        no_flight_within=dice.choice(((), (), ("GB",), ("US", "DE"))),
        who=selectors(dice.choice(("all", "all", "team:red", "id:p0"))),
    )
    policy = scenario.policy.model_copy(update={"ground": terms})
    return scenario.changed(ground=rows, policy=policy)


def _ground_row(dice: Random, scenario: Scenario, line: int) -> GroundRow:
    """A journey between somebody's place and a venue, now and then the way home alone."""
    person, place = dice.choice(scenario.people), dice.choice(scenario.venues)
    home = dice.choice((f"id:{person.id}", person.home.text.split("|")[0], person.home.text.split("|")[0]))
    ends = [home, dice.choice((place.id, place.id, place.airports[0], f"{place.city}, {place.country}"))]
    if dice.random() < 0.15:
        ends.reverse()
    span = dice.choice(((360, 1320), (360, 1320), (480, 1020), (1200, 300), (600, 600)))
    return builders.ground_row(
        ends[0],
        ends[1],
        line=line,
        mode=dice.choice(("train", "train", "coach", "car", "ferry")),
        minutes=dice.choice((75, 149, 150, 240, 389, 700, 1300)),
        fare=dice.randint(0, 40_000),
        currency=dice.choice(("EUR", "EUR", "USD")),
        co2e_g=dice.randint(0, 90_000),
        from_min=span[0],
        until_min=span[1],
        both_ways=dice.random() < 0.8,
    )
