"""Why nothing is possible: the smallest set of rules with their numbers, and the least change that helps."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sprintplan.domain.exemptions import Exemption
from sprintplan.domain.limits import HoursPerYear, Limits, LongHaul
from sprintplan.domain.people import ALL
from sprintplan.domain.policy import Detour
from sprintplan.domain.quorum import Quorum
from sprintplan.rules.lifting import JOURNEY_RULES
from sprintplan.solver.constraints.of_candidates import JOURNEY_LIMITS, JourneyHours
from sprintplan.solver.constraints.registry import LIMITS
from sprintplan.solver.infeasibility.conflict import WHATEVER
from tests.build.lisbon_week import back, out, staff
from tests.build.two_weeks import home, planned_year, there, two_weeks
from tests.build.year import Quote, event, objective, person, policy, quote, selectors, venue

ONE = "without it a plan exists"
ANY = "without any one of them a plan exists"
TIRED = "Somebody needs more hours in journeys than a year allows"
FAR = "Somebody needs more long trips than a year allows"
APART = "The events cannot lie so far apart"
PLACES = "The events cannot be held in different places"
UNUSED = "No venue has been unused for so long"
TWO_EACH_WAY = (out(), out(at="13:00", fare=150), back(), back(at="20:00", lands="22:40"))


def conflict_of(*quotes: Quote, **terms: Any) -> tuple[str, ...]:
    """The sentences of a workspace without a plan."""
    plan = planned_year(*quotes, **terms)
    assert (plan.status, plan.objective, plan.bound, plan.events) == ("infeasible", None, None, ())
    return plan.conflict


def test_events_that_want_the_same_people_at_once_are_named() -> None:
    """Spring is Monday 5 to Friday 9 April; the summit begins on the 7th or, with its eve on the 9th, on the 10th."""
    days = [date(2027, 4, 7), date(2027, 4, 10)]
    summit, quotes = event("summit", days), [way(day) for day in days for way in (there, home)]
    assert conflict_of(out(), back(), *quotes, people=staff(5), events=[event(), summit]) == (
        "Spring and Summit overlap on every pair of their first days: P0, P1, P2 and 2 more would be wanted at both "
        "at once. Move the starts of one, or let people.events name one of the two",
    )


def test_events_that_could_be_apart_are_not_blamed() -> None:
    """The summit may begin on Sunday 11, with its eve on the 10th; but nothing is on sale for it."""
    summit = event("summit", [date(2027, 4, 7), date(2027, 4, 11)])
    quotes = (out(), back(), there(date(2027, 4, 7)), home(date(2027, 4, 7)))
    rules = policy(unreachable="forbid")
    messages = conflict_of(*quotes, people=staff(1), events=[event(), summit], policy=rules)
    assert not any("overlap" in sentence for sentence in messages)


@pytest.mark.parametrize(("fare", "enough"), [("101.37", "202"), ("101", "201"), ("1100", "1 200")])
def test_the_budget_that_is_enough_is_told_to_the_next_whole_unit(fare: str, enough: str) -> None:
    """The cheapest cash is the fare out and 100 home."""
    limit = Limits(budget_minor=20_000)
    assert conflict_of(out(fare=fare), back(), limits=limit) == (
        f"The budget is too low: the cheapest plan needs {enough} EUR (limits.budget 200)",
        f"limits.budget: {enough} EUR is enough",
    )


def test_the_budget_that_is_enough_counts_cash_alone() -> None:
    """230 buys the fast trip, 201 the one that takes longer, whatever travel time is worth."""
    quotes = (out(fare=130), out(lands="17:00", fare=101), back())
    messages = conflict_of(*quotes, limits=Limits(budget_minor=20_000), objective=objective(travel_hour=100_000))
    assert messages[1] == "limits.budget: 201 EUR is enough"


def test_the_budget_of_one_event() -> None:
    """202.00 is the fare of both ways; a step is a half per cent of the 200 stated."""
    messages = conflict_of(out(fare=102), back(), events=[event(budget_minor=20_000)])
    assert messages == (
        f"The budget of an event is too low (event.budget of Spring 200): {ONE}",
        "event.budget of Spring: 202 EUR is enough",
    )


@pytest.mark.parametrize(("stated", "fare"), [(33_333, "234.50"), (33_300, "233.01"), (50, "100")])
def test_the_budget_of_one_event_that_is_told_is_enough(stated: int, fare: str) -> None:
    """It is told in whole units, none of which is less than what a plan takes."""
    quotes = (out(fare=fare), back())
    enough = conflict_of(*quotes, events=[event(budget_minor=stated)])[1].split(": ")[1].split(" EUR")[0]
    budget = 100 * int(enough.replace(" ", ""))
    assert planned_year(*quotes, events=[event(budget_minor=budget)]).status == "optimal"


@pytest.mark.parametrize(("grams", "enough"), [(600_000, "1"), (600_001, "1.001"), (612_345, "1.013")])
def test_emissions(grams: int, enough: str) -> None:
    """400 kg home and more out; what is needed is told to the next kilogram, and is enough."""
    quotes = (out(co2e_g=grams), out(at="13:00", fare=50, co2e_g=900_000), back(co2e_g=400_000))
    messages = conflict_of(*quotes, limits=Limits(co2e_g=800_000))
    assert messages == (
        f"The cap on CO2e is too low: the plan with the least emits {enough} t (limits.co2e_tonnes 0.8)",
        f"limits.co2e_tonnes: {enough} is enough",
    )
    assert planned_year(*quotes, limits=Limits(co2e_g=round(float(enough) * 1e6))).status == "optimal"


def test_of_several_quorums_the_one_that_is_missed_is_named_and_loosened() -> None:
    """Two of three of Maps reach Lisbon, and both of Ads."""
    people = [person("p0", team="maps"), person("p1", team="maps"), person("p2", team="maps", cannot_enter=("PT",))]
    ads = [person(number, team="ads") for number in ("p3", "p4")]
    quorums = tuple(Quorum(who=selectors(f"team:{team}")[0], share=Decimal("0.9")) for team in ("ads", "maps"))
    assert conflict_of(out(), back(), people=[*people, *ads], limits=Limits(quorum=quorums)) == (
        f'Too few of the people who are called can attend in person (limits.quorum "team:maps" = 0.9): {ONE}',
        'limits.quorum: "team:maps" = 0.66 is few enough',
    )


def test_quorums_that_are_missed_are_loosened_each_by_itself() -> None:
    """Two of three of Maps reach Lisbon, and one of two of Ads."""
    people = [person("p0", team="maps"), person("p1", team="maps"), person("p2", team="maps", cannot_enter=("PT",))]
    ads = [person("p3", team="ads"), person("p4", team="ads", cannot_enter=("PT",))]
    quorums = tuple(Quorum(who=selectors(f"team:{team}")[0], share=Decimal("0.9")) for team in ("ads", "maps"))
    few = "Too few of the people who are called can attend in person"
    assert conflict_of(out(), back(), people=[*people, *ads], limits=Limits(quorum=quorums)) == (
        f'{few} (limits.quorum "team:ads" = 0.9)',
        f'{few} (limits.quorum "team:maps" = 0.9)',
        'limits.quorum: "team:ads" = 0.5 is few enough, together with the others',
        'limits.quorum: "team:maps" = 0.66 is few enough, together with the others',
    )


def test_travellers_on_a_flight() -> None:
    messages = conflict_of(out(), back(), people=staff(3), policy=policy(max_travellers_per_flight=1))
    assert messages == (
        f"Too few travellers may share a flight (policy.max_travellers_per_flight 1): {ONE}",
        "policy.max_travellers_per_flight: 3 is enough",
    )


def test_key_travellers_on_a_flight() -> None:
    people = [*staff(2, roles=("key",)), person("other")]
    messages = conflict_of(out(), back(), people=people, policy=policy(max_key_travellers_per_flight=1))
    assert messages == (
        f"Too few key travellers may share a flight (policy.max_key_travellers_per_flight 1): {ONE}",
        "policy.max_key_travellers_per_flight: 2 is enough",
    )


def test_a_teams_share_of_a_flight() -> None:
    """Six of eight have to share a flight, as two seats are left on the other."""
    quotes = (out(), out(at="13:00", seats=2), back(), back(at="20:00", lands="22:40", seats=2))
    messages = conflict_of(*quotes, people=staff(8, team="red"), policy=policy(max_team_share_per_flight="0.5"))
    assert messages == (
        f"Too few travellers of a team may share a flight (policy.max_team_share_per_flight 0.5): {ONE}",
        "policy.max_team_share_per_flight: 0.75 is enough",
    )


@pytest.mark.parametrize(
    ("member", "complaint"), [("rooms", "The venues have too few rooms"), ("capacity", "The venues are too small")]
)
def test_places_at_the_venue(member: str, complaint: str) -> None:
    few: dict[str, Any] = {member: 1}
    messages = conflict_of(out(), back(), people=staff(3), venues=[venue(**few)])
    assert messages == (f"{complaint} (venues.{member}): {ONE}", f"venues.{member}: 2 more at Lisbon is enough")


@pytest.mark.parametrize(
    ("limits", "sentences"),
    [
        (
            Limits(traveller_hours=HoursPerYear(minutes=180)),
            (f"{TIRED} (limits.traveller_hours_per_year 3): {ONE}", "limits.traveller_hours_per_year: 6 is enough"),
        ),
        (
            Limits(long_haul=LongHaul(over_min=120, trips_per_year=0)),
            (f"{FAR} (limits.long_haul trips_per_year 0): {ONE}", "limits.long_haul: trips_per_year 1 is enough"),
        ),
    ],
    ids=("hours", "long hauls"),
)
def test_limits_of_persons(limits: Limits, sentences: tuple[str, ...]) -> None:
    """A trip takes 2 x 160 minutes."""
    assert conflict_of(out(), back(), limits=limits) == sentences


@pytest.mark.parametrize(
    ("limits", "sentences"),
    [
        (Limits(different="country"), (f'{PLACES} (limits.different "country"): {ONE}',)),
        (
            Limits(weeks_between_events=30),
            (f"{APART} (limits.weeks_between_events 30): {ONE}", "limits.weeks_between_events: 25 is few enough"),
        ),
        (
            Limits(months_between_uses=9),
            (f"{UNUSED} (limits.months_between_uses 9): {ONE}", "limits.months_between_uses: 5 is few enough"),
        ),
    ],
    ids=("different", "weeks", "months"),
)
def test_limits_between_events(limits: Limits, sentences: tuple[str, ...]) -> None:
    """9 April to 4 October are 25 weeks and three days, five months and some."""
    assert conflict_of(events=two_weeks(), limits=limits) == sentences


def test_rules_without_a_number() -> None:
    people, friday = staff(2), date(2027, 4, 9)
    assert conflict_of(out(), people=people, policy=policy(must_attend="id:p0")) == (
        f"Somebody who must attend has no allowed trip (policy.must_attend): {ONE}",
        "P0 has no allowed trip to 1 of 1 candidates of Spring",
    )
    assert conflict_of(out(), policy=policy(unreachable="forbid")) == (
        f'Somebody has no allowed trip (policy.unreachable "forbid"): {ONE}',
        "Ana has no allowed trip to 1 of 1 candidates of Spring",
    )
    (message,) = conflict_of(events=[event(avoid=(friday,))])
    assert message == f"Every possible date holds a day to avoid (event.avoid of Spring): {ONE}"
    (message,) = conflict_of(venues=[venue(available="2027-05-01")])
    assert message == f"No venue is available when it is needed (venues.available): {ONE}"


def test_two_rules_that_only_together_leave_no_plan() -> None:
    """One a flight costs 450, two on the cheap one 400: more on a flight or 50 more money, either is enough."""
    terms = {"policy": policy(max_travellers_per_flight=1), "limits": Limits(budget_minor=44_900)}
    assert conflict_of(*TWO_EACH_WAY, people=staff(2), **terms) == (
        f"policy.max_travellers_per_flight 1, limits.budget 449: {ANY}",
        "policy.max_travellers_per_flight: 2 is enough",
        "limits.budget: 450 EUR is enough",
    )


def test_what_shuttles_cost_counts_against_budgets_alone() -> None:
    """One a flight costs 450 and three runs of 10, two on the cheap ones 400 and two runs; and a trip takes 5 h 20."""
    place = venue(shuttle_cost_minor=1000, shuttle_seats=8)
    terms = {"people": staff(2), "venues": [place], "policy": policy(max_travellers_per_flight=1)}
    assert conflict_of(*TWO_EACH_WAY, **terms, limits=Limits(budget_minor=47_900)) == (
        f"policy.max_travellers_per_flight 1, limits.budget 479: {ANY}",
        "policy.max_travellers_per_flight: 2 is enough",
        "limits.budget: 480 EUR is enough",
    )
    short = Limits(budget_minor=47_900, traveller_hours=HoursPerYear(minutes=180))
    assert conflict_of(*TWO_EACH_WAY, **terms, limits=short)[:2] == (
        "policy.max_travellers_per_flight 1, limits.budget 479: they cannot hold together",
        f"{TIRED} (limits.traveller_hours_per_year 3)",
    )


def test_two_rules_that_each_leave_no_plan_are_both_told() -> None:
    """One venue twice within six months: not in two countries, and 25 weeks apart at most."""
    assert conflict_of(events=two_weeks(), limits=Limits(weeks_between_events=30, different="country")) == (
        f"{APART} (limits.weeks_between_events 30)",
        f'{PLACES} (limits.different "country")',
        'once limits.different "country" is lifted, limits.weeks_between_events: 25 is few enough',
    )


def test_numbers_that_are_enough_are_so_together() -> None:
    """No trip keeps the two: the cheap one costs 200 and emits 0.9 t, the clean one costs 400 and emits 0.2 t."""
    cheap = (out(co2e_g=450_000), back(co2e_g=450_000))
    clean = (out(at="13:00", fare=200, co2e_g=100_000), back(at="20:00", lands="22:40", fare=200, co2e_g=100_000))
    quotes = (*cheap, *clean)
    messages = conflict_of(*quotes, limits=Limits(budget_minor=15_000, co2e_g=100_000))
    assert messages == (
        "The budget is too low (limits.budget 150)",
        "The cap on CO2e is too low (limits.co2e_tonnes 0.1)",
        "limits.budget: 200 EUR is enough, together with the others",
        "limits.co2e_tonnes: 0.9 is enough, together with the others",
    )
    assert planned_year(*quotes, limits=Limits(budget_minor=20_000, co2e_g=900_000)).status == "optimal"


def test_who_is_away_needs_no_room_so_rules_that_keep_away_are_not_to_blame_for_rooms() -> None:
    """Two people, one room, and no journey within an hour: that nobody may be away is one reason, the room another."""
    terms = {"policy": policy(unreachable="forbid"), "limits": Limits(journey_min=60)}
    messages = conflict_of(out(), back(), people=staff(2), venues=[venue(rooms=1)], **terms)
    assert messages == (
        'policy.unreachable "forbid", limits.journey_hours 1: they cannot hold together',
        "P0 has no allowed trip to 1 of 1 candidates of Spring",
        "P1 has no allowed trip to 1 of 1 candidates of Spring",
        "The venues have too few rooms (venues.rooms)",
        "limits.journey_hours: 3 is enough, together with the others",
        "venues.rooms: 1 more at Lisbon is enough, together with the others",
    )


def test_one_person_whom_one_rule_of_the_policy_keeps_away_is_named_with_it() -> None:
    """Flights on Sundays alone: of five people who are away, those who must attend are named, three by themselves."""
    who = "id:p0 id:p1 id:p2 id:p3"
    messages = conflict_of(out(), back(), people=staff(5), policy=policy(must_attend=who, no_weekend_travel="all"))
    assert messages == (
        f"policy.must_attend, policy.no_weekend_travel: {ANY}",
        *(f"P{number} has no allowed trip to 1 of 1 candidates of Spring" for number in range(3)),
        "P3 has no allowed trip to as many or fewer",
    )


@pytest.mark.parametrize(
    ("key", "value", "held"),
    [
        ("policy.no_weekend_travel", "on", ALL),
        ("limits.journey_hours", "1", 60),
        ("policy.max_connections", "0", 0),
        ("policy.avoid_airlines", "BA", ("BA",)),
        ("policy.overnight_connections", "false", False),
    ],
)
def test_an_exception_that_is_stricter_than_the_rule_is_lifted_with_it(key: str, value: str, held: Any) -> None:
    """Everybody must come on a Sunday, by British Airways, over a night in Madrid; Bo's exception alone forbids it."""
    night: dict[str, Any] = {"flights": "BA1|BA2", "via": "MAD", "via_times": "2027-04-03T20:00/2027-04-04T09:00"}
    way = quote("LHR", "LIS", "2027-04-03T17:00", "2027-04-04T11:00", 100, **night)
    allowed = policy(must_attend="all", connection_minutes=(60, 1440), overnight_connections=True)
    year: dict[str, Any] = {
        "people": staff(2),
        "policy": allowed.changed(detour=Detour(ratio=Decimal(9), extra_min=6000)),
    }
    assert planned_year(way, back(), **year).status == "optimal"
    bo = Exemption(line=2, person="p1", key=key, value=value, held=held)
    messages = conflict_of(way, back(), **year, exemptions=(bo,))
    assert messages[0] == f"policy.must_attend, {key} with the exceptions of P1: {ANY}"


