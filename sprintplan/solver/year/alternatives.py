"""Other candidates of each event, given the venues and dates of the rest of the plan."""

import math
import time
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH
from sprintplan.solver.bounds.compatibility import Pick, are_tied, broken_between, compatible, first_day, share_anything
from sprintplan.solver.constraints.persons import YearOfPersons, has_person_limits
from sprintplan.solver.instance.figures import Figures
from sprintplan.solver.instance.used_elsewhere import UsedElsewhere
from sprintplan.solver.workers.messages import Assessment, CandidatesSolution, Choice
from sprintplan.solver.year.keeping import keeps_sums, keeps_year
from sprintplan.solver.year.state import BATCH, Picks, Year
from sprintplan.solver.year.swapped import swapped_year
from sprintplan.units import currency_decimals

ALTERNATIVES = 10
"""So many of each event are solved; the rest keep their bound."""


SHARED = "the limits that travellers share cannot all hold there"
YEAR = "no first day there keeps the limits of the year beside the rest of the plan"
NOT_JUDGED = "not judged in the time there was"


class _NotKnown(Exception):
    """Telling it takes judging a venue again."""


def _share(until: float, parts: int) -> float:
    """When so many equal parts of the time that is left are over, of which there is one more."""
    now = time.monotonic()
    return now + (until - now) * parts / (parts + 1)


def _attending_not_known(_: Pick) -> NoReturn:
    raise _NotKnown


class OtherCandidate(NamedTuple):
    """Another candidate of an event; of an excluded venue only `venue` and `excluded_because` are stated.

    Attributes
    ----------
    venue : number of the venue
    pick : the candidate
    objective : minor units of the event there; a lower bound unless `exact`
    exact : whether the objective was solved
    figures : sums of the candidate's best choice, where one was made
    excluded_because : what keeps the venue out of this year
    """

    venue: int
    pick: Pick | None = None
    objective: int | None = None
    exact: bool = False
    figures: Figures | None = None
    excluded_because: str | None = None


