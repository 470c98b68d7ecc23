"""The map's drawing."""

import re
from itertools import pairwise

from sprintplan.domain.plan import EventPlan, Trip
from sprintplan.reports.html.map.world_map import HEIGHT, WIDTH, WorldMap, world_map
from tests.build.plan_records import event_record, journey_record, segment_record, trip_record


def flies(person: str, *airports: str) -> Trip:
    """Somebody who flies along these airports and back."""
    out = [segment_record(a, "2027-05-09T10:00+00:00", b, "2027-05-09T12:00+00:00") for a, b in _legs(airports)]
    home = [segment_record(a, "2027-05-16T19:00+00:00", b, "2027-05-16T22:00+00:00") for a, b in _legs(airports[::-1])]
    return trip_record(person, outbound=journey_record(*out), inbound=journey_record(*home))


def _legs(airports: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(pairwise(airports))


def drawn(*events: EventPlan) -> WorldMap:
    found = world_map(events)
    assert found
    return found


def numbers(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_a_route_flown_both_ways_by_several_is_one_arc_with_all_of_them() -> None:
    """Ana and Bo fly Riga - Frankfurt, Ana goes on to Lisbon; Frankfurt - Lisbon is Cy's too."""
    [arcs] = drawn(
        event_record(flies("ana", "RIX", "FRA", "LIS"), flies("bo", "RIX", "FRA"), flies("cy", "FRA", "LIS"))
    ).events
    assert [(arc.route.origin, arc.route.destination, arc.route.travellers) for arc in arcs.arcs] == [
        ("FRA", "LIS", 2),
        ("FRA", "RIX", 2),
    ]


def test_more_travellers_make_a_wider_arc_on_top() -> None:
    """Nine fly from Riga, one from Oslo."""
    [arcs] = drawn(event_record(flies("x", "OSL", "LIS"), *(flies(f"p{n}", "RIX", "LIS") for n in range(9)))).events
    one, nine = arcs.arcs
    assert (one.route.travellers, nine.route.travellers) == (1, 9)
    assert nine.width > 2 * one.width


def test_an_arc_across_the_antimeridian_is_one_path_of_two_lines() -> None:
    """Auckland - Los Angeles: neither line crosses the map."""
    [arcs] = drawn(event_record(flies("ana", "AKL", "LAX"))).events
    parts = arcs.arcs[0].path.split("M")[1:]
    assert len(parts) == 2
    for part in parts:
        points = numbers(part)
        assert all(abs(a[0] - b[0]) < WIDTH / 10 for a, b in pairwise(points))


def test_every_arc_lies_within_the_drawing_however_far_or_near() -> None:
    """Round the world, over the pole, and within one country."""
    for routes in (("AKL", "LAX", "LHR", "SIN", "AKL"), ("EWR", "SIN"), ("FRA", "MUC")):
        [arcs] = drawn(event_record(flies("ana", *routes))).events
        spots = [spot for arc in arcs.arcs for spot in numbers(arc.path)]
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in spots)


def test_near_routes_are_shown_larger() -> None:
    """Riga - Lisbon takes more of the drawing's width than it does beside a way round the world."""

    def width(*trips: Trip) -> float:
        [arcs] = drawn(event_record(*trips)).events
        path = next(arc.path for arc in arcs.arcs if arc.route.origin == "LIS")
        across = [x for x, _ in numbers(path)]
        return max(across) - min(across)

    assert width(flies("ana", "RIX", "LIS")) > 3 * width(flies("ana", "RIX", "LIS"), flies("bo", "AKL", "LAX"))


def test_no_ring_of_the_land_crosses_the_map() -> None:
    """Russia and Fiji are cut at the antimeridian; the widest step between two points is Canada's border."""
    whole = drawn(event_record(flies("ana", "AKL", "LAX"), flies("bo", "EWR", "LHR"), flies("cy", "SYD", "EZE")))
    steps = [abs(a[0] - b[0]) for ring in whole.land.split("M")[1:] for a, b in pairwise(numbers(ring))]
    assert len(steps) > 5_000
    assert max(steps) < WIDTH / 12


def test_names_of_near_venues_move_apart() -> None:
    """Frankfurt and Munich: the upper name goes up, the lower one down; Tokyo's stays."""
    told = drawn(
        event_record(flies("a", "LHR", "FRA"), event="one", city="Frankfurt"),
        event_record(flies("a", "LHR", "MUC"), event="two", city="Munich"),
        event_record(flies("a", "LHR", "NRT"), event="three", city="Tokyo"),
    )
    assert [(dot.name, dot.shift) for dot in told.venues] == [("Frankfurt", -1), ("Munich", 1), ("Tokyo", 0)]
