"""A small workspace of every kind of file, and how each is spoilt."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.build import amadeus as amadeus_answers
from tests.build import duffel as duffel_answers

SPRINT = """\
[company]
name = "Acme"
currency = "EUR"

[[event]]
id = "spring"
name = "Spring sprint 2027"
starts = [2027-04-05, 2027-04-12]
arrive_by = "18:00"
depart_after = "10:00"
venues = ["lisbon", "riga"]
avoid = [2027-04-16]
[[event.session]]
id = "all"
days = [1, 5]
who = "all"

[policy]
max_connections = 2
connection_minutes = [60, 360]
detour = { ratio = 1.5, hours = 4 }
max_early_nights = 2
max_late_nights = 1
no_weekend_travel = ["id:dee"]
must_attend = ["role:key"]
avoid_airlines = ["XX"]
max_travellers_per_flight = 15
[[policy.cabin]]
over_hours = 9
cabin = "business"
who = ["grade:director"]
or_rest_nights = 1
[policy.visa]
"e-visa" = { lead_days = 14, fee = 40 }

[limits]
budget = 200_000.50
co2e_tonnes = 90
traveller_hours_per_year = { hours = 60, except = ["home:US"] }
holiday_share = 0.9

[objective]
travel_hour = 20
remote = 5000

[rates]
date = 2026-11-20
USD = 1.0842

