"""Public rates of lodging and meals by place and month."""

import pytest

from sprintplan.world.lodging import ABROAD, AT_HOME, LISTED_AS, LODGING, MEALS, PublicRate, public_rate
from sprintplan.world.tables import rows


def rate(city: str, country: str, *codes: str) -> PublicRate:
    found = public_rate(city, country, codes)
    assert found is not None
    return found


def test_a_city_has_its_rate_under_the_names_that_people_write() -> None:
    """Lisbon all year at 280 dollars, Porto at 242."""
    assert rate("Lisboa", "PT") == rate("lisbon", "PT") == PublicRate((280,) * 12, "Lisbon", ABROAD)
    assert rate("Oporto", "PT").usd[0] == rate("Porto", "PT").usd[0] == 242


def test_rates_differ_by_month() -> None:
    """Boston from 209 in January to 349 in September; Washington's lie in its own state of DC."""
    boston = rate("Boston", "US")
    assert (boston.usd[0], boston.usd[8], boston.source) == (209, 349, AT_HOME)
    assert rate("Washington", "US").usd[2] == 276


def test_a_place_without_a_rate_has_that_of_the_rest_of_its_country() -> None:
    """Coimbra as Portugal outside the listed places; a small town of the 48 states at the standard rate."""
    assert rate("Coimbra", "PT") == PublicRate((102,) * 12, "", ABROAD)
    assert rate("Nowhere", "PT") == rate("Coimbra", "PT")
    assert rate("Wichita Falls", "US") == PublicRate((110,) * 12, "", AT_HOME)


@pytest.mark.parametrize(
    ("city", "country", "months"),
    [
        ("Saint John’s", "AG", (346, 216)),
        ("Funchal", "PT", (114, 114)),
        ("Palma", "ES", (254, 254)),
        ("Cardiff", "GB", (180, 180)),
        ("San José del Cabo", "MX", (272, 272)),
        ("Djerba", "TN", (198, 198)),
        ("Sal", "CV", (189, 189)),
    ],
)
def test_a_place_has_the_rate_that_is_published_for_its_island_or_region(
    city: str, country: str, months: tuple[int, int]
) -> None:
    """In January and July; the rest of Antigua's country is at 50 and 37 dollars."""
    assert (rate(city, country).usd[0], rate(city, country).usd[6]) == months


@pytest.mark.parametrize("kind", [LODGING, MEALS])
def test_each_other_name_is_one_of_the_tables(kind: str) -> None:
    listed = {(row[0], row[2]) for row in rows(kind)}
    assert [place for place in LISTED_AS.items() if (place[0][0], place[1]) not in listed] == []


def test_a_country_of_one_place_has_its_rate() -> None:
    assert rate("Singapore", "SG").usd == rate("Jurong", "SG").usd == (302,) * 12
    assert rate("Valletta", "MT").usd == (337,) * 12


def test_of_cities_of_one_name_the_one_by_the_airport_is_meant() -> None:
    """Portland is Oregon's at 155 dollars or Maine's at 114, Rochester New York's at 132 or Minnesota's at 127."""
    assert [rate("Portland", "US", code).usd[0] for code in ("PDX", "PWM", "BOS")] == [155, 114, 114]
    assert rate("Portland", "US") == rate("Portland", "US", "PDX")
    assert [rate("Rochester", "US", code).usd[0] for code in ("ROC", "RST")] == [132, 127]


@pytest.mark.parametrize(
    ("city", "country", "code"),
    [
        ("Honolulu", "US", "HNL"),
        ("Kailua-Kona", "US", "KOA"),
        ("Anchorage", "US", "ANC"),
        ("San Juan", "US", "SJU"),
        ("Herat", "AF", "HEA"),
        ("X", "PR", "SJU"),
    ],
)
def test_where_nothing_is_published_nothing_is_known(city: str, country: str, code: str) -> None:
    """The standard rate counts in the 48 states alone, and Afghanistan outside Kabul has no lodging rate."""
    assert public_rate(city, country, (code,)) is None


def test_meals_have_rates_of_their_own() -> None:
    """112 dollars a day in Lisbon, 67 elsewhere in Portugal, 68 in the 48 states where no other rate is published."""
    cases = (("Lisbon", "PT", 112), ("Coimbra", "PT", 67), ("Wichita Falls", "US", 68))
    for city, country, usd in cases:
        found = public_rate(city, country, (), MEALS)
        assert found is not None
        assert found.usd[4] == usd
