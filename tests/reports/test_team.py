"""What a manager reads."""

import pytest

from sprintplan.errors import UsageError
from sprintplan.reports.text.team import team_facts, team_text
from tests.build.plan_records import absent, event_record, plan_record, team_plan, trip_record


def test_the_whole_tree_is_told_with_problems_first() -> None:
    """Ana: Di below Cy stays away, then Bo without her cabin, then Cy; neither Ana nor Eva."""
    assert team_text(team_plan(), "ana") == (
        "Below Ana Lima: 3 people\n"
        "\n"
        "Spring sprint: Casa do Tejo, Lisbon (Portugal), Mon 10 May to Sun 16 May 2027\n"
        "  3 people, 2 841 EUR cash, 2 trips need attention\n"
        "\n"
        "Di Marsh (di, Core): cannot attend; unavailable 2027-05-10\n"
        "\n"
        "Bo Berg (bo, Core): 1 421 EUR, 7 nights (9 May to 16 May)\n"
        "  ! outbound: entitled to business, which is not sold\n"
        "  out  Sun 9 May 10:00 RIX - 12:20 LIS\n"
        "       4 h 20, economy, nonstop\n"
        "  home Sun 16 May 19:30 LIS - Mon 17 May 09:05 RIX, LH1173 LH (operated by BT)\n"
        "       11 h 35, economy, via FRA (6 h 30)\n"
        "\n"
        "Cy Young (cy, Core): 1 421 EUR, 7 nights (9 May to 16 May)\n"
        "  out  Sun 9 May 10:00 RIX - 12:20 LIS\n"
        "       4 h 20, economy, nonstop\n"
        "  home Sun 16 May 19:30 LIS - Mon 17 May 09:05 RIX, LH1173 LH (operated by BT)\n"
        "       11 h 35, economy, via FRA (6 h 30)\n"
    )


@pytest.mark.parametrize("asked", ["ana", "ANA", "Ana Lima", "ana lima", "lima"])
def test_a_manager_is_found_by_id_or_name(asked: str) -> None:
    """Whatever the case, and by a part of the name that only one manager has."""
    assert team_facts(team_plan(), asked)["manager"] == "ana"


def test_a_manager_who_stays_at_the_desk_is_found_by_id() -> None:
    """`boss` has no trip; Ana reports to them."""
    facts = team_facts(plan_record(event_record(trip_record("ana", manager="boss"))), "boss")
    assert (facts["manager"], facts["people"]) == ("boss", 1)


def test_a_typing_mistake_is_answered_with_the_closest_manager() -> None:
    """anna is ana."""
    with pytest.raises(UsageError, match=r'no manager "anna" in this plan. Did you mean ana \(Ana Lima\)\?'):
        team_text(team_plan(), "anna")


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
    told = plan_record(event_record(trip_record("a", manager="b"), trip_record("b", manager="a")))
    assert team_facts(told, "a")["people"] == 1


def test_a_manager_who_comes_to_no_event_does_not_cut_the_tree() -> None:
    """Ana is above Desk, who stays home, and Desk above Bo and Di: both are Ana's people; Desk is told by name."""
    people = (trip_record("ana"), trip_record("bo", manager="desk"), trip_record("di", manager="desk"))
    told = plan_record(event_record(*people), managers=(absent("desk", "Dee Marsh", "ana"),))
    assert team_facts(told, "ana")["people"] == 2
    assert team_text(told, "dee marsh").startswith("Below Dee Marsh: 2 people\n")
    assert "teams of their own" not in team_text(told, "ana")


def test_managers_of_whom_the_plan_does_not_tell_who_is_above_are_named() -> None:
    """A plan without `managers`: of `desk` nothing is known, so people below Ana may be missing."""
    told = team_text(
        plan_record(
            event_record(trip_record("ana"), trip_record("bo", manager="ana"), trip_record("cy", manager="desk"))
        ),
        "ana",
    )
    assert told.endswith("Managers who come to no event have teams of their own: desk\n")
