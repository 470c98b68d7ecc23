"""The year in ten seconds."""

from datetime import date

from rich.cells import cell_len

from sprintplan.domain.alternatives import Certainty
from sprintplan.domain.totals import Range
from sprintplan.reports.certainty_words import certainty_sentences, difference_sentence
from sprintplan.reports.text.summary import summary, summary_facts
from tests.build.plan_records import (
    alternative,
    event_record,
    in_doubt,
    notice,
    offer_record,
    plan_record,
    remote,
    totals,
    trip_record,
    without_events,
)


def test_the_summary_says_where_when_what_it_costs_and_what_to_look_at() -> None:
    """Two travel, one cannot attend; the next best date costs 1 200 more, the next best place 2 500 at least."""
    others = (
        alternative("lisbon", date(2027, 5, 17), "1200.40"),
        alternative("riga", date(2027, 5, 10), "2500.00", exact=False),
        alternative("riga", date(2027, 5, 17), "2600.00"),
        alternative("oslo", None, None, excluded_because="capacity 2"),
    )
    bo = trip_record(
        "bo", notices=(notice("rest", "outbound: 1 rest night"),), offers=(offer_record(source="estimate"),)
    )
    year_plan = plan_record(
        event_record(trip_record("ana"), bo, remote("cy", "no allowed journey"), alternatives=others)
    )
    assert summary(year_plan) == (
        "Acme: Lisbon in May: 12 841 EUR cash\n"
        "Proven cheapest among the flights considered, at estimated fares.\n"
        "16 options of venue and date compared.\n"
        "\n"
        "Spring sprint: Casa do Tejo, Lisbon (Portugal)\n"
        "  Mon 10 May to Sun 16 May 2027\n"
        "  2 travel, 1 cannot attend\n"
        "  cash 12 841 EUR, 32 travel hours, 0.8 t CO2e\n"
        "  = fares 600 + rooms 1 401 + per diem 840 + venue 10 000\n"
        "  score 18 000 EUR: cash plus travel time, carbon and absences\n"
        "  other dates:  17 May +1 200 EUR\n"
        "  other places: riga 10 May +2 500 EUR or more\n"
        "\n"
        "Needs attention\n"
        "  ! 1 trip cannot be made: Cy; no allowed journey\n"
        "  ! 1 trip gets a rest night instead of a higher cabin\n"
        "  ! fares and times are estimates: good for choosing; get live fares before\n"
        "    booking\n"
    )


def test_the_reason_that_most_trips_share_stands_beside_those_that_cannot_be_made() -> None:
    """Two people have no journey that keeps a weekend free, by other figures; a third one has none at all."""
    kept_free = "no allowed outbound journey: policy.no_weekend_travel"
    away = [remote("cy", f"{kept_free} (3 on sale)"), remote("di", f"{kept_free} (5 on sale)"), remote("ed", "none")]
    lines = summary(plan_record(event_record(trip_record("ana"), *away)))
    assert f"3 trips cannot be made: Cy, Di, Ed; most often (2): {kept_free}" in " ".join(lines.split())


def test_a_plan_that_ran_out_of_time_tells_its_gap_and_bound() -> None:
    """18 000 found, 17 500 the bound: 2.86 % apart."""
    year_plan = summary(plan_record(event_record(trip_record("ana")), status="feasible", bound="17500.00", gap=0.0286))
    head = " ".join(year_plan.split())
    assert "The best found before the search ended; the least possible is at most 2.86 % less" in head
    assert "proven is that no choice has a score below 17 500 EUR, at quoted fares." in head


def test_a_plan_that_ran_out_of_time_while_venues_were_judged_claims_no_bound() -> None:
    """A bound of 0 is none."""
    year_plan = summary(plan_record(event_record(trip_record("ana")), status="feasible", bound="0.00", gap=1.0))
    assert "The best found before the search ended; nothing is proven" in year_plan
    assert "%" not in year_plan.split("\n\n")[0]


def test_an_infeasible_plan_tells_the_rules_that_cannot_hold_together() -> None:
    """Both sentences, and no event."""
    text = summary(without_events("infeasible", "spring: capacity 5, 9 attend", "different: one venue"))
    assert text.startswith(
        "Acme: no plan is possible; these cannot hold together:\n"
        "  - spring: capacity 5, 9 attend\n"
        "  - different: one venue\n"
    )


def test_time_that_ran_out_without_a_plan_is_not_called_impossible() -> None:
    """unknown is no infeasible."""
    assert "no plan was found before the search ended" in summary(without_events("unknown"))


def test_no_line_is_wider_than_80_cells() -> None:
    """Long names in any script are cut, long sentences wrapped between words, numbers kept whole."""
    wide = remote("x", "y", name="漢字" * 40)
    year_plan = summary(plan_record(event_record(wide, name="N" * 200, venue_name="会" * 90), company="C" * 300))
    assert max(cell_len(line) for line in year_plan.splitlines()) <= 80


