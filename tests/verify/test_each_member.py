"""Each member of a good plan, changed alone: verification notices all but a few, and says of those why."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from sprintplan.domain.claims import are_changed, claims_sha256, with_hash
from sprintplan.domain.plan import Plan
from sprintplan.verify import faults
from tests.build.judged_year import judged_year, offers
from tests.build.market import market
from tests.build.plan_records import to_json
from tests.build.stated_plan import alternative, stated_plan, totals
from tests.build.two_places import two_places, two_places_plan
from tests.members import Path, leaves, lists, name_of, with_member
from tests.reports.lists.desk import desk_plan

OTHER = {
    "economy": "first",
    "travels": "local",
    "remote": "own_travel",
    "both": "inbound",
    "outbound": "both",
    "other": "rest",
    "rest": "other",
    "visa": "other",
}
CERTAINTY = {
    "markets": 400,
    "seed": 1,
    "exact": False,
    "chance_venue": 0.9,
    "chance_date": 0.5,
    "expected_regret": "12.00",
    "regret_90": "40.00",
    "fares_from": None,
}
RANGE = {"cash": {"low": "900.00", "high": "1200.00"}, "objective": {"low": "950.00", "high": "1300.00"}}
LATER = {
    *("events.trips.cost.bag", "events.trips.cost.co2e_levy", "events.trips.offers.benchmark_fare", "visas_checked"),
    *(f"{of}totals.{name}" for of in ("", "events.") for name in ("bags", "co2e_levy", "minimum_spend")),
}
FREE = {
    "created_at": "when it was made; the same inputs make the same plan at any time",
    "workspace": "a folder may be renamed",
}
"""Members in which a change may go unnoticed, and why."""
CLAIMS = dict.fromkeys(LATER, "null in plans of versions that did not tell") | {
    "tool_version": "another version may find the same",
    "data_version": "other tables may say the same",
    "today": "on another day all may hold too",
    "proof.next_best_bound": "a weaker bound holds too",
    "totals.range.cash.low": "what estimates may be off by takes drawing every market anew",
    "totals.range.cash.high": "the same",
    "totals.range.objective.low": "the same",
    "totals.range.objective.high": "the same",
    "events.totals.range.cash.low": "the same",
    "events.totals.range.cash.high": "the same",
    "events.totals.range.objective.low": "the same",
    "events.totals.range.objective.high": "the same",
    "events.certainty.chance_venue": "the same",
    "events.certainty.chance_date": "the same",
    "events.certainty.expected_regret": "the same",
    "events.certainty.regret_90": "the same",
    "events.alternatives.chance": "the same",
    "events.ties": "the same",
    "events.ties.cheaper": "the same",
    "events.alternatives": "which others there are takes a search",
    "events.alternatives.first_day": "the same",
    "events.alternatives.exact": "what was solved takes a search",
    "events.alternatives.totals.travellers": "who can go there takes judging everybody anew",
    "events.alternatives.totals.co2e_kg": "known but for the rounding of each journey's price",
    "events.alternatives.totals.bags": "null in plans of versions that did not tell",
    "events.alternatives.totals.co2e_levy": "the same",
    "events.alternatives.totals.minimum_spend": "the same",
    "events.alternatives.excluded_because": "the words of a rule",
    "swapped.exact": "what was solved takes a search",
    "events.trips.reason": "the words of a rule",
    "events.trips.outbound.entitled_by": "the words of a rule",
    "events.trips.inbound.entitled_by": "the words of a rule",
    "events.trips.notices": "remarks of other kinds than those that follow from the trip",
    "events.trips.notices.kind": "the same",
    "events.trips.notices.text": "words",
}
"""Members in which the judge may miss a change, and why; the hash of the plan covers each."""


def others(value: Any) -> Iterator[object]:
    """What may stand in the place of a value; what no plan can state is refused where it is read."""
    match value:
        case None:
            yield from ("x", 1, "1.00", "2027-01-01")
        case bool():
            yield not value
        case int() | float():
            yield from (value + 1, value - 1, value / 2)
        case str() if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield from ((date.fromisoformat(value) + timedelta(days=1)).isoformat(), None)
        case str() if re.fullmatch(r"\d+\.\d+", value):
            yield from (f"{float(value) + 100:.2f}", f"{float(value) + 0.01:.2f}", f"{float(value) - 1:.2f}", None)
        case str() if re.match(r"\d{4}-\d\d-\d\dT", value):
            yield from (value.replace("T1", "T0"), value.replace("T0", "T1"))
        case _:
            yield from (f"{value}x", OTHER.get(value, "x"), None)


def rearranged(values: list[Any]) -> Iterator[list[Any]]:
    """A list with its first or last left out, the last twice, or the other way round."""
    if values:
        yield from (values[1:], values[:-1], [*values, values[-1]], values[::-1])


def changed_plans(record: dict[str, Any]) -> Iterator[tuple[Path, Plan]]:
    """Every plan in which one member is another."""
    good = Plan.model_validate_json(json.dumps(record))
    changes = [(path, value) for path, old in leaves(record) for value in others(old)]
    changes += [(path, value) for path, old in lists(record) for value in rearranged(old)]
    for path, value in changes:
        try:
            changed = Plan.model_validate_json(json.dumps(with_member(record, path, value)))
        except ValidationError:
            continue
        if changed != good:
            yield path, changed


def full_plan() -> Plan:
    """The good plan, with an alternative that was solved, and a remark."""
    sums = totals("5200.00 1210.00 1300.00 780.00 120.00 1750.00 40.00", 30.0, 2000.0, 3, 1)
    return stated_plan(
        {
            "events.0.alternatives": [alternative(exact=True, totals=sums)],
            "proof.next_best_bound": "12054.43",
            "events.0.trips.1.notices": [{"kind": "other", "text": "a remark"}],
        }
    )


def unsure_plan() -> Plan:
    """The good plan as estimates would have it: in doubt, with a tie and ranges."""
    return stated_plan(
        {
            "events.0.alternatives": [alternative(chance=0.3)],
            "events.0.certainty": CERTAINTY,
            "events.1.certainty": CERTAINTY | {"chance_venue": 1.0, "chance_date": 1.0},
            "events.0.ties": [{"venue": "lisbon", "first_day": "2027-05-17", "difference": "25.74", "cheaper": 0.44}],
            "events.0.totals.range": RANGE,
            "events.1.totals.range": RANGE,
            "totals.range": RANGE,
        }
    )


def test_a_change_of_any_member_is_noticed_but_for_a_few() -> None:
    """Some thousand plans, each with one member changed: by the judge, by the hash of the claims, or it may be so."""
    by_hash, free, tried = set[str](), set[str](), 0
    year, quotes = two_places()
    for plain, scenario, sold in (
        (full_plan(), judged_year(), offers),
        (unsure_plan(), judged_year(), offers),
        (two_places_plan(), year, market(quotes, year).to_and_from),
    ):
        good = with_hash(plain.changed(workspace="year"))
        assert faults(scenario, good, sold) == []
        for path, changed in changed_plans(json.loads(good.model_dump_json())):
            tried += 1
            if not faults(scenario, changed, sold):
                (by_hash if are_changed(changed) else free).add(name_of(path))
    assert tried > 1000
    assert by_hash == CLAIMS.keys() | {"claims_sha256"}
    assert free == FREE.keys()


def test_the_hash_covers_every_member() -> None:
    """Of a plan that a travel desk has: each but when, and in a folder of which name, it was made."""
    record = json.loads(to_json(with_hash(desk_plan().changed(workspace="year"))))
    unnoticed = {name_of(path) for path, changed in changed_plans(record) if not are_changed(changed)}
    assert unnoticed == FREE.keys()
    assert {"events.trips.phone", "events.trips.cost.fare"} <= {name_of(path) for path, _ in leaves(record)}


def test_the_hash_does_not_hang_on_how_the_json_is_laid_out() -> None:
    """Members in another order, without spaces."""
    good = with_hash(desk_plan())
    text = json.dumps(json.loads(to_json(good)), sort_keys=True, separators=(",", ":"))
    assert claims_sha256(Plan.model_validate_json(text)) == good.claims_sha256


@pytest.mark.parametrize("workspace", ["", "year"])
def test_claims_of_a_version_that_wrote_no_hash_are_not_called_changed(workspace: str) -> None:
    """It names no workspace either; a plan that names it has lost its hash."""
    assert are_changed(desk_plan().changed(workspace=workspace)) == bool(workspace)
