"""Opens the sources of offers that scenarios name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sprintplan.domain.limits import Limits
from sprintplan.domain.objective import Objective
from sprintplan.domain.policy import Policy
from sprintplan.domain.scenario import Scenario
from sprintplan.offers.source import OfferSource

Opened = TypeVar("Opened")
UNREAD_ON_THE_GROUND = (
    *("cabin_rules", "no_weekend_travel", "must_attend", "unreachable", "avoid_airlines", "max_connections", "detour"),
    *("max_travellers_per_flight", "max_key_travellers_per_flight", "max_team_share_per_flight"),
)
"""Members of the policy that journeys on the ground do not depend on; whatever else differs, they are made anew."""
NO_POLICY, NO_LIMITS = Policy(), Limits()
NO_WEIGHTS = Objective(**dict.fromkeys(Objective.model_fields, 0))


def open_source(scenario: Scenario, today: date) -> OfferSource:
    """The source of a `scenario` on the planning date, `today`, with the emissions that it asks for; each is imported
    when it is asked for.

    Raises
    ------
    InputError : the source's own inputs cannot be read
    OfferSourceError : the source has nothing to offer
    """
    return Sources(today).of(scenario)


@dataclass
class Sources:
    """Sources of several scenarios: scenarios to which the same is sold share one, which is shopped once.

    Parameters
    ----------
    today : the planning date
    """

    today: date
    _known: list[tuple[object, Any]] = field(default_factory=list)

    def of(self, scenario: Scenario) -> OfferSource:
        """The scenario's source, as `open_source` has it."""
        source = self._named(scenario)
        if scenario.emissions == "travel_impact":
            from sprintplan.offers.emissions import WithTravelImpact

            flights = source
            key = ("emissions", id(flights), scenario.folder, scenario.insecure)
            source = self._once(key, lambda: WithTravelImpact(flights, scenario))
        source = self._with_ground(source, scenario) if scenario.has_ground else source
        if scenario.history.bookings:
            from sprintplan.offers.booked import WithBookings

            return WithBookings(source, scenario)
        return source

    def _with_ground(self, source: OfferSource, scenario: Scenario) -> OfferSource:
        from sprintplan.offers.ground.source import GroundJourneys, WithGround

        read = scenario.policy.changed(**{name: getattr(NO_POLICY, name) for name in UNREAD_ON_THE_GROUND})
        key = ("ground", scenario.most_early_nights, _offered(scenario).changed(policy=read))
        ground = self._once(key, lambda: GroundJourneys(scenario))
        return self._once(("both", id(source), id(ground)), lambda: WithGround(source, ground))

    def _named(self, scenario: Scenario) -> OfferSource:
        match scenario.source:
            case "estimate":
                from sprintplan.offers.estimate import EstimateSource

                source = EstimateSource(scenario, self.today)
                return self._once(("estimate", source.wanted()), lambda: source)
            case "files":
                from sprintplan.offers.files import FileSource

                return self._once(("files", _offered(scenario)), lambda: FileSource(scenario))
            case "duffel":
                from sprintplan.offers.duffel.source import DuffelSource

                return self._once(("duffel", _offered(scenario)), lambda: DuffelSource(scenario))

    def _once(self, key: object, make: Callable[[], Opened]) -> Opened:
        """What was made for an equal key before, else what is made now."""
        opened: Opened
        for known, opened in self._known:
            if known == key:
                return opened
        opened = make()
        self._known.append((key, opened))
        return opened


def _offered(scenario: Scenario) -> Scenario:
    """The scenario without what no source reads."""
    return scenario.changed(policy=NO_POLICY, limits=NO_LIMITS, objective=NO_WEIGHTS, unpriced=frozenset(), warnings=())
