"""What a spreadsheet, a script and a workbook get of a list."""

import csv
import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO, StringIO
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sprintplan.errors import UsageError
from sprintplan.reports.lists import workbook as workbooks
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.lists.json_text import json_text
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.reports.lists.table import Cell, Column, Table, table
from sprintplan.reports.lists.workbook import workbook
from tests.build.plan_records import event_record, plan_record, trip_record
from tests.reports.lists.desk import FORMULA, desk_plan

TOKYO = timezone(timedelta(hours=9))
RISKY = ("=1+1", "+49 170 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a")
RISKY_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HARMLESS = ("O'Hara", "a=b", "", "田中 望", "עדי לוי", '"quoted"', "a;b,c", "1-2", "a; b=c")
VALUES: tuple[Cell, ...] = (
    *(None, True, False, 7, -3, Decimal("-12.50"), Decimal(1500)),
    *(date(2027, 5, 9), datetime(2027, 5, 9, 0, 5, tzinfo=TOKYO)),
)


def one_column(*cells: Cell) -> Table:
    return table("list", [Column[Cell]("value", "text", lambda cell: cell)], cells)


def read_back(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def csv_cells(*cells: Cell) -> list[str]:
    return [row[0] if row else "" for row in csv.reader(StringIO(csv_text(one_column(*cells)), newline=""))][1:]


@pytest.mark.parametrize("text", RISKY)
def test_no_text_of_a_csv_file_begins_like_a_formula(text: str) -> None:
    """An apostrophe stands in front, and the rest is whole."""
    [told] = csv_cells(text)
    assert told.startswith("'")
    assert told.replace("'", "") == text


def test_a_header_is_no_formula_either() -> None:
    """A column x_... of people.csv is named by whoever wrote it."""
    assert csv_text(table("list", [Column[Cell]("=x", "text", lambda cell: cell)], [])) == "'=x\r\n"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_come_back_from_csv_as_they_are(text: str) -> None:
    assert csv_cells(text, "x") == [text, "x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" =1", "' =1"), ("Ana;=1+1", "Ana;'=1+1"), ("Ana; -2;b", "Ana;' -2;b"), ("a\t@b", "a\t'@b"), ("\t=1", "'\t'=1")],
)
def test_no_part_of_a_text_begins_like_a_formula_where_some_spreadsheets_part_cells(text: str, expected: str) -> None:
    """Where numbers have a decimal comma, spreadsheets part cells at semicolons, within quotes as well."""
    assert csv_cells(text) == [expected]


@given(st.text("=+-@＝ ;\t\r\na'\"", max_size=12) | st.text(max_size=30))
def test_any_text_comes_back_from_csv_and_is_never_a_formula(text: str) -> None:
    """Nothing but apostrophes is added."""
    content = csv_text(one_column(text, "x"))
    [_, [*cell], _] = csv.reader(StringIO(content, newline=""))
    word = cell[0] if cell else ""
    assert word.replace("'", "") == text.replace("'", "")
    assert not word.startswith(RISKY_SIGNS)
    assert not any(part.lstrip().startswith(RISKY_SIGNS) for part in re.split("[;\t]", word))


def test_numbers_times_and_flags_of_a_csv_file_are_not_texts() -> None:
    """A negative amount is a number of ours and gets no apostrophe; times are on the wall clock."""
    assert csv_cells(*VALUES) == ["", "yes", "no", "7", "-3", "-12.50", "1500", "2027-05-09", "2027-05-09 00:05"]


@pytest.mark.parametrize("text", [*RISKY, "https://evil.example", "12"])
def test_texts_of_a_workbook_stay_texts(text: str) -> None:
    """Neither formulas nor links nor numbers, also when somebody edits the cell: it is marked as quoted."""
    cell = read_back(workbook(plan_record(), (one_column(text),))).active["A5"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value.replace("_x000D_", "\r") == text
    assert bool(cell.quotePrefix) == text.startswith(RISKY_SIGNS)


def test_a_workbook_has_real_dates_times_and_amounts() -> None:
    """Amounts show the decimals of their currency."""
    sheet = read_back(workbook(plan_record(), (one_column(*VALUES),))).active
    cells = [sheet.cell(row, 1) for row in range(5, len(VALUES) + 5)]
    assert [cell.value for cell in cells] == [
        *(None, True, False, 7, -3, -12.5, 1500),
        *(datetime(2027, 5, 9), datetime(2027, 5, 9, 0, 5)),
    ]
    assert [cell.number_format for cell in cells[-4:]] == ["#,##0.00", "#,##0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert cells[-1].is_date


def test_a_wide_list_prints_on_pages_side_by_side_that_each_say_who() -> None:
    """One page across takes 240 characters that can be read; of two the second begins with the first columns too."""
    names = ("event", "name", "why", "what", "before", "after", "note")
    columns = [Column[str](name, "text", lambda cell: cell) for name in names]
    for characters, across, repeated in ((20, 1, None), (44, 2, "$A:$B")):
        sheet = read_back(workbook(plan_record(), (table("wide", columns, ["x" * characters]),))).active
        assert (sheet.page_setup.fitToWidth or 1, sheet.print_title_cols) == (across, repeated)


def test_a_workbook_has_frozen_bold_headers_filters_and_wide_columns() -> None:
    """Below a title and what the list is of; a list for each hotel, then the nights. It prints on A4."""
    book = read_back(workbook(desk_plan(), LISTS["rooming"](desk_plan())))
    assert book.sheetnames == ["rooming Spring sprint", "rooming Autumn sprint", "guests", "nights"]
    for sheet in book:
        assert sheet.freeze_panes == "A5"
        assert sheet.auto_filter.ref.startswith("A4:")
        assert all(cell.font.bold for cell in sheet[4] if cell.value)
        assert sheet.print_title_rows == "$4:$4"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    hotel = book["rooming Spring sprint"]
    assert hotel["A1"].value == "Rooming list: Casa do Tejo, Lisbon, Mon 10 May to Sun 16 May 2027"
    assert "Plan of Tue 24 Nov 2026" in hotel["A2"].value
    heads = [cell.value for cell in hotel[4]]
    assert heads[:4] == ["Guest", "Check in", "Check out", "Nights"]
    assert heads[-3:] == ["Room", "Confirmation", "Remarks"]


def test_a_hotel_gets_its_guests_and_nothing_of_the_other_one() -> None:
    """Three guests with 22 nights in spring; the total follows what a filter shows."""
    hotel = read_back(workbook(desk_plan(), LISTS["rooming"](desk_plan())))["rooming Spring sprint"]
    guests = [hotel.cell(row, 1).value for row in range(5, 9)]
    assert [*guests[1:]] == ["Cy Young", "田中 望", "Total"]
    assert hotel["D8"].value == "=SUBTOTAL(109,D5:D7)"
    assert hotel["A2"].value == "Acme. Spring sprint: 3 guests. Plan of Tue 24 Nov 2026; local times"
    assert "autumn" not in str([*hotel.values]).casefold()


def test_what_several_rows_repeat_is_not_added_up() -> None:
    """The whole stay in each row of its nights, the fare in each row of its approvals: a sum would count them twice."""
    guests = read_back(workbook(desk_plan(), LISTS["rooming"](desk_plan())))["guests"]
    rows = [*guests.iter_rows(min_row=4, values_only=True)]
    assert "Nights of the stay" in rows[0]
    assert len(rows) - 1 == len(LISTS["rooming"](desk_plan())[1].cells)
    assert not any(column.total for kept in LISTS["approvals"](desk_plan()) for column in kept.columns)


def test_people_read_names_words_and_no_blank_columns() -> None:
    """Events by name, `inbound` as return; no booked trip has a day to book by. What is to be filled in stays."""
    book = read_back(workbook(desk_plan(), LISTS["bookings"](desk_plan())))
    assert book.sheetnames == ["bookings", "data"]
    heads, first, *_ = book["bookings"].iter_rows(min_row=4, values_only=True)
    assert "Book by" not in heads
    assert heads[-5:] == ("Status", "Reference", "Paid", "Booked on", "Remarks")
    assert first[:2] == (1, "Spring sprint")
    trips = read_back(workbook(desk_plan(), LISTS["trips"](desk_plan())))["trips"]
    assert "return" in {row[5] for row in trips.iter_rows(min_row=5, values_only=True)}


def test_the_second_sheet_of_bookings_is_a_bookings_file() -> None:
    """Names and cells as in CSV, without a title: saved as CSV it comes back as bookings.csv."""
    (full,) = LISTS["bookings"](desk_plan())
    data = read_back(workbook(desk_plan(), (full,)))["data"]
    assert [cell.value for cell in data[1]] == [*full.names]
    assert data.max_row == len(full.cells) + 1


def test_amounts_of_nothing_are_left_out_and_a_no_stays() -> None:
    """A column of 0.00 alone is not shown; one of flags that are all false is, and so are counts of 0."""
    rows: list[tuple[Cell, ...]] = [(Decimal("0.00"), False, 0, "x")]
    columns = [Column[tuple[Cell, ...]](name, "text", itemgetter(at)) for at, name in enumerate("abcd")]
    sheet = read_back(workbook(plan_record(), (table("list", columns, rows),))).active
    assert [cell.value for cell in sheet[4]] == ["B", "C", "D"]


def test_what_is_filled_in_is_taken_over_by_the_second_sheet() -> None:
    """By the number of the row, wherever it is sorted to: status, reference, day; what is paid in place of the fare."""
    (full,) = LISTS["bookings"](desk_plan())
    data = read_back(workbook(desk_plan(), (full,)))["data"]
    heads = {cell.value: cell.column for cell in data[1]}
    status = data.cell(2, heads["status"]).value
    assert "MATCH(1,'bookings'!$A$5:$A$" in status
    assert status.endswith(',"")')
    assert data.cell(2, heads["fare"]).value.endswith(",1000.00)")
    desk = read_back(workbook(desk_plan(), (full,)))["bookings"]
    (rule,) = desk.data_validations.dataValidation
    assert rule.formula1 == '"held,booked,ticketed,cancelled,flown"'


def test_csv_for_excel_has_semicolons_heads_and_decimal_commas() -> None:
    """Elsewhere a point."""
    columns = [Column[Cell]("x_cost_centre", "money", lambda cell: cell), Column[Cell]("b", "text", lambda _: "a;b")]
    cells: list[Cell] = [Decimal("-12.50"), 1.5]
    written = table("list", columns, cells)
    assert csv_text(written, excel=True) == 'Cost centre;B\r\n-12,50;"a;b"\r\n1,5;"a;b"\r\n'
    assert csv_text(written) == "x_cost_centre,b\r\n-12.50,a;b\r\n1.5,a;b\r\n"


def test_sheets_have_names_of_their_own() -> None:
    """Two long ones that differ in the last letter only, one that differs in the case only, and one with signs that
    none may have."""
    names = [f"{'x' * 40}a", f"{'x' * 40}b", "List", "list", "a/b: [c]?*'"]
    sheets = tuple(table(name, [Column[Cell]("value", "text", lambda cell: cell)], ["x"]) for name in names)
    found = read_back(workbook(plan_record(), sheets)).sheetnames
    assert len({name.casefold() for name in found}) == 5
    assert found[-1] == "a b   c"
    assert max(map(len, found)) <= 31


def test_the_same_plan_gives_the_same_workbook() -> None:
    """Byte for byte: it is dated by the plan, not by the clock."""
    one, two = (workbook(desk_plan(), LISTS["bookings"](desk_plan())) for _ in range(2))
    assert one == two
    assert read_back(one).properties.created == datetime(2026, 11, 24, 9)


def test_more_rows_than_a_sheet_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never cut silently; a text longer than a cell takes is cut with an ellipsis."""
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    with pytest.raises(UsageError, match="list has 3 rows, more than a sheet takes"):
        workbook(plan_record(), (one_column(1, 2, 3),))
    long = read_back(workbook(plan_record(), (one_column("x" * 40_000),))).active["A5"].value
    assert (len(long), long[-1]) == (32_767, "…")


def test_json_keeps_money_as_text_and_times_with_their_offset() -> None:
    """As the plan has them, in an object that says which plan it is from."""
    facts = json.loads(json_text(plan_record(), (one_column(*VALUES, datetime(2027, 1, 1, tzinfo=UTC), "=1"),)))
    assert (facts["format"], facts["version"], facts["currency"]) == ("sprintplan-list", 1, "EUR")
    assert [row["value"] for row in facts["list"]] == [
        *(None, True, False, 7, -3, "-12.50", "1500"),
        *("2027-05-09", "2027-05-09T00:05+09:00", "2027-01-01T00:00+00:00", "=1"),
    ]


def test_json_holds_every_table_and_names_as_they_are() -> None:
    facts = json.loads(json_text(desk_plan(), LISTS["manifest"](desk_plan())))
    assert len(facts["manifest"]) == 8
    assert [hour["travellers"] for hour in facts["hours"]] == [1, 1, 2, 1, 1]
    assert facts["manifest"][1]["name"] == FORMULA


def test_guests_of_one_name_are_told_apart() -> None:
    """By their address, or where there is none by their id; who alone has a name is called by it."""
    people = [
        trip_record("eva", "Eva Ames", email="eva@acme.example"),
        trip_record("eva2", "Eva Ames", email=""),
        trip_record("bo", "Bo Berg"),
    ]
    plan = plan_record(event_record(*people))
    hotel = read_back(workbook(plan, LISTS["rooming"](plan)))["rooming Spring sprint"]
    assert [hotel.cell(row, 1).value for row in range(5, 8)] == [
        "Bo Berg",
        "Eva Ames (eva@acme.example)",
        "Eva Ames (eva2)",
    ]
