"""Rows of offers, people and venues that several cases need beside Ana's."""

from tests.keys.workspace import flight

BOB, RIGA = "bob,Bob,LHR,PT,core,key", "riga,Dome,Riga,LV,RIX,10"
TO_RIGA = (
    flight("LHR-RIX", "AA3", "09:00-13:45", 150),
    flight("RIX-LHR", "AA4", "19:00-20:00", 150, day="2027-05-12"),
)
AN_HOUR_AWAY = {
    "venues.csv": """\
id,name,city,country,airports,room_rate,transfer_minutes
lisbon,Casa,Lisbon,PT,LIS,10,60
riga,Dome,Riga,LV,RIX,10,0
"""
}
"""Lisbon's venue an hour from its airport, Riga's beside it."""
SLOW = flight("out", "AA1|AA5", "06:00-12:00", 50, via="MAD,2027-05-09T08:30/2027-05-09T10:00")
"""Out by way of Madrid in six hours, half as dear; AA1 takes two hours and three quarters."""
AUTUMN = """\
[[event]]
id = "autumn"
starts = [2027-06-07, 2027-10-11]
[[event.session]]
id = "all"
days = [1, 3]
who = "all"
[policy]
"""


SECOND = (("[policy]\n", AUTUMN),)
"""A second event, in June or October, which takes the cheapest of both ways to Lisbon."""
IN_JUNE = (
    flight("out", "AJ1", "09:00-11:45", 80, day="2027-06-06"),
    flight("back", "AJ2", "19:00-21:40", 80, day="2027-06-09"),
)
BANK_HOLIDAY = (
    flight("out", "AH1", "09:00-11:45", 70, day="2027-05-30"),
    flight("back", "AH2", "19:00-21:40", 70, day="2027-06-02"),
)
"""For the event that starts on 31 May, a bank holiday in London: 20 less than in June."""
IN_OCTOBER = (
    flight("out", "AO1", "09:00-11:45", 90, day="2027-10-10"),
    flight("back", "AO2", "19:00-21:40", 90, day="2027-10-13"),
)
TWO_WEEKS = (("starts = [2027-05-10]", "starts = [2027-05-10, 2027-05-17]"),)


def a_week_later(fare: int) -> tuple[str, str]:
    """Both ways for the event that starts on 17 May."""
    out, back = "2027-05-16", "2027-05-19"
    return flight("out", "AW1", "09:00-11:45", fare, day=out), flight("back", "AW2", "19:00-21:40", fare, day=back)


LATER = (flight("back", "AA8", "21:00-23:40", 150),)
OTHERS = (flight("out", "TP1", "09:00-11:45", 150), flight("back", "TP2", "19:00-21:40", 150))
BUSINESS = flight("out", "AA1", "09:00-11:45", 300, cabin="business")
GREEN = (flight("out", "AG1", "09:00-11:45", 120, co2e_kg=10),)
EVE = ("eve,Eve,JFK,US,sales,",)
EVE_TO_RIGA = (
    *TO_RIGA,
    flight("JFK-RIX", "AE1", "20:00-13:00", 3000, day="2027-05-08"),
    flight("RIX-JFK", "AE2", "19:00-22:00", 3000, day="2027-05-12"),
)
BY_MADRID, NONSTOP = "AA1+AA5 AA2", "AA1 AA2"
BY_NIGHT = "AN1 AA2"
NIGHTLY = tuple(
    flight("out", "AN1", "22:30-03:30", fare, day="2027-05-08", cabin=cabin)
    for fare, cabin in ((20, "economy"), (500, "business"))
)
"""Five hours of the night before, in economy for 20 or in business for 500."""
VISAS = {"visas.csv": "passport,destination,requirement\nIN,PT,visa required\n"}
GIL = ("gil,Gil,LHR,IN,core,",)
CABIN = '[[policy.cabin]]\nover_hours = 2\ncabin = "business"'

CAPPED = "[policy.fare]\nabove_cheapest = {{ {} }}"
IN_A_HURRY = (("travel_hour = 0", "travel_hour = 100"),)

LIGHT = flight("out", "AL1", "09:00-11:45", 90) + ",,no,0,Economy Light"
"""Not to be given back, without a bag."""

PREFERRED = '[policy.fare]\nprefer_airlines = { codes = ["TP"], share = 0.34 }'

OVER_5 = '[[policy.cabin]]\nover_hours = 5\ncabin = "business"'
HAL = "hal,Hal,MAN,GB,core,"
BY_MAD = "MAD,2027-05-09T08:30/2027-05-09T10:00"
HALS = (
    flight("MAN-LIS", "AM1|AM2", "06:00-12:00", 100, via=BY_MAD),
    flight("MAN-LIS", "AM1|AM2", "06:00-12:00", 300, via=BY_MAD, cabin="business"),
    flight("LIS-MAN", "AM3", "19:00-21:40", day="2027-05-12"),
)
"""Hal's way from Manchester: six hours, four and a half of them in the air."""
FROM_TEN = '[[policy.hours]]\ntake_off = ["10:00", "20:00"]'
AT_ELEVEN = flight("out", "TP3", "11:00-13:45", 150)
A_DAY_BEFORE = flight("out", "AB1", "09:00-11:45", 150, day="2027-05-08")
TWO_DAYS_BEFORE = flight("out", "AB2", "09:00-11:45", 170, day="2027-05-07")
REST = "[[policy.rest]]\nnights = 1\nover_hours = 2"
HAL_BEFORE = flight(*("MAN-LIS", "AM8|AM9", "06:00-12:00", 500), day="2027-05-08", via=BY_MAD.replace("05-09", "05-08"))
EVES = (
    flight("JFK-LIS", "AJ1", "20:00-08:00", 300, day="2027-05-08"),
    flight("JFK-LIS", "AJ2", "20:00-08:00", 400, day="2027-05-07"),
    flight("LIS-JFK", "AJ3", "19:00-22:00", 300, day="2027-05-12"),
)
