"""What rules on approval say that only several of their keys can tell to be wrong."""

from sprintplan.domain.policy import Policy
from sprintplan.workspace.document import Document


def check_approvals(document: Document, policy: Policy) -> None:
    """Each rule of `policy` has something that asks, and a late booking a day; problems go to the `document`."""
    terms = policy.booking
    has_days = terms is not None and (terms.days is not None or terms.international_days is not None)
    for number, rule in enumerate(policy.approval):
        path = ("policy", "approval", number, "when")
        if not document.is_sound(*path) or not document.is_sound("policy", "booking"):
            continue
        if not rule.when.asks:
            document.bad(path, "it names nothing that asks for the approval", "Write fare_over, cabin or the like")
        elif rule.when.late_booking and not has_days:
            what = "late_booking asks for nothing, as [policy.booking] states no days"
            document.warn(path, what, "Write days = 14 there")
