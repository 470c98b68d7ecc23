"""Texts that people read."""

from datetime import date

import pytest
from rich.cells import cell_len

from sprintplan.reports.formatting import (
    amount,
    columns,
    difference,
    fit,
    fits,
    folded,
    isolated,
    plain,
    plain_lines,
    span,
    total,
    wrapped,
)
from sprintplan.terminal import line_width


@pytest.mark.parametrize(
    ("money", "expected"),
    [("412345.67", "412 346 EUR"), ("0.50", "1 EUR"), ("-1200", "-1 200 EUR"), ("1e3", "1 000 EUR"), (None, "-")],
)
def test_amounts_are_whole_with_thousands_apart(money: str | None, expected: str) -> None:
    """Halves go up; nothing is a dash."""
    assert amount(money, "EUR") == expected


def test_differences_have_one_sign() -> None:
    """More is +, less is -."""
    assert [difference("5"), difference("-5")] == ["+5", "-5"]


def test_sums_are_exact() -> None:
    """Ten times 0.10 is 1.00."""
    assert str(total(["0.10"] * 10)) == "1.00"


def test_control_characters_go_and_lines_stay() -> None:
    """An escape in any line goes; a tab is a space."""
    assert plain("a\x1b[2Jb\tc\u2066\u2028") == "a[2Jb c"
    assert plain_lines("one\x07\ntwo") == "one\ntwo"


def test_joiners_of_persian_and_indian_names_stay() -> None:
    """They are part of how the name is written, and take no room."""
    assert plain("نی\u200cلوفر क्\u200dष") == "نی\u200cلوفر क्\u200dष"


def test_names_from_right_to_left_stand_alone_between_marks() -> None:
    """Each run of such words, with the blanks and signs within it; other lines stay as they are."""
    assert isolated("שרה לוי-כהן (sara, محمد): 3") == "\u2068שרה לוי-כהן\u2069 (sara, \u2068محمد\u2069): 3"
    assert isolated("Ana 田中 é 1") == "Ana 田中 é 1"
    assert cell_len(isolated("שרה לוי")) == cell_len("שרה לוי")


def test_texts_are_cut_by_cells_and_not_by_characters() -> None:
    """A Chinese character is two cells wide: five cells hold two and the ellipsis."""
    assert fit("漢字漢字", 5) == "漢字…"
    assert fit("short", 5) == "short"


def test_wrapped_lines_keep_numbers_and_durations_whole() -> None:
    """ "12 345", "22 h 05", "5 Apr" and "7 %" are one word each; a word wider than a line is cut."""
    assert [*wrapped("cost 12 345 EUR", width=10)] == ["cost", "12 345 EUR"]
    assert [*wrapped("home 22 h 05 h 3", width=9)] == ["home", "22 h 05", "h 3"]
    assert [*wrapped("from Mon 5 Apr, 7 % at 9 kg", width=12)] == ["from Mon", "5 Apr, 7 %", "at 9 kg"]
    assert max(map(cell_len, wrapped("w" * 300 + " " + "漢" * 90, "  ! ", "    ", width=40))) <= 40
    assert [*wrapped("")] == [""]


def test_columns_line_up_whatever_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second column begins at the same cell in each line; the widest gives way to the width, and goes on below."""
    monkeypatch.setenv("COLUMNS", "40")
    rows = columns([["漢字", "1"], ["abc", "22"], ["x" * 80, "3"]], right=frozenset({1}))
    assert rows == ["漢字" + " " * 35 + "1", "abc" + " " * 35 + "22", f"{'x' * 36}   3\n{'x' * 36}\n{'x' * 8}"]
    assert columns([]) == []


def test_a_word_too_long_for_its_column_ends_behind_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of two, and the airports of a journey, of which no code is cut."""
    monkeypatch.setenv("COLUMNS", "40")
    [row] = columns([["Carlos Lopez-Hernández", "SYD-BKK-CPH-GDN", "1234.567"]])
    assert [line.split() for line in row.splitlines()] == [
        ["Carlos", "Lopez-", "SYD-BKK-CPH-", "1234.567"],
        ["Hernández", "GDN"],
    ]
    assert columns([["x" * 50, "1"]]) == [f"{'x' * 37}  1\n{'x' * 13}"]


def test_columns_that_do_not_fit_become_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five columns of ten cells each take 58, and 40 are there: empty cells are left out, and nothing else is."""
    monkeypatch.setenv("COLUMNS", "40")
    head, row = [f"head{n}" * 2 for n in range(5)], ["a" * 10, "", "123 456 78", "c" * 10, "d" * 10]
    assert columns([head, row], indent="  ", headed=True) == [
        "  aaaaaaaaaa: head2head2 123 456 78,\n    head3head3 cccccccccc, head4head4\n    dddddddddd"
    ]
    assert columns([row, row], indent="  ")[1] == "  aaaaaaaaaa, 123 456 78, cccccccccc,\n    dddddddddd"
    assert (fits([row], "  "), fits([row[:3]], "  "), fits([])) == (False, True, True)


@pytest.mark.parametrize(("terminal", "cells"), [("200", 140), ("100", 100), ("40", 40), ("10", 40)])
def test_lines_are_as_wide_as_the_terminal_within_bounds(
    terminal: str, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", terminal)
    assert line_width() == cells
    assert max(map(len, wrapped("word " * 100))) > cells - 5
    assert max(map(len, wrapped("word " * 100))) <= cells
    assert folded(f"  {'word ' * 40}/a/{'b' * 200}")[0].startswith("  word word")
    assert folded(f"  {'word ' * 40}/a/{'b' * 200}")[-1] == f"    /a/{'b' * 200}"


def test_nothing_is_folded_where_no_terminal_tells_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes into a file or a pipe keeps its lines."""
    monkeypatch.delenv("COLUMNS", raising=False)
    assert folded("word " * 100) == ["word " * 100]


def test_a_span_names_the_year_twice_only_where_it_changes() -> None:
    """Over New Year both are told."""
    assert span(date(2027, 5, 10), date(2027, 5, 16)) == "Mon 10 May to Sun 16 May 2027"
    assert span(date(2027, 12, 30), date(2028, 1, 2)) == "Thu 30 Dec 2027 to Sun 2 Jan 2028"
