"""`compare`: scenarios side by side. Ana flies from London to Lisbon or Riga for three days in May 2027.

On 10 May flights cost 200 to Lisbon and 300 to Riga, in business class 1 200 and 600. On 17 May Lisbon alone is sold,
in business class for 680. Rooms are 30.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from sprintplan.cli import commands
from sprintplan.errors import Place, UsageError
from sprintplan.reports.certainty_words import difference_sentence
from sprintplan.reports.schema import schema_json
from sprintplan.workspace.changes import change_of
from tests.keys.workspace import OFFERS, flight
from tests.reports.html.reading import Page

TOML = """\
[company]
name = "Acme"
[[event]]
id = "spring"
starts = [2027-05-10, 2027-05-17]
venues = ["lisbon", "riga"]
[[event.session]]
id = "all"
days = [1, 3]
who = "all"
[policy]
max_connections = 2
[[policy.cabin]]
over_hours = 1
cabin = "business"
who = ["id:ana"]
[limits]
budget = 2000
[objective]
travel_hour = 0
tonne_co2e = 0
night_per_diem = 0
remote = 5000
[offers]
source = "files"
[ground]
"""
ROWS = (
    flight("out", "AA1", "09:00-11:45"),
    flight("back", "AA2", "19:00-21:40"),
    flight("out", "AA3", "09:00-11:45", 600, cabin="business"),
    flight("back", "AA4", "19:00-21:40", 600, cabin="business"),
    flight("LHR-RIX", "BT1", "09:00-13:45", 150),
    flight("RIX-LHR", "BT2", "19:00-20:40", 150, day="2027-05-12"),
    flight("LHR-RIX", "BT3", "09:00-13:45", 300, cabin="business"),
    flight("RIX-LHR", "BT4", "19:00-20:40", 300, day="2027-05-12", cabin="business"),
    flight("out", "AA1", "09:00-11:45", 340, day="2027-05-16", cabin="business"),
    flight("back", "AA2", "19:00-21:40", 340, day="2027-05-19", cabin="business"),
)
SCHEMA = Draft202012Validator(json.loads(schema_json("comparison")))
VENUES = "lisbon,Casa,Lisbon,PT,LIS,10\nriga,Berga,Riga,LV,RIX,10\nporto,Douro,Porto,PT,OPO,10"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The workspace above: business class over an hour takes Ana to Riga, for 630."""
    written = tmp_path / "year"
    (written / "offers").mkdir(parents=True)
    (written / "sprint.toml").write_text(TOML, encoding="utf-8")
    (written / "people.csv").write_text("id,name,home\nana,Ana,LHR\n", encoding="utf-8")
    (written / "venues.csv").write_text(f"id,name,city,country,airports,room_rate\n{VENUES}\n", encoding="utf-8")
    (written / "offers" / "o.csv").write_text("\n".join([OFFERS, *ROWS]) + "\n", encoding="utf-8")
    return written


def run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(commands, ["compare", str(folder), "--today", "2026-11-20", *options])


def facts(folder: Path, *options: str) -> dict[str, Any]:
    """The comparison as JSON, which its schema holds."""
    done = run(folder, *options, "--format", "json")
    assert done.exit_code == 0, done.output
    document: dict[str, Any] = json.loads(done.stdout)
    assert list(SCHEMA.iter_errors(document)) == []
    return document


def only(folder: Path, *options: str) -> dict[str, Any]:
    """The one scenario of a comparison."""
    (only_one,) = facts(folder, *options)["scenarios"]
    assert isinstance(only_one, dict)
    return only_one


def test_each_rule_is_left_out_alone(folder: Path) -> None:
    """Without business class Ana flies to Lisbon for 230, 400 less; the budget does not matter; two connections are
    the default."""
    comparison = facts(folder, "--rules")
    assert comparison["plan"]["totals"]["cash"] == "630.00"
    prices = {one["name"].partition(" =")[0]: one["difference"]["cash"] for one in comparison["scenarios"]}
    assert prices["policy.cabin[1]"] == "-400.00"
    assert prices["limits.budget"] == "0.00"
    assert comparison["unchanged"][0] == "policy.max_connections = 2"