def test_a_rule_and_its_stricter_exception_are_one_rule_whose_number_counts_for_all_others() -> None:
    """The way out takes 2 h 40 min: 2 hours are too few for both, and a third is enough unless Bo may only take one."""
    year: dict[str, Any] = {"people": staff(2), "policy": policy(must_attend="all"), "limits": Limits(journey_min=120)}
    assert conflict_of(out(), back(), **year)[-1] == "limits.journey_hours: 3 is enough"
    bo = Exemption(line=2, person="p1", key="limits.journey_hours", value="1", held=60)
    messages = conflict_of(out(), back(), **year, exemptions=(bo,))
    assert messages[0] == f"policy.must_attend, limits.journey_hours 2 with the exceptions of P1: {ANY}"
    assert not any("enough" in sentence for sentence in messages)


def test_an_exception_that_is_looser_than_the_rule_takes_no_blame() -> None:
    """Bo may travel at weekends, which nobody else may."""
    bo = Exemption(line=2, person="p1", key="policy.no_weekend_travel", value="off", held=())
    rules = policy(must_attend="all", no_weekend_travel="all")
    messages = conflict_of(out(), back(), people=staff(2), policy=rules, exemptions=(bo,))
    assert messages[0] == f"policy.must_attend, policy.no_weekend_travel: {ANY}"


