"""What becomes of bookings: which stay though the policy would forbid them, and which ways are to be bought again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sprintplan.domain.bookings import WAYS, Booking
from sprintplan.domain.journey_record import OfferRecord
from sprintplan.offers.booked import SOURCE
from sprintplan.rules.direction import Direction
from sprintplan.rules.journeys import KIND_RULES, ROW_RULES

Forbidden = Mapping[tuple[int, int], Sequence[str]]
"""By class of travellers and row of the table, what forbids a booked journey, each a rule with its sentence."""


def forbidden(way: Direction) -> Forbidden:
    """What rules booked journeys of a direction, `way`, break as exceptions have them; nothing of those
    that keep every rule."""
    pairs, reasons = way.pairs, defaultdict[tuple[int, int], list[str]](list)
    if not pairs.table.is_booked.any():
        return reasons
    booked = pairs.only(pairs.of_row(pairs.table.is_booked))
    for numbers, exemptions, theirs in pairs.classes.by_exemptions:
        mine = booked.only(np.isin(booked.traveller, numbers))
        judged = replace(
            mine,
            scenario=pairs.scenario.varied(exemptions),
            classes=theirs,
            fastest_min=pairs.fastest_min[numbers],
            ground_min=pairs.ground_min[numbers],
            traveller=np.searchsorted(numbers, mine.traveller).astype(np.int32),
        )
        for rule in (*ROW_RULES, *KIND_RULES):
            for at in np.flatnonzero(~rule.keeps(judged)).tolist():
                one = judged.only(np.arange(len(judged.row)) == at)
                whose = int(mine.traveller[at]), int(mine.row[at])
                reasons[whose].append(f"{rule.name} forbids it ({rule.sentence(one)})")
    return reasons


def bought_again(offers: Iterable[OfferRecord], bookings: Sequence[Booking]) -> tuple[str, ...]:
    """The ways of `offers` that are bought on the market, and of which every one of some `bookings` is cancelled."""
    if not bookings:
        return ()
    covered = {one.covers for one in offers if one.source != SOURCE}
    lost = {way: [one.is_live for one in bookings if one.covers(way)] for way in WAYS}
    return tuple(way for way in WAYS if covered & {way, "both"} and lost[way] and not any(lost[way]))