class Alternatives:
    """What else each event could be while the rest of the plan stays.

    Parameters
    ----------
    year : what was solved
    picks : the candidates of the plan, one an event
    choice : what people take there
    assessed : every candidate of the year
    only : whether the search proved that no other year is possible
    until : moment of `time.monotonic` from which on bounds are enough; the years with venues swapped have as much of
        the time as each event

    Attributes
    ----------
    swapped : the best year with the venues of its two events swapped; None where there is none
    """

    def __init__(
        self,
        year: Year,
        picks: Picks,
        choice: Choice,
        assessed: list[Assessment],
        *,
        only: bool,
        until: float = math.inf,
    ) -> None:
        self.year, self.picks, self.choice, self.assessed, self.only = year, picks, choice, assessed, only
        self._elsewhere = tuple(self._used_beside(number) for number in range(len(picks)))
        # By event and candidate: solutions beside what the rest uses, and whether limits between events allow it.
        self._given: dict[tuple[int, Pick], CandidatesSolution] = {}
        self._goes: dict[tuple[int, Pick], bool] = {}
        self._tried: set[Picks] = set()
        self._listed_of = self._solve(_share(until, len(picks)))
        self.swapped = None if only else swapped_year(year, picks, until)

    def _used_beside(self, number: int) -> UsedElsewhere:
        """What the other events take of the year's limits."""
        rest = [at for at in range(len(self.picks)) if at != number]
        sums = sum((self.choice.parts[at] for at in rest), Figures())
        if not has_person_limits(self.year.scenario):
            return UsedElsewhere(sums)
        persons = YearOfPersons(self.year.scenario)
        for at in rest:
            persons.add(self.choice.assignments[at])
        return UsedElsewhere(sums, persons.used)

    def _year_with(self, number: int, pick: Pick) -> Picks:
        """The candidates of the plan with another one for an event."""
        return (*self.picks[:number], pick, *self.picks[number + 1 :])

    def _open(self, number: int) -> list[Pick]:
        """Candidates of the event that go with the rest of the plan, or may, cheapest first."""
        year, chosen = self.year, self.picks[number]
        if self.only:
            return []
        open_picks = [
            pick for pick in year.lists[chosen.event] if pick != chosen and self._goes_with_the_rest(number, pick)
        ]
        return sorted(open_picks, key=lambda pick: self._order(number, pick))

    def _goes_with_the_rest(self, number: int, pick: Pick) -> bool:
        """Whether limits between events allow it; where that takes judging venues again and time is out, they may."""
        if (number, pick) not in self._goes:
            attending = _attending_not_known if self.year.out_of_time() else self.year.evaluator.attending
            try:
                self._goes[number, pick] = compatible(self.year.scenario, attending, self._year_with(number, pick))
            except _NotKnown:
                return True
        return self._goes[number, pick]

    def _order(self, number: int, pick: Pick) -> tuple[object, ...]:
        return self._value(number, pick)[0], first_day(self.year.scenario, pick), pick.venue

    def _value(self, number: int, pick: Pick) -> tuple[int, bool, Figures | None]:
        """Objective of the event there, or its bound; whether it is exact; and its sums."""
        year, value = self.year, self._reported(number, pick)
        if value is not None and value.proven and value.parts:
            part = value.parts[number if len(value.picks) > 1 else 0]
            if keeps_sums(year.scenario, part, self._elsewhere[number]):
                return part.objective, True, part
        free = pick in year.exact and not are_tied(year.scenario, self._year_with(number, pick))
        given = self._given.get((number, pick))
        least = given.bound if given is not None and not given.proven else 0
        return max(year.value[pick], least), free, year.assessed[pick].figures

    def _reported(self, number: int, pick: Pick) -> CandidatesSolution | None:
        """The solution to report: the candidate solved alone if the rest of the plan leaves room for it, else with what
        the rest uses taken off, else solved jointly, where their travellers could meet."""
        alone = self.year.solutions.get((pick,))
        if alone is not None and self._leaves_the_rest(number, alone):
            return alone
        picks = self._year_with(number, pick)
        met = share_anything(self.year.scenario, picks)
        return self.year.solutions.get(picks) if met else self._given.get((number, pick))

    def _leaves_the_rest(self, number: int, alone: CandidatesSolution) -> bool:
        """Whether a candidate's own choice keeps what ties the events, with what the rest of the plan takes."""
        scenario, elsewhere, picks = (
            self.year.scenario,
            self._elsewhere[number],
            self._year_with(number, alone.picks[0]),
        )
        if not are_tied(scenario, picks) or picks[number] in self.year.impossible:
            return True
        return bool(alone.parts) and not share_anything(scenario, picks) and keeps_year(scenario, [alone], elsewhere)

    def _impossible(self, number: int, pick: Pick) -> bool:
        """Whether the year has no place for the alternative, however the rest travels; where time is out, it may."""
        return not self.year.out_of_time() and self.year.worth(self._year_with(number, pick)) is None

    def _solve(self, until: float) -> list[list[Pick]]:
        """Solve the best few of each event as far as they are solved by then; of each event the candidates that are
        listed, in order of their value.

        All events go on at a time, as they have different venues, which different processes hold.
        """
        year, ranked = self.year, list[list[Pick]]([] for _ in self.picks)
        going_on = {*range(len(self.picks))}
        while going_on:
            alone, given, cutoffs = list[Picks](), list[tuple[int, Pick]](), dict[Picks, int]()
            for number in sorted(going_on):
                possible = [pick for pick in self._open(number) if not self._impossible(number, pick)]
                ranked[number] = self._listed(number, possible)
                todo = self._todo(number, ranked[number])
                if not todo or year.out_of_time(until):
                    going_on.remove(number)
                    continue
                self._tried |= {step for _, step in todo}
                alone += [step for _, step in todo if step and not year.is_proven(step)]
                given += [(number, pick) for pick, step in todo if not step]
                cutoffs |= self._cutoffs(number, possible)
            year.solve(alone, quick=True, cutoffs=cutoffs, until=until)
            solutions = year.given([(pick, self._elsewhere[number]) for number, pick in given], until=until)
            self._given |= dict(zip(given, solutions, strict=True))
        return ranked

    def _todo(self, number: int, ranked: list[Pick]) -> list[tuple[Pick, Picks]]:
        """Of the candidates that are listed the next few to solve, each with what to solve for it."""
        wanted = dict.fromkeys((*ranked[:ALTERNATIVES], *self._at_baseline(number, ranked)))
        steps = [(pick, self._next(number, pick)) for pick in wanted]
        return [(pick, step) for pick, step in steps if step is not None][:BATCH]

    def _listed(self, number: int, ranked: list[Pick]) -> list[Pick]:
        """Of candidates in order those of the chosen venue, and the best of each other venue."""
        best: dict[int, Pick] = {}
        for pick in ranked:
            best.setdefault(pick.venue, pick)
        here = self.picks[number].venue
        return [pick for pick in ranked if pick.venue == here or best[pick.venue] == pick]

    def _cutoffs(self, number: int, possible: list[Pick]) -> dict[Picks, int]:
        """Of candidates in order, at other venues than the chosen one, the value above which they are not listed: the
        least exact one of their venue."""
        best, here = dict[int, int](), self.picks[number].venue
        for pick in possible:
            value, exact, _ = self._value(number, pick)
            if exact and pick.venue != here:
                best.setdefault(pick.venue, value)
        return {(pick,): best[pick.venue] for pick in possible if pick.venue in best}

    def _at_baseline(self, number: int, ranked: list[Pick]) -> list[Pick]:
        """The best candidate at the baseline of event `number`, if any."""
        scenario = self.year.scenario
        baseline = scenario.events[self.picks[number].event].baseline
        return [pick for pick in ranked if scenario.venues[pick.venue].id == baseline][:1]

    def _next(self, number: int, pick: Pick) -> Picks | None:
        """What to solve next: the alternative alone; given the rest, which is (); or with the rest, where that cannot
        stay as it is. None where nothing tells more."""
        scenario, picks = self.year.scenario, self._year_with(number, pick)
        if self._value(number, pick)[1]:
            return None
        if (pick,) not in self._tried:
            return (pick,)
        if not are_tied(scenario, picks):
            return None
        given = self._given.get((number, pick))
        if given is None and not share_anything(scenario, picks):
            return ()
        stays = given is not None and (given.parts or not given.proven)
        return None if stays or picks in self._tried else picks

    def of_event(self, number: int) -> list[Pick]:
        """The candidates of event `number` that are listed: other first days of its venue, and the best of each other
        venue that goes with the rest of the plan; best first."""
        return self._listed_of[number]

    def of(self, number: int) -> list[OtherCandidate]:
        """The other candidates of event `number`, best first, then every other venue with what keeps it out of this
        year."""
        solved = [OtherCandidate(pick.venue, pick, *self._value(number, pick)) for pick in self._listed_of[number]]
        return [*solved, *self._venues_out(number)]

    def _venues_out(self, number: int) -> Iterator[OtherCandidate]:
        """The venues of which no first day goes with the rest of the plan, and those that were not judged, in the order
        of their file."""
        year, chosen = self.year, self.picks[number]
        listed = {chosen.venue, *(pick.venue for pick in self._listed_of[number])}
        by_venue: dict[int, list[Assessment]] = {}
        for assessment in self.assessed:
            if assessment.pick.event == chosen.event:
                by_venue.setdefault(assessment.pick.venue, []).append(assessment)
        least = year.unjudged.by_event()[chosen.event].tolist() if year.unjudged and not year.complete else []
        for venue, place in enumerate(year.scenario.venues):
            if place.id not in year.scenario.events[chosen.event].venues or venue in listed:
                continue
            starts = by_venue.get(venue)
            why = self._reason(number, starts) if starts else self._not_judged(least[venue])
            yield OtherCandidate(venue, excluded_because=why)

    def _not_judged(self, least: int) -> str:
        """What is known of a venue that was not judged, a year with which costs so many minor units at `least`."""
        if least >= OUT_OF_REACH:
            return YEAR
        units = least // 10 ** currency_decimals(self.year.scenario.currency)
        return f"{NOT_JUDGED}; a year there scores {units:,} or more".replace(",", " ")

    def _reason(self, number: int, starts: list[Assessment]) -> str:
        """What keeps a venue out: the rule of its first start where none is possible, else a limit that its cheapest
        start breaks beside the rest of the plan, else the limits of the year."""
        possible = [one for one in starts if not one.excluded and one.pick not in self.year.impossible]
        if not possible:
            return starts[0].excluded or SHARED
        best = min(possible, key=lambda one: (one.bound, one.pick.start))
        return next(self._broken_beside(number, best.pick), YEAR)

    def _broken_beside(self, number: int, pick: Pick) -> Iterator[str]:
        """Each limit between events that the candidate breaks beside the rest of the plan."""
        scenario = self.year.scenario
        for other in (*self.picks[:number], *self.picks[number + 1 :]):
            place = f"{scenario.events[other.event].name} in {scenario.place_names[scenario.venues[other.venue].id]}"
            for limit in broken_between(scenario, (pick, other)):
                yield f"{limit.key} {limit.shown(limit.stated(scenario), scenario)}: not beside {place}"
            if not self.year.out_of_time() and not self.year.allows((pick, other)):
                yield f"people attend {place} on the same days"
