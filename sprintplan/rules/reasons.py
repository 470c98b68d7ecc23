"""Why somebody has no allowed trip, in the words of the rules that leave none."""

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.rules.allowed import event_days, unjudged_pairs
from sprintplan.rules.attendance import may_come, nature_of
from sprintplan.rules.choices import Choices
from sprintplan.rules.journeys import KIND_RULES, ROW_RULES, Rule
from sprintplan.rules.pairs import Pairs, directed_rows
from sprintplan.rules.traveller_classes import TravellerClasses
from sprintplan.units import day_number
from sprintplan.world.airports import airports


def why_remote(choices: Choices, start: int, traveller: int, today: int) -> str:
    """The rules that keep a class of travellers from a candidate, as one sentence.

    Parameters
    ----------
    choices : what everybody may do at the venue
    start : number of the start of the event
    traveller : number of the class
    today : day number of the planning date
    """
    scenario, venue, who = choices.scenario, choices.venue, choices.classes[traveller]
    first_day = choices.event.starts[start]
    if not may_come(scenario, venue, who, nature_of(scenario, who, venue), first_day, today):
        return _presence_reason(choices, start, traveller)
    for outbound, word in ((True, "outbound"), (False, "return")):
        reason = _way_reason(choices, start, traveller, today, outbound)
        if reason:
            return f"no allowed {word} journey: {reason}"
    return "no allowed pair of journeys: the offers that fit are sold with a return that does not"


def _presence_reason(choices: Choices, start: int, traveller: int) -> str:
    traits, first_day = choices.classes[traveller].traits, choices.event.starts[start]
    present = traits.presence
    if any(days.overlaps(present.first_day(first_day), present.last_day(first_day)) for days in traits.unavailable):
        return "unavailable on these dates (people.unavailable)"
    if choices.venue.country in traits.cannot_enter:
        return f"people.cannot_enter: {choices.venue.country}"
    return f"policy.visa: no visa for {choices.venue.country} in time"


def _way_reason(choices: Choices, start: int, traveller: int, today: int, outbound: bool) -> str | None:
    """The rules without any one of which a journey were left; else all that keep something out; None where one is."""
    pairs = journeys_in_window(choices, start, traveller, today, outbound)
    if not len(pairs.row):
        rest = _right_to_rest(choices, start, traveller) if outbound else 0
        earlier = f", {rest} nights of rest before the eve (policy.rest)" if rest else ""
        return f"none is on sale in the travel window{earlier}"
    rules = (*ROW_RULES, *KIND_RULES)
    kept = np.array([rule.keeps(pairs) for rule in rules])
    if np.any(np.all(kept, axis=0)):
        return None
    alone = [rule for number, rule in enumerate(rules) if np.any(np.all(np.delete(kept, number, 0), axis=0))]
    named = alone or [rule for rule, keeps in zip(rules, kept, strict=True) if not np.all(keeps)]
    return "; ".join(_sentence(rule, pairs) for rule in named)


def _sentence(rule: Rule, pairs: Pairs) -> str:
    return f"{rule.name} ({rule.sentence(pairs)})"


def journeys_in_window(
    choices: Choices, start: int, traveller: int, today: int, outbound: bool, *, whole: bool = False
) -> Pairs:
    """A class's journeys of one direction within its travel window, whatever rules say of them.

    Parameters
    ----------
    choices : what everybody may do at the venue
    start : number of the start of the event
    traveller : number of the class
    today : day number of the planning date
    outbound : whether they are ways out
    whole : whether offers of both ways count too

    Returns
    -------
    pairs of that class alone, on a table of the rows that touch its home
    """
    event, venue, who = choices.event, choices.venue, choices.classes[traveller]
    scenario = choices.scenario.varied(who.traits.exemptions)
    table = choices.outbound.pairs.table.take(rows_near_home(choices, traveller, outbound, whole=whole))
    days = event_days(scenario, event, venue, table, outbound)
    present = who.traits.presence
    if outbound:
        eve = day_number(present.eve(event.starts[start])) - _right_to_rest(choices, start, traveller)
        rows = (days.night >= eve - scenario.policy.most_early_nights) & (days.night <= eve) & (days.ready <= eve)
    else:
        last = day_number(present.last_day(event.starts[start]))
        rows = (days.night >= last) & (days.night <= last + scenario.policy.max_late_nights) & (days.ready >= last)
    due = event.arrive_by_min if outbound else event.depart_after_min
    rows = np.asarray(rows & directed_rows(table, venue, outbound, due))
    return unjudged_pairs(scenario, venue, TravellerClasses((who,)), table, today, rows, outbound)


def _right_to_rest(choices: Choices, start: int, traveller: int) -> int:
    """Nights before the eve that the class has to be there."""
    return int(choices.outbound.rest_due[start, traveller])


def rows_near_home(choices: Choices, traveller: int, outbound: bool, *, whole: bool = False) -> Int64:
    """The few rows that touch the class's home airports, so that one person's reason does not cost a whole table.

    Parameters
    ----------
    choices : what everybody may do at the venue
    traveller : number of the class
    outbound : whether they leave from there
    whole : whether those that end there, or leave, belong to them too, which are the other ways of both-ways offers
    """
    table = choices.outbound.pairs.table
    home = np.zeros(len(airports().codes), np.bool_)
    home[airports().numbers(choices.classes[traveller].traits.home.airports)] = True
    near = home[table.origin if outbound else table.destination]
    return np.flatnonzero(near | home[table.destination if outbound else table.origin] if whole else near)
