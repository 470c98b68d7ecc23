"""What comes of a search at Duffel, for those who keep it and never ask."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "empty", "partial", "rate_limited", "failed"]


@dataclass(frozen=True)
class Reply:
    """What came of one search: `pages` are its offer lists as they came, `problem` a sentence where any is missing."""

    state: State
    pages: tuple[bytes, ...] = ()
    problem: str = ""
    fetched_at: str = ""
