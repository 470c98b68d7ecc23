"""What each key decides: the line that states it, what the plan says without it, and what with it."""

from tests.keys.workspace import Case, flight

BOB, RIGA = "bob,Bob,LHR,PT,core,key", "riga,Dome,Riga,LV,RIX,10"
TO_RIGA = (
    flight("LHR-RIX", "AA3", "09:00-13:45", 150),
    flight("RIX-LHR", "AA4", "19:00-20:00", 150, day="2027-05-12"),
)
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
VISAS = {"visas.csv": "passport,destination,requirement\nIN,PT,visa required\n"}
GIL = ("gil,Gil,LHR,IN,core,",)
CABIN = '[[policy.cabin]]\nover_hours = 2\ncabin = "business"'

CASES = [
    Case("company.name", 'name = "Bcme"', "company", "Acme", "Bcme", was='name = "Acme"'),
    Case("company.currency", 'currency = "USD"', "currency", "EUR", "USD"),
    Case("event.id", 'id = "sprint"', "events", "spring", "sprint", was='id = "spring"'),
    Case("event.name", 'name = "A week"', "names", "spring", "A week"),
    Case(
        "event.starts",
        "starts = [2027-05-10, 2027-05-17]",
        *("starts", "2027-05-10", "2027-05-17"),
        was="starts = [2027-05-10]",
        offers=a_week_later(50),
    ),
    Case(
        "event.starts.from",
        "starts = { from = 2027-05-11, to = 2027-05-17 }",
        *("starts", "2027-05-10", "2027-05-17"),
        was="starts = { from = 2027-05-10, to = 2027-05-17 }",
        offers=a_week_later(150),
    ),
    Case(
        "event.starts.to",
        "starts = { from = 2027-05-10, to = 2027-05-17 }",
        *("starts", "2027-05-10", "2027-05-17"),
        was="starts = { from = 2027-05-10, to = 2027-05-11 }",
        offers=a_week_later(50),
    ),
    Case(
        "event.starts.on",
        'starts = { from = 2027-05-09, to = 2027-05-17, on = "sunday" }',
        *("starts", "2027-05-10", "2027-05-09"),
        was="starts = { from = 2027-05-09, to = 2027-05-17 }",
        offers=(
            flight("out", "AS1", "09:00-11:45", 150, day="2027-05-08"),
            flight("back", "AS2", "19:00-21:40", 150, day="2027-05-11"),
        ),
    ),
    Case(
        "event.arrive_by",
        'arrive_by = "11:00"',
        *("ana", NONSTOP, "AA0 AA2"),
        offers=(flight("out", "AA0", "07:00-09:45", 150),),
    ),
    Case("event.depart_after", 'depart_after = "18:00"', "ana", NONSTOP, "AA1 AA8", offers=LATER),
    Case("event.venues", 'venues = ["riga"]', "venues", "lisbon", "riga", offers=TO_RIGA, venues=(RIGA,)),
    Case(
        "event.avoid",
        "avoid = [2027-05-11]",
        *("starts", "2027-05-10", "2027-05-17"),
        offers=a_week_later(150),
        toml=TWO_WEEKS,
    ),
    Case(
        "event.budget",
        "budget = 200",
        *("ana", NONSTOP, BY_MADRID),
        offers=(SLOW,),
        toml=(("travel_hour = 0", "travel_hour = 100"),),
    ),
    Case("event.session.id", 'id = "everybody"', "sessions", "all", "everybody", was='id = "all"'),
    Case(
        "event.session.days",
        "days = [1, 5]",
        *("ana", NONSTOP, "AA1 AF2"),
        was="days = [1, 3]",
        offers=(flight("back", "AF2", "19:00-21:40", day="2027-05-14"),),
    ),
    Case("event.session.who", 'who = "id:bob"', "people", "ana bob", "bob", was='who = "all"', people=(BOB,)),
    Case("policy.max_connections", "max_connections = 0", "ana", BY_MADRID, NONSTOP, offers=(SLOW,)),
    Case("policy.connection_minutes", "connection_minutes = [120, 360]", "ana", BY_MADRID, NONSTOP, offers=(SLOW,)),
    Case(
        "policy.overnight_connections",
        "overnight_connections = true",
        *("ana", NONSTOP, "AA1+AA6 AA2"),
        toml=(("[policy]\n", "[policy]\ndetour = { ratio = 5, hours = 9 }\n"),),
        offers=(
            flight(
                "out",
                "AA1|AA6",
                "21:00-06:30",
                20,
                day="2027-05-08",
                via="MAD,2027-05-09T00:30/2027-05-09T05:00",
            ),
        ),
    ),
    Case(
        "policy.detour.ratio",
        "detour = { ratio = 3, hours = 0 }",
        *("ana", NONSTOP, BY_MADRID),
        was="detour = { ratio = 1, hours = 0 }",
        offers=(SLOW,),
    ),
    Case(
        "policy.detour.hours",
        "detour = { ratio = 1, hours = 4 }",
        *("ana", NONSTOP, BY_MADRID),
        was="detour = { ratio = 1, hours = 0 }",
        offers=(SLOW,),
    ),
    Case(
        "policy.max_early_nights",
        "max_early_nights = 0",
        *("ana", "AA7 AA2", NONSTOP),
        offers=(flight("out", "AA7", "09:00-11:45", 20, day="2027-05-08"),),
    ),
    Case(
        "policy.max_late_nights",
        "max_late_nights = 0",
        *("ana", "AA1 AA7", NONSTOP),
        offers=(flight("back", "AA7", "09:00-11:45", 20, day="2027-05-13"),),
    ),
    Case("policy.check_in_minutes", "check_in_minutes = 240", "ana", NONSTOP, "AA1 AA8", offers=LATER),
    Case(
        "policy.home_radius_km",
        "home_radius_km = 10",
        *("cyd", NONSTOP, "AL1 AL2"),
        people=('cyd,Cyd,"Luton, GB",GB,core,',),
        offers=(
            flight("LTN-LIS", "AL1", "09:00-11:45", 150),
            flight("LIS-LTN", "AL2", "19:00-21:40", 150, day="2027-05-12"),
        ),
    ),
    Case("policy.locals_stay", "locals_stay = true", "rooms", "30.00", "60.00", people=("dee,Dee,LIS,PT,core,",)),
    Case("policy.unreachable", 'unreachable = "forbid"', "status", "optimal", "infeasible", people=EVE),
    Case(
        "policy.must_attend",
        'must_attend = ["id:eve"]',
        *("venues", "lisbon", "riga"),
        people=EVE,
        offers=EVE_TO_RIGA,
        venues=(RIGA,),
    ),
    Case("policy.local_km", "local_km = 1", "fay", "local", "remote", people=('fay,Fay,"Lisbon, PT",PT,core,',)),
    Case(
        "policy.no_weekend_travel",
        'no_weekend_travel = ["all"]',
        *("ana", NONSTOP, "AF1 AA2"),
        offers=(flight("out", "AF1", "09:00-11:45", day="2027-05-07"),),
    ),
    Case("policy.avoid_airlines", 'avoid_airlines = ["AA"]', "ana", NONSTOP, "TP1 TP2", offers=OTHERS),
    Case(
        "policy.max_travellers_per_flight",
        "max_travellers_per_flight = 1",
        *("fares", "400.00", "500.00"),
        offers=OTHERS,
        people=(BOB,),
    ),
    Case(
        "policy.max_key_travellers_per_flight",
        "max_key_travellers_per_flight = 1",
        *("fares", "400.00", "500.00"),
        offers=OTHERS,
        people=(BOB,),
    ),
    Case(
        "policy.max_team_share_per_flight",
        "max_team_share_per_flight = 0.5",
        *("fares", "800.00", "1000.00"),
        offers=OTHERS,
        people=(BOB, BOB.replace("bob", "bea"), BOB.replace("bob", "ben")),
    ),
    Case(
        "policy.cabin.over_hours",
        CABIN,
        "cabin",
        "economy",
        "business",
        was=CABIN.replace("2", "3"),
        offers=(BUSINESS,),
    ),
    Case(
        "policy.cabin.cabin",
        CABIN,
        "cabin",
        "economy",
        "business",
        was=CABIN.replace("business", "economy"),
        offers=(BUSINESS,),
    ),
    Case(
        "policy.cabin.who",
        f'{CABIN}\nwho = ["id:bob"]',
        "cabin",
        "business",
        "economy",
        was=CABIN,
        people=(BOB,),
        offers=(BUSINESS,),
    ),
    Case(
        "policy.cabin.or_rest_nights",
        f"{CABIN}\nor_rest_nights = 1",
        *("cabin", "business", "premium_economy"),
        was=CABIN,
        offers=(
            BUSINESS,
            flight("out", "AA1", "09:00-11:45", 200, day="2027-05-08", cabin="premium_economy"),
        ),
    ),
    Case(
        "policy.visa.lead_days",
        '[policy.visa]\n"visa required" = { lead_days = 400 }',
        *("gil", NONSTOP, "remote"),
        files=VISAS,
        people=GIL,
    ),
    Case(
        "policy.visa.fee",
        '[policy.visa]\n"visa required" = { fee = 80 }',
        *("visas", "0.00", "80.00"),
        files=VISAS,
        people=GIL,
    ),
    Case(
        "limits.budget",
        "budget = 200",
        *("ana", NONSTOP, BY_MADRID),
        offers=(SLOW,),
        toml=(("travel_hour = 0", "travel_hour = 100"),),
    ),
    Case("limits.co2e_tonnes", "co2e_tonnes = 0.15", "ana", NONSTOP, "AG1 AA2", offers=GREEN),
    Case("limits.journey_hours", "journey_hours = 4", "ana", BY_MADRID, NONSTOP, offers=(SLOW,)),
    Case(
        "limits.traveller_hours_per_year.hours",
        "traveller_hours_per_year = { hours = 6 }",
        *("ana", BY_MADRID, NONSTOP),
        offers=(SLOW,),
    ),
    Case(
        "limits.traveller_hours_per_year.except",
        'traveller_hours_per_year = { hours = 6, except = ["id:ana"] }',
        *("ana", NONSTOP, BY_MADRID),
        was="traveller_hours_per_year = { hours = 6 }",
        offers=(SLOW,),
    ),
    Case(
        "limits.long_haul.hours",
        "long_haul = { hours = 4, trips_per_year = 0 }",
        *("ana", BY_MADRID, NONSTOP),
        was="long_haul = { hours = 7, trips_per_year = 0 }",
        offers=(SLOW,),
    ),
    Case(
        "limits.long_haul.trips_per_year",
        "long_haul = { hours = 4, trips_per_year = 1 }",
        *("ana", NONSTOP, BY_MADRID),
        was="long_haul = { hours = 4, trips_per_year = 0 }",
        offers=(SLOW,),
    ),
    Case(
        "limits.long_haul.except",
        'long_haul = { hours = 4, trips_per_year = 0, except = ["team:core"] }',
        *("ana", NONSTOP, BY_MADRID),
        was="long_haul = { hours = 4, trips_per_year = 0 }",
        offers=(SLOW,),
    ),
    Case(
        "limits.weeks_between_events",
        "weeks_between_events = 12",
        *("starts", "2027-05-10 2027-06-07", "2027-05-10 2027-10-11"),
        toml=SECOND,
        offers=(*IN_JUNE, *IN_OCTOBER),
    ),
    Case(
        "limits.different",
        'different = "venue"',
        *("venues", "lisbon lisbon", "riga lisbon"),
        toml=SECOND,
        offers=(*IN_JUNE, *TO_RIGA),
        venues=(RIGA,),
    ),
    Case(
        "limits.months_between_uses",
        "months_between_uses = 24",
        *("venues", "lisbon lisbon", "riga lisbon"),
        toml=SECOND,
        offers=(*IN_JUNE, *TO_RIGA),
        venues=(RIGA,),
    ),
    Case(
        "limits.holiday_share",
        "holiday_share = 0",
        *("starts", "2027-05-03", "2027-05-10"),
        toml=(("starts = [2027-05-10]", "starts = [2027-05-03, 2027-05-10]"),),
        offers=(
            flight("out", "AH1", "09:00-11:45", 80, day="2027-05-02"),
            flight("back", "AH2", "19:00-21:40", 80, day="2027-05-05"),
        ),
    ),
    Case(
        "objective.travel_hour",
        "travel_hour = 100",
        *("ana", BY_MADRID, NONSTOP),
        was="travel_hour = 0",
        offers=(SLOW,),
    ),
    Case("objective.tonne_co2e", "tonne_co2e = 1000", "ana", NONSTOP, "AG1 AA2", was="tonne_co2e = 0", offers=GREEN),
    Case("objective.night_per_diem", "night_per_diem = 60", "per_diem", "0.00", "180.00", was="night_per_diem = 0"),
    Case(
        "objective.remote",
        "remote = 9000",
        *("venues", "lisbon", "riga"),
        was="remote = 5000",
        people=EVE,
        offers=EVE_TO_RIGA,
        venues=(RIGA,),
    ),
    Case(
        "rates.date",
        "date = 2020-01-02",
        *("rates", "USD of 2026-10-30 by ECB", "USD of 2020-01-02 by ECB"),
        offers=(flight("out", "AU1", "09:00-11:45", 50, currency="USD"),),
    ),
    Case(
        "rates.USD",
        "USD = 2",
        *("rates", "USD of 2026-10-30 by ECB", "USD of 2026-11-20 by workspace"),
        offers=(flight("out", "AU1", "09:00-11:45", 50, currency="USD"),),
    ),
    Case("offers.source", 'source = "estimate"', "sources", "files", "estimate", was='source = "files"'),
    Case("offers.emissions", 'emissions = "travel_impact"', "error", "", "TIM_API_KEY"),
]
"""Ana's cheapest way is by Madrid wherever SLOW is on sale and nothing else counts."""
