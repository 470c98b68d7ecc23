"""Room rates far from the public ones of city and month are pointed out, and empty ones are the public ones."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.domain.objective import Rate
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import PublicRates
from sprintplan.errors import InputError
from sprintplan.reports.html.pages import year_page
from sprintplan.reports.plan_remarks import plan_remarks
from sprintplan.reports.text.summary import summary
from sprintplan.verify import faults
from sprintplan.workspace import read_workspace
from sprintplan.workspace.lodging import lodging_warnings
from tests.build import full_workspace as full
from tests.build.lisbon_week import back, out
from tests.build.market import market
from tests.build.two_weeks import planned_of
from tests.build.year import event, objective, person, scenario, venue

DOLLARS = {"USD": Rate(currency="USD", rate=Decimal(2), on=date(2026, 11, 20), source="workspace")}


def with_room(euros: int, city: str = "Lisbon", country: str = "PT") -> Scenario:
    """A venue in the city; a euro is two dollars."""
    place = venue("home", city=city, country=country, room_rate_minor=euros * 100)
    may = event("sprint", [date(2027, 5, 3)], venues=("home",))
    return scenario(events=[may], venues=[place], stated_rates=DOLLARS)


@pytest.mark.parametrize(
    ("euros", "expected"),
    [(69, "under half of"), (70, None), (280, None), (281, "over twice"), (0, None)],
)
def test_under_half_and_over_twice_are_told_and_what_lies_between_is_not(euros: int, expected: str | None) -> None:
    """280 dollars are 140 euros, so 70 to 280 pass; a venue without a rate says nothing of rooms."""
    messages = lodging_warnings(with_room(euros))
    assert len(messages) == (expected is not None)
    assert all(
        expected is not None and expected in sentence and "Lisbon" in sentence and "May" in sentence
        for sentence in messages
    )


def test_a_city_without_a_public_rate_is_not_judged() -> None:
    assert lodging_warnings(with_room(1, "Coimbra", "PT")) == ()


VENUES = "id,name,city,country,airports,room_rate\n"


def read(folder: Path, row: str, toml: str = full.TOML) -> Scenario:
    """The full workspace with this venue alone."""
    toml = toml.replace('venues = ["riga", "lisbon"]\n', "")
    people = full.PEOPLE.replace(",lisbon,", ",,")
    return read_workspace(full.write(folder, sprint=toml, people=people, venues=VENUES + row + "\n"))


def test_an_empty_rate_is_the_public_one_in_the_company_s_currency(tmp_path: Path) -> None:
    """280 dollars at 1.25 are 224 euros all year, so that no month is named."""
    scenario = read(tmp_path, "casa,Casa,Lisbon,PT,LIS,")
    [place] = scenario.venues
    assert {place.room_rate_on(date(2027, month, 1)) for month in range(1, 13)} == {224_00}
    [warning] = [one for one in scenario.warnings if "room_rate" in one]
    assert warning.startswith(
        "venues.csv: room_rate is empty, so public lodging rates count, in EUR: Lisbon 224.00 (US"
    )


def test_zero_is_free_and_a_stated_rate_is_the_rate(tmp_path: Path) -> None:
    for cell, minor in (("0", 0), ("120", 120_00)):
        scenario = read(tmp_path, f"casa,Casa,Lisbon,PT,LIS,{cell}")
        assert scenario.venues[0].room_rate_on(date(2027, 5, 3)) == minor
        assert scenario.venues[0].public_rate is None
        assert not any("room_rate is empty" in warning for warning in scenario.warnings)


def test_a_venue_without_a_city_is_where_its_airport_is(tmp_path: Path) -> None:
    scenario = read(tmp_path, "casa,Casa,,PT,LIS,")
    assert scenario.venues[0].room_rate_on(date(2027, 5, 3)) == 224_00


def test_where_no_public_rate_is_known_an_empty_one_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "casa,Casa,Honolulu,US,HNL,")
    assert str(caught.value) == (
        "venues.csv:2: room_rate: it is empty, and no public lodging rate is known for Honolulu, US. "
        "Write what a room costs a night, 0 where it is free"
    )


def test_without_a_rate_to_the_dollar_an_empty_one_is_a_mistake(tmp_path: Path) -> None:
    toml = full.TOML.replace("USD = 1.25", "").replace('currency = "EUR"', 'currency = "AOA"')
    with pytest.raises(InputError, match="public lodging rates are in USD, which has no rate to AOA"):
        read(tmp_path, "casa,Casa,Lisbon,PT,LIS,", toml)


def test_the_plan_states_the_rates_that_it_assumed_and_the_judge_holds_it_to_them() -> None:
    """A week from Monday 5 April at 90.00 a night: five nights; another amount, or none, is a fault."""
    months = (5000, 5000, 5000, 9000) + (0,) * 8
    place = venue(public_rate=PublicRates(by_month_minor=months, source="US State Department: Lisbon"))
    year, quotes = scenario([person()], [place], stated_rates=DOLLARS), (out(), back())
    plan = planned_of(year, quotes)
    [assumed] = plan.rates_assumed
    assert (assumed.venue, assumed.amount, assumed.source, assumed.month) == (
        *("lisbon", "90.00", "US State Department: Lisbon", "2027-04"),
    )
    assert "USD" in {rate.currency for rate in plan.exchange_rates}
    assert plan.events[0].totals.rooms == "450.00"
    sold = market(quotes, year).to_and_from
    for wrong in ((), (assumed.changed(amount="50.00"),), (assumed.changed(month="2027-03"),)):
        assert any("rates_assumed" in fault for fault in faults(year, plan.changed(rates_assumed=wrong), sold))
    assert assumed.of == "room_rate"
    expected = "room rates are public rates, not quotes: Lisbon 90.00 EUR in April 2027 (US State Department: Lisbon)"
    assert expected in list(plan_remarks(plan))


def test_the_plan_states_the_amounts_that_count_as_0_beside_others_and_the_judge_holds_it_to_them() -> None:
    """Riga has neither hire nor transfers; other columns, another venue, and an invented lack are faults."""
    places = [venue(), venue("riga", "RIX", city="Riga", unquoted=("hire", "transfer_cost"))]
    year, quotes = scenario([person()], places), (out(), back())
    plan = planned_of(year, quotes)
    assert [(one.venue, one.unquoted) for one in plan.venues] == [("lisbon", ()), ("riga", places[1].unquoted)]
    sentence = "no hire and transfer cost is known of Riga, unlike of other venues: it may look cheaper than it is"
    assert sentence in list(plan_remarks(plan))
    assert sentence in summary(plan).replace("\n    ", " ")
    assert f"N{sentence[1:]}" in year_page(plan)
    sold, (lisbon, riga) = market(quotes, year).to_and_from, plan.venues
    assert not faults(year, plan, sold)
    less, lacks = riga.changed(unquoted=("hire",)), lisbon.changed(unquoted=("hire",))
    for wrong in ((lisbon, less), (lacks, riga)):
        assert [fault for fault in faults(year, plan.changed(venues=wrong), sold) if "unquoted" in fault]


SEASONS = "id,name,city,country,airports,currency,room_rate,room_rates,per_diem,minimum_spend\n"


def in_seasons(folder: Path, cells: str) -> Scenario:
    """The full workspace with one venue in Lisbon, whose rates are stated in dollars: 1.25 for a euro."""
    toml = full.TOML.replace('venues = ["riga", "lisbon"]\n', "")
    people = full.PEOPLE.replace(",lisbon,", ",,")
    venues = f"{SEASONS}casa,Casa,Lisbon,PT,LIS,USD,100,{cells}\n"
    return read_workspace(full.write(folder, sprint=toml, people=people, venues=venues))


def test_seasons_and_per_diem_are_read_in_the_row_s_currency(tmp_path: Path) -> None:
    [place] = in_seasons(tmp_path, "2027-09-01=50|2027-06-01..2027-08-31=180.5,70,10000").venues
    assert [(one.first, one.last, one.rate_minor) for one in place.room_rates] == [
        (date(2027, 6, 1), date(2027, 8, 31), 144_40),
        (date(2027, 9, 1), date(2027, 9, 1), 40_00),
    ]
    assert (place.room_rate_minor, place.per_diem_minor, place.minimum_spend_minor) == (80_00, 56_00, 8000_00)
    [bare] = in_seasons(tmp_path, ",,").venues
    assert (bare.room_rates, bare.per_diem_minor, bare.minimum_spend_minor) == ((), None, 0)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("2027-06-01..2027-08-31,,", 'room_rates: "2027-06-01..2027-08-31" has no amount. Write ranges such as'),
        ("2027-06-01=much,,", 'room_rates: "much" is not an amount'),
        ("2027-06-01=-5,,", "room_rates: the amount -5 is below zero"),
        ("2027-08-31..2027-06-01=5,,", 'room_rates: the range "2027-08-31..2027-06-01" runs backwards'),
        ("2027-06-01..2027-06-09=5|2027-06-09=6,,", "room_rates: 2027-06-09 lies in two seasons"),
        (",fifty,", 'per_diem: "fifty" is not an amount'),
        (",,-1", "minimum_spend: the amount -1 is below zero"),
    ],
)
def test_a_mistake_in_rates_of_nights(tmp_path: Path, cells: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        in_seasons(tmp_path, cells)
    assert str(caught.value).startswith(f"venues.csv:2: {words}")


def test_public_meals_stand_in_for_an_empty_per_diem(tmp_path: Path) -> None:
    """112 dollars a day in Lisbon are 89.60 euros; a stated per diem stays."""
    toml = full.TOML.replace("night_per_diem = 61", 'night_per_diem = "public"')
    toml = toml.replace('venues = ["riga", "lisbon"]\n', "")
    people = full.PEOPLE.replace(",lisbon,", ",,")
    for cell, meals, minor in (("", 89_60, 89_60), ("70", None, 70_00)):
        venues = f"id,name,city,country,airports,room_rate,per_diem\ncasa,Casa,Lisbon,PT,LIS,100,{cell}\n"
        year = read_workspace(full.write(tmp_path, sprint=toml, people=people, venues=venues))
        [place] = year.venues
        assert (place.public_meals and place.public_meals.by_month_minor[4]) == meals
        assert place.per_diem_on(date(2027, 5, 3), year.objective.night_per_diem_minor) == minor
        said = any("per_diem is empty, so public meal rates count" in one for one in year.warnings)
        assert said == (meals is not None)


def test_the_plan_states_the_public_meals_that_it_assumed() -> None:
    meals = PublicRates(by_month_minor=(4000,) * 12, source="US State Department: Lisbon")
    place = venue(public_meals=meals)
    worth = objective(night_per_diem="public")
    year, quotes = scenario([person()], [place], stated_rates=DOLLARS, objective=worth), (out(), back())
    plan = planned_of(year, quotes)
    [assumed] = plan.rates_assumed
    assert (assumed.of, assumed.amount, plan.events[0].totals.per_diem) == ("per_diem", "40.00", "200.00")
    sold = market(quotes, year).to_and_from
    assert any("rates_assumed" in fault for fault in faults(year, plan.changed(rates_assumed=()), sold))
    expected = "per diems are public rates, not quotes: Lisbon 40.00 EUR in April 2027 (US State Department: Lisbon)"
    assert expected in list(plan_remarks(plan))


def test_where_no_public_meals_are_known_an_empty_per_diem_is_a_mistake(tmp_path: Path) -> None:
    toml = full.TOML.replace("night_per_diem = 61", 'night_per_diem = "public"')
    with pytest.raises(InputError, match="per_diem: it is empty, and no public meal rate is known for Honolulu, US"):
        read(tmp_path, "casa,Casa,Honolulu,US,HNL,100", toml)


QUOTES = "id,name,city,country,airports,room_rate,hire,day_rate,transfer_cost,shuttle_cost,shuttle_seats\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["casa,Casa,Lisbon,PT,LIS,90,1000,60,20,,", "riga,Berga,Riga,LV,RIX,90,,,,,"],
            ["hire, day_rate and transfer_cost are empty and count as 0, beside amounts of other venues: Berga"],
        ),
        (
            ["casa,Casa,Lisbon,PT,LIS,90,1000,0,,300,8", "riga,Berga,Riga,LV,RIX,90,800,,,,"],
            ["day_rate and transfer_cost are empty and count as 0, beside amounts of other venues: Berga"],
        ),
        (
            ["casa,Casa,Lisbon,PT,LIS,90,,,,,", "riga,Berga,Riga,LV,RIX,90,0,,,,"],
            ["hire is empty and counts as 0, beside amounts of other venues: Casa"],
        ),
        (["casa,Casa,Lisbon,PT,LIS,90,,,,,", "riga,Berga,Riga,LV,RIX,90,,,,,"], []),
        (["casa,Casa,Lisbon,PT,LIS,90,9,9,9,,", "riga,Berga,Riga,LV,RIX,90,0,0,,300,8"], []),
    ],
)
def test_empty_amounts_beside_quotes_are_told(rows: list[str], expected: list[str], tmp_path: Path) -> None:
    """A venue that nobody asked for a quote looks cheapest; a shuttle is a quote of transfers, and 0 is one."""
    venues = QUOTES + "\n".join(rows) + "\n"
    people = full.PEOPLE.replace(",lisbon,", ",,").replace(",riga,", ",,")
    toml = full.TOML.replace('venues = ["riga", "lisbon"]\n', "")
    year = read_workspace(full.write(tmp_path, sprint=toml, people=people, venues=venues))
    assert sum(bool(place.unquoted) for place in year.venues) == len(expected)
    told = [one for one in year.warnings if "as 0, beside" in one]
    assert told == [
        f"venues.csv: {what}. Write what you were quoted, 0 where there is nothing to pay" for what in expected
    ]
