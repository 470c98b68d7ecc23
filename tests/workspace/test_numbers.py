"""Local number forms, amounts finer than their currency, and values beyond 64 bits: none is misread in silence."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError, Place
from sprintplan.workspace import read_workspace
from sprintplan.workspace.changes import change_of
from sprintplan.workspace.scenario_file import read_scenarios
from tests.build import full_workspace as full


def problems(folder: Path, **changed: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_workspace(full.write(folder, **changed))
    return list(map(str, caught.value.problems))


AMOUNTS = [
    ("1.234,56", "Write 1234.56, with a decimal point"),
    ("1234.", "Write 1234, with a decimal point"),
    ("9223372036854775807", "the amount 9223372036854775807 is beyond any budget. Write 1000000000000 or less"),
    ("9" * 5000, "the amount 9999"),
    ("1 234", "Write 1234, with"),
    ("1\u00a0234,5", "Write 1234.5, with"),
    ("1'234", "Write 1234, with"),
    ("１２３", "Write 123, with"),
    ("412.50 €", "Write 412.50, with"),
    ("USD 412", "Write 412, with"),
    ("1,234", "Write 1234 or 1.23, with"),
    ("1.234", "has more decimals than USD, and may mean thousands. Write 1234 or 1.23"),
    ("1.500", "has more decimals than USD, and may mean thousands. Write 1500 or 1.5"),
]


@pytest.mark.parametrize(("written", "words"), AMOUNTS, ids=[written for written, _ in AMOUNTS])
def test_an_amount_in_a_local_form_is_told_in_a_plain_one(tmp_path: Path, written: str, words: str) -> None:
    """The hire of the first venue, which is in dollars."""
    messages = problems(tmp_path, venues=full.VENUES.replace("100.01", f'"{written}"'))
    assert len(messages) == 1
    assert messages[0].startswith("venues.csv:2: hire: ")
    assert words in messages[0]


def test_the_decimals_of_the_row_s_currency_count(tmp_path: Path) -> None:
    """1.500 is one and a half dinar, and may be fifteen hundred yen; 1000.00 yen are what spreadsheets save."""
    toml = full.TOML.replace("USD = 1.25", "KWD = 0.33\nJPY = 175")
    kwd = full.VENUES.replace("USD,100.01", "KWD,1.500")
    assert read_workspace(full.write(tmp_path, sprint=toml, venues=kwd)).venues[0].hire_minor == 455
    yen = full.VENUES.replace("USD,100.01", "JPY,1.500")
    assert (
        "has more decimals than JPY, and may mean thousands. Write 1500 or 2"
        in problems(tmp_path, sprint=toml, venues=yen)[0]
    )
    yen = full.VENUES.replace("USD,100.01", "JPY,1750.00")
    assert read_workspace(full.write(tmp_path, sprint=toml, venues=yen)).venues[0].hire_minor == 1000


def test_an_amount_finer_than_its_currency_is_rounded_and_told(tmp_path: Path) -> None:
    """62.0625 dollars at 1.25 are 49.65 euros; 1 000.0055 euros of a budget are 1 000.01."""
    toml = full.TOML.replace("budget = 1_000.05", "budget = 1_000.0055")
    scenario = read_workspace(full.write(tmp_path, sprint=toml, venues=full.VENUES.replace(",62,", ",62.0625,")))
    assert (scenario.venues[0].day_rate_minor, scenario.events[0].budget_minor) == (4965, 100_001)
    assert scenario.warnings == (
        f"sprint.toml:{full.line('budget = ')}: event.budget: 1000.0055 is rounded, as EUR has 2 decimals. "
        "Check the amount",
        'venues.csv:2: day_rate: "62.0625" is rounded, as USD has 2 decimals. Check the amount',
    )


def test_a_column_of_decimal_commas_is_one_message(tmp_path: Path) -> None:
    """60 venues: one message for their hire, with three lines and three other values."""
    header, first, *_ = full.VENUES.splitlines()
    rows = [first.replace("lisbon,", f"v{n},").replace("100.01", f'"{n},5"') for n in range(60)]
    people = full.PEOPLE.replace(",lisbon,", ",,")
    toml = full.TOML.replace('venues = ["riga", "lisbon"]\n', "")
    messages = problems(tmp_path, sprint=toml, people=people, venues="\n".join([header, *rows]))
    assert len(messages) == 1
    assert messages[0].startswith(
        'venues.csv:2: hire: "0,5" is not an amount (60 lines: 2, 3, 4, ...; also "1,5", "2,5", "3,5"'
    )


def test_a_count_in_a_local_form_is_told_in_a_plain_one(tmp_path: Path) -> None:
    messages = problems(tmp_path, venues=full.VENUES.replace(",120,", ",1.200,"))
    assert messages == ['venues.csv:2: capacity: "1.200" is not a whole number. Write 1200, or leave it empty']


SETTINGS = [
    ("budget = 2_500_000", "budget = 2.500.000", "Write 2500000: numbers have a decimal point"),
    ("budget = 2_500_000", "budget = 950,000", "Write 950000, or 950.000 for 950 and a fraction: numbers"),
    ("budget = 2_500_000", "budget = 2,500,000", "Write 2500000: numbers"),
    ("budget = 2_500_000", "budget = 2 500 000", "Write 2500000: numbers"),
    ("budget = 2_500_000", "budget = 2'500'000", "Write 2500000: numbers"),
    ("budget = 2_500_000", "budget = 2500000 €", "Write 2500000: numbers"),
    ("budget = 2_500_000", 'budget = "2.500.000"', '"2.500.000" is a text. Write 2500000, without quotes'),
    (
        "budget = 2_500_000",
        "budget = 2.500",
        "2.500 has more decimals than EUR, and may mean thousands. Write 2500 or 2.5",
    ),
    ("fee = 40.5", "fee = 40,5", "Write 40.5: numbers"),
    ("fee = 80", "fee = 80,50", "this is not TOML"),
    ("fee = 80", "fee = 80.125", "fee: 80.125 has more decimals than EUR, and may mean thousands"),
    (
        "remote = 5001",
        "remote = 5.001",
        "remote: 5.001 has more decimals than EUR, and may mean thousands. Write 5001 or 5",
    ),
    ("budget = 1_000.05", "budget = 1.000", "event.budget: 1.000 has more decimals than EUR"),
]


@pytest.mark.parametrize(("old", "new", "words"), SETTINGS, ids=[new for _, new, _ in SETTINGS])
def test_a_setting_in_a_local_form_is_told_in_a_plain_one(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in full.TOML
    messages = problems(tmp_path, sprint=full.TOML.replace(old, new))
    line = full.line(old)
    assert any(text.startswith(f"sprint.toml:{line}: ") and words in text for text in messages), messages


@pytest.mark.parametrize("key", ["travel_hour", "tonne_co2e", "night_per_diem", "remote"])
@pytest.mark.parametrize("value", [2**63, 2**63 - 1, 10**12, 10**10 + 1])
def test_a_weight_whose_sums_need_more_than_64_bits_is_refused(tmp_path: Path, key: str, value: int) -> None:
    """Ten billion of a currency with cents is the most; ten billion itself is read."""
    written = next(line for line in full.TOML.splitlines() if line.startswith(f"{key} = "))
    messages = problems(tmp_path, sprint=full.TOML.replace(written, f"{key} = {value}"))
    assert len(messages) == 1
    assert f"objective.{key}: {value} is not within 0 to 10000000000" in messages[0]
    read_workspace(full.write(tmp_path, sprint=full.TOML.replace(written, f"{key} = {10**10}")))


def test_an_amount_that_its_rate_makes_huge_is_refused(tmp_path: Path) -> None:
    """A dinar quoted at a billionth: 100.01 of it would be 100 010 000 000 euros."""
    toml = full.TOML.replace("USD = 1.25", "KWD = 0.000000001")
    messages = problems(tmp_path, sprint=toml, venues=full.VENUES.replace("USD", "KWD"))
    expected = "venues.csv:2: hire: 100.01 KWD comes to 100010000000.00 EUR, beyond any budget"
    assert any(text.startswith(expected) for text in messages)


@pytest.mark.parametrize("line", ["{deep}b = 1", "[{deep}b]", "x = {{ {deep}b = 1 }}", '"a" . {deep}b = 1'])
def test_a_key_of_20_000_parts_is_refused_before_it_is_parsed(tmp_path: Path, line: str) -> None:
    """The parser would take 1.5 GB for it."""
    messages = problems(tmp_path, sprint=full.TOML + line.format(deep="a." * 20_000))
    assert messages == [
        f"sprint.toml:{full.TOML.count(chr(10)) + 1}: a key has too many parts. Write keys as the example does"
    ]


def test_a_key_of_as_many_parts_is_refused_wherever_toml_is_written(tmp_path: Path) -> None:
    """In a file of scenarios, in an option and in a cell, before it is parsed."""
    deep = "a." * 20_000 + "b = 1"
    (tmp_path / "what-if.toml").write_text(f'[[scenario]]\nname = "June"\n{deep}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"what-if\.toml:3: a key has too many parts\. Write \[\[scenario\]\]"):
        read_scenarios(tmp_path / "what-if.toml")
    assert change_of(f"policy.detour={{{deep}}}", Place("--set")).value == f"{{{deep}}}"
    full.write(tmp_path)
    rows = f"person,event,key,value,reason,approved_by,until\nana,,policy.detour,{{{deep}}},back,,\n"
    (tmp_path / "exceptions.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_workspace(tmp_path)
    [message] = map(str, caught.value.problems)
    assert message.startswith('exceptions.csv:2: value: policy.detour: "{a.a.')


def test_dots_in_texts_and_lists_are_no_key(tmp_path: Path) -> None:
    dots = "a." * 50
    toml = full.TOML.replace('name = "Acme"', f'name = "{dots}"  # {dots}')
    assert read_workspace(full.write(tmp_path, sprint=toml)).company == dots
