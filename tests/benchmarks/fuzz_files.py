"""A small workspace of every kind of file, and the other files that commands read beside it."""

import csv
import io
import json
from typing import Any

from tests.build import amadeus as amadeus_answers
from tests.build import duffel as duffel_answers

TODAY = "2026-11-23"
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
[[event]]
id = "autumn"
starts = { from = 2027-10-04, to = 2027-10-04, on = "monday" }
venues = ["lisbon"]
depart_after = "10:00"
budget = 150_000
baseline = "lisbon"
[[event.session]]
id = "leads"
days = [1, 2]
who = ["role:lead", "role:key"]

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
measure = "flying"
waits_up_to = 2
cabin = "business"
who = ["grade:director"]
or_rest_nights = 1
[[policy.hours]]
take_off = ["05:30", "23:30"]
night_flights_over_hours = 5
who = ["team:Field"]
[[policy.rest]]
time_zones = 12
[policy.booking]
days = 14
international_days = 30
[[policy.approval]]
by = "manager"
when = { fare_over = 750, late_booking = true }
[policy.fare]
above_cheapest = { share = 3, amount = 800 }
prefer_airlines = { codes = ["TP"], share = 0.1 }
bag_fee = 40
[policy.lieu]
hours = 8
weekend_days = true
[policy.visa]
"e-visa" = { lead_days = 14, fee = 40 }
[policy.ground]
mileage = "0.45"
mileage_at_most_fare = true

[limits]
budget = 200_000.50
co2e_tonnes = 90
journey_hours = 40
traveller_hours_per_year = { hours = 90, except = ["home:US"] }
long_haul = { hours = 20, trips_per_year = 4, except = ["home:AU"] }
weeks_between_events = 12
holiday_share = 1.0
quorum = { "team:Core" = 0.3 }

[objective]
travel_hour = 20
co2e_levy = 50
connection = 40
remote = 5000
first_last_day = 0.75
tie = 100

[rates]
date = 2026-11-20
USD = 1.0842

[ground]
estimate = false
modes = ["train", "car"]

