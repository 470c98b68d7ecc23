"""What plans that are known use of the limits of persons: so much of each is enough beside what else they keep."""

from collections.abc import Callable, Collection, Mapping, Sequence

from sprintplan.domain.scenario import Scenario
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.solver.bounds.person_limits import PersonClasses
from sprintplan.solver.constraints.persons import PERSON_LIMITS, PersonLimit, YearOfPersons
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import Assessment
from sprintplan.solver.year.state import Picks, Year

Uses = Mapping[type[PersonLimit], int]
"""By stated limit of persons the most that anybody uses whom it holds."""
MOST_KEPT = 4
"""So many plans are remembered, those found last."""


class KnownUses:
    """Remembers plans of workspaces with looser rules."""

    def __init__(self) -> None:
        self._plans: list[tuple[object, frozenset[str], Callable[[], Uses]]] = []

    def learn(self, judged: object, kept: frozenset[str], uses: Callable[[], Uses]) -> None:
        """Remember a plan.

        Parameters
        ----------
        judged : the candidates that it was made of, judged under one choice of the rules of journeys
        kept : names of the rules that it keeps
        uses : tells what it uses, asked for only where that matters
        """
        self._plans = [*self._plans[1 - MOST_KEPT :], (judged, kept, uses)]

    def steps(self, judged: object, scenario: Scenario, name: str, others: Collection[str]) -> int | None:
        """By how many steps a rule has to be wider for some plan that is known; None where it is no limit of persons,
        or no plan is known to keep the others, those of persons by what it uses of them.

        Parameters
        ----------
        judged : as for `learn`
        scenario : the workspace, which states the rule
        name : of the rule
        others : names of the other rules of the workspace
        """
        limit = _limit_of(name)
        if limit is None:
            return None
        persons = {other for one in others if (other := _limit_of(one))}
        rest = [one for one in others if _limit_of(one) is None]
        plans = [uses() for mine, kept, uses in self._plans if mine is judged and kept.issuperset(rest)]
        many = [used[limit] for used in plans if all(used[one] <= one.most(one.stated(scenario)) for one in persons)]
        stated = limit.most(limit.stated(scenario)) // limit.unit
        return max(0, -(-min(many) // limit.unit) - stated) if many else None


def _limit_of(name: str) -> type[PersonLimit] | None:
    """The limit of persons that a rule states, by the rule's name; None where it states none."""
    return next((one for one in PERSON_LIMITS if one.key == name.partition(" ")[0]), None)


def uses_of_year(stated: Scenario, year: Year, picks: Picks) -> Uses:
    """What the choice at the candidates `picks` of a `year` uses of the limits of the `stated` workspace."""
    persons = YearOfPersons(stated)
    for trips in (trips for known in year.pool.map(Evaluator.assignments, year.choice(picks).alone) for trips in known):
        persons.add(trips)
    most = dict[type[PersonLimit], int]()
    for used, (limit, value) in zip(persons.used, persons.limits, strict=True):
        most[limit] = int(used[limit.whom(value, stated.people)].max(initial=0))
    return most


def uses_of_cheapest(stated: Scenario, classes: Sequence[TravellerClasses], chosen: Sequence[Assessment]) -> Uses:
    """What everybody's cheapest trips use of the limits of the `stated` workspace.

    Parameters
    ----------
    stated : the workspace, with whose limits candidates were judged
    classes : by event, the traveller classes that they were judged for
    chosen : the candidates of a year
    """
    persons = PersonClasses(stated, classes)
    events = [one.pick.event for one in chosen]
    used = persons.used(events, [one.used for one in chosen if one.used is not None])
    return {
        limit: int(row[held].max(initial=0))
        for (limit, _), row, held in zip(persons.limits, used, persons.held, strict=True)
    }
