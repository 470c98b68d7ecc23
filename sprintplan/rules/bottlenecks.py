"""People and rules that rule out most candidates of an event, before anything is planned."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from sprintplan.domain.events import Event
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.offers.table import OfferTable
from sprintplan.rules.attendance import Attendance
from sprintplan.rules.choices import choices
from sprintplan.rules.exclusion import Exclusion, closures, exclusions, names_of
from sprintplan.rules.lifting import JOURNEY_RULES
from sprintplan.rules.traveller_classes import TravellerClasses, selector_classes, traveller_classes

MOST_PEOPLE = 3
"""So many people of an event are named each by themselves."""


@dataclass(frozen=True)
class Bottleneck:
    """A person or a rule that rules out more than half of an event's candidates.

    Attributes
    ----------
    event : id of the event
    rule : key of the rule
    person : id of the person because of whom; empty where the rule speaks of several or of nobody
    candidates, of : how many candidates, of how many
    sentence : all of it, as people read it
    """

    event: str
    rule: str
    person: str
    candidates: int
    of: int
    sentence: str


@dataclass
class Tally:
    """How many candidates of one event each rule, and each person, rules out.

    Attributes
    ----------
    event : the event
    classes : its travellers, as far as they may rule out anything
    rules : candidates by the rule's key
    people : candidates by the rule and the position of a person whom it asks to come
    because : by person, candidates by the rule of journeys without which alone the person had a trip
    whom : by rule of journeys, the positions of the people whom it alone keeps away
    """

    event: Event
    classes: TravellerClasses
    rules: Counter[str] = field(default_factory=Counter)
    people: Counter[tuple[str, int]] = field(default_factory=Counter)
    because: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    whom: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def candidates(self) -> int:
        """How many candidates the event has."""
        return len(self.event.venues) * len(self.event.starts)

    def is_most(self, number: int) -> bool:
        """Whether `number` is more than half of the candidates."""
        return 2 * number > self.candidates

    def add(self, scenario: Scenario, venue: Venue, table: OfferTable, today: int) -> None:
        """Count the candidates at one venue.

        Parameters
        ----------
        scenario : the workspace
        venue : where the event would be
        table : the offers to and from the venue
        today : day number of the planning date
        """
        out = self._out(scenario, venue, table, today)
        alone = self._alone(
            scenario, venue, table, today, [{p for rule in rules for p in rule.people} for rules in out]
        )
        for rules, kept_away in zip(out, alone, strict=True):
            self.rules.update(rule.rule for rule in rules)
            self.people.update((rule.rule, person) for rule in rules for person in rule.people)
            self.rules.update(key for key, people in kept_away.items() if people)
            for key, people in kept_away.items():
                self.whom[key] |= people
                for person in people:
                    self.because[person][key] += 1

    def _out(self, scenario: Scenario, venue: Venue, table: OfferTable, today: int) -> list[list[Exclusion]]:
        """By first day, every rule that rules the candidate out."""
        if not self.classes:
            return [list(closures(scenario, self.event, venue, first_day)) for first_day in self.event.starts]
        asked = choices(scenario, self.event, venue, self.classes, table, today).attending.demand
        return [
            list(exclusions(scenario, self.event, venue, self.classes, first_day, demand))
            for first_day, demand in zip(self.event.starts, asked, strict=True)
        ]

    def _alone(
        self, scenario: Scenario, venue: Venue, table: OfferTable, today: int, missed: list[set[int]]
    ) -> list[dict[str, set[int]]]:
        """By first day, the rules of journeys with those of the missed people who had a trip without that rule."""
        everybody = set(chain.from_iterable(missed))
        classes = TravellerClasses(
            traveller for traveller in self.classes if not everybody.isdisjoint(traveller.members)
        )
        alone: list[dict[str, set[int]]] = [{} for _ in missed]
        for rule in JOURNEY_RULES if classes else ():
            if rule.is_asked(scenario):
                eased = choices(rule.without(scenario), self.event, venue, rule.classes(classes), table, today)
                for start, status in enumerate(eased.attending.status.tolist()):
                    comes = {
                        p
                        for traveller, how in zip(classes, status, strict=True)
                        if how < Attendance.REMOTE
                        for p in traveller.members
                    }
                    alone[start][rule.key] = comes & missed[start]
        return alone


class Bottlenecks:
    """Counts, venue by venue, what rules out candidates.

    Parameters
    ----------
    scenario : the workspace
    today : day number of the planning date
    """

    def __init__(self, scenario: Scenario, today: int) -> None:
        self.scenario, self.today, by_selectors = scenario, today, selector_classes(scenario)
        self._tallies = [
            Tally(event, _decisive(scenario, traveller_classes(scenario, event, by_selectors)))
            for event in scenario.events
        ]

    def add(self, venue: Venue, table: OfferTable) -> None:
        """Count the candidates at a venue; `table` holds the journeys on sale to and from it."""
        for tally in self._tallies:
            if venue.id in tally.event.venues:
                tally.add(self.scenario, venue, table, self.today)

    def listed(self) -> list[Bottleneck]:
        """Every person and every rule that rules out more than half of the candidates of some event."""
        return [
            bottleneck
            for tally in self._tallies
            for bottleneck in chain(_people(self.scenario, tally), _rules(self.scenario, tally))
        ]


def _decisive(scenario: Scenario, classes: TravellerClasses) -> TravellerClasses:
    """Classes that may rule out a candidate: everybody where people are counted, else those who have to come."""
    counted = any(venue.capacity is not None or venue.rooms is not None for venue in scenario.venues)
    counted |= scenario.limits.holiday_share is not None or bool(scenario.limits.quorum)
    if counted or scenario.policy.unreachable == "forbid":
        return classes
    return TravellerClasses(traveller for traveller in classes if traveller.traits.must_attend)


def _people(scenario: Scenario, tally: Tally) -> Iterator[Bottleneck]:
    """People each of whom rules out most candidates."""
    people = [(rule, person, number) for (rule, person), number in tally.people.most_common() if tally.is_most(number)]
    for rule, person, number in people[:MOST_PEOPLE]:
        who = scenario.people[person]
        causes = [f"{key} alone keeps them from {count}" for key, count in tally.because[person].most_common()]
        why = "; ".join(causes) or "no rule alone keeps them from these"
        message = f"{who.name} ({rule}) has no allowed trip to {number} of {tally.candidates} candidates: {why}"
        yield Bottleneck(tally.event.id, rule, who.id, number, tally.candidates, f"{tally.event.name}: {message}")
    if people[MOST_PEOPLE:]:
        names = names_of(scenario, tuple(person for _, person, _ in people[MOST_PEOPLE:]))
        rule, _, number = people[MOST_PEOPLE]
        message = f"{names} each have no allowed trip to {number} or fewer of {tally.candidates} candidates ({rule})"
        yield Bottleneck(tally.event.id, rule, "", number, tally.candidates, f"{tally.event.name}: {message}")


def _rules(scenario: Scenario, tally: Tally) -> Iterator[Bottleneck]:
    """Rules that rule out most candidates, but for what the sentence of one person says already."""
    for rule, number in tally.rules.most_common():
        if not tally.is_most(number) or number in _numbers_of_people(tally, rule):
            continue
        whom = tally.whom.get(rule) or {person for key, person in tally.people if key == rule}
        names = f", because of {names_of(scenario, tuple(sorted(whom)))}" if whom else ""
        message = f"{rule} alone rules out {number} of {tally.candidates} candidates{names}"
        yield Bottleneck(tally.event.id, rule, "", number, tally.candidates, f"{tally.event.name}: {message}")


def _numbers_of_people(tally: Tally, rule: str) -> set[int]:
    """How many candidates a rule rules out by each of the people who rule out most."""
    most = [(key, person, number) for (key, person), number in tally.people.items() if tally.is_most(number)]
    return {number for key, _, number in most if key == rule} | {tally.because[person][rule] for _, person, _ in most}
