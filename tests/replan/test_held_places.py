"""Events that stay at a first day, or a venue, which the workspace does not have any more, as something is booked."""

from datetime import date
from pathlib import Path

import pytest

from sprintplan.app.checking import check
from sprintplan.app.plan_log import logged
from sprintplan.app.planning import Wish
from sprintplan.app.quoting import QuoteWish, narrowed_scenario, quote
from sprintplan.app.replanning import ReplanWish, replan
from sprintplan.app.verifying import verify
from sprintplan.domain.plan import HeldEvent, Keeping
from sprintplan.reports.plan_json import read_plan
from sprintplan.reports.text.replanned import replanned_text
from sprintplan.watch import Watch
from tests.replan.company import TODAY, Company


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """The company, who flies by estimate."""
    made = Company(tmp_path / "eighty")
    rewrite(made, 'source = "files"', 'source = "estimate"')
    return made


def rewrite(company: Company, old: str, new: str) -> None:
    """Put something else into the settings."""
    settings = company.folder / "sprint.toml"
    text = settings.read_text(encoding="utf-8")
    assert old in text
    settings.write_text(text.replace(old, new), encoding="utf-8")


def told(company: Company, word: str) -> list[str]:
    """What `check` says of it."""
    return [one for one in check(company.folder, TODAY, Watch()).scenario.warnings if word in one]


