"""Every kind of list by the word that asks for it."""

from collections.abc import Callable

from sprintplan.domain.plan import Plan
from sprintplan.reports.lists.allowances import allowances
from sprintplan.reports.lists.approvals import approvals
from sprintplan.reports.lists.bookings import bookings
from sprintplan.reports.lists.budget import budget
from sprintplan.reports.lists.changes import changes, hotel_changes, shuttle_changes
from sprintplan.reports.lists.flights import segments
from sprintplan.reports.lists.lieu import lieu
from sprintplan.reports.lists.manifest import manifest
from sprintplan.reports.lists.rooming import rooming
from sprintplan.reports.lists.table import Table
from sprintplan.reports.lists.transfers import transfers
from sprintplan.reports.lists.visas import visas

LISTS: dict[str, Callable[[Plan], tuple[Table, ...]]] = {
    "manifest": manifest,
    "rooming": rooming,
    "transfers": transfers,
    "bookings": bookings,
    "changes": changes,
    "changes-hotel": hotel_changes,
    "changes-shuttle": shuttle_changes,
    "trips": segments,
    "allowances": allowances,
    "approvals": approvals,
    "visas": visas,
    "lieu": lieu,
    "budget": budget,
}
"""The first table of each is the list itself; those behind it are sums and other cuts of the same rows."""
