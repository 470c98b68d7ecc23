"""`explain`: what it says keeps a journey or a place out is held against plans in which that is no more.

Ana and Bo live in London and come to Lisbon for three days from Monday, 10 May 2027. AA1 takes them there on Sunday for
100, AA2 back on Wednesday for 100; rooms are 10 a night.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from sprintplan.cli import commands
from sprintplan.domain.limits import Limits
from sprintplan.itinerary.explained_places import excluded_by
from sprintplan.reports.schema import schema_json
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.workers.evaluator import Evaluator
from tests.build.lisbon_week import TODAY
from tests.build.market import market
from tests.build.two_places import two_places
from tests.keys.workspace import AA1, AA2, OFFERS, TOML, flight

SCHEMA = Draft202012Validator(json.loads(schema_json("explanation")))
PEOPLE = "id,name,home,team,roles\nana,Ana,LHR,core,key\nbo,Bo,LHR,core,key\n"
VENUES = "id,name,city,country,airports,room_rate,last_used\nlisbon,Casa,Lisbon,PT,LIS,10,\n"
RIGA = "riga,Berga,Riga,LV,RIX,10,2026-05-10\n"
TO_RIGA = (
    flight("LHR-RIX", "BT1", "09:00-13:45", 150),
    flight("RIX-LHR", "BT2", "19:00-20:40", 150, day="2027-05-12"),
)


def write(folder: Path, lines: str, *rows: str, venues: str = VENUES) -> Path:
    """The workspace with lines in `[policy]` or `[limits]`, and with more offers."""
    (folder / "offers").mkdir(parents=True, exist_ok=True)
    text = TOML
    for line in filter(None, lines.split("\n")):
        table, key = line.split(": ", 1)
        text = text.replace(f"[{table}]\n", f"[{table}]\n{key}\n")
    (folder / "sprint.toml").write_text(text, encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "venues.csv").write_text(venues, encoding="utf-8")
    (folder / "offers" / "o.csv").write_text("\n".join([OFFERS, *rows]) + "\n", encoding="utf-8")
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [*map(str, words)])


def planned(folder: Path) -> Path:
    """A plan beside the workspace."""
    path = folder.parent / "plan.json"
    done = run("plan", folder, "-o", path, "--today", "2026-11-20", "--workers", "1")
    assert done.exit_code == 0, done.output
    return path


def explained(path: Path, *options: str) -> dict[str, Any]:
    done = run("explain", path, *options, "--format", "json")
    assert done.exit_code == 0, done.output
    facts: dict[str, Any] = json.loads(done.stdout)
    assert list(SCHEMA.iter_errors(facts)) == []
    return facts


def outbound(path: Path, person: str) -> dict[str, Any]:
    way: dict[str, Any] = explained(path, "--person", person)["people"][0]["ways"][0]
    return way


def fare_out(folder: Path, person: str) -> str:
    """What somebody's outbound costs in a plan of the folder."""
    plan = json.loads(planned(folder).read_text(encoding="utf-8"))
    trip = next(one for one in plan["events"][0]["trips"] if one["person"] == person)
    return str(next(offer["fare"] for offer in trip["offers"] if offer["covers"] == "outbound"))


class Kept(NamedTuple):
    """A rule that keeps a journey of 50 out, and the same workspace without it."""

    key: str
    line: str
    row: str
    without: str = ""


BY_MADRID = flight("out", "CC1|CC2", "06:00-11:45", 50, via="MAD,2027-05-09T09:20/2027-05-09T10:30")
EARLY = flight("out", "CC1", "06:00-08:45", 50)
KEPT = [
    Kept(
        "policy.max_connections",
        "policy: max_connections = 0",
        BY_MADRID,
    ),
    Kept("policy.detour", "policy: detour = { ratio = 1, hours = 0.5 }", flight("out", "CC1", "06:00-11:45", 50)),
    Kept("limits.journey_hours", "limits: journey_hours = 3", flight("out", "CC1", "06:00-11:45", 50)),
    Kept("policy.avoid_airlines", 'policy: avoid_airlines = ["CC"]', EARLY),
    Kept("policy.hours", 'policy: hours = [{ take_off = ["08:00", "22:00"] }]', EARLY),
    Kept("policy.no_weekend_travel", 'policy: no_weekend_travel = ["all"]', EARLY),
]


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case.key)
def test_a_journey_that_a_rule_keeps_out_is_taken_without_the_rule(case: Kept, tmp_path: Path) -> None:
    """The journey of 50 is cheaper, and the rule alone is named; without the rule the plan takes it."""
    friday = (flight("out", "AA5", "09:00-11:45", 130, day="2027-05-07"),)
    folder = write(tmp_path / "year", case.line, AA1, AA2, case.row, *friday)
    (other,) = [one for one in outbound(planned(folder), "ana")["others"] if one["better"] == "cheaper"]
    assert (other["fare"], [reason["key"] for reason in other["why_not"]]) == ("50.00", [case.key])
    write(folder, case.without, AA1, AA2, case.row, *friday)
    assert fare_out(folder, "ana") == "50.00"


