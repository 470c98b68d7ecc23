"""`scout`: the places of the world for the events of a workspace, as records that people and programs read."""

from collections import Counter
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from sprintplan.domain.events import is_asked
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.scouted import PlaceFigures, Scouted, ScoutedEvent, ScoutedPlace
from sprintplan.domain.venues import Venue
from sprintplan.errors import UsageError
from sprintplan.market.draws import MARKETS, Markets
from sprintplan.market.survey import Survey
from sprintplan.offers.registry import open_source
from sprintplan.problems import shown
from sprintplan.rules.exclusion import rule_of
from sprintplan.rules.place import needs_visa
from sprintplan.rules.traveller_classes import TravellerClasses, selector_classes, traveller_classes
from sprintplan.scouting.examine import CANNOT_KEEP, Examined
from sprintplan.scouting.places import Places, places
from sprintplan.scouting.ranking import Ranked, Ranking, Wanted, rank
from sprintplan.solver.bounds.before_journeys import OUT_OF_REACH
from sprintplan.solver.workers.evaluator import Evaluator
from sprintplan.solver.workers.pool import Here, Pool, Processes
from sprintplan.units import money_text
from sprintplan.watch import Watch
from sprintplan.world.airport_groups import AirportGroup, airport_groups
from sprintplan.world.airports import airports
from sprintplan.world.cities import continent
from sprintplan.world.lodging import LODGING_SOURCE, PUBLIC_RATE_ERROR

SUMS = ("budget", "budget_per_head", "co2e_tonnes", "traveller_hours_per_year", "long_haul")
"""Limits on sums: no rule on a first day by itself tells whether they can be kept."""

REGIONS = {
    "africa": "AF",
    "asia": "AS",
    "europe": "EU",
    "north-america": "NA",
    "oceania": "OC",
    "south-america": "SA",
}
"""Continents by the words that `--region` knows."""


ALL = Wanted()


@dataclass(frozen=True)
class Search:
    """Which places are looked at, and how many are listed.

    Attributes
    ----------
    event : the only event; None for all
    regions, countries : words of REGIONS, and ISO 3166-1 alpha-2 codes; empty for the whole world
    visa_free : least share of the people who need no visa; None for any
    baselines : by the id of an event the place that every other one is compared with, where there is one
    wanted : how the ranking is cut
    """

    event: str | None = None
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    visa_free: float | None = None
    baselines: Mapping[str, AirportGroup] = field(default_factory=dict)
    wanted: Wanted = ALL

    def is_wanted(self, group: AirportGroup) -> bool:
        """Whether the place of a `group` lies in the countries and continents of this search."""
        continents = {REGIONS[word] for word in self.regions}
        here = not self.countries or group.country in self.countries
        return here and (not continents or continent(group.country) in continents)


def scout(scenario: Scenario, search: Search, today: date, workers: int, watch: Watch) -> Scouted:
    """The places of the world in order of what travel and stay come to there.

    Parameters
    ----------
    scenario : people, dates and policy; its venues do not matter
    search : which places, and how many
    today : the planning date
    workers : processes; the ranking is the same whatever their number
    watch : times the stages and shows progress

    Raises
    ------
    UsageError : there is no such event, or no place is left to compare
    """
    where = _looked_at(scenario, search)
    world = _with_venues(scenario, search, where)
    wanted = {group for group in where.groups if search.is_wanted(group)}
    if search.visa_free is not None:
        wanted &= _admitted(world, where, search.visa_free)
        where = _only(where, wanted | {*search.baselines.values()})
        world = _with_venues(scenario, search, where)
    baselines = _baselines(where, search.baselines)
    aside = frozenset(number for number in baselines.values() if where.groups[number] not in wanted)
    if not wanted:
        raise UsageError("no place is left to look at: loosen --region, --country or --visa-free")
    survey = Survey(Markets(), keeps_lines=False)
    with _pool(Evaluator(world, open_source(world, today), today, survey), workers) as pool:
        rankings = rank(pool, search.wanted, {*baselines.values()}, aside, watch)
    scribe = _Scribe(world, where, search.baselines)
    return Scouted(
        company=scenario.company,
        currency=scenario.currency,
        today=today,
        looked_at=len(where.venues) - len(aside),
        unpriced=tuple(f"{group.city}, {group.country}" for group in where.unpriced),
        remarks=_remarks(scenario),
        events=tuple(scribe.event(ranking) for ranking in rankings),
    )


