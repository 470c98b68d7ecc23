"""Why nothing is possible: the smallest set of rules with their numbers, and the least change that helps."""

from datetime import date
from typing import Any

import pytest

from sprintplan.domain.policy import HoursPerYear, Limits, LongHaul
from sprintplan.domain.scenario import Scenario
from sprintplan.solver.infeasibility.conflict import CUT_SHORT, OutOfTime, conflict
from sprintplan.solver.instance.figures import Figures
from tests.builders import Quote, event, objective, offer, person, policy, scenario, venue
from tests.oracle.week import back, out, staff
from tests.solver.week import home, planned, there, two_weeks

ONE = "without it a plan exists"
ANY = "without any one of them a plan exists"
TWO_EACH_WAY = (out(), out(at="13:00", fare=150), back(), back(at="20:00", lands="22:40"))


def said(*quotes: Quote, **terms: Any) -> tuple[str, ...]:
    """The sentences of a workspace without a plan."""
    plan = planned(*quotes, **terms)
    assert (plan.status, plan.objective, plan.bound, plan.events) == ("infeasible", None, None, ())
    return plan.conflict


def test_events_that_want_the_same_people_at_once_are_named() -> None:
    """Spring is Monday 5 to Friday 9 April; the summit begins on the 7th or, with its eve on the 9th, on the 10th."""
    days = [date(2027, 4, 7), date(2027, 4, 10)]
    summit, quotes = event("summit", days), [way(day) for day in days for way in (there, home)]
    assert said(out(), back(), *quotes, people=staff(5), events=[event(), summit]) == (
        "spring and summit overlap on every pair of their first days: P0, P1, P2 and 2 more would be wanted at both "
        "at once. Move the starts of one, or let people.events name one of the two",
    )


def test_events_that_could_be_apart_are_not_blamed() -> None:
    """The summit may begin on Sunday 11, with its eve on the 10th; but nothing is on sale for it."""
    summit = event("summit", [date(2027, 4, 7), date(2027, 4, 11)])
    quotes = (out(), back(), there(date(2027, 4, 7)), home(date(2027, 4, 7)))
    rules = policy(unreachable="forbid")
    told = said(*quotes, people=staff(1), events=[event(), summit], policy=rules)
    assert not any("overlap" in sentence for sentence in told)


@pytest.mark.parametrize(("fare", "enough"), [("101.37", "202"), ("101", "201"), ("1100", "1 200")])
def test_the_budget_that_is_enough_is_told_to_the_next_whole_unit(fare: str, enough: str) -> None:
    """The cheapest cash is the fare out and 100 home."""
    limit = Limits(budget_minor=20_000)
    assert said(out(fare=fare), back(), limits=limit) == (
        f"limits.budget 200: {ONE}",
        f"limits.budget: {enough} EUR is enough",
    )


def test_the_budget_that_is_enough_counts_cash_alone() -> None:
    """230 buys the fast trip, 201 the one that takes longer, whatever travel time is worth."""
    quotes = (out(fare=130), out(lands="17:00", fare=101), back())
    told = said(*quotes, limits=Limits(budget_minor=20_000), objective=objective(travel_hour=100_000))
    assert told[1] == "limits.budget: 201 EUR is enough"


def test_the_budget_of_one_event() -> None:
    """202.00 is the fare of both ways; a step is a half per cent of the 200 stated."""
    told = said(out(fare=102), back(), events=[event(budget_minor=20_000)])
    assert told == (f"event.budget of spring 200: {ONE}", "event.budget of spring: 202 EUR is enough")


@pytest.mark.parametrize(("stated", "fare"), [(33_333, "234.50"), (33_300, "233.01"), (50, "100")])
def test_the_budget_of_one_event_that_is_told_is_enough(stated: int, fare: str) -> None:
    """It is told in whole units, none of which is less than what a plan takes."""
    quotes = (out(fare=fare), back())
    enough = said(*quotes, events=[event(budget_minor=stated)])[1].split(": ")[1].split(" EUR")[0]
    budget = 100 * int(enough.replace(" ", ""))
    assert planned(*quotes, events=[event(budget_minor=budget)]).status == "optimal"


