"""A published trip, as the plan that follows it states what it was."""

from sprintplan.domain.change_record import TripBefore, WayBefore
from sprintplan.domain.journey_record import JourneyRecord
from sprintplan.domain.plan import EventPlan
from sprintplan.domain.trip import Trip


def trip_before(event: EventPlan | None, trip: Trip | None) -> TripBefore | None:
    """What a `trip` to an `event` was; None where there was none."""
    if event is None or trip is None:
        return None
    return TripBefore(
        venue=event.venue_name,
        check_in=trip.check_in,
        check_out=trip.check_out,
        outbound=_way(trip.outbound),
        inbound=_way(trip.inbound),
    )


def _way(journey: JourneyRecord | None) -> WayBefore | None:
    if journey is None:
        return None
    codes = [f"{one.carrier}{one.flight_number or ''}" for one in journey.segments if one.carrier]
    return WayBefore(
        mode=journey.mode,
        start=journey.start,
        end=journey.end,
        departs_at=journey.departs_at,
        arrives_at=journey.arrives_at,
        flights=tuple(codes),
    )
