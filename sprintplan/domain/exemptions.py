"""Exceptions on record, exceptions.csv: for one person a key of the policy has another value."""

from datetime import date
from decimal import Decimal
from typing import Any

from sprintplan.domain.fare_policy import FareTerms
from sprintplan.domain.journey_rules import CabinRule
from sprintplan.domain.limits import Limits
from sprintplan.domain.model import CABIN_BY_WORD, Cabin, Model
from sprintplan.domain.people import ALL
from sprintplan.domain.policy import Policy
from sprintplan.domain.tables import Table, keys_of

OFF, ON = "off", "on"
CABIN, WEEKENDS, GROUND = "policy.cabin", "policy.no_weekend_travel", "policy.ground"
FARE = "policy.fare"
LISTS = ("policy.hours", "policy.rest")
"""Rules that can only be switched off."""
YEAR_LIMITS = {"limits.long_haul": "long_haul", "limits.traveller_hours_per_year": "traveller_hours"}
"""Limits of a person's year that can only be switched off, by their members."""
VALUES = (
    *("policy.max_connections", "policy.connection_minutes", "policy.overnight_connections", "policy.detour"),
    *("policy.max_early_nights", "policy.max_late_nights", "policy.check_in_minutes", "policy.avoid_airlines"),
    *("policy.fare.above_cheapest", "limits.journey_hours"),
)
"""Keys that take a value of their own."""
EXEMPTABLE = (CABIN, *VALUES, WEEKENDS, *LISTS, GROUND, *YEAR_LIMITS)
"""Every key that judges a person or a journey."""
TABLES: dict[str, type[Table]] = {"policy": Policy, "policy.fare": FareTerms, "limits": Limits}


class Exemption(Model):
    """One row of exceptions.csv.

    `held` is what the key's member holds for the person; `event` is empty where the row counts for every event, `until`
    the last planning date on which it counts. A person who stands for several is named for all of them.
    """

    line: int
    person: str
    event: str = ""
    key: str
    value: str
    held: Any = None
    reason: str = ""
    approved_by: str = ""
    until: date | None = None

    def changed_rules(self, policy: Policy, limits: Limits) -> tuple[Policy, Limits]:
        """Policy and limits in which the key has the row's value; limits of the year stay, as they are a person's.

        Parameters
        ----------
        policy, limits : as all others have them
        """
        if self.key in YEAR_LIMITS:
            return policy, limits
        if self.key == CABIN:
            rule = CabinRule(over_hours=Decimal(0), cabin=self.held)
            return policy.changed(cabin_rules=(rule,)), limits
        if self.key == GROUND:
            return policy.changed(ground=policy.ground.changed(no_flight_under_min=None, no_flight_within=())), limits
        table, _, name = self.key.rpartition(".")
        change = {keys_of(TABLES[table])[name].member: self.held}
        if table == FARE:
            return policy.changed(fare=policy.fare.changed(**change)), limits
        return (policy.changed(**change), limits) if table == "policy" else (policy, limits.changed(**change))


def switched(key: str, word: str) -> Any:
    """What the member of a `key` holds for the words off and on, and for a cabin.

    Raises
    ------
    KeyError : the `word` means nothing for the key
    """
    if key == CABIN:
        return Cabin.ECONOMY if word == OFF else CABIN_BY_WORD[word]
    if key == WEEKENDS:
        return {OFF: (), ON: ALL}[word]
    if key in (*LISTS, GROUND, *YEAR_LIMITS):
        return {OFF: ()}[word]
    table, _, name = key.rpartition(".")
    default = keys_of(TABLES[table])[name].default
    if word == OFF and default in (None, ()):
        return default
    raise KeyError(word)
