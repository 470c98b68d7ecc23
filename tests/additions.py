"""What adding a limit takes, as edits of the files that it touches; `tests/test_additions.py` makes them in a copy.

The limit caps the hours in journeys of everybody together over the year. `sprintplan help adding` says it in words.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """Some text of a file, which stands there once, and what takes its place."""

    old: str
    new: str


KEY = """    year_min: Annotated[
        int | None, Hours("in journeys of everybody together", "900"), Field(alias="year_hours")
    ] = None
"""
LIMIT = '''class _Minutes(Measure):
    """Minutes in journeys."""

    name = "minutes"

    def journeys(self, rates: Rates, bought: Bought) -> Int64:
        """As the offers state them."""
        return np.asarray(bought.table.duration_min[bought.row], np.int64)


class YearHours(YearSum, HoursLimit):
    """`limits.year_hours`: hours in journeys of everybody together."""

    key = "limits.year_hours"
    member = "year_min"
    complaint = "The hours of the year are too few"
    measure = _Minutes()
    multipliers = (1.0, 10.0, 50.0)


'''
VERDICT = """    YearSum(
        key="limits.year_hours",
        member="year_min",
        what="time in journeys",
        of=lambda total: total.minutes,
        of_totals=lambda totals, _: Decimal(str(totals.travel_hours)) * 60,
        rounding=Decimal("0.3"),
        shown=lambda minutes, _: f"{float(minutes) / 60:g} h",
    ),
"""
STORY = '''def test_hours_of_everybody_in_the_year(least: Least) -> None:
    """Both spend 320 minutes on each trip, 1280 in all; ten minutes less cost 50, and there are four such flights."""
    quotes = [*each_week(there, home), *each_week(home, fare=150, minutes=150)]
    for minutes, cost in ((1280, 800), (1279, 850), (1270, 850), (1260, 900), (1239, None), (None, 800)):
        limit = Limits.model_validate({"year_min": minutes})
        assert least(*quotes, people=staff(2), events=two_weeks(), limits=limit) == cost


'''

LIMIT_ADDED: dict[str, tuple[Edit, ...]] = {
    "sprintplan/domain/limits.py": (
        Edit("    weeks_between_events: Annotated[\n", KEY + "    weeks_between_events: Annotated[\n"),
    ),
    "sprintplan/solver/constraints/sums.py": (
        Edit("import EventLimit, Relaxation", "import EventLimit, HoursLimit, Relaxation"),
        Edit("def _least_sum(", LIMIT + "def _least_sum("),
        Edit("Co2eCap, TravelTimeCap)", "Co2eCap, TravelTimeCap, YearHours)"),
    ),
    "sprintplan/verify/sums.py": (
        Edit(')\n"""Every limit on a sum over the year."""', VERDICT + ')\n"""Every limit on a sum over the year."""'),
    ),
    "tests/oracle/sums.py": (
        Edit(
            "JOURNEY_SUMS = (",
            'JOURNEY_SUMS = (JourneySum("year_hours", "year_min", lambda journey: journey.minutes), ',
        ),
    ),
    "tests/stories/test_year.py": (Edit("def hauls(", STORY + "def hauls("),),
    "tests/keys/cases.py": (
        Edit(
            '    Case("limits.journey_hours"',
            '    Case("limits.year_hours", "year_hours = 6", "ana", BY_MADRID, NONSTOP, offers=(SLOW,)),\n'
            '    Case("limits.journey_hours"',
        ),
    ),
}
"""By file, the edits that add the limit."""
