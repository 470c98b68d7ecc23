"""What a plan claims that its workspace and the offers do not tell, with a hash by which a change of it is noticed.

A judge recomputes figures. It cannot recompute what only a search knows (which alternatives there are, which of them
were solved, how many candidates were bounded, in how many markets the choice is the best) nor the words in which a rule
or a notice is put.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sprintplan.domain.plan import EventPlan, Plan

OF_JOURNEY: dict[str, Any] = {"outbound": {"entitled_by": True}, "inbound": {"entitled_by": True}}
OF_EVENT: Any = {
    "event": True,
    "alternatives": True,
    "certainty": True,
    "ties": True,
    "preferred": True,
    "totals": {"range": True},
}
"""Members of an event that are claims, with its id."""
OF_TRIP = OF_JOURNEY | {"reason": True, "notices": True, "approvals": {"__all__": {"reason"}}}
"""Members of a trip that are claims."""


def claims_sha256(plan: Plan) -> str:
    """The hash of the claims of a `plan`: proof, swapped year, what a free choice would score, and of each event
    certainty, alternatives and the words of its trips."""
    digest = sha256(plan.proof.model_dump_json().encode())
    if plan.totals is not None and plan.totals.range is not None:
        digest.update(plan.totals.range.model_dump_json().encode())
    for claim in (plan.swapped, plan.keeping):
        if claim is not None:
            digest.update(claim.model_dump_json().encode())
    for event in plan.events:
        for part in _claims(event):
            digest.update(part)
    return digest.hexdigest()


def _claims(event: EventPlan) -> Iterator[bytes]:
    """Alternatives, and whose trip has which words, hashed once for all whose trips state the same."""
    yield event.model_dump_json(include=OF_EVENT).encode()
    words = [sha256(trip.model_dump_json(include=OF_TRIP).encode()).digest() for trip in event.trips.contents]
    for traveller, which in zip(event.trips.travellers, event.trips.which, strict=True):
        yield f"\n{traveller.person} ".encode()
        yield words[which]


def plan_sha256(plan: Plan) -> str:
    """The hash by which a plan is named once it is published: of all that it states."""
    return sha256(plan.model_dump_json().encode()).hexdigest()


def with_hash(plan: Plan) -> Plan:
    """The plan with the hash of its claims."""
    return plan.changed(claims_sha256=claims_sha256(plan))


def are_changed(plan: Plan) -> bool:
    """Whether the claims of a `plan` are not as they were written; those of a version that wrote neither hash nor
    workspace count as unchanged."""
    if plan.claims_sha256 is None and not plan.workspace:
        return False
    return plan.claims_sha256 != claims_sha256(plan)
