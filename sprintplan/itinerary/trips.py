"""Trips as the plan states them: what all of a class who take the same share, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from sprintplan.domain.events import Presence
from sprintplan.domain.trip import ExceptionRecord, LieuRecord, Notice, Trip, TripCost, VisaRecord
from sprintplan.itinerary.booking import Booked, late_notice
from sprintplan.itinerary.bought_trip import BoughtTrip
from sprintplan.itinerary.journey_notices import JourneyNotices
from sprintplan.itinerary.journeys import journey_record
from sprintplan.itinerary.kept_bookings import bought_again
from sprintplan.itinerary.lieu import lieu_of
from sprintplan.itinerary.offers import offer_records
from sprintplan.itinerary.visas import Borders, Leg, passport_notices
from sprintplan.offers.table import OfferTable
from sprintplan.rules.attendance import STATUS_WORD, Attendance
from sprintplan.rules.costs import OF_TRIPS
from sprintplan.rules.reasons import why_remote
from sprintplan.solver.instance.candidate import Candidate
from sprintplan.units import MINUTES_PER_DAY, day_number, money_text
from sprintplan.world.airports import airports


@dataclass(frozen=True)
class Teller:
    """Builds the trips of one candidate.

    Attributes
    ----------
    candidate : the venue and first day
    today : day number of the planning date
    """

    candidate: Candidate
    today: int

    @property
    def table(self) -> OfferTable:
        """The offers of the venue."""
        return self.candidate.relaxation.table

    @property
    def first_day(self) -> date:
        """The event's first day."""
        return self.candidate.choices.event.starts[self.candidate.start]

    def trip(self, traveller: int, journeys: tuple[int, int] | None) -> Trip:
        """What the trip of anybody of a traveller class states.

        Parameters
        ----------
        traveller : number of the class
        journeys : outbound and return rows in the venue's table; None for who does not travel
        """
        choices, start = self.candidate.choices, self.candidate.start
        bought = Booked.of_rows(choices, start, traveller, journeys) if journeys else None
        present = choices.classes[traveller].traits.presence
        status = Attendance(int(choices.attending.status[start, traveller]))
        rows = list(bought.rows) if bought else []
        check_in, check_out = self._stay(present, traveller, bought)
        visas = [] if status in (Attendance.LOCAL, Attendance.REMOTE) else self._visas(traveller, rows)
        away, offers = status == Attendance.REMOTE, offer_records(bought) if bought else ()
        return Trip(
            person="",
            name="",
            email="",
            team="",
            manager="",
            status=STATUS_WORD[status],
            reason=why_remote(choices, start, traveller, self.today) if away else None,
            attends=() if away else present.sessions,
            first_day=None if away else present.first_day(self.first_day),
            last_day=None if away else present.last_day(self.first_day),
            check_in=check_in,
            check_out=check_out,
            nights=self._nights(traveller, bought),
            outbound=journey_record(bought, choices.outbound, bought.outbound) if bought else None,
            inbound=journey_record(bought, choices.inbound, bought.inbound) if bought else None,
            offers=offers,
            book_again=bought_again(offers, choices.classes[traveller].traits.bookings),
            cost=self._cost(traveller, bought),
            co2e_kg=int(self.table.co2e_g[rows].sum()) / 1000,
            travel_hours=round(int(self.table.duration_min[rows].sum()) / 60, 2),
            visas=tuple(record for record, _ in visas),
            notices=self._notices(traveller, status, bought, [notice for _, notice in visas]),
            lieu=None if away else self._lieu(traveller, rows),
            extra={},
            exceptions=tuple(ExceptionRecord.of(row) for row in choices.classes[traveller].traits.exemptions),
            book_by=bought.book_by if bought else None,
            allowance=bought.allowance if bought else None,
        )

    def _cost(self, traveller: int, bought: BoughtTrip | None) -> TripCost:
        """The amounts paid for one person, item by item."""
        choices, currency = self.candidate.choices, self.candidate.scenario.currency
        amounts = {item.name: int(choices.per_person[item][self.candidate.start, traveller]) for item in OF_TRIPS}
        for way, entry, _ in bought.ways if bought else ():
            journey = choices.bought(way, np.array([entry]))
            for item in OF_TRIPS:
                amounts[item.name] += int(item.of_journeys(choices.rates, journey)[0])
        paid = amounts | {"cash": sum(amounts.values())}
        if not self.candidate.scenario.history.bookings:
            del paid["given_up"]
        return TripCost(**{name: money_text(minor, currency) for name, minor in paid.items()})

    def _nights(self, traveller: int, bought: BoughtTrip | None) -> int:
        """Nights at the venue of one person."""
        nights = int(self.candidate.choices.attending.nights[self.candidate.start, traveller])
        return nights + sum(bought.extra_nights if bought else ())

    def _stay(self, present: Presence, traveller: int, bought: BoughtTrip | None) -> tuple[date | None, date | None]:
        """First and last day at the hotel; nothing where no night is spent there."""
        if self._nights(traveller, bought) == 0:
            return None, None
        before, after = bought.extra_nights if bought else (0, 0)
        eve, last = present.eve(self.first_day), present.last_day(self.first_day)
        return eve - timedelta(days=before), last + timedelta(days=after)

    def _notices(
        self, traveller: int, status: Attendance, bought: Booked | None, visas: Sequence[Notice]
    ) -> tuple[Notice, ...]:
        """Everything about the trip that somebody should know: passports and visas before journeys."""
        is_near = status in (Attendance.LOCAL, Attendance.REMOTE)
        passports = () if is_near else passport_notices(self.candidate.choices, traveller, self.first_day)
        of_journeys = (*self._journey_notices.of(bought), *late_notice(bought, self.today)) if bought else ()
        return (*passports, *visas, *of_journeys)

    @cached_property
    def _journey_notices(self) -> JourneyNotices:
        return JourneyNotices(self.candidate.choices)

    def _lieu(self, traveller: int, rows: Sequence[int]) -> LieuRecord | None:
        """Days in lieu by the clock at home, or at the venue for who has no airport there."""
        choices, traits = self.candidate.choices, self.candidate.choices.classes[traveller].traits
        if not choices.scenario.policy.lieu.is_stated:
            return None
        first = airports().numbers(traits.home.airports or choices.venue.airports)[0]
        attended = [
            self.first_day + timedelta(days=n - 1) for n in range(traits.presence.first, traits.presence.last + 1)
        ]
        return lieu_of(choices.scenario.policy.lieu, self.table, rows, int(airports().zone[first]), attended)

    def _visas(self, traveller: int, rows: Sequence[int]) -> list[tuple[VisaRecord, Notice]]:
        """What the trip takes at borders."""
        choices, table, countries = self.candidate.choices, self.table, airports().countries
        legs = []
        for row, word in zip(rows, ("outbound", "return"), strict=False):
            via = table.seg_origin[1 : table.segments[row], row].tolist()
            leaves = int(table.departs_local[row]) // MINUTES_PER_DAY
            legs.append(Leg(word, leaves, tuple(countries[number] for number in via)))
        eve = day_number(choices.classes[traveller].traits.presence.eve(self.first_day))
        borders = Borders(choices, traveller, self.today)
        return list(borders.needed(legs[0].leaves if legs else eve, legs))
