"""exceptions.csv: what is understood, and what every mistake is told with."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.fare_policy import Margin
from sprintplan.domain.model import Cabin
from sprintplan.domain.people import ALL
from sprintplan.domain.policy import Detour
from sprintplan.domain.scenario import Scenario
from sprintplan.errors import InputError
from sprintplan.reports.text.exceptions import exceptions_facts, exceptions_lines
from sprintplan.workspace import read_workspace
from sprintplan.workspace.exceptions import expired, idle
from tests.build import full_workspace as full

HEADER = "person,event,key,value,reason,approved_by,until"


def read(folder: Path, *rows: str) -> Scenario:
    """The full workspace with these rows."""
    full.write(folder)
    (folder / "exceptions.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return read_workspace(folder)


def rows(folder: Path, *lines: str) -> tuple[Exemption, ...]:
    """What was read."""
    return read(folder, *lines).exemptions


@pytest.mark.parametrize(
    ("key", "value", "held"),
    [
        ("policy.cabin", "business", Cabin.BUSINESS),
        ("policy.cabin", "off", Cabin.ECONOMY),
        ("policy.max_connections", "0", 0),
        ("policy.connection_minutes", '"[90, 200]"', (90, 200)),
        ("policy.overnight_connections", "true", True),
        ("policy.detour", '"{ ratio = 2, hours = 6 }"', Detour(ratio=Decimal(2), extra_min=360)),
        ("policy.avoid_airlines", "off", ()),
        ("policy.avoid_airlines", '"[""ZZ""]"', ("ZZ",)),
        ("policy.fare.above_cheapest", "off", None),
        ("policy.fare.above_cheapest", "{ share = 0.2 }", Margin(share=Decimal("0.2"))),
        ("policy.no_weekend_travel", "off", ()),
        ("policy.no_weekend_travel", "on", ALL),
        ("policy.hours", "off", ()),
        ("policy.rest", "off", ()),
        ("limits.journey_hours", "12.5", 750),
        ("limits.journey_hours", "off", None),
        ("limits.long_haul", "off", ()),
    ],
)
def test_a_value_is_read_as_the_key_reads_it(tmp_path: Path, key: str, value: str, held: object) -> None:
    """As sprint.toml writes it, or off."""
    [row] = rows(tmp_path, f"ana,,{key},{value},bad back,bob,2027-06-30")
    assert (row.held, row.person, row.event, row.line) == (held, "ana", "", 2)
    assert (row.reason, row.approved_by, row.until) == ("bad back", "bob", date(2027, 6, 30))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("anna,,policy.cabin,business,,,", 'person: unknown "anna". Did you mean "ana"?'),
        ("ana,sprin,policy.cabin,business,,,", 'event: unknown "sprin". Did you mean "spring"?'),
        ("ana,,policy.cabins,business,,,", 'key: "policy.cabins" is not a key that judges a person or a journey. Did'),
        ("ana,,policy.must_attend,off,,,", 'key: "policy.must_attend" is not a key that judges a person'),
        ("ana,,policy.cabin,busines,,,", 'value: "busines" is not a cabin, or off'),
        (
            "ana,,policy.hours,on,,,",
            'value: "on" is not off. Write off; a rule for one person alone is a [[policy.hours]] of sprint.toml with '
            'who = ["id:ana"]',
        ),
        (
            "ana,,policy.ground,no flights,,,",
            'value: "no flights" is not off. Write off: then flights are open to this person, too; who may not '
            "fly at all has own_travel in people.csv",
        ),
        ("ana,,limits.long_haul,on,,,", 'value: "on" is not off. Write off'),
        ("ana,,policy.no_weekend_travel,never,,,", 'value: "never" is not on or off'),
        ("ana,,policy.max_connections,-1,,,", "value: policy.max_connections: -1 is below zero. Write zero or more"),
        ("ana,,policy.max_connections,off,,,", 'value: policy.max_connections: "off" is not a whole number'),
        ("ana,,policy.detour,{ ration = 2 },,,", "value: policy.detour: "),
        ("ana,,policy.avoid_airlines,ZZ,,,", "value: policy.avoid_airlines: "),
        ("ana,,policy.cabin,business,,,30.6.2027", 'until: "30.6.2027" is not a date'),
        (
            "ana,spring,limits.long_haul,off,,,",
            "event: limits.long_haul speaks of the whole year. Leave the cell empty",
        ),
        ("ana,,policy.cabin,,,,", 'value: "" is not a cabin, or off'),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, row: str, expected: str) -> None:
    """One message, at the row's line."""
    with pytest.raises(InputError) as caught:
        rows(tmp_path, "bob,,policy.cabin,business,,,", row)
    [problem] = caught.value.problems
    assert str(problem).startswith(f"exceptions.csv:3: {expected}")


