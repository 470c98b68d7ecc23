"""What readers do with the page, and what it must not do to them."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from sprintplan.domain.plan import Plan
from sprintplan.itinerary.actuals import actuals_of
from sprintplan.reports.html import person_page, places_page, team_page, year_page
from sprintplan.reports.html.actuals import actuals_page
from tests.browser.conftest import Open
from tests.browser.test_places import scouted
from tests.build.plan_records import (
    alternative,
    event_record,
    journey_record,
    notice,
    plan_record,
    remote,
    segment_record,
    totals,
    trip_record,
    without_events,
)
from tests.reports.lists.desk import desk_plan

SCRIPT = '<script>window.ran = "yes"</script><img src="x" onerror="window.ran = 1"><svg onload="window.ran = 2">'
THEMES = ("light", "dark")
WIDTHS = (1280, 390)


def year(**changes: Any) -> Plan:
    """Two events: Inês, Łukasz and 王 fly to Lisbon, Di cannot attend; one of them flies from Tokyo to Riga."""
    far = journey_record(
        segment_record("NRT", "2027-05-09T10:00+09:00", "SFO", "2027-05-09T03:00-07:00"),
        segment_record("SFO", "2027-05-09T06:00-07:00", "LIS", "2027-05-10T01:00+01:00"),
        minutes=1020,
    )
    others = (
        alternative("riga", date(2027, 5, 10), "2500.00", objective="20500.00", totals=totals(cash="15000.00")),
        alternative("oslo", date(2027, 5, 17), "900.00", objective="18900.00", exact=False, totals=totals()),
        alternative("bergen", None, None, excluded_because="capacity 2"),
    )
    spring = (
        trip_record("ines", "Inês Carvalho", co2e_kg=90.0),
        trip_record(
            "lukasz", "Łukasz Zając", "ines", outbound=far, notices=(notice("long_journey", "outbound: 17 h 00"),)
        ),
        trip_record("wang", "王小明", "ines", team="Sales", co2e_kg=1200.0),
        remote("di", "unavailable 2027-05-10", name="Di Marsh", manager="ines"),
    )
    autumn = event_record(
        trip_record("ines", "Inês Carvalho"), event="autumn", name="Autumn sprint", city="Riga", country="LV"
    )
    return plan_record(event_record(*spring, alternatives=others), autumn, **changes)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_quiet_and_fits_its_window(opened: Open, theme: str, width: int) -> None:
    """Nothing in the console, no request, nothing wider than the window, in both themes."""
    view = opened(year_page(year()), color_scheme=theme, viewport={"width": width, "height": 800})
    assert view.page.evaluate("document.documentElement.scrollWidth") == width
    assert view.quiet


@pytest.mark.parametrize("width", WIDTHS)
def test_words_that_no_line_holds_are_broken(opened: Open, width: int) -> None:
    """Names of 120 letters without a space, everywhere; the page stays as wide as its window, every list open."""
    word = "Betriebsrat" * 11
    people = (trip_record("ana", word, team=word, notices=(notice("other", word),)), remote("bo", word, name=word))
    out = alternative(word.lower(), date(2027, 5, 17), "9.00", objective="18009.00", totals=totals())
    year_plan = plan_record(
        event_record(*people, name=word, city=word, venue_name=word, alternatives=(out,)), company=word
    )
    page = opened(year_page(year_plan), viewport={"width": width, "height": 800}).page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_dark_theme_is_dark_and_the_light_one_light(opened: Open) -> None:
    """The paper's brightness, of 255: over 240 and under 40."""
    found = []
    for theme in THEMES:
        view = opened(year_page(year()), color_scheme=theme)
        paper = view.page.evaluate("getComputedStyle(document.body).backgroundColor")
        found.append(max(map(int, re.findall(r"\d+", paper)[:3])))
    assert found[0] > 240
    assert found[1] < 40


def test_a_column_is_sorted_by_its_button_either_way(opened: Open) -> None:
    """CO2e: 0 for Di, 90 and 401 for Inês, 401 for Łukasz, 1 200 for 王; then down; then by attention, Di first."""
    page = opened(year_page(year())).page
    head, button = page.get_by_role("columnheader", name="CO2e kg"), page.get_by_role("button", name="CO2e kg")
    rows = page.locator("#trip-table tbody tr")
    button.click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert [rows.nth(at).locator("bdi").inner_text() for at in (0, 1, 4)] == ["Di Marsh", "Inês Carvalho", "王小明"]
    button.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert rows.first.locator("bdi").inner_text() == "王小明"
    button.click()
    expect(page.locator("#trip-table [aria-sort]")).to_have_count(0)
    assert [rows.nth(at).locator("bdi").inner_text() for at in (0, 1)] == ["Di Marsh", "Łukasz Zając"]


def test_sorting_works_by_keyboard_and_marks_one_column_only(opened: Open) -> None:
    """Traveller by Enter, then outbound by Space: who has no journey comes last either way."""
    page = opened(year_page(year())).page
    page.get_by_role("button", name="Traveller").focus()
    page.keyboard.press("Enter")
    rows = page.locator("#trip-table tbody tr")
    assert rows.first.locator("bdi").inner_text() == "Di Marsh"
    page.get_by_role("button", name="Outbound").focus()
    for _ in range(2):
        page.keyboard.press("Space")
        assert rows.last.locator("bdi").inner_text() == "Di Marsh"
    assert page.locator("#trip-table [aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", 5),
        ("ines", 2),
        ("INÊS autumn", 1),
        ("王", 1),
        ("nrt", 1),
        ("tokyo", 1),
        ("japan narita", 1),
        ("frankfurt", 4),
        ("cannot attend", 1),
        ("sales", 1),
        ("nobody", 0),
    ],
)
def test_the_search_finds_words_in_any_order_whatever_the_accents(opened: Open, typed: str, shown: int) -> None:
    """By name, event, airport, its city and country, team and remark; the number of trips is said."""
    page = opened(year_page(year())).page
    page.get_by_label("Search").fill(typed)
    assert page.locator("#trip-table tbody tr:visible").count() == shown
    expect(page.get_by_role("status")).to_have_text(f"{shown} of 5 trips" if typed else "")