def _pool(evaluator: Evaluator, workers: int) -> Pool:
    return Processes(evaluator, workers) if workers > 1 else Here(evaluator)


def _looked_at(scenario: Scenario, search: Search) -> Places:
    """The places that the search leaves by where they lie, and the baselines."""
    unknown = sorted(set(search.countries) - set(airports().countries))
    if unknown:
        raise UsageError(f"--country {shown(unknown[0])}: no airport lies there. Name a country that has one")
    groups = [group for group in airport_groups() if search.is_wanted(group)]
    return places(scenario, dict.fromkeys((*groups, *search.baselines.values())))


def _baselines(where: Places, groups: Mapping[str, AirportGroup]) -> dict[str, int]:
    """By the id of an event the position of its baseline among the places, where it is one."""
    numbers = {group: number for number, group in enumerate(where.groups)}
    return {event: numbers[group] for event, group in groups.items() if group in numbers}


def _with_venues(scenario: Scenario, search: Search, where: Places) -> Scenario:
    """The scenario with the places as its venues, and the events that are asked for."""
    events = tuple(event for event in scenario.events if search.event in (None, event.id))
    if not events:
        known = ", ".join(event.id for event in scenario.events)
        raise UsageError(f"--event {shown(search.event or '')}: there is no such event. The workspace has {known}")
    ids = tuple(venue.id for venue in where.venues)
    changed = tuple(event.changed(venues=ids, baseline=None) for event in events)
    return scenario.changed(source="estimate", venues=where.venues, events=changed)


def _admitted(world: Scenario, where: Places, least: float) -> set[AirportGroup]:
    """The places that so large a share of the people called may enter without a visa."""
    if world.visas is None:
        raise UsageError("--visa-free needs visas.csv in the workspace: passport, destination, requirement")
    selectors = selector_classes(world)
    by_event = [traveller_classes(world, event, selectors) for event in world.events]
    return {
        group
        for group, venue in zip(where.groups, where.venues, strict=True)
        if all(_visa_free(world, classes, venue) >= least for classes in by_event)
    }


def _only(where: Places, groups: Set[AirportGroup]) -> Places:
    """Those of the places that are among the groups."""
    kept = [one for one in zip(where.venues, where.groups, strict=True) if one[1] in groups]
    return Places(tuple(venue for venue, _ in kept), tuple(group for _, group in kept), where.unpriced)


def _visa_free(world: Scenario, classes: TravellerClasses, venue: Venue) -> float:
    """The share of the people called who need no visa before they travel to the venue."""
    known: dict[Hashable, bool] = {}
    with_visa = 0
    for one, heads in zip(classes, classes.heads.tolist(), strict=True):
        key = one.traits.citizenship, one.traits.home.country, one.traits.may_enter
        if key not in known:
            known[key] = needs_visa(world, one.traits, venue)
        with_visa += heads * known[key]
    return 1 - with_visa / max(1, int(classes.heads.sum()))


def _remarks(scenario: Scenario) -> tuple[str, ...]:
    """What the figures rest on."""
    remarks = [
        "the score is cash plus travel time, carbon and absences, as [objective] weighs them",
        "travel and stay alone: no hire, no day rate, no transfers; fares and times are estimates",
        f"rooms at public rates of the month ({LODGING_SOURCE}): what the US government pays at most; the quote of a "
        f"hotel is taken to lie within {PUBLIC_RATE_ERROR:.0%} of that two times in three, which is an assumption",
        f"best: in how many of {MARKETS} markets that fares may turn out in it is the cheapest of the places solved",
    ]
    if scenario.visas is None:
        remarks.append("visas were not looked at: the workspace has no visas.csv")
    return tuple(remarks)


