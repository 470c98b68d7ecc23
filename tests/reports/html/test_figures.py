"""The candidates beside each other, the scatters, the hours of arrivals and departures."""

from datetime import date
from itertools import combinations

from sprintplan.domain.plan import EventPlan
from sprintplan.domain.totals import ShuttleRun
from sprintplan.reports.html.arrivals import movements
from sprintplan.reports.html.candidates import Comparison, as_word, compare
from sprintplan.reports.html.scatter import LETTER, scatters
from tests.build.plan_records import alternative, event_record, journey_record, segment_record, totals, trip_record


def compared(comparison: EventPlan) -> Comparison:
    """The event's candidates; the venue `lisbon` is named by its id, as its city is not told."""
    return compare(comparison, {})


def test_places_are_words() -> None:
    assert [as_word(venue) for venue in ("riga", "cape-town", "new_york", "HQ-2")] == [
        "Riga",
        "Cape Town",
        "New York",
        "HQ-2",
    ]


def test_a_venue_of_the_plan_is_named_by_its_city() -> None:
    """`hq-1` is in Lisbon, as the year's other event tells; `hq-2` takes its name from its id."""
    others = [alternative(venue, None, "1.00", objective="18001.00") for venue in ("hq-1", "hq-2")]
    comparison = compare(event_record(alternatives=tuple(others)), {"hq-1": "Lisbon", "lisbon": ""})
    assert [one.place for one in comparison.priced] == ["Lisbon", "Lisbon", "Hq 2"]


def test_the_short_list_has_the_best_of_each_place_and_three_more_dates() -> None:
    """Five other dates here, two dates of Riga: three and one are compared; all eight are kept."""
    here = [
        alternative("lisbon", date(2027, 6, day), f"{day}.00", objective=f"{18000 + day}.00") for day in range(1, 6)
    ]
    riga = [alternative("riga", date(2027, 6, day), "9.00", objective="18009.00") for day in (1, 2)]
    comparison = compared(event_record(alternatives=(*here, *riga)))
    assert [bar.candidate.difference for bar in comparison.bars] == [0, 1, 2, 3, 9]
    assert len(comparison.priced) == 8


def test_a_bar_is_as_long_as_its_objective_and_made_of_its_parts() -> None:
    """The dearest is 1 000 long; half its amount is half as long; what is weighed in closes the bar."""
    cheap = totals(cash="6000.00", fares="3000.00", rooms="2000.00", per_diem="0.00", venue="1000.00")
    dear = alternative("riga", date(2027, 5, 10), "9000.00", objective="18000.00")
    chosen, whole = compared(event_record(objective="9000.00", totals=cheap, alternatives=(dear,))).bars
    assert chosen.parts == (
        ("fares", 0.0, 166.7),
        ("lodging", 166.7, 111.1),
        ("venue", 277.8, 55.6),
        ("weighed", 333.4, 166.7),
    )
    assert whole.parts == (("whole", 0.0, 1000.0),)


def test_points_lie_between_round_marks() -> None:
    """31.84 and 60 hours: every point lies within the axes, whose marks are evenly apart."""
    other = alternative("riga", None, "1.00", objective="18001.00", totals=totals(travel_hours=60.0, cash="15000.00"))
    hours, _ = scatters(compared(event_record(alternatives=(other,))).priced)
    assert all(hours.left <= point.x <= hours.right and hours.top <= point.y <= hours.bottom for point in hours.points)
    assert [tick.label for tick in hours.across] == ["30", "40", "50", "60", "70"]


def test_equal_candidates_still_make_an_axis() -> None:
    other = alternative("riga", None, "0.00", objective="18000.00", totals=totals())
    assert all(len(drawn.across) > 1 for drawn in scatters(compared(event_record(alternatives=(other,))).priced))


def test_names_of_points_never_overlap() -> None:
    """Thirty venues at nearly the same cost: those that have no room go without a name, the chosen one keeps its."""
    near = tuple(
        alternative(f"venue-{n}", None, "1.00", objective=f"{18001 + n}.00", totals=totals(travel_hours=31.0 + n / 9))
        for n in range(30)
    )
    for drawn in scatters(compared(event_record(alternatives=near)).priced):
        boxes = [_box(point.anchor, point.label_x, point.label_y, point.label) for point in drawn.points if point.label]
        assert 1 < len(boxes) < 31
        assert not any(_touch(one, two) for one, two in combinations(boxes, 2))
        assert drawn.points[-1].label == "Lisbon, 10 May"


def test_each_airport_has_its_hours_and_the_bars_add_them_up() -> None:
    """Two land at Lisbon and one at Porto between noon and one: a bar of three, two rows."""
    out = journey_record(segment_record("RIX", "2027-05-09T10:00+03:00", "OPO", "2027-05-09T12:55+01:00"))
    arrivals, departures = movements(
        event_record(trip_record("ana"), trip_record("bo"), trip_record("cy", outbound=out))
    )
    [day] = arrivals.days
    assert [(hour.airport, hour.hour, hour.travellers) for hour in day.hours] == [("LIS", 12, 2), ("OPO", 12, 1)]
    assert [(column.hour, column.travellers) for column in day.columns] == [(12, 3)]
    assert departures.days[0].travellers == 3


def test_shuttle_runs_stand_at_their_hour() -> None:
    """A run of arrivals says nothing of departures."""
    facts = {"airport": "LIS", "date": date(2027, 5, 9), "hour": 12, "travellers": 1, "runs": 2, "cost": "90.00"}
    run = ShuttleRun.model_validate({"direction": "arrival", **facts})
    arrivals, departures = movements(event_record(trip_record("ana"), shuttles=(run,)))
    assert (arrivals.shuttles, departures.shuttles) == (True, False)
    assert (arrivals.days[0].hours[0].runs, arrivals.days[0].hours[0].cost) == (2, "90.00")


Box = tuple[float, float, float, float]


def _box(anchor: str, x: float, y: float, label: str) -> Box:
    wide = LETTER * len(label)
    begin = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    return begin, y - 10, begin + wide, y + 2


def _touch(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
