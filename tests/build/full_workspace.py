"""A small workspace that states every key and column of the contract."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace

TOML = """\
[company]
name = "Acme"
currency = "EUR"

[[event]]
id = "spring"
name = "Spring sprint 2027"
starts = { from = 2027-04-05, to = 2027-05-24, on = "monday" }
arrive_by = "17:30"
depart_after = "15:15"
venues = ["riga", "lisbon"]
avoid = [2027-05-01]
budget = 1_000.05
[[event.session]]
id = "leads"
days = [1, 3]
who = ["role:lead"]
[[event.session]]
id = "engineering"
days = [3, 7]
who = "all"

[[event]]
id = "autumn"
starts = [2027-10-11, 2027-10-04]
[[event.session]]
id = "everyone"
days = [1, 5]
who = ["team:Core", "id:ana"]

[policy]
max_connections = 1
connection_minutes = [45, 300]
overnight_connections = true
detour = { ratio = 1.25, hours = 2.5 }
max_early_nights = 3
max_late_nights = 2
check_in_minutes = 90
home_radius_km = 100
locals_stay = true
unreachable = "forbid"
must_attend = ["role:key"]
local_km = 30
no_weekend_travel = ["home:PT"]
avoid_airlines = ["XX"]
max_travellers_per_flight = 15
max_key_travellers_per_flight = 2
max_team_share_per_flight = 0.5
[[policy.cabin]]
over_hours = 6.5
cabin = "premium_economy"
[[policy.cabin]]
over_hours = 14
cabin = "business"
who = ["grade:director"]
or_rest_nights = 1
[policy.visa]
"visa required" = { lead_days = 45, fee = 80 }
[policy.visa."e-visa"]
lead_days = 14
fee = 40.5

[limits]
budget = 2_500_000
co2e_tonnes = 900.5
journey_hours = 30
traveller_hours_per_year = { hours = 60, except = ["home:US"] }
long_haul = { hours = 9, trips_per_year = 1, except = ["home:US"] }
weeks_between_events = 12
different = "country"
months_between_uses = 24
holiday_share = 0.2

[objective]
travel_hour = 21.5
tonne_co2e = 101
night_per_diem = 61
remote = 5001

[rates]
date = 2026-11-20
USD = 1.25

[offers]
source = "estimate"
"""

PEOPLE = """\
id,name,email,team,manager,home,citizenship,grade,roles,events,own_travel,local_to,unavailable,cabin,cannot_enter,\
may_enter,joins,leaves,x_cost_centre
ana,Ana Sá,ana@acme.example,Core,,LIS|OPO,PT,director,lead|key,,,lisbon,,,,,2020-01-31,,42
bob,"Bob ""B"" Lee",,Core,ana,LON,GB|US,,,spring|autumn,all,,2027-05-01..2027-05-09|2027-07-01,business,RU|BY,US,,\
2027-12-31,
cyd,Cyd,,Office,ana,"Porto, PT",,,,-,,,,,,,,,7
dee,Dee,,Core,bob,EWR,US,,lead,spring,spring,,,,,,,,
"""

VENUES = """\
id,name,city,country,region,airports,capacity,currency,hire,day_rate,room_rate,rooms,transfer_minutes,transfer_cost,\
shuttle_cost,shuttle_seats,available,last_used
lisbon,Casa,Lisbon,PT,EMEA,LIS,120,USD,100.01,62,128,80,30,22,,,,2025-10-08
riga,Dome,Riga,LV,EMEA,RIX,,,5000,40.5,90,,25,18,300,8,2027-04-01..2027-05-31|2027-09-01..2027-11-30,
"""

VISAS = "Passport,Destination,Requirement\nPT,LV,visa free\nUS,PT,90\nGB,LV,E-Visa\n"

FILES = {"sprint.toml": TOML, "people.csv": PEOPLE, "venues.csv": VENUES, "visas.csv": VISAS}


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """The full workspace in a folder; `people`, `sprint`, ... replace a file's contents, None leaves it out."""
    for name, text in FILES.items():
        content = changed.get(name.partition(".")[0], text)
        if content is not None:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def line(text: str, file: str = "sprint.toml") -> int:
    """The line of a file of the full workspace that a text stands on."""
    return FILES[file][: FILES[file].index(text)].count("\n") + 1


def messages_of(folder: Path, **changed: str | bytes | None) -> list[str]:
    """What is said of the workspace with other files, which cannot be read."""
    with pytest.raises(InputError) as caught:
        read_workspace(write(folder, **changed))
    return [str(problem) for problem in caught.value.problems]
