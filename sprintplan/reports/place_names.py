"""What people call the venues of a plan: their cities, from the tables and never from an id where the plan has them."""

from collections import Counter

from sprintplan.domain.plan import Plan


def place_names(plan: Plan) -> dict[str, str]:
    """The city of each venue that a `plan` knows, by id; the venue's name where it has no city, both where several
    venues are in one. A plan of a version that did not state venues knows those where its events are."""
    known = {venue.venue: (venue.name, venue.city) for venue in plan.venues}
    known |= {event.venue: (event.venue_name, event.city) for event in plan.events}
    cities = Counter(city for _, city in known.values())
    names = {}
    for venue, (name, city) in known.items():
        words = [city] if city and cities[city] == 1 else [name, city]
        names[venue] = ", ".join(filter(None, words)) or venue
    return names
