"""A small company that places are looked for."""

from datetime import date
from pathlib import Path

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.registry import open_source
from sprintplan.scouting.places import places
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.workspace import read_workspace
from sprintplan.world.airport_groups import airport_groups

TODAY = date(2026, 11, 24)
SETTINGS = """
[company]
name = "Nomads"
currency = "EUR"
[[event]]
id = "spring"
starts = [2027-03-22, 2027-04-12, 2027-05-10]
[[event.session]]
id = "leads"
days = [1, 5]
who = ["role:lead"]
[[event.session]]
id = "all"
days = [2, 4]
who = "all"
[[event]]
id = "autumn"
starts = [2027-10-25, 2027-11-08]
[[event.session]]
id = "all"
days = [1, 3]
who = "all"
[policy]
max_travellers_per_flight = 2
[[policy.cabin]]
over_hours = 6
cabin = "premium_economy"
[[policy.cabin]]
over_hours = 11
cabin = "business"
or_rest_nights = 1
"""
HOMES = [
    "Berlin, DE",
    "Berlin, DE",
    "Berlin, DE",
    "LON",
    "Toronto, ON, CA",
    "SFO|OAK",
    "Bengaluru, KA, IN",
    "MEX",
    "SYD",
]


def write_company(folder: Path, more: str = "", homes: list[str] = HOMES) -> Path:
    """A workspace without venues; `more` goes behind its settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sprint.toml").write_text(SETTINGS + more, encoding="utf-8")
    rows = [f'p{n},Person {n},"{home}",{"lead" if n % 4 == 0 else ""}' for n, home in enumerate(homes)]
    (folder / "people.csv").write_text("\n".join(["id,name,home,roles", *rows]) + "\n", encoding="utf-8")
    return folder


def evaluator_of(folder: Path, countries: tuple[str, ...]) -> Evaluator:
    """Judges every place of some countries for the company."""
    scenario = read_workspace(folder, venues_needed=False)
    where = places(scenario, [group for group in airport_groups() if group.country in countries])
    return Evaluator(_at(scenario, where.venues), open_source(_at(scenario, where.venues), TODAY), TODAY)


def _at(scenario: Scenario, venues: tuple[object, ...]) -> Scenario:
    ids = tuple(str(getattr(venue, "id", "")) for venue in venues)
    return scenario.changed(venues=venues, events=tuple(event.changed(venues=ids) for event in scenario.events))


def relaxed_bounds(evaluator: Evaluator, event: int, venue: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """(starts,) what the solver bounds each first day by, once every journey is known."""
    return np.asarray(evaluator.relaxation(event, venue).bound, np.int64)
