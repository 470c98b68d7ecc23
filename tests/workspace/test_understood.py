"""What a workspace without mistakes becomes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.domain.events import Event
from sprintplan.domain.keys import Reading
from sprintplan.domain.limits import HoursPerYear, LongHaul
from sprintplan.domain.model import Cabin, DateRange
from sprintplan.domain.objective import Rate
from sprintplan.domain.people import Selector
from sprintplan.domain.policy import Detour
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.tables import keys_of
from sprintplan.domain.visa_rules import VisaRule
from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return read_workspace(full.write(tmp_path))


def test_the_models_hold_what_their_types_say(scenario: Scenario) -> None:
    """Reading builds models without pydantic's checks; with them they are the same."""
    fields = {name: getattr(scenario, name) for name in Scenario.model_fields}
    dumped = {name: Scenario.model_construct(**fields).model_dump(mode="python")[name] for name in fields}
    assert Scenario.model_validate(dumped) == scenario
    assert scenario.warnings == ()


def test_events_have_candidate_days_in_order_and_venues_in_file_order(scenario: Scenario) -> None:
    spring, autumn = scenario.events
    assert spring.starts == tuple(date(2027, 4, day) for day in (5, 12, 19, 26)) + tuple(
        date(2027, 5, day) for day in (3, 10, 17, 24)
    )
    assert (spring.arrive_by_min, spring.depart_after_min, spring.avoid) == (1050, 915, (date(2027, 5, 1),))
    assert spring.budget_minor == 100_005
    assert [(s.id, s.first, s.last) for s in spring.sessions] == [("leads", 1, 3), ("engineering", 3, 7)]
    assert spring.venues == autumn.venues == ("lisbon", "riga")
    assert autumn.starts == (date(2027, 10, 4), date(2027, 10, 11))
    assert (autumn.name, autumn.arrive_by_min, autumn.depart_after_min) == ("autumn", 1080, 960)
    assert autumn.sessions[0].who == (Selector(kind="team", value="Core"), Selector(kind="id", value="ana"))