SECOND = flight("out", "AA7", "10:00-12:45", 140)
SHARED = [
    ("policy.max_travellers_per_flight", "policy: max_travellers_per_flight = 1", AA1),
    ("policy.max_key_travellers_per_flight", "policy: max_key_travellers_per_flight = 1", AA1),
    ("seats", "", flight("out", "AA1", "09:00-11:45", seats="1")),
]


@pytest.mark.parametrize(("key", "line", "first"), SHARED)
def test_a_journey_that_others_use_up_is_taken_where_there_is_room(
    key: str, line: str, first: str, tmp_path: Path
) -> None:
    """Bo pays 140, as Ana is on AA1; where both may be, he pays 100."""
    back = (AA2, flight("back", "AA8", "20:00-22:40"))
    folder = write(tmp_path / "year", line, first, SECOND, *back)
    way = outbound(planned(folder), "bo")
    (other,) = [one for one in way["others"] if one["better"] == "cheaper"]
    assert (way["fare"], other["fare"], other["costs_more"]) == ("140.00", "100.00", "-40.00")
    assert [reason["key"] for reason in other["why_not"]] == [key]
    write(folder, "", AA1, SECOND, *back)
    assert fare_out(folder, "bo") == "100.00"


def test_a_cabin_that_is_due_keeps_a_lower_one_out(tmp_path: Path) -> None:
    """Business class is due over an hour: the rule is named with its number, and without it Ana pays 100."""
    line = 'policy: cabin = [{ over_hours = 1, cabin = "business", who = ["id:ana"] }]'
    business = flight("out", "AA9", "09:30-12:15", 400, cabin="business")
    way_back = flight("back", "AB1", "19:30-22:10", 400, cabin="business")
    folder = write(tmp_path / "year", line, AA1, AA2, business, way_back)
    way = outbound(planned(folder), "ana")
    assert way["journey"]["entitled_by"] == "policy.cabin[1]: over 1 h (fastest 2 h 45)"
    (reason,) = next(one for one in way["others"] if one["better"] == "cheaper")["why_not"]
    assert (reason["key"], reason["text"].partition(" (")[0]) == ("policy.cabin[1]", "economy, where business is due")
    write(folder, "", AA1, AA2, business, way_back)
    assert fare_out(folder, "ana") == "100.00"


def test_who_flies_economy_is_told_why_and_who_does_not_fly_is_not(tmp_path: Path) -> None:
    """Business class is due to Ana alone."""
    line = 'policy: cabin = [{ over_hours = 1, cabin = "business", who = ["id:ana"] }]'
    path = planned(write(tmp_path / "year", line, AA1, AA2))
    told = run("explain", path, "--person", "bo").stdout
    assert told.count("cabin: no rule of policy.cabin gives more than economy (fastest") == 2
    assert "no rule of" not in run("explain", path, "--person", "ana").stdout
    by_train = "origin,destination,mode,minutes,fare\nLHR,lisbon,train,120,5\n"
    (tmp_path / "year" / "ground.csv").write_text(by_train, encoding="utf-8")
    assert "cabin" not in run("explain", planned(tmp_path / "year"), "--person", "bo").stdout.partition("cheaper")[0]


def test_what_a_cheaper_fare_costs_elsewhere_is_what_a_plan_with_it_costs(tmp_path: Path) -> None:
    """On Friday the flight costs 85 and two nights more: 5 more in all, which a plan without AA1 costs each of both."""
    friday = flight("out", "AA5", "09:00-11:45", 85, day="2027-05-07")
    folder = write(tmp_path / "year", "", AA1, AA2, friday)
    path = planned(folder)
    (other,) = [one for one in outbound(path, "ana")["others"] if one["better"] == "cheaper"]
    assert (other["costs_more"], [reason["key"] for reason in other["why_not"]]) == ("5.00", ["score"])
    before = float(json.loads(path.read_text(encoding="utf-8"))["objective"])
    write(folder, "", AA2, friday)
    after = float(json.loads(planned(folder).read_text(encoding="utf-8"))["objective"])
    assert after - before == 2 * 5