def test_a_rule_of_journeys_may_be_loosened_by_its_number() -> None:
    """Ana has to come, and the only way out has two connections."""
    waits = "2027-04-04T10:00/2027-04-04T11:30|2027-04-04T12:00/2027-04-04T13:30"
    way = out(at="07:00", flights="AA1|AA2|AA3", via="MAD|OPO", via_times=waits)
    messages = conflict_of(way, back(), policy=policy(must_attend="all", max_connections=0))
    assert messages == (
        f"policy.must_attend, policy.max_connections 0: {ANY}",
        "Ana has no allowed trip to 1 of 1 candidates of Spring",
        "policy.max_connections: 2 is enough",
    )


def test_rules_that_have_no_part_in_it_are_not_named() -> None:
    """Lisbon holds two, Madrid's hire is 341.20: three people cost 941.20 there; rooms and emissions are no matter."""
    madrid = venue("madrid", "MAD", hire_minor=34_120, rooms=3)
    to_madrid = (
        quote("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30"),
        quote("MAD", "LHR", "2027-04-09T20:00", "2027-04-09T21:30"),
    )
    limits = Limits(budget_minor=90_000, co2e_g=5_000_000, weeks_between_events=8)
    terms = {"people": staff(3), "venues": [venue(capacity=2), madrid], "limits": limits}
    assert conflict_of(out(), back(), *to_madrid, **terms) == (
        f"limits.budget 900, venues.capacity: {ANY}",
        "limits.budget: 942 EUR is enough",
        "venues.capacity: 1 more at every venue is enough",
    )


