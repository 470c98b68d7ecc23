"""What `plan` and `show` print first: the year in ten seconds, at 80 columns."""

from collections import Counter
from collections.abc import Iterator

from sprintplan.domain.plan import Alternative, EventPlan, NoticeKind, Plan, Proof, Totals, Traveller, TripStatus
from sprintplan.reports.formatting import amount, count, day_month, difference, fit, span, thousands, wrapped
from sprintplan.reports.notice_order import ESTIMATED, estimates
from sprintplan.reports.offer_ages import age_words
from sprintplan.reports.plan_remarks import plan_remarks
from sprintplan.world.cities import country_name

ATTENTION: dict[NoticeKind, tuple[str, str]] = {
    "visa": ("trip needs a look at a visa", "trips need a look at a visa"),
    "cabin_not_sold": (
        "trip is below the cabin of its rule, unsold",
        "trips are below the cabin of their rule, unsold",
    ),
    "rest": ("trip rests before the event instead of an upgrade", "trips rest before the event instead of an upgrade"),
    "long_journey": ("trip has a very long journey", "trips have a very long journey"),
    "early_arrival": ("trip arrives a night or more early", "trips arrive a night or more early"),
    "group_fare": ("trip is on a flight with a group", "trips are on a flight with a group"),
    "lounge": ("trip has a wait worth a lounge", "trips have a wait worth a lounge"),
    "other": ("trip has another remark", "trips have another remark"),
}
MOST_NAMES = 4
MOST_ALTERNATIVES = 3


def summary(plan: Plan) -> str:
    """The whole plan for people."""
    return "\n".join(_summary(plan)) + "\n"


def summary_facts(plan: Plan) -> dict[str, object]:
    """The plan's JSON without the trips."""
    return plan.model_dump(mode="json", exclude={"events": {"__all__": {"trips"}}})


def _summary(plan: Plan) -> Iterator[str]:
    yield from wrapped(f"{plan.company}: {_verdict(plan)}", rest="  ")
    for sentence in plan.conflict:
        yield from wrapped(sentence, "  - ", "    ")
    yield from _proof(plan)
    for event in plan.events:
        yield ""
        yield from event_lines(plan, event)
    if plan.totals and len(plan.events) > 1:
        yield ""
        yield "The year"
        yield from _money_lines(plan.totals, plan.objective, plan.currency)
    yield from _attention(plan)


def _verdict(plan: Plan) -> str:
    match plan.status:
        case "optimal":
            return f"optimal, {amount(plan.objective, plan.currency)} in all"
        case "feasible":
            most = f", at most {100 * (plan.gap or 0):.2f} % above the least possible" if plan.is_bounded else ""
            return f"the best found before the search ended, {amount(plan.objective, plan.currency)} in all{most}"
        case "infeasible":
            return "no plan is possible" + ("; these cannot hold together:" if plan.conflict else "")
        case "unknown":
            return "no plan was found before the search ended"


def _proof(plan: Plan) -> Iterator[str]:
    match plan.status:
        case "optimal":
            yield from wrapped("Proven: no cheaper choice exists among the journeys on sale.")
        case "feasible" if plan.is_bounded:
            yield from wrapped(f"Proven: none is below {amount(plan.bound, plan.currency)}.")
        case "feasible":
            yield from wrapped("Nothing is proven: the search ended before every venue was judged.")
        case _:
            pass
    yield from wrapped(_counted(plan.proof), "(", " ")


def _counted(proof: Proof) -> str:
    parts = {"ruled out": proof.excluded, "settled by their bound": proof.skipped, "solved": proof.solved}
    told = ", ".join(f"{number} {word}" for word, number in parts.items() if number)
    return (
        f"{count(proof.candidates, 'venue and first day', 'pairs of venue and first day')}{': ' if told else ''}{told})"
    )


