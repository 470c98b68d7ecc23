"""The story of a company of 80 people whose published week is half booked when life goes on."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sprintplan.app.checking import check
from sprintplan.app.export import export_calendars
from sprintplan.app.planning import Wish, plan
from sprintplan.app.replanning import ReplanWish, replan
from sprintplan.app.verifying import verify
from sprintplan.domain.plan import Plan
from sprintplan.domain.trips import Trips
from sprintplan.errors import InputError, PlanDoesNotHold, UsageError
from sprintplan.itinerary.changes import changes_between
from sprintplan.itinerary.spending import spending_by
from sprintplan.reports.formatting import difference
from sprintplan.reports.html.pages import person_page, team_page, year_page
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.table import Table
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.changes import changes_text
from sprintplan.reports.text.replanned import replanned_text
from sprintplan.reports.text.team import team_text
from sprintplan.watch import Watch
from tests.replan.company import TODAY, Company, flown


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path / "eighty")


def rows(listed: Table) -> list[dict[str, Any]]:
    """The rows of a list by column."""
    return [dict(zip(listed.names, cells, strict=True)) for cells in listed.cells]


def kinds(plan: Plan) -> dict[str, int]:
    return dict(Counter(one.kind for one in plan.changes or ()))


def test_nothing_changes_where_nothing_has_happened(company: Company) -> None:
    """Published and replanned at once: no change, the same objective, proven."""
    path = company.publish()
    year_plan = company.replan(path)
    assert year_plan.changes == ()
    assert (year_plan.status, year_plan.objective) == ("optimal", read_plan(path).objective)


@pytest.mark.parametrize(("published", "moved"), [(99, 0), (100, 0), (101, 20)], ids=["less", "as much", "more"])
def test_a_change_has_its_weight(company: Company, published: int, moved: int) -> None:
    """Paris flies out at 100; the flight three hours later is given away, and the weight of a change is 100."""
    path = company.publish()
    company.offers = [
        row.replace(",130,EUR", ",0,EUR") if ",TP101," in row else row.replace(",100,EUR", f",{published},EUR")
        for row in company.offers
    ]
    company.write()
    assert kinds(company.replan(path)).get("journeys", 0) == moved


def test_the_story(company: Company) -> None:
    """Thirty trips change, each with its reason, and no cheaper change exists.

    The 40 from Paris and London are booked. cdg0 and waw0 leave, waw99 joins, the flight TP100 from Paris is cancelled,
    and the venue has 70 rooms in place of 80. On the night of the 11th London and Paris, 39 people, stay for
    cheaper flights, and Frankfurt and Warsaw, 39 and the new one, come a night early: 79 people, 70 rooms. Nine of
    those who are not booked come on the day, for 20 more less a night at 1, and 20 for the change: waw99 first, who was
    told nothing; those who are booked would have to buy a return for 100 or more.
    The 19 who are left of TP100 take TP101. cdg0 loses 80 of the return; the way out came back whole.
    """
    path = company.overtake()
    year_plan = company.replan(path)
    assert year_plan.status == "optimal"
    assert year_plan.objective == year_plan.bound
    assert kinds(year_plan) == {"left": 2, "joined": 1, "journeys": 27}
    reasons = Counter(one.why for one in year_plan.changes or ())
    assert reasons == {
        "not in people.csv any more": 1,
        "not in people.csv any more, 80.00 EUR of bookings are given up": 1,
        "asked to come now": 1,
        "outbound: the booking PNR is cancelled: book again": 19,
        "makes room: a limit on rooms, seats, flights or sums leaves no room for it": 8,
    }
    assert flown(year_plan, "cdg1") == "TP101 TP103"
    assert flown(year_plan, "lhr1") == "TP200 TP203"
    assert flown(year_plan, "waw99") == "TP400 TP402"
    assert year_plan.totals is not None
    assert Decimal(year_plan.totals.given_up or 0) == 80
    assert year_plan.keeping is not None
    assert [(one.event, one.venue) for one in year_plan.keeping.held] == [("spring", "lisbon")]
    kept = company.keep(year_plan, "replanned.json")
    verify(company.folder, kept, Watch())
    again = company.replan(kept)
    assert again.changes == ()
    assert again.objective is not None
    assert Decimal(again.objective) == Decimal(year_plan.objective or 0) - 8 * 20


def test_a_plan_that_hides_a_change_does_not_hold(company: Company) -> None:
    """cdg0 leaves, and the plan states no changes."""
    path = company.publish()
    company.people.remove("cdg0,CDG")
    company.write()
    year_plan = company.replan(path)
    assert kinds(year_plan) == {"left": 1}
    kept = company.keep(year_plan.changed(changes=()), "wrong.json")
    with pytest.raises(PlanDoesNotHold, match="changes are not the differences"):
        verify(company.folder, kept, Watch())


def test_what_is_booked_stays_though_policy_forbids_it_now(company: Company) -> None:
    """No flights of TP any more: who has booked them keeps them, and nobody else has any."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    settings = company.folder / "sprint.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[policy]\n", '[policy]\navoid_airlines = ["TP"]\n'), encoding="utf-8")
    year_plan = company.replan(path)
    assert flown(year_plan, "cdg0") == "TP100 TP103"
    assert kinds(year_plan) == {"cannot_attend": 79}
    (trip,) = (trip for trip in year_plan.events[0].trips if trip.person == "cdg0")
    texts = [one.text for one in trip.notices]
    assert "outbound: stays as it is booked, though policy.avoid_airlines forbids it (not with TP)" in texts


