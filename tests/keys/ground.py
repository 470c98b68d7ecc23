"""What the keys of `[ground]` and `[policy.ground]` decide."""

from tests.keys.rows import BOB, NONSTOP
from tests.keys.workspace import Case, flight

MAX = ('max,Max,"Hamburg, DE",DE,core,',)
BERLIN = ("berlin,Spree,Berlin,DE,BER,0",)
"""The coach is cheapest, then the train, then the car; the train takes under three hours, the coach over four."""
IN_BERLIN = ("starts = [2027-05-10]", 'starts = [2027-05-10]\nvenues = ["berlin"]')
ESTIMATED = ("[ground]\n", "[ground]\nestimate = true\n")
COLUMNS = "origin,destination,mode,minutes,fare\n"
TRAIN = {"ground.csv": f"{COLUMNS}LHR,lisbon,train,200,500"}
CAR = {"ground.csv": f"{COLUMNS}LHR,lisbon,car,200,"}
BOTH = {"ground.csv": f"{COLUMNS}LHR,lisbon,train,300,90\nLHR,lisbon,car,100,"}
SHORT = "[policy.ground]\nno_flight_under_hours = 4"
BY_TRAIN, BY_COACH, BY_CAR = "train train", "coach coach", "car car"


def estimated(key: str, line: str, after: str) -> Case:
    """A case of Max, who takes the coach from Hamburg to Berlin."""
    return Case(f"ground.{key}", line, "max", BY_COACH, after, people=MAX, venues=BERLIN, toml=(IN_BERLIN, ESTIMATED))


GROUND = [
    Case(
        "ground.estimate",
        "estimate = true",
        *("max", "remote", BY_COACH),
        people=MAX,
        venues=BERLIN,
        toml=(IN_BERLIN,),
    ),
    estimated("modes", 'modes = ["train", "car"]', BY_TRAIN),
    estimated("max_hours", "max_hours = 3", BY_TRAIN),
    estimated("train_per_km", "train_per_km = 0.01", BY_TRAIN),
    estimated("coach_per_km", "coach_per_km = 1", BY_TRAIN),
    estimated("car_per_km", "car_per_km = 0.001", BY_CAR),
    Case("policy.ground.no_flight_under_hours", SHORT, "ana", NONSTOP, BY_TRAIN, files=TRAIN),
    Case(
        "policy.ground.who",
        f'{SHORT}\nwho = ["id:bob"]',
        *("ana", BY_TRAIN, NONSTOP),
        was=SHORT,
        people=(BOB,),
        files=TRAIN,
    ),
    Case(
        "policy.ground.no_flight_within",
        '[policy.ground]\nno_flight_within = ["PT"]',
        *("tia", "TO1 TO2", BY_TRAIN),
        people=("tia,Tia,OPO,PT,core,",),
        offers=(
            flight("OPO-LIS", "TO1", "09:00-10:00", 10),
            flight("LIS-OPO", "TO2", "19:00-20:00", 10, day="2027-05-12"),
        ),
        files={"ground.csv": f"{COLUMNS}OPO,lisbon,train,200,50"},
    ),
    Case("policy.ground.mileage", '[policy.ground]\nmileage = "0.001"', "ana", NONSTOP, BY_CAR, files=CAR),
    Case(
        "policy.ground.mileage_at_most_fare",
        "[policy.ground]\nmileage_at_most_fare = true",
        *("ana", BY_TRAIN, BY_CAR),
        toml=(("travel_hour = 0", "travel_hour = 1"),),
        files=BOTH,
    ),
]
"""Every case."""