def test_keys_that_are_set_make_one_scenario(folder: Path) -> None:
    """Economy for all, and a budget of 200 that Lisbon breaks with 230 and Riga with 330: no plan, and why."""
    sets = ("policy.cabin=[]", "limits.budget=200", 'policy.must_attend=["id:ana"]')
    one = only(folder, *(word for text in sets for word in ("--set", text)))
    assert one["name"] == 'policy.cabin = [], limits.budget = 200, policy.must_attend = ["id:ana"]'
    assert one["status"] == "infeasible"
    assert one["conflict"][0] == "policy.must_attend, limits.budget 200: without any one of them a plan exists"
    assert one["difference"] is None


def test_a_key_without_a_value_is_left_out(folder: Path) -> None:
    """Without the only cabin rule the year costs 230."""
    assert only(folder, "--set", "policy.cabin[1]=")["totals"]["cash"] == "230.00"


def test_what_counts_instead_of_a_key_is_said(folder: Path) -> None:
    """A weight counts as 0 where rules are priced, by its default where its key has no value: two years, two names."""
    (folder / "sprint.toml").write_text(TOML.replace("night_per_diem = 0", "night_per_diem = 75"), encoding="utf-8")
    rules = {one["name"]: one for one in facts(folder, "--rules")["scenarios"]}
    free = rules["objective.night_per_diem = 75 (0 counts instead)"]
    usual = only(folder, "--set", "objective.night_per_diem=")
    assert usual["name"] == "without objective.night_per_diem (60 counts instead)"
    nights = -Decimal(free["difference"]["cash"]) / 75
    assert Decimal(usual["difference"]["cash"]) == -15 * nights < 0
    assert "limits.budget = 2000" in rules


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("policy.max_connections=", "without policy.max_connections (2 counts instead)"),
        ("event.spring.arrive_by=", 'without event.spring.arrive_by ("18:00" counts instead)'),
        ("limits.budget=", "without limits.budget"),
        ("policy.cabin=", "without policy.cabin"),
    ],
)
def test_defaults_that_count_instead(key: str, name: str) -> None:
    """A key of an event by its id too; no word where nothing counts."""
    assert str(change_of(key, Place("here"))) == name


def test_estimates_tell_how_sure_the_difference_of_a_scenario_is(folder: Path) -> None:
    """At estimated fares the other Monday may well cost less; at quoted ones it costs what it costs."""
    held = ("--start", "spring=2027-05-17")
    assert only(folder, *held)["difference"]["cheaper"] is None
    assert "likely markets" not in run(folder, *held).stdout
    (folder / "sprint.toml").write_text(TOML.replace('"files"', '"estimate"'), encoding="utf-8")
    share = only(folder, *held)["difference"]["cheaper"]
    assert 0 <= share <= 1
    assert difference_sentence(share) in " ".join(run(folder, *held).stdout.split())


def test_a_bare_word_is_a_text(folder: Path) -> None:
    """`--set policy.unreachable=forbid` needs no quotes within quotes."""
    assert only(folder, "--set", "policy.unreachable=forbid")["changes"] == ['policy.unreachable = "forbid"']


def test_an_event_is_held_at_a_venue(folder: Path) -> None:
    """In Lisbon business class costs 710 on 17 May, 80 more than in Riga."""
    one = only(folder, "--venue", "spring=lisbon")
    assert (one["events"][0]["venue"], one["events"][0]["first_day"]) == ("lisbon", "2027-05-17")
    assert one["difference"]["cash"] == "80.00"
    assert one["difference"]["trips"] == 1


def test_an_event_begins_on_a_day_or_in_a_month(folder: Path) -> None:
    """On 17 May the year costs 710; May as a whole holds what the plan chose."""
    assert only(folder, "--start", "spring=2027-05-17")["totals"]["cash"] == "710.00"
    assert only(folder, "--start", "spring=2027-05")["totals"]["cash"] == "630.00"


