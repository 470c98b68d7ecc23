"""Numbers as people write them at home: what a local form means, and plain forms that may mean something else."""

import re
import unicodedata

SPACED = " '’ʼ`´_"
"""Signs that only ever separate thousands; every blank of Unicode becomes a space first."""
_SIGNS = str.maketrans({"٫": ",", "٬": "'", "−": "-", "·": "."})
_CODE = re.compile(r"^[A-Z]{3}\s*|\s*[A-Z]{3}$")
_NUMBER = re.compile(r"-?[\d.,]*\d")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")


def readings(text: str) -> tuple[str, ...]:
    """What a number in a local form may be in plain digits with a decimal point; empty where it is no number.

    Knows both signs as thousands and decimals, blanks and apostrophes between thousands, digits of other scripts,
    currency signs and codes. `1.234` and `1,234` have two readings, thousands first.
    """
    plain = "".join(map(_plain, unicodedata.normalize("NFKC", text).translate(_SIGNS))).strip()
    plain = _CODE.sub("", plain).strip(" +")
    number = "".join(sign for sign in plain if sign not in SPACED)
    if not _NUMBER.fullmatch(number):
        return ()
    marks = [sign for sign in number if sign in ".,"]
    if len(set(marks)) == 2:
        thousands, decimal = marks[0], marks[-1]
        bare = number.replace(thousands, "")
        return (bare.replace(decimal, "."),) if marks.count(decimal) == 1 else ()
    bare = number.replace(",", "").replace(".", "")
    if len(marks) != 1:
        return (bare,)
    decimal = number.replace(",", ".")
    return (bare, decimal) if _GROUPED.fullmatch(number) else (f"0{decimal}" if decimal[0] == "." else decimal,)


def _plain(sign: str) -> str:
    """A digit of any script as ASCII, a blank as a space, nothing for a currency sign or an unseen mark."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in ("Sc", "Cf") else sign


def too_fine(amount: str, decimals: int) -> bool:
    """Whether a plain amount is finer than a currency of so many decimals, or may be thousands with a dot.

    `12.345` has too many decimals for cents, and `1.500` may be one and a half or fifteen hundred; `1000.00` is plain
    in every currency.
    """
    places = amount.partition(".")[2]
    threes = len(places) % 3 == 0 and re.fullmatch(r"-?[1-9]\d{0,2}\.\d+", amount) is not None
    return len(places.rstrip("0")) > decimals or (decimals < len(places) and threes)


def plain_forms(text: str, decimals: int | None = None) -> str:
    """The readings of a number as a remedy names them, "1234" or "1234 or 1.23"; empty where it is no number.

    Parameters
    ----------
    decimals : of the currency, which the readings are cut to; None keeps them all
    """
    found = [form if decimals is None else _cut(form, decimals) for form in readings(text)]
    return " or ".join(dict.fromkeys(found))


def _cut(number: str, decimals: int) -> str:
    whole, _, places = number.partition(".")
    kept = places[:decimals].rstrip("0") if len(places) > decimals else places
    return f"{whole}.{kept}" if kept else whole
