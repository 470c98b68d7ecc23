"""Countries by the names and codes that staff lists hold: local names, ISO codes, short forms, nationalities."""

import re
from functools import cache
from importlib.resources import files

from sprintplan.intake.headings import simple
from sprintplan.world.cities import countries, country_name

LANGUAGES = "en de fr es pt it nl pl sv da nb fi cs tr ja zh ko ru uk".split()
"""Languages whose names of countries are known (Unicode CLDR, through Babel)."""

GERMAN_ENDING = r"(isch|deutsch)(?:e|er|en|es)$"
"""Endings of a nationality in German, as in "portugiesische"."""

CITIZEN_OF = re.compile(r"citizen(?:ship)? ?\((.+)\)", re.IGNORECASE)
"""A citizenship as some systems write it: "Citizen (Poland)"; a "Permanent Resident (Canada)" is none."""


@cache
def _written() -> tuple[dict[str, str], dict[str, str]]:
    """Countries by short and old forms that no list of official names holds, and by nationality."""
    short, peoples = dict[str, str](), dict[str, str]()
    for line in (files(__package__) / "countries.txt").read_text(encoding="utf-8").splitlines():
        code, _, words = line.partition(": ")
        for into, names in zip((short, peoples), words.split(";"), strict=True):
            into |= {simple(name): code for name in names.split("|") if name.strip()}
    return short, peoples


@cache
def _by_name() -> dict[str, str]:
    from babel import Locale

    known = countries()
    codes = {simple(country_name(code)): code for code in known}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in known:
                codes.setdefault(simple(name), code)
    return codes | _written()[0]


@cache
def _by_code() -> dict[str, str]:
    """ISO 3166-1 alpha-2, alpha-3 and numeric codes."""
    from babel.core import get_global

    known = countries()
    others = {code: names[0] for code, names in get_global("territory_aliases").items() if len(code) == 3}
    return {code: code for code in known} | {code: name for code, name in others.items() if name in known}


def find_country(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the country that `text` names in some language, or by any ISO code; None where
    unknown.

    A code counts in capitals alone, since words of two or three letters are many things.
    """
    word = text.strip().strip(".")
    return _by_code().get(word) or _by_name().get(simple(word))


def find_citizenship(text: str) -> str | None:
    """The country of the passport that `text` names: a country, or a nationality in English or German, of the larger
    countries in the Romance languages and Dutch too; None where unknown."""
    if inside := CITIZEN_OF.fullmatch(text.strip()):
        text = inside[1]
    word, peoples = simple(text), _written()[1]
    return find_country(text) or peoples.get(word) or peoples.get(re.sub(GERMAN_ENDING, r"\1", word))
