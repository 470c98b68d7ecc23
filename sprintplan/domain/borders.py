"""Countries on the way to a home airport: which of them somebody cannot pass through."""

from collections.abc import Collection, Mapping

NO_VISA = ("visa free", "eta", "-1")
"""Requirements of visas.csv that are no visa, beside a number of days."""


def is_closed(
    country: str,
    *,
    cannot_enter: Collection[str],
    may_enter: Collection[str],
    citizenship: Collection[str],
    visas: Mapping[tuple[str, str], str] | None,
) -> bool:
    """Whether somebody may not enter a country, or would need a visa for it.

    Parameters
    ----------
    country : ISO 3166-1 alpha-2, as all of these are
    cannot_enter, may_enter, citizenship : of the person, as people.csv has them
    visas : requirements by passport and destination; None where there is no visas.csv. An unknown passport or pair is
        let in
    """
    if country in cannot_enter:
        return True
    if visas is None or not citizenship or country in (*may_enter, *citizenship):
        return False
    asked = [visas.get((passport, country), NO_VISA[0]) for passport in citizenship]
    return not any(word in NO_VISA or word.isdigit() for word in asked)