def test_another_place_is_split_by_cause_and_by_whom(tmp_path: Path) -> None:
    """Riga costs each of both 100 more in fares: what `compare --venue` says of it, too."""
    folder = write(tmp_path / "year", "", AA1, AA2, *TO_RIGA, venues=VENUES + RIGA)
    (place,) = explained(planned(folder), "--venue", "riga")["places"]
    assert (place["difference"], place["causes"]) == ("200.00", {"fares": "200.00"})
    assert [(one["person"], one["cash"]) for one in place["lose"]] == [("bo", "100.00"), ("ana", "100.00")]
    done = run("compare", folder, "--venue", "spring=riga", "--today", "2026-11-20", "--format", "json")
    assert json.loads(done.stdout)["scenarios"][0]["difference"]["objective"] == "200.00"


def test_a_place_that_is_ruled_out_is_named_with_what_brings_it_in(tmp_path: Path) -> None:
    """Riga was used a year before: 24 months rule it out, 12 let it in, which a plan shows."""
    folder = write(tmp_path / "year", "limits: months_between_uses = 24", AA1, AA2, *TO_RIGA, venues=VENUES + RIGA)
    path = planned(folder)
    (place,) = explained(path, "--event", "spring", "--venue", "riga")["places"]
    assert place["difference"] is None
    assert [one["key"] for one in place["excluded"]] == ["limits.months_between_uses"]
    assert "limits.months_between_uses: 12 is few enough" in place["conflict"]
    assert "12 is few enough" in run("explain", path, "--venue", "riga").stdout
    done = run(
        "compare",
        folder,
        "--venue",
        "spring=riga",
        "--set",
        "limits.months_between_uses=12",
        "--today",
        "2026-11-20",
        "--format",
        "json",
    )
    assert json.loads(done.stdout)["scenarios"][0]["status"] == "optimal"


def test_who_cannot_attend_on_another_day_is_named_and_neither_gains_nor_loses(tmp_path: Path) -> None:
    """Bo is not free a week later, when another Bo pays 50 less: without the day off he comes too."""
    days = [row.replace("2027-05-09", "2027-05-16").replace(",100,", ",50,") for row in (AA1,)]
    back = [row.replace("2027-05-12", "2027-05-19") for row in (AA2,)]
    folder = write(tmp_path / "year", "", AA1, AA2, *days, *back)
    text = (folder / "sprint.toml").read_text(encoding="utf-8")
    (folder / "sprint.toml").write_text(text.replace("[2027-05-10]", "[2027-05-10, 2027-05-17]"), encoding="utf-8")
    people = "id,name,home,unavailable\nana,Bo,LHR,\nbo,Bo,LHR,{}\n"
    (folder / "people.csv").write_text(people.format("2027-05-17"), encoding="utf-8")
    path = planned(folder)
    (place,) = explained(path, "--first-day", "2027-05-17")["places"]
    assert (place["away"], place["comes"]) == (["Bo"], [])
    assert [(one["person"], one["cash"]) for one in (*place["gain"], *place["lose"])] == [("ana", "-50.00")]
    assert "cannot attend there: Bo" in run("explain", path, "--first-day", "2027-05-17").stdout
    (folder / "people.csv").write_text(people.format(""), encoding="utf-8")
    plan = json.loads(planned(folder).read_text(encoding="utf-8"))["events"][0]
    assert (plan["first_day"], plan["totals"]["remote"]) == ("2027-05-17", 0)


def test_people_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    """Both lose at the place where journeys are dearer."""
    folder = write(tmp_path / "year", "", AA1, AA2, *TO_RIGA, venues=VENUES + RIGA)
    (folder / "people.csv").write_text("id,name,home\nana,Ana Sá,LHR\nana2,Ana Sá,LHR\n", encoding="utf-8")
    printed = " ".join(run("explain", planned(folder), "--venue", "riga").stdout.split())
    assert "lose: Ana Sá (ana2) +100, Ana Sá (ana) +100" in printed


