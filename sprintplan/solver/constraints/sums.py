"""Limits on sums: of one event, or of the whole year, where each year's limit also has a Lagrangian bound."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.choices import Choices
from sprintplan.rules.costs import PAID, PER_JOURNEY, Bought, Rates
from sprintplan.solver.constraints.in_force import BlockLimit
from sprintplan.solver.constraints.limit import EventLimit, Relaxation, TableLimit, spaced
from sprintplan.solver.constraints.minimum_spend import MinimumSpend
from sprintplan.solver.constraints.rows import SLIGHT, Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.instance.block import ColumnCounts
from sprintplan.solver.instance.candidate import Candidate
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.instance.used_elsewhere import NOTHING_USED, UsedElsewhere
from sprintplan.units import currency_decimals

TONNE_ALONE_MINOR, MOST_FOR_ALL = 10**9, 10**13
"""A price of CO2e beside which cash hardly counts, as a kilogram costs more than a trip; with many people it is less,
so that sums stay within 64 bits."""


class Measure:
    """Something that journeys, and what else an event takes, add up to."""

    name: ClassVar[str]
    """The member of `Figures` that holds the sum."""

    runs: ClassVar[bool] = False
    """Whether shuttle runs, and shortfalls of minimum spend, add their cost to it."""

    def journeys(self, rates: Rates, bought: Bought) -> Int64:
        """(k,) what one traveller on each of the journeys `bought` adds, at the `rates` of its candidates."""
        raise NotImplementedError

    def persons(self, choices: Choices) -> Int64:
        """(starts, classes) what one person adds before any journey, by the `choices` at a venue."""
        return np.zeros_like(choices.base_minor)

    def venue(self, choices: Choices) -> int:
        """What the venue of `choices` adds whoever comes."""
        return 0

    def fixed(self, candidate: Candidate) -> int:
        """What a candidate adds whatever journeys people take."""
        persons = self.persons(candidate.choices)[candidate.start][candidate.groups.traveller]
        return self.venue(candidate.choices) + int(persons @ candidate.groups.count)

    def columns(self, candidate: Candidate) -> Int64:
        """(m,) what one traveller on each of the candidate's columns adds."""
        total = np.zeros(len(candidate.columns), np.int64)
        for column, bought in candidate.columns.journeys(candidate.table, candidate.start):
            total[column] += self.journeys(candidate.choices.rates, bought)
        return total


class _Cash(Measure):
    """Everything that is paid, in minor units."""

    name = "cash"
    runs = True

    def journeys(self, rates: Rates, bought: Bought) -> Int64:
        """What journeys change of what is paid."""
        total = np.zeros(len(bought.row), np.int64)
        for item in PER_JOURNEY:
            if item.paid:
                total += item.of_journeys(rates, bought)
        return total

    def persons(self, choices: Choices) -> Int64:
        """What is paid before any journey."""
        return np.asarray(sum(choices.per_person[item] for item in PAID), np.int64)

    def venue(self, choices: Choices) -> int:
        """Hire."""
        return sum(item.of_venue(choices.rates) for item in PAID)


class _Grams(Measure):
    """CO2e of journeys, in grams."""

    name = "grams"

    def journeys(self, rates: Rates, bought: Bought) -> Int64:
        """As the offers state it."""
        return np.asarray(bought.table.co2e_g[bought.row], np.int64)


class _TravelTime(Measure):
    """Minutes in journeys."""

    name = "minutes"

    def journeys(self, rates: Rates, bought: Bought) -> Int64:
        """As the offers state them."""
        return np.asarray(bought.table.duration_min[bought.row], np.int64)


CASH, GRAMS, TRAVEL_TIME = _Cash(), _Grams(), _TravelTime()


