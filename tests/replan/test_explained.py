"""Plans that follow a published one can be explained like any other, with what was booked and held."""

from decimal import Decimal
from pathlib import Path

import pytest

from sprintplan.app.explaining import Question, explain
from sprintplan.domain.explanation import WayExplained
from sprintplan.errors import UsageError
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.explanation import explanation_text
from sprintplan.watch import Watch
from tests.replan.company import FIRST, Company


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path / "eighty")


def ways(company: Company, path: Path, person: str) -> tuple[WayExplained, ...]:
    """How both ways of somebody are explained."""
    (explained,) = explain(path, Question(person=person, folder=company.folder), Watch()).people
    return explained.ways


def test_a_replan_that_changes_nothing_is_explained(company: Company) -> None:
    """The next flight out costs 30 more, and 100 for the change; no other flight counts for anything."""
    path = company.keep(company.replan(company.publish()), "same.json")
    found = explain(path, Question(person="fra0", folder=company.folder), Watch())
    out, back = found.people[0].ways
    assert (out.on_sale, out.allowed, back.on_sale) == (3, 3, 1)
    cheaper = next(one for one in out.others if one.better == "cheaper") if out.others else None
    assert cheaper is None
    company.people.remove("waw0,WAW")
    company.write()
    with pytest.raises(UsageError, match="is not as it was when the plan was made: replan it to have it explained"):
        explain(path, Question(person="fra0", folder=company.folder), Watch())


def test_what_a_change_costs_is_part_of_the_score(company: Company) -> None:
    """TP101 is given away at 60: 40 less than TP100, and 100 for the change; who has booked TP100 loses 100 more."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0"], change_fee="")
    company.offers = [row.replace(",130,EUR", ",60,EUR") if ",TP101," in row else row for row in company.offers]
    company.write()
    path = company.keep(company.replan(path), "next.json")
    costs = {}
    for person in ("cdg0", "cdg1"):
        (other,) = (one for one in ways(company, path, person)[0].others if one.better == "cheaper")
        (reason,) = other.why_not
        assert other.weighs_change
        assert "the change" in reason.text
        costs[person] = (other.fare, other.costs_more)
    assert costs == {"cdg0": ("60.00", "60.00"), "cdg1": ("60.00", "60.00")}


def test_what_others_have_booked_is_nobodys_other_journey(company: Company) -> None:
    """All from Paris and London are booked: each of them has their own ways, and two flights are on sale."""
    path = company.publish()
    company.book(read_plan(path), FIRST)
    path = company.keep(company.replan(path), "next.json")
    out, _ = ways(company, path, "cdg1")
    assert (out.on_sale, out.allowed, out.others) == (2, 2, ())


def test_who_keeps_a_booking_is_told_so(company: Company) -> None:
    """TP101 costs nothing any more; what is booked is kept."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    company.offers = [row.replace(",130,EUR", ",0,EUR") if ",TP101," in row else row for row in company.offers]
    company.write()
    path = company.keep(company.replan(path, "flights"), "next.json")
    (other,) = ways(company, path, "cdg0")[0].others
    assert [one.key for one in other.why_not] == ["bookings"]
    found = explain(path, Question(person="cdg0", folder=company.folder), Watch())
    assert "what is booked is travelled on, as it is flown or kept" in " ".join(explanation_text(found).split())


def test_another_place_counts_changes_and_what_is_given_up(company: Company) -> None:
    """The flights of Madrid are those of Lisbon: 40 who booked give up 180 or 200 each, and 40 change; hours weigh
    nothing, so that nothing is left to be travel time."""
    company.offers += [row.replace("LIS", "MAD").replace("TP", "IB") for row in company.offers]
    company.write()
    path = company.publish()
    company.book(read_plan(path), FIRST, change_fee="")
    path = company.keep(company.replan(path), "next.json")
    assert read_plan(path).events[0].venue == "lisbon"
    (place,) = explain(path, Question(venue="madrid", folder=company.folder), Watch()).places
    causes = {name: Decimal(amount) for name, amount in place.causes.items()}
    assert causes.pop("changes") == 40 * 100
    assert causes["given_up"] == 20 * (100 + 80) + 20 * (110 + 90)
    assert set(causes) <= {"fares", "given_up", "venue", "rooms"}
    assert sum(causes.values()) + 4000 == Decimal(place.difference or 0)
