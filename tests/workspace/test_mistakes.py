"""Every kind of mistake, made once in a workspace that is right otherwise: where it is told, and in which words."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.build import full_workspace as full
from tests.build.full_workspace import messages_of

KNOWN = "company event ground limits objective offers policy rates".split()
"""Tables of sprint.toml."""


class Mistake(NamedTuple):
    """What is replaced in a file, by what, and words of the message.

    It is told at the line of what is replaced, or at that of `at` in the changed file.
    """

    old: str
    new: str
    words: str
    at: str = ""

    def line(self, text: str) -> int:
        """The line that the message names."""
        assert self.old in text
        changed = self.changed(text)
        return changed[: changed.index(self.at) if self.at else text.index(self.old)].count("\n") + 1

    def changed(self, text: str) -> str:
        """The file with the mistake."""
        return text.replace(self.old, self.new, 1)


def in_policy(text: str) -> tuple[str, str]:
    """The replacement that puts tables behind the keys of [policy]."""
    return "[policy.visa]", f"{text}\n[policy.visa]"


def approval(by: str, when: str) -> str:
    """A rule that asks for an approval."""
    return f"[[policy.approval]]\nby = {by}\nwhen = {{ {when} }}"


TOML = [
    Mistake('currency = "EUR"', 'currency = "EUX"', 'company.currency: "EUX" is not a currency code'),
    Mistake('name = "Acme"', "name = 5", "company.name: 5 is not a text in quotes"),
    Mistake('name = "Acme"', 'nmae = "Acme"', 'company.nmae: unknown key. Did you mean "name"?'),
    Mistake('name = "Acme"', '"e-visa" = { fee = 1 }', "this key belongs to [policy.visa]"),
    Mistake('name = "Acme"', "remote = 1", "this key belongs to [objective]"),
    Mistake('id = "spring"', 'id = "all"', '"all" means something else in people.csv'),
    Mistake('id = "spring"', 'id = "a b"', '"a b" is not an id'),
    Mistake('id = "autumn"', 'id = "spring"', 'two events are called "spring"'),
    Mistake("from = 2027-04-05, to = 2027-05-24", "from = 2027-05-24, to = 2027-04-05", "runs backwards"),
    Mistake("from = 2027-04-05, to = 2027-05-24", "from = 2027-04-05, to = 2029-05-24", "is over two years"),
    Mistake("from = 2027-04-05, to = 2027-05-24", "from = 2027-04-06, to = 2027-04-08", "there is no monday"),
    Mistake("from = 2027-04-05, ", "", "event.starts.from: it is missing. Write from = 2027-04-05"),
    Mistake("from = 2027-04-05", 'from = "5.4.2027"', 'event.starts.from: "5.4.2027" is not a date'),
    Mistake("from = 2027-04-05", "from = 2027-04-05T00:00:00", "is not a date without quotes"),
    Mistake(
        "from = 2027-04-05, to = 2027-05-24", "from = 2072-04-05, to = 2072-05-24", "2072-04-11 is outside the years"
    ),
    Mistake(
        "[2027-10-11, 2027-10-04]", "[2041-01-07, 2027-10-04]", "2041-01-07 is outside the years that can be planned"
    ),
    Mistake(
        "[2027-10-11, 2027-10-04]", "[2020-01-06, 2027-10-04]", "2020-01-06 is outside the years that can be planned"
    ),
    Mistake("to = 2027-05-24", "to = 9999-12-31", "9999-12-31 is not a year to plan for"),
    Mistake('on = "monday"', 'on = "mondey"', 'unknown word "mondey". Did you mean "monday"?'),
    Mistake('on = "monday"', 'onn = "monday"', 'event.starts.onn: unknown key. Did you mean "on"?'),
    Mistake("starts = [2027-10-11, 2027-10-04]", "", "event.starts: it is missing", '[[event]]\nid = "autumn"'),
    Mistake("starts = [2027-10-11, 2027-10-04]", "starts = []", "no first day is listed"),
    Mistake("starts = [2027-10-11, 2027-10-04]", 'starts = ["2027-10-11"]', "not every entry is a date"),
    Mistake('arrive_by = "17:30"', 'arrive_by = "25:30"', '"25:30" is not a time'),
    Mistake('["riga", "lisbon"]', '["riga", "lisbno"]', 'there is no venue "lisbno". Did you mean "lisbon"?'),
    Mistake('["riga", "lisbon"]', "[]", "the list is empty"),
    Mistake("avoid = [2027-05-01]", "avoid = [2028-05-01]", "2028-05-01 lies outside the days that the event may take"),
    Mistake("avoid = [2027-05-01]", 'avoid = ["2027-05"]', '"2027-05" is neither a date nor a span of dates'),
    Mistake("budget = 1_000.05", "budget = -1", "event.budget: -1 is below zero"),
    Mistake("budget = 1_000.05", "budget = 1e999999", "is not within 0 to"),
    Mistake("budget = 1_000.05", "budget = 1e-999999", "has too many decimals"),
    Mistake("budget = 1_000.05", "budget = nan", "is not within 0 to"),
    Mistake('id = "engineering"', 'id = "leads"', 'two sessions of this event are called "leads"'),
    Mistake(
        'id = "engineering"',
        "",
        'event.session.id: it is missing. Write id = "everyone"',
        "[[event.session]]\n\ndays = [3, 7]",
    ),
    Mistake("days = [3, 7]", "days = [7, 3]", "[7, 3] runs backwards. Did you mean [3, 7]?"),
    Mistake("days = [3, 7]", "days = [0, 7]", "starts before day 1"),
    Mistake("days = [3, 7]", "days = [3, 15]", "day 15 makes the event last more than 14 days"),
    Mistake("days = [3, 7]", "days = 3", "3 is not two day numbers"),
    Mistake("days = [3, 7]", "", "event.session.days: it is missing", '[[event.session]]\nid = "engineering"'),
    Mistake('who = ["role:lead"]', 'who = ["role:laed"]', 'nobody attends the session "leads". Did you mean "lead"?'),
    Mistake('who = ["role:lead"]', "who = []", "nobody attends the session"),
    Mistake('who = ["role:lead"]', "", "event.session.who: it is missing", '[[event.session]]\nid = "leads"'),
    Mistake('who = ["role:lead"]', 'who = ["lead"]', '"lead" is not a selector'),
    Mistake('who = ["role:lead"]', 'who = ["id:anna"]', 'nobody in people.csv has id "anna". Did you mean "ana"?'),
    Mistake(
        'who = ["role:lead"]',
        'who = ["role:lead"]\nvenues = ["riga"]',
        "this key belongs to [[event]]",
        'venues = ["riga"]\n',
    ),
    Mistake(
        '[[event.session]]\nid = "everyone"\ndays = [1, 5]\nwho = ["team:Core", "id:ana"]\n',
        "",
        "event.session: it is missing. Add [[event.session]] with id, days, who",
        '[[event]]\nid = "autumn"',
    ),
    Mistake("max_connections = 1", "max_conections = 1", 'unknown key. Did you mean "max_connections"?'),
    Mistake("max_connections = 1", "max_connections = true", "true is not a whole number"),
    Mistake("max_connections = 1", "max_connections = -1", "-1 is below zero"),
    Mistake("[45, 300]", "[300, 45]", "runs backwards. Did you mean [45, 300]?"),
    Mistake("[45, 300]", "[45]", "is not a shortest and a longest wait"),
    Mistake("overnight_connections = true", 'overnight_connections = "yes"', '"yes" is not true or false'),
    Mistake("ratio = 1.25", "ration = 1.25", 'policy.detour.ration: unknown key. Did you mean "ratio"?'),
    Mistake("ratio = 1.25", "ratio = -1.25", "-1.25 is below zero"),
    Mistake("max_early_nights = 3", "max_early_nights = 3000", "3000 is not within 0 to 30"),
    Mistake('unreachable = "forbid"', 'unreachable = "forbit"', 'Did you mean "forbid"?'),
    Mistake('["home:PT"]', '["home:XX"]', '"XX" is not a country code'),
    Mistake('avoid_airlines = ["XX"]', 'avoid_airlines = ["Ryan"]', '"Ryan" is not an airline code'),
    Mistake("max_team_share_per_flight = 0.5", "max_team_share_per_flight = 1.5", "1.5 is not a share"),
    Mistake(*in_policy("[policy.booking]\ndays = -1"), "policy.booking.days: -1 is below zero", "days = -1"),
    Mistake(
        *in_policy(approval('"boss"', "fare_over = 1")), '"boss" is not an approver. Write "manager"', 'by = "boss"'
    ),
    Mistake(*in_policy(approval('"id:anna"', "fare_over = 1")), 'has id "anna". Did you mean "ana"?', 'by = "id:anna"'),
    Mistake(*in_policy(approval('"manager"', "")), "it names nothing that asks for the approval", "when = {"),
    Mistake(*in_policy(approval('"manager"', "fares_over = 1")), 'unknown key. Did you mean "fare_over"?', "when = {"),
    Mistake('cabin = "premium_economy"', 'cabin = "prime"', 'unknown word "prime". Known: business'),
    Mistake('cabin = "premium_economy"', "", "policy.cabin.cabin: it is missing", "[[policy.cabin]]"),
    Mistake("or_rest_nights = 1", "or_rest_nights = 0", "0 is below 1"),
    Mistake(
        "or_rest_nights = 1", "max_late_nights = 1", "belongs to [policy], and TOML gives a key to the table above"
    ),
    Mistake(
        "[policy.visa]\n", "[policy.visa]\nlocal_km = 1\n", "Move it above the first [policy.visa]", "local_km = 1"
    ),
    Mistake("fee = 80", "fees = 80", 'policy.visa.visa required.fees: unknown key. Did you mean "fee"?'),
    Mistake('"e-visa"]', '"evisa"]', 'this is not a requirement of visas.csv. Did you mean "e-visa"?'),
    Mistake("fee = 40.5", "fee = -40.5", "policy.visa.e-visa.fee: -40.5 is below zero"),
    Mistake("co2e_tonnes = 900.5", 'co2e_tonnes = "much"', '"much" is not a number'),
    Mistake("hours = 60, ", "", "traveller_hours_per_year.hours: it is missing"),
    Mistake("trips_per_year = 1, ", "", "long_haul.trips_per_year: it is missing"),
    Mistake('different = "country"', 'different = "continent"', 'unknown word "continent"'),
    Mistake("holiday_share = 0.2", "holiday_share = 20", "20 is not a share"),
    Mistake("remote = 5001", "remote = -5001", "objective.remote: -5001 is below zero"),
    Mistake("USD = 1.25", "USX = 1.25", "rates.USX: this is not a currency code"),
    Mistake("USD = 1.25", "EUR = 1.25", "this is the company's own currency"),
    Mistake("USD = 1.25", "USD = 0", "a rate is above zero"),
    Mistake('source = "estimate"', 'source = "estimates"', 'Did you mean "estimate"?'),
    Mistake(
        "[offers]",
        '[offers.duffel]\nurl = "http://api.example"\n[offers]',
        "not an address to send a token to",
        "url =",
    ),
    Mistake(
        "[offers]", "[offers.duffel]\nmax_age_hour = 3\n[offers]", 'Did you mean "max_age_hours"?', "max_age_hour ="
    ),
    Mistake(
        "[offers]",
        "[offers.duffel]\nsupplier_timeout = 900\n[offers]",
        "900 is not within 2 to 120",
        "supplier_timeout =",
    ),
    Mistake("[offers]", '[offers.duffel]\nask = "most"\n[offers]', 'unknown word "most"', "ask ="),
    Mistake(
        "[offers]", '[offers.duffel]\ndeparts = ["6", "22:00"]\n[offers]', "this is not a window of time", "departs ="
    ),
    Mistake("[offers]", '[[offers.duffel.private_fare]]\nairline = "QF"\n[offers]', "this agreement states no code"),
    Mistake(
        "[offers]",
        '[[offers.duffel.private_fare]]\nairline = "qf"\ntour_code = "X"\n[offers]',
        '"qf" is not an airline code',
        "airline =",
    ),
    Mistake("[offers]", '[offers]\nemissions = "travel-impact"', 'Did you mean "travel_impact"?', "emissions ="),
    Mistake("[offers]", "[ofers]", 'ofers: unknown key. Did you mean "offers"?'),
    Mistake("max_connections = 1", "max_connections = = 1", "this is not TOML"),
    Mistake(
        "max_connections = 1",
        "max_connections = 1\nmax_connections = 1",
        "this is not TOML",
        "max_connections = 1\nconnection",
    ),
    Mistake("starts = {", "starts = {\n", "this is not TOML"),
]


@pytest.mark.parametrize(
    ("local", "remedy"),
    [
        ("12.04.2027", "Write 2027-04-12: dates are written as year-month-day, without quotes"),
        ("30/05/2027", "Write 2027-05-30: dates"),
        ("30.30.2027", "Dates are written as year-month-day"),
    ],
)
def test_a_date_in_a_local_form_is_told_as_it_is_written(local: str, remedy: str, tmp_path: Path) -> None:
    """TOML stops at its second sign, and tells of the table around it."""
    text = full.TOML.replace("from = 2027-04-05", f"from = {local}")
    [problem] = messages_of(tmp_path, sprint=text)
    assert f"this is not TOML: Unclosed inline table. {remedy}" in problem


@pytest.mark.parametrize("mistake", TOML, ids=lambda mistake: mistake.words)
def test_a_mistake_in_sprint_toml(tmp_path: Path, mistake: Mistake) -> None:
    problems = messages_of(tmp_path, sprint=mistake.changed(full.TOML))
    start = f"sprint.toml:{mistake.line(full.TOML)}: "
    assert any(text.startswith(start) and mistake.words in text for text in problems), problems


ROWS = [
    ("people", Mistake("id,name,email", "id,nmae,email", 'unknown column "nmae". Did you mean "name"?')),
    ("people", Mistake("id,name,email", "id,nmae,email", 'the column "name" is missing')),
    ("people", Mistake("id,name,email", "id,name,name", 'the column "name" appears twice')),
    ("people", Mistake("bob,", "ana,", 'id: "ana" stands on line 2 too')),
    ("people", Mistake("bob,", "b b,", 'id: "b b" is not an id')),
    ("people", Mistake("bob,", ",", "id: it is empty")),
    ("people", Mistake("Ana Sá", "", "name: it is empty")),
    *(
        ("people", Mistake("ana@acme.example", email, f'email: "{email}" is not an e-mail address. Write {address}'))
        for email, address in [
            ("ana", "an address such as ana@acme.example, or leave it empty"),
            ("ana@acme", "an address such as"),
            ("ana@acme..example", "an address such as"),
            ("ana@acme.example.", "ana@acme.example, or leave it empty"),
            ("Ana Sá <ana@acme.example>", "ana@acme.example, or leave it empty"),
            ("mailto:ana.sá@büro.example", "ana.sá@büro.example, or leave it empty"),
            ("ana@acme.example;a@home.example", "an address such as"),
        ]
    ),
    ("people", Mistake(",Core,ana,LON", ",Core,anna,LON", 'nobody has the id "anna". Did you mean "ana"?')),
    ("people", Mistake("Core,,LIS|OPO", "Core,dee,LIS|OPO", "manager: ana -> dee -> bob -> ana is a circle")),
    ("people", Mistake("Core,,LIS|OPO", "Core,ana,LIS|OPO", "manager: ana -> ana is a circle")),
    ("people", Mistake("LIS|OPO", "", "home: it is empty")),
    ("people", Mistake("LIS|OPO", "|", 'home: "|" names no place')),
    ("people", Mistake("LIS|OPO", "LIS|QQQ", '"QQQ" is not an airport or city code')),
    ("people", Mistake("LIS|OPO", "lis", 'Did you mean "LIS"?')),
    ("people", Mistake("LIS|OPO", '"LIS, OPO"', 'home: "OPO" is not a country code. Did you mean "LIS|OPO"?')),
    ("people", Mistake("LIS|OPO", "lis / opo", 'Did you mean "LIS|OPO"?')),
    ("people", Mistake("LIS|OPO", "WFH", '"WFH" is not an airport or city code. Use an airport code (LIS)')),
    ("people", Mistake("LIS|OPO", "N/A", '"N/A" is not an airport or city code. Use an airport code (LIS)')),
    ("people", Mistake("GB|US", "GB;US", 'citizenship: "GB;US" is not a country code. Did you mean "GB|US"?')),
    ("people", Mistake("GB|US", "Portuguese", 'citizenship: "Portuguese" is not a country code. Did you mean "PT"?')),
    ("people", Mistake("LIS|OPO", "Lisbon", '"Lisbon" is not an airport or city code. Did you mean "Lisbon, PT"?')),
    ("people", Mistake("LIS|OPO", "LPPT", '"LPPT" is not an airport or city code. It is an ICAO code: write the IATA')),
    ("people", Mistake("LIS|OPO", "lppt", "write the IATA code, LIS")),
    ("people", Mistake("LIS|OPO", "LIMA", 'Did you mean "Lima, PE"?')),
    ("people", Mistake("LIS|OPO", "38.72N 9.14W", 'Write degrees with a comma between: "38.72,-9.14"')),
    ("people", Mistake("LIS|OPO", '"38.72° N, 9.14° W"', "is not a position as homes are written. Write degrees")),
    ("people", Mistake("LIS|OPO", "AAB", 'no nonstop flights are known at "AAB"')),
    ("people", Mistake("Porto, PT", "Porto, Portugal", '"Portugal" is not a country code')),
    ("people", Mistake("Porto, PT", "Prto, PT", 'no city "Prto" is known in PT. Did you mean "Porto, PT"?')),
    ("people", Mistake("GB|US", "GB|UK", 'citizenship: "UK" is not a country code')),
    ("people", Mistake("spring|autumn,all", "spring|autum,all", 'events: unknown "autum". Did you mean "autumn"?')),
    ("people", Mistake("spring,spring,", "spring,sprig,", 'own_travel: unknown "sprig". Did you mean "spring"?')),
    ("people", Mistake("spring,spring,", "spring,@lisbno,", 'own_travel: unknown "lisbno". Did you mean "lisbon"?')),
    ("people", Mistake("spring,spring,", "spring,sprig@riga,", 'own_travel: unknown "sprig". Did you mean "spring"?')),
    ("people", Mistake("2020-01-31", "31.1.2020", 'joins: "31.1.2020" is not a date. Write dates as 2027')),
    ("people", Mistake(",lisbon,", ",lisbno,", 'local_to: unknown "lisbno". Did you mean "lisbon"?')),
    (
        "people",
        Mistake("2027-05-01..2027-05-09", "2027-05-09..2027-05-01", "runs backwards. Did you mean 2027-05-01..2027"),
    ),
    (
        "people",
        Mistake("2027-05-01..2027-05-09", "01/05/2027", '"01/05/2027" is not a date. Write dates as 2027'),
    ),
    ("people", Mistake("2027-05-01..2027-05-09", "2027-02-30", '"2027-02-30" is a day that no calendar has')),
    ("people", Mistake("2027-05-01..2027-05-09", "0001-01-01", "0001-01-01 is not a year to plan for")),
    ("people", Mistake("business", "buisness", 'unknown cabin "buisness". Did you mean "business"?')),
    ("people", Mistake("RU|BY,US", "RU|BY,USA", 'may_enter: "USA" is not a country code')),
    ("people", Mistake("ana,", "ana,more,", "this row has 20 cells under 19 headers")),
    ("people", Mistake('"Bob ""B"" Lee"', '"Bob', "the row that starts here cannot be read")),
    ("venues", Mistake("riga,", "lisbon,", 'id: "lisbon" stands on line 2 too')),
    ("venues", Mistake("riga,", "ri ga,", '"ri ga" is not an id')),
    ("venues", Mistake("Riga,LV", "Riga,", "country: one country is needed")),
    ("venues", Mistake("Riga,LV", "Riga,XX", 'country: "XX" is not a country code')),
    ("venues", Mistake("RIX", "", "airports: it is empty")),
    ("venues", Mistake("RIX", "|", "airports: it is empty")),
    ("venues", Mistake("RIX", "EVRA", '"EVRA" is not an airport code. It is an ICAO code: write the IATA code, RIX')),
    ("venues", Mistake("RIX", "56.95N 24.1E", "Write an airport's code: around 56.95,24.1 are RIX")),
    ("venues", Mistake("RIX", "RIX;LIS", 'airports: "RIX;LIS" is not an airport code. Join codes by |: "RIX|LIS"')),
    ("venues", Mistake("RIX", "RIX / TLL", 'Join codes by |: "RIX|TLL"')),
    ("venues", Mistake("RIX", "QQQ", 'airports: "QQQ" is not an airport code. Write an airport\'s code: Riga has RIX')),
    ("venues", Mistake("RIX", "RIGA1", "Write an airport's code: Riga has RIX")),
    ("venues", Mistake("LV", "lv", 'country: "lv" is not a country code. Did you mean "LV"?')),
    ("venues", Mistake("2027-04-01..", "..", 'available: "..2027-05-31" is a range without a first or last day')),
    ("venues", Mistake("RIX", "LON", 'airports: "LON" is not an airport code. It is a city code')),
    ("venues", Mistake("RIX", "AAB", 'airports: no nonstop flights are known at "AAB"')),
    ("venues", Mistake("120", "12.5", 'capacity: "12.5" is not a whole number')),
    ("venues", Mistake("120", "-1", "capacity: -1 is below 0")),
    ("venues", Mistake("USD", "usd", 'currency: "usd" is not a currency code. Did you mean USD?')),
    ("venues", Mistake("USD", "US$", 'currency: "US$" is not a currency code. Did you mean USD?')),
    ("venues", Mistake("USD", "HRK", 'currency: "HRK" is not a currency code. Did you mean EUR?')),
    ("venues", Mistake("USD", "EUX", 'currency: "EUX" is not a currency code. Use ISO 4217 codes such as EUR')),
    ("venues", Mistake("USD", "KWD", "there is no rate for KWD. State KWD in [rates]")),
    ("venues", Mistake("100.01", '"100,01"', 'hire: "100,01" is not an amount. Write 100.01, with a decimal point')),
    ("venues", Mistake("100.01", "-100.01", "hire: the amount -100.01 is below zero")),
    ("venues", Mistake("100.01", "9999999999999", "is beyond any budget")),
    ("venues", Mistake("80,30,", "80,3000,", "transfer_minutes: 3000 is not within 0 to 1440")),
    ("venues", Mistake("300,8", "300,", "shuttles need shuttle_cost and shuttle_seats")),
    ("venues", Mistake("300,8", "300,0", "shuttle_seats: 0 is below 1")),
    ("venues", Mistake("2027-04-01..2027-05-31", "2027-05-31..2027-04-01", "available: the range")),
    ("venues", Mistake("2025-10-08", "8.10.2025", 'last_used: "8.10.2025" is not a date')),
    ("visas", Mistake("GB,LV", "United Kingdom,LV", 'passport: "United Kingdom" is not a country code')),
    (
        "visas",
        Mistake("visa free", "visafree", 'requirement: "visafree" is not a requirement. Did you mean "visa free"?'),
    ),
    ("visas", Mistake("GB,LV", "PT,LV", '"PT" to "LV" already has another requirement above')),
]


@pytest.mark.parametrize(("file", "mistake"), ROWS, ids=[f"{file}: {mistake.words}" for file, mistake in ROWS])
def test_a_mistake_in_a_row(tmp_path: Path, file: str, mistake: Mistake) -> None:
    text = full.FILES[f"{file}.csv"]
    problems = messages_of(tmp_path, **{file: mistake.changed(text)})
    start = f"{file}.csv:{mistake.line(text)}: "
    assert any(text.startswith(start) and mistake.words in text for text in problems), problems


@pytest.mark.parametrize("table", ["company", "policy"])
def test_a_required_table_is_missing(tmp_path: Path, table: str) -> None:
    toml = full.TOML.replace(f"[{table}]\n", f"[x{table}]\n").replace(f"[{table}.", f"[x{table}.")
    toml = toml.replace(f"[[{table}.", f"[[x{table}.")
    assert f"sprint.toml: the table [{table}] is missing." in "\n".join(messages_of(tmp_path, sprint=toml))


@pytest.mark.parametrize("header", ["[[stray]]", "[stray.inner]", "[[stray.inner]]"])
def test_a_table_that_nobody_knows_is_told_at_its_first_header(tmp_path: Path, header: str) -> None:
    line = full.TOML.count("\n") + 1
    messages = messages_of(
        tmp_path, sprint=f"{full.TOML}{header}\nx = 1\n{header.replace('inner', 'other')}\ny = 2\n"[:-1]
    )
    assert messages == [f"sprint.toml:{line}: stray: unknown key. Known: {', '.join(sorted(KNOWN))}"]


def test_no_event_is_there(tmp_path: Path) -> None:
    toml = "[company]\n[policy]\n"
    assert "sprint.toml: there is no [[event]]. Add an event with its sessions" in messages_of(tmp_path, sprint=toml)


def test_problems_of_all_files_come_in_one_report(tmp_path: Path) -> None:
    problems = messages_of(
        tmp_path,
        sprint=full.TOML.replace("remote = 5001", "remote = -1"),
        people=full.PEOPLE.replace("LIS|OPO", "QQQ").replace("GB|US", "XX"),
        venues=full.VENUES.replace("120", "many"),
        visas=full.VISAS.replace("visa free", "free"),
    )
    assert [text.split(": ")[0] for text in problems] == [
        "people.csv:2",
        "people.csv:3",
        f"sprint.toml:{full.line('remote = 5001')}",
        "venues.csv:2",
        "visas.csv:2",
    ]


def test_toml_that_cannot_be_parsed_hides_no_problem_of_the_rows(tmp_path: Path) -> None:
    """The events are unknown then, so nobody is told that theirs do not exist."""
    problems = messages_of(tmp_path, sprint="[company", people=full.PEOPLE.replace("GB|US", "XX"))
    assert [text.split(": ")[0] for text in problems] == ["people.csv:3", "sprint.toml:1"]


def test_a_row_that_starts_in_several_lines_is_told_at_its_first(tmp_path: Path) -> None:
    people = full.PEOPLE.replace("Ana Sá", '"Ana\nSá"').replace("GB|US", "XX").replace("LIS|OPO", "QQQ")
    assert [text.split(": ")[0] for text in messages_of(tmp_path, people=people)] == ["people.csv:2", "people.csv:4"]


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000, "1e" + "9" * 30], ids=["digits", "nesting", "exponent"])
def test_values_beyond_any_parser(tmp_path: Path, value: str) -> None:
    problems = messages_of(tmp_path, sprint=full.TOML.replace("remote = 5001", f"remote = {value}"))
    assert len(problems) == 1
    assert problems[0].startswith("sprint.toml")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("hire,Hire,LON,ana,0", "people.csv:3: count: 0 is below 1"),
        ("hire,Hire,LON,ana,some", 'people.csv:3: count: "some" is not a whole number'),
        ("hire,Hire,LON,,2\nbob,Bob,LON,hire,", 'people.csv:4: manager: "hire" stands for several people'),
        ("hire,Hire,LON,,2\nbob,Bob,LON,hire#1,", 'people.csv:4: manager: nobody has the id "hire#1"'),
    ],
)
def test_a_mistake_in_a_row_of_several_people(tmp_path: Path, row: str, words: str) -> None:
    problems = messages_of(tmp_path, people=f"id,name,home,manager,count\nana,Ana,LIS,,\n{row}\n")
    assert any(text.startswith(words) for text in problems), problems
