"""What company policies cost: the examples with every key of contract, section 8, in use against the examples as they
are: `python -m tests.benchmarks.policy_keys`.

Both are planned in turns, so that whatever else the machine does slows both down; of each the run that took the least
of the processors counts.
"""

import argparse
import csv
import shutil
import tempfile
from pathlib import Path

from tests.benchmarks.command import Planned, plan_in_a_process
from tests.benchmarks.examples import DATA, TODAY

TABLES = """
[[policy.cabin]]
over_hours = 5
measure = "flying"
waits_up_to = 1
scope = "intercontinental"
cabin = "premium_economy"
at_most = { share = 0.5, amount = 300 }
[[policy.cabin]]
over_hours = 8
measure = "longest_flight"
scope = "international"
from_region = ["US", "GB", "DE"]
overnight = true
cabin = "business"
at_most = { share = 3, amount = 2000 }
[[policy.cabin]]
over_hours = 12
to = ["EMEA"]
cabin = "premium_economy"
[[policy.hours]]
take_off = ["05:00", "23:30"]
land = ["05:00", "23:59"]
night_flights_over_hours = 3
[[policy.rest]]
time_zones = 8
nights = 1
[policy.fare]
above_cheapest = { share = 1, amount = 300 }
require = ["changeable", "refundable", "checked_bag"]
refundable_over = 2000
no_basic_economy = true
bag_fee = 40
prefer_airlines = { codes = ["UA"], share = 0.1 }
[policy.booking]
days = 14
international_days = 30
[policy.lieu]
hours = 8
weekend_days = true
[[policy.approval]]
by = "manager"
when = { fare_over = 1500, journey_hours_over = 20, exception = true }
scope = "international"
[policy.visa]
"visa required" = { lead_days = 20, fee = 80 }
"""
MEMBERS = {
    "[limits]": "budget_per_head = 20_000\nquorum = { all = 0.3 }",
    "[objective]": "connection = 40\nco2e_levy = 50\ntransfer_hours = true\nfirst_last_day = 0.75",
}
EXCEPTIONS = ("policy.max_connections,1", "policy.cabin,business", "policy.hours,off", "policy.rest,off")
TRANSIT = "passport,country,requirement\n" + "".join(
    f"{passport},{country},visa required\n" for passport in ("IN", "BR") for country in ("US", "GB", "CA")
)


def with_every_key(example: Path, folder: Path) -> Path:
    """A copy of an example in a folder, with every key in use."""
    shutil.copytree(example, folder)
    text = (folder / "sprint.toml").read_text(encoding="utf-8")
    for header, members in MEMBERS.items():
        text = text.replace(f"\n{header}", f"\n{header}\n{members}\n#", 1)
    (folder / "sprint.toml").write_text(text + TABLES, encoding="utf-8")
    with (folder / "people.csv").open(encoding="utf-8", newline="") as file:
        people = [row["id"] for row in csv.DictReader(file)]
    rows = [f"{person},,{EXCEPTIONS[number % len(EXCEPTIONS)]},,," for number, person in enumerate(people[1::10])]
    header = "person,event,key,value,reason,approved_by,until"
    (folder / "exceptions.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    (folder / "transit.csv").write_text(TRANSIT, encoding="utf-8")
    return folder


def main() -> None:
    """Print what each takes of the processors, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", nargs="+", default=["example"], choices=("example", "example-1000"))
    parser.add_argument("--runs", type=int, default=3, help="of each; the one that took the least counts")
    wish = parser.parse_args()
    for name in wish.examples:
        with tempfile.TemporaryDirectory() as scratch:
            folders = {"as it is": DATA / name, "with every key": with_every_key(DATA / name, Path(scratch) / name)}
            runs: dict[str, list[Planned]] = {word: [] for word in folders}
            for _ in range(wish.runs):
                for word, folder in folders.items():
                    runs[word].append(plan_in_a_process(folder, TODAY))
        least = {word: min(some, key=lambda run: run.cpu_seconds) for word, some in runs.items()}
        for word, run in least.items():
            print(f"data/{name} {word}: {run}", flush=True)
        plain, full = least["as it is"], least["with every key"]
        print(f"data/{name}: {full.cpu_seconds / plain.cpu_seconds:.2f} times", flush=True)


if __name__ == "__main__":
    main()
