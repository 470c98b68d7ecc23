"""What becomes of bookings: trains that nobody planned, tickets to buy again, and what is of no use any more."""

import csv
import json
from pathlib import Path

import pytest

from sprintplan.app.planning import Wish, require_plan
from sprintplan.app.replanning import ReplanWish, replan
from sprintplan.app.verifying import verify
from sprintplan.domain.trips import Trips
from sprintplan.errors import NoPlan, PlanDoesNotHold
from sprintplan.reports.lists.bookings import bookings
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.replanned import replanned_text
from sprintplan.watch import Watch
from tests.replan.company import TODAY, Company, flown


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path / "eighty")


def test_a_booked_train_stays_while_home_does(company: Company) -> None:
    """cdg0 goes by train for 60, which is booked and not sold any more; who moves to London loses it, and is told."""
    ground = company.folder / "ground.csv"
    titles = "origin,destination,mode,minutes,fare,currency,co2e_kg,depart_from,depart_until,both_ways"
    ground.write_text(f"{titles}\nid:cdg0,lisbon,train,600,30,EUR,5,,,\n", encoding="utf-8")
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    ground.write_text(f"{titles}\nid:cdg1,lisbon,train,600,300,EUR,5,,,\n", encoding="utf-8")
    found = company.replan(path)
    (trip,) = (trip for trip in found.events[0].trips if trip.person == "cdg0")
    assert [(one.source, one.fare) for one in trip.offers] == [("booking", "30.00"), ("booking", "30.00")]
    assert [way and way.mode for way in (trip.outbound, trip.inbound)] == ["train", "train"]
    assert found.changes == ()
    verify(company.folder, company.keep(found, "kept.json"), Watch())
    company.people = ["cdg0,LHR" if row == "cdg0,CDG" else row for row in company.people]
    company.write()
    watch = Watch()
    moved = replan(company.folder, path, ReplanWish(Wish(today=TODAY, workers=1)), watch)
    (told,) = {one.partition(": ")[2] for one in watch.warnings if "the train is not kept" in one}
    assert told == 'the train is not kept: "Paris, FR" is 344 km from the home London, GB'
    assert flown(moved, "cdg0").startswith("TP2")


TRAIN = "person,event,direction,status,mode,origin,destination,departs,arrives,fare"
CDG0 = (
    "cdg0,spring,both,booked,train,{places},"
    "2027-05-09T{leaves}//2027-05-12T08:00,2027-05-09T{lands}//2027-05-12T22:00,120"
)


@pytest.mark.parametrize(
    ("places", "leaves", "lands", "why"),
    [
        ("Paris Austerlitz//Lisboa,Lisbon//CDG", "03:00", "17:00", '"Lisboa" is no place that is known'),
        ('"Versailles, FR","Setúbal, PT"', "03:00", "17:00", None),
        ("Paris Austerlitz,lisbon", "03:00", "17:00", None),
        (",", "03:00", "17:00", None),
        ("CDG//LIS,LIS//CDG", "08:00", "11:30", None),
        ('"Lyon, FR",', "03:00", "17:00", '"Lyon, FR" is 393 km from the home Paris, FR'),
        ('"Paris, FR","Porto, PT"', "03:00", "17:00", '"Porto, PT" is 273 km from the venue in Lisbon, PT'),
        (",", "17:00", "03:00", "2027-05-09T17:00 to 2027-05-09T03:00 is no journey"),
    ],
)
def test_a_booked_train_that_was_not_planned_counts(
    company: Company, places: str, leaves: str, lands: str, why: str | None
) -> None:
    """cdg0 was to fly, and bought a train: it is travelled on where it leads between home and venue, else told."""
    path = company.publish()
    row = CDG0.format(places=places, leaves=leaves, lands=lands)
    (company.folder / "bookings.csv").write_text(f"{TRAIN}\n{row}\n", encoding="utf-8")
    watch = Watch()
    found = replan(company.folder, path, ReplanWish(Wish(today=TODAY, workers=1)), watch)
    (trip,) = (trip for trip in found.events[0].trips if trip.person == "cdg0")
    told = [one for one in watch.warnings if "the train is not kept" in one]
    assert [f"bookings.csv:2: the train is not kept: {why}" in one for one in told] == ([True] if why else [])
    assert {one.source for one in trip.offers} == ({"files"} if why else {"booking"})
    assert [(one.person, one.kind) for one in found.changes or ()] == [("cdg0", "book_again" if why else "journeys")]
    kept = company.keep(found, "kept.json")
    verify(company.folder, kept, Watch())
    assert company.replan(kept).changes == ()
    if why is None:
        assert trip.outbound is not None
        assert (trip.outbound.mode, trip.outbound.departs_at[11:16]) == ("train", leaves)
        assert 5 < trip.outbound.co2e_kg < 10


