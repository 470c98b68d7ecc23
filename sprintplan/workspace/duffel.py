"""`[offers.duffel]`: whom to ask for live fares, and under which agreements."""

import re
from decimal import Decimal

from sprintplan.domain.duffel import ADDRESS, Ask, DuffelTerms, PrivateFare
from sprintplan.problems import shown
from sprintplan.workspace.tables import Table

KEYS = "url supplier_timeout max_age_hours max_connections parallel ask departs arrives"
PRIVATE_FARE_KEYS = "airline corporate_code tracking_reference tour_code account_code"
LEAST_TIMEOUT_S, MOST_TIMEOUT_S = 2, 120
MOST_PARALLEL = 32
ASK: tuple[Ask, ...] = ("fewest", "one_way", "both_ways")


def read_duffel(table: Table) -> DuffelTerms:
    """The table's settings; problems go to the report."""
    plain = DuffelTerms()
    terms = DuffelTerms(
        url=_url(table, plain.url),
        supplier_timeout_s=table.count("supplier_timeout", plain.supplier_timeout_s, LEAST_TIMEOUT_S, MOST_TIMEOUT_S),
        max_age_hours=table.decimal("max_age_hours", Decimal(plain.max_age_hours)),
        max_connections=table.whole("max_connections", None, 0, 2),
        parallel=table.count("parallel", plain.parallel, 1, MOST_PARALLEL),
        ask=table.one_of("ask", ASK, plain.ask) or plain.ask,
        departs=_window(table, "departs"),
        arrives=_window(table, "arrives"),
        private_fares=tuple(_private_fare(one) for one in table.tables("private_fare")),
    )
    table.done()
    return terms


def _url(table: Table, default: str) -> str:
    url = table.text("url", default)
    if re.fullmatch(ADDRESS, url):
        return url
    table.bad("url", f"{shown(url)} is no address to send a token to", 'Write "https://HOST"')
    return default


def _window(table: Table, key: str) -> tuple[str, str] | None:
    if not table.has(key):
        return None
    words = table.words(key)
    if len(words) == 2 and all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", word, re.ASCII) for word in words):
        return words[0], words[1]
    table.bad(key, "this is no window of time", 'Write two times, such as ["06:00", "22:00"]')
    return None


def _private_fare(table: Table) -> PrivateFare:
    airline = table.text("airline")
    if not re.fullmatch(r"[A-Z0-9]{2}", airline):
        table.bad("airline", f"{shown(airline)} is no airline code", 'Write its two IATA letters, such as "QF"')
    rest = [key for key in PRIVATE_FARE_KEYS.split() if key != "airline"]
    parts = {key: table.text(key) for key in rest}
    if not any(parts.values()):
        table.bad("", "this agreement states no code", f"State one of {', '.join(rest)}")
    table.done()
    return PrivateFare(airline=airline, **parts)