@pytest.mark.parametrize(("grams", "enough"), [(600_000, "1"), (600_001, "1.001"), (612_345, "1.013")])
def test_emissions(grams: int, enough: str) -> None:
    """400 kg home and more out; what is needed is told to the next kilogram, and is enough."""
    quotes = (out(co2e_g=grams), out(at="13:00", fare=50, co2e_g=900_000), back(co2e_g=400_000))
    told = said(*quotes, limits=Limits(co2e_g=800_000))
    assert told == (f"limits.co2e_tonnes 0.8: {ONE}", f"limits.co2e_tonnes: {enough} is enough")
    assert planned(*quotes, limits=Limits(co2e_g=round(float(enough) * 1e6))).status == "optimal"


def test_travellers_on_a_flight() -> None:
    told = said(out(), back(), people=staff(3), policy=policy(max_travellers_per_flight=1))
    assert told == (
        f"policy.max_travellers_per_flight 1: {ONE}",
        "policy.max_travellers_per_flight: 3 is enough",
    )


def test_key_travellers_on_a_flight() -> None:
    people = [*staff(2, roles=("key",)), person("other")]
    told = said(out(), back(), people=people, policy=policy(max_key_travellers_per_flight=1))
    assert told == (
        f"policy.max_key_travellers_per_flight 1: {ONE}",
        "policy.max_key_travellers_per_flight: 2 is enough",
    )


def test_a_teams_share_of_a_flight() -> None:
    """Six of eight have to share a flight, as two seats are left on the other."""
    quotes = (out(), out(at="13:00", seats=2), back(), back(at="20:00", lands="22:40", seats=2))
    told = said(*quotes, people=staff(8, team="red"), policy=policy(max_team_share_per_flight="0.5"))
    assert told == (
        f"policy.max_team_share_per_flight 0.5: {ONE}",
        "policy.max_team_share_per_flight: 0.75 is enough",
    )


@pytest.mark.parametrize("member", ["rooms", "capacity"])
def test_places_at_the_venue(member: str) -> None:
    few: dict[str, Any] = {member: 1}
    told = said(out(), back(), people=staff(3), venues=[venue(**few)])
    assert told == (f"venues.{member}: {ONE}", f"venues.{member}: 2 more at every venue is enough")


@pytest.mark.parametrize(
    ("limits", "sentences"),
    [
        (
            Limits(traveller_hours=HoursPerYear(minutes=180)),
            (f"limits.traveller_hours_per_year 3: {ONE}", "limits.traveller_hours_per_year: 6 is enough"),
        ),
        (
            Limits(long_haul=LongHaul(over_min=120, trips_per_year=0)),
            (f"limits.long_haul trips_per_year 0: {ONE}", "limits.long_haul: trips_per_year 1 is enough"),
        ),
    ],
    ids=("hours", "long hauls"),
)
def test_limits_of_persons(limits: Limits, sentences: tuple[str, ...]) -> None:
    """A trip takes 2 x 160 minutes."""
    assert said(out(), back(), limits=limits) == sentences


@pytest.mark.parametrize(
    ("limits", "sentences"),
    [
        (Limits(different="country"), (f'limits.different "country": {ONE}',)),
        (
            Limits(weeks_between_events=30),
            (f"limits.weeks_between_events 30: {ONE}", "limits.weeks_between_events: 25 is few enough"),
        ),
        (
            Limits(months_between_uses=9),
            (f"limits.months_between_uses 9: {ONE}", "limits.months_between_uses: 5 is few enough"),
        ),
    ],
    ids=("different", "weeks", "months"),
)
def test_limits_between_events(limits: Limits, sentences: tuple[str, ...]) -> None:
    """9 April to 4 October are 25 weeks and three days, five months and some."""
    assert said(events=two_weeks(), limits=limits) == sentences


def test_rules_without_a_number() -> None:
    people, friday = staff(2), date(2027, 4, 9)
    assert said(out(), people=people, policy=policy(must_attend="id:p0")) == (f"policy.must_attend: {ONE}",)
    assert said(out(), policy=policy(unreachable="forbid")) == (f'policy.unreachable "forbid": {ONE}',)
    assert said(events=[event(avoid=(friday,))]) == (f"event.avoid of spring: {ONE}",)
    assert said(venues=[venue(available="2027-05-01")]) == (f"venues.available: {ONE}",)


