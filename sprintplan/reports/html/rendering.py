"""Templates filled in: everything escaped, style and script inlined and named by their hashes in the policy.

The Content-Security-Policy allows what the page carries itself and nothing remote; a script that came in with a name
would neither be a script, as it is escaped, nor run, as its hash is not the page's.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sprintplan import __version__
from sprintplan.reports.formatting import plain
from sprintplan.reports.html.filters import FILTERS

if TYPE_CHECKING:
    from jinja2 import Environment

GENERATOR = "sprintplan"


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
    made.filters |= FILTERS
    return made


def _finalized(value: Any) -> Any:
    """Text without characters that nobody sees and that turn the direction of writing; all else as it is."""
    if type(value) is str and not value.isprintable():
        return plain(value)
    return value


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


@cache
def _shipped(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8").strip()


def _source(text: str) -> str:
    """A text as the policy names it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
