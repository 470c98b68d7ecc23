"""bookings.csv: what is understood, and what every mistake is told with."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from sprintplan.app.booked import booked_of_plan
from sprintplan.domain.bookings import Booking
from sprintplan.domain.model import Cabin
from sprintplan.errors import InputError
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.workbook import workbook
from sprintplan.watch import Watch
from sprintplan.workspace.bookings import Booked
from sprintplan.workspace.money import Exchange
from tests.reports.lists.desk import desk_plan

HEADER = (
    "person,event,direction,status,flights,origin,destination,departs,arrives,cabin,fare,currency,refund,change_fee"
)
OUT = "ana,spring,outbound,booked,TP1353,RIX,LIS,2027-05-09T10:00,2027-05-09T12:20,economy,300,EUR,50,80"
BACK = "ana,spring,inbound,held,TP1354,LIS,RIX,2027-05-16T19:30,2027-05-17T01:30,,150,,,"


def read(folder: Path, *rows: str, header: str = HEADER, name: str = "bookings.csv") -> tuple[Booking, ...]:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return booked_of_plan(path, desk_plan(), Watch())


def test_a_row_is_understood(tmp_path: Path) -> None:
    """EUR 300, of which 50 come back; an exchange costs 80 and the difference."""
    (one,) = read(tmp_path, OUT)
    assert (one.person, one.event, one.direction, one.status) == ("ana", "spring", "outbound", "booked")
    assert (one.fare_minor, one.refund_minor, one.change_fee_minor, one.lost_minor) == (300_00, 50_00, 80_00, 250_00)
    assert one.outbound is not None
    assert (one.outbound.origin, one.outbound.destination, one.outbound.cabin) == ("RIX", "LIS", Cabin.ECONOMY)
    assert (one.outbound.departs, one.outbound.arrives) == (datetime(2027, 5, 9, 10), datetime(2027, 5, 9, 12, 20))
    assert (one.outbound.flights[0].carrier, one.outbound.flights[0].number) == ("TP", "1353")
    assert one.place == "bookings.csv:2"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        *((name, "Ana Sá") for name in ("Ana Sá", "SA/ANA MRS", "Sá, Ana", "ana sá", "Dr. Ana Sa", "Sá Ana")),
        *((name, None) for name in ("Ana", "Ana Maria Sá", "Ana Sé", "")),
    ],
)
def test_a_name_is_known_as_tickets_and_lists_write_it(name: str, known: str | None) -> None:
    """Names first or last, in capitals, with a title, without accents; two who are called so are nobody."""
    people = {"p1": ("Ana Sá", "ana@acme.example"), "p2": ("Bo Li", ""), "p3": ("Li, Bo", "")}
    booked = Booked(people, {}, Exchange("EUR", {}, None))
    assert booked.person(name) == ("p1" if known else None)
    assert booked.person("LI/BO MR") is None
    assert booked.called("Bo Li") == ["p2", "p3"]


def test_what_is_held_costs_nothing_to_give_up(tmp_path: Path) -> None:
    """150 is not paid yet; without a fee it cannot be exchanged, and economy is what an empty cabin means."""
    (one,) = read(tmp_path, BACK)
    assert (one.lost_minor, one.change_fee_minor, one.is_paid) == (0, None, False)
    assert one.inbound is not None
    assert one.inbound.cabin == Cabin.ECONOMY


def test_both_ways_stand_in_one_row(tmp_path: Path) -> None:
    """The return begins behind //, by way of Frankfurt; the airports of one pair run back the other way."""
    header = f"{HEADER},via,via_times"
    row = (
        "ana@acme.example,,both,ticketed,TP1353//LH1173|LH890,RIX,LIS,2027-05-09 10:00//2027-05-16 14:30,"
        "2027-05-09 12:20//2027-05-16 23:05,economy//business,420,USD,,,//FRA,//2027-05-16T18:30/2027-05-16T20:00"
    )
    with pytest.raises(InputError, match=r"event: it may be for spring or autumn. Write one of spring, autumn"):
        read(tmp_path, row, header=header)
    (one,) = read(tmp_path, row.replace("example,,both", "example,spring,both"), header=header)
    assert one.person == "ana"
    assert one.inbound is not None
    assert [(hop.origin, hop.destination, hop.number) for hop in one.inbound.flights] == [
        ("LIS", "FRA", "1173"),
        ("FRA", "RIX", "890"),
    ]
    assert one.inbound.cabin == Cabin.BUSINESS
    assert one.original_currency == "USD"


def test_flights_whose_connections_are_not_told_stand_for_the_whole_way(tmp_path: Path) -> None:
    """Two codes, no via: one flight from Riga to Lisbon that the first code names."""
    (one,) = read(tmp_path, OUT.replace("TP1353", "LH891|LH1172"))
    assert one.outbound is not None
    assert [(hop.origin, hop.destination, hop.carrier) for hop in one.outbound.flights] == [("RIX", "LIS", "LH")]


