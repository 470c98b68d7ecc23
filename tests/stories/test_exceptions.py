"""exceptions.csv: one of two people has another value of a key; `tests.build.lisbon_week` tells the setting.

Ana and Bob fly from London for 100 each way. A cheaper journey that the policy forbids is allowed for Ana alone, or one
that it allows is forbidden to her.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.exemptions import EXEMPTABLE, Exemption
from sprintplan.domain.fare_policy import FareTerms, Margin
from sprintplan.domain.ground import GroundPolicy
from sprintplan.domain.journey_rules import HoursRule, RestRule
from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.model import Cabin
from sprintplan.domain.policy import Detour
from tests.build.lisbon_week import TODAY, back, out
from tests.build.two_weeks import AUTUMN, home, planned_year, there, two_weeks
from tests.build.year import Quote, cabin_rule, ground_row, objective, person, policy, quote
from tests.stories.conftest import Least

TWO = [person("ana"), person("bob")]
FLIGHTS = (out(), back())
MADRID = out(
    at="08:00",
    lands="13:30",
    fare=40,
    flights="TP7|TP8",
    via="MAD",
    via_times="2027-04-04T11:20/2027-04-04T13:10",
)
LONG_WAIT = out(
    at="07:00",
    lands="13:30",
    fare=40,
    flights="TP7|TP8",
    via="MAD",
    via_times="2027-04-04T10:20/2027-04-04T13:20",
)
BY_NIGHT = quote(
    *("LHR", "LIS", "2027-04-03T20:00", "2027-04-04T03:50", 40),
    flights="TP7|TP8",
    via="MAD",
    via_times="2027-04-03T23:30/2027-04-04T03:30",
)
EARLY = out(at="05:00", lands="07:40", fare=40)


def exempt(key: str, held: Any, **terms: Any) -> Exemption:
    """Ana's row."""
    return Exemption(line=2, person="ana", key=key, value="as held", held=held, **terms)


STORIES: dict[str, tuple[Any, tuple[Quote, ...], dict[str, Any], float, float]] = {
    "policy.max_connections": (2, (MADRID,), {"policy": policy(max_connections=0)}, 400, 340),
    "policy.connection_minutes": ((60, 360), (LONG_WAIT,), {"policy": policy(connection_minutes=(60, 120))}, 400, 340),
    "policy.overnight_connections": (
        False,
        (BY_NIGHT,),
        {"policy": policy(overnight_connections=True, detour=Detour(ratio=Decimal(9), extra_min=900))},
        280,
        340,
    ),
    "policy.detour": (
        Detour(ratio=Decimal(9), extra_min=900),
        (MADRID,),
        {"policy": policy(detour=Detour(ratio=Decimal(1), extra_min=0))},
        400,
        340,
    ),
    "policy.max_early_nights": (3, (out(1, fare=40),), {}, 400, 340),
    "policy.max_late_nights": (2, (back(11, fare=40),), {}, 400, 340),
    "policy.check_in_minutes": (0, (back(at="16:30", lands="19:10", fare=40),), {}, 400, 340),
    "policy.avoid_airlines": ((), (out(fare=40, flights="ZZ1"),), {"policy": policy(avoid_airlines=("ZZ",))}, 400, 340),
    "limits.journey_hours": (None, (MADRID,), {"limits": Limits(journey_min=180)}, 400, 340),
    "policy.cabin": (Cabin.BUSINESS, (out(cabin="business", fare=300),), {}, 400, 600),
    "policy.no_weekend_travel": (
        (),
        (out(2, fare=140),),
        {"policy": policy(no_weekend_travel="all", max_early_nights=2)},
        480,
        440,
    ),
    "policy.fare.above_cheapest": (
        None,
        (MADRID,),
        {
            "policy": policy(fare=FareTerms(above_cheapest=Margin(amount_minor=5999))),
            "objective": objective(travel_hour=6000),
        },
        1260,
        1150,
    ),
    "policy.hours": ((), (EARLY,), {"policy": policy(hours=(HoursRule(take_off=(360, 1380)),))}, 400, 340),
    "policy.rest": (
        (),
        (out(3, fare=140),),
        {"policy": policy(rest=(RestRule(nights=1, over_hours=Decimal(1)),))},
        480,
        440,
    ),
    "limits.traveller_hours_per_year": (
        (),
        (MADRID,),
        {"limits": Limits(traveller_hours=HoursPerYear(minutes=330))},
        400,
        340,
    ),
    "limits.long_haul": (
        (),
        (MADRID,),
        {"limits": Limits(long_haul=LongHaul(over_min=300, trips_per_year=0))},
        400,
        340,
    ),
}
"""By key what Ana's row holds, what else is on sale, the rules of all, and what both cost without and with the row."""