def test_a_venue_that_the_event_does_not_name_joins_it(folder: Path) -> None:
    """Porto is not among the event's venues; nobody sells a way there, so Ana cannot attend."""
    one = only(folder, "--venue", "spring=porto")
    assert one["events"][0]["venue"] == "porto"
    assert one["difference"]["remote"] == 1


def test_scenarios_of_a_file_stand_side_by_side(folder: Path, tmp_path: Path) -> None:
    """Two of them, each under its name."""
    text = '[[scenario]]\nname = "Economy"\nset = ["policy.cabin="]\n[[scenario]]\nname = "Lisbon"\n'
    (tmp_path / "if.toml").write_text(text + 'venue = ["spring=lisbon"]\n', encoding="utf-8")
    comparison = facts(folder, "--scenarios", str(tmp_path / "if.toml"))
    assert [(one["name"], one["difference"]["cash"]) for one in comparison["scenarios"]] == [
        ("Economy", "-400.00"),
        ("Lisbon", "80.00"),
    ]


def test_the_text_says_what_each_rule_costs(folder: Path) -> None:
    """The rule, what the year saves without it, and where it would be."""
    printed = run(folder, "--rules").stdout
    assert "Acme as planned: Riga 10 May: 630 EUR cash" in printed
    assert "Proven cheapest among the flights considered." in printed
    assert 'policy.cabin[1] = { over_hours = 1, cabin = "business"' in printed
    assert "in Lisbon 10 May" in printed
    assert "limits.budget = 2000" in printed.partition("No difference without:")[2]


