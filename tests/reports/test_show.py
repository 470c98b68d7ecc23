"""Parts of a plan."""

from datetime import date

import pytest
from pydantic import BaseModel

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Trip
from sprintplan.errors import UsageError
from sprintplan.reports.text.show import Part, show_facts, show_text
from sprintplan.reports.text.summary import summary
from sprintplan.reports.text.team import team_facts
from tests.build.plan_records import (
    alternative,
    cost,
    event_record,
    journey_record,
    notice,
    plan_record,
    remote,
    segment_record,
    team_plan,
    trip_record,
)


class ShownEvent(BaseModel):
    trips: list[Trip]


class Shown(BaseModel):
    """As much of the facts as the order of trips needs."""

    events: list[ShownEvent]


def test_without_a_part_the_summary_is_shown() -> None:
    """The same text that `plan` printed."""
    assert show_text(team_plan(), Part()) == summary(team_plan())


def test_a_person_is_shown_flight_by_flight() -> None:
    """Both flights home with the night's wait between them, the cabin's reason, and each amount."""
    out = journey_record(
        segment_record("EWR", "2027-05-08T18:30-04:00", "LIS", "2027-05-09T06:40+01:00", cabin="premium_economy"),
        minutes=430,
        cabin="premium_economy",
        entitled_cabin="premium_economy",
        entitled_by="policy.cabin[1]: over 6 h (fastest 7 h 10)",
    )
    text = show_text(plan_record(event_record(trip_record("ana", "Ana Lima", outbound=out))), Part(person="ana"))
    assert text == (
        "Spring sprint: Casa do Tejo, Lisbon (Portugal)\n"
        "\n"
        "Ana Lima (ana, Core): 1 421 EUR, 7 nights (9 May to 16 May)\n"
        "  sessions all, Mon 10 May to Sun 16 May 2027\n"
        "  outbound 7 h 10, premium economy, nonstop; entitled to premium economy by\n"
        "           policy.cabin[1]: over 6 h (fastest 7 h 10)\n"
        "           Sat 8 May 18:30 EWR - Sun 9 May 06:40 LIS, premium economy\n"
        "  return   11 h 35, economy, via FRA (6 h 30)\n"
        "           Sun 16 May 19:30 LIS - 23:30 FRA, LH1173 economy\n"
        "           wait at FRA, 6 h 30\n"
        "           Mon 17 May 06:00 FRA - 09:05 RIX, LH (operated by BT) economy\n"
        "  cost     fare 300.00 + rooms 700.50 + per diem 420.00 = 1420.50\n"
    )


def test_an_event_is_shown_with_every_alternative_and_a_line_a_trip() -> None:
    """Riga costs more, Oslo is out and says why."""
    others = (
        alternative("riga", date(2027, 5, 10), "2500.00"),
        alternative("oslo", None, None, excluded_because="capacity 2, 3 attend"),
        alternative("bern", None, None, excluded_because="capacity 2, 3 attend"),
    )
    local = trip_record("bo", status="local", outbound=None, inbound=None, nights=0, cost=cost())
    text = show_text(plan_record(event_record(trip_record("ana"), local, alternatives=others)), Part(event="spring"))
    assert text.endswith(
        "Alternatives\n"
        "  riga  10 May  +2 500 EUR\n"
        "  oslo; bern excluded: capacity 2, 3 attend\n"
        "\n"
        "Trips\n"
        "  who  way           leaves            leaves there        EUR\n"
        "  Ana  RIX-LIS       Sun  9 May 10:00  Sun 16 May 19:30  1 421\n"
        "  Bo   lives nearby                                          0\n"
    )