class SumLimit(BlockLimit):
    """A limit on the sum of one measure over some candidates of a block: one key, 0.

    Attributes
    ----------
    cap : how much journeys, shuttle runs and shortfalls of minimum spend may add, all that is fixed taken off
    candidates : numbers of the candidates that count
    """

    measure: ClassVar[Measure]
    """What is added up."""

    def __init__(self, shuttles: Shuttles, most: int, candidates: tuple[int, ...]) -> None:
        super().__init__(shuttles.block)
        self.shuttles, self.candidates, self._most = shuttles, candidates, most
        self.minimum = MinimumSpend(shuttles.block)
        self.cap = self._left(candidates)

    def _left(self, candidates: tuple[int, ...]) -> int:
        """What some candidates leave of the limit whatever journeys people take."""
        return self._most - sum(self.measure.fixed(self.block.candidates[number]) for number in candidates)

    @cached_property
    def amounts(self) -> Int64:
        """(m,) what each column adds."""
        parts = [
            self.measure.columns(candidate) if number in self.candidates else np.zeros(len(candidate.columns), np.int64)
            for number, candidate in enumerate(self.block.candidates)
        ]
        return np.concatenate(parts)

    def broken(self, chosen: ColumnCounts) -> frozenset[int]:
        """Key 0 where the sum is too large."""
        return frozenset({0} if self._are_over(chosen, self.candidates, self.cap) else ())

    def broken_alone(self, chosen: ColumnCounts) -> Mask:
        """(candidates,) whose own sum is too large."""
        over = np.zeros(len(self.block), np.bool_)
        for number in self.candidates:
            over[number] = self._are_over(chosen, (number,), self._left((number,)))
        return over

    def _are_over(self, chosen: ColumnCounts, candidates: tuple[int, ...], left: int) -> bool:
        """Whether journeys to some candidates, with what runs and shortfalls add, come to more than is `left`."""
        mine = np.isin(self.block.candidate.take(chosen.column), candidates)
        total = self.amounts[chosen.column[mine]] @ chosen.count[mine]
        if self.measure.runs:
            total += self.shuttles.cash(chosen, candidates) + self.minimum.shortfall(chosen, candidates)
        return bool(total > left + SLIGHT)

    def add_rows(self, rows: Rows) -> None:
        """One row where the limit is active."""
        if not self.active:
            return
        number = rows.add_sum(self.cap, self.measure.name, self.amounts)
        for supply in rows.supplies if self.measure.runs else ():
            if supply.cash and supply.candidate in self.candidates:
                supply.terms.append((number, supply.cash))


class EventBudget(SumLimit, EventLimit):
    """`budget` of one event: its cash."""

    key = "event.budget"
    member = "budget_minor"
    complaint = "The budget of an event is too low"
    measure = CASH

    @classmethod
    def on(cls, shuttles: Shuttles) -> Iterator[Self]:
        """One for each candidate of an event that states it."""
        for number, candidate in enumerate(shuttles.block.candidates):
            if candidate.choices.event.budget_minor is not None:
                yield cls(shuttles, candidate.choices.event.budget_minor, (number,))

    @classmethod
    def keeps(cls, scenario: Scenario, event: int, cash_minor: int) -> bool:
        """Whether `cash_minor`, the cash of the `event` of that number, keeps its budget in a `scenario`."""
        budget = scenario.events[event].budget_minor
        return budget is None or cash_minor <= budget

    @classmethod
    def of_event(cls, scenario: Scenario, number: int) -> Iterator[Relaxation]:
        """Loosened by half a percent, whole units of money."""
        event, currency = scenario.events[number], scenario.currency
        if event.budget_minor is None:
            return
        name = scenario.event_names[event.id]
        unit = 10 ** currency_decimals(currency)
        whole, step = event.budget_minor // unit * unit, max(1, event.budget_minor // 200 // unit) * unit
        yield Relaxation(
            f"{cls.key} of {name} {spaced(event.budget_minor, currency)}",
            cls.having(scenario, number, None),
            lambda steps: cls.having(scenario, number, whole + steps * step),
            lambda steps: f"{cls.key} of {name}: {spaced(whole + steps * step, currency)} {currency} is enough",
        )


class HeadBudget(SumLimit, TableLimit):
    """`limits.budget_per_head`: the cash of an event for each person who attends it in person."""

    key = "limits.budget_per_head"
    member = "budget_per_head_minor"
    complaint = "The budget for each person is too low"
    measure = CASH

    @classmethod
    def on(cls, shuttles: Shuttles) -> Iterator[Self]:
        """One for each candidate."""
        value = cls.stated(shuttles.block.scenario)
        for number, candidate in enumerate(shuttles.block.candidates if value is not None else ()):
            demand = candidate.choices.attending.demand[candidate.start]
            yield cls(shuttles, value * demand.attending, (number,))

    @classmethod
    def keeps(cls, scenario: Scenario, cash_minor: int, attending: int) -> bool:
        """Whether `cash_minor`, the cash of an event, keeps the limit of a `scenario`, where `attending` people attend
        in person."""
        return not cls.is_stated(scenario) or cash_minor <= cls.stated(scenario) * attending

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """Whole units of money."""
        return spaced(value, scenario.currency)

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """Loosened by half a percent, whole units of money."""
        value, currency = cls.stated(scenario), scenario.currency
        if value is None:
            return
        unit = 10 ** currency_decimals(currency)
        whole, step = value // unit * unit, max(1, value // 200 // unit) * unit
        yield Relaxation(
            f"{cls.key} {cls.shown(value, scenario)}",
            cls.without(scenario),
            lambda steps: cls.having(scenario, whole + steps * step),
            lambda steps: f"{cls.key}: {spaced(whole + steps * step, currency)} {currency} is enough",
        )