def test_the_search_of_a_page_without_room_for_all_says_where_the_others_are(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page with room for four of five trips has the first two of spring, and the one of autumn."""
    monkeypatch.setattr("sprintplan.reports.html.trip_rows.MOST_TRIPS", 4)
    page = opened(year_page(year())).page
    expect(page.get_by_role("heading", name="Trips that need attention first")).to_be_visible()
    page.get_by_label("Search").fill("nobody")
    expect(page.get_by_role("status")).to_have_text("0 of 3 trips on this page; the list beside it has 2 more")


def test_the_map_has_one_arc_for_each_flown_route_of_an_event(opened: Open) -> None:
    """Out RIX-LIS and NRT-SFO-LIS, home LIS-FRA-RIX in spring; RIX-LIS and LIS-FRA-RIX in autumn: five and three."""
    page = opened(year_page(year())).page
    flown = {
        (event.event, *sorted((leg.start, leg.end)))
        for event in year().events
        for each in event.trips
        for way in (each.outbound, each.inbound)
        if way
        for leg in way.segments
    }
    drawn = page.locator(".map:not(.near) path[data-route]").evaluate_all("all => all.map(each => each.dataset.route)")
    assert sorted(drawn) == sorted(f"{name}:{a}-{b}" for name, a, b in flown)
    assert len(drawn) == 5 + 3


def test_a_script_in_a_name_does_not_run(opened: Open) -> None:
    """It is shown as it was typed."""
    year_plan = plan_record(
        event_record(
            trip_record("ana", SCRIPT, team=SCRIPT, notices=(notice("other", SCRIPT),)), name=SCRIPT, city=SCRIPT
        )
    )
    view = opened(year_page(year_plan))
    assert view.page.evaluate("window.ran") is None
    assert view.quiet
    assert view.page.locator("#trip-table bdi").inner_text() == SCRIPT


def test_a_script_that_came_in_all_the_same_would_not_run_and_not_reach_anything(opened: Open) -> None:
    """The policy refuses an inline script, a handler, a picture and a request, each with a word in the console."""
    view = opened(year_page(year()))
    view.page.evaluate("""async () => {
        const script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(script);
        document.body.insertAdjacentHTML("beforeend", "<img src='http://127.0.0.1:9/x.png' onerror='window.ran = 2'>");
        await fetch("http://127.0.0.1:9/").catch(() => null);
    }""")
    assert view.page.evaluate("window.ran") is None
    refused = [message for message in view.said if "Content Security Policy" in message]
    assert {word for word in ("script-src", "img-src", "default-src") if any(word in text for text in refused)} == {
        "script-src",
        "img-src",
        "default-src",
    }


@pytest.mark.parametrize(
    ("which", "width", "theme"),
    [
        *(("year", width, theme) for width in WIDTHS for theme in THEMES),
        ("team", 1280, "dark"),
        ("team", 390, "light"),
        ("person", 390, "light"),
        ("person", 390, "dark"),
        ("infeasible", 390, "dark"),
        ("nobody", 1280, "light"),
        ("places", 1280, "light"),
        ("places", 390, "dark"),
        ("actuals", 390, "light"),
        ("actuals", 1280, "dark"),
    ],
)
def test_axe_finds_no_serious_violation(opened: Open, axe: str, which: str, width: int, theme: str) -> None:
    """With every list open; contrast, names, tables, order of headings."""
    pages = {
        "year": year_page(year()),
        "team": team_page(year(), "ines")[1],
        "person": person_page(year(), "lukasz")[1],
        "infeasible": year_page(without_events("infeasible", "spring: capacity 5, 9 attend")),
        "nobody": year_page(plan_record(event_record(remote("ana", "no way")))),
        "places": places_page(scouted()),
        "actuals": actuals_page(actuals_of(desk_plan(), ()), date(2027, 5, 1)),
    }
    page = opened(pages[which], color_scheme=theme, viewport={"width": width, "height": 800}).page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(axe)
    printed = page.evaluate("axe.run()")
    grave = [
        (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in printed["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert len(printed["passes"]) > 10


def test_the_skip_link_leads_past_the_head(opened: Open) -> None:
    """It is the first stop of the keyboard."""
    page = opened(year_page(year())).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_the_table_is_plain_and_whole(opened: Open) -> None:
    """All rows, no search field that does nothing, no buttons."""
    page = opened(year_page(year()), java_script_enabled=False).page
    assert page.locator("#trip-table tbody tr").count() == 5
    assert not page.locator("#search").is_visible()
    assert page.locator("#trip-table button").count() == 0


def test_it_prints_on_a4(opened: Open) -> None:
    """210 x 297 mm is 595 x 842 points."""
    printed = opened(year_page(year())).page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 (\d+)\S* (\d+)\S*\]", printed))
    assert sizes <= {(b"594", b"841"), (b"595", b"842"), (b"595", b"841")}
    assert sizes
