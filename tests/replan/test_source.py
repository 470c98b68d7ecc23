"""Where the flights of a plan come from, as far as the plan tells."""

from sprintplan.app.opening import source_of
from tests.build.plan_records import event_record, offer_record, plan_record, trip_record


def test_events_that_are_over_do_not_count() -> None:
    """They were planned at estimates, the rest at quotes."""
    over = event_record(trip_record("ana", offers=(offer_record(source="estimate"),)), event="spring")
    left = event_record(trip_record("ana", offers=(offer_record(source="files"),)), event="autumn")
    assert source_of(plan_record(over, left)) is None
    assert source_of(plan_record(over, left).changed(facts=("spring",))) == "files"


def test_the_ground_and_what_is_booked_do_not_count() -> None:
    flight = trip_record("ana", offers=(offer_record(source="estimate"),))
    train = flight.outbound and flight.outbound.changed(mode="train")
    rides = flight.changed(outbound=train, inbound=train, offers=(offer_record(source="files"),))
    booked = trip_record("bo", offers=(offer_record(source="booking"),))
    assert source_of(plan_record(event_record(flight, rides, booked))) == "estimate"
    assert source_of(plan_record(event_record(rides, booked))) is None
