"""A plan out of its text: what many trips state alike is read and checked once."""

from collections.abc import Hashable
from typing import get_type_hints

import msgspec
from pydantic import ValidationError

from sprintplan.domain.plan import Plan
from sprintplan.domain.trip import Trip
from sprintplan.domain.trips import Traveller, Trips

Members = dict[str, msgspec.Raw]


_Own = msgspec.defstruct("_Own", [*get_type_hints(Traveller).items()], gc=False)
"""What a trip repeats of its person's row."""


def plan_of(text: str) -> Plan:
    """The plan that a text states.

    Raises
    ------
    ValidationError : with the place of each fault
    """
    try:
        return _faultless(text)
    except (msgspec.MsgspecError, ValidationError, KeyError, RecursionError):
        return Plan.model_validate_json(text)


def _faultless(text: str) -> Plan:
    members = msgspec.json.decode(text, type=Members)
    events = msgspec.json.decode(members["events"], type=list[Members])
    bare = [event | {"trips": msgspec.Raw(b"[]")} for event in events]
    plan = Plan.model_validate_json(msgspec.json.encode(members | {"events": bare}))
    pairs = zip(plan.events, events, strict=True)
    return plan.changed(events=tuple(event.changed(trips=_trips(document["trips"])) for event, document in pairs))


def _trips(text: msgspec.Raw) -> Trips:
    own, whole = msgspec.json.Decoder(_Own), msgspec.json.Decoder(Members)
    numbers, contents = dict[Hashable, int](), list[Trip]()
    travellers, which = list[Traveller](), list[int]()
    for trip in msgspec.json.decode(text, type=list[msgspec.Raw]):
        content = _content(whole.decode(trip))
        if content not in numbers:
            numbers[content] = len(numbers)
            contents += Trips.of([Trip.model_validate_json(bytes(trip))]).contents
        travellers.append(Traveller(*msgspec.structs.astuple(own.decode(trip))))
        which.append(numbers[content])
    return Trips(travellers, contents, which)


def _content(members: Members) -> Hashable:
    """The names and texts of what a trip states but for whose it is: texts that differ in spaces count as two."""
    for name in Traveller._fields:
        del members[name]
    return *members, *map(bytes, members.values())
