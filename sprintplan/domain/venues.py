"""Where events may take place."""

from datetime import date

from sprintplan.domain.model import DateRange, Model


class Venue(Model):
    """One row of venues.csv; amounts are minor units of the company's currency, converted once when read.

    `currency` is the one that the row states its amounts in, empty where it is the company's.
    """

    id: str
    name: str
    city: str
    country: str
    airports: tuple[str, ...]
    region: str = ""
    currency: str = ""
    capacity: int | None = None
    hire_minor: int = 0
    day_rate_minor: int = 0
    room_rate_minor: int = 0
    rooms: int | None = None
    transfer_minutes: int = 0
    transfer_cost_minor: int = 0
    shuttle_cost_minor: int | None = None
    shuttle_seats: int | None = None
    available: tuple[DateRange, ...] = ()
    last_used: date | None = None
    extra: dict[str, str] = {}