class _Scribe:
    """Writes rankings as records."""

    def __init__(self, world: Scenario, where: Places, baselines: Mapping[str, AirportGroup]) -> None:
        self.world, self.where, self.baselines = world, where, baselines
        self.numbers = _baselines(where, baselines)

    def event(self, ranking: Ranking) -> ScoutedEvent:
        """The record of one event."""
        event = self.world.events[ranking.event]
        own = self._baseline(ranking)
        against = own.objective if own else None
        chances = ranking.chances()
        return ScoutedEvent(
            event=event.id,
            name=event.name,
            people=sum(is_asked(event, person) for person in self.world.people),
            places=tuple(
                self._place(ranking, one, against).changed(chance=chances.get(one.venue)) for one in ranking.places()
            ),
            baseline=None if own is None else self._place(ranking, own, against),
            baseline_out=self._baseline_out(ranking),
            judged=ranking.judged,
            bounded=ranking.bounded,
            left_out=len(self.where.venues) - len(ranking.aside) - ranking.judged - ranking.bounded,
            left_out_by=tuple(f"{why} ({number})" for why, number in self._left_out(ranking).most_common()),
        )

    def _left_out(self, ranking: Ranking) -> Counter[str]:
        """How many places each reason left out."""
        reasons = Counter[str]()
        ranked = ((venue, bound) for venue, bound in enumerate(ranking.least.tolist()) if venue not in ranking.aside)
        for venue, bound in ranked:
            place = ranking.known.get(venue)
            if place is not None and place.figures is None:
                reasons[self._reason(place)] += 1
            elif place is not None and not ranking.counts(place):
                reasons["--longest-hours"] += 1
            elif place is None and bound >= OUT_OF_REACH:
                reasons["a rule rules out every first day"] += 1
        return reasons

    def _reason(self, place: Examined) -> str:
        """What rules a place out, by the limits that are stated where no rule does by itself."""
        if place.excluded != CANNOT_KEEP:
            return rule_of(place.excluded)
        limits, event = self.world.limits, self.world.events[place.pick.event]
        stated = [f"limits.{key}" for key, value in limits.model_dump(by_alias=True).items() if value and key in SUMS]
        stated += [f"budget of {event.name}"] if event.budget_minor is not None else []
        return f"{CANNOT_KEEP}{': ' + ', '.join(stated) if stated else ''}"

    def _baseline_out(self, ranking: Ranking) -> str:
        """The name of an event's baseline and why it is left out, where it is."""
        group, place = self.baselines.get(self.world.events[ranking.event].id), self._examined_baseline(ranking)
        unpriced, ruled_out = group in self.where.unpriced, place is not None and place.figures is None
        if group is None or not (unpriced or ruled_out):
            return ""
        why = self._reason(place) if place else "no public lodging rate is known there"
        return f"{group.city}, {group.country} is left out: {why}"

    def _baseline(self, ranking: Ranking) -> Ranked | None:
        """The baseline of an event, as far as it is possible there."""
        place = self._examined_baseline(ranking)
        if place is None or place.figures is None:
            return None
        return Ranked(place.pick.venue, place.figures.objective, place)

    def _examined_baseline(self, ranking: Ranking) -> Examined | None:
        number = self.numbers.get(self.world.events[ranking.event].id)
        return None if number is None else ranking.known.get(number)

    def _place(self, ranking: Ranking, one: Ranked, against: int | None) -> ScoutedPlace:
        group, venue = self.where.groups[one.venue], self.where.venues[one.venue]
        event, table = self.world.events[ranking.event], airports()
        number = table.numbers(group.airports)[0]
        first_day = event.starts[one.examined.pick.start] if one.examined else event.starts[0]
        return ScoutedPlace(
            venue=venue.id,
            city=group.city,
            state=group.state,
            country=group.country,
            airports=group.airports,
            latitude=float(table.latitude[number]),
            longitude=float(table.longitude[number]),
            room_rate=self._money(venue.room_rate_on(first_day)),
            rate_source=venue.public_rate.source if venue.public_rate else "",
            objective=self._money(one.objective),
            exact=one.examined is not None,
            difference=None if against is None else self._money(one.objective - against),
            figures=self._figures(ranking, one.examined) if one.examined else None,
        )

    def _figures(self, ranking: Ranking, place: Examined) -> PlaceFigures | None:
        if place.figures is None:
            return None
        sums = place.figures
        return PlaceFigures(
            first_day=self.world.events[ranking.event].starts[place.pick.start],
            cash=self._money(sums.cash),
            fares=self._money(sums.total("fares")),
            rooms=self._money(sums.total("rooms")),
            per_diem=self._money(sums.total("per_diem")),
            hours=round(sums.minutes / 60, 1),
            longest_minutes=place.longest_minutes,
            co2e_kg=sums.grams / 1000,
            travellers=sums.travellers,
            local=place.attending - sums.travellers,
            remote=sums.remote,
            visa_share=self._visa_share(place.with_visa, place),
            visa_unknown_share=self._visa_share(place.visa_unknown, place),
            holiday_share=round(place.on_holiday / max(1, sums.travellers), 4),
        )

    def _visa_share(self, people: int, place: Examined) -> float | None:
        return None if self.world.visas is None else round(people / max(1, place.attending), 4)

    def _money(self, minor: int) -> str:
        return money_text(minor, self.world.currency)
