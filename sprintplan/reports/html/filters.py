"""How values are written on the pages: amounts that stay on one line, days, durations, places."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sprintplan.domain.place_names import place_words, with_country
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.reports import formatting
from sprintplan.reports.baseline_words import baseline_sentence
from sprintplan.reports.certainty_words import difference_sentence, hundredths
from sprintplan.reports.html.candidates import CandidateRow
from sprintplan.reports.place_names import event_names
from sprintplan.reports.text.trips import flight_code
from sprintplan.units import hours_text
from sprintplan.world.airports import airports
from sprintplan.world.cities import country_name

TONNE_KG = 1000
IN_NUMBERS = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|%|[A-Z]{3}(?![A-Z]))")
"""Spaces between the digits of a number, and before its unit."""


def place(event: EventPlan) -> str:
    """Where an event takes place, in a word: the city, or the venue where the plan names no city."""
    return event.city or event.venue_name or event.venue


def event_name(event: str, plan: Plan) -> str:
    """The name of an event of a `plan` by its id; the id where the plan has it not any more."""
    return event_names(plan).get(event, event)


def venue(event: EventPlan) -> str:
    """The venue of an `event` with its city and country, as far as the plan states them."""
    named = place_words(event.venue_name or event.venue, event.city)
    return with_country(named, country_name(event.country) or event.country)


def span(event: EventPlan) -> str:
    """The event's days."""
    return formatting.span(event.first_day, event.last_day)


def amount(money: str | Decimal | None, currency: str = "") -> str:
    """Whole units of `money` with thousands apart, and the `currency`."""
    return unbroken(formatting.amount(money, currency))


def difference(money: Decimal, currency: str = "") -> str:
    """An amount of `money` with its sign, and the `currency`."""
    return unbroken(formatting.difference(str(money), currency))


def signed(money: str) -> str:
    """An amount of `money` as text, with its sign."""
    return unbroken(formatting.difference(money))


def plus(number: float, decimals: int) -> str:
    """A `number` with its sign and so many `decimals`; nothing but 0 where that is all that is left of it."""
    rounded = round(number, decimals)
    return unbroken(f"{rounded:+,.{decimals}f}".replace(",", " ")) if rounded else "0"


def more(one: CandidateRow, currency: str) -> str:
    """The score of a candidate, `one`, beside the chosen one, in a `currency`, as the end of a sentence."""
    least = "" if one.exact else "at least "
    if one.difference == 0 and one.exact:
        return "scores the same"
    if one.difference < 0:
        return f"scores {least}{amount(-one.difference, currency)} less by itself"
    if one.difference < Decimal("0.5"):
        return f"scores {least}as much, to less than one {currency}"
    return f"scores {least}{amount(one.difference, currency)} more"


def thousands(number: float) -> str:
    """A whole number with its thousands apart."""
    return unbroken(formatting.thousands(number))


def tonnes(kilograms: float) -> str:
    """Tonnes, from `kilograms`, with one decimal."""
    return f"{kilograms / TONNE_KG:,.1f}".replace(",", "\N{NO-BREAK SPACE}")


def duration(minutes: int) -> str:
    """Hours and minutes."""
    return unbroken(hours_text(minutes))


def long_day(when: date) -> str:
    """The date `when` with its whole name: Monday 10 May."""
    return f"{when:%A} {when.day} {when:%B}"


def day_month(when: date) -> str:
    """The date `when` without its year: 10 May."""
    return unbroken(formatting.day_month(when))


def instant_day(instant: str) -> str:
    """The day of an instant."""
    return formatting.day(datetime.fromisoformat(instant))


def unbroken(text: str) -> str:
    """The text on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def together(sentence: str) -> str:
    """A `sentence` in which no number is broken between its digits or before its unit."""
    return IN_NUMBERS.sub("\N{NO-BREAK SPACE}", sentence)


def baseline(event: EventPlan, currency: str, names: Mapping[str, str]) -> str:
    """The cost of an `event` at its baseline in a `currency`, as a sentence without its full stop; places are called by
    their `names`, the keys of which are ids of venues."""
    sentence = baseline_sentence(event, currency, names)
    return f"{sentence[:1].upper()}{sentence[1:]}"


def airport(code: str) -> str:
    """The city of an airport with its `code`; a place on the ground as it is named."""
    table = airports()
    number = table.number(code)
    return code if number is None else f"{table.cities[number]} ({code})"


FILTERS: dict[str, Callable[..., Any]] = {
    **{
        each.__name__: each
        for each in (place, event_name, venue, span, amount, difference, signed, plus, more, together, baseline)
    },
    **{
        each.__name__: each
        for each in (thousands, tonnes, duration, long_day, day_month, instant_day, formatting.day, hundredths, airport)
    },
    "clock": formatting.clock,
    "flight": flight_code,
    "sure": difference_sentence,
}
