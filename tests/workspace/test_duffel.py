"""`[offers.duffel]` as it is understood."""

from decimal import Decimal
from pathlib import Path

from sprintplan.domain.duffel import DuffelTerms, PrivateFare
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full

TABLE = """
[offers.duffel]
url = "https://duffel.example/proxy"
supplier_timeout = 30
max_age_hours = 1.5
max_connections = 0
parallel = 2
ask = "both_ways"
departs = ["06:00", "22:00"]
[[offers.duffel.private_fare]]
airline = "QF"
corporate_code = "FLX53"
"""


def test_without_a_table_everything_has_its_default(tmp_path: Path) -> None:
    assert read_workspace(full.write(tmp_path)).duffel == DuffelTerms()


def test_every_setting_is_read(tmp_path: Path) -> None:
    assert read_workspace(full.write(tmp_path, sprint=full.TOML + TABLE)).duffel == DuffelTerms(
        url="https://duffel.example/proxy",
        supplier_timeout_s=30,
        max_age_hours=Decimal("1.5"),
        max_connections=0,
        parallel=2,
        ask="both_ways",
        departs=("06:00", "22:00"),
        private_fares=(PrivateFare(airline="QF", corporate_code="FLX53"),),
    )
