"""The trips of an event: a content that many travellers share is held once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, Self, overload

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from sprintplan.domain.people import Person
from sprintplan.domain.trip import Trip


class Traveller(NamedTuple):
    """Whose a trip is, as people.csv has it."""

    person: str
    name: str
    email: str
    phone: str
    team: str
    manager: str
    extra: dict[str, str]

    @classmethod
    def of(cls, person: Person) -> "Traveller":
        """What a trip repeats of its person."""
        return cls(*_of_person(vars(person)))


_of_person = itemgetter("id", *Traveller._fields[1:])
_NOBODY = Traveller("", "", "", "", "", "", {})
_whose = itemgetter(*Traveller._fields)
_what = itemgetter(*(name for name in Trip.model_fields if name not in Traveller._fields))


class Trips(Sequence[Trip]):
    """Trips of an event in the order of people.csv; a content that many of them share is held once.

    A trip is put together when it is asked for.

    Parameters
    ----------
    travellers : whose they are
    contents : what they state, as nobody's trips
    which : of each traveller, the position of theirs in `contents`
    """

    def __init__(self, travellers: Sequence[Traveller], contents: Sequence[Trip], which: Sequence[int]) -> None:
        self.travellers, self.contents, self.which = travellers, contents, which

    @classmethod
    def of(cls, trips: Iterable[Trip]) -> Self:
        """These trips; contents that several of them share are held once."""
        travellers, which = list[Traveller](), list[int]()
        contents, numbers = list[Trip](), dict[Any, int]()
        for trip in trips:
            content = _what(vars(trip))
            if content not in numbers:
                numbers[content] = len(numbers)
                contents.append(trip.changed(**_NOBODY._asdict()))
            travellers.append(Traveller(*_whose(vars(trip))))
            which.append(numbers[content])
        return cls(travellers, contents, which)

    def pairs(self) -> Iterator[tuple[Traveller, Trip]]:
        """Everybody with what their trip states."""
        return zip(self.travellers, map(self.contents.__getitem__, self.which), strict=True)

    def counted(self) -> Iterator[tuple[Trip, int]]:
        """What trips state, and how many of them state it."""
        heads = Counter(self.which)
        return ((content, heads[number]) for number, content in enumerate(self.contents))

    def where(self, holds: Callable[[Traveller], bool]) -> Iterator[Trip]:
        """The trips of the travellers for whom `holds` is true."""
        return (content.changed(**traveller._asdict()) for traveller, content in self.pairs() if holds(traveller))

    def __len__(self) -> int:
        return len(self.travellers)

    def __iter__(self) -> Iterator[Trip]:
        return self.where(lambda _: True)

    @overload
    def __getitem__(self, at: int) -> Trip: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Trip, ...]: ...
    def __getitem__(self, at: int | slice) -> Trip | tuple[Trip, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        return self.contents[self.which[at]].changed(**self.travellers[at]._asdict())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trips) and list(self) == list(other)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A list of trips in JSON."""
        listed = handler.generate_schema(tuple[Trip, ...])
        return core_schema.no_info_wrap_validator_function(
            lambda given, read: given if isinstance(given, cls) else cls.of(read(given)),
            listed,
            serialization=core_schema.plain_serializer_function_ser_schema(tuple, return_schema=listed),
        )
