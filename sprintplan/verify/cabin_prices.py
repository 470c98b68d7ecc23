"""Which rules for cabins are too dear to count, `[[policy.cabin]] at_most`: the same visit with and without each."""

from collections.abc import Iterator
from fractions import Fraction

from sprintplan.verify.direction import JudgedWay
from sprintplan.verify.fares import NO_FARE, cheapest_flight, cheapest_pair
from sprintplan.verify.market import Journey, Market
from sprintplan.verify.visit import Visit


def both_ways(visit: Visit, market: Market) -> tuple[JudgedWay, JudgedWay]:
    """The two directions of a `visit` on the offers of a `market`, each by the rules for cabins that count."""
    rules = visit.scenario.policy.cabin_rules
    priced = {number: rule.at_most for number, rule in enumerate(rules) if rule.at_most is not None}
    out, back = JudgedWay(visit, market, True), JudgedWay(visit, market, False)
    if out.is_flown or back.is_flown or visit.nature != "travels":
        return out, back
    asked = {number: margin for number, margin in priced.items() if number in out.applying | back.applying}
    out, back = (way.without(frozenset(asked)) for way in (out, back))
    for number, margin in sorted(asked.items(), key=lambda pair: (rules[pair[0]].cabin, pair[0])):
        with_it = out.without(out.too_dear - {number}), back.without(back.too_dear - {number})
        least, more = _least_fare(out, back), _least_fare(*with_it)
        extra = more - least
        if least >= NO_FARE or extra <= margin.amount_minor or extra <= Fraction(margin.share) * least:
            out, back = with_it
    return out, back


def _least_fare(out: JudgedWay, back: JudgedWay) -> int:
    """Minor units of the cheapest allowed trip by air; NO_FARE or more for none."""
    return min(cheapest_flight(out) + cheapest_flight(back), cheapest_pair(out, back))


def priced_out_faults(way: JudgedWay, row: Journey, notices: list[str]) -> Iterator[str]:
    """Whether a trip says that a rule for cabins is too dear to count for a journey.

    Parameters
    ----------
    way : the direction
    row : its journey
    notices : the texts of the trip's notices
    """
    number = way.priced_out(row) if row.by_air else None
    if number is not None and not any(f"policy.cabin[{number + 1}]" in text for text in notices):
        yield f"{way.where}: a notice is missing that policy.cabin[{number + 1}] costs too much to count"