def test_the_exported_list_comes_back_as_it_is(tmp_path: Path) -> None:
    """Five offers; two rows get a status, a reference and what was paid, and the other rows are not booked yet."""
    lines = csv_text(LISTS["bookings"](desk_plan())[0]).replace("\r\n", "\n").splitlines()
    names = lines[0].split(",")
    path = tmp_path / "bookings.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert booked_of_plan(path, desk_plan(), Watch()) == ()
    rows = list(csv.DictReader(lines))
    rows[0] |= {"status": "ticketed", "reference": "QX7Z2P", "fare": "980.10", "booked_on": "2027-02-01"}
    rows[1] |= {"status": "booked", "supplier": "Agency"}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    first, second = booked_of_plan(path, desk_plan(), Watch())
    assert (first.person, first.direction, first.reference, first.fare_minor) == ("bo", "outbound", "QX7Z2P", 980_10)
    assert first.booked_on == date(2027, 2, 1)
    assert first.outbound is not None
    assert [(hop.origin, hop.destination) for hop in first.outbound.flights] == [("HND", "FRA"), ("FRA", "LIS")]
    assert (second.person, second.direction, second.supplier) == ("ana", "both", "Agency")
    assert second.inbound is not None
    assert second.inbound.flights[0].destination == "FRA"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("spring", "sprng", 'event: unknown event "sprng". Did you mean "spring"?'),
        ("outbound", "return", 'direction: unknown direction "return". Did you mean "inbound"?'),
        ("booked", "confirmed", 'status: unknown status "confirmed". Did you mean "booked"?'),
        ("TP1353", "TAP", 'flights: "TAP" is not a flight code. Write codes such as TP1351, joined by |'),
        ("RIX", "QQQ", 'origin: "QQQ" is not an airport'),
        ("2027-05-09T10:00", "9/5/2027 10:00", 'departs: "9/5/2027 10:00" is not a local time'),
        ("2027-05-09T12:20", "2027-05-09T07:00", "arrives: RIX 2027-05-09T10:00 to LIS 2027-05-09T07:00 is no flight"),
        ("economy", "eco", 'cabin: unknown cabin "eco". Did you mean "economy"?'),
        ("2027-05-09T10:00", "", "departs: it is empty. Write local times as 2027-05-09T09:15"),
        ("2027-05-09", "2026-05-09", "departs: 2026-05-09 is 366 days from spring. Check the year"),
        (",booked,TP1353", ",,TP1353", "status: it is empty beside a reference. Write booked, or what else it is"),
        (",300,EUR", ",,EUR", "fare: it is empty. Write what it costs, or 0 where it is free"),
        ("300,EUR", "300,EURO", 'currency: "EURO" is not a currency code'),
        ("EUR,50", "EUR,350", "refund: 350 is more than the fare 300. Write what comes back of the fare"),
        ("outbound", "both", 'departs: "2027-05-09T10:00" says nothing of the return. Join both with //'),
    ],
    ids=lambda value: value if " " in value else None,
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """Each in line 2, with what to write instead."""
    row = OUT.replace(old, new, 2 if new.startswith("2026") else 1)
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{row},QX7Z2P", header=f"{HEADER},reference")
    assert f"bookings.csv:2: {expected}" in str(caught.value)


