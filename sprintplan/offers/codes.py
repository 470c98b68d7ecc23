"""What the words of quotes mean: airports, cabins, flight codes and carriers."""

import re
from functools import cache

from sprintplan.domain.model import CABIN_BY_WORD
from sprintplan.domain.synonyms import SYNONYMS
from sprintplan.numerals import plain_forms
from sprintplan.offers.table import UNKNOWN
from sprintplan.problems import did_you_mean
from sprintplan.world.airports import airports

_CARRIER = re.compile(r"[A-Z][A-Z0-9]|[0-9][A-Z]|[A-Z]{3}")


def airport(word: str) -> int:
    """The number of the airport that `word` names, UNKNOWN where there is no such airport."""
    number = airports().number(word.upper())
    return UNKNOWN if number is None else number


def is_code(word: str) -> bool:
    """Whether a word has the form of an airport's code, three letters."""
    return len(word) == len("LIS") and word.isascii() and word.isalpha()


def cabin(word: str) -> int:
    """The number of the `Cabin` that `word` names, UNKNOWN where there is none of that name."""
    return CABIN_BY_WORD.get(word.lower(), UNKNOWN)


@cache
def cabin_remedy(word: str) -> str:
    """The remedy for a `word` that is no cabin."""
    return did_you_mean(word, CABIN_BY_WORD, f"Cabins are {', '.join(CABIN_BY_WORD)}", SYNONYMS)


def carrier(word: str) -> str | None:
    """The carrier's code that `word` is, in capitals, or None where it is none."""
    return word.upper() if _CARRIER.fullmatch(word.upper()) else None


def decimal_remedy(word: str) -> str:
    """The remedy for a `word` that is no decimal number of zero or more."""
    if word.startswith("-"):
        return "It cannot be below zero"
    forms = plain_forms(word)
    if forms == word:
        return "Write at most ten digits before the point and six behind it"
    if forms:
        return f"Write {forms}, with a decimal point and nothing between thousands"
    return "Write a plain number such as 412.50, without a currency sign"