def test_what_an_exception_allows_is_not_told_of_a_booking(company: Company) -> None:
    """No flights of TP any more; cdg0 may fly with them, and cdg1 may not: one notice, of cdg1."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0", "cdg1"])
    settings = company.folder / "sprint.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[policy]\n", '[policy]\navoid_airlines = ["TP"]\n'), encoding="utf-8")
    rows = "person,event,key,value,reason,approved_by,until\ncdg0,,policy.avoid_airlines,off,,,\n"
    (company.folder / "exceptions.csv").write_text(rows, encoding="utf-8")
    trips = {trip.person: trip for trip in company.replan(path).events[0].trips}
    told = {who: [one.text for one in trips[who].notices if "stays as it is booked" in one.text] for who in trips}
    assert {who: len(texts) for who, texts in told.items() if texts} == {"cdg1": 2}


def test_hours_of_the_day_that_somebody_is_exempt_from_are_told_of_other_bookings(company: Company) -> None:
    """Nobody may take off any more but cdg0: what cdg1 has booked stays, with a notice each way."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0", "cdg1"])
    settings = company.folder / "sprint.toml"
    rule = '[[policy.hours]]\ntake_off = ["03:00", "03:01"]\n\n[objective]\n'
    settings.write_text(settings.read_text(encoding="utf-8").replace("[objective]\n", rule), encoding="utf-8")
    rows = "person,event,key,value,reason,approved_by,until\ncdg0,,policy.hours,off,,,\n"
    (company.folder / "exceptions.csv").write_text(rows, encoding="utf-8")
    trips = {trip.person: trip for trip in company.replan(path).events[0].trips}
    told = {who: [one.text for one in trips[who].notices if "stays as it is booked" in one.text] for who in trips}
    assert {who: len(texts) for who, texts in told.items() if texts} == {"cdg1": 2}
    assert all("policy.hours forbids it (take-off from 03:00 to 03:01)" in text for text in told["cdg1"])