def test_names_cannot_steer_the_terminal_or_use_markup() -> None:
    """Escapes, bells and direction marks go; square brackets are only text."""
    text = summary(
        plan_record(event_record(remote("x", "y", name="\x1b[31mRed\x07\u202e [bold]B[/]")), company="A\x1b]0;t\x07cme")
    )
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "[31mRed [bold]B[/]" in text


def test_the_facts_are_the_plan_without_its_trips() -> None:
    """What `--format json` prints."""
    events = summary_facts(plan_record(event_record(trip_record("ana"))))["events"]
    assert isinstance(events, list)
    assert events[0]["venue"] == "lisbon"
    assert "trips" not in events[0]


def test_the_summary_says_how_sure_the_choice_is_and_what_it_will_likely_cost() -> None:
    """Best place in 62 of 100 markets; keeping it loses 180 of 18 000 on average; the week after is a tie."""
    later = alternative("lisbon", date(2027, 5, 17), "12.40", chance=0.3)
    chosen = in_doubt(event_record(trip_record("ana"), alternatives=(later,)))
    year_plan = plan_record(chosen).changed(totals=chosen.totals)
    lines = summary(year_plan).splitlines()
    assert lines[:3] == [
        "Acme: Lisbon in May: 12 841 EUR cash (likely 11 900 to 15 200)",
        "In 100 likely fare markets the best place is Lisbon in 62 (by bounds, as shared",
        "limits may bind).",
    ]
    known = Range(low="12840.60", high="12841.40")
    assert year_plan.totals is not None
    assert year_plan.totals.range is not None
    quoted = year_plan.totals.changed(range=year_plan.totals.range.changed(cash=known))
    assert summary(year_plan.changed(totals=quoted)).startswith("Acme: Lisbon in May: 12 841 EUR cash\n")
    sure = " ".join(line.strip() for line in lines[lines.index(next(one for one in lines if "how sure" in one)) :])
    assert sure.startswith(
        "how sure:     Lisbon is the best place in 62 of 100 likely markets, 10 May the best first day in 55; "
        "keeping both loses 180 EUR on average (1.0 %), over 520 EUR in one market of ten "
        "a tie with 17 May: estimates cannot tell them apart other dates:"
    )


def test_a_tie_whose_cash_differs_by_far_is_told_with_what_makes_up_for_it() -> None:
    """Of 12 841 EUR cash 15 923 is 24 % more: nobody is away instead of one. 12 900 is the same but for half a
    percent; 11 000 is 14 % less, for 20 hours more."""
    sums = (totals(cash="15923.00", remote=0), totals(cash="12900.00"), totals(cash="11000.00", travel_hours=51.84))
    days = (date(2027, 5, 17), date(2027, 5, 24), date(2027, 5, 31))
    others = tuple(
        alternative("lisbon", day, "12.40", chance=0.3, totals=mine) for day, mine in zip(days, sums, strict=True)
    )
    chosen = in_doubt(event_record(trip_record("ana"), alternatives=others))
    sentence = list(certainty_sentences(plan_record(chosen), chosen))[-1]
    assert sentence == (
        "a tie in the score with 17 May (24 % more cash, 1 fewer cannot attend); 24 May; "
        "31 May (14 % less cash, 20 travel hours more): estimates cannot tell them apart"
    )


def test_the_difference_of_two_years_is_a_tie_where_either_may_well_cost_less() -> None:
    """Less in 16 to 84 of 100 markets."""
    assert difference_sentence(0.03) == "it has the lower score in 3 of 100 likely markets"
    assert difference_sentence(0.9) == "it has the lower score in 90 of 100 likely markets"
    assert difference_sentence(0.41) == (
        "a tie in the score: it has the lower score in 41 of 100 likely markets, "
        "so that estimates cannot tell them apart"
    )


def test_a_quoted_plan_says_nothing_of_markets() -> None:
    """Its chances are 1, from no market at all."""
    sure = Certainty(
        markets=0, seed=0, exact=True, chance_venue=1, chance_date=1, expected_regret="0.00", regret_90="0.00"
    )
    year_plan = summary(plan_record(event_record(trip_record("ana")).changed(certainty=sure)))
    assert "market" not in year_plan
    assert "likely" not in year_plan


def test_trips_with_a_remark_of_no_kind_are_told_with_what_most_of_them_say() -> None:
    """Two say one thing, one says another."""
    texts = ("is booked for another day", "is booked for another day", "flies on its own ticket")
    people = [trip_record(f"p{n}", notices=(notice("other", text),)) for n, text in enumerate(texts)]
    text = " ".join(summary(plan_record(event_record(*people))).split())
    assert "3 trips have another remark, most often: is booked for another day" in text
    text = " ".join(summary(plan_record(event_record(people[2]))).split())
    assert "1 trip has another remark: flies on its own ticket" in text
