"""The page of the year: what directors, organisers and the desk read."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from sprintplan.domain.change_record import ChangeRecord, TripBefore, WayBefore
from sprintplan.domain.plan import Plan, VenueRecord
from sprintplan.domain.totals import ShuttleRun
from sprintplan.domain.trip import VisaRecord
from sprintplan.reports.html import concerns, year_page
from sprintplan.reports.place_names import place_names
from sprintplan.reports.text.show import Part, show_text
from tests.build.plan_records import (
    alternative,
    event_record,
    in_doubt,
    journey_record,
    notice,
    offer_record,
    plan_record,
    remote,
    segment_record,
    totals,
    trip_record,
    without_events,
)
from tests.reports.html.reading import Page

HOSTILE = "</script></style></title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}\u202e"
TOLD_BY_PEOPLE = {
    *"company person name email team manager reason text event venue venue_name city country excluded_because".split(),
    *"time_zone tool_version data_version id source entitled_by attends conflict extra".split(),
}


def year() -> Plan:
    """Three people, one of whom stays away, three other candidates of which one is out, one shuttle run."""
    others = (
        alternative("lisbon", date(2027, 5, 17), "1200.40", objective="19200.40", totals=totals(cash="14000.00")),
        alternative("riga", date(2027, 5, 10), "2500.00", objective="20500.00", exact=False),
        alternative("oslo", None, None, excluded_because="capacity 2"),
    )
    run = ShuttleRun(
        airport="LIS", direction="arrival", date=date(2027, 5, 9), hour=12, travellers=2, runs=1, cost="90.00"
    )
    bo = trip_record(
        "bo", "Bo Berg", notices=(notice("visa", "e-visa for passport XX"),), offers=(offer_record(source="estimate"),)
    )
    trips = (trip_record("ana", "Ana Lima"), bo, remote("cy", "no allowed journey", name="Cy Young"))
    return plan_record(event_record(*trips, alternatives=others, shuttles=(run,)), conflict=())


def test_the_year_is_told_at_a_glance() -> None:
    """Place and month as the heading, then cash, the objective with its bound, hours, CO2e and trips."""
    page = Page(year_page(year()))
    for sentence in (
        "Acme Proven at estimated fares Lisbon in May 12 841 EUR cash. Proven cheapest among the flights considered",
        "Cash 12 841 EUR",
        "proven bound 18 000 EUR 18 000 EUR",
        "In journeys 32 h",
        "Trips 1 cannot be made 2",
        "Spring sprint Casa do Tejo, Lisbon (Portugal) Mon 10 May to Sun 16 May 2027",
        "16 options of venue and date compared.",
    ):
        assert sentence in page.text


def test_why_an_event_is_where_it_is_stands_on_its_card() -> None:
    """Right below place and dates, with the next best place and what it costs more; and what there is per head."""
    text = Page(year_page(year())).text
    why = "Why Lisbon: the next best place, Riga on 10 May, scores at least 2 500 EUR more."
    assert text.index(why) < text.index("Needs attention", text.index("The year at a glance"))
    assert "Per head 6 421 EUR" in text


def test_venues_are_called_by_their_city_and_by_both_names_where_a_city_has_two() -> None:
    """From the plan's own table; a plan without one has the word that its id makes."""
    known = (
        VenueRecord(venue="riga", name="Riga House", city="Rīga", country="LV"),
        VenueRecord(venue="v7", name="Old Mill", city="Graz", country="AT"),
        VenueRecord(venue="v8", name="New Mill", city="Graz", country="AT"),
    )
    assert place_names(year().changed(venues=known)) == {
        "riga": "Rīga",
        "v7": "Old Mill, Graz",
        "v8": "New Mill, Graz",
        "lisbon": "Lisbon",
    }
    assert "The next best place, Rīga on 10 May" in Page(year_page(year().changed(venues=known))).text
    assert "Rīga 10 May" in show_text(year().changed(venues=known), Part())


def test_the_heading_of_visas_says_by_when_the_first_is_due() -> None:
    visa = VisaRecord(country="PT", transit=False, requirement="e-visa", passport="XX", apply_by=None, fee="0.00")
    needs = (notice("visa", "e-visa for passport XX"),)
    due = [visa.changed(apply_by=date(2027, 2, day)) for day in (9, 2)]
    people = [trip_record(f"p{n}", visas=(one, visa), notices=needs) for n, one in enumerate(due)]
    text = Page(year_page(plan_record(event_record(*people)))).text
    assert "2 trips need a visa check, the first to apply for by Tue 2 Feb 2027" in text


