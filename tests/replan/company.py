"""A made-up company of 80 people whose spring week is published and half booked, then overtaken by life."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sprintplan.app.plan_log import record
from sprintplan.app.planning import Wish, plan
from sprintplan.app.replanning import ReplanWish, replan
from sprintplan.domain.plan import Keep, Plan
from sprintplan.reports.lists.bookings import bookings
from sprintplan.reports.lists.csv_text import csv_text
from sprintplan.reports.plan_json import plan_bytes, read_plan
from sprintplan.watch import Watch

TODAY = date(2026, 11, 20)
CITIES = {"CDG": 20, "LHR": 20, "FRA": 20, "WAW": 20}
"""Homes of the 80 people, and how many live in each."""
TEAMS = {"CDG": "First", "LHR": "First", "FRA": "Second", "WAW": "Second"}
"""The first two days are for the teams of Paris and London, the last two for those of Frankfurt and Warsaw."""
FIRST = [f"{city}{n}" for city in ("cdg", "lhr") for n in range(20)]
"""The team of the first days."""
FLIGHT = "{origin},{destination},{day}T{leaves},{day}T{lands},{flight},,,,economy,{fare},EUR,,90,"
TITLES = "origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle"
TOML = """\
[company]
name = "Eighty"
currency = "EUR"

[[event]]
id = "spring"
name = "Spring week"
starts = [2027-05-10]
[[event.session]]
id = "first"
days = [1, 2]
who = ["team:First"]
[[event.session]]
id = "second"
days = [4, 5]
who = ["team:Second"]

[policy]
max_early_nights = 1
max_late_nights = 1

[objective]
travel_hour = 0
tonne_co2e = 0
night_per_diem = 0

[offers]
source = "files"
"""


class Company:
    """The workspace in a folder, which tests change as life does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "offers").mkdir(parents=True)
        (folder / "sprint.toml").write_text(TOML, encoding="utf-8")
        self.people = [f"{code.lower()}{n},{code}" for code, count in CITIES.items() for n in range(count)]
        self.rooms, self.offers = 80, list(_offers())
        self.write()

    def write(self) -> None:
        """The files as they are now."""
        rows = [f"{id},{id.title()},{TEAMS[home]},{home}" for id, home in (row.split(",") for row in self.people)]
        self._lines("people.csv", "id,name,team,home", rows)
        venues = [
            f"lisbon,Casa,Lisbon,PT,LIS,20000,1,{self.rooms},30",
            "madrid,Plaza,Madrid,ES,MAD,30000,1,200,30",
        ]
        self._lines("venues.csv", "id,name,city,country,airports,hire,room_rate,rooms,transfer_minutes", venues)
        self._lines("offers/quotes.csv", TITLES, self.offers)

    def _lines(self, name: str, titles: str, rows: Iterable[str]) -> None:
        (self.folder / name).write_text("\n".join([titles, *rows]) + "\n", encoding="utf-8")

    def publish(self) -> Path:
        """The file of the plan that people are told."""
        return self.keep(plan(self.folder, Wish(today=TODAY, workers=1), Watch()), "published.json")

    def keep(self, year_plan: Plan, name: str) -> Path:
        """The file of a plan, which is in the log too."""
        path = self.folder.parent / name
        path.write_bytes(b"".join(plan_bytes(year_plan)))
        record(self.folder, year_plan, path)
        return path

    def book(self, year_plan: Plan, people: Iterable[str], **cells: str) -> None:
        """Fill in the exported list for some people: nothing comes back, an exchange costs 50."""
        chosen, text = set(people), csv_text(bookings(year_plan)[0])
        rows = list(csv.DictReader(text.splitlines()))
        for row in rows:
            if row["person"] in chosen:
                row.update({"status": "booked", "refund": "0", "change_fee": "50", "reference": "PNR"} | cells)
        with (self.folder / "bookings.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    def leave_booked(self) -> Path:
        """cdg0 leaves with 180 paid; the file of the plan that people were told."""
        path = self.publish()
        self.book(read_plan(path), ["cdg0"])
        self.people.remove("cdg0,CDG")
        self.write()
        return path

    def cancel(self, flight: str) -> None:
        """A flight is cancelled: it is not on sale any more, and whoever has booked it gets the whole fare back."""
        self.offers = [row for row in self.offers if f",{flight}," not in row]
        path = self.folder / "bookings.csv"
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for row in rows:
            if row["flights"] == flight and row["status"]:
                row.update({"status": "cancelled", "refund": row["fare"]})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    def overtake(self) -> Path:
        """Half is booked, and life goes on; the file of the plan that people were told.

        The team of the first days is booked. cdg0 and waw0 leave, waw99 joins, the flight TP100 from Paris is
        cancelled, and the venue has 70 rooms in place of 80. A change counts 20.
        """
        path = self.publish()
        self.book(read_plan(path), FIRST, change_fee="120")
        self.cancel("TP100")
        self.people = [row for row in self.people if row not in ("cdg0,CDG", "waw0,WAW")] + ["waw99,WAW"]
        self.rooms = 70
        settings = self.folder / "sprint.toml"
        text = settings.read_text(encoding="utf-8").replace("[objective]\n", "[objective]\nchange = 20\n")
        settings.write_text(text, encoding="utf-8")
        self.write()
        return path

    def replan(self, path: Path, keep: Keep | None = None) -> Plan:
        """What `replan` answers."""
        return replan(self.folder, path, ReplanWish(Wish(today=TODAY, workers=1), keep), Watch())


def flown(plan: Plan, person: str) -> str:
    """The flights of a person of the only event, by their codes."""
    (trip,) = (trip for trip in plan.events[0].trips if trip.person == person)
    journeys = [journey for journey in (trip.outbound, trip.inbound) if journey]
    return " ".join(f"{one.carrier}{one.flight_number}" for journey in journeys for one in journey.segments)


def _offers() -> Iterable[str]:
    """Flights of each city: on the day, 30 dearer three hours later, and 20 less a night early, or a night late.

    Paris and London come on the eve of the first day alone, Frankfurt and Warsaw leave after the last day alone.
    """
    for number, (origin, team) in enumerate(TEAMS.items()):
        fare, code, first = 100 + 10 * number, 100 * (number + 1), team == "First"
        eve, last = ("2027-05-09", "2027-05-11") if first else ("2027-05-12", "2027-05-14")
        yield _out(origin, eve, "08:00", "11:30", f"TP{code}", fare)
        yield _out(origin, eve, "11:00", "14:30", f"TP{code + 1}", fare + 30)
        yield _home(origin, last, "19:00", "22:45", f"TP{code + 2}", fare)
        if first:
            yield _home(origin, "2027-05-12", "10:00", "13:45", f"TP{code + 3}", fare - 20)
        else:
            yield _out(origin, "2027-05-11", "08:00", "11:30", f"TP{code + 3}", fare - 20)


def _out(origin: str, day: str, leaves: str, lands: str, flight: str, fare: int) -> str:
    return FLIGHT.format(
        origin=origin, destination="LIS", day=day, leaves=leaves, lands=lands, flight=flight, fare=fare
    )


def _home(home: str, day: str, leaves: str, lands: str, flight: str, fare: int) -> str:
    times = {"day": day, "leaves": leaves, "lands": lands}
    return FLIGHT.format(origin="LIS", destination=home, flight=flight, fare=fare, **times)
