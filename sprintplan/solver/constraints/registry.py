"""All limits, from which rows, bounds and conflicts follow."""

from sprintplan.domain.scenario import Scenario
from sprintplan.solver.constraints.between_events import PAIR_LIMITS
from sprintplan.solver.constraints.heads import CAPACITY_LIMITS, FlightLimit, KeyLimit, RoomLimit, TeamLimit
from sprintplan.solver.constraints.in_force import BlockLimit
from sprintplan.solver.constraints.limit import EventLimit, Limit, Relaxation
from sprintplan.solver.constraints.of_candidates import (
    JOURNEY_LIMITS,
    Available,
    AvoidedDays,
    Capacity,
    HolidayShare,
    JourneyHours,
    MustAttend,
    QuorumLimit,
    Unreachable,
)
from sprintplan.solver.constraints.persons import PERSON_LIMITS
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.constraints.sums import YEAR_SUMS, EventBudget, HeadBudget

EVENT_LIMITS: tuple[type[EventLimit], ...] = (EventBudget, AvoidedDays)
"""Every limit that an event states for itself."""

LIMITS: tuple[type[Limit], ...] = (
    *EVENT_LIMITS,
    FlightLimit,
    KeyLimit,
    TeamLimit,
    Unreachable,
    MustAttend,
    *JOURNEY_LIMITS,
    HeadBudget,
    *YEAR_SUMS,
    JourneyHours,
    *PERSON_LIMITS,
    *PAIR_LIMITS,
    HolidayShare,
    QuorumLimit,
    Capacity,
    RoomLimit,
    Available,
)
"""Every limit that a workspace may state, in the order of its files."""

BLOCK_LIMITS: tuple[type[BlockLimit], ...] = (*CAPACITY_LIMITS, EventBudget, HeadBudget, *YEAR_SUMS)
"""Every limit with rows that count travellers or add up journeys, in the order of its rows."""


COUNTED: tuple[type[Limit], ...] = (FlightLimit, KeyLimit, TeamLimit, RoomLimit)
"""Every limit that a workspace states on how many travellers use one thing."""


def limits_of(shuttles: Shuttles) -> list[BlockLimit]:
    """The limits in force on the block of some `shuttles`, but for those of persons; always in the same order."""
    return [limit for kind in BLOCK_LIMITS for limit in kind.on(shuttles)]


def has_year_limits(scenario: Scenario) -> bool:
    """Whether a `scenario` states a limit that adds up over the events of the year."""
    return any(limit.is_stated(scenario) for limit in (*YEAR_SUMS, *PERSON_LIMITS))


def relaxations_of(scenario: Scenario) -> list[Relaxation]:
    """Every limit that a `scenario` states and that may be part of a conflict: event by event, then in the order of the
    workspace's files."""
    numbers = range(len(scenario.events))
    of_events = [rule for number in numbers for limit in EVENT_LIMITS for rule in limit.of_event(scenario, number)]
    others = [limit for limit in LIMITS if limit not in EVENT_LIMITS]
    return [*of_events, *(rule for limit in others for rule in limit.relaxations(scenario))]


def judged_by(scenario: Scenario) -> Scenario:
    """The `scenario` without the limits that nothing of what people may buy depends on."""
    for limit in LIMITS:
        if not limit.judged:
            scenario = limit.without(scenario)
    return scenario