def test_a_cabin_that_nobody_sells_counts_for_nobody(company: Company) -> None:
    """Business is due from the first hour on and never on sale, whether a flight is booked or not."""
    settings = company.folder / "sprint.toml"
    rule = '[[policy.cabin]]\nover_hours = 1\ncabin = "business"\n\n[objective]\n'
    settings.write_text(settings.read_text(encoding="utf-8").replace("[objective]\n", rule), encoding="utf-8")
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    found = company.replan(path, "flights")
    trips = {trip.person: trip for trip in found.events[0].trips}
    homes = {who: trips[who].inbound for who in ("cdg0", "cdg1")}
    entitled = {who: home.entitled_cabin for who, home in homes.items() if home}
    assert entitled == {"cdg0": "economy", "cdg1": "economy"}


def test_a_refund_is_taken_where_a_new_ticket_costs_less(company: Company) -> None:
    """lhr0 paid 110 out, of which 90 come back; the same seat is sold at 60 now, so 30 are saved."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"], refund="90", change_fee="")
    company.offers = [row.replace(",110,EUR", ",60,EUR") if ",TP200," in row else row for row in company.offers]
    company.write()
    (trip,) = (trip for trip in company.replan(path).events[0].trips if trip.person == "lhr0")
    assert [(one.source, one.fare) for one in trip.offers] == [("files", "60.00"), ("booking", "90.00")]
    assert trip.cost.given_up == "20.00"
    (trip,) = (trip for trip in company.replan(path, "flights").events[0].trips if trip.person == "lhr0")
    assert [one.source for one in trip.offers] == ["booking", "booking"]


def test_the_list_of_changes_says_what_to_do(company: Company) -> None:
    """cdg0 leaves: nothing is left of the trip; waw99 joins with flights and nights."""
    path = company.publish()
    company.people = [row for row in company.people if row != "cdg0,CDG"] + ["waw99,WAW"]
    company.write()
    (listed, *_) = LISTS["changes"](company.replan(path))
    told = {row["person"]: row for row in rows(listed)}
    assert [*told] == ["cdg0", "waw99"]
    assert (told["cdg0"]["kind"], told["cdg0"]["out_route"], told["cdg0"]["check_in"]) == ("left", "", None)
    assert (told["waw99"]["out_route"], str(told["waw99"]["check_in"])) == ("WAW-LIS", "2027-05-11")


def test_calendars_update_and_cancel(company: Company, tmp_path: Path) -> None:
    """Exported once more into the same folder: cdg0's entries are cancelled, cdg1's stay."""
    path = company.publish()
    folder = tmp_path / "calendar"
    export_calendars(path, folder, Watch())
    before = (folder / "people" / "cdg1.ics").read_bytes()
    company.people.remove("cdg0,CDG")
    company.write()
    done = export_calendars(company.keep(company.replan(path), "next.json"), folder, Watch())
    assert [one.name for one in done.cancelled] == ["cdg0.ics"]
    gone = (folder / "people" / "cdg0.ics").read_text(encoding="utf-8")
    assert "STATUS:CANCELLED" in gone
    kept = (folder / "people" / "cdg1.ics").read_bytes()
    assert b"CANCELLED" not in kept
    assert before.count(b"BEGIN:VEVENT") == kept.count(b"BEGIN:VEVENT")


def test_the_team_sees_its_own_changes_first_and_nobody_elses(company: Company) -> None:
    """lhr0 leads lhr1, whose flight is gone, as is everybody's from Paris: one change on the page, all in the year."""
    path = company.publish()
    company.offers = [row for row in company.offers if ",TP200," not in row and ",TP100," not in row]
    company.write()
    year_plan = company.replan(path)
    boss = {"lhr1": "lhr0"}
    trips = [trip.changed(manager=boss.get(trip.person, "")) for trip in year_plan.events[0].trips]
    led = year_plan.changed(events=(year_plan.events[0].changed(trips=Trips.of(trips)),))
    assert len(led.changes or ()) == 40
    _, page = team_page(led, "lhr0")
    assert page.count("Changed since it was published") == 1
    assert "TP200" in page
    assert "TP100" not in page
    assert "! Lhr1 (lhr1), Spring week: outbound: TP200" in team_text(led, "lhr0")
    assert "Cdg1" in year_page(led)
    _, own = person_page(led, "lhr1")
    assert own.count("Changed since it was published") == 1
    assert "Lhr2" not in own


