"""What is said of a plan as a whole."""

from sprintplan.reports.html.pages import year_page
from sprintplan.reports.plan_remarks import plan_remarks
from sprintplan.reports.text.summary import summary
from tests.build.plan_records import event_record, journey_record, plan_record, segment_record, trip_record

NOT_LOOKED_AT = "visas were not looked at: the workspace has no visas.csv"


def test_a_plan_without_visas_says_so_where_somebody_crosses_a_border() -> None:
    """From Riga to Lisbon; from Porto to Lisbon nobody does."""
    domestic = journey_record(segment_record("OPO", "2027-05-09T10:00+01:00", "LIS", "2027-05-09T11:00+01:00"))
    abroad = plan_record(event_record(trip_record("ana")), visas_checked=False)
    at_home = plan_record(event_record(trip_record("ana", outbound=domestic)), visas_checked=False)
    assert [*plan_remarks(abroad)] == [NOT_LOOKED_AT]
    assert [*plan_remarks(at_home)] == []
    assert "visas were not looked at" in summary(abroad)
    assert "Visas were not looked at" in year_page(abroad)


def test_a_plan_that_looked_at_visas_or_is_older_says_nothing() -> None:
    for looked in (True, None):
        assert [*plan_remarks(plan_record(event_record(trip_record("ana")), visas_checked=looked))] == []
