"""Commands that are run on spoilt files: which read what, and which words of theirs are spoilt."""

import random
from collections.abc import Sequence

from tests.benchmarks.fuzz_files import TODAY
from tests.benchmarks.spoiling import NASTY

Words = tuple[str, ...]

DAY: Words = ("--today", TODAY)
ONE: Words = ("--workers", "1")
CHECK: Words = ("check", "year", *DAY)
PLAN: Words = ("plan", "year", "-o", "plan.json", *DAY, *ONE)
REPLAN: Words = ("replan", "year", "plan.json", *ONE)
COMPARE: Words = ("compare", "year", *DAY, *ONE, "--time-limit", "5")
SCOUT: Words = ("scout", "year", *DAY, *ONE, "--country", "LV", "--top", "1", "--event", "autumn")
JSON: Words = ("--format", "json")
ON_A_PLAN: tuple[Words, ...] = (
    ("verify", "year", "plan.json"),
    ("show", "plan.json"),
    ("show", "plan.json", "--event", "spring"),
    ("show", "plan.json", "--person", "bob"),
    ("show", "plan.json", "--team", "Core", *JSON),
    ("team", "plan.json", "ana"),
    ("report", "plan.json", "-o", "report"),
    ("report", "plan.json", "-o", "report", "--compare", "comparison.json"),
    ("report", "plan.json", "-o", "report", "--team", "ana"),
    ("diff", "plan.json", "good.json"),
    ("diff", "good.json", "plan.json", "--by", "x_unit", "--all"),
    ("explain", "plan.json", "--folder", "year"),
    ("explain", "plan.json", "--folder", "year", "--person", "bob"),
    ("explain", "plan.json", "--folder", "year", "--event", "spring", "--venue", "riga"),
    ("actuals", "plan.json", "year/bookings.csv", "-o", "out.xlsx"),
    ("log", "year", "plan.json"),
    (*REPLAN, *DAY),
    (*REPLAN, "--today", "2027-04-20", "-o", "out.json"),
    *(
        ("export", "plan.json", "--kind", kind, "-o", "out.csv")
        for kind in ("manifest", "rooming", "transfers", "allowances", "approvals", "changes")
    ),
    *(("export", "plan.json", "--kind", kind, "-o", "out.xlsx") for kind in ("bookings", "trips", "visas", "lieu")),
    ("export", "plan.json", "--kind", "attendees", "-o", "out.json", "--workspace", "year"),
    ("export", "plan.json", "--kind", "calendar", "-o", "calendar"),
)
ON_A_WORKSPACE: tuple[Words, ...] = (
    PLAN,
    (*PLAN, "--time-limit", "10"),
    (*PLAN, *JSON),
    (*REPLAN, *DAY),
    (*REPLAN, *DAY, "--keep", "flights", *JSON),
    (*REPLAN, "--today", "2027-04-20"),
    (*COMPARE, "--set", "policy.max_connections=1", "-o", "out.json"),
    (*COMPARE, "--venue", "spring=riga", *JSON),
    ("verify", "year", "good.json"),
    ("export", "good.json", "--kind", "attendees", "-o", "out.csv", "--workspace", "year"),
    SCOUT,
)
AFTER_A_PLAN: tuple[Words, ...] = (
    ("explain", "plan.json", "--folder", "year"),
    ("explain", "plan.json", "--folder", "year", "--person", "dee"),
    ("explain", "plan.json", "--folder", "year", "--event", "spring", "--venue", "lisbon"),
    ("diff", "good.json", "plan.json", "--all"),
    ("report", "plan.json", "-o", "report"),
    ("export", "plan.json", "--kind", "calendar", "-o", "calendar"),
    ("verify", "year", "plan.json"),
    (*REPLAN, *DAY, "-o", "out.json"),
)
"""What is run on the plan of a spoilt workspace."""
ON_BOOKINGS: tuple[Words, ...] = (
    ("actuals", "good.json", "year/bookings.csv", *JSON),
    ("actuals", "good.json", "year/bookings", "--by", "event"),
    ("actuals", "good.json", "year", "--by", "x_unit", "-o", "out.csv"),
    (*REPLAN, *DAY),
    (*REPLAN, *DAY, "--keep", "flights"),
    (*REPLAN, "--today", "2027-04-20", "-o", "out.json"),
)
ON_OTHER_FILES: dict[str, tuple[Words, ...]] = {
    "places.csv": ((*SCOUT, "-o", "places.csv"), (*SCOUT, "-o", "places.csv", "--page", "out.html", *JSON)),
    "more.csv": ((*COMPARE, "--people", "more.csv"),),
    "staff.csv": (
        ("import", "people", "staff.csv", "-o", "out.csv"),
        ("import", "people", "staff.csv", "-o", "out.csv", "--map", "Department=team", *JSON),
    ),
    "scenarios.toml": ((*COMPARE, "--scenarios", "scenarios.toml"),),
    "comparison.json": (("report", "good.json", "-o", "report", "--compare", "comparison.json"),),
    "year/plans": (("log", "year"), ("log", "year", *JSON), (*REPLAN, *DAY)),
}
WORD = "{}"
"""Stands in a command for the word that is spoilt."""
WITH_A_WORD: tuple[Words, ...] = (
    ("estimate", WORD, "LIS", "2027-04-05", *DAY),
    ("estimate", "Riga, LV", WORD, "2027-04-05", *DAY, *JSON),
    ("estimate", "RIX", "LIS", WORD),
    ("show", "good.json", "--person", WORD),
    ("show", "good.json", "--event", WORD, "--team", WORD),
    ("team", "good.json", WORD),
    ("report", "good.json", "-o", WORD),
    ("report", "good.json", "--team", WORD),
    ("export", "good.json", "--kind", "trips", "-o", WORD),
    ("diff", "good.json", "plan.json", "--by", WORD),
    ("actuals", "good.json", "year/bookings.csv", "--by", WORD),
    ("actuals", "good.json", WORD),
    ("explain", "good.json", "--folder", "year", "--person", WORD),
    ("explain", "good.json", "--folder", "year", "--event", WORD, "--venue", WORD),
    ("explain", "good.json", "--folder", WORD, "--first-day", WORD),
    ("log", WORD),
    ("log", "year", WORD),
    ("check", WORD, *DAY),
    ("plan", "year", "-o", WORD, *DAY, *ONE),
    ("plan", "year", "--time-limit", WORD, *DAY, *ONE),
    ("replan", "year", "good.json", "--keep", WORD, *DAY),
    ("import", "people", "staff.csv", "-o", "out.csv", "--map", f"Department={WORD}"),
    ("import", "people", "staff.csv", "-o", WORD),
    ("scout", "year", "--baseline", WORD, "--country", "LV", "--top", "1", *DAY, *ONE),
    ("scout", "year", "--visa-free", WORD, "--country", WORD, *DAY, *ONE),
    (*COMPARE, "--set", f"policy.max_connections={WORD}"),
    (*COMPARE, "--set", f"limits.budget={WORD}"),
    (*COMPARE, "--set", WORD),
    (*COMPARE, "--venue", f"spring={WORD}"),
    (*COMPARE, "--start", f"spring={WORD}"),
    (*COMPARE, "--front", "hours", "--points", WORD),
)


