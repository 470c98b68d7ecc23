"""Drafted offers as the table's columns: fares, emissions, terms, and both-ways offers as two rows each."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from sprintplan.domain.exchange import rate_of
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.answers.columns import Drafted
from sprintplan.offers.answers.flights import Flown, in_slots, read_flights, second_rows
from sprintplan.offers.answers.sieve import Sieve
from sprintplan.offers.codes import carrier
from sprintplan.offers.conditions import Terms
from sprintplan.offers.journeys import CO2E_SOURCES, embedded_grams, journey_cabin
from sprintplan.offers.rounding import scaled
from sprintplan.offers.skipped import Skipped
from sprintplan.offers.table import UNKNOWN, Int32, Int64, Mask, OfferTable
from sprintplan.problems import Problems
from sprintplan.units import MOST_GRAMS, MOST_MINOR, currency_decimals
from sprintplan.world.money import known_currency

GRAMS_IN_KG = 1000
_TERMS = ("fetched_at", "expires_at", "owner", "fare_brand", "fare_basis", "checked_bags", "changeable", "refundable")


def built(
    drafted: Drafted, scenario: Scenario, source: str, names: Sequence[str], files: Sequence[str], problems: Problems
) -> tuple[OfferTable, list[Skipped], list[Skipped]]:
    """The table of sound offers, the others, and those kept with a doubt.

    Parameters
    ----------
    drafted : the offers of all answers
    scenario : states the currency and the rates
    source : the source that the table names
    names, files : of the answers by number; a file is empty where the answer is none
    problems : gets currencies without a rate
    """
    sieve = Sieve(drafted)
    flown = read_flights(drafted, sieve)
    _refuse_currencies(drafted, sieve)
    _note_rates(drafted, sieve, scenario, names, problems)
    amounts = _Amounts(drafted, scenario)
    _refuse_amounts(amounts, sieve)
    answer = drafted.offers["answer"].tolist()
    left_out, doubted = (
        [Skipped(names[answer[at]], drafted.ids[at].decode(), why) for at, why in sorted(reasons.items())]
        for reasons in (sieve.why, {at: why for at, why in sieve.doubts.items() if sieve.kept[at]})
    )
    return _Table(drafted, sieve.kept, flown, amounts, tuple(files)).table(source), left_out, doubted


def _refuse_currencies(drafted: Drafted, sieve: Sieve) -> None:
    codes, numbers = drafted.words["currency"], drafted.offers["currency"]
    unknown: Mask = np.array([*(not known_currency(code) for code in codes), True])[numbers]

    def tell(at: int) -> str:
        return "without a currency" if numbers[at] == UNKNOWN else f'unknown currency "{codes[numbers[at]]}"'

    sieve.refuse_offers(unknown, tell)


def _note_rates(drafted: Drafted, sieve: Sieve, scenario: Scenario, names: Sequence[str], problems: Problems) -> None:
    """Note each currency of sound offers that has no rate, once, at the first answer that has it."""
    currency, mine = drafted.offers["currency"], scenario.currency
    for number, code in enumerate(drafted.words["currency"]):
        at = np.flatnonzero(sieve.kept & (currency == number))
        if len(at) and rate_of(mine, code, scenario.stated_rates, scenario.rates_date) is None:
            what = f"no exchange rate for {code} ({len(at)} offer{'s' if len(at) > 1 else ''})"
            remedy = f"State under [rates] how many {code} make one {mine}"
            problems.add(names[drafted.offers["answer"][at[0]]], 0, what, remedy)


def _refuse_amounts(amounts: "_Amounts", sieve: Sieve) -> None:
    sieve.refuse_offers(amounts.fare > MOST_MINOR, lambda _: "a fare beyond any budget")
    sieve.refuse_offers(amounts.grams > MOST_GRAMS, lambda _: "emissions beyond any journey")


@dataclass(frozen=True)
class _Amounts:
    """What drafted offers state for one adult, (m,) each."""

    drafted: Drafted
    scenario: Scenario

    @cached_property
    def original(self) -> Int64:
        """(m,) fares in minor units of the stated currency."""
        return self._per_adult("", currency=True)

    @cached_property
    def fare(self) -> Int64:
        """(m,) fares in the company's currency: the share of one adult in the stated minor unit is converted."""
        offers, codes, mine = self.drafted.offers, self.drafted.words["currency"], self.scenario.currency
        places = [currency_decimals(code) for code in codes]
        rates = [rate_of(mine, code, self.scenario.stated_rates, self.scenario.rates_date) for code in codes]
        unit = 10 ** currency_decimals(mine)
        factors = [unit / Fraction(rate.rate if rate else 1) for rate in rates]
        number = np.maximum(offers["currency"], 0)
        decimals = np.array([*places, 0], np.int64)[number]
        return scaled(self.original, decimals, factors or [Fraction(1)], number)

    @cached_property
    def grams(self) -> Int64:
        """(m,) grams where the seller tells them."""
        return self._per_adult("co2e_", currency=False)

    def _per_adult(self, prefix: str, *, currency: bool) -> Int64:
        """(m,) an amount divided by its travellers, in minor units of its currency, or in grams; rounded half up."""
        offers, codes = self.drafted.offers, self.drafted.words["currency"]
        units = [10 ** currency_decimals(code) for code in codes] if currency else [GRAMS_IN_KG]
        unit = np.maximum(offers["currency"], 0) if currency else np.zeros(len(self.drafted.ids), np.int64)
        travellers = offers[f"{prefix}travellers"]
        most = int(travellers.max(initial=1))
        factors = [Fraction(one, shared) for one in units or [1] for shared in range(1, most + 1)]
        index = unit * most + travellers - 1
        return scaled(np.maximum(offers[f"{prefix}value"], 0), offers[f"{prefix}places"], factors, index)