def test_a_list_for_excel_with_decimal_commas_comes_back(tmp_path: Path) -> None:
    """Heads in plain words, semicolons, 980,10 paid on 1.2.2027, as a German spreadsheet saves it, 1.980,10 too."""
    table, path = LISTS["bookings"](desk_plan())[0], tmp_path / "bookings.csv"
    path.write_text(csv_text(table, excel=True), encoding="utf-8-sig", newline="")
    assert booked_of_plan(path, desk_plan(), Watch()) == ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = list(csv.reader(file, delimiter=";"))
    filled = {"Status": "ticketed", "Fare": "980,10", "Booked on": "1.2.2027"}
    for row, more in zip(rows, ({"Departs": "08.05.2027 11:05"}, {"Fare": "1.980,1"}), strict=False):
        for head, cell in (filled | more).items():
            row[heads.index(head)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([heads, *rows])
    first, second = booked_of_plan(path, desk_plan(), Watch())
    assert (first.person, first.fare_minor, first.booked_on) == ("bo", 980_10, date(2027, 2, 1))
    assert first.outbound is not None
    assert first.outbound.departs == datetime(2027, 5, 8, 11, 5)
    assert second.fare_minor == 1980_10


@pytest.mark.parametrize("paid", ["1.980", "1,980", "980,1,0"])
def test_an_amount_that_may_be_two_is_refused_with_semicolons_too(tmp_path: Path, paid: str) -> None:
    """1,980 may be two euros or two thousand."""
    path = tmp_path / "bookings.csv"
    path.write_text(f"{HEADER}\n{OUT}\n".replace(",", ";").replace(";300;", f";{paid};"), encoding="utf-8")
    with pytest.raises(InputError, match=r"bookings\.csv:2: fare: "):
        booked_of_plan(path, desk_plan(), Watch())


def test_a_workbook_is_read_in_place_of_the_file(tmp_path: Path) -> None:
    """The sheet whose first row names columns; times, dates and amounts of its cells; one without values is told."""
    path = tmp_path / "bookings.xlsx"
    cells = dict(zip(HEADER.split(","), OUT.split(","), strict=True))
    typed = cells | {"departs": datetime(2027, 5, 9, 10), "arrives": datetime(2027, 5, 9, 12, 20), "fare": 300.5}
    with Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.add_worksheet("notes").write_string(0, 0, "What to book")
        sheet = book.add_worksheet("data")
        for row, values in enumerate((typed.keys(), typed.values())):
            sheet.write_row(row, 0, values)
    (one,) = booked_of_plan(path, desk_plan(), Watch())
    assert (one.place, one.fare_minor, one.refund_minor) == ("bookings.xlsx:2", 300_50, 50_00)
    assert one.outbound is not None
    assert one.outbound.departs == datetime(2027, 5, 9, 10)
    (tmp_path / "sprint.toml").touch()
    assert booked_of_plan(tmp_path, desk_plan(), Watch()) == (one,)
    (tmp_path / "bookings.csv").write_text(f"{HEADER}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bookings\.csv: bookings\.xlsx is there too"):
        booked_of_plan(tmp_path, desk_plan(), Watch())
    with Workbook(path) as book:
        book.add_worksheet("data").write_row(0, 0, typed.keys())
        book.get_worksheet_by_name("data").write_row(1, 0, ("ana", "spring"))
    with pytest.raises(InputError, match=r"no row has a fare: its formulas hold no values"):
        booked_of_plan(path, desk_plan(), Watch())


def test_the_exported_workbook_comes_back(tmp_path: Path) -> None:
    """Before anything is filled in nothing of it is booked."""
    path = tmp_path / "bookings.xlsx"
    path.write_bytes(workbook(desk_plan(), LISTS["bookings"](desk_plan())))
    assert booked_of_plan(path, desk_plan(), Watch()) == ()


def test_what_is_booked_twice_is_told(tmp_path: Path) -> None:
    """The same way in lines 2 and 3; where one of them is cancelled nothing is wrong."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, OUT, OUT)
    expected = 'bookings.csv:3: outbound of "ana" to "spring" is booked in bookings.csv:2 already'
    assert expected in str(caught.value)
    assert len(read(tmp_path, OUT.replace("booked", "cancelled"), OUT)) == 2


def test_one_way_of_a_live_return_cannot_be_cancelled_beside_it(tmp_path: Path) -> None:
    """Both ways of QX7 are live in line 2, and line 3 cancels its return: which of them holds is asked."""
    both = (
        "ana,spring,both,booked,,RIX,LIS,2027-05-09T10:00//2027-05-16T19:30,2027-05-09T12:20//2027-05-17T01:30,,300,,,,"
    )
    back = BACK.replace("held", "cancelled")
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{both}QX7", f"{back},QX7", header=f"{HEADER},reference")
    expected = 'bookings.csv:3: the inbound way of "QX7" is cancelled, and bookings.csv:2 has both ways. Write outbound'
    assert expected in str(caught.value)
    assert len(read(tmp_path, f"{both}QX7", f"{back},QX8", header=f"{HEADER},reference")) == 2


def test_a_column_that_nobody_knows_is_told(tmp_path: Path) -> None:
    """What a column means is asked, but for columns of exported lists and those that begin with x_."""
    with pytest.raises(InputError, match='unknown column "price"'):
        read(tmp_path, f"{OUT},1", header=f"{HEADER},price")
    assert len(read(tmp_path, f"{OUT},1,2,3", header=f"{HEADER},x_mine,out_route,notices")) == 1


def test_a_journey_on_the_ground_leads_from_place_to_place(tmp_path: Path) -> None:
    """A train from Riga; the row of both ways says train once. A word that is no mode suggests one."""
    header = f"{HEADER},mode"
    out = "ana,spring,outbound,booked,,Riga LV,Lisbon PT,2027-05-09T10:00,2027-05-09T12:20,,80,EUR,,"
    (one,) = read(tmp_path, f"{out},train", header=header)
    assert one.outbound is not None
    assert (one.outbound.mode, one.outbound.origin, one.outbound.destination) == ("train", "Riga LV", "Lisbon PT")
    both = out.replace("outbound", "both").replace("LV", "LV//Lisbon PT").replace("Lisbon PT,", "Lisbon PT//Riga LV,")
    both = both.replace("T10:00", "T10:00//2027-05-16T10:00").replace("T12:20", "T12:20//2027-05-16T12:20")
    (one,) = read(tmp_path, f"{both},coach", header=header)
    assert [way and way.mode for way in (one.outbound, one.inbound)] == ["coach", "coach"]
    with pytest.raises(InputError, match=r'mode: unknown mode "tran"'):
        read(tmp_path, f"{out},tran", header=header)
