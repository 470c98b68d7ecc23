"""What the keys of booking and approval decide; none of them moves anybody. Ana's fares are 200, her rooms 30 euros."""

from tests.keys.rows import BOB
from tests.keys.workspace import Case

LATE = (("[limits]", "[policy.booking]\ndays = 200\n[limits]"),)
"""Tickets for 9 May 2027 were to be bought by 21 October 2026."""


def asked(when: str, by: str = "id:ana") -> str:
    """The rule that asks Ana, or others."""
    return f'[[policy.approval]]\nby = "{by}"\nwhen = {{ {when} }}'


BOOKING = [
    Case("policy.booking.days", "[policy.booking]\ndays = 30", "book_by", "None", "2027-04-09"),
    Case(
        "policy.booking.international_days",
        "[policy.booking]\ndays = 14\ninternational_days = 45",
        *("book_by", "2027-04-25", "2027-03-25"),
        was="[policy.booking]\ndays = 14",
    ),
    Case(
        "policy.approval.by",
        asked("fare_over = 150", by="role:key"),
        *("approvals", "ana: fares of 200.00 EUR, over 150.00 EUR", "role:key: fares of 200.00 EUR, over 150.00 EUR"),
        was=asked("fare_over = 150"),
    ),
    Case(
        "policy.approval.scope",
        asked("fare_over = 150") + '\nscope = "domestic"',
        *("approvals", "ana: fares of 200.00 EUR, over 150.00 EUR", ""),
        was=asked("fare_over = 150") + '\nscope = "international"',
    ),
    Case(
        "policy.approval.who",
        asked("fare_over = 150") + '\nwho = "team:sales"',
        *("approvals", "ana: fares of 200.00 EUR, over 150.00 EUR; ana: fares of 200.00 EUR, over 150.00 EUR"),
        "ana: fares of 200.00 EUR, over 150.00 EUR",
        was=asked("fare_over = 150"),
        people=(BOB.replace("core", "sales"),),
    ),
    Case(
        "policy.approval.when.fare_over",
        asked("fare_over = 199.99"),
        *("approvals", "", "ana: fares of 200.00 EUR, over 199.99 EUR"),
        was=asked("fare_over = 200"),
    ),
    Case(
        "policy.approval.when.trip_cash_over",
        asked("trip_cash_over = 229.99"),
        *("approvals", "", "ana: cash of 230.00 EUR, over 229.99 EUR"),
        was=asked("trip_cash_over = 230"),
    ),
    Case(
        "policy.approval.when.cabin",
        asked('cabin = "economy"'),
        *("approvals", "", "ana: outbound in economy; return in economy"),
        was=asked('cabin = "premium_economy"'),
    ),
    Case(
        "policy.approval.when.journey_hours_over",
        asked("journey_hours_over = 2.7"),
        *("approvals", "", "ana: outbound takes 2 h 45, over 2 h 42"),
        was=asked("journey_hours_over = 2.75"),
    ),
    Case(
        "policy.approval.when.late_booking",
        asked("late_booking = true"),
        *("approvals", "", "ana: to be booked by 2026-10-21, which is over"),
        was=asked("fare_over = 900, late_booking = false"),
        toml=LATE,
    ),
    Case(
        "policy.approval.when.exception",
        asked("exception = true"),
        *("approvals", "", "ana: exception: policy.max_connections"),
        was=asked("fare_over = 900"),
        files={"exceptions.csv": "person,event,key,value,reason,approved_by,until\nana,,policy.max_connections,1,,,"},
    ),
]
