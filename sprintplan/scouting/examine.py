"""What a place comes to, exactly: its best first day for each event, solved under the event's limits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sprintplan.market.survey import Survey
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.exclusion import rule_of
from sprintplan.rules.place import may_need_visa, needs_visa
from sprintplan.rules.traveller_classes import has_holiday
from sprintplan.solver.bounds.compatibility import Pick
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.messages import CandidatesSolution, Job

CANNOT_KEEP = "the limits cannot be kept there"
"""Why a place is out where no rule by itself rules out its first days."""


@dataclass(frozen=True)
class Examined:
    """The best first day of one event at one place.

    Attributes
    ----------
    pick : event, place and first day
    figures : the sums of its cheapest choice; None where no first day is possible
    longest_minutes : of anybody's journey, 0 where nobody travels
    on_holiday : travellers who may have a public holiday at home on one of their days
    with_visa, attending : people who need a visa before they travel, and all who come
    visa_unknown : of those who come and are not known to need one, how many have no passport that is known to need none
    excluded : the rule that rules out most of its first days, or CANNOT_KEEP; empty where one is possible
    in_markets : (m,) minor units of its best first day in each of the markets that fares may turn out in; empty where
        no first day is possible
    """

    pick: Pick
    figures: Figures | None
    longest_minutes: int = 0
    on_holiday: int = 0
    with_visa: int = 0
    visa_unknown: int = 0
    attending: int = 0
    excluded: str = ""
    in_markets: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def examined(evaluator: Evaluator, venue: int) -> list[Examined]:
    """Of each event that the venue is for, its best first day there; of equals the earliest.

    Parameters
    ----------
    evaluator : of a scenario whose venues are the places
    venue : position in the scenario's venues
    """
    place = evaluator.scenario.venues[venue]
    events = enumerate(evaluator.scenario.events)
    judged = [_best(evaluator, number, venue) for number, event in events if place.id in event.venues]
    evaluator.relaxation.clear()
    return judged


def _best(evaluator: Evaluator, event: int, venue: int) -> Examined:
    relaxation = evaluator.relaxation(event, venue)
    excluded = relaxation.choices.attending.excluded
    order = np.argsort(relaxation.bound, kind="stable").tolist()
    best: CandidatesSolution | None = None
    for start in (start for start in order if excluded[start] is None):
        if best is not None and best.objective is not None and relaxation.bound[start] >= best.objective:
            break
        solution = evaluator.solve(Job((Pick(event, venue, start),), cutoff=best.objective if best else None))
        if solution.choice is not None and (best is None or _key(solution) < _key(best)):
            best = solution
    if best is None:
        pick = Pick(event, venue, order[0])
        return Examined(pick, None, excluded=_most_common(excluded) or CANNOT_KEEP)
    return _examined(evaluator, best)


def _most_common(excluded: Sequence[str | None]) -> str:
    """What rules out most first days, of a list of one item a day; empty where a day is possible."""
    by_rule = Counter(rule_of(why) for why in excluded if why)
    rule = by_rule.most_common(1)[0][0] if all(excluded) else ""
    return next((why for why in excluded if why and rule and rule_of(why) == rule), "")


def _key(solution: CandidatesSolution) -> tuple[int, int]:
    return solution.objective or 0, solution.picks[0].start


def _examined(evaluator: Evaluator, best: CandidatesSolution) -> Examined:
    """The facts of the best first day."""
    (pick,) = best.picks
    choices = evaluator.relaxation(pick.event, pick.venue).choices
    status, first_day = choices.attending.status[pick.start], choices.event.starts[pick.start]
    (assignment,) = evaluator.assignments(best)
    heads = choices.classes.heads
    flying = np.flatnonzero(status == Attendance.TRAVELS).tolist()
    there = np.flatnonzero((status != Attendance.REMOTE) & (status != Attendance.NOT_CALLED)).tolist()
    away = (number for number in flying if has_holiday(choices.classes[number], first_day))
    with_visa, with_or_unknown = (
        _heads(heads, (one for one in there if need(choices.scenario, choices.classes[one].traits, choices.venue)))
        for need in (needs_visa, may_need_visa)
    )
    return Examined(
        pick=pick,
        figures=best.parts[0],
        longest_minutes=int(max(assignment.out_min.max(initial=0), assignment.back_min.max(initial=0))),
        on_holiday=_heads(heads, away),
        with_visa=with_visa,
        visa_unknown=with_or_unknown - with_visa,
        attending=_heads(heads, iter(there)),
        in_markets=_in_markets(evaluator, best),
    )


def _in_markets(evaluator: Evaluator, best: CandidatesSolution) -> NDArray[np.float64]:
    """(m,) what the place costs in each market on the best first day of that market.

    Limits that travellers share add what they add to the best first day at estimated fares.
    """
    (pick,) = best.picks
    relaxation, survey = evaluator.relaxation(pick.event, pick.venue), evaluator.survey
    if not isinstance(survey, Survey):
        return np.zeros(0)
    lines, _, factors = survey.venue_lines(relaxation)
    costs = lines.of_starts(np.flatnonzero(lines.open)).costs(factors)
    return np.asarray(costs.min(axis=0) + (best.objective or 0) - int(relaxation.bound[pick.start]), np.float64)


def _heads(heads: np.ndarray[tuple[int, ...], np.dtype[np.int64]], numbers: Iterator[int]) -> int:
    return int(heads[list(numbers)].sum())
