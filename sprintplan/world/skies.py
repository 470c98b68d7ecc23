"""Airspace that is closed to each other's airlines, and to all; airports that war or decree has closed."""

SANCTIONS = frozenset(
    """AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
    CA CH GB IS JP KR LI MD ME NO US""".split()
)
CLOSED_SKIES = {"RU": SANCTIONS, "BY": SANCTIONS}
NO_AIRLINES = frozenset({"UA"})
"""Ukraine's airspace is closed to all airlines since February 2022, Russia's and Belarus's to those of the countries
named and theirs to them since 2021 and 2022."""

CLOSED_AIRPORTS = {
    "SIP": "2022-02-24", "ROV": "2022-02-24", "VOZ": "2022-02-24", "BZK": "2022-02-24", "EGO": "2022-02-24",
    "URS": "2022-02-24", "LPK": "2022-02-24", "GZA": "2001-12-04", "HOD": "2015-03-26", "TIP": "2014-07-13",
    "DOK": "2014-05-26", "SAH": "2025-05-28",
}  # fmt: skip
"""Airports without airlines by code, and since when.

Source: Russia's air transport agency Rosaviatsia closed its southern airports on 24 February 2022 and has reopened
Krasnodar, Elista and Gelendzhik since; Gaza, Donetsk and Tripoli International are destroyed, Hodeidah has been shut
since the war in Yemen began; at Sanaa the last airliners were destroyed in May 2025. Ukraine's are in NO_AIRLINES.
"""


def closed_airport(code: str) -> bool:
    """Whether no airline flies to the airport with that `code` because of war or a decree, whatever its country."""
    return code in CLOSED_AIRPORTS


def open_skies(start: str, end: str) -> bool:
    """Whether airlines fly between two countries, `start` and `end` (ISO 3166-1 alpha-2), as far as closed airspace
    goes."""
    barred = end in CLOSED_SKIES.get(start, ()) or start in CLOSED_SKIES.get(end, ())
    return not barred and not {start, end} & NO_AIRLINES
