"""The tree above those who come."""

from sprintplan.domain.plan import ManagerRecord
from sprintplan.itinerary.absent_managers import absent_managers
from tests.build.plan_records import event_record, trip_record
from tests.build.year import person, scenario


def test_everybody_above_who_has_no_trip_is_told_with_their_own_manager() -> None:
    """Bo comes; Dee above him, Eli above her, do not; Ana above Eli comes; Fay is above nobody who comes."""
    people = (
        person("ana"),
        person("bo", manager="dee"),
        person("dee", manager="eli"),
        person("eli", manager="ana"),
        person("fay"),
        person("gus", manager="fay"),
    )
    year = scenario(people=people)
    dee = ManagerRecord(person="dee", name="Dee", manager="eli")
    eli = ManagerRecord(person="eli", name="Eli", manager="ana")
    assert absent_managers(year, [event_record(trip_record("ana"), trip_record("bo", manager="dee"))]) == (dee, eli)
    assert absent_managers(year, [event_record(trip_record("ana"))]) == ()
