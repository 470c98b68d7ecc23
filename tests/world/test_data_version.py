"""What stands in every plan for the tables that it was made with."""

import re

from sprintplan.world import data_version


def test_it_is_an_edition_with_a_hash() -> None:
    assert re.fullmatch(r"2026\.11-[0-9a-f]{8}", data_version())
    assert data_version() == data_version()