def test_a_year_that_is_over_cannot_be_changed(company: Company) -> None:
    """On the eve of the only event everybody is under way."""
    path = company.publish()
    with pytest.raises(UsageError, match="every event is over or under way"):
        replan(company.folder, path, ReplanWish(Wish(today=date(2027, 5, 9), workers=1)), Watch())


def test_plan_and_check_say_that_replan_keeps_bookings(company: Company) -> None:
    """One line of warning of each, none where the list is not filled in; what is wrong in the file is told by check."""
    path, line = company.publish(), "what is booked (bookings.csv) counts in `sprintplan replan` alone"
    company.book(read_plan(path), [])
    assert not any(line in one for one in check(company.folder, TODAY, Watch()).scenario.warnings)
    company.book(read_plan(path), ["cdg0"])
    assert [one[: len(line)] for one in check(company.folder, TODAY, Watch()).scenario.warnings].count(line) == 1
    watch = Watch()
    plan(company.folder, Wish(today=TODAY, workers=1), watch)
    assert [one[: len(line)] for one in watch.warnings].count(line) == 1
    company.book(read_plan(path), ["cdg0"], refund="all")
    with pytest.raises(InputError, match=r"bookings\.csv:2: refund:"):
        check(company.folder, TODAY, Watch())


def test_check_knows_who_left_from_the_log(company: Company) -> None:
    """cdg0 was in the published plan and is gone; who never was is unknown."""
    company.leave_booked()
    check(company.folder, TODAY, Watch())
    bookings = company.folder / "bookings.csv"
    bookings.write_text(bookings.read_text(encoding="utf-8").replace("cdg0", "cdg00"), encoding="utf-8")
    with pytest.raises(InputError, match=r'unknown person "cdg00" .* Did you mean "cdg0"\?'):
        check(company.folder, TODAY, Watch())
    bookings.write_text(bookings.read_text(encoding="utf-8").replace("cdg00", "jo@acme.example"), encoding="utf-8")
    with pytest.raises(InputError, match=r"Write an id, an e-mail or a full name of people\.csv"):
        check(company.folder, TODAY, Watch())


def test_hotel_and_shuttle_have_lists_of_their_own(company: Company) -> None:
    """cdg0 leaves, waw99 joins, London goes at eleven: one bed and two rides less, as many more, and 20 land later."""
    path = company.publish()
    company.people = [row for row in company.people if row != "cdg0,CDG"] + ["waw99,WAW"]
    company.offers = [row for row in company.offers if ",TP200," not in row]
    company.write()
    found = company.replan(path)
    hotel, shuttle = (rows(LISTS[f"changes-{kind}"](found)[0]) for kind in ("hotel", "shuttle"))
    told = [(row["what"], row["person"], str(row["check_in_was"]), str(row["check_in"])) for row in hotel]
    assert told == [("cancel", "cdg0", "2027-05-09", "None"), ("book", "waw99", "None", "2027-05-11")]
    assert Counter((row["what"], row["direction"]) for row in shuttle) == {
        ("cancel", "arrival"): 1,
        ("cancel", "departure"): 1,
        ("add", "arrival"): 1,
        ("add", "departure"): 1,
        ("change", "arrival"): 20,
    }
    later = next(row for row in shuttle if row["person"] == "lhr0")
    assert (later["flight_was"], later["flight"]) == ("TP200", "TP201")
    assert later["at"] - later["at_was"] == timedelta(hours=3)
    (desk, *_) = LISTS["changes"](found)
    assert next(row for row in rows(desk) if row["person"] == "lhr0")["out_was"] == "TP200 LHR-LIS 2027-05-09 08:00"
    assert "outbound before: TP200 LHR–LIS 2027-05-09 08:00" in year_page(found)


