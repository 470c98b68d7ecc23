"""`sprintplan scout`: where in the world."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sprintplan.cli import commands
from sprintplan.scouting.scout import scout
from tests.scouting.company import write_company

REGION = ("--country", "pt", "--country", "Irland")


def run(*words: str) -> Result:
    return at_width("120", *words)


def at_width(columns: str, *words: str) -> Result:
    """What the command prints on a terminal of so many columns; "" is none."""
    env = {"COLUMNS": columns}
    return CliRunner().invoke(commands, [*words, "--today", "2026-11-24", "--workers", "1"], env=env)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_company(tmp_path_factory.mktemp("world") / "nomads")


def test_the_best_place_is_the_plan_over_all_places_of_the_region(folder: Path, tmp_path: Path) -> None:
    """Every place of Portugal and Ireland as a venue: plan chooses for each event what scout ranks first.

    At most two travellers may share a flight, so that bounds alone do not tell the costs.
    """
    venues = folder / "venues.csv"
    facts = json.loads(run("scout", str(folder), *REGION, "--format", "json", "-o", str(venues)).stdout)
    assert len(list(csv.DictReader(venues.read_text(encoding="utf-8").splitlines()))) == facts["looked_at"] > 7
    result = run("plan", str(folder), "-o", str(tmp_path / "plan.json"))
    assert result.exit_code == 0, result.output
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    for event, planned in zip(facts["events"], plan["events"], strict=True):
        best = event["places"][0]
        assert best["exact"]
        assert (best["venue"], best["figures"]["first_day"]) == (planned["venue"], planned["first_day"])
        assert Decimal(best["objective"]) == Decimal(planned["objective"])
        assert Decimal(best["figures"]["cash"]) == Decimal(planned["totals"]["cash"])
        assert sum(place["chance"] for place in event["places"]) == pytest.approx(1)
        assert event["judged"] + event["bounded"] + event["left_out"] == facts["looked_at"]
        costs = [Decimal(place["objective"]) for place in event["places"]]
        assert costs == sorted(costs)
    venues.unlink()


def test_two_workers_judge_what_one_does(folder: Path) -> None:
    """Of all that is stated nothing depends on the number of processes: chances are among what was judged."""
    words = ["scout", str(folder), *REGION, "--event", "autumn", "--today", "2026-11-24", "--format", "json"]
    one, two = (CliRunner().invoke(commands, [*words, "--top", "2", "--workers", str(n)]).stdout for n in (1, 2))
    assert json.loads(one)["events"] == json.loads(two)["events"]


def test_the_table_compares_with_a_baseline_elsewhere(folder: Path) -> None:
    """Berlin is in neither country: its line stands below the places, with a difference of nothing."""
    result = run("scout", str(folder), *REGION, "--event", "autumn", "--baseline", "Berlin, DE", "--top", "2")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0, result.output
    assert max(map(len, lines)) <= 120
    assert [line.split()[0] for line in lines if line.split()[:1] in (["1"], ["2"])] == ["1", "2"]
    assert any(line.split()[:3] == ["=", "Berlin,", "DE"] and line.endswith("+0") for line in lines)
    assert "to Berlin" in " ".join(result.stdout.split())
    assert "visas were not looked at" in result.stdout


def test_each_event_is_compared_with_its_own_baseline(tmp_path: Path) -> None:
    """Spring was in Berlin and autumn in Prague: neither is in the region, so that neither is ranked or counted."""
    year = write_company(tmp_path / "year")
    rows = ["id,name,country,airports,room_rate", "was,Haus,DE,BER,100", "had,Dum,CZ,PRG,100"]
    (year / "venues.csv").write_text("\n".join(rows), encoding="utf-8")
    settings = (year / "sprint.toml").read_text(encoding="utf-8")
    for event, venue in (("spring", "was"), ("autumn", "had")):
        settings = settings.replace(f'id = "{event}"', f'id = "{event}"\nbaseline = "{venue}"')
    (year / "sprint.toml").write_text(settings, encoding="utf-8")
    result = run("scout", str(year), *REGION, "--top", "1", "--format", "json")
    assert result.exit_code == 0, result.output
    facts = json.loads(result.stdout)
    assert [event["baseline"]["city"] for event in facts["events"]] == ["Berlin", "Prague"]
    for event in facts["events"]:
        best, own = event["places"][0], event["baseline"]
        assert Decimal(best["difference"]) == Decimal(best["objective"]) - Decimal(own["objective"])
        assert event["judged"] + event["bounded"] + event["left_out"] == facts["looked_at"]


@pytest.mark.parametrize(
    ("width", "without"),
    [("120", None), ("", "holiday"), ("80", "holiday"), ("60", "hours, longest, t CO2e, holiday")],
)
def test_the_table_is_as_wide_as_the_terminal(folder: Path, width: str, without: str | None) -> None:
    """Columns for which there is no room are named; each line fits, and each place is a row that begins with its
    number."""
    words = ("scout", str(folder), *REGION, "--event", "autumn", "--baseline", "Berlin, DE", "--top", "2")
    result = at_width(width, *words)
    text = " ".join(result.stdout.split())
    assert max(map(len, result.stdout.splitlines())) <= int(width or 80)
    assert ("no room for" in text) == (without is not None)
    assert without is None or f"no room for {without}" in text
    assert [line.split()[0] for line in result.stdout.splitlines() if line[:3] in ("  1", "  2", "  =")] == [
        "1",
        "2",
        "=",
    ]


def test_rows_are_added_to_a_list_of_venues_and_its_own_stay(folder: Path, tmp_path: Path) -> None:
    """The list has one venue, Lisbon's own; the place of Lisbon is not added a second time, the others are."""
    own = tmp_path / "venues.csv"
    own.write_text("id;name;country;airports;room_rate\nlisbon;Casa do Tejo;PT;LIS;128\n", encoding="utf-8")
    run("scout", str(folder), "--country", "PT", "--event", "autumn", "-o", str(own))
    rows = list(csv.DictReader(own.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert rows[0] | {"city": "", "x_rates": ""} == rows[0]
    assert (rows[0]["name"], rows[0]["room_rate"]) == ("Casa do Tejo", "128")
    assert [row["id"] for row in rows].count("lisbon") == 1
    porto = next(row for row in rows if row["id"] == "porto")
    assert (porto["airports"], porto["room_rate"]) == ("OPO", "")
    assert porto["x_rates"].startswith("assumed: US State Department")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "id,name,country,airports\r\nmünchen,München,DE,MUC\r\n".encode("cp1252"),
            ":2: this file is not saved as UTF-8",
        ),
        ("id,name,country,airports\nriga,Rīga,LV,RIX\n".encode("utf-16"), ": this file is saved as UTF-16"),
        ("id,name,country,airports\nriga,Rīga,LV,RIX\n".encode("utf-16-le"), ": this file is saved as UTF-16"),
        (b"PK\x03\x04 a workbook", ": this file is a workbook or archive, not a text file"),
        (b"id,name,country,airports\nriga,\x00,LV,RIX\n", ":2: this file is not text: a byte is zero"),
        (b'id,name,country,airports\nriga,"Riga,LV,RIX\n', ":2: the row that starts here cannot be read"),
        (b"id,name,country,airports\nriga,Riga,LV,RIX,5\n", ":2: this row has 5 cells under 4 headers"),
        (b"id,name,country,airports,hotel\nriga,Riga,LV,RIX,Jugla\n", ':1: unknown column "hotel"'),
        (b"id,name,country,airports,ID\nriga,Riga,LV,RIX,r\n", ':1: the column "id" appears twice'),
        (b"name,place\nAna,Lisbon\n", ':1: the column "id" is missing'),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_a_file_in_which_anything_is_unclear_gets_no_rows(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, expected: str
) -> None:
    """Known before the search, told with the line; the file stays as it is."""
    monkeypatch.setattr("sprintplan.app.scouting.scout", lambda *_: pytest.fail("searched"))
    own = tmp_path / "venues.csv"
    own.write_bytes(content)
    result = run("scout", str(folder), "--country", "PT", "-o", str(own))
    assert result.exit_code == 2
    assert f"{own}{expected}" in result.stderr
    assert own.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("venues.xlsx", "rows of venues.csv make a .csv file, and no .xlsx. Name it"),
        ("offers/venues.csv", "lies in offers/ of the workspace"),
        ("people.csv", "is a file of the workspace"),
        ("venues.csv", "venues.xlsx is there, and a workspace keeps one of the two"),
        (".", "is a folder"),
    ],
)
def test_a_place_that_is_not_for_venues_is_refused(folder: Path, tmp_path: Path, name: str, reason: str) -> None:
    """Quotes and people of the workspace, and what lies beside a workbook of venues."""
    home = tmp_path / "year"
    home.mkdir()
    (home / "offers").mkdir()
    for each in ("sprint.toml", "people.csv"):
        (home / each).write_bytes((folder / each).read_bytes())
    (home / "venues.xlsx").touch()
    result = run("scout", str(folder), "-o", str(home / name))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not (home / "venues.csv").exists()


