"""What `[offers.duffel]` says: whom to ask, with which agreements, and how old an answer may grow."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from sprintplan.domain.address import SAFE_ADDRESS
from sprintplan.domain.keys import Key, Reading, Schema, Text, Word, words_of, wrong
from sprintplan.domain.quantities import Number, Whole
from sprintplan.domain.tables import Table, Tables

Ask = Literal["fewest", "one_way", "both_ways"]
AIRLINE, AS_AIRLINE = r"[A-Z0-9]{2}", 'Write its two IATA letters, such as "QF"'


@dataclass(frozen=True)
class Window(Key):
    """Two times of the day, which the member holds as they are written."""

    kind = "two times"
    PATTERN: ClassVar[str] = r"([01]\d|2[0-3]):[0-5]\d"

    def read(self, value: Any, reading: Reading) -> tuple[str, ...]:
        """The times as they are."""
        if not isinstance(value, list) or len(value) != 2 or not all(map(self._is_time, value)):
            raise wrong("this is not a window of time", 'Write two times, such as ["06:00", "22:00"]')
        return tuple(value)

    def _is_time(self, word: Any) -> bool:
        return isinstance(word, str) and re.fullmatch(self.PATTERN, word, re.ASCII) is not None

    def schema(self) -> Schema:
        """An array of two strings."""
        item = {"type": "string", "pattern": f"^{self.PATTERN}$"}
        return {"type": "array", "minItems": 2, "maxItems": 2, "items": item}


class PrivateFare(Table):
    """One agreement with an airline, in the words of Duffel's `private_fares`; empty parts are not sent."""

    airline: Annotated[
        str,
        Text("whose agreement it is", '"QF"', pattern=AIRLINE, noun="airline code", remedy=AS_AIRLINE),
    ]
    corporate_code: Annotated[str, Text("code of the company's contract", '"FLX53"')] = ""
    tracking_reference: Annotated[str, Text("reference that bookings are counted by", '"ABN:2345678"')] = ""
    tour_code: Annotated[str, Text("code of the tour", '"578DFL"')] = ""
    account_code: Annotated[str, Text("code of the account", '"1234"')] = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Ask for a code."""
        codes = [name for name in type(self).model_fields if name != "airline"]
        if not any(getattr(self, code) for code in codes):
            raise wrong("this agreement states no code", f"State one of {', '.join(codes)}")
        return self


class DuffelTerms(Table):
    """The table's settings; every one has a default, so that no table is needed.

    `supplier_timeout_s` is how long Duffel waits for airlines; `departs` and `arrives` are windows on the wall clock
    ("06:00", "22:00") that every journey asked for keeps; `max_connections` None is the policy's; `ask` says whether
    searches are for one way, for both ways, or for whichever takes fewer of them.
    """

    url: Annotated[
        str,
        Text(
            "where to ask; DUFFEL_API_URL in the environment comes first",
            '"https://api.duffel.com"',
            pattern=SAFE_ADDRESS,
            noun="address to send a token to",
            remedy='Write "https://HOST"',
        ),
    ] = "https://api.duffel.com"
    supplier_timeout_s: Annotated[
        int,
        Whole("seconds that airlines have to answer", "20", unit="seconds", least=2, most=120),
        Field(alias="supplier_timeout"),
    ] = 20
    max_age_hours: Annotated[Decimal, Number("an older answer is asked for again", "24", unit="hours")] = Decimal(24)
    max_connections: Annotated[
        int | None, Whole("of the journeys asked for; the policy's unless stated", "1", most=2)
    ] = None
    parallel: Annotated[
        int, Whole("searches under way at a time, below Duffel's limit in any case", "8", least=1, most=32)
    ] = 8
    ask: Annotated[
        Ask, Word('searches "one_way", "both_ways", or whichever are fewer', '"fewest"', values=words_of(Ask))
    ] = "fewest"
    departs: Annotated[tuple[str, str] | None, Window("take-offs within this window alone", '["06:00", "22:00"]')] = (
        None
    )
    arrives: Annotated[tuple[str, str] | None, Window("landings within this window alone", '["06:00", "23:00"]')] = None
    private_fares: Annotated[
        tuple[PrivateFare, ...],
        Tables("an agreement with an airline; state the codes that it goes by"),
        Field(alias="private_fare"),
    ] = ()