def test_two_rows_of_one_person_and_key_are_told(tmp_path: Path) -> None:
    """For one event and for all events is no contradiction."""
    assert len(rows(tmp_path, "ana,,policy.cabin,first,,,", "ana,spring,policy.cabin,business,,,")) == 2
    with pytest.raises(InputError, match=r"exceptions.csv:3: key: the person has this key on line 2 too"):
        rows(tmp_path, "ana,,policy.cabin,first,,,", "ana,,policy.cabin,business,,,")


def test_the_file_is_one_that_the_plan_hangs_on(tmp_path: Path) -> None:
    """Its hash is another with another reason."""
    texts = [f"ana,,policy.cabin,business,{reason},," for reason in ("bad back", "tall")]
    assert len({read(tmp_path, text).inputs_sha256 for text in texts}) == 2


def test_a_row_that_is_over_is_a_warning(tmp_path: Path) -> None:
    """On 1 July; not on 30 June, its last day."""
    year = read(tmp_path, "ana,,policy.cabin,business,,,2027-06-30")
    assert expired(year, date(2027, 6, 30)) == ()
    [message] = expired(year, date(2027, 7, 1))
    assert message.startswith("exceptions.csv:2: until: the exception of policy.cabin for ana ended on 2027-06-30")
    assert (len(year.on(date(2027, 6, 30)).exemptions), year.on(date(2027, 7, 1)).exemptions) == (1, ())


def test_who_is_exempt_from_a_limit_of_the_year_joins_its_exceptions(tmp_path: Path) -> None:
    """Beside those of the United States."""
    limits = read(tmp_path, "ana,,limits.long_haul,off,,,").on(date(2026, 11, 20)).limits
    assert limits.long_haul
    assert [*map(str, limits.long_haul.exempt)] == ["home:US", "id:ana"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("ana,,policy.max_connections,1,,,", "policy.max_connections: everybody has this value"),
        ("ana,,policy.hours,off,,,", "policy.hours: everybody has this value"),
    ],
)
def test_an_exception_that_does_nothing_is_a_warning(tmp_path: Path, row: str, why: str) -> None:
    """Beside one that does something, and one of a limit that is there."""
    others = ("bob,,policy.cabin,business,,,", "bob,,limits.long_haul,off,,,")
    [told] = idle(read(tmp_path, *others, row))
    assert told == f"exceptions.csv:4: {why}, so the exception does nothing. Take the row out, or correct it"


def test_an_exception_of_who_is_not_asked_to_come_is_a_warning(tmp_path: Path) -> None:
    """Ana is asked to the autumn event alone: nothing of spring counts for her."""
    year = read(tmp_path, "ana,spring,policy.cabin,business,,,", "ana,,policy.cabin,first,,,")
    people = tuple(one.changed(events=("autumn",)) if one.id == "ana" else one for one in year.people)
    [told] = idle(year.changed(people=people))
    assert told.startswith("exceptions.csv:2: policy.cabin: ana is not asked to come to spring, so the exception")


def test_check_lists_exceptions_with_what_each_does(tmp_path: Path) -> None:
    """In the order of the file; values of all others beside them."""
    year = read(
        tmp_path,
        "ana,,policy.max_connections,0,bad back,bob,2027-06-30",
        "bob,spring,policy.cabin,premium_economy,,,",
        "bob,,policy.hours,off,,,",
        "ana,,limits.journey_hours,12.5,,,",
    )
    assert list(exceptions_lines(year)) == [
        "4 exceptions on record:",
        "  Ana Sá, every event: policy.max_connections is 0, 1 for all others (bad back;",
        "    agreed by bob; until 2027-06-30)",
        '  Bob "B" Lee, Spring sprint 2027: premium economy, whatever the rules',
        '  Bob "B" Lee, every event: policy.hours does not count',
        "  Ana Sá, every event: limits.journey_hours is 12.5, 30 for all others",
    ]
    assert [one["does"] for one in exceptions_facts(year)][1] == "premium economy, whatever the rules"
