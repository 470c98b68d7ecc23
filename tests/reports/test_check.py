"""What `check` tells of a workspace."""

from datetime import date
from pathlib import Path

from sprintplan.domain.events import Event, Session
from sprintplan.domain.limits import Limits
from sprintplan.domain.objective import Objective
from sprintplan.domain.people import Home, Person, Selector
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.reports.text.check import check_facts, check_text
from sprintplan.rules.bottlenecks import Bottleneck


def person(name: str, airport: str, country: str, *events: str) -> Person:
    home = Home(text=airport, airports=(airport,), country=country, coded=True)
    return Person(id=name, name=name, home=home, events=events)


def scenario(*people: Person, warnings: tuple[str, ...] = ()) -> Scenario:
    """One event on two Mondays at one venue."""
    session = Session(id="all", days=(1, 3), who=(Selector(kind="all"),))
    starts = (date(2027, 5, 3), date(2027, 5, 10))
    return Scenario(
        folder=Path(),
        company="Acme",
        currency="EUR",
        events=(Event(id="e", name="Spring", starts=starts, sessions=(session,), venues=("v",)),),
        people=people,
        venues=(Venue(id="v", name="V", city="Lisbon", country="PT", airports=("LIS",)),),
        policy=Policy(),
        limits=Limits(),
        objective=Objective(travel_hour_minor=0, tonne_co2e_minor=0, night_per_diem_minor=0, remote_minor=0),
        source="estimate",
        warnings=warnings,
    )


THREE = (person("a", "LHR", "GB", "e"), person("b", "LHR", "GB", "e"), person("c", "RIX", "LV"))


def test_people_airports_candidates_and_journeys_are_counted() -> None:
    """Two Britons and a Latvian who is not asked to come; 1 venue x 2 first days; a warning comes before the end."""
    text = check_text(scenario(*THREE, warnings=("venues.csv:2: strange.",)), 12345)
    assert text == (
        "Acme: 3 people, 2 home airports\n"
        "  United Kingdom  2\n"
        "  Latvia          1\n"
        "  airports: LHR 2, RIX 1\n"
        "Spring: 2 asked to come, 1 venue x 2 first days = 2 candidates\n"
        "12 345 journeys will be priced from estimates\n"
        "Visas will not be looked at: there is no visas.csv (`sprintplan help files`)\n"
        "warning: venues.csv:2: strange.\n"
        "No problem found that keeps it from being planned; 1 warning above.\n"
    )


def test_who_is_not_with_the_company_is_not_asked_to_come() -> None:
    """One leaves before the first Monday's week is over, one joins after the last, one between the two."""
    left, late, second = (
        THREE[0].changed(leaves=date(2027, 5, 4)),
        THREE[1].changed(id="late", joins=date(2027, 5, 11)),
        THREE[1].changed(id="second", joins=date(2027, 5, 10)),
    )
    assert "Spring: 1 asked to come" in check_text(scenario(left, late, second), 7)


def test_the_facts_hold_the_same_figures() -> None:
    """As `--format json` prints them."""
    facts = check_facts(scenario(*THREE), 7)
    assert facts["people_by_country"] == {"GB": 2, "LV": 1}
    assert facts["people_by_airport"] == {"LHR": 2, "RIX": 1}
    assert facts["events"] == [{"event": "e", "attending": 2, "venues": 1, "first_days": 2, "candidates": 2}]
    assert facts["journeys"] == 7


def test_what_rules_out_most_candidates_is_a_warning() -> None:
    """After the workspace's own warnings; with its figures in JSON."""
    bottleneck = Bottleneck("e", "policy.must_attend", "a", 2, 2, "Spring: Ana has no allowed trip.")
    text = check_text(scenario(*THREE, warnings=("venues.csv:2: strange.",)), 7, [bottleneck])
    last = "No problem found that keeps it from being planned; 2 warnings above.\n"
    assert text.endswith(f"strange.\nwarning: Spring: Ana has no allowed trip.\n{last}")
    facts = check_facts(scenario(*THREE), 7, [bottleneck])["bottlenecks"]
    assert facts == [
        {
            "event": "e",
            "rule": "policy.must_attend",
            "person": "a",
            "candidates": 2,
            "of": 2,
            "sentence": "Spring: Ana has no allowed trip.",
        }
    ]


def test_many_countries_are_summed_up() -> None:
    """Of fourteen countries the last two are one line."""
    codes = "AT BE CH DE DK ES FI FR GB IE IT LV NL PT".split()
    text = check_text(scenario(*(person(code, "RIX", code) for code in codes)), 0)
    assert "  and 2 people in 2 more countries\n" in text
