"""A manager's page: that team and nobody else."""

import re
from datetime import date

import pytest

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import LieuRecord, VisaRecord
from sprintplan.errors import UsageError
from sprintplan.reports.html import named_team_page, person_page, team_page, year_page
from tests.build.plan_records import (
    absent,
    alternative,
    cost,
    event_record,
    notice,
    plan_record,
    remote,
    totals,
    trip_record,
)
from tests.reports.html.reading import Page
from tests.reports.lists.test_booking_lists import booked

EARNED = LieuRecord(outside_hours=12.25, weekend_days=1, days=2.53)


def company() -> Plan:
    """Anabel leads Bodil, and Cyprian, who leads Dimitra; Zebulon above her comes to no event, Evander is his."""
    shared = (
        notice("group_fare", "10 on one flight, among them Evander Roth"),
        notice("visa", "e-visa for passport KZ"),
        notice("other", "shares a shuttle with evander@acme.example."),
        notice("other", "citizenship of KZ is not in visas.csv"),
        notice("early_arrival", "arrives 1 night early"),
    )
    people = (
        trip_record("p-anabel", "Anabel Lima", "p-zebulon", email="anabel@acme.example"),
        trip_record("p-bodil", "Bodil Berg", "p-anabel", notices=shared, extra={"x_passport": "KZ123"}, lieu=EARNED),
        trip_record("p-cyprian", "Cyprian Young", "p-anabel", email="cyprian@acme.example"),
        remote("p-dimitra", "no seat is left after p-evander", name="Dimitra Marsh", manager="p-cyprian"),
        trip_record(
            "p-evander",
            "Evander Roth",
            "p-zebulon",
            team="Secret Sales",
            email="evander@acme.example",
            lieu=EARNED.changed(days=77.7),
            cost=cost(fare="7777.00", cash="7777.00"),
            notices=(notice("cabin_not_sold", "granted first class for an injury"),),
        ),
    )
    out = alternative("riga", None, None, excluded_because="policy.must_attend: no allowed trip for Evander Roth")
    sums = totals(cash="99999.00")
    year_plan = event_record(*people, alternatives=(out,), totals=sums, objective="88888.00")
    return plan_record(
        year_plan, totals=sums, objective="88888.00", bound="88888.00", managers=(absent("p-zebulon", "Zebulon Top"),)
    )


def page() -> str:
    return team_page(company(), "p-anabel")[1]


def test_nobody_else_is_on_the_page_in_any_form() -> None:
    """No name, id or email of anybody else, not even the manager's manager, nor what the others' notices say."""
    others = ["zebulon", "evander", "roth", "zebulon top", "secret sales", "injury", "anabel@acme.example"]
    assert [other for other in others if other in page().casefold()] == []


def test_the_outlines_are_credited_where_there_is_a_map() -> None:
    """On the pages of the year and of a team whose people fly; a traveller's page has no map."""
    pages = (year_page(company()), page(), person_page(company(), "p-anabel")[1])
    assert ["Natural Earth" in one for one in pages] == ['class="land"' in one for one in pages] == [True, True, False]


def test_days_in_lieu_are_those_of_the_team() -> None:
    """Bodil's 2.53 by 12.25 hours and one day at a weekend; nobody else of the team earns any."""
    assert "Bodil Berg 12.25 1 2.53" in " ".join(Page(page()).text.split())
    assert "77.7" not in Page(page()).text


def test_the_tree_is_there_with_who_reports_to_whom_below() -> None:
    """Bodil, Cyprian, and Dimitra below Cyprian; the manager's own trip is not."""
    text = Page(page()).text
    rows = Page(page()).of("tr")
    assert all(name in text for name in ("Bodil Berg", "Cyprian Young", "Dimitra Marsh"))
    assert "3 people; all figures are theirs alone." in text
    assert len([row for row in rows if "class" in row]) == 1


def test_no_citizenship_is_told() -> None:
    """That a visa may be needed is said, not for which passport; own columns stay away."""
    text = Page(page()).text
    assert "a visa or permit to enter may be needed" in text
    assert not re.search(r"\bKZ|passport", page())


def test_totals_are_those_of_the_team() -> None:
    """Bodil and Cyprian at 1 420.50 each; neither the event's nor the year's sums, no alternatives."""
    text = Page(page()).text
    assert "Cash of these trips 2 841 EUR" in text
    assert not re.search(r"99 999|88 888|99999|88888|7 777|next best", text, re.IGNORECASE)


def test_what_names_others_is_withheld_and_the_rest_stays() -> None:
    """Two notices and a reason name Evander: three times in the list of what to look at, once in each of two rows."""
    text = Page(page()).text
    assert "arrives 1 night early" in text
    assert text.count("a remark that concerns others too; ask the organiser") == 3 + 2


def test_every_part_of_the_tree_gets_its_own_page() -> None:
    """Cyprian's has Dimitra alone; Bodil, a colleague, is not on it."""
    at, page = team_page(company(), "Cyprian")
    assert at == "p-cyprian"
    assert "Dimitra" in page
    assert "Bodil" not in page
    assert "Anabel" not in page


def test_who_leads_nobody_gets_no_page() -> None:
    with pytest.raises(UsageError, match="nobody in this plan reports to"):
        team_page(company(), "p-evander")


