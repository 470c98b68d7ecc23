"""What is proposed for an unknown airport: what it meant before how it is spelt."""

import pytest

from sprintplan.world.advice import airport_advice, closed_airports
from sprintplan.world.airports import airports


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("TXL", "Tegel closed in November 2020: write BER"),
        ("fbu", "Fornebu closed in October 1998: write OSL"),
        ("MSE", "Manston closed in May 2014: write LGW or STN"),
        ("LON", "It is a city code: name one of its airports, LHR, LGW, STN, LTN, LCY, SEN"),
        ("lis", 'Did you mean "LIS"?'),
        ("Lisbon", "Write an airport's code: Lisbon has LIS, CAT"),
        ("LZS", "Did you mean LAS or LIS or LYS?"),
        ("QQQ", "Write the airport's IATA code"),
        ("", "Write the airport's IATA code"),
        ("Nowhere", "Write the airport's IATA code"),
    ],
)
def test_advice_for_a_word_that_is_no_code(word: str, advice: str) -> None:
    assert airport_advice(word) == advice


def test_no_quiet_airport_is_proposed_for_its_letters() -> None:
    """LHX is one letter from strips in Colorado and Papua too."""
    named = airport_advice("LHX").removeprefix("Did you mean ").rstrip("?").split(" or ")
    assert named[0] == "LHR"
    assert all(airports().degree[airports().numbers([code])[0]] >= 10 for code in named)


def test_every_airport_to_fly_to_instead_is_flown_to() -> None:
    for code, (instead, reason) in closed_airports().items():
        assert reason
        assert [other for other in instead if not airports().degree[airports().numbers([other])[0]]] == [], code