def test_a_cancelled_ticket_is_to_be_booked_again(company: Company) -> None:
    """Of 110 out and 90 back come 50 back each, and both are bought again: 60 and 40 are given up, once."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"], status="cancelled", refund="50")
    found = company.replan(path)
    told = {(one.person, one.kind): (one.why, one.cost) for one in found.changes or ()}
    assert told == {("lhr0", "book_again"): ("outbound and return: the booking PNR is cancelled: book again", "100.00")}
    kept = company.keep(found, "again.json")
    company.offers = [row.replace(",110,EUR", ",111,EUR") if ",TP200," in row else row for row in company.offers]
    company.write()
    whys = {one.person: one.why for one in company.replan(kept).changes or ()}
    assert whys["lhr0"] == "other prices for the same trip"


@pytest.mark.parametrize("replanned", [False, True], ids=["planned", "booked in the published plan"])
def test_a_ticket_to_buy_again_at_the_same_fare_is_told_once(company: Company, replanned: bool) -> None:
    """The way out of lhr0 comes back whole, and the same flight is bought again: nothing costs more.

    The desk is told once, and again once it was booked and cancelled again; a plan that hides it does not hold.
    """
    path = company.publish()
    company.book(read_plan(path), ["lhr0"], refund="90")
    if replanned:
        path = company.keep(company.replan(path), "booked.json")
    company.cancel("TP200")
    company.offers.append("LHR,LIS,2027-05-09T08:00,2027-05-09T11:30,TP200,,,,economy,110,EUR,,90,")
    company.write()
    found = company.replan(path)
    told = [(one.person, one.kind, one.what, one.why, one.cost) for one in found.changes or ()]
    why = "outbound: the booking PNR is cancelled: book again"
    assert told == [("lhr0", "book_again", ("book_again",), why, "0.00")]
    kept = company.keep(found, "again.json")
    verify(company.folder, kept, Watch())
    assert company.replan(kept).changes == ()
    trips = [trip.changed(book_again=()) for trip in found.events[0].trips]
    hidden = found.changed(events=(found.events[0].changed(trips=Trips.of(trips)),))
    with pytest.raises(PlanDoesNotHold, match="book_again is stated as nothing"):
        verify(company.folder, company.keep(hidden, "hidden.json"), Watch())
    company.book(read_plan(path), ["lhr0"])
    rebooked = company.keep(company.replan(kept), "rebooked.json")
    company.cancel("TP200")
    company.offers.append("LHR,LIS,2027-05-09T08:00,2027-05-09T11:30,TP200,,,,economy,110,EUR,,90,")
    company.write()
    assert [one.kind for one in company.replan(rebooked).changes or ()] == ["book_again"]


def test_a_booking_that_is_of_no_use_is_told(company: Company) -> None:
    """lhr0 booked the flight of a day too late, and lhr1 the right ones for 30 more than planned; where lhr0's is
    cancelled afterwards, nothing else is to be bought than was told before."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0", "lhr1"])
    bookings = company.folder / "bookings.csv"
    rows = bookings.read_text(encoding="utf-8").splitlines(keepends=True)
    late = [row.replace("2027-05-09T", "2027-05-10T") if "lhr0" in row else row for row in rows]
    dearer = [row.replace(",110.00,", ",140.00,") if "lhr1" in row else row for row in late]
    bookings.write_text("".join(dearer), encoding="utf-8")
    found = company.replan(path)
    told = {one.person: (one.kind, one.why, one.cost) for one in found.changes or ()}
    lands = "lands at 2027-05-10 11:30 venue time, expected by 2027-05-09 17:30 (arrive_by)"
    assert told == {
        "lhr0": ("book_again", f"outbound: the booking PNR is not kept: {lands}: exchange it", "50.00"),
        "lhr1": ("cost", "outbound: booked for 140.00 EUR, as PNR", "30.00"),
    }
    kept = company.keep(found, "kept.json")
    for refund in ("60", "110"):
        gone = [
            row.replace(",booked,", ",cancelled,").replace(",0,50,PNR", f",{refund},50,PNR")
            if "lhr0" in row and ",outbound," in row
            else row
            for row in dearer
        ]
        bookings.write_text("".join(gone), encoding="utf-8")
        later = [(one.person, one.kind) for one in company.replan(kept).changes or ()]
        assert later == ([("lhr0", "cost")] if refund == "110" else [])


def test_the_list_of_what_to_buy_says_what_is_bought_already(company: Company) -> None:
    """lhr0 has both tickets: a desk that works through the list of the next plan buys neither again."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"])
    (listed,) = bookings(company.replan(path))
    notices = [(row[1], row[-1]) for row in csv.reader(csv_text(listed).splitlines())]
    told = {person for person, notice in notices if "already booked as PNR" in notice}
    assert told == {"lhr0"}
    assert sum("already booked as PNR" in notice for _, notice in notices) == 2
    desk = listed.sheets[0]
    number = [column.name for column in desk.columns].index("already")
    cells = [row[number] for row in desk.cells]
    assert (cells.count("already booked as PNR"), cells.count("")) == (2, len(cells) - 2)


def test_a_ticket_of_no_use_is_the_reason_though_another_flight_is_taken(company: Company) -> None:
    """lhr0 booked the flight of a day too late; the planned one is on sale still, and a cheaper one by now."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"], change_fee="120")
    bookings = company.folder / "bookings.csv"
    rows = bookings.read_text(encoding="utf-8").splitlines(keepends=True)
    late = [row.replace("2027-05-09T", "2027-05-10T") if "lhr0" in row else row for row in rows]
    bookings.write_text("".join(late), encoding="utf-8")
    company.offers.append("LHR,LIS,2027-05-09T09:00,2027-05-09T12:30,TP209,,,,economy,50,EUR,,90,")
    company.write()
    (change,) = [one for one in company.replan(path, "flights").changes or () if one.person == "lhr0"]
    assert (change.kind, change.given_up) == ("journeys", ("PNR",))
    assert change.why.startswith("outbound: the booking PNR is not kept: lands at 2027-05-10 11:30 venue time")


