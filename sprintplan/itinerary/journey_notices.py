"""What the journeys of a trip give rise to: cabins that are not sold, nights that are added, odd ways to go."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sprintplan.domain.ground import MODES
from sprintplan.domain.model import Cabin
from sprintplan.domain.record_types import NoticeKind
from sprintplan.domain.trip import Notice
from sprintplan.itinerary.bought_trip import BoughtTrip
from sprintplan.itinerary.close_calls import close_call
from sprintplan.itinerary.kept_bookings import Forbidden, forbidden
from sprintplan.offers.table import OfferTable
from sprintplan.rules.choices import Choices
from sprintplan.rules.conditions import not_stated
from sprintplan.rules.direction import Direction
from sprintplan.rules.place import km_from_home
from sprintplan.units import hours_text, money_text, money_words
from sprintplan.world.airports import airports

LONG_JOURNEY_MIN = 20 * 60
"""A journey that lasts longer is worth a remark."""
NEXT_TOWN_KM = 150
"""Kilometres from home to a venue's airport within which a flight with a connection is worth a remark."""


@dataclass(frozen=True)
class JourneyNotices:
    """Notices of journeys to one venue.

    Attributes
    ----------
    choices : what everybody may do at the venue
    """

    choices: Choices

    @property
    def table(self) -> OfferTable:
        """The offers of the venue."""
        return self.choices.outbound.pairs.table

    def of(self, trip: BoughtTrip) -> Iterator[Notice]:
        """The notices of a `trip`, outbound before return."""
        for way, entry, word in trip.ways:
            row = int(way.entries.row[entry])
            yield from self._cabin(trip, way, row, word)
            yield from self._nights(trip, way, entry, word)
            if self.table.duration_min[row] > LONG_JOURNEY_MIN:
                yield _notice("long_journey", f"{word}: {hours_text(int(self.table.duration_min[row]))}")
            yield from self._unstated(row, word)
            for text in self._forbidden[way.pairs.outbound].get((trip.traveller, row), ()):
                yield _notice("other", f"{word}: stays as it is booked, though {text}")
            if not trip.is_one_offer:
                yield from self._close_call(trip, way, entry, word)
        yield from self._roundabout(trip)

    def _cabin(self, trip: BoughtTrip, way: Direction, row: int, word: str) -> Iterator[Notice]:
        """A cabin that a rule would give if it cost less, or that is not on sale."""
        earned, at = way.entitlement, (int(way.by_night[row]), trip.start, trip.traveller)
        if self.table.on_ground[row]:
            return
        if (rule := int(earned.too_dear[at])) >= 0:
            cabin = _words(self.choices.scenario.policy.cabin_rules[rule].cabin)
            allows = f"policy.cabin[{rule + 1}] at_most allows"
            yield _notice("other", f"{word}: {cabin} costs more than {allows}, so that rule does not count")
        if (counting := int(way.counting[at])) < (cabin_at := int(earned.cabin[at])):
            text = f"entitled to {_words(cabin_at)}, none on this route, so {_words(counting)} is used"
            yield _notice("cabin_not_sold", f"{word}: {text}")

    def _nights(self, trip: BoughtTrip, way: Direction, entry: int, word: str) -> Iterator[Notice]:
        """Nights of rest in place of a cabin, or nights that the traveller arrives early."""
        earned, at = way.entitlement, (int(way.by_night[way.entries.row[entry]]), trip.start, trip.traveller)
        if way.entries.by_rest[entry]:
            nights, instead = int(earned.rest_nights[at]), _words(int(earned.rule_cabin[at]))
            yield _notice("rest", f"{word}: {nights} rest night{'s' if nights > 1 else ''} instead of {instead}")
        elif way.pairs.outbound and (early := int(way.entries.extra_nights[entry])):
            yield _notice("early_arrival", f"arrives {early} night{'s' if early > 1 else ''} early")

    def _unstated(self, row: int, word: str) -> Iterator[Notice]:
        """A notice where the policy asks for conditions that the ticket does not speak of."""
        if unknown := not_stated(self.choices.scenario.policy.fare, self.table, row):
            yield _notice("other", f"{word}: the offer does not say whether it has: {', '.join(unknown)}")

    def _close_call(self, trip: BoughtTrip, way: Direction, entry: int, word: str) -> Iterator[Notice]:
        """A notice where the estimates cannot tell whether the air or the ground is better."""
        close = close_call(way, trip.start, trip.traveller, entry)
        if close is not None:
            mine, other = ("flight" if mode == "air" else mode for mode in close[:2])
            currency = self.choices.scenario.currency
            message = f"{word}: {mine} and {other} differ by {money_words(money_text(close[2], currency), currency)}"
            yield _notice("other", f"{message}, less than their estimates can tell: look at both")

    def _roundabout(self, trip: BoughtTrip) -> Iterator[Notice]:
        """A notice on the way to the next town: by way of a third city, or on the ground."""
        km = km_from_home(self.choices.classes[trip.traveller].traits.home, self.choices.venue)
        rows, table, codes = trip.rows, self.table, airports().codes
        via = dict.fromkeys(codes[n] for row in rows for n in table.seg_origin[1 : table.segments[row], row].tolist())
        modes = dict.fromkeys(MODES[int(table.mode[row])] for row in rows if table.on_ground[row])
        if km > NEXT_TOWN_KM:
            return
        if via:
            text = f"by way of {' and '.join(via)} to a place {km:.0f} km from home: a train or a car may be quicker"
            yield _notice("other", text)
        elif modes:
            yield _notice("other", f"{km:.0f} km from home: goes there by {' and '.join(modes)}")

    @cached_property
    def _forbidden(self) -> dict[bool, Forbidden]:
        """What forbids bookings, outbound and back."""
        return {way.pairs.outbound: forbidden(way) for way in (self.choices.outbound, self.choices.inbound)}


def _notice(kind: NoticeKind, text: str) -> Notice:
    return Notice(kind=kind, text=text)


def _words(cabin: int) -> str:
    """A cabin as people read it."""
    return Cabin(cabin).word.replace("_", " ")