[offers]
source = "files"
"""
PEOPLE = """\
id,name,email,team,manager,home,citizenship,grade,roles,events,own_travel,local_to,unavailable,cabin,cannot_enter,\
may_enter,joins,leaves,passport_expires,phone,diet,access,count,x_unit
ana,Ana Sá,ana@a.example,Core,,LIS,PT,director,key,,,lisbon,,,,,2020-01-31,,2027-09-30,+351 912,,,,42
bob,"Bob ""B"" Lee",,Core,ana,EWR,GB|US,,,,,,2027-05-01..2027-05-09,,RU,US,,2027-12-31,,,vegetarian,step-free,,
dee,Dee,,Core,ana,"Newark, US",US,,lead,,,,,business,,,,,,,,,,
eva,Eva,,Field,bob,"Riga, LV",LV,,,,spring,,,,,,,,,,,,,
fay,Fay,,Field,bob,OPO,PT,,,spring,,,,,,,,,,,,,3,
"""
VENUES = """\
id,name,city,country,region,airports,capacity,currency,hire,day_rate,room_rate,room_rates,per_diem,minimum_spend,\
rooms,transfer_minutes,transfer_cost,shuttle_cost,shuttle_seats,available,last_used,rate_error,baseline
lisbon,Casa do Tejo,Lisbon,PT,EMEA,LIS,120,EUR,14500,62,128,2027-04-01..2027-04-30=150|2027-10-01..2027-10-31=99.5,55,\
20000,,30,22,,,,2024-10-08,0.1,
riga,Jugla,Riga,LV,EMEA,RIX,90,USD,3100,13.5,26.50,,,,40,40,0,90,8,2027-01-01..2027-12-31,,,yes
"""
VISAS = "Passport,Destination,Requirement\nPT,LV,visa free\nUS,PT,90\nGB,LV,E-Visa\n"
TRANSIT = "Passport,Country,Requirement\nUS,DE,visa free\nGB,DE,eta\n"
GROUND = """\
origin,destination,mode,minutes,fare,currency,co2e_kg,depart_from,depart_until,both_ways
OPO,lisbon,train,200,31.50,EUR,1.4,06:30,23:00,yes
id:fay,lisbon,car,210,,,,,,
"""
EXCEPTIONS = """\
person,event,key,value,reason,approved_by,until
bob,spring,policy.cabin,business,bad back,ana,2027-06-30
dee,,policy.max_connections,1,,,
dee,,policy.detour,"{ ratio = 2, hours = 6 }",,,
"""
QUOTES = """\
origin,destination,departs,arrives,flights,via,via_times,operated_by,cabin,fare,currency,seats,co2e_kg,bundle,\
changeable,refundable,checked_bags,fare_brand
EWR,LIS,2027-04-03T20:00,2027-04-04T08:00,TP202,,,,economy,412.50,EUR,5,,,yes,no,1,Economy Light
EWR,LIS,2027-04-02T20:00,2027-04-03T08:00,TP202,,,,business,1412.50,EUR,5,,,,,,
LIS,EWR,2027-04-11T11:00,2027-04-11T14:00,TP201,,,,economy,390.00,USD,,812.5,,,,,
LIS,EWR,2027-04-12T11:00,2027-04-12T14:00,TP201,,,,business,990.00,USD,,,,,,,
EWR,RIX,2027-04-03T18:00,2027-04-04T14:00,LH401|LH1172,FRA,2027-04-04T08:00/2027-04-04T10:45,,economy,500,EUR,,,a,,,,
RIX,EWR,2027-04-10T07:00,2027-04-10T16:00,LH1173|LH400,FRA,2027-04-10T08:30/2027-04-10T13:20,,economy,500,EUR,,,a,,,,
LIS,RIX,2027-04-04T06:00,2027-04-04T12:20,BT678,,,BT,economy,180,EUR,,,,,,,
RIX,LIS,2027-04-10T12:00,2027-04-10T14:30,BT677,,,BT,economy,180,EUR,,,,,,,
EWR,LIS,2027-10-02T20:00,2027-10-03T08:00,TP202,,,,economy,380,EUR,,,,,,,
LIS,EWR,2027-10-06T11:00,2027-10-06T14:00,TP201,,,,economy,380,EUR,,,,,,,
LIS,EWR,2027-10-05T11:00,2027-10-05T14:00,TP201,,,,economy,480,EUR,,,,,,,
"""
BOOKINGS = """\
person,event,direction,status,flights,origin,destination,departs,arrives,cabin,fare,currency,refund,change_fee,\
reference
bob,spring,outbound,booked,TP202,EWR,LIS,2027-04-03T20:00,2027-04-04T08:00,economy,400,EUR,50,80,PNR1
dee,autumn,both,ticketed,TP202//TP201,EWR,LIS,2027-10-02T20:00//2027-10-06T11:00,2027-10-03T08:00//2027-10-06T14:00,\
economy,760,USD,0,,PNR2
"""
PLACES = "id;name;country;airports;room_rate;x_who\nporto;Casa;PT;OPO;128;Ana\nriga;Jugla;LV;RIX;;\n"
MORE = "id,name,home,team\ngus,Gus,LIS,Field\nhal,Hal,EWR,Core\n"
STAFF = """\
Employee ID;First name;Last name;Work email;Department;Manager;Location;Nationality;Start date
7;Ana;Sá;ana@a.example;Core;;Lisbon, Portugal;Portuguese;31.01.2020
8;Bob;Lee;;Core;Ana Sá;Newark, NJ, USA;US;
9;Eva;Ozola;;Field;8;Rīga (LV);LV;
"""
SCENARIOS = """\
[[scenario]]
name = "June"
set = ["policy.max_connections=1", "limits.budget="]
[[scenario]]
name = "Riga"
venue = ["spring=riga"]
people = "more.csv"
[[scenario]]
name = "early"
start = ["spring=2027-04"]
"""


def _order() -> bytes:
    """An order of Duffel for Bob's way home."""
    order: dict[str, Any] = {
        "id": "ord_1",
        "booking_reference": "PNR3",
        "slices": [duffel_answers.BACK],
        "passengers": [{"given_name": "Bob", "family_name": "Lee", "email": ""}],
        "metadata": {"person": "bob", "event": "spring", "direction": "inbound"},
        "total_amount": "390.00",
        "total_currency": "EUR",
        "owner": {"name": "TAP Air Portugal", "iata_code": "TP"},
        "conditions": {
            "refund_before_departure": {"allowed": True, "penalty_amount": "100.00", "penalty_currency": "EUR"},
            "change_before_departure": None,
        },
        "payment_status": {"awaiting_payment": False},
        "created_at": "2026-11-20T10:48:10.625784Z",
        "documents": [{"type": "electronic_ticket"}],
    }
    return json.dumps({"data": order}, indent=1).encode()


def inputs() -> dict[str, bytes]:
    """The unspoilt files, by path: those of the workspace `year`, and those that commands read beside it."""
    duffel = duffel_answers.offer_list(duffel_answers.duffel_offer(duffel_answers.OUT, duffel_answers.BACK))
    itineraries = [[amadeus_answers.OUT], [amadeus_answers.BACK]]
    paid = amadeus_answers.traveller("412.50", amadeus_answers.fare("1"), amadeus_answers.fare("5"))
    texts = {
        "year/sprint.toml": SPRINT,
        "year/people.csv": PEOPLE,
        "year/venues.csv": VENUES,
        "year/visas.csv": VISAS,
        "year/transit.csv": TRANSIT,
        "year/ground.csv": GROUND,
        "year/exceptions.csv": EXCEPTIONS,
        "year/bookings.csv": BOOKINGS,
        "year/offers/quotes.csv": QUOTES,
        "places.csv": PLACES,
        "more.csv": MORE,
        "staff.csv": STAFF,
        "scenarios.toml": SCENARIOS,
    }
    return {name: text.encode() for name, text in texts.items()} | {
        "year/offers/duffel.json": duffel,
        "year/offers/amadeus.json": amadeus_answers.answer(amadeus_answers.amadeus_offer(itineraries, "412.50", paid)),
        "year/bookings/order.json": _order(),
    }


def as_workbook(content: bytes) -> bytes:
    """A table of CSV text as an .xlsx file with one sheet."""
    from xlsxwriter import Workbook

    text = content.decode("utf-8", "replace").replace("\0", "")
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("List")
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            for column, cell in enumerate(cells):
                if cell.lower() not in ("nan", "inf", "-inf", "infinity"):
                    sheet.write(row, column, cell[:32_000])
    return file.getvalue()
