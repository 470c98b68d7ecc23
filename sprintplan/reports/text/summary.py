"""What `plan` and `show` print first: the year in ten seconds, at 80 columns."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sprintplan.domain.alternatives import Alternative
from sprintplan.domain.place_names import place_words, with_country
from sprintplan.domain.plan import EventPlan, Plan
from sprintplan.domain.record_types import NoticeKind, TripStatus
from sprintplan.domain.totals import Totals
from sprintplan.domain.trips import Traveller
from sprintplan.problems import listed
from sprintplan.reports.baseline_words import baseline_sentence, year_baseline_sentence
from sprintplan.reports.certainty_words import certainty_sentences, likely, preferred_sentence, year_sentence
from sprintplan.reports.formatting import amount, count, day_month, difference, fit, span, thousands, wrapped
from sprintplan.reports.notice_order import ESTIMATED, estimates
from sprintplan.reports.offer_ages import age_words
from sprintplan.reports.place_names import place_names
from sprintplan.reports.plan_remarks import plan_remarks
from sprintplan.world.cities import country_name

ATTENTION: dict[NoticeKind, tuple[str, str]] = {
    "passport": ("passport expires too soon", "passports expire too soon"),
    "visa": ("trip needs a visa check", "trips need a visa check"),
    "cabin_not_sold": (
        "trip: the cabin your policy allows is not offered",
        "trips: the cabin your policy allows is not offered",
    ),
    "rest": ("trip gets a rest night instead of a higher cabin", "trips get a rest night instead of a higher cabin"),
    "long_journey": ("trip has a very long journey", "trips have a very long journey"),
    "early_arrival": ("trip arrives a night or more early", "trips arrive a night or more early"),
    "group_fare": (
        "trip shares a flight with 10 or more colleagues",
        "trips share a flight with 10 or more colleagues",
    ),
    "lounge": ("trip has a layover over 4 hours", "trips have a layover over 4 hours"),
    "other": ("trip has another remark", "trips have another remark"),
}
SCORE = "cash plus travel time, carbon and absences"
"""What the score of a plan adds up."""

MOST_NAMES = 4
MOST_ALTERNATIVES = 3


def summary(plan: Plan) -> str:
    """The whole plan for people."""
    return "\n".join(_summary(plan)) + "\n"


def summary_facts(plan: Plan) -> dict[str, object]:
    """The plan's JSON without the trips."""
    return plan.model_dump(mode="json", exclude={"events": {"__all__": {"trips"}}})


def _summary(plan: Plan) -> Iterator[str]:
    yield from wrapped(f"{plan.company}: {verdict(plan)}", rest="  ")
    for sentence in plan.conflict:
        yield from wrapped(sentence, "  - ", "    ")
    if sentence := year_sentence(plan):
        yield from wrapped(f"{sentence}.")
    yield from _proof(plan)
    for event in plan.events:
        yield ""
        yield from event_lines(plan, event)
    if plan.totals and len(plan.events) > 1:
        yield ""
        yield "The year"
        yield from _money_lines(plan.totals, plan.objective, plan.currency)
        if sentence := year_baseline_sentence(plan):
            yield from wrapped(sentence, "  baseline:     ", " " * 16)
    yield from _attention(plan)


def places(plan: Plan) -> str:
    """Where and when a `plan` is: "Istanbul in May, Warsaw in September"; with years where the events are in
    several."""
    years = {event.first_day.year for event in plan.events}
    form = "%B" if len(years) == 1 else "%B %Y"
    return ", ".join(f"{fit(event.city or event.venue_name, 30)} in {event.first_day:{form}}" for event in plan.events)


def verdict(plan: Plan) -> str:
    """Place, dates and cash of a `plan`; or why there are none."""
    match plan.status:
        case "infeasible":
            return "no plan is possible" + ("; these cannot hold together:" if plan.conflict else "")
        case "unknown":
            return "no plan was found before the search ended"
        case _:
            cash = plan.totals.cash if plan.totals else None
            return f"{places(plan)}: {amount(cash, plan.currency)} cash{likely(plan.totals)}"


