"""Mistakes in rules for cabins, days in lieu, fares, levies, per diems and budgets: where and how they are told."""

from pathlib import Path

import pytest

from sprintplan.errors import InputError
from sprintplan.workspace import read_workspace
from tests.build import full_workspace as full

MISTAKES = [
    ("[[policy.cabin]]", 'overnight = "yes"', 'policy.cabin.overnight: "yes" is not true or false'),
    ("[[policy.cabin]]", "at_most = 400", "policy.cabin.at_most: 400 is not a table in braces"),
    ("[[policy.cabin]]", "at_most = { amount = -1 }", "policy.cabin.at_most.amount: -1 is below zero"),
    ("[[policy.cabin]]", "at_most = { share = 101 }", "policy.cabin.at_most.share: 101 is not within 0 to 100"),
    ("[[policy.cabin]]", "at_most = { more = 4 }", "policy.cabin.at_most.more: unknown key"),
    ("[[policy.cabin]]", 'scope = "abroad"', 'policy.cabin.scope: unknown word "abroad". Known: domestic'),
    (
        "[[policy.approval]]",
        'scope = "far"\nby = "manager"\nwhen = { fare_over = 1 }',
        'policy.approval.scope: unknown word "far". Known: domestic',
    ),
    ("[policy.lieu]", "hours = 0", "policy.lieu.hours: this is less than a minute. Write hours above zero"),
    ("[policy.lieu]", "hours = -8", "policy.lieu.hours: -8 is below zero"),
    ("[policy.lieu]", "weekend_days = 1", "policy.lieu.weekend_days: 1 is not true or false"),
    ("[policy.lieu]", "day = 8", "policy.lieu.day: unknown key"),
    ("[policy.fare]", "above_cheapest = 100", "policy.fare.above_cheapest: 100 is not a table in braces"),
    ("[policy.fare]", "above_cheapest = { share = -0.1 }", "policy.fare.above_cheapest.share: -0.1 is below zero"),
    (
        "[policy.fare]",
        "above_cheapest = { share = 101 }",
        "policy.fare.above_cheapest.share: 101 is not within 0 to 100",
    ),
    ("[policy.fare]", 'above_cheapest = { amount = "100" }', "policy.fare.above_cheapest.amount"),
    ("[policy.fare]", "above_cheapest = { percent = 10 }", "policy.fare.above_cheapest.percent: unknown key"),
    ("[policy.fare]", 'require = ["refundible"]', '"refundible" is not a condition of a ticket. Use changeable'),
    ("[policy.fare]", 'require = "refundable"', "policy.fare.require: "),
    ("[policy.fare]", "refundable_over = -1", "policy.fare.refundable_over: -1 is below zero"),
    ("[policy.fare]", "no_basic_economy = 1", "policy.fare.no_basic_economy: 1 is not true or false"),
    ("[policy.fare]", "bag_fee = -40", "policy.fare.bag_fee: -40 is below zero"),
    ("[policy.fare]", 'prefer_airlines = { codes = ["ua"], share = 0.1 }', '"ua" is not an airline code'),
    (
        "[policy.fare]",
        "prefer_airlines = { codes = [], share = 0.1 }",
        "prefer_airlines.codes: the list is empty",
    ),
    ("[policy.fare]", 'prefer_airlines = { codes = ["UA"], share = 10 }', "10 is not a share"),
    ("[policy.fare]", 'prefer_airlines = { codes = ["UA"] }', "policy.fare.prefer_airlines.share: it is missing"),
    ("[objective]", "co2e_levy = -50", "objective.co2e_levy: -50 is below zero"),
    ("[objective]", "first_last_day = 75", "objective.first_last_day: 75 is not a share"),
    ("[limits]", "budget_per_head = -1", "limits.budget_per_head: -1 is below zero"),
    ("[limits]", "quorum = 0.8", "limits.quorum: 0.8 is not shares by selector"),
    ("[limits]", 'quorum = { "Core" = 0.8 }', 'limits.quorum: "Core" is not a selector. Use all, team:NAME'),
    ("[limits]", 'quorum = { "team:Core" = 80 }', "limits.quorum: 80 is not a share. Write a number of at most 1"),
    ("[limits]", 'quorum = { "id:anna" = 0.8 }', 'nobody in people.csv has id "anna". Did you mean "ana"?'),
    ("[objective]", "transfer_hours = 2", "objective.transfer_hours: 2 is not true or false"),
]
"""A table's header, a line within it, and words of the message."""


@pytest.mark.parametrize(("header", "line", "words"), MISTAKES, ids=[words for *_, words in MISTAKES])
def test_a_mistake_is_told_at_its_line(tmp_path: Path, header: str, line: str, words: str) -> None:
    """One message, at the line that was written."""
    at, rest = (header, "") if header in full.TOML else ("[policy.visa]", "\n[policy.visa]")
    text = full.TOML.replace(at, f"{header}\n{line}{rest}", 1)
    with pytest.raises(InputError) as caught:
        read_workspace(full.write(tmp_path, sprint=text))
    (told,) = map(str, caught.value.problems)
    number = text[: text.index(line)].count("\n") + 1
    assert f"sprint.toml:{number}: " in told
    assert words in told