def test_exceptions_come_before_map_events_and_trips() -> None:
    """Who stays away and why, then what else needs a look, then that fares are estimates."""
    text = Page(year_page(year())).text
    order = ["The year at a glance Cash", "1 trip cannot be made Cy Young Spring sprint no allowed journey"]
    order += [
        "1 trip needs a visa check Bo Berg Spring sprint e-visa for passport XX",
        "Fares and times are estimates.",
    ]
    order += ["Who flies where", "Who travels longest Hours", "Spring sprint: why Lisbon", "Every trip Search"]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)


def test_the_choice_stands_beside_the_others_with_the_kind_of_their_figures() -> None:
    """17 May costs 1 200 more exactly, Riga 2 500 at least, Oslo is out; only a split that is known is drawn."""
    page = Page(year_page(year()))
    assert "The next best first day there, 17 May, scores 1 200 EUR more." in page.text
    assert "The next best place, Riga on 10 May, scores at least 2 500 EUR more." in page.text
    assert "≥ 20 500 +2 500" in page.text
    assert "Oslo: capacity 2" in page.text
    assert [len(page.of("rect", class_=name)) for name in ("p-fares", "p-whole")] == [3, 2]


def test_a_group_on_a_flight_is_told_once_for_all_of_it() -> None:
    """Three trips, two flights of twelve and ten: two lines, the one of more trips first."""
    both = (notice("group_fare", "outbound: 12 fly RIX-LIS"), notice("group_fare", "return: 10 fly LIS-FRA"))
    people = (
        trip_record("ana", notices=both),
        trip_record("bo", notices=both[:1]),
        trip_record("cy", notices=both[:1]),
    )
    text = "3 trips share a flight with 10 or more colleagues Spring sprint outbound: 12 fly RIX-LIS Spring"
    assert text in Page(year_page(plan_record(event_record(*people)))).text


@pytest.mark.parametrize(
    ("difference", "exact", "said"),
    [
        ("0.00", True, "scores the same."),
        ("0.30", True, "scores as much, to less than one EUR."),
        ("1200.40", False, "scores at least 1 200 EUR more."),
        ("-40.00", True, "scores 40 EUR less by itself."),
    ],
)
def test_a_difference_is_told_as_a_person_would(difference: str, exact: bool, said: str) -> None:
    """A tie, a rounding, a bound, and a choice that only a limit of the year forbids."""
    other = alternative("riga", date(2027, 5, 10), difference, objective="18000.00", exact=exact)
    assert (
        f"Riga on 10 May, {said}"
        in Page(year_page(plan_record(event_record(trip_record("ana"), alternatives=(other,))))).text
    )


def test_points_of_the_scatter_are_the_candidates_with_totals() -> None:
    """The chosen one and 17 May, against hours and against CO2e; Riga's totals are not in the plan."""
    page = Page(year_page(year()))
    drawn = [len(page.of("circle", class_=kind)) for kind in ("chosen", "exact", "bound")]
    assert drawn == [2 + 1, 2 + 1, 1]


def test_without_other_totals_the_page_says_why_nothing_is_drawn() -> None:
    page = Page(
        year_page(
            plan_record(
                event_record(trip_record("ana"), alternatives=(alternative("riga", None, "5.00", objective="9"),))
            )
        )
    )
    assert "The plan has no totals of the other candidates" in page.text


def test_arrivals_are_told_by_local_hour_with_their_shuttle_run() -> None:
    """Ana and Bo land at 12:20 at Lisbon: one run."""
    text = Page(year_page(year())).text
    assert "Sun 9 May 2027 12:00 to 12:59 LIS 2 1 90" in text
    assert "Sun 16 May 2027 19:00 to 19:59 LIS 2" in text


def test_every_trip_has_a_row_with_its_figures_as_keys() -> None:
    """Three rows; the event's hours are minutes as keys, so that 9 h sorts before 10 h."""
    page = Page(year_page(year()))
    assert len(page.of("tr")) > 3
    assert {cell["data-key"] for cell in page.of("td") if cell.get("data-label") == "Hours"} == {"955", "0"}
    assert "Cy Young Core cannot attend: no allowed journey" in page.text


def test_flight_numbers_are_told_where_they_are_known() -> None:
    """Home on LH1173 and another one of LH; out nothing is known."""
    text = Page(year_page(year())).text
    assert "RIX – LIS Sun 9 May 10:00 to 12:20 4 h 20, economy" in text
    assert "LIS – FRA – RIX LH1173 LH Sun 16 May 19:30 to Mon 17 May 09:05 11 h 35, economy" in text