def event_place(event: EventPlan) -> str:
    """The event's name and where it takes place."""
    country = country_name(event.country) or event.country
    return f"{fit(event.name, 40)}: {fit(event.venue_name, 40)}, {fit(event.city, 30)} ({country})"


def event_lines(plan: Plan, event: EventPlan) -> Iterator[str]:
    """One event: where, when, what it costs, and what the next best would."""
    yield from wrapped(event_place(event), rest="  ")
    yield f"  {span(event.first_day, event.last_day)}"
    yield f"  {_heads(event)}"
    yield from _money_lines(event.totals, event.objective, plan.currency)
    yield from _alternatives(event, plan.currency)


def _heads(event: EventPlan) -> str:
    by_status = Counter[TripStatus]()
    for content, people in event.trips.counted():
        by_status[content.status] += people
    heads = [f"{thousands(event.totals.travellers)} travel", f"{thousands(by_status['local'])} at home there"]
    heads += [f"{thousands(by_status['own_travel'])} by own means", f"{thousands(event.totals.remote)} stay away"]
    return ", ".join(head for head in heads if not head.startswith("0 "))


def _money_lines(totals: Totals, objective: str | None, currency: str) -> Iterator[str]:
    effort = f"{thousands(totals.travel_hours)} travel hours, {totals.co2e_kg / 1000:,.1f} t CO2e"
    yield from wrapped(f"cash {amount(totals.cash, currency)}, {effort}", "  ", "  ")
    parts = {"fares": totals.fares, "rooms": totals.rooms, "per diem": totals.per_diem, "venue": totals.venue}
    parts |= {"transfers": totals.transfers, "visas": totals.visas}
    split = " + ".join(f"{name} {amount(money)}" for name, money in parts.items() if float(money))
    if split:
        yield from wrapped(split, "  = ", "    ")
    if objective != totals.cash:
        weighed = "with hours, CO2e and absences weighed in"
        yield from wrapped(f"objective {amount(objective, currency)}, {weighed}", "  ", "    ")


def _alternatives(event: EventPlan, currency: str) -> Iterator[str]:
    """The next best dates here, and the best of each other place."""
    priced = [other for other in event.alternatives if other.difference is not None]
    here = [other for other in priced if other.venue == event.venue]
    elsewhere = {other.venue: other for other in reversed(priced) if other.venue != event.venue}
    places = sorted(elsewhere.values(), key=priced.index)
    if here:
        told = "; ".join(f"{_when(other)} {_dearer(other, currency)}" for other in here[:MOST_ALTERNATIVES])
        yield from wrapped(told, "  other dates:  ", " " * 16)
    if places:
        told = "; ".join(f"{o.venue} {_when(o)} {_dearer(o, currency)}" for o in places[:MOST_ALTERNATIVES])
        yield from wrapped(told, "  other places: ", " " * 16)


def _when(other: Alternative) -> str:
    return day_month(other.first_day) if other.first_day else "any day"


def _dearer(other: Alternative, currency: str) -> str:
    return difference(other.difference, currency) + ("" if other.exact else " or more")


def _attention(plan: Plan) -> Iterator[str]:
    kinds = Counter[NoticeKind]()
    for content, people in (pair for event in plan.events for pair in event.trips.counted()):
        kinds.update(dict.fromkeys((notice.kind for notice in content.notices), people))
    remote = [who for event in plan.events for who, content in event.trips.pairs() if content.status == "remote"]
    told = [f"{count(len(remote), 'trip')} not possible: {_names(remote)}"] if remote else []
    told += [count(kinds[kind], one, many) for kind, (one, many) in ATTENTION.items() if kinds[kind]]
    if estimates(content for event in plan.events for content in event.trips.contents):
        told += [ESTIMATED]
    told += [*plan_remarks(plan), *age_words(plan)]
    if told:
        yield ""
        yield "To look at"
    for line in told:
        yield from wrapped(line, "  ! ", "    ")


def _names(people: list[Traveller]) -> str:
    names = list(dict.fromkeys(fit(one.name, 24) for one in people))
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