def test_absence_forbidden_where_the_only_journeys_are_too_long() -> None:
    """160 minutes both ways: three hours a journey would do."""
    terms = {"policy": policy(unreachable="forbid"), "limits": Limits(journey_min=120)}
    assert conflict_of(out(), back(), **terms) == (
        f'policy.unreachable "forbid", limits.journey_hours 2: {ANY}',
        "Ana has no allowed trip to 1 of 1 candidates of Spring",
        "limits.journey_hours: 3 is enough",
    )


def test_seats_on_sale_are_no_rule_that_could_be_loosened() -> None:
    terms = {"people": staff(2), "limits": Limits(budget_minor=10_000)}
    assert conflict_of(out(seats=1), back(), **terms) == (
        WHATEVER,
        "Spring has too few seats on sale at every venue and first day; the fewest are missing in Lisbon from "
        "5 Apr 2027: 1 seat out for 2 travellers whose home is LHR",
    )


def test_every_rule_of_journeys_that_can_be_lifted_may_be_named() -> None:
    """All but those that say what people are."""
    named = {JourneyHours.key} | {limit.key for limit in JOURNEY_LIMITS}
    assert named == {rule.key for rule in JOURNEY_RULES if not rule.key.startswith("people.")}
    assert {limit.key for limit in LIMITS if limit.judged} == named
