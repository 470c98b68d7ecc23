"""What `[offers.duffel]` says: whom to ask, with which agreements, and how old an answer may grow."""

from decimal import Decimal
from typing import Literal

from sprintplan.domain.model import Model

Ask = Literal["fewest", "one_way", "both_ways"]
ADDRESS = r"https://[^\s/@?#]+(/[^\s@?#]*)?|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s@?#]*)?"
# Where a token may be sent: encrypted, or no further than this machine.


class PrivateFare(Model):
    """One agreement with an airline, in the words of Duffel's `private_fares`; empty parts are not sent."""

    airline: str
    corporate_code: str = ""
    tracking_reference: str = ""
    tour_code: str = ""
    account_code: str = ""


class DuffelTerms(Model):
    """The table's settings; every one has a default, so that no table is needed.

    `supplier_timeout_s` is how long Duffel waits for airlines; `departs` and `arrives` are windows on the wall clock
    ("06:00", "22:00") that every journey asked for keeps; `max_connections` None is the policy's; `ask` says whether
    searches are for one way, for both ways, or for whichever takes fewer of them.
    """

    url: str = "https://api.duffel.com"
    supplier_timeout_s: int = 20
    max_age_hours: Decimal = Decimal(24)
    max_connections: int | None = None
    parallel: int = 8
    ask: Ask = "fewest"
    departs: tuple[str, str] | None = None
    arrives: tuple[str, str] | None = None
    private_fares: tuple[PrivateFare, ...] = ()