def test_a_moved_event_cancels_one_hotel_and_books_another(company: Company) -> None:
    """Lisbon closes, and everybody goes to Madrid: each stay and ride is cancelled there, and booked here."""
    path = company.publish()
    madrid = [row.replace("LIS", "MAD").replace("TP", "IB") for row in company.offers]
    company.offers = [*company.offers, *madrid]
    company.rooms = 1
    company.write()
    found = company.replan(path)
    (hotel,), (shuttle,) = LISTS["changes-hotel"](found), LISTS["changes-shuttle"](found)
    what, venue = hotel.names.index("what"), hotel.names.index("venue")
    assert Counter((row[what], row[venue]) for row in hotel.cells) == {("cancel", "Casa"): 80, ("book", "Plaza"): 80}
    what = shuttle.names.index("what")
    assert Counter(row[what] for row in shuttle.cells) == {"cancel": 160, "add": 160}


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("leaves", "2027-05-11", "leaves on 2027-05-11"),
        ("joins", "2027-06-01", "joins on 2027-06-01, after the event begins"),
        ("events", "-", "not asked to come any more"),
    ],
)
def test_who_is_not_in_the_plan_any_more_has_the_reason_of_their_row(
    company: Company, column: str, cell: str, why: str
) -> None:
    """cdg0, and comes back into the plan where the cell is empty again."""
    path, people = company.publish(), company.folder / "people.csv"
    head, *rows = people.read_text(encoding="utf-8").splitlines()
    cells = [cell if row.startswith("cdg0,") else "" for row in rows]
    changed = [f"{head},{column}", *(f"{row},{one}" for row, one in zip(rows, cells, strict=True))]
    people.write_text("\n".join(changed), encoding="utf-8")
    found = company.replan(path)
    assert [(one.person, one.why) for one in found.changes or ()] == [("cdg0", why)]
    gone = company.keep(found, "gone.json")
    company.write()
    assert [(one.person, one.why) for one in company.replan(gone).changes or ()] == [("cdg0", "asked to come now")]


def test_the_changes_come_to_the_difference_in_cash(company: Company) -> None:
    """cdg0 leaves with 180 paid: nights and per diem are saved, and the fares are gone; hire is beside the trips."""
    path = company.leave_booked()
    before, found = read_plan(path), company.replan(path)
    assert found.totals is not None
    assert before.totals is not None
    (change,) = found.changes or ()
    assert Decimal(change.cost) == Decimal(found.totals.cash) - Decimal(before.totals.cash)
    assert change.why == f"not in people.csv any more, {found.totals.given_up} EUR of bookings are given up"
    text = replanned_text(found, before)
    assert f"the changes come to {difference(change.cost)}\n" in text
    assert f"Cdg0, Spring week ({difference(change.cost, 'EUR')}): not in people.csv any more" in text
    hired = before.changed(totals=before.totals.changed(cash=str(Decimal(before.totals.cash) - 50)))
    assert "+50 of it beside the trips below" in " ".join(replanned_text(found, hired).split())


def test_what_who_left_gives_up_is_a_line_of_its_own(company: Company) -> None:
    """cdg0 leaves with 180 paid: no trip states that, and it is no hire; by team all lines make the year."""
    path = company.leave_booked()
    before, found = read_plan(path), company.replan(path)
    lines = spending_by(found, "team")
    cash = {line.name: line.cash for line in lines}
    assert cash["given up without a trip"] == 180
    assert [row["given_up"] for row in rows(LISTS["changes"](found)[0])] == ["PNR"]
    assert cash["shared: hire, shuttles, minimum spend"] == 20000
    assert found.totals is not None
    assert sum(cash.values()) == Decimal(found.totals.cash)
    text = changes_text(changes_between(before, found), "team", everything=False)
    assert "given up without a trip" in text.partition("Cash by team")[2]
    assert "shared" not in text