def test_a_comparison_whose_file_cannot_be_written_is_printed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the end."""

    def full(*_: object) -> None:
        raise UsageError("the disk is full")

    monkeypatch.setattr("sprintplan.cli.comparing.write_file", full)
    done = run(folder, "--set", "limits.budget=3000", "-o", str(tmp_path / "out.json"))
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, "the disk is full")
    assert "limits.budget = 3000" in done.stdout


def test_the_comparison_is_written_and_replaced(folder: Path, tmp_path: Path) -> None:
    """A file that is no comparison is not written over."""
    path = tmp_path / "compared.json"
    assert run(folder, "--set", "policy.cabin=[]", "-o", str(path)).exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["format"] == "sprintplan-comparison"
    assert run(folder, "--set", "policy.cabin=[]", "-o", str(path)).exit_code == 0
    path.write_text("mine", encoding="utf-8")
    assert run(folder, "--set", "policy.cabin=[]", "-o", str(path)).exit_code == 2


WRONG = {
    "--set policy.max_conections=1": 'policy.max_conections: unknown key. Did you mean "max_connections"?',
    "--set policy.max_connections=many": '"many" is not a whole number',
    "--set policy.cabin[3].over_hours=9": "policy.cabin[3].over_hours: there are 1 of them",
    "--set event.sprng.avoid=[]": 'none is called "sprng". Did you mean "spring"?',
    "--set policy.max_connections": "there is no = in it",
    "--set limits.budget.x=1": "holds no other keys",
    "--venue spring=lisbno": 'there is no venue "lisbno" in the workspace. Did you mean lisbon',
    "--venue sprng=lisbon": 'there is no event "sprng" in the workspace. Did you mean spring',
    "--venue lisbon": "this does not name an event and a value",
    "--start spring=May": '"May" is neither a day nor a month. Write 2027-06-07 or 2027-06',
}


@pytest.mark.parametrize("asked", WRONG)
def test_what_cannot_be_asked_is_told_at_its_option(folder: Path, asked: str) -> None:
    """The option and its text stand before what is wrong."""
    done = run(folder, *asked.split(" ", 1))
    assert done.exit_code == 2
    assert WRONG[asked] in done.stderr
    assert asked in done.stderr


def test_all_that_cannot_be_asked_is_told_at_once(folder: Path, tmp_path: Path) -> None:
    """Of all options, and of all scenarios of a file, each at its line."""
    asked = ("--set", "policy.max_conections=1", "--venue", "spring=atlantis", "--start", "spring=2027-99")
    told = run(folder, *asked).stderr
    assert "--venue spring=atlantis: there is no venue" in told
    assert '--start spring=2027-99: "2027-99" is neither a day nor a month' in told
    assert "--set policy.max_conections=1: policy.max_conections: unknown key" in told
    lines = ['[[scenario]]\nname = "A"\nset = ["limits.budget=x"]', '[[scenario]]\nname = "B"\nvenue = ["spring=rome"]']
    (tmp_path / "if.toml").write_text("\n".join(lines), encoding="utf-8")
    told = run(folder, "--scenarios", str(tmp_path / "if.toml")).stderr
    assert 'if.toml:3: limits.budget: "x" is' in told
    assert 'if.toml:6: there is no venue "rome"' in told


FILES = {
    'set = ["policy.cabin="]': 'if.toml:1: a scenario has no name. Write name = "June"',
    'name = "A"': "if.toml:1: a scenario changes nothing",
    'name = "A"\nste = []': 'if.toml:3: unknown key "ste". Did you mean "set"?',
    'name = "A"\nset = "x"': "if.toml:3: set is not a list of texts",
    'name = "A"\nset = ["policy.cabn=[]"]': 'if.toml:3: policy.cabn: unknown key. Did you mean "cabin"?',
    'name = "A': "if.toml:2: this is not TOML",
}


@pytest.mark.parametrize("text", FILES)
def test_what_is_wrong_in_a_file_of_scenarios_is_told_at_its_line(folder: Path, tmp_path: Path, text: str) -> None:
    """File and line before what is wrong."""
    (tmp_path / "if.toml").write_text(f"[[scenario]]\n{text}\n", encoding="utf-8")
    done = run(folder, "--scenarios", str(tmp_path / "if.toml"))
    assert done.exit_code == 2
    assert FILES[text] in done.stderr


def test_nothing_to_compare_is_wrong_usage(folder: Path) -> None:
    """The options are named."""
    done = run(folder)
    assert done.exit_code == 2
    assert "--rules" in done.stderr


def test_a_front_goes_from_the_least_cash_to_the_least_hours(folder: Path) -> None:
    """Riga for 630 takes 2:45 and 3:40 in the air; to Lisbon it takes 2:45 and 2:40, for 710 on 17 May."""
    points = facts(folder, "--front", "hours", "--points", "2")["scenarios"]
    assert [(one["name"], one["events"][0]["venue"], one["totals"]["cash"]) for one in points] == [
        ("least cash", "riga", "630.00"),
        ("at most 5.5 hours", "lisbon", "710.00"),
    ]
    assert "at most 5.5 hours" in run(folder, "--front", "hours", "--points", "2").stdout


def test_people_who_are_hired_join_in_a_scenario(folder: Path, tmp_path: Path) -> None:
    """Two more in London, in economy: Riga costs 330 for each of them, Lisbon 230; both go where all is cheapest."""
    (tmp_path / "hires.csv").write_text("id,name,home,count\nnew,Hire,LHR,2\n", encoding="utf-8")
    one = only(folder, "--people", str(tmp_path / "hires.csv"))
    assert (one["difference"]["cash"], one["difference"]["trips"]) == ("660.00", 2)
    (tmp_path / "if.toml").write_text('[[scenario]]\nname = "More"\npeople = "hires.csv"\n', encoding="utf-8")
    again = only(folder, "--scenarios", str(tmp_path / "if.toml"))
    assert again["difference"] == one["difference"]


def test_what_is_wrong_with_people_who_join_is_told_at_their_line(folder: Path, tmp_path: Path) -> None:
    """An id that is taken, a home that is none, a file that is not there."""
    path = tmp_path / "hires.csv"
    path.write_text("id,name,home\nana,Ana,LHR\nnew,New,Nowhere\n", encoding="utf-8")
    printed = run(folder, "--people", str(path)).stderr
    assert 'hires.csv:2: "ana" stands in people.csv too' in printed
    assert "hires.csv:3: home" in printed
    assert "other.csv: the file is missing" in run(folder, "--people", str(tmp_path / "other.csv")).stderr


def test_the_page_of_the_year_shows_what_was_compared(folder: Path, tmp_path: Path) -> None:
    """Each rule with its price, the scenario, the front, and the rules that cost nothing; an older one is refused."""
    plan, compared, page = tmp_path / "plan.json", tmp_path / "compared.json", tmp_path / "report"
    today = ("--today", "2026-11-20")
    for words in (
        ["plan", str(folder), "-o", str(plan), *today],
        ["compare", str(folder), "--rules", "--venue", "spring=lisbon", "--front", "co2e", "-o", str(compared), *today],
        ["report", str(plan), "--compare", str(compared), "-o", str(page)],
    ):
        done = CliRunner().invoke(commands, words)
        assert done.exit_code == 0, done.output
    text = Page((page / "index.html").read_text(encoding="utf-8")).text
    assert 'policy.cabin[1] = { over_hours = 1, cabin = "business", who = ["id:ana"] } -400' in text
    assert "spring at lisbon +80" in text
    assert 'Without policy.cabin[1] = { over_hours = 1, cabin = "business", who = ["id:ana"] } the year is' in text
    assert "least cash 630" in text
    assert "These rules cost nothing" in text
    assert "limits.budget = 2000" in text
    (folder / "people.csv").write_text("id,name,home\nana,Ana,LHR\nbo,Bo,LHR\n", encoding="utf-8")
    CliRunner().invoke(commands, ["plan", str(folder), "-o", str(plan), *today])
    done = CliRunner().invoke(commands, ["report", str(plan), "--compare", str(compared), "-o", str(page)])
    assert done.exit_code == 2
    assert "Compare and plan anew" in done.stderr


def test_a_venue_that_cannot_be_held_says_why(folder: Path) -> None:
    """In Riga the budget of 300 is too low for 330, and Ana must come: what conflicts is told of Riga alone."""
    sets = ("--set", "policy.cabin=", "--set", "limits.budget=300", "--set", 'policy.must_attend=["id:ana"]')
    one = only(folder, "--venue", "spring=riga", *sets)
    assert one["status"] == "infeasible"
    assert one["conflict"][0].startswith("policy.must_attend, limits.budget 300")
    assert any("330 EUR is enough" in sentence for sentence in one["conflict"]), one["conflict"]


def test_many_sentences_on_what_is_ruled_out_are_told_as_counts(folder: Path) -> None:
    """Three of the four weeks hold a day to avoid, and in the last one no flight is sold to Ana, who must come."""
    starts, avoid = "[2027-05-10, 2027-05-17, 2027-05-24, 2027-05-31]", "[2027-05-11, 2027-05-18, 2027-05-25]"
    sets = (f"event.spring.starts={starts}", f"event.spring.avoid={avoid}", 'policy.must_attend=["id:ana"]')
    one = only(folder, *(word for text in sets for word in ("--set", text)))
    counts = "6 by event.avoid, 2 by policy.must_attend"
    assert one["conflict"] == [f"spring: all 8 options of venue and date are ruled out: {counts}"]


def test_a_year_without_a_plan_has_the_sums_of_what_would_do(folder: Path) -> None:
    """With 500 to spend Ana cannot fly in business class; why stands once, beside what economy for all, 230, costs."""
    tight = TOML.replace("budget = 2000", 'budget = 500\n[policy.visa]\n"e-visa" = { fee = 1 }')
    tight = tight.replace("max_connections = 2", 'max_connections = 2\nmust_attend = ["id:ana"]')
    (folder / "sprint.toml").write_text(tight, encoding="utf-8")
    text = " ".join(run(folder, "--set", "policy.cabin=").stdout.split())
    assert "Acme as planned: no plan is possible - policy.must_attend, limits.budget 500" in text
    assert "Scenarios (EUR) cash score hours t CO2e cannot attend without policy.cabin 230 230 5 " in text
    assert "in Lisbon 10 May" in text
    rules = " ".join(run(folder, "--rules").stdout.split())
    assert "Without each rule alone, the year costs (EUR)" in rules
    assert "limits.budget = 500 630 630" in rules
    assert "No plan was found without any one of these alone, either:" in rules
    assert rules.count("cannot hold together") + rules.count("without any one of them a plan exists") == 1
