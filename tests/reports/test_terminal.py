"""What a terminal of 80 columns shows, with names in every script: golden files, and what holds for each of them."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Trip
from sprintplan.reports.formatting import folded
from sprintplan.reports.text.show import Part, show_text
from sprintplan.reports.text.team import team_text
from tests.build.plan_records import (
    absent,
    alternative,
    event_record,
    notice,
    offer_record,
    plan_record,
    remote,
    totals,
    trip_record,
)
from tests.golden import TextFile

WIDE = "欧陽 菜々子・アレクサンドラ＝フォン・ホーエンツォレルン"
HEBREW = "שרה בת־אל לוי"
ARABIC = "عبد الرحمن بن محمد الفارسي"
THAI = "กิ่งแก้ว รัตนโกสินทร์"
DECOMPOSED = "Zoe\u0308 Nguye\u0302\u0303n"
PERSIAN = "نی\u200cلوفر"
EMOJI = "Ana 🌍 Lima"


def people() -> tuple[Trip, ...]:
    """One of each script: who stays away, who is to be looked at, who travels, who is there already."""
    low = notice("cabin_not_sold", "outbound: entitled to business, which is not sold; economy counts")
    long = notice("long_journey", "return: 31 h 05")
    guess = notice("estimate", "fares, times and CO2e are estimates: good for choosing; get live fares before booking")
    return (
        trip_record("ana", EMOJI, team="開発部"),
        trip_record(
            "wide", WIDE, "ana", team="開発部", notices=(low, long, guess), offers=(offer_record(source="estimate"),)
        ),
        trip_record("sara", HEBREW, "ana", team="開発部", notices=(long,)),
        trip_record("abd", ARABIC, "desk", team="開発部"),
        remote("thai", f"no allowed journey out: {THAI} may not enter", name=THAI, manager="sara", team="開発部"),
        trip_record("zoe", DECOMPOSED, "wide", status="local", outbound=None, inbound=None, nights=0),
        trip_record("nil", PERSIAN, "wide", status="own_travel", outbound=None, inbound=None),
    )


def worldly() -> Plan:
    """A venue with a wide name, and a manager who stays at the desk between Ana and Abd."""
    others = (alternative("riga", None, None, excluded_because=f"capacity 2: {WIDE} and {ARABIC}"),)
    heads = totals(travellers=4, remote=1)
    week = event_record(*people(), venue_name="東京国際フォーラム" * 3, city="東京", alternatives=others, totals=heads)
    return plan_record(week, managers=(absent("desk", "Dee 漢字", "ana"),), company="株式会社メリディアン")


VIEWS: dict[str, Callable[[], str]] = {
    "summary": lambda: show_text(worldly(), Part()),
    "event": lambda: show_text(worldly(), Part(event="spring")),
    "team": lambda: show_text(worldly(), Part(team="開発部")),
    "person": lambda: show_text(worldly(), Part(person="wide")),
    "manager": lambda: team_text(worldly(), "ana", details=True),
}


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_reads_as_it_did(view: str, snapshot: SnapshotAssertion) -> None:
    assert VIEWS[view]() == snapshot(extension_class=TextFile, name=view)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_fits_eighty_columns(view: str) -> None:
    """Counted in cells: a Chinese character takes two, a mark above a letter none."""
    assert max(map(cell_len, VIEWS[view]().splitlines())) <= 80


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_plain_text(view: str) -> None:
    """No escapes and no marks of direction: what a pipe, a mail or a screen reader gets."""
    assert not {"\x1b", "\u2068", "\u2069", "\u202e"} & set(VIEWS[view]())


def test_the_table_of_trips_lines_up_in_cells() -> None:
    """The last column ends at the same cell in every row, whatever the names are written in."""
    table = VIEWS["event"]().partition("\nTrips\n")[2].splitlines()
    ends = [cell_len(line) for line in table if line[-1].isdigit() or line.endswith("EUR")]
    assert len(ends) == len(people()) + 1
    assert len(set(ends)) == 1


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("terminal", [40, 140])
def test_each_view_fits_the_terminal_and_leaves_nothing_out(
    view: str, terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines that only say how many may be longer, and are folded where they are printed."""
    monkeypatch.setenv("COLUMNS", str(terminal))
    lines = [part for line in VIEWS[view]().splitlines() for part in folded(line)]
    assert max(map(cell_len, lines)) <= terminal
    assert sum("19:30" in line for line in lines) >= (view != "summary")


def test_the_views_have_one_order_of_attention() -> None:
    """Thai stays away, Wide is below her cabin, Sara's journey is very long; then the others."""
    for view in ("event", "team", "manager"):
        text = VIEWS[view]()
        places = [text.index(word) for word in ("(thai", "(wide", "(sara")]
        assert places == sorted(places)
