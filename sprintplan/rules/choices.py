"""All allowed journeys of every class of travellers to every start of one event at one venue, with their costs."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sprintplan.domain.events import Event
from sprintplan.domain.fare_policy import Margin
from sprintplan.domain.scenario import Scenario
from sprintplan.domain.venues import Venue
from sprintplan.errors import InputError, Place, Problem
from sprintplan.offers.table import Int64, Number, OfferTable, taken
from sprintplan.rules.allowed import event_rates
from sprintplan.rules.attendance import Attending, attending
from sprintplan.rules.costs import ITEMS, Bought, CostItem, Rates
from sprintplan.rules.direction import Direction
from sprintplan.rules.entries import Both, both_ways, reached
from sprintplan.rules.exempted import both_directions
from sprintplan.rules.fares import Cheapest, affordable, cheapest
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.units import MOST_SUM_MINOR, money_text


@dataclass(frozen=True)
class Choices:
    """What everybody may do at one venue, for every start of one event.

    `attending` says who lives nearby, comes by own travel, travels or cannot attend.
    """

    scenario: Scenario
    event: Event
    venue: Venue
    classes: TravellerClasses
    outbound: Direction
    inbound: Direction
    both: Both
    attending: Attending

    @cached_property
    def rates(self) -> Rates:
        """What things cost."""
        return event_rates(self.scenario, self.event, self.venue, self.classes)

    @cached_property
    def per_person(self) -> dict[CostItem, Int64]:
        """By item of cost, (starts, classes) one person before any journey."""
        return {item: item.of_people(self.rates, self.attending) for item in ITEMS}

    @cached_property
    def each_person(self) -> Int64:
        """(items, starts, classes) the same in the order of ITEMS."""
        return np.stack([self.per_person[item] for item in ITEMS])

    @cached_property
    def base_minor(self) -> Int64:
        """(starts, classes) the objective of one person before any journey."""
        return np.asarray(self.each_person.sum(axis=0), np.int64)

    @cached_property
    def venue_minor(self) -> int:
        """The objective of the event, whoever comes."""
        return sum(item.of_venue(self.rates) for item in ITEMS)

    @cached_property
    def cheapest(self) -> Cheapest:
        """The least fares of flights that each class may take; `above_cheapest` never takes the cheapest away."""
        table, shape = self.outbound.pairs.table, self.attending.status.shape
        return cheapest(table, self.outbound.entries, self.inbound.entries, self.both, shape)

    def bought(self, way: Direction, at: Int64 | None = None) -> Bought:
        """The entries `at` some positions of one direction, `way`, or all, as items of cost look at them."""
        entries = way.entries

        def of(column: NDArray[Number]) -> NDArray[Number]:
            return column if at is None else taken(column, at)

        return Bought(
            table=way.pairs.table,
            row=of(entries.row),
            start=of(entries.start),
            visa_minor=of(entries.visa),
            extra_nights=of(entries.extra_nights),
            outbound=way.pairs.outbound,
            exchange_minor=of(entries.exchange),
            change_minor=of(entries.change),
        )


def choices(
    scenario: Scenario, event: Event, venue: Venue, classes: TravellerClasses, table: OfferTable, today: int
) -> Choices:
    """Judge every journey of a venue for every traveller class and every start of an event.

    Parameters
    ----------
    scenario : the workspace
    event, venue : what is held where
    classes : the traveller classes of the event
    table : the offers to and from the venue
    today : day number of the planning date
    """
    outbound, inbound = both_directions(scenario, event, venue, classes, table, today)
    both = both_ways(table, outbound.entries, inbound.entries, len(classes))
    shape = len(event.starts), len(classes)
    margins = _margins(scenario, classes)
    if any(margins):
        out, back, whole = affordable(margins, table, outbound.entries, inbound.entries, both, shape)
        outbound, inbound, both = outbound.only(out), inbound.only(back), both.only(whole).among(out, back)
    arrived = reached(table, outbound.entries, inbound.entries, both, shape)
    stand = attending(scenario, event, venue, classes, arrived, today)
    judged = Choices(scenario, event, venue, classes, outbound, inbound, both, stand)
    _refuse_too_large(judged)
    return judged


def _margins(scenario: Scenario, classes: TravellerClasses) -> list[Margin | None]:
    """`above_cheapest` of each class."""
    if not scenario.exemptions:
        return [scenario.policy.fare.above_cheapest] * len(classes)
    return [scenario.varied(traveller.traits.exemptions).policy.fare.above_cheapest for traveller in classes]


def _refuse_too_large(choices: Choices) -> None:
    """Refuse amounts whose sum over all people and events floating point, which bounds are made of, cannot hold.

    Raises
    ------
    InputError : they are too large
    """
    people = len(choices.scenario.people) * len(choices.scenario.events)
    journeys = (choices.outbound.entries.cost, choices.inbound.entries.cost, choices.both.cost)
    trip = sum(int(costs.max(initial=0)) for costs in journeys) + int(choices.base_minor.max(initial=0))
    if people * trip + choices.venue_minor > MOST_SUM_MINOR:
        currency = choices.scenario.currency
        what = f"one trip to {choices.venue.name} may come to {money_text(trip, currency)} {currency}"
        remedy = "Lower the largest amounts in [objective], venues.csv and the offers"
        more = f"{what}, which for {people} trips is more than can be added exactly"
        raise InputError([Problem(Place("sprint.toml"), more, remedy)])