class YearSum(SumLimit, TableLimit):
    """A limit of `[limits]` on a sum over the whole year."""

    multipliers: ClassVar[tuple[float, ...]]
    """Multipliers of the Lagrangian bound: minor units of the objective for one unit of the measure."""

    @classmethod
    def on(cls, shuttles: Shuttles) -> Iterator[Self]:
        """One over all candidates of the block; what is used elsewhere is taken off."""
        block = shuttles.block
        if cls.is_stated(block.scenario):
            yield cls(
                shuttles,
                cls.stated(block.scenario) - cls.sum_of(block.elsewhere.sums),
                (*range(len(block.candidates)),),
            )

    @classmethod
    def sum_of(cls, figures: Figures) -> int:
        """The measure's sum among the `figures` of some events."""
        return int(getattr(figures, cls.measure.name))

    @classmethod
    def keeps(cls, scenario: Scenario, total: Figures, elsewhere: UsedElsewhere = NOTHING_USED) -> bool:
        """Whether sums of some events keep the limit.

        Parameters
        ----------
        scenario : states the limit
        total : the sums
        elsewhere : what other events use
        """
        return not cls.is_stated(scenario) or cls.sum_of(total) + cls.sum_of(elsewhere.sums) <= cls.stated(scenario)


class YearBudget(YearSum):
    """`limits.budget`: the cash of the year."""

    key = "limits.budget"
    member = "budget_minor"
    complaint = "The budget is too low"
    measure = CASH
    multipliers = (0.03, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """Whole units of money."""
        return spaced(value, scenario.currency)

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """What the cheapest year costs in cash is enough, to the next whole unit."""
        unit, currency = 10 ** currency_decimals(scenario.currency), scenario.currency
        yield from _least_sum(
            cls,
            scenario,
            tonne_minor=0,
            most=lambda least: -(-least.cash // unit) * unit,
            words="the cheapest plan needs",
            amount=lambda most: f"{spaced(most, currency)} {currency}",
        )


class Co2eCap(YearSum):
    """`limits.co2e_tonnes`: the CO2e of the year's journeys."""

    key = "limits.co2e_tonnes"
    member = "co2e_g"
    complaint = "The cap on CO2e is too low"
    measure = GRAMS
    multipliers = (0.003, 0.01, 0.02, 0.05, 0.1, 0.3)

    @classmethod
    def shown(cls, value: Any, scenario: Scenario) -> str:
        """Tonnes."""
        return f"{value / 1e6:g}"

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """What the year with the least CO2e emits is enough, to the next kilogram."""
        yield from _least_sum(
            cls,
            scenario,
            tonne_minor=min(TONNE_ALONE_MINOR, MOST_FOR_ALL // len(scenario.people)),
            most=lambda least: -(-least.grams // 1000) * 1000,
            words="the plan with the least emits",
            amount=lambda most: f"{most / 1e6:.12g} t",
        )


class TravelTimeCap(YearSum):
    """Hours in journeys of everybody together: no key states it, a front of least cash asks for it level by level."""

    key = "the hours of the year"
    member = "most_travel_min"
    complaint = "The hours of the year are too few"
    measure = TRAVEL_TIME
    multipliers = (1.0, 5.0, 10.0, 20.0, 50.0, 100.0, 300.0)

    @classmethod
    def stated(cls, scenario: Scenario) -> int | None:
        """The cap of the workspace, in minutes."""
        return scenario.most_travel_min

    @classmethod
    def having(cls, scenario: Scenario, value: Any) -> Scenario:
        """The workspace with another cap."""
        return scenario.changed(most_travel_min=value)

    @classmethod
    def relaxations(cls, scenario: Scenario) -> Iterator[Relaxation]:
        """None: an organiser does not state it."""
        return iter(())


def _least_sum(
    limit: type[YearSum],
    scenario: Scenario,
    *,
    tonne_minor: int,
    most: Callable[[Figures], int],
    words: str,
    amount: Callable[[int], str],
) -> Iterator[Relaxation]:
    """A limit whose least number is the optimum of a workspace where nothing but cash and CO2e counts."""
    if not limit.is_stated(scenario):
        return
    without = limit.without(scenario)
    worth = {"travel_hour_minor": 0, "connection_minor": 0, "tonne_co2e_minor": tonne_minor, "remote_minor": 0}
    fare = without.policy.fare.changed(prefer_airlines=None)
    alone = without.changed(objective=without.objective.changed(**worth), policy=without.policy.changed(fare=fare))
    yield Relaxation(
        f"{limit.key} {limit.shown(limit.stated(scenario), scenario)}",
        without,
        alone=alone,
        enough_sum=lambda least: f"{limit.key}: {amount(most(least)).removesuffix(' t')} is enough",
        needs_sum=lambda least: f"{words} {amount(most(least))}",
        at_sum=lambda least, workspace: limit.having(workspace, most(least)),
    )


YEAR_SUMS: tuple[type[YearSum], ...] = (YearBudget, Co2eCap, TravelTimeCap)
"""Every limit on a sum of the year, in the order of their rows."""
