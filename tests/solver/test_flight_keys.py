"""Keys of flights: one number for origin, destination, instant and carrier."""

from datetime import date

from sprintplan.solver.instance.flight_keys import AIRPORT_BITS, CARRIER_BITS, MINUTE_BITS
from sprintplan.units import MINUTES_PER_DAY, day_number
from sprintplan.world.airports import airports


def test_a_key_has_room_for_every_airport() -> None:
    """Of two more airports than there is room for, one would change the other end of its flights."""
    assert len(airports().codes) <= 1 << AIRPORT_BITS


def test_a_key_is_a_number_of_64_bits_with_a_sign() -> None:
    assert 2 * AIRPORT_BITS + MINUTE_BITS + CARRIER_BITS == 63


def test_a_key_has_room_for_instants_of_this_century_but_its_last_years() -> None:
    """2^26 minutes since 1970 end in August 2097."""
    assert (
        MINUTES_PER_DAY * day_number(date(2097, 8, 1))
        < 1 << MINUTE_BITS
        < MINUTES_PER_DAY * day_number(date(2097, 9, 1))
    )
