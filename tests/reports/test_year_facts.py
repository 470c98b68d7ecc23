"""The facts that decided a year, as sentences."""

from datetime import date

from sprintplan.reports.year_facts import facts_of
from tests.build.plan_records import alternative, event_record, plan_record, totals, trip_record


def fact(fares: str, rooms: str) -> str:
    """Riga scores 2 500 more than Lisbon, where fares and rooms are 3 000 each."""
    there = totals(fares=fares, rooms=rooms)
    riga = alternative("riga", date(2027, 5, 10), "2500.00", totals=there)
    here = totals(fares="3000.00", rooms="3000.00")
    [only] = facts_of(plan_record(event_record(trip_record("ana"), alternatives=(riga,), totals=here)))
    return only


def test_the_largest_difference_is_a_part_of_the_whole_where_it_fits_in() -> None:
    assert fact("5000.00", "3000.00").endswith("riga, the next best place, scores 2 500 EUR more, 2 000 of it fares")


def test_what_makes_up_for_a_larger_difference_is_told_with_it() -> None:
    """Fares alone are 4 000 more, rooms 1 500 less."""
    assert fact("7000.00", "1500.00").endswith("scores 2 500 EUR more, fares +4 000, rooms -1 500")


def test_sums_are_called_by_words_and_not_by_their_members() -> None:
    """1 600 that the venue asks for at least, 400 on what it emits, and a per diem that is 500 less."""
    there = totals(per_diem="0.00", minimum_spend="1600.00", co2e_levy="400.00")
    riga = alternative("riga", date(2027, 5, 10), "1500.00", totals=there)
    here = totals(per_diem="500.00")
    [only] = facts_of(plan_record(event_record(trip_record("ana"), alternatives=(riga,), totals=here)))
    assert only.endswith("scores 1 500 EUR more, minimum spend +1 600, per diem -500, levy on CO2e +400")


def test_places_that_one_reason_rules_out_are_told_together() -> None:
    """Four by the limits of the year, one by a date."""
    out = "no first day there keeps the limits of the year"
    others = [alternative(name, None, None, excluded_because=out) for name in ("riga", "oslo", "bern", "rome")]
    others.append(alternative("nice", None, None, excluded_because="venues.available"))
    [only] = facts_of(plan_record(event_record(trip_record("ana"), alternatives=tuple(others))))
    assert only.endswith(f"every other place is ruled out: riga, oslo, bern and 1 more: {out}; nice: venues.available")


def test_a_bound_is_told_as_one() -> None:
    """Time ran out: a date and a place that cost at least so much more, and a date that may cost less."""
    riga = alternative("riga", date(2027, 5, 10), "2500.00", exact=False)
    later = alternative("lisbon", date(2027, 5, 17), "465.00", exact=False)
    place, day = facts_of(plan_record(event_record(trip_record("ana"), alternatives=(riga, later))))
    assert place.endswith("riga, the next best place, scores at least 2 500 EUR more")
    assert day.endswith("17 May, the next best date, scores at least 465 EUR more")
    sooner = alternative("lisbon", date(2027, 5, 17), "-68.00", exact=False)
    [only] = facts_of(plan_record(event_record(trip_record("ana"), alternatives=(sooner,))))
    assert only.endswith("17 May may score up to 68 EUR less, as time ran out before it was solved")
