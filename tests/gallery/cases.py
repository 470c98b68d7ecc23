"""What each rule of each policy decides, and for whom."""

from datetime import date
from typing import Any

from sprintplan.domain.model import Cabin
from sprintplan.domain.scenario import Scenario
from tests.build.year import Quote, event, ground_row, home
from tests.gallery.travellers import (
    Decided,
    approval,
    back,
    book_by,
    by_way_of_madrid,
    fare,
    levy,
    nights,
    out,
    outbound,
    per_diem,
)
from tests.gallery.travellers import home as home_flight

LATE = date(2027, 4, 1)


def cabins(code: str, minutes: int, cabin: str = "business", **terms: Any) -> tuple[Quote, ...]:
    """Economy for 500, a higher cabin for 2000, and home in economy for 500."""
    return (
        out(code, minutes, 500, "XE1", **terms),
        out(code, minutes, 2000, "XB1", cabin=cabin, **terms),
        back(code, minutes, 500, "XE2"),
    )


def plain(code: str = "LHR", fares: int = 100, grams: int = 0) -> tuple[Quote, ...]:
    """Both ways in economy, in 160 minutes."""
    return out(code, 160, fares, "XE1", co2e_g=grams), back(code, 160, fares, "XE2", co2e_g=grams)


def lives(text: str, **terms: Any) -> dict[str, Any]:
    """Somebody who lives there."""
    return {"home": home(text), **terms}


def with_rules(*numbers: int, **terms: Any) -> Any:
    """The lifting that leaves some of the rules for cabins, with other terms."""

    def lift(year: Scenario) -> Scenario:
        rules = tuple(year.policy.cabin_rules[number].changed(**terms) for number in numbers)
        return year.changed(policy=year.policy.changed(cabin_rules=rules))

    return lift


def with_policy(**terms: Any) -> Any:
    """The lifting that gives members of the policy other values."""
    return lambda year: year.changed(policy=year.policy.changed(**terms))


BUSINESS, ECONOMY, PREMIUM = "XB1 business", "XE1 economy", "XB1 premium_economy"
NIGHT, BY_DAY = {"at": "2027-04-04T08:00"}, {"at": "2027-04-04T16:00"}
MAY: dict[str, Any] = {"events": [event(starts=(date(2027, 5, 3), date(2027, 5, 10)))]}


def first_day(trip: Any) -> str:
    """Of the event for the traveller."""
    return str(trip.first_day)


def booked(policy: str, days: str, code: str = "LHR") -> Decided:
    """So many days before the departure."""
    person = lives(code) if code != "LHR" else {}
    return Decided(policy, "policy.booking", book_by, days, "any day", plain(code), person)


def late(policy: str, by: str) -> Decided:
    """Planned three days before the departure."""
    person = {"manager": "boss"}
    return Decided(policy, "policy.approval", approval, by, "nobody asked", plain(), person, today=LATE)


def agreed(policy: str, by: str, fares: int = 100, **person: Any) -> Decided:
    """Somebody has to agree."""
    return Decided(policy, "policy.approval", approval, by, "nobody asked", plain(fares=fares), person)


def agreed_at_home(policy: str, by: str, fares: int) -> Decided:
    """Somebody has to agree to a trip within Portugal."""
    return Decided(policy, "policy.approval", approval, by, "nobody asked", plain("OPO", fares), lives("OPO"))


def with_approval_anywhere(year: Scenario) -> Scenario:
    """The year whose rules on approval speak of trips to everywhere."""
    rules = tuple(rule.changed(scope=None) for rule in year.policy.approval)
    return year.changed(policy=year.policy.changed(approval=rules))


def granted(policy: str, by: str, cabin: Cabin = Cabin.BUSINESS) -> Decided:
    """Somebody flies in a cabin that was granted, to which somebody has to agree."""
    quotes = (out("LHR", 160, 100, "XB1", cabin=cabin.word), back("LHR", 160, 100, "XE2"))
    return Decided(policy, "policy.approval", approval, by, "nobody asked", quotes, {"cabin": cabin})


