"""The cheapest journeys of everybody at one or more candidates when shared limits bind: small exact models.

Only limits that the choice so far breaks enter the model, and of every group only the options up to the first that
touches none of them; a cheaper-or-equal option that uses nothing scarce can always replace a dearer one. The loop ends
when nothing is broken, so its value is both a lower bound and a plan: the optimum.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from sprintplan.solver.groups import Candidate, Group, Resource
from sprintplan.solver.relaxed import Options

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar


class Way(Enum):
    """What an option buys."""

    OUT = 0
    BACK = 1
    BOTH = 2


@dataclass(frozen=True)
class Option:
    """Something that a traveller of one group may buy: an entry out, an entry home, or a both-ways offer."""

    way: Way
    position: int
    cost: int
    uses: tuple[tuple[Resource, int], ...]


@dataclass(frozen=True)
class Purchase:
    """`count` travellers of a group of candidate `candidate` take the option."""

    candidate: int
    group: Group
    option: Option
    count: int


@dataclass(frozen=True)
class Assignment:
    """The purchases and the objective of the candidates together, in minor units."""

    purchases: tuple[Purchase, ...]
    objective: int


class OutOfTime(Exception):
    """The deadline passed before the optimum was proven."""


def assign(candidates: Sequence[Candidate], deadline: float | None = None) -> Assignment | None:
    """The cheapest assignment that keeps every shared limit, or None where none exists.

    Raises
    ------
    OutOfTime : at the deadline (of `time.monotonic`)
    """
    scarce: dict[Resource, int] = {}
    while True:
        purchases = _cheapest(candidates, scarce, deadline)
        if purchases is None:
            return None
        broken = _broken(purchases)
        if not broken:
            travel = sum(purchase.count * purchase.option.cost for purchase in purchases)
            return Assignment(purchases, travel + sum(candidate.fixed_minor() for candidate in candidates))
        scarce |= broken


def _broken(purchases: Sequence[Purchase]) -> dict[Resource, int]:
    """Shared resources that the purchases use more of than there is."""
    used: Counter[Resource] = Counter()
    most: dict[Resource, int] = {}
    for purchase in purchases:
        for resource, cap in purchase.option.uses:
            used[resource] += purchase.count
            most[resource] = min(cap, most.get(resource, cap))
    return {resource: most[resource] for resource, count in used.items() if count > most[resource]}


def _cheapest(
    candidates: Sequence[Candidate], scarce: dict[Resource, int], deadline: float | None
) -> tuple[Purchase, ...] | None:
    """Everybody's cheapest purchases under the scarce resources alone."""
    settled: list[Purchase] = []
    contested: list[tuple[int, Group, list[Option]]] = []
    for number, candidate in enumerate(candidates):
        for group in candidate.groups:
            options = list(_options(candidate, group, scarce))
            if any(_touches(option, scarce) for option in options):
                contested.append((number, group, options))
            else:
                settled += [Purchase(number, group, o, len(group.members)) for o in _least(options)]
    if not contested:
        return tuple(settled)
    solved = _model(contested, scarce, deadline)
    return None if solved is None else (*settled, *solved)


def _touches(option: Option, scarce: dict[Resource, int]) -> bool:
    return any(resource in scarce for resource, _ in option.uses)


def _least(options: list[Option]) -> list[Option]:
    """The cheapest complete trip of options that are free for all; one-way journeys where both ways cost the same."""
    best = {way: next((o for o in options if o.way == way), None) for way in Way}
    out, back, both = best[Way.OUT], best[Way.BACK], best[Way.BOTH]
    if out and back and (both is None or out.cost + back.cost <= both.cost):
        return [out, back]
    return [both] if both else []


def _options(candidate: Candidate, group: Group, scarce: dict[Resource, int]) -> Iterator[Option]:
    """Each way's options, cheapest first, up to the first that touches nothing scarce."""
    relaxed = candidate.relaxed
    for way, options in ((Way.OUT, relaxed.outbound), (Way.BACK, relaxed.inbound), (Way.BOTH, relaxed.both)):
        for option in _in_order(candidate, group, way, options):
            yield option
            if not _touches(option, scarce):
                break


def _in_order(candidate: Candidate, group: Group, way: Way, options: Options) -> Iterator[Option]:
    both = candidate.choices.both
    for position in options.of(candidate.group_number(group.kind)):
        entry = int(options.entry[position])
        if way == Way.BOTH:
            uses = candidate.resources(group, int(both.outbound[entry]), outbound=True)
            uses += candidate.resources(group, int(both.inbound[entry]), outbound=False)
        else:
            uses = candidate.resources(group, entry, outbound=way == Way.OUT)
        yield Option(way, entry, int(options.cost[position]), tuple(uses))


def _model(
    contested: list[tuple[int, Group, list[Option]]], scarce: dict[Resource, int], deadline: float | None
) -> list[Purchase] | None:
    """The contested groups' optimum by CP-SAT, counts of each option; None where the limits leave nothing."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    wanted = [
        (number, group, [(option, model.new_int_var(0, len(group.members), "")) for option in options])
        for number, group, options in contested
    ]
    for _, group, counted in wanted:
        _add_ways(model, group, counted)
    every = [pair for _, _, counted in wanted for pair in counted]
    _add_scarcity(model, every, scarce)
    model.minimize(sum(option.cost * x for option, x in every))
    solver = _solve(model, deadline)
    if solver is None:
        return None
    return [
        Purchase(number, group, option, solver.value(x))
        for number, group, counted in wanted
        for option, x in counted
        if solver.value(x)
    ]


def _add_ways(model: "CpModel", group: Group, counted: list[tuple[Option, "IntVar"]]) -> None:
    """Everybody of the group goes out and home, by one-way journeys or a both-ways offer."""
    for way in (Way.OUT, Way.BACK):
        model.add(sum(x for option, x in counted if option.way in (way, Way.BOTH)) == len(group.members))


def _add_scarcity(model: "CpModel", every: list[tuple[Option, "IntVar"]], scarce: dict[Resource, int]) -> None:
    """No more of a scarce resource is used than there is."""
    use: dict[Resource, list[IntVar]] = defaultdict(list)
    for option, x in every:
        for resource, _ in option.uses:
            use[resource].append(x)
    for resource, most in scarce.items():
        if use[resource]:
            model.add(sum(use[resource]) <= most)


def _solve(model: "CpModel", deadline: float | None) -> "CpSolver | None":
    """The solver with the model's optimum; None where it is infeasible, OutOfTime where neither is proven in time."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    if deadline is not None:
        solver.parameters.max_time_in_seconds = max(0.01, deadline - time.monotonic())
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise OutOfTime
    return solver
