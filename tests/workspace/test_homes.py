"""Homes: which of several cities is taken, airports across a border, and what is proposed for an unknown home."""

from pathlib import Path

import pytest

from sprintplan.domain.people import Home
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full

HEADER = "id,name,home,citizenship,cannot_enter,may_enter\n"


def read(folder: Path, home: str, terms: str = ",,", visas: str | None = None) -> Scenario:
    toml = full.TOML.replace('must_attend = ["role:key"]', "").replace('["role:lead"]', '"all"')
    toml = toml.replace('who = ["team:Core", "id:ana"]', 'who = "all"').replace('"grade:director"', '"all"')
    toml = toml.replace('"home:PT"', '"all"').replace('"home:US"', '"all"').replace("home_radius_km = 100", "")
    people = f'{HEADER}ana,Ana,"{home}",{terms}\n'
    return read_workspace(full.write(folder, sprint=toml, people=people, visas=visas))


def home(folder: Path, text: str, terms: str = ",,", visas: str | None = None) -> Home:
    return read(folder, text, terms, visas).people[0].home


def refused(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    (problem,) = caught.value.problems
    assert str(problem.place) == "people.csv:2"
    return f"{problem.what}. {problem.remedy}"


NAMESAKES = [
    ("Portland, US", ["taken for Portland, Oregon", 'For Portland, Maine, United States write "Portland, ME, US"']),
    ("Springfield, US", ["taken for Springfield, Missouri", '"Springfield, MA, US"', "3 more have that name"]),
    (
        "Richmond, CA",
        ["taken for Richmond, British Columbia", 'For Richmond, California, United States write "Rich'],
    ),
]


@pytest.mark.parametrize(("text", "words"), NAMESAKES, ids=[text for text, _ in NAMESAKES])
def test_a_name_that_several_cities_have_tells_which_was_taken(tmp_path: Path, text: str, words: list[str]) -> None:
    """Another city with a tenth of the people is named, with what to write for it; so is one in a state called CA."""
    (warning,) = read(tmp_path, text).warnings
    assert warning.startswith(f'people.csv:2: home: "{text}" is ')
    assert all(word in warning for word in words), warning


@pytest.mark.parametrize("text", ["Portland, ME, US", "Paris, FR", "Lisbon, PT", "38.72, -9.14", "Springfield, IL, US"])
def test_a_home_without_another_reading_is_taken_in_silence(tmp_path: Path, text: str) -> None:
    """Of the other towns called Paris or Lisbon none is in the country, or none has a tenth of the people."""
    assert read(tmp_path, text).warnings == ()


def test_what_the_warning_says_to_write_is_the_other_city(tmp_path: Path) -> None:
    """Portland in Maine has its own airport."""
    assert "PWM" in home(tmp_path, "Portland, ME, US").airports
    assert "PDX" in home(tmp_path, "Portland, US").airports


BORDERS = [
    (",,", None, True),
    (",US,", None, False),
    (",US,US", None, False),
    ("MX,,", None, True),
    ("MX,,", "MX,US,visa required\n", False),
    ("MX,,", "MX,US,e-visa\n", False),
    ("MX,,", "MX,US,visa on arrival\n", False),
    ("MX,,", "MX,US,no admission\n", False),
    ("MX,,", "MX,US,eta\n", True),
    ("MX,,", "MX,US,90\n", True),
    ("MX,,US", "MX,US,visa required\n", True),
    ("MX|FR,,", "MX,US,visa required\nFR,US,eta\n", True),
    ("MX|FR,,", "MX,US,visa required\n", True),
    ("MX|US,,", "MX,US,visa required\n", True),
    (",,", "MX,US,visa required\n", True),
]


@pytest.mark.parametrize(
    ("terms", "visas", "crosses"), BORDERS, ids=[f"{terms} {visas}" for terms, visas, _ in BORDERS]
)
def test_airports_across_a_border_are_for_those_who_may_pass_it(
    tmp_path: Path, terms: str, visas: str | None, crosses: bool
) -> None:
    """San Diego is 30 km from Tijuana: terms are citizenship, cannot_enter, may_enter; an unknown pair is let in."""
    table = None if visas is None else f"Passport,Destination,Requirement\n{visas}"
    found = home(tmp_path, "Tijuana, MX", terms, table)
    assert ("SAN" in found.airports) is crosses
    assert ("SAN" in found.left_out) is not crosses
    assert "TIJ" in found.airports


def test_airports_that_are_left_out_make_room_for_others(tmp_path: Path) -> None:
    """Of the four best around Tijuana three are across the border; farther ones of Mexico come in, best first."""
    anyone, kept_in = home(tmp_path, "Mexicali, MX"), home(tmp_path, "Mexicali, MX", ",US,")
    assert set(anyone.left_out) == set()
    assert set(kept_in.left_out) == {code for code in anyone.airports if code not in kept_in.airports}
    assert "MXL" in kept_in.airports


def test_a_person_who_can_reach_no_airport_is_told_of(tmp_path: Path) -> None:
    """EuroAirport, which serves Basel, stands in France."""
    scenario = read(tmp_path, "Vaduz, LI", ",CH|AT|DE,")
    assert scenario.people[0].home.airports == ()
    assert any("every airport of" in warning and "fly nowhere" in warning for warning in scenario.warnings)


def test_codes_across_a_border_are_left_out_too(tmp_path: Path) -> None:
    """The home is where its first code is."""
    placed = home(tmp_path, "BTS|VIE", ",AT,")
    assert (placed.country, placed.airports, placed.left_out) == ("SK", ("BTS",), ("VIE",))


UNKNOWN = [
    ("TXL", "Tegel closed in November 2020: write BER"),
    ("SXF", "write BER"),
    ("THF", "Tempelhof closed in October 2008: write BER"),
    ("ISL", "write IST"),
    ("RYG", "write OSL or TRF"),
    ("lis", 'Did you mean "LIS"?'),
    ("lon", 'Did you mean "LON"?'),
    ("Lisbon", 'Did you mean "Lisbon, PT"?'),
    ("KBP", "No airport of Ukraine around it has any"),
    ("QQQ", "Use an airport code (LIS)"),
    ("Porto, Portugal", 'Did you mean "Porto, PT"?'),
    ("London, UK", 'Did you mean "London, GB"?'),
    ("Austin, TX", 'Did you mean "Austin, TX, US"?'),
    ("Toronto, Ontario", 'Did you mean "Toronto, CA"?'),
    ("Nowhere, Portugal", 'Did you mean "Nowhere, PT"?'),
    ("Hong Kong, CN", 'Did you mean "Hong Kong, HK"?'),
    ("Taipei, CN", 'Did you mean "Taipei, TW"?'),
    ("Prto, PT", 'Did you mean "Porto, PT"?'),
    ("Mill Valley, US", "Towns under 15 000 people are not known: write a larger city nearby"),
]


@pytest.mark.parametrize(("text", "words"), UNKNOWN, ids=[text for text, _ in UNKNOWN])
def test_what_was_meant_comes_before_what_is_spelt_alike(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(tmp_path, text)


@pytest.mark.parametrize("text", ["Saigon, VN", "Bombay, IN", "Constantinople, TR", "Rangoon, MM", "Madras, IN"])
def test_a_city_is_known_by_its_former_name(tmp_path: Path, text: str) -> None:
    assert home(tmp_path, text).airports


def test_the_same_mistake_of_many_people_is_one_message(tmp_path: Path) -> None:
    people = HEADER + "".join(f"p{n},P{n},TXL,,,\n" for n in range(200))
    toml = "[company]\nname = 'A'\n[[event]]\nid = 'spring'\nstarts = [2027-04-05]\n"
    toml += "[[event.session]]\nid = 's'\ndays = [1, 2]\nwho = 'all'\n[policy]\n"
    with pytest.raises(InputError) as caught:
        read_workspace(full.write(tmp_path, sprint=toml, people=people))
    (problem,) = caught.value.problems
    assert "(200 lines: 2, 3, 4, ...)" in problem.what


def test_a_city_without_flights_names_the_nearest_airports_that_have_some(tmp_path: Path) -> None:
    """Kyiv has none; the person flies from somewhere else, which the organiser has to say, or never."""
    assert refused(tmp_path, "Kyiv, UA") == (
        "home: no airport with flights lies within 120 km of Kyiv. Write the airport that the person flies from, "
        "however far; the nearest are GME (Gomel, BY, 233 km), RMO (Chișinău, MD, 409 km), MSQ (Minsk, BY, 417 km); "
        "for whoever never flies write one, too, and own_travel; or raise policy.home_radius_km"
    )
