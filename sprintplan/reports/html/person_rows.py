"""What a traveller has to do before the trip."""

from decimal import Decimal

from sprintplan.domain.trip import Trip
from sprintplan.reports.formatting import amount, clock, day
from sprintplan.rules.place import UNKNOWN_CITIZENSHIP
from sprintplan.world.cities import country_name


def to_do(trip: Trip, currency: str) -> list[str]:
    """Visas to apply for, and by when to book within what, with amounts in a `currency`, of one `trip`."""
    lines = []
    for visa in trip.visas or ():
        where = country_name(visa.country) or visa.country
        if visa.requirement == UNKNOWN_CITIZENSHIP:
            lines.append(f"{where}: tell the organiser which passport you have, and check whether it needs a visa")
            continue
        due = f", apply by {day(visa.apply_by)}" if visa.apply_by else ""
        lines.append(f"{where}{' (connection)' if visa.transit else ''}: {visa.requirement}{due}")
    if trip.allowance:
        most = amount(trip.allowance.fare_ceiling, currency)
        window = f"be there by {clock(trip.allowance.land_by)}, leave from {clock(trip.allowance.take_off_from)}"
        due = f" by {day(trip.book_by)}" if trip.book_by else ""
        off = Decimal(trip.allowance.fare_error)
        error = f" ({amount(off, currency)} of it for the error of the estimate)" if off else ""
        lines.append(f"Book{due}: at most {most} for both ways{error}; {window}")
    return lines
