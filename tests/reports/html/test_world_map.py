"""The map's drawing."""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest

from sprintplan.domain.plan import EventPlan
from sprintplan.domain.trip import Trip
from sprintplan.reports.html.boxes import touch
from sprintplan.reports.html.map.dots import HEIGHT, SIZES, WIDTH, Dot, names_apart
from sprintplan.reports.html.map.world_map import WorldMap, world_map
from tests.build.plan_records import event_record, journey_record, segment_record, trip_record


def flies(person: str, *airports: str) -> Trip:
    """Somebody who flies along these airports and back."""
    out = [segment_record(a, "2027-05-09T10:00+00:00", b, "2027-05-09T12:00+00:00") for a, b in _legs(airports)]
    home = [segment_record(a, "2027-05-16T19:00+00:00", b, "2027-05-16T22:00+00:00") for a, b in _legs(airports[::-1])]
    return trip_record(person, outbound=journey_record(*out), inbound=journey_record(*home))


def _legs(airports: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(pairwise(airports))


def drawn(*events: EventPlan) -> WorldMap:
    world = world_map(events)
    assert world
    return world


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


def test_names_of_near_venues_do_not_touch() -> None:
    """Frankfurt's name would hide the dots of Munich or Zurich beside it; Tokyo's ends at its dot, near the edge."""
    labels = drawn(
        event_record(flies("a", "LHR", "FRA"), event="one", city="Frankfurt"),
        event_record(flies("a", "LHR", "MUC"), event="two", city="Munich"),
        event_record(flies("a", "LHR", "ZRH"), event="three", city="Zurich"),
        event_record(flies("a", "LHR", "NRT"), event="four", city="Tokyo"),
    )
    assert are_apart(labels.venues)
    assert [dot.left for dot in labels.venues if dot.name == "Tokyo"] == [True]


def are_apart(dots: Sequence[Dot]) -> bool:
    """Whether no name touches another one, or hides another dot, on any screen."""
    boxes = [[dot.box(letters) for dot in dots] for letters in SIZES]
    names = not any(touch(one, other) for mine in boxes for one, other in combinations(mine, 2))
    hidden = any(
        box[0] < other.x < box[2] and box[1] < other.y < box[3]
        for mine in boxes
        for dot, box in zip(dots, mine, strict=True)
        for other in dots
        if other is not dot
    )
    return names and not hidden


@pytest.mark.parametrize(
    "spots",
    [
        [(500.0, 200.0)] * 2,
        [(500.0, 200.0), (545.0, 204.0), (527.0, 227.0)],
        [(930.0, 70.0), (900.0, 75.0), (910.0, 97.0)],
        [(70.0, 380.0), (115.0, 384.0), (97.0, 407.0)],
        [(600.0, 100.0), (600.0, 140.0), (600.0, 180.0)],
    ],
    ids=["one spot", "a triangle", "upper right", "lower left", "a column"],
)
def test_names_of_dots_are_apart_and_inside(spots: list[tuple[float, float]]) -> None:
    """The names of two to three near dots, wherever they are."""
    dots = names_apart([Dot(f"{number}. Katowice", x, y, 5.0, 0) for number, (x, y) in enumerate(spots, 1)])
    assert [(dot.x, dot.y) for dot in dots] == spots
    assert are_apart(dots)
    for box in (dot.box(letters) for dot in dots for letters in SIZES):
        assert box[0] >= 0
        assert box[2] <= WIDTH


def test_a_name_by_itself_is_on_the_right_of_its_dot() -> None:
    """At its height."""
    (dot,) = names_apart([Dot("1. Katowice", 500.0, 200.0, 5.0, 0)])
    assert (dot.shift, dot.left) == (0, False)


def test_where_routes_crowd_a_second_map_is_closer() -> None:
    """Five fly within Europe and one to Auckland: the second map has Europe, larger, and nothing of New Zealand."""
    people = [flies(code, code, "WAW") for code in ("LHR", "CDG", "MAD", "FRA", "VIE")]
    whole = drawn(event_record(*people, flies("far", "SYD", "WAW"), city="Warsaw"))
    assert whole.near
    assert {dot.name for dot in whole.near.homes} == {"LHR", "CDG", "MAD", "FRA", "VIE"}
    (far,), (close,) = whole.venues, whole.near.venues
    home = {dot.name: dot for dot in whole.homes}["LHR"], {dot.name: dot for dot in whole.near.homes}["LHR"]
    assert abs(close.x - home[1].x) > 4 * abs(far.x - home[0].x)


def test_where_nothing_crowds_one_map_is_enough() -> None:
    """All within Europe: the first map is close already. All over the world: no part has a third of the ends."""
    assert drawn(event_record(flies("a", "LHR", "WAW"), flies("b", "MAD", "WAW"))).near is None
    around = (("SYD", "AKL"), ("EZE", "SCL"), ("JNB", "CPT"), ("LAX", "SEA"))
    assert drawn(event_record(*(flies(one, one, two) for one, two in around))).near is None


def test_homes_and_hubs_are_named_where_names_do_not_touch() -> None:
    """Singapore, where two change, and Sydney and Auckland by their cities; neither the venue nor London's two
    airports twice."""
    trips = (
        flies("a", "SYD", "SIN", "WAW"),
        flies("b", "AKL", "SIN", "WAW"),
        flies("c", "LHR", "WAW"),
        flies("d", "LGW", "WAW"),
    )
    named = [label.name for label in drawn(event_record(*trips, city="Warsaw")).labels]
    assert sorted(named) == ["Auckland", "London", "Singapore", "Sydney"]
    assert named[0] == "Singapore"


def test_an_airport_in_a_suburb_is_named_by_the_city_that_it_serves() -> None:
    """Istanbul's airport lies in Arnavutköy, Toronto's in Mississauga."""
    labels = drawn(event_record(flies("a", "YYZ", "WAW"), flies("b", "IST", "WAW"), city="Warsaw")).labels
    assert sorted(label.name for label in labels) == ["Istanbul", "Toronto"]


def test_no_name_touches_another_or_leaves_the_drawing() -> None:
    """Forty airports of Europe: fewer are named, and those stay apart; a narrow screen has nine of them at most."""
    codes = ["LHR", "CDG", "AMS", "FRA", "MUC", "ZRH", "VIE", "BRU", "LUX", "DUS", "HAM", "BER", "CPH", "OSL", "ARN"]
    labels = drawn(event_record(*(flies(code, code, "WAW") for code in codes), city="Warsaw")).labels
    boxes = [
        (one.x - 6.3 * len(one.name) * one.left, one.y, one.x + 6.3 * len(one.name) * (not one.left)) for one in labels
    ]
    for one, two in combinations(boxes, 2):
        assert abs(one[1] - two[1]) >= 13 or one[2] <= two[0] or two[2] <= one[0]
    assert all(begin >= 0 and end <= WIDTH for begin, _, end in boxes)
    assert 0 < sum(label.large for label in labels) <= 9