def test_two_rules_that_only_together_leave_no_plan() -> None:
    """One a flight costs 450, two on the cheap one 400: more on a flight or 50 more money, either is enough."""
    terms = {"policy": policy(max_travellers_per_flight=1), "limits": Limits(budget_minor=44_900)}
    assert said(*TWO_EACH_WAY, people=staff(2), **terms) == (
        f"policy.max_travellers_per_flight 1, limits.budget 449: {ANY}",
        "policy.max_travellers_per_flight: 2 is enough",
        "limits.budget: 450 EUR is enough",
    )


def test_two_rules_that_each_leave_no_plan_are_both_told() -> None:
    """One venue twice within six months: not in two countries, and 25 weeks apart at most."""
    alone = "it cannot be kept, and without it others still leave no plan"
    assert said(events=two_weeks(), limits=Limits(weeks_between_events=30, different="country")) == (
        f'limits.different "country": {alone}',
        f"limits.weeks_between_events 30: {alone}",
        "limits.weeks_between_events: 25 is few enough",
    )


def test_rules_that_have_no_part_in_it_are_not_named() -> None:
    """Lisbon holds two, Madrid's hire is 341.20: three people cost 941.20 there; rooms and emissions are no matter."""
    madrid = venue("madrid", "MAD", hire_minor=34_120, rooms=3)
    to_madrid = (
        offer("LHR", "MAD", "2027-04-04T12:00", "2027-04-04T15:30"),
        offer("MAD", "LHR", "2027-04-09T20:00", "2027-04-09T21:30"),
    )
    limits = Limits(budget_minor=90_000, co2e_g=5_000_000, weeks_between_events=8)
    terms = {"people": staff(3), "venues": [venue(capacity=2), madrid], "limits": limits}
    assert said(out(), back(), *to_madrid, **terms) == (
        f"limits.budget 900, venues.capacity: {ANY}",
        "limits.budget: 942 EUR is enough",
        "venues.capacity: 1 more at every venue is enough",
    )


def test_absence_forbidden_where_the_only_journeys_are_too_long() -> None:
    """160 minutes both ways: three hours a journey would do."""
    terms = {"policy": policy(unreachable="forbid"), "limits": Limits(journey_min=120)}
    assert said(out(), back(), **terms) == (
        f'policy.unreachable "forbid", limits.journey_hours 2: {ANY}',
        "limits.journey_hours: 3 is enough",
    )


def test_seats_on_sale_are_no_rule_that_could_be_loosened() -> None:
    (told,) = said(out(seats=1), back(), people=staff(2), limits=Limits(budget_minor=10_000))
    assert told.startswith("whatever rule is loosened, the offers on sale and their seats leave no choice")


class Stopped:
    """A planner to whom a budget leaves no plan, and who is out of time after some answers."""

    def __init__(self, answers: int, ending: type[BaseException] = OutOfTime) -> None:
        self.left, self.ending = answers, ending

    def possible(self, loosened: Scenario) -> bool:
        """Without a budget."""
        if not self.left:
            raise self.ending
        self.left -= 1
        return loosened.limits.budget_minor is None

    def least(self, loosened: Scenario) -> Figures:
        """Nothing is asked after that."""
        raise self.ending

    def judges_anew(self, loosened: Scenario) -> bool:
        """Not without a limit."""
        return loosened.venues[0].rooms is None


@pytest.mark.parametrize("ending", [OutOfTime, KeyboardInterrupt])
def test_when_time_is_out_what_is_known_is_told(ending: type[BaseException]) -> None:
    """All rules at first, then fewer, at last the budget alone."""
    year = scenario(staff(1), venues=[venue(rooms=5)], limits=Limits(budget_minor=10_000, co2e_g=10**6))
    told = [conflict(year, Stopped(answers, ending), lambda *_: None) for answers in range(6)]
    whole = ["limits.budget 100", "limits.co2e_tonnes 1", "venues.rooms"]
    assert told[0] == (f"{', '.join(whole)}: they cannot hold together", CUT_SHORT)
    assert {sentences[0] for sentences in told[1:4]} <= {told[0][0], f"{whole[0]}: it cannot be kept"}
    assert told[-1] == (f"{whole[0]}: {ONE}", CUT_SHORT)
