"""Numbers as people write them at home: what a local form means, and plain forms that may mean something else; and as
spreadsheets call columns."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

SPACED = " '’ʼ`´_"
"""Signs that only ever separate thousands; every blank of Unicode becomes a space first."""
_SIGNS = str.maketrans({"٫": ",", "٬": "'", "−": "-", "·": "."})
_CODE = re.compile(r"^[A-Z]{3}\s*|\s*[A-Z]{3}$")
_NUMBER = re.compile(r"-?[\d.,]*\d")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d+")


def readings(text: str) -> tuple[str, ...]:
    """The plain digits with a decimal point that a number in a local form, `text`, may be; empty where it is no number.

    Knows both signs as thousands and decimals, blanks and apostrophes between thousands, digits of other scripts,
    currency signs and codes. `1.234` and `1,234` have two readings, thousands first.
    """
    plain = "".join(map(_plain, unicodedata.normalize("NFKC", text).translate(_SIGNS))).strip()
    plain = _CODE.sub("", plain).strip(" +").removesuffix(".")
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


def may_be_thousands(amount: str, decimals: int) -> bool:
    """Whether the dot of a plain amount may separate thousands, in a currency of so many decimals.

    `1.500` euros may be one and a half or fifteen hundred, `12.345` likewise; `1.500` dinars are plain, as are
    `0.500` and `1234.500`.
    """
    places = amount.partition(".")[2]
    return len(places) > decimals and len(places) % 3 == 0 and _THOUSANDS.fullmatch(amount) is not None


def is_finer(amount: str, decimals: int) -> bool:
    """Whether a plain amount has more decimals that count than its currency."""
    return len(amount.partition(".")[2].rstrip("0")) > decimals


def plain_forms(text: str, decimals: int | None = None) -> str:
    """The readings of a number as a remedy names them, "1234" or "1234 or 1.23"; empty where it is no number.

    Parameters
    ----------
    text : the number in a local form
    decimals : of the currency, which the readings are cut to; None keeps them all
    """
    forms = [form if decimals is None else _cut(form, decimals) for form in readings(text)]
    return " or ".join(dict.fromkeys(forms))


def _cut(number: str, decimals: int) -> str:
    """The number with so many decimals at most, rounded half up, without zeros behind the last of them."""
    if len(number.partition(".")[2]) <= decimals:
        return number
    cut = f"{Decimal(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    return cut.rstrip("0").rstrip(".") if "." in cut else cut


def column_letters(number: int) -> str:
    """What a spreadsheet calls the column of a `number`, counted from 0: A, B, ..., Z, AA."""
    before, letter = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + letter)