def test_days_to_avoid_may_be_spans_of_a_list_for_the_whole_year(tmp_path: Path) -> None:
    """Of school holidays some lie beyond the event; those of another year, or a single day beyond, are a mistake."""
    toml = full.TOML.replace("[2027-05-01]", '["2027-03-30..2027-04-01", "2027-05-17..2027-05-19", 2027-05-01]')
    spring, _ = read_workspace(full.write(tmp_path, sprint=toml)).events
    holidays = [date(2027, 3, 30), date(2027, 3, 31), date(2027, 4, 1)]
    assert spring.avoid == (*holidays, date(2027, 5, 1), *(date(2027, 5, day) for day in (17, 18, 19)))
    key = keys_of(Event)["avoid"].key
    assert key.written(spring.avoid, Reading("EUR")) == [
        "2027-03-30..2027-04-01",
        date(2027, 5, 1),
        "2027-05-17..2027-05-19",
    ]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ("2028-05-01..2028-05-09", "2028-05-01 lies outside the days that the event may take"),
        ("2027-05-09..2027-05-01", "2027-05-09 to 2027-05-01 runs backwards"),
        ("2027-05-01..2031-05-01", "2027-05-01 to 2031-05-01 is over two years"),
        ("9999-12-30..9999-12-31", "9999-12-30 is not a year to plan for"),
        ("2027-05-01..", "is neither a date nor a span of dates"),
    ],
)
def test_a_span_that_is_none_is_told(tmp_path: Path, span: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_workspace(full.write(tmp_path, sprint=full.TOML.replace("[2027-05-01]", f'["{span}"]')))
    (problem,) = caught.value.problems
    assert words in problem.what


def test_every_key_of_the_policy_is_read(scenario: Scenario) -> None:
    policy = scenario.policy
    assert (policy.max_connections, policy.connection_minutes) == (1, (45, 300))
    assert (policy.overnight_connections, policy.detour) == (True, Detour(ratio=Decimal("1.25"), extra_min=150))
    assert (policy.max_early_nights, policy.max_late_nights, policy.check_in_minutes) == (3, 2, 90)
    assert (policy.home_radius_km, policy.local_km, policy.locals_stay) == (100, 30, True)
    assert (policy.unreachable, policy.avoid_airlines) == ("forbid", ("XX",))
    assert policy.must_attend == (Selector(kind="role", value="key"),)
    assert policy.no_weekend_travel == (Selector(kind="home", value="PT"),)
    assert (policy.max_travellers_per_flight, policy.max_key_travellers_per_flight) == (15, 2)
    assert policy.max_team_share_per_flight == Decimal("0.5")
    first, second = policy.cabin_rules
    assert (first.over_min, first.cabin, first.or_rest_nights) == (390, Cabin.PREMIUM_ECONOMY, None)
    assert first.who == (Selector(kind="all"),)
    assert (second.cabin, second.or_rest_nights) == (Cabin.BUSINESS, 1)
    assert policy.visa == {
        "visa required": VisaRule(lead_days=45, fee_minor=8000),
        "e-visa": VisaRule(lead_days=14, fee_minor=4050),
    }


def test_every_limit_and_weight_is_read(scenario: Scenario) -> None:
    limits, exempt = scenario.limits, (Selector(kind="home", value="US"),)
    assert (limits.budget_minor, limits.co2e_g, limits.journey_min) == (250_000_000, 900_500_000, 1800)
    assert limits.traveller_hours == HoursPerYear(minutes=3600, exempt=exempt)
    assert limits.long_haul == LongHaul(over_min=540, trips_per_year=1, exempt=exempt)
    assert (limits.weeks_between_events, limits.different, limits.months_between_uses) == (12, "country", 24)
    assert limits.holiday_share == Decimal("0.2")
    objective = scenario.objective
    assert (objective.travel_hour_minor, objective.tonne_co2e_minor) == (2150, 10_100)
    assert (objective.night_per_diem_minor, objective.remote_minor) == (6100, 500_100)
    usd = Rate(currency="USD", rate=Decimal("1.25"), on=date(2026, 11, 20), source="workspace")
    assert (scenario.stated_rates, scenario.rates_date, scenario.source) == (
        {"USD": usd},
        date(2026, 11, 20),
        "estimate",
    )


def test_people_have_their_terms_resolved(scenario: Scenario) -> None:
    ana, bob, cyd, dee = scenario.people
    assert (ana.home.airports, ana.home.country, ana.home.coded) == (("LIS", "OPO"), "PT", True)
    assert (ana.events, ana.own_travel, ana.local_to) == (("spring", "autumn"), (), ("lisbon",))
    assert ana.extra == {"x_cost_centre": "42"}
    assert ana.roles == ("lead", "key")
    assert (bob.name, bob.own_travel, bob.cabin) == ('Bob "B" Lee', ("spring", "autumn"), Cabin.BUSINESS)
    assert bob.unavailable == (
        DateRange(first=date(2027, 5, 1), last=date(2027, 5, 9)),
        DateRange(first=date(2027, 7, 1), last=date(2027, 7, 1)),
    )
    assert (bob.cannot_enter, bob.may_enter, bob.citizenship) == (("RU", "BY"), ("US",), ("GB", "US"))
    assert {"LHR", "LGW"} <= set(bob.home.airports)
    assert (cyd.events, cyd.home.coded, cyd.home.airports[0], cyd.home.country) == ((), False, "OPO", "PT")
    assert cyd.home.latitude == pytest.approx(41.15, abs=0.05)
    assert (dee.manager, dee.own_travel) == ("bob", ("spring",))
    assert (ana.joins, ana.leaves, bob.leaves) == (date(2020, 1, 31), None, date(2027, 12, 31))


def test_amounts_of_venues_are_converted_and_rounded_once(scenario: Scenario) -> None:
    """100.01 USD at 1.25 USD for one EUR are 80.008 EUR: 8001 cents."""
    lisbon, riga = scenario.venues
    assert (lisbon.hire_minor, lisbon.day_rate_minor, lisbon.room_rate_minor) == (8001, 4960, 10_240)
    assert (lisbon.transfer_minutes, lisbon.transfer_cost_minor, lisbon.shuttle_cost_minor) == (30, 1760, None)
    assert (lisbon.capacity, lisbon.rooms, lisbon.last_used) == (120, 80, date(2025, 10, 8))
    assert (riga.capacity, riga.rooms, riga.day_rate_minor) == (None, None, 4050)
    assert (riga.shuttle_cost_minor, riga.shuttle_seats, len(riga.available)) == (30_000, 8, 2)


def test_visas_are_read_whatever_the_case_of_the_header(scenario: Scenario) -> None:
    assert scenario.visas == {("PT", "LV"): "visa free", ("US", "PT"): "90", ("GB", "LV"): "e-visa"}


def test_without_the_optional_file_and_tables_the_defaults_hold(tmp_path: Path) -> None:
    toml = "[company]\nname = 'A'\n[[event]]\nid = 'spring'\nstarts = [2027-04-05]\n"
    toml += "[[event.session]]\nid = 's'\ndays = [1, 2]\nwho = 'all'\n[policy]\n"
    people = "ID;Name;HOME\nana;Ana;LIS\n"
    venues = "id\tname\tcountry\tairports\nriga\tDome\tLV\tRIX\n"
    company = read_workspace(full.write(tmp_path, sprint=toml, people=people, venues=venues, visas=None))
    policy, objective = company.policy, company.objective
    assert (policy.max_connections, policy.connection_minutes) == (2, (60, 360))
    assert (policy.detour, policy.check_in_minutes) == (Detour(ratio=Decimal("1.5"), extra_min=240), 120)
    assert (policy.max_early_nights, policy.max_late_nights, policy.cabin_rules, policy.visa) == (2, 1, (), {})
    assert (objective.travel_hour_minor, objective.remote_minor) == (2000, 500_000)
    assert not any(company.limits.model_dump().values())
    assert (company.currency, company.source, company.visas, company.rates_date) == (
        "EUR",
        "estimate",
        None,
        date(2026, 11, 20),
    )


@pytest.mark.parametrize(
    "people",
    [
        b"\xef\xbb\xbf" + full.PEOPLE.encode(),
        full.PEOPLE.replace("\n", "\r\n").encode(),
        full.PEOPLE.replace(",", ";").replace("Porto; PT", "Porto, PT").encode(),
        full.PEOPLE.replace(",", "\t").replace("Porto\t PT", "Porto, PT").encode(),
        full.PEOPLE.replace("id,name", "ID,Name").encode(),
        ("\n\n" + full.PEOPLE + "\n,,,\n").encode(),
        full.PEOPLE.replace("x_cost_centre", "x_cost_centre,,").encode(),
    ],
    ids=["byte order mark", "CRLF", "semicolons", "tabs", "capitals", "blank lines", "empty columns"],
)
def test_people_read_the_same_however_a_spreadsheet_saved_them(tmp_path: Path, people: bytes) -> None:
    company = read_workspace(full.write(tmp_path, people=people))
    assert company.people == read_workspace(full.write(tmp_path)).people


def test_the_hash_of_the_inputs_tells_any_of_their_files_apart(tmp_path: Path) -> None:
    before = read_workspace(full.write(tmp_path)).inputs_sha256
    (tmp_path / "notes.txt").write_text("no input")
    assert read_workspace(tmp_path).inputs_sha256 == before
    (tmp_path / "offers").mkdir()
    (tmp_path / "offers" / "quotes.csv").write_text("origin\n")
    assert read_workspace(tmp_path).inputs_sha256 != before


def test_what_looks_wrong_but_can_be_planned_with_is_a_warning(tmp_path: Path) -> None:
    toml = full.TOML.replace('must_attend = ["role:key"]', 'must_attend = ["role:kye"]')
    company = read_workspace(full.write(tmp_path, sprint=toml, venues=full.VENUES.replace("Lisbon,PT", "Lisbon,ES")))
    assert company.warnings == (
        f"sprint.toml:{full.line('must_attend')}: policy.must_attend: nobody in people.csv has role "
        '"kye". Did you mean "key"?',
        "venues.csv:2: country: none of its airports lies in ES, but in PT. Check country and airports",
    )


def test_a_venue_may_lie_across_the_border_from_its_airport(tmp_path: Path) -> None:
    """Basel's airport lies in France; its places are in Switzerland, or in France."""
    for country in ("CH", "FR"):
        place = full.VENUES.replace("Lisbon,PT,EMEA,LIS", f"Lisbon,{country},EMEA,BSL")
        assert place != full.VENUES
        assert not [one for one in read_workspace(full.write(tmp_path, venues=place)).warnings if "airports" in one]


def test_own_travel_names_events_venues_or_an_event_at_a_venue(tmp_path: Path) -> None:
    people = full.PEOPLE.replace("spring,spring,", "spring,autumn|@lisbon|spring@riga,")
    dee = read_workspace(full.write(tmp_path, people=people)).person_by_id["dee"]
    pairs = [(event, venue) for event in ("spring", "autumn") for venue in ("lisbon", "riga")]
    assert all(dee.comes_by_own_means(*pair) for pair in pairs)
    assert not dee.changed(own_travel=("@lisbon", "autumn@riga")).comes_by_own_means("spring", "riga")


COUNTED = """\
id,name,home,manager,team,roles,grade,count
ana,Ana,LIS,,Core,lead|key,director,1
hire,New hire,LON,ana,Core,,,3
"""


def test_a_row_stands_for_as_many_people_as_it_counts(tmp_path: Path) -> None:
    """One of one stays as written; of three each has a number, and the row's id names all of them."""
    toml = full.TOML.replace('"id:ana"', '"id:hire", "id:ana"')
    people = read_workspace(full.write(tmp_path, sprint=toml, people=COUNTED)).people
    assert [(one.id, one.name) for one in people] == [
        ("ana", "Ana"),
        ("hire#1", "New hire #1"),
        ("hire#2", "New hire #2"),
        ("hire#3", "New hire #3"),
    ]
    assert {one.manager for one in people[1:]} == {"ana"}
    named, one_of_them = (Selector(kind="id", value=word) for word in ("hire", "hire#2"))
    assert [named.matches(one) for one in people] == [False, True, True, True]
    assert [one_of_them.matches(one) for one in people] == [False, False, True, False]


def test_passport_phone_diet_and_access_are_read(tmp_path: Path) -> None:
    people = "id,name,home,team,roles,grade,passport_expires,phone,diet,access\n"
    row = "ana,Ana,LIS,Core,lead|key,director,2027-09-30,+351 912,vegan,step-free\n"
    [ana] = read_workspace(full.write(tmp_path, people=people + row)).people
    found = (ana.passport_expires, ana.phone, ana.diet, ana.access)
    assert found == (date(2027, 9, 30), "+351 912", "vegan", "step-free")
