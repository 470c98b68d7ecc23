"""Trips of an event, which hold once what many of them state alike."""

from sprintplan.domain.plan import Plan
from sprintplan.domain.trips import Trips
from tests.build.plan_records import event_record, offer_record, plan_record, remote, trip_record

EVERYBODY = (
    trip_record("ana", team="red", extra={"x_cost_centre": "42"}),
    trip_record("bo", manager="ana"),
    trip_record("cy", offers=(offer_record("40.00"),)),
    remote("di", "policy.detour"),
)


def test_they_are_the_trips_that_they_were_made_of() -> None:
    """One by one, from the end, in slices, and as many."""
    trips = Trips.of(EVERYBODY)
    assert (*trips,) == EVERYBODY
    assert (trips[1], trips[-1], trips[1:3], len(trips)) == (EVERYBODY[1], EVERYBODY[-1], EVERYBODY[1:3], 4)
    assert (*trips.where(lambda one: one.team == "Core"),) == EVERYBODY[1:]


def test_what_is_stated_alike_is_held_once() -> None:
    """Ana and Bo differ by who they are alone, wherever the plan comes from."""
    for trips in (
        Trips.of(EVERYBODY),
        Plan.model_validate_json(plan_record(event_record(*EVERYBODY)).model_dump_json()).events[0].trips,
    ):
        assert [*trips.which] == [0, 0, 1, 2]
        assert [(content.person, content.nights, people) for content, people in trips.counted()] == [
            ("", 7, 2),
            ("", 7, 1),
            ("", 0, 1),
        ]
        assert [(one.person, content.status) for one, content in trips.pairs()][2:] == [
            ("cy", "travels"),
            ("di", "remote"),
        ]


def test_trips_are_equal_that_state_the_same_of_the_same_people() -> None:
    """However they are held; another person, or another content, makes another."""
    held_apart = Trips(
        Trips.of(EVERYBODY).travellers, [content for _, content in Trips.of(EVERYBODY).pairs()], range(4)
    )
    assert Trips.of(EVERYBODY) == held_apart
    assert Trips.of(EVERYBODY) != Trips.of(EVERYBODY[:3])
    assert Trips.of([trip_record("ana")]) != Trips.of([trip_record("bo")])
