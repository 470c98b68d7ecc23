"""What happens to a published and half booked week when life goes on: `python -m tests.benchmarks.overtaken`.

A made-up company of 80 people: two leave, one joins, ten rooms are gone, a flight is cancelled, half is booked. Prints
what `sprintplan replan` answers, every trip that changes with its reason, and what it answers when it is asked again.
"""

import tempfile
from collections import Counter
from pathlib import Path

from sprintplan.app.verifying import verify
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.replanned import replanned_text
from sprintplan.watch import Watch
from tests.replan.company import Company


def main() -> None:
    """Publish, book, overtake, replan, and replan once more."""
    with tempfile.TemporaryDirectory() as scratch:
        company = Company(Path(scratch) / "eighty")
        published = company.overtake()
        first = company.replan(published)
        print(replanned_text(first, read_plan(published)))
        print("every trip that changes:")
        for one in first.changes or ():
            print(f"  {one.person} ({one.cost}): {one.why}")
        for why, count in Counter(one.why for one in first.changes or ()).most_common():
            print(f"{count:>4} {why}")
        print(f"{first.status}: score {first.objective}, bound {first.bound}")
        kept = company.keep(first, "replanned.json")
        verify(company.folder, kept, Watch())
        print("verified against workspace, offers, bookings and the published plan")
        print("asked again:", replanned_text(company.replan(kept), first).splitlines()[0])


if __name__ == "__main__":
    main()