@pytest.mark.parametrize("key", STORIES)
def test_one_person_has_another_value(least: Least, key: str) -> None:
    """Without the row both keep the rule; with it Ana has her own."""
    held, more, terms, without, with_it = STORIES[key]
    quotes = (*FLIGHTS, *more)
    assert least(*quotes, people=TWO, **terms) == without
    assert least(*quotes, people=TWO, exemptions=(exempt(key, held),), **terms) == with_it


def test_one_person_may_fly_where_others_keep_to_the_ground(least: Least) -> None:
    """A train of two hours for 200 each way takes the place of flights for 100, but not for Ana."""
    terms: dict[str, Any] = {"people": TWO, "ground": (ground_row("LHR", "lisbon", fare=20_000),)}
    terms["policy"] = policy(ground=GroundPolicy(no_flight_under_min=180))
    assert least(*FLIGHTS, **terms) == 800
    assert least(*FLIGHTS, **terms, exemptions=(exempt("policy.ground", ()),)) == 600


def test_each_key_has_a_story() -> None:
    assert set(EXEMPTABLE) - STORIES.keys() == {"policy.ground"}


def test_a_row_counts_up_to_its_last_day(least: Least) -> None:
    """Planned on 4 January: a row until that day counts, one until the day before does not."""
    quotes, rule = (*FLIGHTS, MADRID), policy(max_connections=0)
    for until, cost in ((TODAY, 340), (date(2027, 1, 3), 400)):
        row = exempt("policy.max_connections", 2, until=until)
        assert least(*quotes, people=TWO, policy=rule, exemptions=(row,)) == cost


def test_a_row_of_one_event_counts_there_alone() -> None:
    """Ana may change planes in spring and not in autumn; her row for all events gives way to that of spring."""
    rows = (exempt("policy.max_connections", 0), exempt("policy.max_connections", 2, event="spring"))
    quotes = (there(), home(), there(AUTUMN), home(AUTUMN), MADRID)
    plan = planned_year(*quotes, people=TWO, events=two_weeks(), exemptions=rows, policy=policy(max_connections=0))
    spring, fall = ({trip.person: trip for trip in event.trips} for event in plan.events)
    assert [len(trip.outbound.segments) for trip in (spring["ana"], spring["bob"]) if trip.outbound] == [2, 1]
    assert [one.value for one in fall["ana"].exceptions] == ["as held"]
    assert spring["bob"].exceptions == ()


def test_an_event_to_which_nobody_is_called_is_planned_beside_exceptions() -> None:
    """Ana and Bob come in spring alone; Ana's row allows her the cheaper journey there."""
    people = [person(name, events=("spring",)) for name in ("ana", "bob")]
    rule, row = policy(max_connections=0), exempt("policy.max_connections", 2)
    plan = planned_year(*(there(), home(), MADRID), people=people, events=two_weeks(), exemptions=(row,), policy=rule)
    spring, fall = plan.events
    assert [len(trip.outbound.segments) for trip in spring.trips if trip.outbound] == [2, 1]
    assert len(fall.trips) == 0


def test_a_trip_states_its_exceptions_and_what_gives_its_cabin() -> None:
    """Business by row 2, in place of premium economy by the rule; reason, approver and end are repeated."""
    row = exempt("policy.cabin", Cabin.BUSINESS, reason="bad back", approved_by="bob", until=date(2027, 6, 30))
    quotes = (out(cabin="premium_economy"), out(cabin="business", fare=500), back())
    rule = policy(cabin_rules=(cabin_rule("1", "premium_economy"),))
    plan = planned_year(*quotes, people=TWO, policy=rule, exemptions=(row,))
    ana, bob = plan.events[0].trips
    assert ana.outbound
    assert bob.outbound
    assert (ana.outbound.cabin, ana.outbound.entitled_by) == ("business", "exceptions.csv:2: as held")
    assert (bob.outbound.cabin, bob.exceptions) == ("premium_economy", ())
    [told] = ana.exceptions
    assert (told.key, told.reason, told.approved_by, told.until) == (
        "policy.cabin",
        "bad back",
        "bob",
        date(2027, 6, 30),
    )


def test_a_cabin_on_record_may_be_lower_than_the_rules() -> None:
    """The rule gives business to all; Ana's row says economy, and she pays 100 less."""
    quotes = (out(), out(cabin="business", fare=200), back())
    rule = policy(cabin_rules=(cabin_rule("1", "business"),))
    plan = planned_year(*quotes, people=TWO, policy=rule, exemptions=(exempt("policy.cabin", Cabin.ECONOMY),))
    assert [trip.outbound.cabin for trip in plan.events[0].trips if trip.outbound] == ["economy", "business"]