[offers]
source = "files"
"""


PEOPLE = """\
id,name,email,team,manager,home,citizenship,grade,roles,events,own_travel,local_to,unavailable,cabin,cannot_enter,may_enter,x_unit
ana,Ana Sá,ana@a.example,Core,,LIS,PT,director,key,,,lisbon,,,,,42
bob,"Bob ""B"" Lee",,Core,ana,EWR,GB|US,,,,,,2027-05-01..2027-05-09,,RU,US,
dee,Dee,,Core,ana,"Newark, US",US,,lead,,,,,business,,,
eva,Eva,,Field,bob,"Riga, LV",LV,,,,spring,,,,,,
"""


VENUES = """\
id,name,city,country,region,airports,capacity,currency,hire,day_rate,room_rate,rooms,transfer_minutes,transfer_cost,\
shuttle_cost,shuttle_seats,available,last_used
lisbon,Casa do Tejo,Lisbon,PT,EMEA,LIS,120,EUR,14500,62,128,,30,22,,,,2024-10-08
riga,Jugla,Riga,LV,EMEA,RIX,90,USD,3100,13.5,26.50,40,40,0,90,8,2027-01-01..2027-12-31,
"""


VISAS = "Passport,Destination,Requirement\nPT,LV,visa free\nUS,PT,90\nGB,LV,E-Visa\n"


QUOTES = """\
origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle
EWR,LIS,2027-04-03T20:00,2027-04-04T08:00,TP202,,,,economy,412.50,EUR,5,,
EWR,LIS,2027-04-02T20:00,2027-04-03T08:00,TP202,,,,business,1412.50,EUR,5,,
LIS,EWR,2027-04-11T11:00,2027-04-11T14:00,TP201,,,,economy,390.00,USD,,812.5,
LIS,EWR,2027-04-12T11:00,2027-04-12T14:00,TP201,,,,business,990.00,USD,,,
EWR,RIX,2027-04-03T18:00,2027-04-04T14:00,LH401|LH1172,FRA,2027-04-04T08:00/2027-04-04T10:45,,economy,500,EUR,,,a
RIX,EWR,2027-04-10T07:00,2027-04-10T16:00,LH1173|LH400,FRA,2027-04-10T08:30/2027-04-10T13:20,,economy,500,EUR,,,a
LIS,RIX,2027-04-04T06:00,2027-04-04T12:20,BT678,,,BT,economy,180,EUR,,,
RIX,LIS,2027-04-10T12:00,2027-04-10T14:30,BT677,,,BT,economy,180,EUR,,,
"""


def inputs() -> dict[str, bytes]:
    """The unspoilt files of the workspace, by path."""
    duffel = duffel_answers.offer_list(duffel_answers.duffel_offer(duffel_answers.OUT, duffel_answers.BACK))
    itineraries = [[amadeus_answers.OUT], [amadeus_answers.BACK]]
    paid = amadeus_answers.traveller("412.50", amadeus_answers.fare("1"), amadeus_answers.fare("5"))
    amadeus = amadeus_answers.answer(amadeus_answers.amadeus_offer(itineraries, "412.50", paid))
    texts = {"sprint.toml": SPRINT, "people.csv": PEOPLE, "venues.csv": VENUES, "visas.csv": VISAS}
    texts["offers/quotes.csv"] = QUOTES
    return {name: text.encode() for name, text in texts.items()} | {
        "offers/duffel.json": duffel,
        "offers/amadeus.json": amadeus,
    }


NASTY: tuple[str, ...] = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e9",
        "nan",
        "inf",
        "-inf",
        "1.234,56",
        "1 234",
        "1'234",
        "12,5",
        "0x10",
        "9223372036854775808",
    ),
    *(
        "99999999999999999999",
        "1.00000000001",
        "true",
        "null",
        "None",
        "XX",
        "ZZZ",
        "TXL",
        "Berlin, DE",
        "Portland, US",
    ),
    *("Springfield, US", "Nowhere, PT", "91,181", "lisbon|lisbon", "|", "||", "a|b|c", "2027-02-30", "2027-4-5"),
    *("05.04.2027", "2072-04-05", "0001-01-01", "9999-12-31", "2027-04-04T25:00", "2027-10-31T02:30", "all", "-"),
    *(
        "all|none",
        "team:",
        "role:key|",
        "home:ZZ",
        "id:nobody",
        "@riga",
        "spring@riga",
        "economy|economy",
        "first class",
    ),
    *(
        "\u202eevil",
        "a\nb",
        '"',
        "'",
        "=cmd()",
        "<b>",
        "\x1b[31m",
        "\ud7ff",
        "日本",
        "é" * 400,
        "a" * 5000,
        "\t",
        ";",
        ",",
    ),
    *("visa required", "no admission", "EUR", "eur", "BTC", "€12", "12€", "１２", "12\u00a0000", "..", "../x", "CON"),
)
"""Values that people, spreadsheets and attackers write."""


JSON_NASTY: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1e308, float("nan"), 2**63, -(2**63) - 1, "", "x", [], {}, [[]], {"a": 1}, "99:99"),
    *(
        "2027-04-04T25:00:00",
        "2027-04-04T10:00:00+99:99",
        "P9999999999D",
        "PT-5M",
        "1.234,56",
        "ZZZ",
        "\ud800",
        "1" * 400,
    ),
)
"""Values that APIs should not answer with."""


def spoil(name: str, content: bytes, chance: random.Random) -> bytes:
    """The file with one thing wrong."""
    if chance.random() < 0.15:
        return _spoilt_bytes(content, chance)
    if name.endswith(".json"):
        return _spoilt_json(content, chance)
    return (_spoilt_toml if name.endswith(".toml") else _spoilt_csv)(content, chance)


def _spoilt_bytes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    text = content.decode("utf-8", "replace")
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: content[:at],
        lambda: content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
        lambda: content[:at] + b"\0" + content[at:],
        lambda: b"\xef\xbb\xbf" + content,
        lambda: text.encode("utf-16"),
        lambda: text.encode("latin-1", "replace"),
        lambda: text.encode("cp1252", "replace") + b"\x81",
        lambda: content.replace(b"\n", b"\r\n"),
        lambda: content.replace(b"\n", b"\r"),
        lambda: content + content,
        lambda: b"",
        lambda: content[:at] + content[at:].replace(b"\n", b"", 1),
    )
    return chance.choice(ways)()


def _spoilt_csv(content: bytes, chance: random.Random) -> bytes:
    rows = [line.split(",") for line in content.decode("utf-8", "replace").splitlines()] or [[""]]
    row = chance.randrange(len(rows))
    column = chance.randrange(len(rows[row]))
    way = chance.randrange(9)
    if way < 5:
        rows[row][column] = chance.choice(NASTY)
    elif way == 5:
        rows.append(list(rows[row]))
    elif way == 6:
        del rows[row]
    elif way == 7:
        for cells in rows:
            if column < len(cells):
                del cells[column]
    else:
        rows[row].insert(column, chance.choice(NASTY))
    separator = chance.choice([",", ",", ",", ";", "\t"])
    return "\n".join(separator.join(cells) for cells in rows).encode("utf-8", "surrogatepass") + b"\n"


def _spoilt_toml(content: bytes, chance: random.Random) -> bytes:
    lines = content.decode("utf-8", "replace").splitlines() or [""]
    at = chance.randrange(len(lines))
    key, equals, value = lines[at].partition(" = ")
    way = chance.randrange(7)
    if way < 3 and equals:
        word = chance.choice(NASTY)
        quoted = json.dumps(word, ensure_ascii=False)
        lines[at] = f"{key} = {chance.choice([word, quoted, f'[{quoted}]', '{ hours = 3 }', f'{value}0', f'-{value}'])}"
    elif way == 3:
        del lines[at]
    elif way == 4:
        lines.insert(at, chance.choice(lines))
    elif way == 5:
        lines[at] = lines[at].replace("_", "-").replace("on", "no")
    else:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines).encode("utf-8", "surrogatepass") + b"\n"


def _spoilt_json(content: bytes, chance: random.Random) -> bytes:
    try:
        found = json.loads(content)
    except ValueError:
        return _spoilt_bytes(content, chance)
    places = list(_places(found))
    if not places:
        return content
    holder, key = chance.choice(places)
    way = chance.randrange(5)
    if way < 3:
        holder[key] = chance.choice(JSON_NASTY)
    elif way == 3:
        del holder[key]
    elif isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[f"{key}_"] = holder.pop(key)
    return json.dumps(found).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every member of every object and list, by its holder and key."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