def test_who_travels_longest_is_told_over_all_events() -> None:
    """Bo twice 15 h 55, Ana once: Bo comes first with both."""
    trips = (
        event_record(trip_record("ana"), trip_record("bo")),
        event_record(trip_record("bo"), event="autumn", city="Riga"),
    )
    page = Page(year_page(plan_record(*trips)))
    assert "Bo Lisbon 15 h 55, Riga 15 h 55 31 h 50 Ana Lisbon 15 h 55 15 h 55" in page.text


def test_an_arc_is_drawn_for_each_flown_route() -> None:
    """RIX-LIS on the way out, LIS-FRA and FRA-RIX home: three for two travellers."""
    page = Page(year_page(year()))
    assert sorted(each["data-route"] for each in page.of("path", class_="route") if "data-route" in each) == [
        "spring:FRA-LIS",
        "spring:FRA-RIX",
        "spring:LIS-RIX",
    ]


def test_a_venue_without_a_city_is_told_by_its_name() -> None:
    """No word is missing from a heading or a sentence."""
    text = Page(year_page(plan_record(event_record(trip_record("ana"), city="")))).text
    assert "Casa do Tejo in May" in text
    assert "Spring sprint: why Casa do Tejo Casa do Tejo (Portugal), Mon 10 May" in text


def test_a_plan_without_anybody_who_flies_has_no_map() -> None:
    page = Page(year_page(plan_record(event_record(remote("ana", "no way")))))
    assert not page.of("figure", class_="map")


@pytest.mark.parametrize(
    ("plan", "sentences"),
    [
        (
            without_events("infeasible", "spring: capacity 5, 9 attend", "limits.budget 10"),
            ["No plan is possible", "these rules cannot hold together", "spring: capacity 5, 9 attend"],
        ),
        (without_events("infeasible"), ["No venue and dates keep every rule: the rules leave no candidate."]),
        (without_events("unknown"), ["No plan found", "That does not mean that there is none"]),
        (
            plan_record(event_record(trip_record("ana")), status="feasible", bound="17500.00", gap=0.0286),
            ["Best found", "the least possible is at most 2.86 % less", "no choice has a score below 17 500 EUR"],
        ),
        (
            plan_record(event_record(trip_record("ana")), status="feasible", bound=None, gap=None),
            ["Best found", "nothing is proven, as not every venue was judged in time"],
        ),
        (
            plan_record(event_record(trip_record("ana")), status="feasible", bound="0.00", gap=1.0),
            ["Best found", "nothing is proven, as not every venue was judged in time"],
        ),
    ],
)
def test_what_is_not_proven_or_not_there_is_said_so(plan: Plan, sentences: list[str]) -> None:
    """Never a word of proof where there is none."""
    text = Page(year_page(plan)).text
    assert all(sentence in text for sentence in sentences)
    assert "Proven cheapest" not in text


def test_hostile_texts_add_no_element_and_no_attribute() -> None:
    """Every text that people write is an attack: the page keeps the shape that it has with tame words."""
    tame = year().model_dump(mode="json")
    hostile = Plan.model_validate(_replaced(tame, HOSTILE))
    assert Page(year_page(hostile)).shape == Page(year_page(Plan.model_validate(_replaced(tame, "tame")))).shape
    assert "\u202e" not in year_page(hostile)


def test_hostile_airports_add_nothing_that_runs() -> None:
    out = journey_record(segment_record(HOSTILE, "2027-05-09T10:00+03:00", "LIS", "2027-05-09T12:20+01:00"))
    page = Page(year_page(plan_record(event_record(trip_record("ana", outbound=out)))))
    assert len(page.of("script")) == 1
    assert not page.of("img")
    assert "1 routes touch airports without a known position" in page.text