def fares(plan: Plan) -> str:
    """The word for the fares of a `plan`: "estimated" where some are, else "quoted"."""
    on_estimates = estimates(content for event in plan.events for content in event.trips.contents)
    return "estimated" if on_estimates else "quoted"


def proof_sentence(plan: Plan) -> str:
    """What is proven, and of what fares; empty where there is no plan."""
    at = f"at {fares(plan)} fares"
    match plan.status:
        case "optimal":
            cheapest = "cheapest"
            if any(event.preferred for event in plan.events):
                cheapest = "cheapest but for first days with fewer public holidays"
            return f"Proven {cheapest} among the flights considered, {at}"
        case "feasible" if plan.is_bounded:
            bound = f"no choice has a score below {amount(plan.bound, plan.currency)}"
            gap = f"the least possible is at most {100 * (plan.gap or 0):.2f} % less"
            return f"The best found before the search ended; {gap}: proven is that {bound}, {at}"
        case "feasible":
            return "The best found before the search ended; nothing is proven, as not every venue was judged in time"
        case _:
            return ""


def _proof(plan: Plan) -> Iterator[str]:
    if sentence := proof_sentence(plan):
        yield from wrapped(f"{sentence}.")
    yield from wrapped(f"{compared(plan)}.")


def compared(plan: Plan) -> str:
    """How many candidates a `plan` compared, and of how many where that is not all."""
    proof = plan.proof
    judged, whole = proof.bounded + proof.excluded, count(proof.candidates, "option", "options")
    share = "" if judged == proof.candidates else f"{thousands(judged)} of "
    return f"{share}{whole} of venue and date compared"


def event_place(event: EventPlan) -> str:
    """The event's name and where it takes place."""
    place = place_words(fit(event.venue_name, 40), fit(event.city, 30))
    return f"{fit(event.name, 40)}: {with_country(place, country_name(event.country) or event.country)}"


def event_lines(plan: Plan, event: EventPlan) -> Iterator[str]:
    """One `event` of a `plan`: where, when, what it costs, and what the next best would."""
    names = place_names(plan)
    yield from wrapped(event_place(event), rest="  ")
    yield f"  {span(event.first_day, event.last_day)}"
    yield f"  {_heads(event)}"
    yield from _money_lines(event.totals, event.objective, plan.currency)
    yield from _certainty(plan, event, names)
    yield from _alternatives(event, plan.currency, names)
    if sentence := baseline_sentence(event, plan.currency, names):
        yield from wrapped(sentence, "  baseline:     ", " " * 16)


def _certainty(plan: Plan, event: EventPlan, names: Mapping[str, str]) -> Iterator[str]:
    """Why not the cheapest first day, and how sure venue and first day are."""
    if sentence := preferred_sentence(event, plan.currency):
        yield from wrapped(sentence, "  first day:    ", " " * 16)
    for number, sentence in enumerate(certainty_sentences(plan, event, names)):
        yield from wrapped(sentence, "  how sure:     " if number == 0 else " " * 16, " " * 16)


def _heads(event: EventPlan) -> str:
    by_status = Counter[TripStatus]()
    for content, people in event.trips.counted():
        by_status[content.status] += people
    heads = [f"{thousands(event.totals.travellers)} travel", f"{thousands(by_status['local'])} live nearby"]
    heads += [f"{thousands(by_status['own_travel'])} own travel", f"{thousands(event.totals.remote)} cannot attend"]
    return ", ".join(head for head in heads if not head.startswith("0 "))


