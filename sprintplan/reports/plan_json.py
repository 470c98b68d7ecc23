"""The plan as JSON, and back."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from pydantic import ValidationError
from pydantic_core import to_json

from sprintplan.domain.model import Model
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.trip import Trip
from sprintplan.domain.trips import Traveller
from sprintplan.encoding import NotText, text_of, without_marks
from sprintplan.errors import InputError, Place, Problem, UsageError
from sprintplan.files import is_file, is_folder, named
from sprintplan.reports.plan_text import plan_of

FORMAT, VERSION = "sprintplan-plan", 1
REMEDY = "Give the plan.json that `sprintplan plan` wrote"
INDENTED_TRIPS = 20_000
"""Trips from which on the text is not indented: spaces would be a third of some hundred megabytes."""
WHO = Traveller._fields[:-1]
SHARED = {*Trip.model_fields} - {*Traveller._fields}
"""Members of a trip between those that tell whose it is: these lead, but for `extra`, which ends it."""


def plan_bytes(plan: Plan) -> Iterator[bytes]:
    """The plan's text in pieces, the same byte for byte for the same plan; indented unless it is huge."""
    if sum(len(event.trips) for event in plan.events) <= INDENTED_TRIPS:
        yield plan.model_dump_json(indent=2).encode()
    else:
        yield from _listed(plan, "events", map(_event, plan.events))
    yield b"\n"


def _event(event: EventPlan) -> Iterator[bytes]:
    """An event whose trips are many and mostly alike: what they share is put into words once."""
    contents = [content.model_dump_json(include=SHARED)[1:-1].encode() for content in event.trips.contents]
    trips = zip(event.trips.travellers, event.trips.which, strict=True)
    return _listed(event, "trips", ((_trip(traveller, contents[number]),) for traveller, number in trips))


def _trip(traveller: Traveller, shared: bytes) -> bytes:
    own = to_json(dict(zip(WHO, traveller, strict=False)))
    return b"".join((own[:-1], b",", shared, b',"extra":', to_json(traveller.extra), b"}"))


def _listed(model: Model, last: str, items: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """A record whose last member is a list of these items."""
    yield model.changed(**{last: ()}).model_dump_json().encode().removesuffix(b"]}")
    for number, item in enumerate(items):
        if number:
            yield b","
        yield from item
    yield b"]}"


class PlanHead(msgspec.Struct, gc=False):
    """What a plan of any version says of itself before its trips; members that it lacks are empty."""

    format: str
    created_at: str = ""
    inputs_sha256: str = ""
    today: str = ""
    tool_version: str = ""
    data_version: str = ""
    currency: str = ""
    workspace: str = ""
    status: str = ""
    events: list[msgspec.Raw] = []


def plan_head(path: Path) -> PlanHead | None:
    """The first members of the plan in the file at `path`; None where the file is no plan, or no whole one.

    Raises
    ------
    UsageError : the file cannot be read
    """
    if not is_file(path):
        return None
    try:
        head = msgspec.json.decode(without_marks(path.read_bytes()), type=PlanHead)
    except OSError as error:
        raise UsageError(f"{named(path)} cannot be read: {error.strerror}. Check its rights") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return head if head.format == FORMAT else None


def read_plan(path: Path) -> Plan:
    """The plan in the file at `path`.

    Raises
    ------
    InputError : the file cannot be read, is a folder or no plan, or is one of a newer version
    """
    text = _text(path)
    try:
        return plan_of(text)
    except ValidationError as error:
        raise _refused(path, _reason(text) or _first(error)) from error


def _text(path: Path) -> str:
    if is_folder(path):
        how = f"Name the plan in it: {named(path / 'plan.json')}, say"
        raise InputError([Problem(Place(named(path)), "this is a folder", how)])
    try:
        return text_of(path.read_bytes(), path.name)
    except OSError as error:
        raise _refused(path, f"the plan cannot be read: {error.strerror}") from error
    except NotText as error:
        raise _refused(path, f"this is not a plan: {error.what}") from error


def _reason(text: str) -> str | None:
    """What is wrong with the text as a whole, if anything is."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return "this is not a plan: it is not JSON, or only a part of it"
    if not isinstance(answer, dict) or answer.get("format") != FORMAT:
        return f'this is not a plan: it has no "format": "{FORMAT}"'
    version = answer.get("version")
    if isinstance(version, int) and version > VERSION:
        return f"this plan is of version {version}, newer than the {VERSION} that this sprintplan reads"
    return None


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    where = f"{where}: " if where else ""
    return f"this is not a whole plan: {where}{first['msg'].removeprefix('Value error, ')}"


def _refused(path: Path, what: str) -> InputError:
    remedy = "Install a newer sprintplan, or plan anew" if "newer" in what else REMEDY
    return InputError([Problem(Place(named(path)), what, remedy)])
