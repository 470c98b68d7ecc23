"""What a manager reads."""

from datetime import date
from typing import Any

import pytest

from sprintplan.domain.trip import LieuRecord
from sprintplan.errors import UsageError
from sprintplan.reports.days_touched import DaysTouched, days_touched
from sprintplan.reports.text.team import team_facts, team_text
from sprintplan.reports.tree import manager_meant
from tests.build.plan_records import (
    absent,
    event_record,
    journey_record,
    notice,
    plan_record,
    remote,
    segment_record,
    team_plan,
    trip_record,
)

AT_HOME: dict[str, Any] = {"status": "local", "outbound": None, "inbound": None}
LIEU = LieuRecord(outside_hours=4.0, weekend_days=1, days=1.5)


HEAD = (
    "Below Ana Lima: 3 people, 2 841 EUR cash\n"
    "\n"
    "2 trips need attention:\n"
    "  ! Di Marsh (di), Spring sprint: cannot attend; unavailable 2027-05-10\n"
    "  ! Bo Berg (bo), Spring sprint: outbound: entitled to business, which is not\n"
    "    sold\n"
    "\n"
    "Spring sprint: Casa do Tejo, Lisbon (Portugal), Mon 10 May to Sun 16 May 2027\n"
    "  3 people, 2 841 EUR cash\n"
    "\n"
    "  who       leaves            back              weekend  holidays         EUR\n"
    "  Di Marsh  cannot attend                                                   0\n"
    "  Bo Berg   Sun  9 May 10:00  Mon 17 May 09:05      3 d  9 May, 16 May  1 421\n"
    "  Cy Young  Sun  9 May 10:00  Mon 17 May 09:05      3 d  9 May, 16 May  1 421\n"
)


def test_what_needs_attention_comes_before_the_table_of_the_whole_tree() -> None:
    """Ana: Di below Cy stays away, then Bo without her cabin, then Cy; neither Ana nor Eva.

    Both leave Riga on Sunday 9 May, which may be a holiday there as 16 May may; all weekend days count, 15 May too.
    """
    assert team_text(team_plan(), "ana") == (
        f"{HEAD}\n--details tells each trip in full, `sprintplan show --person PERSON` one of\nthem.\n"
    )


def test_each_trip_is_told_in_full_where_that_is_asked_for() -> None:
    assert team_text(team_plan(), "ana", details=True) == (
        f"{HEAD}\n"
        "Di Marsh (di, Core): cannot attend; unavailable 2027-05-10\n"
        "\n"
        "Bo Berg (bo, Core): 1 421 EUR, 7 nights (9 May to 16 May)\n"
        "  ! outbound: entitled to business, which is not sold\n"
        "  outbound Sun 9 May 10:00 RIX - 12:20 LIS\n"
        "           4 h 20, economy, nonstop\n"
        "  return   Sun 16 May 19:30 LIS - Mon 17 May 09:05 RIX, LH1173 LH (operated by\n"
        "           BT)\n"
        "           11 h 35, economy, via FRA (6 h 30)\n"
        "\n"
        "Cy Young (cy, Core): 1 421 EUR, 7 nights (9 May to 16 May)\n"
        "  outbound Sun 9 May 10:00 RIX - 12:20 LIS\n"
        "           4 h 20, economy, nonstop\n"
        "  return   Sun 16 May 19:30 LIS - Mon 17 May 09:05 RIX, LH1173 LH (operated by\n"
        "           BT)\n"
        "           11 h 35, economy, via FRA (6 h 30)\n"
    )


def test_people_of_one_name_are_told_apart_in_the_table() -> None:
    """By their ids, which `show --person` takes."""
    two = event_record(*(trip_record(id, name="Bo Berg", manager="ana") for id in ("bo", "bo2")))
    text = team_text(plan_record(two), "ana")
    assert [line.split("  ")[1] for line in text.splitlines() if line.startswith("  Bo")] == [
        "Bo Berg (bo)",
        "Bo Berg (bo2)",
    ]


def test_of_many_concerns_the_gravest_are_told_of_all_events() -> None:
    """Twelve long journeys in spring, and one who cannot attend in autumn: that one first, nine more, and a count."""
    long = (notice("long_journey", "outbound: 22 h 00"),)
    spring = event_record(*(trip_record(f"p{n}", manager="ana", notices=long) for n in range(12)))
    autumn = event_record(remote("p0", "ill", manager="ana"), event="autumn", name="Autumn sprint")
    lines = team_text(plan_record(spring, autumn), "ana").splitlines()
    begin = lines.index("13 trips need attention:")
    assert lines[begin + 1].startswith("  ! P0 (p0), Autumn sprint: cannot attend; ill")
    assert sum(line.startswith("  ! P") for line in lines[begin:]) == 10
    assert "    and 3 more trips, among those of --details" in lines


def test_days_touched_are_those_of_the_country_where_the_journey_begins() -> None:
    """Riga to Lisbon, 9 to 17 May: in Latvia two Sundays of May may be holidays, and are weekend days, as is the one
    Saturday; who has no journey has the weekend of the event, and who cannot attend nothing."""
    travels, local, away = trip_record("ana"), trip_record("bo", **AT_HOME), remote("cy", "ill")
    assert days_touched(travels) == DaysTouched(3, (date(2027, 5, 9), date(2027, 5, 16)))
    assert days_touched(local) == DaysTouched(2, ())
    assert days_touched(away) == DaysTouched(0, ())