def test_a_person_and_a_place_are_not_explained_at_once(tmp_path: Path) -> None:
    """The trip that somebody has in the plan is not one there; a venue that the event does not have is told by name."""
    folder = write(tmp_path / "year", "", AA1, AA2, *TO_RIGA, venues=VENUES + RIGA)
    toml = (folder / "sprint.toml").read_text(encoding="utf-8")
    (folder / "sprint.toml").write_text(toml.replace("starts =", 'venues = ["lisbon"]\nstarts ='), encoding="utf-8")
    path = planned(folder)
    for words in (("--venue", "riga"), ("--first-day", "2027-05-10")):
        done = run("explain", path, "--person", "ana", *words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "ask for one at a time" in done.stderr
    assert "spring: Riga is none of its venues" in run("explain", path, "--venue", "riga").stderr


def test_a_date_that_is_not_possible_is_named_and_of_several_how_many_a_rule_rules_out(tmp_path: Path) -> None:
    """17 May is to be avoided, and Lisbon is closed on 24 May: neither rule alone rules out Riga's three first days."""
    text = "avoid = [2027-05-17]\nstarts = [2027-05-10, 2027-05-17, 2027-05-24]"
    closed = "riga,Berga,Riga,LV,RIX,10,,2027-05-16..2027-05-23\n"
    venues = VENUES.replace("last_used", "last_used,available").replace("10,\n", "10,,\n") + closed
    folder = write(tmp_path / "year", "", AA1, AA2, *TO_RIGA, venues=venues)
    toml = (folder / "sprint.toml").read_text(encoding="utf-8")
    (folder / "sprint.toml").write_text(toml.replace("starts = [2027-05-10]", text), encoding="utf-8")
    path = planned(folder)
    printed = " ".join(run("explain", path, "--first-day", "2027-05-17").stdout.split())
    assert "spring in Lisbon from Mon 17 May 2027: not possible" in printed
    (place,) = explained(path, "--venue", "riga")["places"]
    told = {reason["key"]: reason["text"] for reason in place["excluded"]}
    assert told["venues.available"].endswith("it rules out 2 of 3 first days")
    assert told["event.avoid"].endswith("it rules out 1 of 3 first days")


def test_a_place_that_another_event_takes_is_named_with_that_event() -> None:
    """Madrid has the autumn event, and both places are to differ; without that limit spring may be there."""
    year, quotes = two_places()
    spring, autumn = Pick(0, 1, 0), Pick(1, 1, 0)
    (reason,) = excluded_by(Evaluator(year, market(quotes, year), TODAY), spring, [autumn])
    assert reason.key == "limits.different"
    assert "Autumn is in Madrid from 2027-10-04" in reason.text
    free = year.changed(limits=Limits())
    assert excluded_by(Evaluator(free, market(quotes, free), TODAY), spring, [autumn]) == ()


def test_the_year_is_told_in_facts(tmp_path: Path) -> None:
    """The next best place with what it scores more, and the fares that cause it."""
    folder = write(tmp_path / "year", "", AA1, AA2, *TO_RIGA, venues=VENUES + RIGA)
    (fact,) = explained(planned(folder))["facts"]
    assert fact == "spring is in Lisbon: Riga, the next best place, scores 200 EUR more, 200 of it fares"


def test_the_text_of_a_trip_names_journeys_and_reasons(tmp_path: Path) -> None:
    """The chosen journey, how many were on sale and allowed, and what kept the cheaper one out."""
    folder = write(tmp_path / "year", 'policy: avoid_airlines = ["CC"]', AA1, AA2, EARLY)
    printed = " ".join(run("explain", planned(folder), "--person", "Ana").stdout.split())
    assert "outbound: Sun 9 May 09:00 LHR-LIS, 2 h 45, economy, 100 EUR" in printed
    assert "2 journeys are on sale in the travel window, 1 allowed" in printed
    assert "not with CC (policy.avoid_airlines)" in printed


def test_a_plan_of_another_state_of_the_workspace_is_not_explained(tmp_path: Path) -> None:
    """Its files have changed since; and a person or a venue that is not there is told."""
    folder = write(tmp_path / "year", "", AA1, AA2)
    path = planned(folder)
    assert 'there is no person "zoe"' in run("explain", path, "--person", "zoe").stderr
    assert "cannot begin on 2027-06-07" in run("explain", path, "--first-day", "2027-06-07").stderr
    write(folder, "policy: max_connections = 1", AA1, AA2)
    done = run("explain", path, "--person", "ana")
    assert done.exit_code == 2
    assert "plan it anew" in done.stderr


@pytest.mark.parametrize(("member", "value"), [("venue", "nowhere"), ("first_day", "2027-06-07")])
def test_a_plan_that_was_moved_by_hand_is_not_explained(member: str, value: str, tmp_path: Path) -> None:
    """To a venue or a day that the workspace does not have, though its files are those of the plan."""
    path = Path(planned(write(tmp_path / "year", "", AA1, AA2)))
    record = json.loads(path.read_text(encoding="utf-8"))
    record["events"][0][member] = value
    path.write_text(json.dumps(record), encoding="utf-8")
    for words in (("--person", "ana"), ("--venue", "lisbon")):
        done = run("explain", str(path), *words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{value} " in done.stderr
        assert "which the workspace does not have: `sprintplan verify` tells what of the plan" in done.stderr
