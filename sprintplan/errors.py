"""Every error that sprintplan raises on purpose, each class with its exit status."""

from collections.abc import Sequence
from dataclasses import dataclass


class SprintplanError(Exception):
    """A fault of ours: something that should not happen did."""

    exit_status = 1


class UsageError(SprintplanError):
    """A command was asked for something that it cannot do."""

    exit_status = 2


def on_one_line(text: str) -> str:
    """The `text`, in which what cannot be shown stands as an escape."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


@dataclass(frozen=True, order=True)
class Place:
    """Where in the user's files something stands; line 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        file = on_one_line(self.file)
        return f"{file}:{self.line}" if self.line else file


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in the inputs, and what to do about it."""

    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}. {self.remedy}"


class InputError(SprintplanError):
    """The workspace cannot be planned with; carries the problems that were found, and how many more there are."""

    exit_status = 2

    def __init__(self, problems: Sequence[Problem], more: int = 0) -> None:
        self.problems, self.more = tuple(problems), more
        lines = [*map(str, self.problems)]
        if more:
            lines.append(f"and {more} more problem{'s' if more > 1 else ''}: fix the ones above first")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type["InputError"], tuple[Sequence[Problem], int]]:
        return InputError, (self.problems, self.more)


class NoPlan(SprintplanError):
    """No plan exists, or none was found in time."""

    exit_status = 3


class OfferSourceError(SprintplanError):
    """A source of offers could not be read to the end."""

    exit_status = 4


class PlanDoesNotHold(SprintplanError):
    """`verify` found a plan that its workspace contradicts."""

    exit_status = 5

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))