@dataclass(frozen=True)
class _Table:
    """Builds the columns; `kept` (m,) are the offers that are sound, `files` the answers' files."""

    drafted: Drafted
    kept: Mask
    flown: Flown
    amounts: _Amounts
    files: tuple[str, ...]

    @cached_property
    def rows(self) -> Int64:
        """(n,) the drafted rows that the table has."""
        return np.flatnonzero(self.kept[self.drafted.offer])

    @cached_property
    def offer(self) -> Int64:
        """(n,) each row's offer, as drafted."""
        return self.drafted.offer[self.rows]

    @cached_property
    def partner(self) -> Int32:
        """(n,) the other row of each both-ways offer."""
        partner = np.full(len(self.rows), UNKNOWN, np.int32)
        back = np.flatnonzero(self._second)
        partner[back], partner[back - 1] = back - 1, back
        return partner

    @cached_property
    def _second(self) -> Mask:
        return second_rows(self.drafted)[self.rows]

    @cached_property
    def _states_emissions(self) -> Mask:
        """(n,) whether the seller tells emissions."""
        return np.asarray(self.drafted.offers["co2e_value"][self.offer] >= 0, np.bool_)

    @cached_property
    def segments(self) -> dict[str, Int64]:
        """(s, n) segment columns by name."""
        drafted, flown = self.drafted.flights, self.flown
        marketing, operating = (_carriers(self.drafted)[drafted[name]] for name in ("carrier", "operator"))
        columns = {
            "seg_origin": flown.origin.astype(np.int16),
            "seg_destination": flown.destination.astype(np.int16),
            "seg_departs_utc": flown.departs_utc,
            "seg_arrives_utc": flown.arrives_utc,
            "seg_departs_local": flown.departs_local,
            "seg_arrives_local": flown.arrives_local,
            "seg_carrier": marketing,
            "seg_operator": operating,
            "seg_number": drafted["number"],
            "seg_cabin": flown.cabin.astype(np.int8),
        }
        return in_slots(self.drafted, self.rows, columns)

    def table(self, source: str) -> OfferTable:
        """The columns."""
        segments, terms = self.segments, self._terms()
        there = segments["seg_origin"] != UNKNOWN
        original, fare = self._fares()
        minutes = segments["seg_arrives_utc"] - segments["seg_departs_utc"]
        in_files = any(self.files)
        answer = self.drafted.offers["answer"][self.offer]
        return OfferTable(
            source=source,
            segments=self.drafted.count[self.rows].astype(np.int8),
            cabin=journey_cabin(there, minutes, segments["seg_cabin"]),
            fare_minor=fare,
            original_minor=original,
            currency=self.drafted.offers["currency"][self.offer].astype(np.int16),
            seats=self.drafted.offers["seats"][self.offer].astype(np.int32),
            co2e_g=self._grams(there),
            co2e_from=self._states_emissions.astype(np.int8),
            co2e_sources=CO2E_SOURCES,
            partner=self.partner,
            first_leg=~self._second,
            file=(answer if in_files else np.full(len(answer), UNKNOWN)).astype(np.int16),
            line=np.arange(len(self.rows), dtype=np.int32),
            currencies=self.drafted.words["currency"],
            files=self.files if in_files else (),
            carriers=self.drafted.words["carrier"],
            flight_numbers=self.drafted.words["number"],
            offer=(np.cumsum(self.kept) - 1)[self.offer].astype(np.int32),
            terms=terms,
            **segments,
        )

    def _fares(self) -> tuple[Int64, Int64]:
        """(n,) the fare of one adult as stated and in the company's currency; the outbound row carries all of it."""
        first = ~self._second
        return self.amounts.original[self.offer] * first, self.amounts.fare[self.offer] * first

    def _grams(self, there: Mask) -> Int64:
        """(n,) grams as the seller tells them, divided between both ways as the embedded factors do, else those."""
        segments = self.segments
        embedded = embedded_grams(there, segments["seg_origin"], segments["seg_destination"], segments["seg_cabin"])
        stated = self._states_emissions
        whole = self.amounts.grams[self.offer]
        out = np.flatnonzero(stated & (self.partner != UNKNOWN) & ~self._second)
        back = self.partner[out]
        share = (2 * whole[out] * embedded[out] + embedded[out] + embedded[back]) // (
            2 * np.maximum(1, embedded[out] + embedded[back])
        )
        grams = np.where(stated, whole, embedded)
        grams[out], grams[back] = share, whole[out] - share
        return grams

    def _terms(self) -> Terms:
        """What is known of the kept offers."""
        kept = np.flatnonzero(self.kept)
        ids = np.array([self.drafted.ids[at] for at in kept.tolist()], np.bytes_)
        columns = {name: self.drafted.offers[name][kept] for name in _TERMS}
        return Terms(ids, **columns, words=self.drafted.words["term"])


def _carriers(drafted: Drafted) -> Int64:
    """The carrier of each word's number; what is no carrier's code is unknown."""
    numbers = [number if carrier(word) == word else UNKNOWN for number, word in enumerate(drafted.words["carrier"])]
    return np.array([*numbers, UNKNOWN], np.int16)
