"""What people call the venues and events of a plan: by their names, never by an id where the plan has them."""

from sprintplan.domain.place_names import venue_names
from sprintplan.domain.plan import Plan


def place_names(plan: Plan) -> dict[str, str]:
    """The city of each venue that a `plan` knows, by id; the venue's name where it has no city, both where several
    venues are in one. A plan of a version that did not state venues knows those where its events are."""
    known = {venue.venue: (venue.name, venue.city) for venue in plan.venues}
    known |= {event.venue: (event.venue_name, event.city) for event in plan.events}
    return venue_names((venue, name, city) for venue, (name, city) in known.items())


def event_names(plan: Plan) -> dict[str, str]:
    """The name of each event of a `plan`, by id."""
    return {event.event: event.name for event in plan.events}
