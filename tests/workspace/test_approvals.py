"""What rules on approval say together with other tables."""

from pathlib import Path

from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full

RULE = '[[policy.approval]]\nby = "manager"\nwhen = { late_booking = true }\n'


def warnings(folder: Path, tables: str) -> tuple[str, ...]:
    """Of the full workspace with more tables in its policy."""
    text = full.TOML.replace("[policy.visa]", f"{tables}[policy.visa]", 1)
    return tuple(one for one in read_workspace(full.write(folder, sprint=text)).warnings if "approval" in one)


def test_a_late_booking_needs_a_day_that_it_is_late_for(tmp_path: Path) -> None:
    """Without days nothing is ever late; with days for trips abroad some are."""
    [message] = warnings(tmp_path, RULE)
    assert "policy.approval.when: late_booking asks for nothing, as [policy.booking] states no days" in message
    assert warnings(tmp_path, f"[policy.booking]\ninternational_days = 30\n{RULE}") == ()
