"""Bytes of an answer as offers: shape recognised, offers that are malformed kept apart from the others."""

from dataclasses import dataclass

import msgspec

from sprintplan.encoding import NotText, check_text, without_marks
from sprintplan.offers.answers.schemas import Document, Fault, Offer, Passenger, Request

AS_IS = "Save the provider's answer as it came, or move it out of the folder"


class NoOffers(Exception):
    """An answer that holds no offers of a known shape: line (0 unknown), what is wrong, and what to do."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


@dataclass(frozen=True)
class Decoded:
    """The offers of one answer, the travellers that all of them are for where it says so, and malformed offers.

    `malformed` : (id or place, why)
    """

    offers: list[Offer]
    passengers: list[Passenger] | None
    malformed: list[tuple[str, str]]


class _Envelope(msgspec.Struct, gc=False):
    data: msgspec.Raw = msgspec.Raw()
    errors: msgspec.Raw = msgspec.Raw()
    offers: msgspec.Raw = msgspec.Raw()
    passengers: msgspec.Raw = msgspec.Raw()
    total_amount: msgspec.Raw = msgspec.Raw()

    @property
    def is_document(self) -> bool:
        """Whether it holds offers, and is none itself."""
        return any(map(bytes, (self.data, self.errors, self.offers))) and not bytes(self.total_amount)


class _Named(msgspec.Struct, gc=False):
    id: str = ""


# Made before any thread is: msgspec 0.22 can crash where two threads are the first to decode a type.
_DOCUMENT = msgspec.json.Decoder(Document)
_ENVELOPE = msgspec.json.Decoder(_Envelope)
_NAME = msgspec.json.Decoder(_Named)


def decode(body: bytes) -> Decoded:
    """The offers in the `body` of an answer: as the provider wraps them, as client libraries hand them out, or a list
    of either.

    Raises
    ------
    NoOffers : broken JSON, a provider's error, or something else altogether
    """
    text = without_marks(body)
    try:
        if text.lstrip()[:1] == b"[":
            return _listed(text)
        document = _DOCUMENT.decode(text)
        bare = document.data is None and not document.errors
        return _shaped(_DOCUMENT.decode(_wrapped(text)) if bare else document)
    except msgspec.ValidationError:
        return _one_by_one(text)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _broken(text, str(error)) from error


def _wrapped(data: bytes) -> bytes:
    """What a client library took out of a document, as a document again."""
    return b'{"data":%b}' % data


def _listed(text: bytes) -> Decoded:
    """A list of offers, or of documents, or of both."""
    raws = [bytes(raw) for raw in msgspec.json.decode(text, type=list[msgspec.Raw])]
    if not raws:
        raise _unknown_shape()
    wraps = [raw[:1] == b"{" and _ENVELOPE.decode(raw).is_document for raw in raws]
    offers = [raw for raw, wrap in zip(raws, wraps, strict=True) if not wrap]
    parts = [decode(raw) for raw, wrap in zip(raws, wraps, strict=True) if wrap]
    if offers:
        parts.append(decode(_wrapped(b"[%b]" % b",".join(offers))))
    return Decoded(
        [one for part in parts for one in _with_travellers(part)], None, [m for p in parts for m in p.malformed]
    )


def _with_travellers(part: Decoded) -> list[Offer]:
    """The offers, each with the travellers of its request where it names none."""
    for offer in part.offers:
        offer.passengers = offer.passengers or part.passengers
    return part.offers


def _shaped(document: Document) -> Decoded:
    """The offers of a document of known shape."""
    if document.errors:
        raise _provider_error(document.errors)
    shaped, passengers = document.data, None
    if isinstance(shaped, Request):
        passengers = shaped.passengers
        if (inner := shaped.flight_offers if shaped.offers is None else shaped.offers) is not None:
            shaped = inner
        else:
            shaped = [] if shaped.slices and shaped.passengers and not shaped.is_duffel else [shaped]
    if shaped is None or (shaped and not any(offer.is_duffel or offer.is_amadeus for offer in shaped)):
        raise _unknown_shape()
    return Decoded(shaped, passengers, [])


def _one_by_one(text: bytes) -> Decoded:
    """The same where a field of some offer has not the type that it should: the others are kept."""
    try:
        envelope = _ENVELOPE.decode(text)
        if bytes(envelope.errors) not in (b"", b"null", b"[]"):
            raise _provider_error(_errors(bytes(envelope.errors)))
        data = bytes(envelope.data) or text
        inner = _ENVELOPE.decode(data) if data.startswith(b"{") else _Envelope()
        raws = msgspec.json.decode(bytes(inner.offers) or data, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unknown_shape() from error
    offers: list[Offer] = []
    malformed: list[tuple[str, str]] = []
    for place, raw in enumerate(raws, 1):
        try:
            offers.append(msgspec.json.decode(raw, type=Offer))
        except msgspec.DecodeError as error:
            malformed.append((_name(raw, place), f"malformed: {error}"))
    if not any(offer.is_duffel or offer.is_amadeus for offer in offers) and not _looks_like_offers(raws):
        raise _unknown_shape()
    return Decoded(offers, _passengers(bytes(inner.passengers)), malformed)


def _errors(raw: bytes) -> list[Fault]:
    try:
        return msgspec.json.decode(raw, type=list[Fault])
    except msgspec.DecodeError:
        return [Fault()]


def _passengers(raw: bytes) -> list[Passenger] | None:
    try:
        return msgspec.json.decode(raw, type=list[Passenger]) if raw else None
    except msgspec.DecodeError:
        return None


def _name(raw: msgspec.Raw, place: int) -> str:
    try:
        return _NAME.decode(raw).id or f"offer {place}"
    except msgspec.DecodeError:
        return f"offer {place}"


def _looks_like_offers(raws: list[msgspec.Raw]) -> bool:
    return any(b'"total_amount"' in bytes(raw) or b'"itineraries"' in bytes(raw) for raw in raws)


def _unknown_shape() -> NoOffers:
    return NoOffers(1, "is not a list of offers that Duffel or Amadeus answers", AS_IS)


def _provider_error(errors: list[Fault]) -> NoOffers:
    first = errors[0] if errors else Fault()
    words = [str(word) for word in (first.type, first.code, first.title) if word]
    message = f" ({', '.join(words)})" if words else ""
    detail = first.message or first.detail
    return NoOffers(
        1,
        f"is an error that the provider answered{message}, no offers" + (f": {detail.rstrip('.')}" if detail else ""),
        "Ask the provider again, and move this answer out of the folder",
    )


def _broken(text: bytes, problem: str) -> NoOffers:
    try:
        check_text(text, ".json")
    except NotText as error:
        return NoOffers(error.line, error.what, error.remedy)
    if text.lstrip().startswith(b"<"):
        return NoOffers(1, "is a web page, not JSON", "Ask the provider again, and move this answer out of the folder")
    if not text.strip():
        return NoOffers(0, "is empty", AS_IS)
    _, _, place = problem.rpartition("(byte ")
    digits = place.rstrip(")")
    at = int(digits) if digits.isdigit() else len(text)
    what = "ends in the middle" if "truncated" in problem else problem.partition(" (byte")[0]
    return NoOffers(text.count(b"\n", 0, at) + 1, f"is broken JSON: {what}", AS_IS)
