"""The shipped settings made to fit a company: its currency, and selectors that name some of its people."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from sprintplan.domain.exchange import rate_of
from sprintplan.errors import UsageError
from sprintplan.problems import did_you_mean
from sprintplan.world.money import known_currency, quoted_currencies

SHIPPED = "EUR"
"""The currency that the shipped settings are written in."""
AMOUNTS = (
    "travel_hour",
    "co2e_levy",
    "connection",
    "tonne_co2e",
    "night_per_diem",
    "remote",
    "budget",
    "fee",
    "fare_over",
    "trip_cash_over",
    "amount",
    "refundable_over",
    "bag_fee",
)
"""Keys of the shipped settings that hold an amount of money."""
AVOID = "avoid = "
"""What the line of the days to avoid begins with."""
OVER_WEEKEND = "Thursday to Monday, over the weekend"
"""What the shipped settings say of their days."""
_AMOUNT = re.compile(rf"\b({'|'.join(AMOUNTS)}) = (\d[\d_]*)")
_SELECTOR = re.compile(r'"(team|role|grade|home|id):([^"]+)"')
_HEADER = re.compile(r"\[\[?([\w.]+)\]\]?")


def in_currency(text: str, currency: str) -> str:
    """The settings, `text`, with amounts of about the same worth in another `currency`, two digits each.

    Parameters
    ----------
    text : of sprint.toml
    currency : code of ISO 4217, in capital or small letters

    Raises
    ------
    UsageError : it is no currency, or no rate of it is known
    """
    currency = currency.upper()
    if currency == SHIPPED:
        return text
    rate = rate_of(SHIPPED, currency, {}, None) if known_currency(currency) else None
    if rate is None:
        hint = did_you_mean(currency, quoted_currencies(), "Give a code of three letters, as EUR, USD or SEK")
        raise UsageError(f"--currency {currency}: no exchange rate of it is shipped. {hint}")
    text = "".join(line for line in text.splitlines(True) if not line.startswith("USD = "))
    text = text.replace(f'currency = "{SHIPPED}"', f'currency = "{currency}"').replace(SHIPPED, currency)
    return _AMOUNT.sub(lambda match: f"{match[1]} = {_rounded(Decimal(match[2]) * rate.rate)}", text)


def _rounded(amount: Decimal) -> str:
    """Two digits, thousands apart by underscores as TOML has them."""
    least = Decimal(1).scaleb(max(amount.adjusted() - 1, 0))
    return f"{int(amount.quantize(least) if least == 1 else round(amount / least) * least):_}"


def for_people(text: str, names: Callable[[str, str], bool]) -> str:
    """The settings without what selects nobody, and without the example's days to avoid: such sessions, rules and keys
    are switched off, and where nobody leads the others come from Monday to Friday.

    Parameters
    ----------
    text : of sprint.toml
    names : whether a selector, by its kind and value, names anybody
    """
    fitted: list[str] = []
    alone = False
    for block in _blocks(text):
        alone &= block[0] != "[[event]]"
        header = _HEADER.match(block[0])
        whom = [line for line in block if line.startswith(("who = ", "by = "))]
        if header and block[0].startswith("[[") and any(_names_nobody(line, names) for line in whom):
            fitted += (_off(line) for line in block)
            alone |= header[1] == "event.session"
        else:
            kept = map(_within_a_week, block) if alone else block
            fitted += (_off(line) if line.startswith(AVOID) or _names_nobody(line, names) else line for line in kept)
    return "\n".join(fitted)


def _within_a_week(line: str) -> str:
    """The shipped days of who comes after the leads, as they are without leads."""
    return line.replace("days = [4, 8]", "days = [1, 5]").replace(OVER_WEEKEND, "Monday to Friday")


def _blocks(text: str) -> Iterator[list[str]]:
    """A header with its keys, and the lines between such blocks."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        if block and (_HEADER.match(line) or not line):
            yield block
            block = []
        block.append(line)
    yield block


def _names_nobody(line: str, names: Callable[[str, str], bool]) -> bool:
    """Whether a key that is on lists selectors of which none names anybody."""
    selectors = _SELECTOR.findall(line.partition("#")[0])
    return bool(selectors) and not any(names(kind, value) for kind, value in selectors)


def _off(line: str) -> str:
    return line if line.startswith("#") or not line else f"# {line}"
