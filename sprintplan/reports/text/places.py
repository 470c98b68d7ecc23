"""What `scout` prints: the places of the world for each event, the cheapest first."""

from collections.abc import Iterator

from sprintplan.domain.scouted import PlaceFigures, Scouted, ScoutedEvent, ScoutedPlace
from sprintplan.problems import listed
from sprintplan.reports.formatting import amount, columns, count, day_month, difference, fit, fits, thousands, wrapped
from sprintplan.units import hours_text

LONGEST_PLACE = 22
LEAST = ("holiday", "t CO2e", "longest", "visa", "hours", "best", "cannot attend")
"""Columns that a narrow table is without, the first that goes first."""
AT_LEAST = "≥"
"""Before a figure that may be more: a bound, or a share of people of whom not all is known."""
MOST_NAMED = 6
"""Places that a sentence names."""


def places_text(places: Scouted) -> str:
    """A table of `places` for each event."""
    return "\n".join(_lines(places)) + "\n"


def _lines(places: Scouted) -> Iterator[str]:
    for event in places.events:
        yield from _event(event, places.currency)
        yield ""
    yield from _remarks(places)


def _event(event: ScoutedEvent, currency: str) -> Iterator[str]:
    best = event.places[0] if event.places else None
    if best is None or best.figures is None:
        yield f"{event.name}: no place is possible"
        if event.left_out_by:
            yield from wrapped(f"{event.left_out} left out: {'; '.join(event.left_out_by)}", "  ", "  ")
        return
    where, first_day = name_of(best), day_month(best.figures.first_day)
    cash = f"{amount(best.figures.cash, currency)} cash for travel and stay at estimated fares"
    away = f"; {best.figures.remote} of {event.people} cannot attend" if best.figures.remote else ""
    yield from wrapped(f"{event.name}: {where}, {first_day}: {cash}{away}", rest="  ")
    with_visas = any(place.figures and place.figures.visa_share is not None for place in event.places)
    head = [
        "",
        "place",
        "first day",
        f"cash {currency}",
        "score",
        "cannot attend",
        "hours",
        "longest",
        "t CO2e",
        "holiday",
    ]
    head += ["best"] + ["visa"] * with_visas + [_against(event)] * (event.baseline is not None)
    rows = [head, *(_row(number, place, head) for number, place in enumerate(event.places, 1))]
    if event.baseline is not None:
        rows.append(_row(None, event.baseline, head))
    shown, without = _as_wide_as_fits(rows)
    yield from columns(shown, right=frozenset(range(len(head))) - {1}, indent="  ", headed=True)
    if without:
        yield from wrapped(f"no room for {', '.join(without)}: --page and --format json have all", "  ", "  ")
    message = f"{count(event.judged, 'place')} solved, {event.bounded} ruled out by a bound"
    left_out = f", {event.left_out} left out" if event.left_out else ""
    why = f": {'; '.join(event.left_out_by)}" if event.left_out_by else ""
    yield from wrapped(f"{message}{left_out}{why}", "  ", "  ")
    if event.baseline_out:
        yield from wrapped(f"the baseline {event.baseline_out}", "  ", "  ")


def _as_wide_as_fits(rows: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The rows without the columns for which there is no room, and the heads of these."""
    left = list[str]()
    for name in (None, *LEAST):
        left += [name] if name in rows[0] else []
        kept = [n for n, head in enumerate(rows[0]) if head not in left]
        shown = [[row[n] for n in kept] for row in rows]
        if fits(shown, "  "):
            break
    return shown, [head for head in rows[0] if head in left]


def _against(event: ScoutedEvent) -> str:
    return f"to {fit(event.baseline.city, 12)}" if event.baseline else ""


def _row(number: int | None, place: ScoutedPlace, head: list[str]) -> list[str]:
    """One line; a place that was only bounded has its bound alone, marked as one."""
    known = place.figures
    at_least = "" if place.exact else AT_LEAST
    score = f"{at_least}{amount(place.objective)}"
    cells = ["=" if number is None else str(number), fit(name_of(place), LONGEST_PLACE)]
    cells += _figures(known, score) if known else ["", "", score, *[""] * 5]
    cells.append("" if place.chance is None else _percent(place.chance))
    if "visa" in head:
        or_more = AT_LEAST if known and known.visa_unknown_share else ""
        cells.append(f"{or_more}{_percent(known.visa_share)}" if known and known.visa_share is not None else "")
    if head[-1].startswith("to "):
        cells.append(f"{at_least}{difference(place.difference)}")
    return cells


def _figures(known: PlaceFigures, score: str) -> list[str]:
    return [
        day_month(known.first_day),
        amount(known.cash),
        score,
        thousands(known.remote),
        thousands(known.hours),
        hours_text(known.longest_minutes),
        thousands(known.co2e_kg / 1000),
        _percent(known.holiday_share),
    ]


def name_of(place: ScoutedPlace) -> str:
    """The city of a `place` with its state, where it has one, and country."""
    return ", ".join(filter(None, (place.city, place.state, place.country)))


def who_cannot_attend(places: Scouted) -> str:
    """Where people cannot attend, of all ranked `places`, in lines; empty where everybody can."""
    away = [
        f"{name_of(place)} ({place.figures.remote} of {event.people}, {event.name})"
        for event in places.events
        for place in event.places
        if place.figures is not None and place.figures.remote
    ]
    sentence = f"People cannot attend at {listed(away, MOST_NAMED, between='; ')}"
    return "\n".join(wrapped(sentence)) if away else ""


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _remarks(places: Scouted) -> Iterator[str]:
    remarks = [
        f"{count(places.looked_at, 'place')} of the world with at least 20 nonstop destinations",
        *places.remarks,
    ]
    if places.unpriced:
        unpriced = listed(places.unpriced, MOST_NAMED, between="; ")
        remarks.append(f"left out, as no public lodging rate is known there: {unpriced}")
    for remark in remarks:
        yield from wrapped(remark, "  ! ", "    ")