def test_what_needs_the_manager_comes_before_the_table_of_people() -> None:
    """Then sums, map and every trip. Bodil leaves on a Sunday that may be a holiday in Latvia."""
    text = Page(page()).text
    places = [text.index(words) for words in ("1 trip cannot be made", "Who is away when", "Cash of these trips")]
    assert places == sorted(places)
    assert "Bodil Berg Sun 9 May 10:00 Mon 17 May 09:05 3 9 May, 16 May 2.53 1 421" in text


def test_a_team_has_a_page_by_its_name_without_anybody_else() -> None:
    """The team of sales is Evander alone; nobody's approvals are on it."""
    at, page = named_team_page(company(), "secret sales")
    assert at == "Secret Sales"
    assert "The trips of team Secret Sales" in Page(page).text
    assert "1 person" in Page(page).text
    assert not re.search("anabel|bodil|cyprian|dimitra|zebulon", page, re.IGNORECASE)


def test_a_traveller_has_a_page_with_the_own_days_and_papers() -> None:
    """Bodil's visa and passport are hers to read; what names Evander, and her fare, are not on it."""
    at, page = person_page(company(), "bodil")
    text = Page(page).text
    assert at == "p-bodil"
    assert "Outbound 4 h 20, economy" in text
    assert "Riga (RIX) → Sun 9 May 12:20 Lisbon (LIS)" in text
    assert "Check in Sun 9 May 2027, 7 nights" in text
    assert "E-visa for passport KZ" in text
    assert not re.search("anabel|evander|cyprian|x_passport|1 421", page, re.IGNORECASE)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("unavailable on these dates (people.unavailable)", "unavailable on these dates"),
        ("people.cannot_enter: MA", "you cannot enter MA"),
        ("policy.visa: no visa for MA in time", "no visa for MA in time"),
        (
            "no allowed outbound journey: policy.connection_minutes (connections wait 60 to 360 minutes); "
            "policy.detour (no journey over 35 h 45, measured by the fastest)",
            "no allowed outbound journey: connections wait 60 to 360 minutes; no journey over 35 h 45, measured by the "
            "fastest",
        ),
        (
            "no allowed outbound journey: none is on sale, 2 nights of rest before the eve (policy.rest)",
            "no allowed outbound journey: none is on sale, 2 nights of rest before the eve",
        ),
    ],
)
def test_travellers_and_managers_read_reasons_without_keys(reason: str, told: str) -> None:
    """What the rules say, and none of the names that only who edits the files knows."""
    plan = plan_record(event_record(trip_record("bo"), remote("di", reason)))
    assert f"You cannot attend: {told}." in Page(person_page(plan, "di")[1]).text
    mine = plan_record(event_record(trip_record("bo"), remote("di", reason, manager="bo")))
    text = Page(team_page(mine, "bo")[1]).text
    assert text.count(told.removeprefix("you ")) == 2
    assert not re.search(r"(policy|people)\.", text)


@pytest.mark.parametrize(
    ("name", "reason", "hidden"),
    [
        ("Bo", "no allowed outbound journey", False),
        ("Bo", "2 nights more than Bo, who shares the room", True),
        ("王芳", "部屋は王芳と同じ", True),
    ],
)
def test_a_short_name_of_somebody_else_hides_no_word_that_holds_its_letters(
    name: str, reason: str, hidden: bool
) -> None:
    """The manager is above the team, so that no text on its page may name them."""
    told = plan_record(event_record(trip_record("boss", name=name), remote("di", reason, manager="boss")))
    text = Page(team_page(told, "boss")[1]).text
    assert ("a remark that concerns others too" in text, reason in text) == (hidden, not hidden)


def test_a_traveller_reads_what_to_do_and_by_when() -> None:
    """Apply for the visa, book within the allowance; who cannot attend reads why."""
    visa = VisaRecord(
        country="PT", transit=True, requirement="e-visa", passport="XX", apply_by=date(2027, 2, 2), fee="0.00"
    )
    told = plan_record(event_record(booked("bo", visas=(visa,)), remote("di", "unavailable 2027-05-10")))
    text = Page(person_page(told, "bo")[1]).text
    assert "Portugal (connection): e-visa, apply by Tue 2 Feb 2027" in text
    most = "at most 345 EUR for both ways (45 EUR of it for the error of the estimate)"
    assert f"Book by Fri 9 Apr 2027: {most}; be there by Sun 9 May 17:30" in text
    assert "You cannot attend: unavailable 2027-05-10." in Page(person_page(told, "di")[1]).text
    nothing = plan_record(event_record(trip_record("bo", notices=(notice("estimate", "fares are estimates"),))))
    assert "To do and to know" in text
    assert "To do" not in Page(person_page(nothing, "bo")[1]).text


def test_a_traveller_of_unknown_citizenship_reads_once_what_to_do() -> None:
    """Which passport it is, the organiser has to be told; the notice of the plan is not repeated."""
    visa = VisaRecord(
        country="PT", transit=False, requirement="unknown citizenship", passport="", apply_by=None, fee="0.00"
    )
    asked = notice("visa", "unknown citizenship: check what Portugal requires")
    told = plan_record(event_record(trip_record("bo", visas=(visa,), notices=(asked,))))
    text = Page(person_page(told, "bo")[1]).text
    assert "Portugal: tell the organiser which passport you have, and check whether it needs a visa" in text
    assert "check what Portugal" not in text
