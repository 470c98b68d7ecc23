"""Trains, coaches and cars as they are estimated, and where none is."""

import pytest

from sprintplan.domain.people import Home
from sprintplan.offers.ground.estimate import Estimated, every_mode
from sprintplan.offers.ground.place import Place, place_of_codes, place_of_home
from sprintplan.world.cities import find_city


def city(name: str, country: str) -> Place:
    place = find_city(name, country)
    assert place is not None
    return Place(country, place.latitude, place.longitude)


def journey(mode: str, home: Place, place: Place) -> Estimated:
    estimate = every_mode(home, place)[mode]
    assert not isinstance(estimate, str), estimate
    return estimate


PARIS, BRUSSELS, LONDON = city("Paris", "FR"), city("Brussels", "BE"), city("London", "GB")


def test_a_direct_train_takes_its_published_time() -> None:
    """Thalys and Eurostar take 82 minutes from Paris to Brussels; a quarter of an hour at each end comes on top."""
    train = journey("train", PARIS, BRUSSELS)
    assert train.minutes == 82
    assert train.door_minutes == 112
    assert train.low_minutes < 82 < train.high_minutes


@pytest.mark.parametrize(
    ("home", "place", "least", "most"),
    [
        (("Madrid", "ES"), ("Barcelona", "ES"), 145, 175),
        (("Tokyo", "JP"), ("Osaka", "JP"), 135, 170),
        (("Nantes", "FR"), ("Lyon", "FR"), 240, 320),
        (("Shanghai", "CN"), ("Nanjing", "CN"), 65, 110),
        (("Taipei", "TW"), ("Kaohsiung", "TW"), 85, 110),
        (("Seattle", "US"), ("Portland, OR", "US"), 190, 270),
    ],
)
def test_trains_take_about_what_timetables_say(
    home: tuple[str, str], place: tuple[str, str], least: int, most: int
) -> None:
    name, _, state = place[0].partition(", ")
    origin = find_city(name, place[1], state)
    assert origin is not None
    end = Place(place[1], origin.latitude, origin.longitude)
    assert least <= journey("train", city(*home), end).minutes <= most


def test_a_journey_is_the_same_in_either_direction_but_for_the_mileage() -> None:
    """The car is paid as the traveller's own country does: France 0.636 EUR, Belgium 0.43 EUR a kilometre."""
    there, back = journey("car", PARIS, BRUSSELS), journey("car", BRUSSELS, PARIS)
    assert there.minutes == back.minutes
    assert there.fare.minor == pytest.approx(back.fare.minor * 0.636 / 0.43, rel=0.001)
    assert journey("train", PARIS, BRUSSELS) == journey("train", BRUSSELS, PARIS)


def test_a_car_through_the_channel_tunnel_waits_for_the_shuttle() -> None:
    """London to Lille is 245 km: 5 minutes a 6 km, a start of 15, and an hour for the tunnel."""
    assert 255 <= journey("car", LONDON, city("Lille", "FR")).minutes <= 300


def test_a_car_drives_round_the_sea() -> None:
    """From Odense the sea lies before Kiel: 121 km straight, and at least a quarter more round it."""
    assert journey("car", city("Odense", "DK"), city("Kiel", "DE")).km > 1.25 * 1.3 * 120


@pytest.mark.parametrize(
    ("home", "place", "why"),
    [
        (("London", "GB"), ("Dublin", "IE"), "no bridge or tunnel joins Ireland"),
        (("Palermo", "IT"), ("Rome", "IT"), "no bridge or tunnel joins Sicily"),
        (("Palma", "ES"), ("Barcelona", "ES"), "no bridge or tunnel joins Mallorca"),
        (("Helsinki", "FI"), ("Stockholm", "SE"), "end at its borders"),
        (("Sydney", "AU"), ("Melbourne", "AU"), "trains were not measured in AU"),
        (("Casablanca", "MA"), ("Madrid", "ES"), "trains were not measured between"),
        (("Moscow", "RU"), ("Warsaw", "PL"), "trains were not measured between"),
        (("Seoul", "KR"), ("Busan", "KR"), "trains were not measured in KR"),
        (("Dallas", "US"), ("Houston", "US"), "no train calls near both places"),
        (("Sapporo", "JP"), ("Tokyo", "JP"), "no station of a known line lies within 40 km"),
        (("Lisbon", "PT"), ("Warsaw", "PL"), "no train was measured over"),
    ],
)
def test_no_train_is_guessed_where_none_was_measured(home: tuple[str, str], place: tuple[str, str], why: str) -> None:
    reason = every_mode(city(*home), city(*place))["train"]
    assert isinstance(reason, str)
    assert why in reason


@pytest.mark.parametrize("mode", ["car", "coach"])
def test_no_road_leads_to_an_island(mode: str) -> None:
    assert isinstance(every_mode(city("Palermo", "IT"), city("Rome", "IT"))[mode], str)


def test_people_at_home_on_an_island_may_drive_there() -> None:
    assert 120 <= journey("car", city("Palermo", "IT"), city("Catania", "IT")).minutes <= 240
    assert journey("train", city("Dublin", "IE"), city("Cork", "IE")).minutes == 145


def test_a_train_across_a_border_emits_by_the_factor_of_international_rail() -> None:
    """0.00446 kg a passenger-km against 0.03546 at home; a car with its driver alone 0.16725."""
    abroad, at_home = journey("train", PARIS, BRUSSELS), journey("train", PARIS, city("Lyon", "FR"))
    assert abroad.grams.direct == round(4.46 * abroad.km)
    assert at_home.grams.direct == round(35.46 * at_home.km)
    assert at_home.grams.well_to_tank == round(8.97 * at_home.km)
    car = journey("car", PARIS, BRUSSELS)
    assert car.grams.direct == round(167.25 * car.km)


def test_codes_stand_for_the_city_that_they_serve() -> None:
    """Charles de Gaulle lies 23 km from the centre of Paris, which is meant; a position is taken as it is."""
    assert place_of_codes(["CDG"]).km_to(PARIS) < 3
    geneva = Home(text="46.2, 6.14", airports=("GVA",), country="FR", coded=False, latitude=46.2, longitude=6.14)
    assert place_of_home(geneva).country == "CH"
