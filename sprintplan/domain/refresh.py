"""What asking again for the offers of a plan found, as `quote --refresh` tells it."""

from dataclasses import dataclass
from typing import Literal

Found = Literal["unchanged", "changed", "renewed", "gone", "failed"]
"""Sold as it was; sold at another fare; expired or withdrawn, and the same journeys are sold anew; not sold any more;
and not known, as asking failed."""


@dataclass(frozen=True)
class Refreshed:
    """One offer of the plan: who takes it, by id and name, and what became of it; fares are as the seller states them.

    `difference_minor` is what one traveller pays more in the company's currency, None where no new fare is known.
    """

    offer: str
    event: str
    event_name: str
    people: tuple[str, ...]
    names: tuple[str, ...]
    journeys: tuple[str, ...]
    found: Found
    expired: bool
    currency: str
    fare: str
    new_fare: str | None = None
    new_offer: str | None = None
    difference_minor: int | None = None
    problem: str = ""


@dataclass(frozen=True)
class Refresh:
    """All offers of a plan asked again, and the plan made anew on what is now on sale; amounts as in plans.

    `repriced` is the plan's objective at the new fares, None where an offer is gone or unknown; `best` is the objective
    of the new plan, None where there is none or where nothing was planned as asking failed.
    """

    offers: tuple[Refreshed, ...]
    currency: str
    objective: str
    repriced: str | None = None
    best: str | None = None
    places: tuple[str, ...] = ()
    proven: bool = False

    @property
    def failed(self) -> int:
        """Offers of which nothing could be learnt."""
        return sum(offer.found == "failed" for offer in self.offers)

    @property
    def still_optimal(self) -> bool | None:
        """Whether the plan, at the new fares, is still the best; None where that cannot be told."""
        if self.failed or self.best is None or not self.proven:
            return None
        return self.repriced is not None and self.repriced == self.best
