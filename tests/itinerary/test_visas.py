"""What trips state of visas: for the venue, and for connections; the judge holds every plan here."""

from datetime import date
from typing import Any

import pytest

from sprintplan.domain.plan import Plan
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.trip import Trip, VisaRecord
from sprintplan.domain.visa_rules import VisaRule
from sprintplan.reports.html.team_part import team_part
from sprintplan.reports.lists.kinds import LISTS
from sprintplan.verify import faults
from tests.build.lisbon_week import back, out
from tests.build.market import market
from tests.build.two_weeks import planned_of
from tests.build.year import person, policy, scenario

BY_MADRID = out(
    at="08:00",
    lands="13:30",
    flights="TP7|TP8",
    via="MAD",
    via_times="2027-04-04T11:20/2027-04-04T13:10",
)
RULES = {"e-visa": VisaRule(lead_days=14, fee_minor=4000), "visa required": VisaRule(lead_days=45, fee_minor=8000)}
QUOTES = (BY_MADRID, back())
VISAS = {("IN", "PT"): "e-visa", ("CO", "PT"): "visa required", ("GB", "PT"): "visa free"}


def year(*passports: str, **terms: Any) -> Scenario:
    """Ana with some passports, out by way of Madrid; Bob, above whom she is, is British."""
    people = [person("ana", citizenship=passports, manager="bob"), person("bob", citizenship=("GB",))]
    rules = {"visas": VISAS, "policy": policy(visa=RULES), **terms}
    return scenario(people=people, **rules)


def visas_of(company: Scenario) -> tuple[VisaRecord, ...]:
    """Of Ana's trip."""
    visas = planned(company).events[0].trips[0].visas
    assert visas is not None
    return visas


def planned(scenario: Scenario) -> Plan:
    """The plan, in which the judge finds nothing."""
    return planned_of(scenario, QUOTES)


def test_the_passport_that_costs_least_in_time_is_named() -> None:
    """An e-visa for 40 by 21 March with the Indian passport; the Colombian one takes more."""
    [visa] = visas_of(year("CO", "IN"))
    assert (visa.country, visa.requirement, visa.passport, visa.fee) == ("PT", "e-visa", "IN", "40.00")
    assert (visa.apply_by, visa.transit) == (date(2027, 3, 21), False)


def test_what_is_not_known_is_stated_and_nothing_where_nothing_is_needed() -> None:
    """A passport that visas.csv does not have, no passport, and a British one."""
    [unknown] = visas_of(year("ZW"))
    assert (unknown.requirement, unknown.passport, unknown.apply_by) == (
        "visa requirement not known for passport ZW",
        "ZW",
        None,
    )
    [none] = visas_of(year())
    assert (none.requirement, none.passport) == ("unknown citizenship", "")
    assert visas_of(year("GB")) == ()
    assert visas_of(year("GB", visas=None)) == ()


def test_a_connection_has_its_own_visa() -> None:
    """Spain asks Indians for a visa of 45 days and 80 to change planes."""
    first, second = visas_of(year("IN", transit={("IN", "ES"): "visa required"}))
    assert (first.country, first.transit) == ("PT", False)
    assert (second.country, second.transit, second.fee, second.apply_by) == ("ES", True, "80.00", date(2027, 2, 18))


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("country", "ES"),
        ("requirement", "eta"),
        ("passport", "GB"),
        ("apply_by", date(2027, 3, 22)),
        ("fee", "10.00"),
        ("transit", True),
    ],
)
def test_the_judge_notices_another_visa(member: str, value: object) -> None:
    """Each member by itself; and that it is missing."""
    company = year("IN")
    [told] = visas_of(company)
    for visas in ((told.changed(**{member: value}),), ()):
        assert "visa" in " ".join(faults_with(company, visas))
    assert faults_with(company, (told,)) == []


def faults_with(scenario: Scenario, visas: tuple[VisaRecord, ...]) -> list[str]:
    """What the judge says of Ana's trip with other visas."""
    plan = planned(scenario)
    [event] = plan.events
    trips = [trip.changed(visas=visas) if trip.person == "ana" else trip for trip in event.trips]
    stated = plan.changed(events=(event.changed(trips=type(event.trips).of(trips)),))
    return list(faults(scenario, stated, market(QUOTES, scenario).to_and_from))


def test_the_list_has_a_row_a_border_and_the_team_page_none() -> None:
    """What is due first comes first; Bob, who needs nothing, is not on it."""
    plan = planned(year("IN", transit={("IN", "ES"): "visa required"}))
    [table] = LISTS["visas"](plan)
    rows = [dict(zip(table.names, cells, strict=True)) for cells in table.cells]
    assert [(row["person"], row["country"], row["transit"]) for row in rows] == [
        ("ana", "ES", True),
        ("ana", "PT", False),
    ]
    trip = plan.events[0].trips[0]
    stay = ("venue", "first_day", "last_day", "check_in", "check_out")
    expected = (plan.events[0].venue_name, trip.first_day, trip.last_day, trip.check_in, trip.check_out)
    assert tuple(rows[0][name] for name in stay) == expected
    assert trip.check_in
    assert [trip.visas for trip in team_part(plan, "bob").events[0].trips] == [None]


def test_a_plan_that_did_not_tell_holds() -> None:
    """As plans of earlier versions have no such member."""
    company = year("IN")
    plan = planned(company)
    [event] = plan.events
    trips: list[Trip] = [trip.changed(visas=None) for trip in event.trips]
    stated = plan.changed(events=(event.changed(trips=type(event.trips).of(trips)),))
    assert list(faults(company, stated, market(QUOTES, company).to_and_from)) == []
