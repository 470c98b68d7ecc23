"""What the builders make is what the files of a workspace would say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sprintplan.offers.files import FileSource
from sprintplan.offers.table import OfferTable
from sprintplan.workspace import read_workspace
from tests.build.market import market, quotes_table
from tests.build.workspace_files import with_stated_rates, write_workspace
from tests.build.year import home
from tests.properties.random_year import RandomYear, random_year

SEEDS = range(40)


def written(seed: int, folder: Path) -> RandomYear:
    """The year of a seed, whose venues all state their room rates: public ones are none that a file could state."""
    year = random_year(seed)
    year = replace(year, scenario=with_stated_rates(year.scenario))
    write_workspace(folder, year.scenario, year.quotes)
    return year


@pytest.mark.parametrize("seed", SEEDS)
def test_a_written_scenario_reads_back_the_same(seed: int, tmp_path: Path) -> None:
    """All but the folder, its hash and warnings, closed home airports, and public rates that were made up."""
    year = written(seed, tmp_path)
    read = read_workspace(tmp_path)
    people = tuple(one.changed(home=home(one.home.text)) for one in read.people)
    read_back = read.changed(people=people, warnings=(), inputs_sha256="")
    rates = {code: read_back.stated_rates[code] for code in year.scenario.stated_rates}
    assert read_back.model_copy(update={"folder": year.scenario.folder, "stated_rates": rates}) == year.scenario


@pytest.mark.parametrize("seed", SEEDS)
def test_the_table_of_quotes_is_the_file_sources(seed: int, tmp_path: Path) -> None:
    """Column by column, for every venue."""
    year = written(seed, tmp_path)
    if not year.quotes:
        return
    bare = year.scenario.changed(ground=())
    source, bought = FileSource(bare.changed(folder=tmp_path)), market(year.quotes, bare)
    for place in year.scenario.venues:
        assert _columns(source.to_and_from(place)) == _columns(bought.to_and_from(place))


def _columns(offers: OfferTable) -> dict[str, list[object]]:
    names = "segments cabin fare_minor original_minor seats co2e_g partner first_leg line duration_min"
    parts = "origin destination departs_utc arrives_utc departs_local arrives_local cabin"
    columns = {name: np.asarray(getattr(offers, name)).tolist() for name in names.split()}
    columns |= {name: np.asarray(getattr(offers, f"seg_{name}"))[0].tolist() for name in parts.split()}
    words = offers.carriers, offers.flight_numbers
    columns["flight"] = [
        [words[0][c] + words[1][n] for c, n in zip(carriers, numbers, strict=True) if c >= 0]
        for carriers, numbers in zip(offers.seg_carrier.T.tolist(), offers.seg_number.T.tolist(), strict=True)
    ]
    return columns


def test_an_empty_list_of_quotes_is_an_empty_table() -> None:
    """A year may have nobody who flies."""
    assert len(quotes_table([])) == 0
