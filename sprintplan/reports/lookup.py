"""Finds the event, team or person that somebody means; a miss is answered with what comes closest."""

from collections.abc import Mapping
from difflib import get_close_matches

from sprintplan.errors import UsageError
from sprintplan.reports.formatting import plain
from sprintplan.world.cities import plain as without_accents


class NotKnown(UsageError):
    """Nothing is meant by what somebody asked for."""


def meant(
    asked: str, known: Mapping[str, str], noun: str, also: Mapping[str, str] | None = None, where: str = "this plan"
) -> str:
    """The id that somebody asked for, by id or name, whole or in part, or by another word, whatever the case.

    Parameters
    ----------
    known : names by id
    noun : what is looked for, "manager"
    also : other words for some ids, written out: e-mail addresses of people, cities of venues
    where : what holds the known ones

    Raises
    ------
    NotKnown : nothing is meant
    UsageError : more than one thing is
    """
    if asked in known:
        return asked
    for ids in _by_likeness(asked.casefold().strip(), known, also or {}):
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise UsageError(f'"{plain(asked)}" may mean {_listed(ids, known)}. Give the id')
    raise NotKnown(f'there is no {noun} "{plain(asked)}" in {where}. {_closest(asked, known, noun)}')


def _by_likeness(asked: str, known: Mapping[str, str], also: Mapping[str, str]) -> list[list[str]]:
    """Ids whose id is the word, whose other word or name is, and whose name holds it; accents count where that tells
    names apart."""
    same_id = [each for each in known if each.casefold() == asked]
    same_name = [each for each, name in known.items() if name.casefold() == asked]
    bare = without_accents(asked)
    bare_name = [each for each, name in known.items() if without_accents(name) == bare]
    part = [each for each, name in known.items() if asked and asked in name.casefold()]
    bare_part = [each for each, name in known.items() if bare and bare in without_accents(name)]
    same_word = [each for each in known if asked and also.get(each, "").casefold() == asked]
    return [same_id, same_word, same_name, bare_name, part, bare_part]


def _closest(asked: str, known: Mapping[str, str], noun: str) -> str:
    ids = {text.casefold(): each for each, name in known.items() for text in (name, each)}
    close = list(dict.fromkeys(ids[text] for text in get_close_matches(asked.casefold(), ids, n=3)))
    if close:
        return f"Did you mean {_listed(close, known)}?"
    return f"There are {_listed(sorted(known), known)}" if known else f"It has no {noun} at all"


def _listed(ids: list[str], known: Mapping[str, str], most: int = 6) -> str:
    words = [plain(each if known[each] in ("", each) else f"{each} ({known[each]})") for each in ids[:most]]
    return ", ".join(words) + (f" and {len(ids) - most} more" if len(ids) > most else "")
