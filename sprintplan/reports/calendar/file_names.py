"""File names for ids and team names that every system takes, Windows among them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

MOST_CHARACTERS = 80
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
"""Names of devices on Windows, whatever the case and whatever follows a dot."""


def file_names(words: Iterable[str]) -> dict[str, str]:
    """A file name without ending for each word; two words never share one, also where case does not count.

    A word that is safe as it stands is its own name; one that had to be changed, or that only differs in case from
    another, gets eight characters of its hash, so that its name does not depend on who else is there.
    """
    all_words = list(dict.fromkeys(words))
    safe = {word: _safe(word) for word in all_words}
    shared = Counter(name.casefold() for name in safe.values())
    return {
        word: name if name == word and shared[name.casefold()] == 1 else _marked(word, name)
        for word, name in safe.items()
    }


def _safe(word: str) -> str:
    kept = re.sub(r"[^\w.@ -]", "_", unicodedata.normalize("NFC", word))[:MOST_CHARACTERS]
    kept = kept.strip(" .") or "_"
    return f"_{kept}" if kept.partition(".")[0].upper() in RESERVED or kept.startswith("-") else kept


def _marked(word: str, name: str) -> str:
    return f"{name}-{sha256(word.encode(errors='surrogatepass')).hexdigest()[:8]}"
