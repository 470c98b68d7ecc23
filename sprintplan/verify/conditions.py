"""Conditions of tickets that `[policy.fare]` asks for: what is lacking, what is not known, and what a bag costs."""

import re
from collections.abc import Iterator

from sprintplan.domain.fare_policy import FareTerms
from sprintplan.domain.model import Cabin
from sprintplan.verify.market import Journey, Market

BOOKING = "booking"
"""The source of what is booked already, and paid."""
BASIC = re.compile(r"(?<![a-z])(basic|light|lite)(?![a-z])", re.IGNORECASE)


def conditions(terms: FareTerms, market: Market, journey: Journey) -> Iterator[tuple[str, bool | None]]:
    """Each condition that is asked of a ticket, in words, and whether it has it; None where it does not say.

    Parameters
    ----------
    terms : the policy
    market : what is on sale
    journey : a journey of the ticket
    """
    if not terms.asks_for_conditions or not journey.by_air or journey.source == BOOKING:
        return
    known = journey.terms
    if "changeable" in terms.require:
        yield "changeable", known.changeable
    over = terms.refundable_over_minor
    if "refundable" in terms.require or (over is not None and market.whole_fare(journey) > over):
        yield "refundable", known.refundable
    if "checked_bag" in terms.require and terms.bag_fee_minor is None:
        yield "a checked bag", None if known.checked_bags is None else known.checked_bags > 0
    if terms.no_basic_economy and journey.cabin == Cabin.ECONOMY:
        yield "no basic economy", None if known.fare_brand is None else not BASIC.search(known.fare_brand)


def bag_minor(terms: FareTerms, journey: Journey) -> int:
    """Minor units of a checked bag on a `journey` by the `terms` of the policy: nothing where none is asked for, or one
    is included."""
    if terms.bag_fee_minor is None or "checked_bag" not in terms.require:
        return 0
    buys = journey.by_air and journey.source != BOOKING
    return terms.bag_fee_minor if buys and not journey.terms.checked_bags else 0
