"""The lists, calendars and pages that tell of booking and approval."""

from datetime import date
from typing import Any

from icalendar import Calendar

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Allowance, Approval, Trip, VisaRecord
from sprintplan.reports.calendar.calendars import calendar, parts
from sprintplan.reports.html import team_page
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.text.team import team_facts, team_text
from tests.build.plan_records import event_record, plan_record, trip_record
from tests.reports.html.reading import Page

DUE = date(2027, 4, 9)
ALLOWED = Allowance(
    cabin="economy",
    inbound_cabin="business",
    land_from="2027-05-07T06:00+01:00",
    land_by="2027-05-09T17:30+01:00",
    take_off_from="2027-05-16T18:30+01:00",
    take_off_by="2027-05-17T23:59+01:00",
    fare_ceiling="345.00",
    fare_error="45.00",
    book_by=DUE,
)


def asked(by: str, reason: str = "fares of 300.00 EUR, over 250.00") -> Approval:
    """By the first rule."""
    return Approval(by=by, rule="policy.approval[1]", reason=reason)


def booked(person: str, due: date | None = DUE, **changes: Any) -> Trip:
    """A trip with an allowance."""
    return trip_record(person, book_by=due, allowance=ALLOWED.changed(book_by=due), **changes)


def company() -> Plan:
    """Ana leads Bo and Cy; Eva agrees to Bo's trip too, and nobody is named for Ana's."""
    return plan_record(
        event_record(
            booked("ana", approvals=(asked(""),)),
            booked(
                "bo", date(2027, 4, 1), manager="ana", approvals=(asked("ana"), asked("eva", "outbound in business"))
            ),
            trip_record("cy", manager="ana", approvals=(asked("ana"),)),
            trip_record("eva"),
        )
    )


def rows(kind: str) -> list[dict[str, Any]]:
    """The rows of the list."""
    [table] = LISTS[kind](company())
    return [dict(zip(table.names, cells, strict=True)) for cells in table.cells]


def test_what_is_to_be_booked_first_comes_first() -> None:
    """Bo by the 1st, Ana by the 9th; Cy and Eva have no allowance."""
    first, second = rows("allowances")
    assert [(row["person"], str(row["book_by"])) for row in (first, second)] == [
        ("bo", "2027-04-01"),
        ("ana", "2027-04-09"),
    ]
    assert (first["cabin"], first["inbound_cabin"], str(first["fare_ceiling"])) == ("economy", "business", "345.00")
    assert str(first["land_by"]) == "2027-05-09 17:30:00+01:00"
    assert (first["planned_out"], str(first["planned_fare"])) == ("RIX-LIS", "300.00")


def test_approvals_are_grouped_by_who_gives_them() -> None:
    """Ana's two by the day to book by, then Eva's; whoever has no manager comes last."""
    lines = [(row["by"], row["by_name"], row["person"], row["reason"]) for row in rows("approvals")]
    fares = "fares of 300.00 EUR, over 250.00"
    assert lines == [
        ("ana", "Ana", "bo", fares),
        ("ana", "Ana", "cy", fares),
        ("eva", "Eva", "bo", "outbound in business"),
        ("", "", "ana", fares),
    ]


def test_a_travellers_calendar_has_the_day_to_book_by() -> None:
    """One day, with the ceiling; a team's calendar does not, and neither does Cy's."""
    files = {name: calendar(company(), part) for name, part in parts(company()).items()}
    [entry] = [one for one in Calendar.from_ical(files["people/bo.ics"]).events if "Book" in str(one["summary"])]
    assert (entry["summary"], entry.DTSTART, entry.DTEND) == (
        "Book the trip to Spring sprint",
        date(2027, 4, 1),
        date(2027, 4, 2),
    )
    window = "be there by Sun 9 May 17:30, leave from Sun 16 May 18:30"
    assert (
        entry["description"]
        == f"At most 345.00 EUR for both ways, 45.00 EUR of it for the error of the estimate; {window}"
    )
    assert all(b"Book the trip" not in files[name] for name in ("people/cy.ics", "teams/Core.ics"))


def test_a_manager_reads_the_own_approvals_first() -> None:
    """Bo's and Cy's, not the one that Eva gives; before any trip."""
    text = team_text(company(), "ana")
    top = text.index(
        "2 approvals of yours:\n  ? Bo (bo), Spring sprint, 1 421 EUR, to be booked by Thu 1 Apr 2027: fares"
    )
    assert top < text.index("  ? Cy (cy), Spring sprint, 1 421 EUR: fares") < text.index("Lisbon (Portugal)")
    assert "business" not in text
    facts: Any = team_facts(company(), "ana")
    assert [(one["person"], one["rule"]) for one in facts["to_approve"]] == [
        ("bo", "policy.approval[1]"),
        ("cy", "policy.approval[1]"),
    ]


def test_a_managers_page_has_the_own_approvals_on_top_and_nobody_elses() -> None:
    """Eva's name and reason are not on it."""
    page = Page(team_page(company(), "ana")[1])
    assert page.text.index("To approve") < page.text.index("The year at a glance")
    assert "over 250.00. To be booked by Thu 1 Apr 2027" in page.text
    assert "eva" not in page.text.casefold()
    assert "outbound in business" not in page.text
    assert (
        "To approve"
        not in Page(
            team_page(plan_record(event_record(trip_record("ana"), trip_record("bo", manager="ana"))), "ana")[1]
        ).text
    )


def test_a_travellers_calendar_has_the_last_day_to_apply_for_each_visa() -> None:
    """That of the venue, and of a connection; one that takes no time has no entry, and a team's calendar has none."""
    visa = VisaRecord(
        country="PT", transit=False, requirement="visa required", passport="IN", apply_by=date(2027, 2, 2), fee="0.00"
    )
    transit = visa.changed(country="FR", transit=True, apply_by=date(2027, 3, 1))
    plan = plan_record(event_record(trip_record("bo", visas=(visa, transit, visa.changed(apply_by=None)))))
    files = {name: calendar(plan, part) for name, part in parts(plan).items()}
    own = [one for one in Calendar.from_ical(files["people/bo.ics"]).events if "visa" in str(one["summary"])]
    assert [(str(one["summary"]), one.DTSTART, str(one["description"])) for one in own] == [
        ("Last day to apply for a visa: Portugal", date(2027, 2, 2), "visa required, for Spring sprint"),
        (
            "Last day to apply for a visa: France",
            date(2027, 3, 1),
            "visa required, for a connection on the way to Spring sprint",
        ),
    ]
    assert all(b"visa" not in content for name, content in files.items() if name.startswith("teams/"))
