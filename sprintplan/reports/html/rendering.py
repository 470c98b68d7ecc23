"""Templates filled in: everything escaped, style and script inlined and named by their hashes in the policy.

The Content-Security-Policy allows what the page carries itself and nothing remote; a script that came in with a name
would neither be a script, as it is escaped, nor run, as its hash is not the page's.
"""

from base64 import b64encode
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sprintplan import __version__
from sprintplan.reports import words
from sprintplan.world.cities import country_name

if TYPE_CHECKING:
    from jinja2 import Environment

    from sprintplan.reports.html.candidates import Candidate

GENERATOR = "sprintplan"
TONNE_KG = 1000


def rendered(template: str, **facts: Any) -> str:
    """The template with these facts."""
    style, script = _shipped("page.css"), _shipped("page.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{_source(style)}'; script-src '{_source(script)}'"
    )
    return (
        _environment()
        .get_template(template)
        .render(
            policy=policy, style=_markup(style), script=_markup(script), generator=f"{GENERATOR} {__version__}", **facts
        )
    )


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    made.filters |= {
        "amount": lambda money, currency="": _unbroken(words.amount(money, currency)),
        "clock": words.clock,
        "country": country_name,
        "day": words.day,
        "day_month": words.day_month,
        "difference": _difference,
        "duration": lambda minutes: _unbroken(words.hours(minutes)),
        "instant_day": lambda instant: words.day(datetime.fromisoformat(instant)),
        "long_day": _long_day,
        "span": lambda event: words.span(event.first_day, event.last_day),
        "more": _more,
        "thousands": lambda number: _unbroken(words.thousands(number)),
        "tonnes": lambda kilograms: f"{kilograms / TONNE_KG:,.1f}".replace(",", "\N{NO-BREAK SPACE}"),
        "trip_hours": lambda hours: words.hours(round(hours * 60)),
    }
    made.tests["zero"] = lambda money: not Decimal(money)
    return made


def _finalized(value: Any) -> Any:
    """Text without characters that nobody sees and that turn the direction of writing; all else as it is."""
    if type(value) is str and not value.isprintable():
        return words.plain(value)
    return value


def _difference(money: Decimal, currency: str = "") -> str:
    return _unbroken(words.difference(str(money), currency))


def _more(one: "Candidate", currency: str) -> str:
    """What a candidate costs beside the chosen one, as the end of a sentence."""
    least = "" if one.exact else "at least "
    if one.difference == 0 and one.exact:
        return "costs the same"
    if one.difference < 0:
        return f"costs {least}{_unbroken(words.amount(-one.difference, currency))} less by itself"
    if one.difference < Decimal("0.5"):
        return f"costs {least}as much, to less than one {currency}"
    return f"costs {least}{_unbroken(words.amount(one.difference, currency))} more"


def _unbroken(text: str) -> str:
    """The text on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _long_day(when: date) -> str:
    return f"{when:%A} {when.day} {when:%B}"


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


@cache
def _shipped(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8").strip()


def _source(text: str) -> str:
    """A text as the policy names it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
