"""Every kind of mistake, made once in a workspace that is right otherwise: where it is told, and in which words."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError, UsageError
from sprintplan.workspace import read_workspace
from tests.workspace import full


def told(folder: Path, **changed: str | bytes | None) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_workspace(full.write(folder, **changed))
    return [str(problem) for problem in caught.value.problems]


# What is replaced in sprint.toml, by what, the line it is told at, and words of the message.
TOML = [
    ('currency = "EUR"', 'currency = "EUX"', 3, 'company.currency: "EUX" is no currency code'),
    ('name = "Acme"', "name = 5", 2, "company.name: 5 is not a text in quotes"),
    ('name = "Acme"', 'nmae = "Acme"', 2, 'company.nmae: unknown key. Did you mean "name"?'),
    ('name = "Acme"', "remote = 1", 2, "this key belongs to [objective]"),
    ('id = "spring"', 'id = "all"', 6, '"all" means something else in people.csv'),
    ('id = "spring"', 'id = "a b"', 6, '"a b" is no id'),
    ('id = "autumn"', 'id = "spring"', 24, 'two events are called "spring"'),
    ("from = 2027-04-05, to = 2027-05-24", "from = 2027-05-24, to = 2027-04-05", 8, "runs backwards"),
    ("from = 2027-04-05, to = 2027-05-24", "from = 2027-04-05, to = 2029-05-24", 8, "is over two years"),
    ("from = 2027-04-05, to = 2027-05-24", "from = 2027-04-06, to = 2027-04-08", 8, "there is no monday"),
    ("from = 2027-04-05, ", "", 8, "event.starts: from is missing"),
    ("from = 2027-04-05", 'from = "5.4.2027"', 8, 'event.starts.from: "5.4.2027" is not a date'),
    ("from = 2027-04-05", "from = 2027-04-05T00:00:00", 8, "is not a date without quotes"),
    ("from = 2027-04-05, to = 2027-05-24", "from = 2072-04-05, to = 2072-05-24", 8, "2072-04-11 is outside the years"),
    ("[2027-10-11, 2027-10-04]", "[2041-01-07, 2027-10-04]", 25, "2041-01-07 is outside the years that can be planned"),
    ("[2027-10-11, 2027-10-04]", "[2020-01-06, 2027-10-04]", 25, "2020-01-06 is outside the years that can be planned"),
    ("to = 2027-05-24", "to = 9999-12-31", 8, "9999-12-31 is no year to plan for"),
    ('on = "monday"', 'on = "mondey"', 8, 'unknown word "mondey". Did you mean "monday"?'),
    ('on = "monday"', 'onn = "monday"', 8, 'event.starts.onn: unknown key. Did you mean "on"?'),
    ("starts = [2027-10-11, 2027-10-04]", "", 23, "event.starts: it is missing"),
    ("starts = [2027-10-11, 2027-10-04]", "starts = []", 25, "no first day is listed"),
    ("starts = [2027-10-11, 2027-10-04]", 'starts = ["2027-10-11"]', 25, "not every entry is a date"),
    ('arrive_by = "17:30"', 'arrive_by = "25:30"', 9, '"25:30" is no time'),
    ('["riga", "lisbon"]', '["riga", "lisbno"]', 11, 'there is no venue "lisbno". Did you mean "lisbon"?'),
    ('["riga", "lisbon"]', "[]", 11, "the list is empty"),
    ("avoid = [2027-05-01]", "avoid = [2028-05-01]", 12, "2028-05-01 lies outside the days that the event may take"),
    ("budget = 1_000.05", "budget = -1", 13, "event.budget: -1 is below zero"),
    ("budget = 1_000.05", "budget = 1e999999", 13, "is not within 0 to"),
    ("budget = 1_000.05", "budget = 1e-999999", 13, "has too many decimals"),
    ("budget = 1_000.05", "budget = nan", 13, "is not within 0 to"),
    ('id = "engineering"', 'id = "leads"', 19, 'two sessions of this event are called "leads"'),
    ('id = "engineering"', "", 18, "a session needs an id"),
    ("days = [3, 7]", "days = [7, 3]", 20, "[7, 3] runs backwards. Did you mean [3, 7]?"),
    ("days = [3, 7]", "days = [0, 7]", 20, "starts before day 1"),
    ("days = [3, 7]", "days = [3, 15]", 20, "day 15 makes the event last more than 14 days"),
    ("days = [3, 7]", "days = 3", 20, "3 is not two day numbers"),
    ("days = [3, 7]", "", 18, "event.session.days: it is missing"),
    ('who = ["role:lead"]', 'who = ["role:laed"]', 17, 'nobody attends the session "leads". Did you mean "lead"?'),
    ('who = ["role:lead"]', "who = []", 17, "nobody attends the session"),
    ('who = ["role:lead"]', "", 14, "event.session.who: it is missing"),
    ('who = ["role:lead"]', 'who = ["lead"]', 17, '"lead" is no selector'),
    ('who = ["role:lead"]', 'who = ["id:anna"]', 17, 'nobody in people.csv has id "anna". Did you mean "ana"?'),
    ('who = ["role:lead"]', 'who = ["role:lead"]\nvenues = ["riga"]', 18, "this key belongs to [[event]]"),
    ('[[event.session]]\nid = "everyone"\ndays = [1, 5]\nwho = ["team:Core", "id:ana"]\n', "", 23, "no session"),
    ("max_connections = 1", "max_conections = 1", 32, 'unknown key. Did you mean "max_connections"?'),
    ("max_connections = 1", "max_connections = true", 32, "true is not a whole number"),
    ("max_connections = 1", "max_connections = -1", 32, "-1 is below zero"),
    ("[45, 300]", "[300, 45]", 33, "runs backwards. Did you mean [45, 300]?"),
    ("[45, 300]", "[45]", 33, "is not a shortest and a longest wait"),
    ("overnight_connections = true", 'overnight_connections = "yes"', 34, '"yes" is not true or false'),
    ("ratio = 1.25", "ration = 1.25", 35, 'policy.detour.ration: unknown key. Did you mean "ratio"?'),
    ("ratio = 1.25", "ratio = -1.25", 35, "-1.25 is below zero"),
    ("max_early_nights = 3", "max_early_nights = 3000", 36, "3000 is not within 0 to 30"),
    ('unreachable = "forbid"', 'unreachable = "forbit"', 41, 'Did you mean "forbid"?'),
    ('["home:PT"]', '["home:XX"]', 44, '"XX" is no country code'),
    ('avoid_airlines = ["XX"]', 'avoid_airlines = ["Ryan"]', 45, '"Ryan" is no airline code'),
    ("max_team_share_per_flight = 0.5", "max_team_share_per_flight = 1.5", 48, "1.5 is no share"),
    ('cabin = "premium_economy"', 'cabin = "prime"', 51, 'unknown word "prime". Known: business'),
    ('cabin = "premium_economy"', "", 49, "policy.cabin.cabin: it is missing"),
    ("or_rest_nights = 1", "or_rest_nights = 0", 56, "0 is below 1"),
    ("or_rest_nights = 1", "max_late_nights = 1", 56, "belongs to [policy], and TOML gives a key to the table above"),
    ("[policy.visa]\n", "[policy.visa]\nlocal_km = 1\n", 58, "Move it above the first [policy.visa]"),
    ("fee = 80", "fees = 80", 58, 'policy.visa.visa required.fees: unknown key. Did you mean "fee"?'),
    ('"e-visa"]', '"evisa"]', 59, 'this is no requirement of visas.csv. Did you mean "e-visa"?'),
    ("fee = 40.5", "fee = -40.5", 61, "policy.visa.e-visa.fee: -40.5 is below zero"),
    ("co2e_tonnes = 900.5", 'co2e_tonnes = "much"', 65, '"much" is not a number'),
    ("hours = 60, ", "", 67, "traveller_hours_per_year.hours: it is missing"),
    ("trips_per_year = 1, ", "", 68, "long_haul.trips_per_year: it is missing"),
    ('different = "country"', 'different = "continent"', 70, 'unknown word "continent"'),
    ("holiday_share = 0.2", "holiday_share = 20", 72, "20 is no share"),
    ("remote = 5001", "remote = -5001", 78, "objective.remote: -5001 is below zero"),
    ("USD = 1.25", "USX = 1.25", 82, "rates.USX: this is no currency code"),
    ("USD = 1.25", "EUR = 1.25", 82, "this is the company's own currency"),
    ("USD = 1.25", "USD = 0", 82, "a rate is above zero"),
    ('source = "estimate"', 'source = "estimates"', 85, 'Did you mean "estimate"?'),
    ("[offers]", '[offers.duffel]\nurl = "http://api.example"\n[offers]', 85, "no address to send a token to"),
    ("[offers]", "[offers.duffel]\nmax_age_hour = 3\n[offers]", 85, 'Did you mean "max_age_hours"?'),
    ("[offers]", "[offers.duffel]\nsupplier_timeout = 900\n[offers]", 85, "900 is not within 2 to 120"),
    ("[offers]", '[offers.duffel]\nask = "most"\n[offers]', 85, 'unknown word "most"'),
    ("[offers]", '[offers.duffel]\ndeparts = ["6", "22:00"]\n[offers]', 85, "this is no window of time"),
    ("[offers]", '[[offers.duffel.private_fare]]\nairline = "QF"\n[offers]', 84, "this agreement states no code"),
    ("[offers]", '[[offers.duffel.private_fare]]\ntour_code = "X"\n[offers]', 84, "is no airline code"),
    ("[offers]", '[offers]\nemissions = "travel-impact"', 85, 'Did you mean "travel_impact"?'),
    ("[offers]", "[ofers]", 84, 'ofers: unknown key. Did you mean "offers"?'),
    ("max_connections = 1", "max_connections = = 1", 32, "this is no TOML"),
    ("max_connections = 1", "max_connections = 1\nmax_connections = 1", 33, "this is no TOML"),
    ("starts = {", "starts = {\n", 8, "this is no TOML"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), TOML, ids=range(len(TOML)))
def test_a_mistake_in_sprint_toml(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in full.TOML
    problems = told(tmp_path, sprint=full.TOML.replace(old, new, 1))
    assert any(text.startswith(f"sprint.toml:{line}: ") and words in text for text in problems), problems


# The same for people.csv and venues.csv.
ROWS = [
    ("people", "id,name,email", "id,nmae,email", 1, 'unknown column "nmae". Did you mean "name"?'),
    ("people", "id,name,email", "id,nmae,email", 1, 'the column "name" is missing'),
    ("people", "id,name,email", "id,name,name", 1, 'the column "name" stands twice'),
    ("people", "bob,", "ana,", 3, 'id: "ana" stands on line 2 too'),
    ("people", "bob,", "b b,", 3, 'id: "b b" is no id'),
    ("people", "bob,", ",", 3, "id: it is empty"),
    ("people", "Ana Sá", "", 2, "name: it is empty"),
    ("people", ",Core,ana,LON", ",Core,anna,LON", 3, 'nobody has the id "anna". Did you mean "ana"?'),
    ("people", "Core,,LIS|OPO", "Core,dee,LIS|OPO", 2, "manager: ana -> dee -> bob -> ana is a circle"),
    ("people", "Core,,LIS|OPO", "Core,ana,LIS|OPO", 2, "manager: ana -> ana is a circle"),
    ("people", "LIS|OPO", "", 2, "home: it is empty"),
    ("people", "LIS|OPO", "LIS|QQQ", 2, '"QQQ" is no airport or city code'),
    ("people", "LIS|OPO", "lis", 2, 'Did you mean "LIS"?'),
    ("people", "LIS|OPO", "Lisbon", 2, '"Lisbon" is no airport or city code. Use an airport code (LIS)'),
    ("people", "LIS|OPO", "AAB", 2, 'no nonstop flights are known at "AAB"'),
    ("people", "Porto, PT", "Porto, Portugal", 4, '"Portugal" is no country code'),
    ("people", "Porto, PT", "Prto, PT", 4, 'no city "Prto" is known in PT. Did you mean "Porto, PT"?'),
    ("people", "GB|US", "GB|UK", 3, 'citizenship: "UK" is no country code'),
    ("people", "spring|autumn,all", "spring|autum,all", 3, 'events: unknown "autum". Did you mean "autumn"?'),
    ("people", "spring,spring,", "spring,sprig,", 5, 'own_travel: unknown "sprig". Did you mean "spring"?'),
    ("people", ",lisbon,", ",lisbno,", 2, 'local_to: unknown "lisbno". Did you mean "lisbon"?'),
    ("people", "2027-05-01..2027-05-09", "2027-05-09..2027-05-01", 3, "runs backwards. Did you mean 2027-05-01..2027"),
    ("people", "2027-05-01..2027-05-09", "01/05/2027", 3, '"01/05/2027" is no date. Write dates as 2027-05-01'),
    ("people", "2027-05-01..2027-05-09", "2027-02-30", 3, '"2027-02-30" is a day that no calendar has'),
    ("people", "2027-05-01..2027-05-09", "0001-01-01", 3, "0001-01-01 is no year to plan for"),
    ("people", "business", "buisness", 3, 'unknown cabin "buisness". Did you mean "business"?'),
    ("people", "RU|BY,US", "RU|BY,USA", 3, 'may_enter: "USA" is no country code'),
    ("people", "ana,", "ana,more,", 2, "this row has 18 cells under 17 headers"),
    ("people", '"Bob ""B"" Lee"', '"Bob', 3, "the row that starts here cannot be read"),
    ("venues", "riga,", "lisbon,", 3, 'id: "lisbon" stands on line 2 too'),
    ("venues", "riga,", "ri ga,", 3, '"ri ga" is no id'),
    ("venues", "Riga,LV", "Riga,", 3, "country: one country is needed"),
    ("venues", "Riga,LV", "Riga,XX", 3, 'country: "XX" is no country code'),
    ("venues", "RIX", "", 3, "airports: it is empty"),
    ("venues", "RIX", "LON", 3, 'airports: "LON" is no airport code. It is a city code'),
    ("venues", "RIX", "AAB", 3, 'airports: no nonstop flights are known at "AAB"'),
    ("venues", "120", "12.5", 2, 'capacity: "12.5" is no whole number'),
    ("venues", "120", "-1", 2, "capacity: -1 is below 0"),
    ("venues", "USD", "usd", 2, 'currency: "usd" is no currency code. Did you mean USD?'),
    ("venues", "USD", "KWD", 2, "there is no rate for KWD. State KWD in [rates]"),
    ("venues", "100.01", '"100,01"', 2, 'hire: "100,01" is no amount. Write 100.01, with a decimal point'),
    ("venues", "100.01", "-100.01", 2, "hire: the amount -100.01 is below zero"),
    ("venues", "100.01", "9999999999999", 2, "is beyond any budget"),
    ("venues", "80,30,", "80,3000,", 2, "transfer_minutes: 3000 minutes are over a day"),
    ("venues", "300,8", "300,", 3, "shuttles need shuttle_cost and shuttle_seats"),
    ("venues", "300,8", "300,0", 3, "shuttle_seats: 0 is below 1"),
    ("venues", "2027-04-01..2027-05-31", "2027-05-31..2027-04-01", 3, "available: the range"),
    ("venues", "2025-10-08", "8.10.2025", 2, 'last_used: "8.10.2025" is no date'),
    ("visas", "GB,LV", "United Kingdom,LV", 4, 'passport: "United Kingdom" is no country code'),
    ("visas", "visa free", "visafree", 2, 'requirement: "visafree" is no requirement. Did you mean "visa free"?'),
    ("visas", "GB,LV", "PT,LV", 4, "PT to LV already has another requirement above"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "words"), ROWS, ids=range(len(ROWS)))
def test_a_mistake_in_a_row(tmp_path: Path, file: str, old: str, new: str, line: int, words: str) -> None:
    text = full.FILES[f"{file}.csv"]
    assert old in text
    problems = told(tmp_path, **{file: text.replace(old, new, 1)})
    assert any(told.startswith(f"{file}.csv:{line}: ") and words in told for told in problems), problems


@pytest.mark.parametrize("table", ["company", "policy"])
def test_a_required_table_is_missing(tmp_path: Path, table: str) -> None:
    toml = full.TOML.replace(f"[{table}]\n", f"[x{table}]\n").replace(f"[{table}.", f"[x{table}.")
    toml = toml.replace(f"[[{table}.", f"[[x{table}.")
    assert f"sprint.toml: the table [{table}] is missing." in "\n".join(told(tmp_path, sprint=toml))


def test_no_event_is_there(tmp_path: Path) -> None:
    toml = "[company]\n[policy]\n"
    assert "sprint.toml: there is no [[event]]. Add an event with its sessions" in told(tmp_path, sprint=toml)


@pytest.mark.parametrize("name", ["sprint.toml", "people.csv", "venues.csv", "visas.csv"])
@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"", "", "the file is empty"),
        (b"\xef\xbb\xbf\r\n", "", "the file is empty"),
        (b"PK\x03\x04\x14\x00", "", "this is a workbook or archive"),
        ("id,name\n".encode("utf-16"), "", "this file is saved as UTF-16"),
        (b"id,name\n\x00\x01\x02", ":2", "this is no text file"),
        ("id,name\nana,Sá\n".encode("latin-1"), ":2", "this line is not in UTF-8"),
    ],
    ids=["empty", "only a mark", "workbook", "utf-16", "binary", "latin-1"],
)
def test_a_file_that_is_no_text_says_how_to_save_it(
    tmp_path: Path, name: str, raw: bytes, line: str, words: str
) -> None:
    problems = told(tmp_path, **{name.partition(".")[0]: raw})
    assert len(problems) == 1
    assert problems[0].startswith(f"{name}{line}: {words}")


@pytest.mark.parametrize("name", ["sprint.toml", "people.csv", "venues.csv"])
def test_a_missing_file_is_the_only_problem(tmp_path: Path, name: str) -> None:
    """What the other files refer to may stand in the missing one."""
    problems = told(tmp_path, **{name.partition(".")[0]: None})
    assert problems == [f"{name}: the file is missing. `sprintplan new FOLDER` writes a workspace to start from"]


def test_a_file_of_100_mb_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full.write(tmp_path)
    with (tmp_path / "people.csv").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) if path.name != "people.csv" else pytest.fail("read")
    )
    with pytest.raises(InputError, match=r"people.csv: the file is over 100 MB, more than the 64 MB"):
        read_workspace(tmp_path)


@pytest.mark.parametrize("name", ["people", "venues"])
def test_a_file_without_rows(tmp_path: Path, name: str) -> None:
    header = full.FILES[f"{name}.csv"].splitlines()[0] + "\n"
    assert any(text.startswith(f"{name}.csv: n") and "is listed" in text for text in told(tmp_path, **{name: header}))


def test_problems_of_all_files_come_in_one_report(tmp_path: Path) -> None:
    problems = told(
        tmp_path,
        sprint=full.TOML.replace("remote = 5001", "remote = -1"),
        people=full.PEOPLE.replace("LIS|OPO", "QQQ").replace("GB|US", "XX"),
        venues=full.VENUES.replace("120", "many"),
        visas=full.VISAS.replace("visa free", "free"),
    )
    assert [text.split(": ")[0] for text in problems] == [
        "people.csv:2",
        "people.csv:3",
        "sprint.toml:78",
        "venues.csv:2",
        "visas.csv:2",
    ]


def test_toml_that_cannot_be_parsed_hides_no_problem_of_the_rows(tmp_path: Path) -> None:
    """The events are unknown then, so nobody is told that theirs do not exist."""
    problems = told(tmp_path, sprint="[company", people=full.PEOPLE.replace("GB|US", "XX"))
    assert [text.split(": ")[0] for text in problems] == ["people.csv:3", "sprint.toml:1"]


def test_a_row_that_starts_in_several_lines_is_told_at_its_first(tmp_path: Path) -> None:
    people = full.PEOPLE.replace("Ana Sá", '"Ana\nSá"').replace("GB|US", "XX").replace("LIS|OPO", "QQQ")
    assert [text.split(": ")[0] for text in told(tmp_path, people=people)] == ["people.csv:2", "people.csv:4"]


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000, "1e" + "9" * 30], ids=["digits", "nesting", "exponent"])
def test_values_beyond_any_parser(tmp_path: Path, value: str) -> None:
    problems = told(tmp_path, sprint=full.TOML.replace("remote = 5001", f"remote = {value}"))
    assert len(problems) == 1
    assert problems[0].startswith("sprint.toml")


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        read_workspace(tmp_path / "nowhere")