def paid(policy: str, amount: str) -> Decided:
    """The per diem of five nights."""
    return Decided(policy, "objective.night_per_diem", per_diem, amount, "0.00", plain())


PORTO = lives("Porto, PT")
CAR_AND_TRAIN = {
    "ground": (
        ground_row("Porto, PT", "lisbon", "car", 180, None, currency="USD"),
        ground_row("Porto, PT", "lisbon", "train", 200, 2000, currency="USD", line=3),
    )
}
CASES = [
    Decided("us-federal", "policy.cabin", outbound, BUSINESS, ECONOMY, cabins("SIN", 841), lives("SIN")),
    Decided(
        "us-federal",
        "policy.cabin",
        outbound,
        "XP1 premium_economy",
        BUSINESS,
        (*cabins("SIN", 841), out("SIN", 841, 900, "XP1", "2027-04-03T14:00", cabin="premium_economy")),
        lives("SIN"),
        lift=with_rules(0, or_rest_nights=None),
    ),
    Decided(
        "us-federal",
        "policy.cabin",
        outbound,
        ECONOMY,
        BUSINESS,
        cabins("FNC", 841),
        lives("FNC"),
        lift=with_rules(0, scope=None),
    ),
    Decided(
        "united-nations",
        "policy.detour",
        outbound,
        ECONOMY,
        "XA1 economy",
        (*plain(fares=300), by_way_of_madrid("LHR", 150, 170, 80, 100)),
    ),
    Decided(
        "united-nations",
        "policy.cabin",
        outbound,
        BUSINESS,
        ECONOMY,
        cabins("SIN", 540),
        lives("SIN"),
        lift=with_rules(1),
    ),
    Decided(
        "united-nations",
        "policy.cabin",
        outbound,
        "XA1 business",
        "XA1 economy",
        (
            by_way_of_madrid("SIN", 480, 300, 60, 500),
            by_way_of_madrid("SIN", 480, 300, 60, 2000, cabin="business"),
            back("SIN", 540, 500, "XE2"),
        ),
        lives("SIN"),
        lift=with_rules(0),
    ),
    Decided(
        "united-nations",
        "policy.connection_minutes",
        outbound,
        "XA1 economy",
        "remote",
        (by_way_of_madrid("LHR", 150, 600, 80, 100), back("LHR", 160, 100, "XE2")),
    ),
    booked("united-nations", "16"),
    Decided("owasp", "policy.cabin", outbound, PREMIUM, ECONOMY, cabins("JFK", 361, "premium_economy"), lives("JFK")),
    Decided(
        "owasp",
        "policy.cabin",
        outbound,
        ECONOMY,
        PREMIUM,
        cabins("FNC", 361, "premium_economy"),
        lives("FNC"),
        lift=with_rules(0, scope=None),
    ),
    agreed("owasp", "role:executive-director"),
    Decided(
        "owasp",
        "policy.fare.refundable_over",
        outbound,
        "XR1 economy",
        ECONOMY,
        (
            out("LHR", 160, 2001, "XE1", refundable=False),
            out("LHR", 160, 2400, "XR1", refundable=True),
            back("LHR", 160, 100, "XE2"),
        ),
    ),
    Decided(
        "owasp",
        "policy.fare.require",
        outbound,
        "XC1 economy",
        ECONOMY,
        (
            out("LHR", 160, 100, "XE1", checked_bags=0),
            out("LHR", 160, 140, "XC1", checked_bags=1),
            back("LHR", 160, 100, "XE2"),
        ),
    ),
    Decided("owasp", "policy.local_km", outbound, "local", "remote", plain(), lives("Santarém, PT")),
    Decided(
        "owasp", "policy.ground.mileage_at_most_fare", outbound, "car", "train", plain("SIN"), PORTO, year=CAR_AND_TRAIN
    ),
    paid("owasp", "375.00"),
    Decided("mozilla", "policy.locals_stay", nights, "5", "0", plain(), lives("LIS")),
    Decided(
        "mozilla",
        "policy.no_weekend_travel",
        outbound,
        "XF1 economy",
        ECONOMY,
        (*plain("CDG"), out("CDG", 160, 140, "XF1", "2027-04-02T14:00")),
        lives("CDG"),
    ),
    Decided(
        "mozilla",
        "policy.max_late_nights",
        home_flight,
        "XL2 economy",
        "XE2 economy",
        (*plain(fares=300), back("LHR", 160, 40, "XL2", "2027-04-11T19:00")),
    ),
    Decided(
        "gitlab",
        "policy.max_early_nights",
        outbound,
        "XY1 economy",
        "XZ1 economy",
        (
            *plain(fares=300),
            out("LHR", 160, 200, "XY1", "2027-04-03T14:00"),
            out("LHR", 160, 100, "XZ1", "2027-04-02T14:00"),
        ),
    ),
    Decided(
        "gitlab",
        "policy.max_late_nights",
        home_flight,
        "XL2 economy",
        "XE2 economy",
        (*plain(), back("LHR", 160, 20, "XL2", "2027-04-10T19:00")),
        lift=with_policy(max_late_nights=0),
    ),
    booked("gitlab-foundation", "21", "OPO"),
    booked("gitlab-foundation", "45"),
    agreed("gitlab-foundation", "boss", manager="boss"),
    Decided(
        "posthog",
        "policy.max_early_nights",
        outbound,
        ECONOMY,
        "XY1 economy",
        (*plain(), out("LHR", 160, 20, "XY1", "2027-04-03T14:00")),
    ),
    Decided(
        "posthog",
        "policy.max_late_nights",
        home_flight,
        "XE2 economy",
        "XL2 economy",
        (*plain(), back("LHR", 160, 20, "XL2", "2027-04-10T19:00")),
    ),
    Decided(
        "posthog",
        "limits.holiday_share",
        first_day,
        "2027-05-10",
        "2027-05-03",
        (
            out("LHR", 160, 50, "XE1", "2027-05-02T14:00"),
            back("LHR", 160, 50, "XE2", "2027-05-07T19:00"),
            out("LHR", 160, 90, "XE1", "2027-05-09T14:00"),
            back("LHR", 160, 90, "XE2", "2027-05-14T19:00"),
        ),
        year=MAY,
    ),
    Decided(
        "posthog",
        "objective.travel_hour",
        outbound,
        ECONOMY,
        "XA1 economy",
        (out("JFK", 600, 199, "XE1"), by_way_of_madrid("JFK", 700, 120, 80, 100), back("JFK", 600, 100, "XE2")),
        lives("JFK"),
    ),
    booked("sourcegraph", "30"),
    late("sourcegraph", "boss"),
    paid("sourcegraph", "400.00"),
    Decided(
        "alex-miller",
        "policy.avoid_airlines",
        outbound,
        ECONOMY,
        "NK1 economy",
        (out("LHR", 160, 100, "NK1"), *plain(fares=105)),
    ),
    Decided(
        "alex-miller",
        "policy.fare.above_cheapest",
        outbound,
        "XA1 economy",
        ECONOMY,
        (out("LHR", 160, 100, "XA1", co2e_g=2_000_000), *plain(fares=111)),
    ),
    Decided(
        "alex-miller",
        "policy.fare.no_basic_economy",
        outbound,
        ECONOMY,
        "XA1 economy",
        (out("LHR", 160, 100, "XA1", fare_brand="Basic Economy"), *plain(fares=105)),
    ),
    booked("software-freedom-conservancy", "14"),
    Decided(
        "software-freedom-conservancy",
        "policy.fare",
        outbound,
        "XA1 economy",
        ECONOMY,
        (
            out("LHR", 160, 201, "XE1"),
            out("LHR", 160, 100, "XA1", co2e_g=2_000_000),
            back("LHR", 160, 100, "XE2"),
        ),
    ),
    Decided(
        "software-freedom-conservancy",
        "policy.detour",
        outbound,
        ECONOMY,
        "XA1 economy",
        (*plain(fares=300), by_way_of_madrid("LHR", 150, 111, 80, 100)),
    ),
    Decided(
        "software-freedom-conservancy",
        "policy.overnight_connections",
        outbound,
        "remote",
        "XA1 economy",
        (by_way_of_madrid("LHR", 150, 300, 80, 100, at="2027-04-04T07:00"), back("LHR", 160, 100, "XE2")),
        lift=with_policy(overnight_connections=True),
    ),
    agreed("software-freedom-conservancy", "role:conservancy", fares=751),
    agreed_at_home("software-freedom-conservancy", "role:conservancy", fares=376),
    Decided(
        "software-freedom-conservancy",
        "policy.approval",
        approval,
        "nobody asked",
        "role:conservancy",
        plain(fares=376),
        lift=with_approval_anywhere,
    ),
    Decided(
        "european-commission-experts", "policy.cabin", outbound, BUSINESS, ECONOMY, cabins("HEL", 240), lives("HEL")
    ),
    paid("european-commission-experts", "460.00"),
    Decided(
        "ghent-university",
        "policy.ground.no_flight_under_hours",
        outbound,
        "train",
        ECONOMY,
        plain("OPO"),
        PORTO,
        year={"ground": (ground_row("Porto, PT", "lisbon", "train", 479, 9000),)},
    ),
    granted("ghent-university", "role:budget-holder"),
    Decided("ghent-university", "objective.co2e_levy", levy, "550.00", "500.00", plain(grams=500_000)),
    Decided(
        "oxford-university",
        "policy.ground.no_flight_within",
        outbound,
        "train",
        ECONOMY,
        (out("LHR", 80, 50, "XE1", to="EDI"), back("LHR", 80, 50, "XE2", to="EDI")),
        venue=("edinburgh", "EDI"),
        year={"ground": (ground_row("LHR", "edinburgh", "train", 300, 12_000, currency="GBP"),)},
    ),
    granted("oxford-university", "role:head-of-department", Cabin.PREMIUM_ECONOMY),
    Decided("oxford-university", "objective.co2e_levy", levy, "530.00", "500.00", plain(grams=500_000)),
    Decided(
        "dartmouth",
        "policy.cabin",
        outbound,
        BUSINESS,
        ECONOMY,
        cabins("JFK", 370, **NIGHT),
        lives("JFK"),
        lift=with_rules(1),
    ),
    Decided(
        "dartmouth",
        "policy.cabin",
        outbound,
        ECONOMY,
        BUSINESS,
        cabins("JFK", 370),
        lives("JFK"),
        lift=with_rules(0, 1, overnight=False),
    ),
    Decided(
        "dartmouth",
        "policy.cabin",
        outbound,
        BUSINESS,
        ECONOMY,
        cabins("JFK", 421, **BY_DAY),
        lives("JFK"),
        lift=with_rules(0),
    ),
    granted("dartmouth", "role:department"),
    Decided("aui", "policy.cabin", outbound, BUSINESS, ECONOMY, cabins("SIN", 841), lives("SIN")),
    granted("aui", "role:president"),
    booked("arin", "14"),
    Decided("arin", "policy.cabin", outbound, BUSINESS, ECONOMY, cabins("JFK", 421), lives("JFK")),
    agreed("arin", "role:president", fares=2400),
    booked("talos", "7"),
    agreed_at_home("talos", "role:ceo", fares=501),
    agreed("talos", "role:ceo"),
    booked("mattermost", "15"),
    late("mattermost", "boss"),
    Decided(
        "european-commission-experts",
        "policy.ground.mileage",
        fare,
        "156.36",
        "284.30",
        plain("SIN"),
        PORTO,
        year={"ground": (ground_row("Porto, PT", "lisbon", "car", 180, None),)},
    ),
    Decided(
        "european-commission-experts",
        "policy.ground.mileage_at_most_fare",
        fare,
        "40.00",
        "156.36",
        plain("SIN"),
        PORTO,
        year={
            "ground": (
                ground_row("Porto, PT", "lisbon", "car", 60, None),
                ground_row("Porto, PT", "lisbon", "train", 1000, 2000, line=3),
            )
        },
    ),
]
