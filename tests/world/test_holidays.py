"""Public holidays of whole countries and of parts of them."""

from datetime import date

from sprintplan.world.holidays import national_holidays, public_holidays

EASTER_MONDAY, CORPUS_CHRISTI = date(2027, 3, 29), date(2027, 5, 27)


def test_a_holiday_of_some_states_is_none_of_the_country() -> None:
    """Easter Monday is one in all of Germany; Corpus Christi in seven of its states."""
    assert {EASTER_MONDAY, CORPUS_CHRISTI} <= public_holidays("DE", 2027)
    assert EASTER_MONDAY in national_holidays("DE", 2027)
    assert CORPUS_CHRISTI not in national_holidays("DE", 2027)


def test_a_country_without_parts_has_its_own_holidays() -> None:
    assert national_holidays("LV", 2027) == public_holidays("LV", 2027) != frozenset()


def test_of_an_unknown_country_none_are_known() -> None:
    assert public_holidays("XX", 2027) == national_holidays("XX", 2027) == frozenset()