def commands_on(name: str, chance: random.Random) -> tuple[Words, ...]:
    """Two commands, or one, that read the file of that name; the same for the same state of `chance`."""
    if name == "plan.json":
        return tuple(chance.sample(ON_A_PLAN, 2))
    if name.startswith("year/bookings"):
        return (chance.choice(ON_BOOKINGS),)
    for beginning, commands in ON_OTHER_FILES.items():
        if name.startswith(beginning):
            return (chance.choice(commands),)
    if chance.random() < 0.35:
        return (PLAN, chance.choice(AFTER_A_PLAN))
    return (chance.choice((CHECK, *ON_A_WORKSPACE)),)


def with_a_word(chance: random.Random) -> Words:
    """A command one of whose words is spoilt."""
    return _filled(chance.choice(WITH_A_WORD), chance)


def _filled(words: Sequence[str], chance: random.Random) -> Words:
    """No word of a command line holds a zero byte, and none begins a new option."""
    return tuple(
        word.replace(WORD, chance.choice(NASTY)).replace("\0", "").encode("utf-8", "replace").decode() for word in words
    )


EVERY: tuple[Words, ...] = (
    CHECK,
    *ON_A_WORKSPACE,
    *ON_A_PLAN,
    *AFTER_A_PLAN,
    *ON_BOOKINGS,
    *(words for commands in ON_OTHER_FILES.values() for words in commands),
)
"""Every command whose words are whole."""