def test_show_and_team_have_one_order_of_attention() -> None:
    """Who stays away, who is below their cabin, then journeys by the instant of departure, last who has none.

    Fay leaves at 09:30 in Riga, half an hour before Eva and, by the clock of Lisbon, after Gus at 09:00.
    """
    early = journey_record(segment_record("RIX", "2027-05-09T09:30+03:00", "LIS", "2027-05-09T11:50+01:00"))
    late = journey_record(segment_record("LIS", "2027-05-09T09:00+01:00", "LIS", "2027-05-09T11:50+01:00"))
    low = notice("cabin_not_sold", "outbound: entitled to business")
    people = (
        trip_record("ana", status="local", outbound=None, inbound=None),
        trip_record("gus", outbound=late),
        trip_record("eva"),
        trip_record("fay", outbound=early),
        trip_record("bo", notices=(low, notice("estimate", "an estimate"))),
        remote("di", "unavailable 2027-05-10"),
    )
    year_plan = plan_record(event_record(*(one.model_copy(update={"manager": "boss"}) for one in people)))
    order = ["di", "bo", "fay", "eva", "gus", "ana"]
    for facts in (
        show_facts(year_plan, Part(team="core")),
        show_facts(year_plan, Part(event="spring")),
        team_facts(year_plan, "boss"),
    ):
        [shown] = Shown.model_validate(facts).events
        assert [each.person for each in shown.trips] == order
    text = show_text(year_plan, Part(event="spring"))
    assert (
        "Needs attention\n"
        "  ! Di (di): cannot attend; unavailable 2027-05-10\n"
        "  ! Bo (bo): outbound: entitled to business\n"
        "\n"
        "Trips\n"
    ) in text
    names = [line.split()[0].lower() for line in text.partition("\nTrips\n")[2].splitlines()[1:]]
    assert names == order


def test_what_many_share_is_told_once_behind_the_others() -> None:
    """Four people of unknown citizenship, of whom one cannot attend and one has a long journey too; three with a visa
    each to apply for are told each."""
    unknown, visa = notice("visa", "unknown citizenship"), notice("visa", "visa required")
    far = notice("long_journey", "outbound: 22 h 30")
    people = (
        remote("di", "unavailable 2027-05-10"),
        *(trip_record(who, notices=(unknown,)) for who in ("ana", "bo", "cy")),
        trip_record("eva", notices=(unknown, far)),
        *(trip_record(who, notices=(visa,)) for who in ("fay", "gus", "hal")),
    )
    text = show_text(plan_record(event_record(*people)), Part(event="spring"))
    told = text.partition("Needs attention\n")[2].partition("\n\nTrips")[0].splitlines()
    assert told == [
        "  ! Di (di): cannot attend; unavailable 2027-05-10",
        "  ! Eva (eva): very long journey, outbound: 22 h 30",
        *(f"  ! {name} ({name.lower()}): visa required" for name in ("Fay", "Gus", "Hal")),
        "  ! 4 people (Ana, Bo, Cy and 1 more): unknown citizenship",
    ]


def test_a_team_is_shown_with_its_cash() -> None:
    """Sales is Eva alone."""
    text = show_text(team_plan(), Part(team="sales"))
    assert "1 person, 1 421 EUR cash" in text
    assert "Eva Roth" in text
    assert "Bo Berg" not in text


def test_who_comes_to_one_event_only_is_told_so_at_the_other() -> None:
    """Ana is not asked to come in autumn."""
    text = show_text(
        plan_record(event_record(trip_record("ana")), event_record(event="autumn", name="Autumn")), Part(person="ana")
    )
    assert text.endswith("Autumn: Casa do Tejo, Lisbon (Portugal)\n  not asked to come\n")


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        (Part(event="sprnig"), 'no event "sprnig" in this plan. Did you mean spring'),
        (Part(team="Cora"), 'no team "Cora" in this plan. Did you mean Core'),
        (Part(person="zzz"), 'no person "zzz" in this plan. There are ana'),
    ],
)
def test_what_the_plan_does_not_have_is_refused_with_what_comes_closest(part: Part, answer: str) -> None:
    """Never an empty page."""
    with pytest.raises(UsageError, match=answer):
        show_text(team_plan(), part)


def test_the_facts_of_a_part_are_a_plan_with_its_trips_alone() -> None:
    """Team Sales: one trip, and still a plan by the model."""
    [facts] = Plan.model_validate(show_facts(team_plan(), Part(team="Sales"))).events
    assert [each.person for each in facts.trips] == ["eva"]


def test_what_a_trip_costs_is_shown_where_it_costs_anything() -> None:
    """Whoever cannot attend costs nothing, and no line says so."""
    plan = plan_record(event_record(trip_record("ana"), remote("di", "unavailable 2027-05-10")))
    assert "  cost     fare " in show_text(plan, Part(person="ana"))
    assert "cost" not in show_text(plan, Part(person="di"))
