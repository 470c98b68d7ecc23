"""What the limits of persons cost at least over a combination, so that most that cannot keep them need no solving."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sprintplan.domain.scenario import Scenario
from sprintplan.offers.table import Int64, Mask
from sprintplan.rules.attendance import Stands
from sprintplan.rules.choices import Entries
from sprintplan.rules.kinds import Kinds
from sprintplan.solver.constraints.persons import has_person_limits, not_exempt
from sprintplan.solver.instance.equal_columns import runs
from sprintplan.solver.instance.relaxation import UNREACHABLE, Relaxed

NOT_THERE = -1


@dataclass(frozen=True)
class Span:
    """One candidate's kinds: what the cheapest trip without a long haul costs beyond the cheapest, UNREACHABLE where
    there is none, and the fewest minutes in journeys; 0 for those who do not fly."""

    extra: Int64
    minutes: Int64


def spans(relaxed: Relaxed, scenario: Scenario) -> list[Span] | None:
    """By start; None where no limit asks for them."""
    if not has_person_limits(scenario):
        return None
    flies = relaxed.choices.standing.stands == Stands.TRAVELS
    extra = np.where(flies, _extra(relaxed, scenario), 0)
    minutes = np.where(flies, _least_minutes(relaxed), 0)
    return [Span(*columns) for columns in zip(extra, minutes, strict=True)]


def _extra(relaxed: Relaxed, scenario: Scenario) -> Int64:
    """(starts, kinds) what doing without a long haul costs more."""
    hauls = scenario.limits.long_haul
    if hauls is None:
        return np.zeros(relaxed.shape, np.int64)
    out, back, both = (
        options.least(np.where(minutes > hauls.over_min, UNREACHABLE, options.cost))
        for options, minutes in zip(relaxed.options, _minutes(relaxed, longest=True), strict=True)
    )
    short = np.minimum(np.minimum(out + back, both), UNREACHABLE)
    best = np.minimum(relaxed.outbound.best + relaxed.inbound.best, relaxed.both.best)
    return np.asarray(np.where(short >= UNREACHABLE, UNREACHABLE, short - best).reshape(relaxed.shape), np.int64)


def _least_minutes(relaxed: Relaxed) -> Int64:
    out, back, both = (
        options.least(minutes)
        for options, minutes in zip(relaxed.options, _minutes(relaxed, longest=False), strict=True)
    )
    return np.asarray(np.minimum(np.minimum(out + back, both), UNREACHABLE).reshape(relaxed.shape), np.int64)


def _minutes(relaxed: Relaxed, *, longest: bool) -> tuple[Int64, Int64, Int64]:
    """Minutes of each option of each way: of both-ways offers the longer journey's, or the sum."""
    chosen = relaxed.choices
    out, back = _of(relaxed, chosen.outbound.entries), _of(relaxed, chosen.inbound.entries)
    there, home = out[chosen.both.outbound[relaxed.both.entry]], back[chosen.both.inbound[relaxed.both.entry]]
    both = np.maximum(there, home) if longest else there + home
    return out[relaxed.outbound.entry], back[relaxed.inbound.entry], both


def _of(relaxed: Relaxed, entries: Entries) -> Int64:
    return np.asarray(relaxed.table.duration_min[entries.row], np.int64)


class PersonClasses:
    """People of one kind in every event, whom the same limits hold: (classes,) columns."""

    def __init__(self, scenario: Scenario, kinds: Sequence[Kinds]) -> None:
        self.hours, self.hauls = scenario.limits.traveller_hours, scenario.limits.long_haul
        of_person = np.full((len(kinds) + 2, len(scenario.people)), NOT_THERE, np.int64)
        for event, mine in enumerate(kinds):
            of_person[event, mine.members] = mine.of_member
        of_person[-2] = not_exempt(scenario, self.hours.exempt if self.hours else ())
        of_person[-1] = not_exempt(scenario, self.hauls.exempt if self.hauls else ())
        order, first, self.count = runs(of_person)
        classes = of_person[:, order[first]]
        self.kind = classes[:-2]
        self.by_hours: Mask = classes[-2].astype(np.bool_)
        self.by_hauls: Mask = classes[-1].astype(np.bool_)

    def least_extra(self, events: Sequence[int], found: Sequence[Span]) -> int | None:
        """What the limits add at least to the cheapest trips of a year, minor units; None where they cannot be kept."""
        extra = self._of_events(events, [span.extra for span in found])
        minutes = self._of_events(events, [span.minutes for span in found])
        if self.hours and np.any(self.by_hours & (minutes.sum(axis=0) > self.hours.minutes)):
            return None
        if not self.hauls:
            return 0
        dearest_first = -np.sort(-extra, axis=0)
        paid = dearest_first[self.hauls.trips_per_year :].sum(axis=0) * self.by_hauls
        return None if np.any(paid >= UNREACHABLE) else int(paid @ self.count)

    def _of_events(self, events: Sequence[int], columns: Sequence[Int64]) -> Int64:
        """(events, classes) a column of kinds, class by class."""
        mine = [np.append(column, 0)[self.kind[event]] for event, column in zip(events, columns, strict=True)]
        return np.stack(mine)
