"""The hash by which a change of a plan is noticed, of what it states as well as of what it claims.

A judge recomputes figures. It cannot recompute what only a search knows (which alternatives there are, which of them
were solved, how many candidates were bounded, in how many markets the choice is the best) nor the words in which a rule
or a notice is put, nor tell a member that is left out from one that an older version did not have.
"""

import json
from collections.abc import Iterator
from hashlib import sha256

from sprintplan.domain.plan import EventPlan, Plan

FREE = {"created_at", "workspace", "claims_sha256"}
"""Members that no hash covers: the same inputs make the same plan at any time, and a folder may be renamed."""


def claims_sha256(plan: Plan) -> str:
    """The hash of all that a `plan` states and claims but for when it was made, and in a folder of which name."""
    digest = sha256(plan.model_dump_json(exclude=FREE | {"events"}).encode())
    for event in plan.events:
        for part in _parts(event):
            digest.update(part)
    return digest.hexdigest()


def _parts(event: EventPlan) -> Iterator[bytes]:
    """The event, and whose trip states what, hashed once for all whose trips state the same."""
    yield event.model_dump_json(exclude={"trips"}).encode()
    contents = [sha256(trip.model_dump_json().encode()).digest() for trip in event.trips.contents]
    for traveller, which in zip(event.trips.travellers, event.trips.which, strict=True):
        yield json.dumps(traveller).encode()
        yield contents[which]


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
