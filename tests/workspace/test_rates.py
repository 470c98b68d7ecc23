"""Stated exchange rates beside the shipped table: upside down, far off, and the day they are of."""

from datetime import date
from pathlib import Path

import pytest

from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from sprintplan.world.money import ecb_rate
from tests.build import full_workspace as full


def read(folder: Path, rates: str, company: str = "EUR") -> Scenario:
    toml = full.TOML.replace("USD = 1.25", rates).replace('currency = "EUR"', f'currency = "{company}"')
    return read_workspace(full.write(folder, sprint=toml, venues=full.VENUES.replace("USD", "")))


@pytest.mark.parametrize("code", ["JPY", "CZK", "SEK", "INR", "ZAR", "KRW", "IDR", "PLN", "TRY", "HKD", "THB"])
def test_a_rate_upside_down_is_a_mistake(tmp_path: Path, code: str) -> None:
    """Euros for one unit in place of units for one euro: the message says the rate that was meant."""
    rate = ecb_rate("EUR", code, date(2026, 11, 20))
    assert rate
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{code} = {1 / rate[0]:.12f}")
    (told,) = caught.value.problems
    assert str(told.place) == f"sprint.toml:{full.line('USD = 1.25')}"
    assert "Is it upside down?" in told.remedy
    meant = float(told.remedy.rpartition("= ")[2])
    assert meant == pytest.approx(float(rate[0]), rel=1e-3)


@pytest.mark.parametrize("code", ["USD", "GBP", "CHF"])
def test_a_rate_near_one_that_may_be_upside_down_is_asked_about(tmp_path: Path, code: str) -> None:
    """Both ways round are within what currencies move in years: a warning, and the plan goes on."""
    rate = ecb_rate("EUR", code, date(2026, 11, 20))
    assert rate
    (warning,) = read(tmp_path, f"{code} = {1 / rate[0]:.6f}").warnings
    assert warning.startswith(f"sprint.toml:{full.line('USD = 1.25')}: rates.{code}: ")
    assert "Is it upside down?" in warning


def test_a_rate_of_another_company_currency_is_held_against_the_same_table(tmp_path: Path) -> None:
    """0.0061 pounds for a yen, where 210 yen make a pound."""
    with pytest.raises(InputError, match="Is it upside down"):
        read(tmp_path, "JPY = 0.0047", company="GBP")
    assert read(tmp_path, "JPY = 210", company="GBP").warnings == ()


def test_a_rate_far_off_without_being_the_inverse_is_asked_about(tmp_path: Path) -> None:
    """18.500 rupiah for 18 500: a thousand times off."""
    (warning,) = read(tmp_path, "IDR = 18.500").warnings
    assert warning.startswith(f"sprint.toml:{full.line('USD = 1.25')}: rates.IDR: 18.500, where the ECB published ")
    assert warning.endswith("Check the rate")


def test_a_rate_within_a_year_s_moves_is_taken(tmp_path: Path) -> None:
    """A budget rate 15 % off, and a currency that the ECB does not publish."""
    assert read(tmp_path, "JPY = 150\nAED = 4.1").warnings == ()


def test_the_day_of_rates_is_a_default_like_others(tmp_path: Path) -> None:
    toml = full.TOML.replace("date = 2026-11-20\n", "")
    scenario = read_workspace(full.write(tmp_path, sprint=toml))
    assert scenario.rates_date == scenario.stated_rates["USD"].on == date(2026, 11, 20)