def _money_lines(totals: Totals, objective: str | None, currency: str) -> Iterator[str]:
    effort = f"{thousands(totals.travel_hours)} travel hours, {totals.co2e_kg / 1000:,.1f} t CO2e"
    yield from wrapped(f"cash {amount(totals.cash, currency)}{likely(totals)}, {effort}", "  ", "  ")
    parts = {"fares": totals.fares, "rooms": totals.rooms, "per diem": totals.per_diem, "venue": totals.venue}
    parts |= {"transfers": totals.transfers, "visas": totals.visas, "bags": totals.bags or "0"}
    parts["CO2e levy"] = totals.co2e_levy or "0"
    parts["short of minimum spend"] = totals.minimum_spend or "0"
    split = " + ".join(f"{name} {amount(money)}" for name, money in parts.items() if float(money))
    if split:
        yield from wrapped(split, "  = ", "    ")
    if objective != totals.cash:
        yield from wrapped(f"score {amount(objective, currency)}: {SCORE}", "  ", "    ")


def _alternatives(event: EventPlan, currency: str, names: Mapping[str, str]) -> Iterator[str]:
    """The next best dates here, and the best of each other place."""
    priced = [other for other in event.alternatives if other.difference is not None]
    here = [other for other in priced if other.venue == event.venue]
    elsewhere = {other.venue: other for other in reversed(priced) if other.venue != event.venue}
    others = sorted(elsewhere.values(), key=priced.index)
    if here:
        message = "; ".join(f"{_when(other)} {_dearer(other, currency)}" for other in here[:MOST_ALTERNATIVES])
        yield from wrapped(message, "  other dates:  ", " " * 16)
    if others:
        message = "; ".join(
            f"{names.get(o.venue, o.venue)} {_when(o)} {_dearer(o, currency)}" for o in others[:MOST_ALTERNATIVES]
        )
        yield from wrapped(message, "  other places: ", " " * 16)


def _when(other: Alternative) -> str:
    return day_month(other.first_day) if other.first_day else "any day"


def _dearer(other: Alternative, currency: str) -> str:
    return difference(other.difference, currency) + ("" if other.exact else " or more")


def _attention(plan: Plan) -> Iterator[str]:
    kinds = Counter[NoticeKind]()
    for content, people in (pair for event in plan.events for pair in event.trips.counted()):
        kinds.update(dict.fromkeys((notice.kind for notice in content.notices), people))
    pairs = (pair for event in plan.events for pair in event.trips.pairs())
    remote = [(who, content.reason or "") for who, content in pairs if content.status == "remote"]
    points = [f"{count(len(remote), 'trip')} cannot be made: {_names(remote)}; {_why(remote)}"] if remote else []
    points += [_counted(plan, kind, kinds[kind]) for kind in ATTENTION if kinds[kind]]
    if estimates(content for event in plan.events for content in event.trips.contents):
        points += [ESTIMATED]
    points += [*plan_remarks(plan), *age_words(plan)]
    if points:
        yield ""
        yield "Needs attention"
    for line in points:
        yield from wrapped(line, "  ! ", "    ")


def _counted(plan: Plan, kind: NoticeKind, trips: int) -> str:
    """How many trips have a notice of a kind; of those that have no words of their own what most of them say."""
    told = count(trips, *ATTENTION[kind])
    if kind != "other":
        return told
    texts = Counter[str]()
    for content, people in (pair for event in plan.events for pair in event.trips.counted()):
        texts.update({notice.text: people for notice in content.notices if notice.kind == kind})
    (most, _), *others = texts.most_common()
    return f"{told}{', most often' if others else ''}: {most}"


def _why(remote: list[tuple[Traveller, str]]) -> str:
    """The reason that most trips share, without the figures of each."""
    shared = Counter(reason.partition(" (")[0] for _, reason in remote)
    reason, number = shared.most_common(1)[0]
    return reason if len(shared) == 1 else f"most often ({number}): {reason}"


def _names(remote: list[tuple[Traveller, str]]) -> str:
    names = list(dict.fromkeys(fit(one.name, 24) for one, _ in remote))
    return listed(names, MOST_NAMES)