def test_a_ticket_whose_flight_was_moved_is_to_be_booked_again(company: Company) -> None:
    """It is what the published plan travels on, and lands too late now."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"], change_fee="")
    booked = company.keep(company.replan(path), "booked.json")
    bookings = company.folder / "bookings.csv"
    rows = bookings.read_text(encoding="utf-8").splitlines(keepends=True)
    late = [row.replace("2027-05-09T", "2027-05-10T") if ",outbound," in row else row for row in rows]
    bookings.write_text("".join(late), encoding="utf-8")
    (change,) = company.replan(booked).changes or ()
    begun = "outbound: the booking PNR is not kept: lands at 2027-05-10 11:30"
    assert (change.kind, change.given_up, change.cost) == ("book_again", ("PNR",), "110.00")
    assert (change.why[: len(begun)], change.why[-12:]) == (begun, ": book again")


def test_fares_of_both_ways_are_told_where_both_are_others(company: Company) -> None:
    """One of them alone does not tell what the trip costs more."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"], fare="1150")
    (change,) = company.replan(path).changes or ()
    assert change.why == "outbound: booked for 1 150.00 EUR, as PNR; return: booked for 1 150.00 EUR, as PNR"


def test_what_is_held_is_told_where_it_leaves_no_plan(company: Company) -> None:
    """One booking holds Lisbon, whose hotel closes: how to let the event move is said."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"])
    company.rooms = 0
    company.write()
    text = " ".join(replanned_text(company.replan(path), read_plan(path)).split())
    assert "venue and dates of spring were held as something is booked: --keep dates lets the venue change" in text
    with pytest.raises(NoPlan, match="no plan is possible with what is held: hold less with --keep, or change the"):
        require_plan(company.replan(path))
    asked = " ".join(replanned_text(company.replan(path, "venues"), read_plan(path)).split())
    assert "venue and dates of spring were held by --keep venues: --keep dates lets the venue change" in asked


def test_a_flown_way_that_is_of_no_use_is_the_reason(company: Company) -> None:
    """lhr0 flew out a day too late, by the list, and can therefore not be there."""
    path = company.publish()
    company.book(read_plan(path), ["lhr0"], status="flown")
    bookings = company.folder / "bookings.csv"
    text = bookings.read_text(encoding="utf-8")
    late = [row.replace("2027-05-09T", "2027-05-10T") if "lhr0" in row else row for row in text.splitlines()]
    bookings.write_text("\n".join(late), encoding="utf-8")
    (change,) = company.replan(path).changes or ()
    begun = "the booking PNR is flown, so that nothing else is taken, and is of no use: lands at 2027-05-10 11:30"
    assert (change.kind, change.why[: len(begun)]) == ("cannot_attend", begun)


def test_a_page_of_orders_behind_which_there_are_more_is_told(company: Company) -> None:
    """Of the return of cdg0, an order of one slice, the direction is told by its airports."""
    path = company.publish()
    segment = {
        "origin": {"iata_code": "LIS"},
        "destination": {"iata_code": "CDG"},
        "departing_at": "2027-05-12T10:00:00",
        "arriving_at": "2027-05-12T13:45:00",
        "marketing_carrier": {"iata_code": "TP"},
        "marketing_carrier_flight_number": "103",
    }
    order = {
        "slices": [{"segments": [segment]}],
        "passengers": [{"given_name": "Cdg0"}],
        "total_amount": "90.00",
        "total_currency": "EUR",
    }
    (company.folder / "bookings").mkdir()
    for after, told in ((None, []), ("g2wAAAAC", ["bookings/page.json: the provider has more pages of orders"])):
        page = {"data": [order], "meta": {"after": after, "before": None, "limit": 50}}
        (company.folder / "bookings" / "page.json").write_text(json.dumps(page), encoding="utf-8")
        watch = Watch()
        found = replan(company.folder, path, ReplanWish(Wish(today=TODAY, workers=1)), watch)
        assert [one.partition(" behind")[0] for one in watch.warnings if "pages" in one] == told
        assert found.changes is not None
        assert [(one.person, one.why) for one in found.changes if one.person != "cdg0"] == []
        (trip,) = (trip for trip in found.events[0].trips if trip.person == "cdg0")
        assert [(one.covers, one.source) for one in trip.offers] == [("outbound", "files"), ("inbound", "booking")]