def test_places_are_told_where_their_file_cannot_be_written_any_more(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder goes while the world is searched."""
    place = tmp_path / "gone"
    place.mkdir()
    real = scout

    def gone(*given: Any) -> Any:
        place.rmdir()
        return real(*given)

    monkeypatch.setattr("sprintplan.app.scouting.scout", gone)
    result = run("scout", str(folder), "--country", "PT", "--event", "autumn", "-o", str(place / "venues.csv"))
    assert result.exit_code == 2
    assert "Lisbon, PT" in result.stdout
    assert f"there is no folder {place}" in result.stderr


def test_page_and_venues_are_written_both_or_none(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of venues gets a second column `id` while the world is searched, so that no rows go into it."""
    own, page, real = tmp_path / "venues.csv", tmp_path / "pages" / "places.html", scout
    page.parent.mkdir()

    def spoilt(*given: Any) -> Any:
        own.write_text("id,name,ID\n", encoding="utf-8")
        return real(*given)

    words = ("scout", str(folder), "--country", "PT", "--event", "autumn", "-o", str(own), "--page", str(page))
    with monkeypatch.context() as patch:
        patch.setattr("sprintplan.app.scouting.scout", spoilt)
        result = run(*words)
    assert result.exit_code == 2
    assert 'the column "id" appears twice' in result.stderr
    assert (own.read_text(encoding="utf-8"), list(page.parent.iterdir())) == ("id,name,ID\n", [])
    own.unlink()
    assert run(*words).exit_code == 0
    assert "lisbon,Lisbon" in own.read_text(encoding="utf-8")
    assert "Lisbon" in page.read_text(encoding="utf-8")


def test_the_page_has_a_map_and_every_place(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "places.html"
    result = run("scout", str(folder), "--country", "PT", "--page", str(page))
    text = page.read_text(encoding="utf-8")
    assert result.exit_code == 0, result.output
    assert text.count('<figure class="map">') == 2
    assert all(city in text for city in ("Lisbon", "Porto", "Faro"))
    assert "None" not in text


def test_places_that_need_visas_are_left_out(folder: Path, tmp_path: Path) -> None:
    """Nobody's passport is known but one of nine, who needs a visa for Portugal: the other 8 may need one."""
    nomads = write_company(tmp_path / "visas")
    people = (nomads / "people.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{people[0]},citizenship", f"{people[1]},IN", *(f"{line}," for line in people[2:])]
    (nomads / "people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (nomads / "visas.csv").write_text("passport,destination,requirement\nIN,PT,visa required\n", encoding="utf-8")
    words = ("scout", str(nomads), *REGION, "--event", "autumn", "--format", "json")
    shares = {
        place["country"]: (place["figures"]["visa_share"], place["figures"]["visa_unknown_share"])
        for place in json.loads(run(*words).stdout)["events"][0]["places"]
    }
    assert shares == {"PT": (round(1 / 9, 4), round(8 / 9, 4)), "IE": (0, 1)}
    assert "≥0 %" in at_width("200", *words[:-2]).stdout
    strict = json.loads(run(*words, "--visa-free", "0.9", "--baseline", "Lisbon, PT").stdout)["events"][0]
    assert {place["country"] for place in strict["places"]} == {"IE"}
    assert strict["baseline"]["city"] == "Lisbon"


def test_a_place_that_somebody_cannot_attend_says_how_many(tmp_path: Path) -> None:
    """One of nine may not enter Portugal: the table, the page, JSON and the line of the file of venues say so."""
    nomads = write_company(tmp_path / "barred")
    people = (nomads / "people.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{people[0]},cannot_enter", f"{people[1]},PT", *(f"{line}," for line in people[2:])]
    (nomads / "people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ("scout", str(nomads), *REGION, "--event", "autumn")
    ranked = json.loads(run(*words, "--format", "json").stdout)["events"][0]["places"]
    away = {place["city"]: place["figures"]["remote"] for place in ranked if place["exact"]}
    assert {place["figures"]["remote"] for place in ranked if place["country"] == "PT" and place["exact"]} == {1}
    assert away["Dublin"] == 0
    result = run(*words, "-o", str(tmp_path / "venues.csv"), "--page", str(tmp_path / "places.html"))
    text = " ".join(result.stdout.split())
    assert "score cannot attend hours" in text
    assert "venues.csv has the places. People cannot attend at " in text
    assert "Lisbon, PT (1 of 9, autumn)" in text
    assert "Dublin, IE (" not in text
    narrow = at_width("60", *words, "-o", str(tmp_path / "venues.csv"), "--force").stdout
    named = narrow[narrow.index("People cannot attend at") :]
    assert max(map(len, named.splitlines())) <= 60
    assert '<th scope="col" class="n">Cannot attend</th>' in (tmp_path / "places.html").read_text(encoding="utf-8")


def test_what_is_left_out_is_told_with_the_reason_and_the_baseline_too(tmp_path: Path) -> None:
    """No place keeps a budget of 100 a head; Berlin, which all are compared with, does not either."""
    nomads = write_company(tmp_path / "poor", "[limits]\nbudget_per_head = 100\n")
    words = ("scout", str(nomads), "--country", "pt", "--event", "autumn", "--baseline", "Berlin, DE")
    [event] = json.loads(run(*words, "--format", "json").stdout)["events"]
    assert event["left_out_by"] == [f"the limits cannot be kept there: limits.budget_per_head ({event['left_out']})"]
    assert event["baseline_out"].startswith("Berlin, DE is left out: the limits cannot be kept there")
    result = run(*words, "-o", str(tmp_path / "venues.csv"))
    text = " ".join(result.stdout.split())
    assert "no place is possible" in text
    assert event["left_out_by"][0] in text
    assert result.exit_code == 3
    assert result.stderr.endswith(
        "no place is possible for autumn, and nothing was written. Loosen what left them out\n"
    )
    assert not (tmp_path / "venues.csv").exists()


def test_a_baseline_without_a_public_rate_is_told(folder: Path) -> None:
    words = ("scout", str(folder), "--country", "ie", "--event", "autumn", "--baseline", "Honolulu, HI, US")
    [event] = json.loads(run(*words, "--format", "json").stdout)["events"]
    assert event["baseline"] is None
    assert event["baseline_out"] == "Honolulu, US is left out: no public lodging rate is known there"


def test_the_rule_that_rules_out_most_first_days_is_named_whole(tmp_path: Path) -> None:
    """The first of three days is avoided; on the others the leads from Sydney and Toronto travel too long."""
    more = '[limits]\njourney_hours = 5\nquorum = { "role:lead" = 0.9 }\n'
    nomads = write_company(tmp_path / "strict", more)
    settings = nomads / "sprint.toml"
    days = "starts = [2027-03-22, 2027-04-12, 2027-05-10]\n"
    avoided = f"{days}avoid = [2027-03-23]\n"
    settings.write_text(settings.read_text(encoding="utf-8").replace(days, avoided), encoding="utf-8")
    words = ("scout", str(nomads), "--country", "pt", "--event", "spring", "--format", "json")
    [event] = json.loads(run(*words).stdout)["events"]
    assert event["left_out_by"] == [f'limits.quorum "role:lead" = 0.9 ({event["left_out"]})']


def test_who_has_left_is_counted_nowhere(tmp_path: Path) -> None:
    """One of nine leaves before: eight are asked, and nobody lives nearby."""
    nomads = write_company(tmp_path / "left")
    people = (nomads / "people.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{people[0]},leaves", f"{people[1]},2027-01-31", *(f"{line}," for line in people[2:])]
    (nomads / "people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    words = ("scout", str(nomads), "--country", "pt", "--event", "autumn", "--top", "1", "--format", "json")
    [event] = json.loads(run(*words).stdout)["events"]
    figures = event["places"][0]["figures"]
    assert (event["people"], figures["travellers"], figures["local"]) == (8, 8, 0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--event", "winter"), 'there is no event "winter" in the workspace. There are autumn'),
        (
            ("--country", "XX"),
            '--country "XX": there is no such country. Use its name, or an ISO 3166-1 code',
        ),
        (("--country", "Portugl"), '--country "Portugl": there is no such country. Did you mean "Portugal"?'),
        (("--visa-free", "0.9"), "--visa-free needs visas.csv in the workspace"),
        (("--country", "LI"), '--country "LI": no airport lies there'),
        (("--country", "GL"), "no place is left to look at"),
        (("--baseline", "Atlantis"), "Atlantis"),
    ],
)
def test_what_cannot_be_looked_for_is_told(folder: Path, words: tuple[str, ...], message: str) -> None:
    result = run("scout", str(folder), *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_what_venues_lack_is_no_matter_of_the_places_of_the_world(tmp_path: Path) -> None:
    """Lisbon states no room rate, which `check` says."""
    folder = write_company(tmp_path / "nomads")
    head = "id,name,city,country,airports,hire,day_rate,transfer_minutes"
    (folder / "venues.csv").write_text(f"{head}\nlisbon,Casa,Lisbon,PT,LIS,1000,40,30\n", encoding="utf-8")
    checked = CliRunner().invoke(commands, ["check", str(folder), "--today", "2026-11-24"])
    looked = run("scout", str(folder), *REGION)
    assert "venues.csv: room_rate is empty" in checked.output
    assert (looked.exit_code, "venues.csv: " in looked.output) == (0, False)
