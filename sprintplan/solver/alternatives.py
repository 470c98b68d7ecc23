"""Other candidates of each event, given the venues and dates of the rest of the plan."""

from sprintplan.domain.plan import Alternative
from sprintplan.solver.combine import Pick, are_tied, first_day, go_together
from sprintplan.solver.figures import Figures
from sprintplan.solver.telling import told_totals
from sprintplan.solver.workshop import Assessment
from sprintplan.solver.year import BATCH, Choice, Picks, Year, keeps_sums
from sprintplan.units import money_text

ALTERNATIVES = 10
# So many of each event are solved; the rest keep their bound.


class Others:
    """What else each event could be, given the rest; `assessed` is every candidate of the year."""

    def __init__(self, year: Year, choice: Choice, assessed: list[Assessment]) -> None:
        self.year, self.chosen, self.parts, self.assessed = year, choice.picks, choice.parts, assessed
        self._tried: set[Picks] = set()
        self._solved_for = tuple(self._solve(number) for number in range(len(choice.picks)))

    def _swapped(self, number: int, pick: Pick) -> Picks:
        return (*self.chosen[:number], pick, *self.chosen[number + 1 :])

    def _job(self, number: int, pick: Pick) -> Picks:
        """What has to be solved to know the alternative: the whole year where limits that tie its events are broken."""
        picks, year = self._swapped(number, pick), self.year
        if not are_tied(year.scenario, picks) or (pick,) not in self._tried or year.keep_the_year(picks):
            return (pick,)
        return picks

    def _open(self, number: int) -> list[Pick]:
        """Candidates of the event that go with the rest of the plan, cheapest first."""
        year = self.year
        found = [
            pick
            for pick in year.lists[self.chosen[number].event]
            if pick != self.chosen[number]
            and go_together(year.scenario, year.workshop.due, self._swapped(number, pick))
        ]
        return sorted(found, key=lambda pick: self._order(number, pick))

    def _order(self, number: int, pick: Pick) -> tuple[object, ...]:
        return self._value(number, pick)[0], first_day(self.year.scenario, pick), pick.venue

    def _value(self, number: int, pick: Pick) -> tuple[int, bool, Figures | None]:
        """Objective of the event there, or its bound; whether it is exact; and its sums."""
        year, job = self.year, self._job(number, pick)
        found = year.settled.get(job)
        if found is not None and found.proven and found.parts and self._whole(number, pick, job):
            part = found.parts[number if len(job) > 1 else 0]
            if self._fits(number, part):
                return part.objective, True, part
        free = pick in year.exact and not are_tied(year.scenario, self._swapped(number, pick))
        return year.value[pick], free, year.assessed[pick].figures

    def _fits(self, number: int, part: Figures) -> bool:
        """Whether the alternative keeps the sums of the year with what the rest of the plan takes."""
        rest = (mine for at, mine in enumerate(self.parts) if at != number)
        return keeps_sums(self.year.scenario, sum(rest, part))

    def _whole(self, number: int, pick: Pick, job: Picks) -> bool:
        """Whether the job tells the alternative: alone only where nothing ties it to the rest, or the rest allows."""
        picks = self._swapped(number, pick)
        return len(job) > 1 or not are_tied(self.year.scenario, picks) or self.year.keep_the_year(picks)

    def _impossible(self, number: int, pick: Pick) -> bool:
        found = self.year.settled.get(self._job(number, pick))
        return pick in self.year.impossible or (found is not None and found.proven and found.objective is None)

    def _solve(self, number: int) -> list[Pick]:
        """Solve the best few; the candidates that are left, in order of their value."""
        while True:
            ranked = [pick for pick in self._open(number) if not self._impossible(number, pick)]
            todo = [pick for pick in ranked[:ALTERNATIVES] if not self._value(number, pick)[1]]
            jobs = [job for job in (self._job(number, pick) for pick in todo) if job not in self._tried][:BATCH]
            if not jobs or self.year.out_of_time():
                return ranked
            self._tried |= set(jobs)
            self.year.settle([job for job in jobs if not self.year.is_proven(job)], quick=True, cut=False)

    def of(self, number: int, objective: int) -> tuple[Alternative, ...]:
        """The event's other candidates, best first, then the venues that rules exclude."""
        told = tuple(self._told(number, pick, objective) for pick in self._solved_for[number])
        return (*told, *self._excluded_venues(self.chosen[number].event, {one.venue for one in told}))

    def _told(self, number: int, pick: Pick, objective: int) -> Alternative:
        scenario = self.year.scenario
        value, exact, figures = self._value(number, pick)
        return Alternative(
            venue=scenario.venues[pick.venue].id,
            first_day=first_day(scenario, pick),
            objective=money_text(value, scenario.currency),
            difference=money_text(value - objective, scenario.currency),
            exact=exact,
            excluded_because=None,
            totals=told_totals(figures, scenario.currency) if figures else None,
        )

    def _excluded_venues(self, event: int, told: set[str]) -> list[Alternative]:
        """Venues of which no start is left, each with the rule of its first start."""
        by_venue: dict[int, list[Assessment]] = {}
        for found in self.assessed:
            if found.pick.event == event:
                by_venue.setdefault(found.pick.venue, []).append(found)
        return [
            Alternative(
                venue=self.year.scenario.venues[venue].id,
                first_day=None,
                objective=None,
                difference=None,
                exact=False,
                excluded_because=starts[0].excluded or "the limits that travellers share cannot all hold there",
                totals=None,
            )
            for venue, starts in by_venue.items()
            if all(found.excluded or found.pick in self.year.impossible for found in starts)
        ]
