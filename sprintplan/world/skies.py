"""Airspace that is closed to each other's airlines, and to all."""

SANCTIONS = frozenset(
    """AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
    CA CH GB IS JP KR LI MD ME NO US""".split()
)
CLOSED_SKIES = {"RU": SANCTIONS, "BY": SANCTIONS}
NO_AIRLINES = frozenset({"UA"})
# Ukraine's airspace is closed to all airlines since February 2022, Russia's and Belarus's to those of the countries
# named and theirs to them since 2021 and 2022.


def open_skies(start: str, end: str) -> bool:
    """Whether airlines fly between two countries (ISO 3166-1 alpha-2), as far as closed airspace goes."""
    barred = end in CLOSED_SKIES.get(start, ()) or start in CLOSED_SKIES.get(end, ())
    return not barred and not {start, end} & NO_AIRLINES
