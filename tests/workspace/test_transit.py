"""transit.csv: what it becomes, and where mistakes in it are told."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full


def read(folder: Path, rows: str) -> dict[tuple[str, str], str] | None:
    """What the full workspace says of connections with these rows; nothing where there are none."""
    full.write(folder)
    if rows:
        (folder / "transit.csv").write_text(f"Passport,Country,Requirement\n{rows}\n", encoding="utf-8")
    return read_workspace(folder).transit


def test_requirements_of_connections_are_read_by_passport_and_country(tmp_path: Path) -> None:
    assert read(tmp_path, "") is None
    expected = {("IN", "DE"): "visa required", ("US", "GB"): "eta", ("PT", "FR"): "90"}
    assert read(tmp_path, "IN,DE,Visa required\nus,gb,ETA\nPT,FR,90") == expected


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            "India,DE,eta",
            'transit.csv:2: passport: "India" is not a country code. Use ISO 3166-1 alpha-2 codes, here IN',
        ),
        ("IN,Germany,eta", 'transit.csv:2: country: "Germany" is not a country code'),
        ("IN,DE,visa", 'transit.csv:2: requirement: "visa" is not a requirement'),
        ("IN,DE,eta\nIN,DE,e-visa", 'transit.csv:3: "IN" to "DE" already has another requirement above'),
    ],
)
def test_a_mistake_in_transit_csv(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, rows)
    assert str(caught.value).startswith(words)


def test_a_column_that_it_lacks_is_told(tmp_path: Path) -> None:
    full.write(tmp_path)
    (tmp_path / "transit.csv").write_text("passport,destination,requirement\nIN,DE,eta\n", encoding="utf-8")
    with pytest.raises(InputError, match='the column "country" is missing'):
        read_workspace(tmp_path)