def test_a_holiday_of_parts_of_the_country_alone_has_a_star() -> None:
    """Frankfurt to Lisbon and back: Whit Monday, 17 May, is one in all of Germany, Corpus Christi, 27 May, in seven
    states of sixteen. Without such a day nothing stands below the table."""
    there = journey_record(segment_record("FRA", "2027-05-17T10:00+02:00", "LIS", "2027-05-17T12:20+01:00"))
    back = journey_record(segment_record("LIS", "2027-05-28T10:00+01:00", "FRA", "2027-05-28T14:00+02:00"))
    bo = trip_record("bo", manager="ana", outbound=there, inbound=back)
    assert days_touched(bo) == DaysTouched(2, (date(2027, 5, 17), date(2027, 5, 27)), (date(2027, 5, 27),))
    plan = plan_record(event_record(bo))
    text = team_text(plan, "ana")
    assert "17 May, 27 May*" in text
    assert "\n  * a holiday in parts of the country where the journey begins, not in all of it\n" in text
    assert "* a holiday" not in team_text(team_plan(), "ana")
    assert team_facts(plan, "ana")["days_touched"] == [
        {
            "event": "spring",
            "person": "bo",
            "weekend_days": 2,
            "holidays": ["2027-05-17", "2027-05-27"],
            "holidays_in_parts": ["2027-05-27"],
        }
    ]


def test_days_in_lieu_are_a_column_where_anybody_has_some() -> None:
    plan = plan_record(event_record(trip_record("bo", manager="ana", lieu=LIEU), trip_record("cy", manager="ana")))
    lines = team_text(plan, "ana").splitlines()
    (head,) = (line for line in lines if line.startswith("  who"))
    (row,) = (line for line in lines if line.startswith("  Bo"))
    assert head.split()[-3:] == ["in", "lieu", "EUR"]
    assert row.split()[-3:] == ["1.50", "1", "421"]


@pytest.mark.parametrize("asked", ["ana", "ANA", "Ana Lima", "ana lima", "lima", "Aná Lima", "LÍMA"])
def test_a_manager_is_found_by_id_or_name(asked: str) -> None:
    """Whatever the case and accents, and by a part of the name that only one manager has."""
    assert team_facts(team_plan(), asked)["manager"] == "ana"


def test_a_manager_who_stays_at_the_desk_is_found_by_id() -> None:
    """`boss` has no trip; Ana reports to them."""
    facts = team_facts(plan_record(event_record(trip_record("ana", manager="boss"))), "boss")
    assert (facts["manager"], facts["people"]) == ("boss", 1)


def test_a_typing_mistake_is_answered_with_the_closest_manager() -> None:
    """anna is ana."""
    with pytest.raises(UsageError, match=r'no manager "anna" in this plan. Did you mean ana \(Ana Lima\)\?'):
        team_text(team_plan(), "anna")


def test_a_name_with_accents_is_found_without_them_unless_that_is_another_one() -> None:
    people = (trip_record("a", "Zoë Müller"), trip_record("b", "Zoe Muller"), trip_record("c", "Łucja Sá"))
    plan = plan_record(event_record(*people, *(trip_record(f"{who}1", manager=who) for who in "abc")))
    asked = ("Zoe Muller", "zoë müller", "sa", "łucja sa")
    assert [manager_meant(plan, word) for word in asked] == ["b", "a", "c", "c"]


def test_who_or_what_is_no_manager_is_told_where_to_look() -> None:
    """A team, or somebody below whom nobody is, by name too."""
    people = (trip_record("a", "Ana Lima", team="Core"), trip_record("b", "Bo Sá", manager="a", team="People Ops"))
    plan = plan_record(event_record(*people))
    with pytest.raises(UsageError, match=r'"people" is no manager but a team. Try .* --team "People Ops"`'):
        manager_meant(plan, "people")
    with pytest.raises(UsageError, match=r'nobody in this plan reports to "bo sa". Try .* --person b`'):
        manager_meant(plan, "bo sa")


def test_a_name_of_two_managers_is_not_guessed() -> None:
    """Two managers are called Kim; their ids are given."""
    people = (trip_record("a", "Kim"), trip_record("b", "Kim"), trip_record("c", "C", "a"), trip_record("d", "D", "b"))
    with pytest.raises(UsageError, match=r'"Kim" may mean a \(Kim\), b \(Kim\). Give the id'):
        team_text(plan_record(event_record(*people)), "Kim")


def test_who_leads_nobody_is_told_so() -> None:
    """Eva travels, but nobody reports to her."""
    with pytest.raises(UsageError, match='nobody in this plan reports to "eva"'):
        team_text(team_plan(), "eva")


def test_a_cycle_of_managers_ends() -> None:
    """A plan written by other hands may have one; a is above b and b above a."""
    year_plan = plan_record(event_record(trip_record("a", manager="b"), trip_record("b", manager="a")))
    assert team_facts(year_plan, "a")["people"] == 1


def test_a_manager_who_comes_to_no_event_does_not_cut_the_tree() -> None:
    """Ana is above Desk, who stays home, and Desk above Bo and Di: both are Ana's people; Desk is told by name."""
    people = (trip_record("ana"), trip_record("bo", manager="desk"), trip_record("di", manager="desk"))
    year_plan = plan_record(event_record(*people), managers=(absent("desk", "Dee Marsh", "ana"),))
    assert team_facts(year_plan, "ana")["people"] == 2
    assert team_text(year_plan, "dee marsh").startswith("Below Dee Marsh: 2 people, ")
    assert "teams of their own" not in team_text(year_plan, "ana")


def test_managers_of_whom_the_plan_does_not_tell_who_is_above_are_named() -> None:
    """A plan without `managers`: of `desk` nothing is known, so people below Ana may be missing."""
    text = team_text(
        plan_record(
            event_record(trip_record("ana"), trip_record("bo", manager="ana"), trip_record("cy", manager="desk"))
        ),
        "ana",
    )
    assert text.endswith("Managers who come to no event have teams of their own: desk\n")