def test_the_policy_allows_only_what_the_page_carries() -> None:
    """Style and script by the hash of what stands in the page; nothing from elsewhere."""
    page = Page(year_page(year()))
    policy = page.of("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    hashed = {tag: b64encode(sha256(text.encode()).digest()).decode() for tag, text in page.blocks.items()}
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{hashed['style']}'" in policy
    assert f"script-src 'sha256-{hashed['script']}'" in policy
    assert "unsafe" not in policy


def test_nothing_on_the_page_points_elsewhere() -> None:
    """Links lead to places of the page that are there; the icon is empty data."""
    page = Page(year_page(year()))
    links = [attributes["href"] for _, attributes in page.elements if "href" in attributes]
    names = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    assert {link for link in links if not link.startswith("#")} == {"data:,"}
    assert {link[1:] for link in links if link.startswith("#")} <= names
    assert not re.search(r"url\(|@import|https?:", page.blocks["style"] + page.blocks["script"])
    assert not any(name in attributes for _, attributes in page.elements for name in ("src", "style", "onclick"))


def test_every_id_is_there_once() -> None:
    ids = [attributes["id"] for _, attributes in Page(year_page(year())).elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def _replaced(expected: Any, text: str, key: str = "") -> Any:
    """The value with this text added to every text that people write."""
    if isinstance(expected, dict):
        return {name: value if name == "totals" else _replaced(value, text, name) for name, value in expected.items()}
    if isinstance(expected, list):
        return [_replaced(value, text, key) for value in expected]
    return expected + text if isinstance(expected, str) and key in TOLD_BY_PEOPLE else expected


def test_the_page_shows_in_how_many_markets_each_place_is_the_best() -> None:
    """Lisbon in 62 of 100, Riga in 25 on two days, the rest elsewhere; the range stands with the cash."""
    others = (
        alternative("riga", date(2027, 5, 10), "900.00", chance=0.2),
        alternative("riga", date(2027, 5, 17), "950.00", chance=0.05),
        alternative("oslo", date(2027, 5, 17), "990.00", chance=0.0),
    )
    chosen = in_doubt(event_record(trip_record("ana"), alternatives=others))
    text = year_page(plan_record(chosen).changed(totals=chosen.totals))
    table = text[text.index("<caption>In how many of 100 likely markets") :]
    rows = re.findall(r'<th scope="row">(\w[\w ]*?) ?<.*?<td class="n">(\d+)</td>.*?width="([\d.]+)"', table)[:3]
    assert rows == [("Lisbon", "62", "620.0"), ("Riga", "25", "250.0"), ("other places", "13", "130.0")]
    assert "Lisbon is the best place in 62 of 100 likely markets" in text
    assert "likely 11" in text


def test_a_long_list_of_what_needs_attention_ends_in_how_many_more_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for two of three."""
    monkeypatch.setattr(concerns, "MOST_ITEMS", 2)
    people = [trip_record(f"p{n}", notices=(notice("other", "look"),)) for n in range(3)]
    text = Page(year_page(plan_record(event_record(*people)))).text
    assert "3 trips have another remark P0 Spring sprint look P1 Spring sprint look and 1 more" in text


def test_cash_stands_beside_the_budget() -> None:
    """At a glance; without a budget nothing is said of one."""
    plan = plan_record(event_record(trip_record("ana")))
    assert "budget 20 000 EUR" in Page(year_page(plan.changed(budget="20000.00"))).text
    assert "budget 20 000 EUR" not in Page(year_page(plan)).text


def test_the_journeys_that_change_stand_below_why_each_on_its_line_and_names_of_events_by_themselves() -> None:
    """An event's name from right to left carries no figure beside it along."""
    plan = year()
    event = plan.events[0]
    out = {"departs_at": "2027-05-09T10:00+02:00", "arrives_at": "2027-05-09T14:20+02:00"}
    home = {"departs_at": "2027-05-16T19:30+02:00", "arrives_at": "2027-05-16T23:10+02:00"}
    was = TripBefore(
        venue="Casa",
        check_in=None,
        check_out=None,
        outbound=WayBefore(mode="air", start="RIX", end="LIS", flights=(), **out),
        inbound=WayBefore(mode="air", start="LIS", end="RIX", flights=("TP1", "LH2"), **home),
    )
    change = ChangeRecord(
        event=event.event,
        person="ana",
        name="Ana",
        team="",
        kind="journeys",
        what=("outbound", "inbound"),
        why="another choice costs less now",
        cost="-20.00",
        before=was,
    )
    page = Page(year_page(plan.changed(changes=(change,))))
    assert (
        f"Ana {event.name} another choice costs less now (-20 EUR) outbound before: RIX–LIS 2027-05-09 10:00"
        " return before: TP1 LH2 LIS–RIX 2027-05-16 19:30"
    ) in page.text
    assert len(page.of("span", class_="sub")) - len(Page(year_page(plan)).of("span", class_="sub")) == 2
    assert len(page.of("bdi", class_="of")) - len(Page(year_page(plan)).of("bdi", class_="of")) == 1
