"""Whatever people read calls events, venues and people by their names; ids stand behind a person's name alone.

Ana and Bo live in London. Spring is in Lisbon, which is cheap and has two venues, so that autumn, which takes place in
another country, is in Riga.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprintplan.cli import commands
from tests.keys.workspace import OFFERS, TOML, flight

AUTUMN = """\
[[event]]
id = "ev-two"
name = "Autumn week"
starts = [2027-09-13]
[[event.session]]
id = "all"
days = [1, 3]
who = "all"
[policy]
local_km = 1
[[policy.approval]]
by = "manager"
when = { fare_over = 100 }
[limits]
different = "country"
"""
PEOPLE = "id,name,home,team,manager\npe-one,Ana,LHR,Core,\npe-two,Bo,LHR,Core,pe-one\n"
VENUES = (
    "id,name,city,country,airports,room_rate,baseline\nve-one,Lisbon,Lisbon,PT,LIS,10,\n"
    've-two,"Hotel Adria, Lisbon",Lisbon,PT,LIS,11,\nve-three,Berga,Riga,LV,RIX,,yes\n'
)
EXCEPTIONS = "person,event,key,value\npe-one,ev-one,policy.max_connections,1\n"
BOOKINGS = (
    "person,event,direction,status,origin,destination,departs,arrives,fare,currency\n"
    "pe-two,ev-one,outbound,ticketed,LHR,LIS,2027-05-09T09:00,2027-05-09T11:45,140,EUR\n"
    "pe-one,ev-two,outbound,ticketed,LHR,LIS,2027-09-12T09:00,2027-09-12T11:45,140,EUR\n"
)
IDS = re.compile(r"\b(?:ev|ve|(?<!\()pe)-(?:one|two|three)\b")
PLAN, NEXT, DAY = "plan.json", "next.json", ("--today", "2026-11-20")


def offers() -> Iterator[str]:
    for out, back in (("2027-05-09", "2027-05-12"), ("2027-09-12", "2027-09-15")):
        for place, fare in (("LIS", 100), ("RIX", 200)):
            yield flight(f"LHR-{place}", f"AA{fare}", "09:00-11:45", fare, day=out)
            yield flight(f"{place}-LHR", f"AB{fare}", "19:00-21:40", fare, day=back)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with its plan, and the plan that follows it once Bo has a ticket."""
    place = tmp_path_factory.mktemp("names")
    folder = place / "year"
    (folder / "offers").mkdir(parents=True)
    text = TOML.replace('id = "spring"', 'id = "ev-one"\nname = "Spring week"').replace("[policy]\n[limits]\n", AUTUMN)
    files = {"sprint.toml": text, "people.csv": PEOPLE, "venues.csv": VENUES, "exceptions.csv": EXCEPTIONS}
    for name, content in (files | {"offers/o.csv": "\n".join([OFFERS, *offers()])}).items():
        (folder / name).write_text(content, encoding="utf-8")
    read(place, "plan", "year", "-o", PLAN, *DAY, "--workers", "1")
    (folder / "bookings.csv").write_text(BOOKINGS, encoding="utf-8")
    read(place, "replan", "year", PLAN, "-o", NEXT, *DAY, "--workers", "1")
    return place


def read(place: Path, *words: str) -> str:
    """What a command prints, in the folder."""
    done = CliRunner().invoke(
        commands,
        [str(place / word) if word.endswith(".json") or word == "year" else word for word in words],
        env={"COLUMNS": "140"},
    )
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "year", "-o", "again.json", *DAY, "--workers", "1"),
        ("replan", "year", PLAN, "-o", "again.json", *DAY, "--workers", "1"),
        ("show", PLAN),
        ("show", NEXT),
        *(("show", PLAN, "--by", column) for column in ("event", "person", "team")),
        ("show", PLAN, "--event", "Spring week"),
        ("show", PLAN, "--person", "Bo"),
        ("team", NEXT, "Ana", "--details"),
        ("explain", PLAN),
        ("explain", PLAN, "--person", "Bo"),
        ("explain", PLAN, "--venue", "Riga"),
        ("explain", PLAN, "--venue", "Hotel Adria, Lisbon"),
        ("check", "year"),
        ("compare", "year", "--rules", *DAY, "--workers", "1"),
        ("diff", PLAN, NEXT, "--all", "--by", "person"),
        *(("actuals", PLAN, "year", "--by", column, *DAY) for column in ("event", "person")),
        ("log", "year"),
    ],
)
def test_people_read_names(place: Path, words: tuple[str, ...]) -> None:
    assert IDS.findall(read(place, *words)) == []


def test_why_a_place_is_out_is_told_by_names(place: Path) -> None:
    """The venue that is called as its city is named once, and the other one by name and city."""
    shown = read(place, "show", PLAN, "--event", "Autumn week")
    reason = 'limits.different "country": not beside Spring week in Lisbon'
    assert f"  Lisbon; Hotel Adria, Lisbon excluded: {reason}\n" in shown
    assert "Spring week: Lisbon (Portugal)\n" in read(place, "show", PLAN)


@pytest.mark.parametrize(("plan", "named"), [(PLAN, "Hotel Adria, Lisbon"), (NEXT, "is not kept")])
def test_pages_call_events_and_venues_by_name(place: Path, plan: str, named: str) -> None:
    """Ids are attributes of a page at most, never text."""
    read(place, "report", plan, "-o", str(place / plan.removesuffix(".json")))
    page = (place / plan.removesuffix(".json") / "index.html").read_text("utf-8")
    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    assert named in text
    assert IDS.findall(text) == []