def test_nobody_is_lost_where_the_booked_day_is_no_first_day_any_more(company: Company) -> None:
    """cdg0 is booked, and the event is to begin four weeks later: it stays, all 80 go, and this is told; free to move,
    it moves."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0"])
    rewrite(company, "starts = [2027-05-10]", "starts = [2027-06-07]")
    watch = Watch()
    found = replan(company.folder, path, ReplanWish(Wish(today=TODAY, workers=1)), watch)
    assert (found.status, found.changes) == ("optimal", ())
    sentence = (
        "sprint.toml: event.starts: 10 May 2027 is no longer a possible first day of Spring week. The event stays "
        "there as 1 trip of it is booked: `sprintplan replan --keep nothing` lets it move"
    )
    assert watch.warnings.count(sentence) == 1
    assert told(company, "first day") == [sentence]
    verify(company.folder, company.keep(found, "kept.json"), Watch())
    free = company.replan(path, "nothing")
    assert f"{free.events[0].first_day}" == "2027-06-07"
    assert free.totals is not None
    assert free.totals.remote == 0


@pytest.mark.parametrize(
    ("exact", "told"),
    [
        (False, "--keep nothing works out a free choice, which would score at most 500 EUR less"),
        (True, "a free choice would score 500 EUR less"),
    ],
)
def test_a_bound_of_a_free_choice_says_what_works_it_out(company: Company, exact: bool, told: str) -> None:
    """A bound may be far off: two seconds go into it."""
    before = read_plan(company.publish())
    held = (HeldEvent(event="spring", venue="lisbon", first_day=date(2027, 5, 10)),)
    keeping = Keeping(asked=None, held=held, free_objective="9500.00", difference="500.00", exact=exact)
    text = " ".join(replanned_text(before.changed(keeping=keeping, changes=()), before).split())
    assert f"venue and dates of Spring week stay; {told}" in text


def test_nobody_is_lost_where_the_booked_venue_is_none_of_the_event_any_more(company: Company) -> None:
    """The event is to be in the other of the two venues: it stays, unless it is let go."""
    path = company.publish()
    was = read_plan(path).events[0].venue
    company.book(read_plan(path), ["cdg0"])
    other = "madrid" if was == "lisbon" else "lisbon"
    rewrite(company, "starts = [2027-05-10]", f'starts = [2027-05-10]\nvenues = ["{other}"]')
    (sentence,) = told(company, "no longer a possible venue of Spring week")
    assert sentence.startswith("sprint.toml: event.venues: ")
    found = company.replan(path)
    assert (found.events[0].venue, found.changes) == (was, ())
    verify(company.folder, company.keep(found, "kept.json"), Watch())
    assert company.replan(path, "dates").events[0].venue == other


def test_a_held_venue_that_is_closed_now_is_named(company: Company) -> None:
    """Casa is let to somebody else in May: the conflict names the rule alone, and the sentence beside it the place."""
    path = company.publish()
    assert read_plan(path).events[0].venue == "lisbon"
    company.book(read_plan(path), ["cdg0"])
    venues = company.folder / "venues.csv"
    header, lisbon, madrid = venues.read_text(encoding="utf-8").splitlines()
    rows = [f"{header},available", f"{lisbon},2027-06-01..2027-06-30", f"{madrid},"]
    venues.write_text("\n".join(rows) + "\n", encoding="utf-8")
    watch = Watch()
    found = replan(company.folder, path, ReplanWish(Wish(today=TODAY, workers=1)), watch)
    sentence = (
        "venues.available: Casa is not available from 2027-05-10 to 2027-05-14, so that Spring week has no plan there. "
        "The event stays there as 1 trip of it is booked: `sprintplan replan --keep nothing` lets it move"
    )
    assert (found.status, watch.warnings.count(sentence)) == ("infeasible", 1)
    assert told(company, "no plan there") == [sentence]
    assert company.replan(path, "dates").events[0].venue == "madrid"


def test_what_is_asked_to_be_kept_is_told_as_that(company: Company) -> None:
    """Nothing is booked, so that check says nothing; the dates are kept as somebody wants them to be."""
    path = company.publish()
    rewrite(company, "starts = [2027-05-10]", "starts = [2027-06-07]")
    assert told(company, "first day") == []
    watch = Watch()
    found = replan(company.folder, path, ReplanWish(Wish(today=TODAY, workers=1), "dates"), watch)
    assert found.changes == ()
    assert [one for one in watch.warnings if "The event stays there by --keep dates" in one]


def test_check_tells_what_is_booked_for_no_first_day_where_no_plan_is_in_the_log(company: Company) -> None:
    """Two have booked; within a week of the event they still may come, four weeks off nobody can."""
    path = company.publish()
    company.book(read_plan(path), ["cdg0", "lhr0"])
    for one in logged(company.folder):
        one.path.unlink()
    rewrite(company, "starts = [2027-05-10]", "starts = [2027-05-10, 2027-06-07]")
    assert told(company, "fits none") == []
    rewrite(company, "starts = [2027-05-10, 2027-06-07]", "starts = [2027-06-07]")
    (sentence,) = told(company, "fits none")
    assert sentence.startswith("bookings.csv:")
    assert "what is booked of 2 trips to Spring week fits none of its possible first days (7 Jun 2027)" in sentence


def test_quote_asks_for_what_a_replan_would_hold_too(company: Company) -> None:
    """The booked day is no first day any more: it is asked for beside the new one, which is as many searches again;
    once travel may have begun it is not."""
    path = company.publish()
    dry = QuoteWish(dry_run=True, today=TODAY)
    before = quote(company.folder, dry, Watch())
    company.book(read_plan(path), ["cdg0"])
    rewrite(company, "starts = [2027-05-10]", "starts = [2027-06-07]")
    held, moved = date(2027, 5, 10), date(2027, 6, 7)
    assert narrowed_scenario(company.folder, dry).events[0].starts == (held, moved)
    assert quote(company.folder, dry, Watch()).left == 2 * before.left > 0
    over = QuoteWish(dry_run=True, today=held)
    assert narrowed_scenario(company.folder, over).events[0].starts == (moved,)


def test_quote_asks_for_a_held_venue_that_is_none_of_the_event_any_more(company: Company) -> None:
    """Nothing is held before anything is booked."""
    path = company.publish()
    was = read_plan(path).events[0].venue
    other = "madrid" if was == "lisbon" else "lisbon"
    rewrite(company, "starts = [2027-05-10]", f'starts = [2027-05-10]\nvenues = ["{other}"]')
    wish = QuoteWish(dry_run=True, today=TODAY)
    assert narrowed_scenario(company.folder, wish).events[0].venues == (other,)
    company.book(read_plan(path), ["cdg0"])
    assert set(narrowed_scenario(company.folder, wish).events[0].venues) == {was, other}


@pytest.mark.parametrize("status", ["booked", "cancelled"])
def test_what_was_booked_for_a_venue_that_is_gone_stays_known(company: Company, status: str) -> None:
    """The event moves, and the new plan is published: the booking is of no use still, and only who was booked may be
    told of it once it is cancelled."""
    path = company.publish()
    was = read_plan(path).events[0].venue
    company.book(read_plan(path), ["cdg0"])
    venues = company.folder / "venues.csv"
    rows = [row for row in venues.read_text(encoding="utf-8").splitlines() if not row.startswith(was)]
    venues.write_text("\n".join(rows) + "\n", encoding="utf-8")
    moved = company.replan(path, "nothing")
    assert moved.events[0].venue != was
    path = company.keep(moved, "moved.json")
    bookings = company.folder / "bookings.csv"
    text = bookings.read_text(encoding="utf-8")
    bookings.write_text(text.replace(",booked,", f",{status},"), encoding="utf-8")
    assert check(company.folder, TODAY, Watch()).scenario.people
    again = company.replan(path, "nothing")
    assert again.status == "optimal"
    assert again.changes is not None
    assert {one.person for one in again.changes} == ({"cdg0"} if status == "cancelled" else set())
    assert again.events[0].venue == moved.events[0].venue
    verify(company.folder, company.keep(again, "again.json"), Watch())
