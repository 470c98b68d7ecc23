"""Duffel's orders as rows of bookings.csv: one for each passenger of each order.

Source: Duffel API v2, schema Order.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import msgspec
from msgspec import Struct

from sprintplan.domain.bookings import BOTH_WAYS
from sprintplan.encoding import NotText, text_of
from sprintplan.offers.answers.decode import AS_IS, NoOffers
from sprintplan.offers.answers.schemas import Carrier, Place, Segment, Slice

Cells = dict[str, str]
TICKET = "electronic_ticket"
MOST_SLICES = 2
_NOWHERE, _NOBODY = Place(), Carrier()


class Penalty(Struct, gc=False):
    """Whether something may be done, and what it costs; null where the airline does not say."""

    allowed: bool | None = None
    penalty_amount: str | None = None
    penalty_currency: str | None = None


class OrderConditions(Struct, gc=False):
    """What may be done before departure."""

    refund_before_departure: Penalty | None = None
    change_before_departure: Penalty | None = None


class OrderPassenger(Struct, gc=False):
    """Somebody whom the order is for."""

    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None


class OrderSupplier(Struct, gc=False):
    """The airline that issues the ticket."""

    name: str | None = None


class PaymentStatus(Struct, gc=False):
    """Whether the order is only held."""

    awaiting_payment: bool | None = None


class Cancellation(Struct, gc=False):
    """What comes back once it is cancelled, and when that was confirmed; null while it is only quoted."""

    refund_amount: str | None = None
    confirmed_at: str | None = None


class Ticket(Struct, gc=False):
    """A document of the order."""

    type: str | None = None


class Order(Struct, gc=False):
    """One order; every field may be missing or null."""

    id: str | None = None
    booking_reference: str | None = None
    slices: list[Slice] | None = None
    passengers: list[OrderPassenger] | None = None
    total_amount: str | None = None
    total_currency: str | None = None
    owner: OrderSupplier | None = None
    conditions: OrderConditions | None = None
    payment_status: PaymentStatus | None = None
    cancellation: Cancellation | None = None
    cancelled_at: str | None = None
    created_at: str | None = None
    documents: list[Ticket] | None = None
    metadata: dict[str, str] | None = None


class _Page(Struct, gc=False):
    after: str | None = None


class _Answer(Struct, gc=False):
    data: Order | list[Order] | None = None
    errors: list[object] | None = None
    meta: _Page | None = None


def has_more_pages(body: bytes) -> bool:
    """Whether the `body` of an answer is a page of orders behind which there are more."""
    try:
        page = msgspec.json.decode(body, type=_Answer).meta
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return page is not None and bool(page.after)


def order_rows(body: bytes) -> list[Cells]:
    """The cells of bookings.csv that the orders in the `body` of an answer say, by column: an order, a list of them, or
    either in `data`.

    The person is `metadata.person`, else the passenger's e-mail, else their name; the event is `metadata.event`, or
    left to the dates. Amounts of several passengers are divided among them. Of one slice the direction is empty where
    `metadata.direction` does not tell it.

    Raises
    ------
    NoOffers : the bytes are no JSON, or hold no order
    """
    try:
        text = text_of(body, "order.json").encode()
    except NotText as error:
        raise NoOffers(error.line, error.what, error.remedy) from error
    rows = [cells for order in _orders(text) for cells in _rows(order)]
    if not rows:
        raise NoOffers(0, "it holds no order with a passenger", AS_IS)
    return rows


def _orders(body: bytes) -> list[Order]:
    """The orders of an answer, whichever way it is wrapped."""
    for decode in (_of_answer, _of_list, _of_one):
        try:
            orders = decode(body)
        except msgspec.ValidationError:
            continue
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise NoOffers(0, "this is not JSON, or only a part of it", AS_IS) from error
        if any(order.slices for order in orders):
            return orders
    raise NoOffers(0, "it holds no order as Duffel returns them", AS_IS)


def _of_answer(body: bytes) -> list[Order]:
    answer = msgspec.json.decode(body, type=_Answer)
    if answer.errors:
        raise NoOffers(0, "the provider answered with errors, not with an order", "Ask for it again")
    return answer.data if isinstance(answer.data, list) else [answer.data] if answer.data else []


def _of_list(body: bytes) -> list[Order]:
    return msgspec.json.decode(body, type=list[Order])


def _of_one(body: bytes) -> list[Order]:
    return [msgspec.json.decode(body, type=Order)]


def _rows(order: Order) -> Iterator[Cells]:
    passengers, metadata, slices = order.passengers or [], order.metadata or {}, order.slices or []
    if len(slices) > MOST_SLICES:
        what = f"order {order.booking_reference or order.id} has {len(slices)} slices, more than a way out and a return"
        raise NoOffers(0, what, "Write its journeys into bookings.csv, and take the order out of the folder")
    share = {name: _share(amount, len(passengers)) for name, amount in _amounts(order).items()}
    for one in passengers:
        name = f"{one.given_name or ''} {one.family_name or ''}".strip()
        yield {
            "person": metadata.get("person", "") or one.email or name,
            "event": metadata.get("event", ""),
            "direction": metadata.get("direction", "") or ("both" if len(slices) > 1 else ""),
            "status": _status(order),
            **{column: BOTH_WAYS.join(cells) for column, cells in _journeys(slices).items()},
            **share,
            "currency": order.total_currency or "",
            "reference": order.booking_reference or order.id or "",
            "booked_on": (order.created_at or "")[:10],
            "supplier": (order.owner or OrderSupplier()).name or "",
        }


def _status(order: Order) -> str:
    if _is_cancelled(order):
        return "cancelled"
    if order.payment_status and order.payment_status.awaiting_payment:
        return "held"
    return "ticketed" if any(one.type == TICKET for one in order.documents or ()) else "booked"


def _is_cancelled(order: Order) -> bool:
    """Whether the `order` is cancelled; a cancellation that nobody has confirmed is a quote, and changes nothing."""
    return bool(order.cancelled_at or (order.cancellation and order.cancellation.confirmed_at))


def _amounts(order: Order) -> dict[str, Decimal | None]:
    """Fare, refund and fee of the whole order; a penalty without amount, or in another currency, promises nothing."""
    fare, terms = _decimal(order.total_amount), order.conditions or OrderConditions()
    refund, fee = _penalty(terms.refund_before_departure, order), _penalty(terms.change_before_departure, order)
    back = None if fare is None or refund is None else max(Decimal(0), fare - refund)
    if order.cancellation and _is_cancelled(order):
        back = _decimal(order.cancellation.refund_amount)
    return {"fare": fare, "refund": back, "change_fee": fee}


def _penalty(terms: Penalty | None, order: Order) -> Decimal | None:
    if terms is None or not terms.allowed or terms.penalty_currency not in (None, order.total_currency):
        return None
    return _decimal(terms.penalty_amount)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _share(amount: Decimal | None, people: int) -> str:
    return "" if amount is None else f"{(amount / people).quantize(amount) if people > 1 else amount:f}"


def _journeys(slices: list[Slice]) -> dict[str, list[str]]:
    """What the columns of journeys say, slice by slice."""
    flights: dict[str, list[str]] = {
        name: [] for name in ("flights", "origin", "destination", "via", "via_times", "departs", "arrives", "cabin")
    }
    for one in slices:
        segments = one.segments or [Segment()]
        first, last = segments[0], segments[-1]
        changes = pairwise(segments)
        flights["flights"].append("|".join(map(_code, segments)))
        flights["origin"].append((first.origin or _NOWHERE).iata_code or "")
        flights["destination"].append((last.destination or _NOWHERE).iata_code or "")
        flights["via"].append("|".join((segment.origin or _NOWHERE).iata_code or "" for segment in segments[1:]))
        flights["via_times"].append("|".join(f"{here.arriving_at}/{there.departing_at}" for here, there in changes))
        flights["departs"].append(first.departing_at or "")
        flights["arrives"].append(last.arriving_at or "")
        flights["cabin"].append(_cabin(segments))
    return flights


def _code(segment: Segment) -> str:
    return f"{(segment.marketing_carrier or _NOBODY).iata_code or ''}{segment.marketing_carrier_flight_number or ''}"


def _cabin(segments: list[Segment]) -> str:
    """The lowest cabin of all flights."""
    rank = ("economy", "premium_economy", "business", "first")
    words = [one.cabin_class for segment in segments for one in segment.passengers or () if one.cabin_class in rank]
    return min(words, key=lambda word: rank.index(word or rank[0]), default=rank[0]) or rank[0]
