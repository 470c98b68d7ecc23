"""Sums of one candidate under a choice: what the event costs by what it is spent on, hours and CO2e."""

from dataclasses import dataclass, fields

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.rules.attendance import Stands, own_visa_fee
from sprintplan.solver.instance.candidate import Candidate, Columns
from sprintplan.units import emission_cost, journey_time_cost


@dataclass(frozen=True)
class Figures:
    """Minor units of cash by kind, `weighed` (time, CO2e and absences in minor units), minutes, grams and heads."""

    fares: int = 0
    rooms: int = 0
    per_diem: int = 0
    transfers: int = 0
    venue: int = 0
    visas: int = 0
    weighed: int = 0
    minutes: int = 0
    grams: int = 0
    travellers: int = 0
    remote: int = 0

    @property
    def cash(self) -> int:
        """All that is paid."""
        return self.fares + self.rooms + self.per_diem + self.transfers + self.venue + self.visas

    @property
    def objective(self) -> int:
        """Cash and what is weighed in."""
        return self.cash + self.weighed

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def figures(candidate: Candidate, bought: Columns, count: Int64, shuttle_cash: int, today: int) -> Figures:
    """The sums where so many travellers take each of these columns of the candidate."""
    chosen, table = candidate.choices, candidate.table
    venue, worth = chosen.venue, chosen.scenario.objective
    nights, visas = _base_nights(candidate), _own_visas(candidate, today)
    fares, weighed, grams = 0, 0, 0
    for entries, entry in ((chosen.outbound.entries, bought.out), (chosen.inbound.entries, bought.back)):
        there = entry >= 0
        at, heads = entry[there], count[there]
        row = entries.row[at]
        fares += int(table.fare_minor[row] @ heads)
        nights += int(entries.extra_nights[at].astype(np.int64) @ heads)
        visas += int(entries.visa[at] @ heads)
        weighed += int(journey_time_cost(worth.travel_hour_minor, table.duration_min[row]) @ heads)
        grams += int(table.co2e_g[row].astype(np.int64) @ heads)
        weighed += int(emission_cost(worth.tonne_co2e_minor, table.co2e_g[row]) @ heads)
    away = int(candidate.roster.count[candidate.stands == Stands.REMOTE].sum())
    each_way = 0 if venue.shuttle_cost_minor is not None else venue.transfer_cost_minor
    return Figures(
        fares=fares,
        rooms=nights * venue.room_rate_minor,
        per_diem=nights * worth.night_per_diem_minor,
        transfers=2 * each_way * candidate.travellers + shuttle_cash,
        venue=venue.hire_minor + _attended(candidate) * venue.day_rate_minor,
        visas=visas,
        weighed=weighed + away * worth.remote_minor,
        minutes=int((bought.out_min + bought.back_min) @ count),
        grams=grams,
        travellers=candidate.travellers,
        remote=away,
    )


def _attended(candidate: Candidate) -> int:
    """Days attended by everybody who comes."""
    kinds = candidate.choices.kinds
    days = (kinds.last - kinds.first + 1)[candidate.roster.kind]
    return int((days * candidate.roster.count)[candidate.stands != Stands.REMOTE].sum())


def _base_nights(candidate: Candidate) -> int:
    """Nights that are needed whatever journeys people take."""
    return int(candidate.choices.standing.beds[candidate.start].sum())


def _own_visas(candidate: Candidate, today: int) -> int:
    """Visa fees of those who come by own means."""
    chosen, total = candidate.choices, 0
    for group in np.flatnonzero(candidate.stands == Stands.OWN_TRAVEL).tolist():
        kind = chosen.kinds[int(candidate.roster.kind[group])]
        fee = own_visa_fee(chosen.scenario, chosen.venue, kind, chosen.event.starts[candidate.start], today)
        total += (fee or 0) * int(candidate.roster.count[group])
    return total
