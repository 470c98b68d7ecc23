"""A small workspace in which one key at a time is switched on.

Ana lives in London and flies to Lisbon for three days from Monday, 10 May 2027: out on Sunday with AA1 (landing at
11:45) for 100 euros, back on Wednesday with AA2 (taking off at 19:00) for 100 euros.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.build.year import Quote, quote

TOML = """\
[company]
name = "Acme"
[[event]]
id = "spring"
starts = [2027-05-10]
[[event.session]]
id = "all"
days = [1, 3]
who = "all"
[policy]
[limits]
[objective]
travel_hour = 0
tonne_co2e = 0
night_per_diem = 0
remote = 5000
[rates]
[offers]
source = "files"
[ground]
"""
ANA = "ana,Ana,LHR,PT,core,key"
LISBON = "lisbon,Casa,Lisbon,PT,LIS,10"
PEOPLE, VENUES = "id,name,home,citizenship,team,roles", "id,name,city,country,airports,room_rate"
OFFERS = "origin,destination,departs,arrives,flights,via,via_times,cabin,fare,currency,seats,co2e_kg"
CONDITIONS = ",changeable,refundable,checked_bags,fare_brand"
YES = {"yes": True, "no": False}


def flight(
    way: str,
    number: str,
    times: str,
    fare: int = 100,
    *,
    day: str = "",
    cabin: str = "economy",
    via: str = ",",
    seats: str = "",
    co2e_kg: int = 100,
    currency: str = "",
) -> str:
    """A row of offers: "out" is to Lisbon on Sunday, "back" from there on Wednesday, at "09:00-11:45" or the like."""
    ends = {"out": "LHR,LIS", "back": "LIS,LHR"}.get(way, way.replace("-", ","))
    day = day or ("2027-05-12" if way == "back" else "2027-05-09")
    start, end = times.split("-")
    landing = f"{date.fromisoformat(day) + timedelta(days=end < start)}T{end}"
    return f"{ends},{day}T{start},{landing},{number},{via},{cabin},{fare},{currency},{seats},{co2e_kg}"


def filled(row: str) -> str:
    """A row of offers with as many cells as the header, empty ones behind those that it has."""
    return row + "," * ((OFFERS + CONDITIONS).count(",") - row.count(","))


def quotes(rows: Iterable[str]) -> list[Quote]:
    """The rows as the oracle takes them."""
    quoted = []
    for row in csv.DictReader([OFFERS + CONDITIONS, *rows], restval=""):
        cells: dict[str, Any] = {**row}
        grams, seats, bags = int(cells.pop("co2e_kg")) * 1000, cells.pop("seats"), cells.pop("checked_bags")
        cells |= {name: YES.get(cells[name]) for name in ("changeable", "refundable")}
        cells |= {"seats": int(seats) if seats else None, "checked_bags": int(bags) if bags else None}
        quoted.append(quote(**cells, co2e_g=grams))
    return quoted


AA1, AA2 = flight("out", "AA1", "09:00-11:45"), flight("back", "AA2", "19:00-21:40")


@dataclass(frozen=True)
class Case:
    """One key, the line that states it, and what it decides: `fact` is `before` without it and `after` with it.

    `was` states another value before; `offers`, `people` and `venues` are rows beside Ana's, `toml` replacements in
    sprint.toml and `files` further files, both times.
    """

    key: str
    line: str
    fact: str
    before: str
    after: str
    was: str = ""
    offers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    toml: tuple[tuple[str, str], ...] = ()
    files: dict[str, str] = field(default_factory=dict)


def written(case: Case, line: str) -> str:
    """sprint.toml with a line under the header of the key's table, in place of one that states the same key."""
    text = TOML
    for old, new in case.toml:
        assert old in text
        text = text.replace(old, new, 1)
    table, *inner = case.key.split(".")
    header = {"event": "[[event.session]]" if "session" in inner else "[[event]]"}.get(table, f"[{table}]")
    lines = text.splitlines()
    first = lines.index(header) + 1
    last = next((n for n in range(first, len(lines)) if lines[n].startswith("[")), len(lines))
    name = line.partition(" = ")[0]
    kept = [one for one in lines[first:last] if not one.startswith(f"{name} = ")]
    return "\n".join([*lines[:first], line, *kept, *lines[last:]])


def write(folder: Path, case: Case, line: str) -> Path:
    """The case's workspace with a line in sprint.toml."""
    (folder / "offers").mkdir(parents=True)
    files = {
        "sprint.toml": written(case, line),
        "people.csv": "\n".join([PEOPLE, ANA, *case.people]),
        "venues.csv": "\n".join([VENUES, LISBON, *case.venues]),
        "offers/offers.csv": "\n".join([OFFERS + CONDITIONS, *map(filled, (AA1, AA2, *case.offers))]),
        **case.files,
    }
    for name, text in files.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return folder
