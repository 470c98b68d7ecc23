"""Venues of the best year that were judged at a glance, as they promised little, looked at closely."""

from sprintplan.solver.year.state import Picks, Year


def look_closely(year: Year, picks: Picks) -> None:
    """Judge venues of a year anew of which not all first days were looked at closely, as all of them are told.

    Parameters
    ----------
    year : learns more of its candidates
    picks : the candidates of the best year
    """
    for venue in dict.fromkeys(pick.venue for pick in picks):
        mine = [one for one in year.assessed.values() if one.pick.venue == venue]
        if all(one.figures for one in mine) or year.out_of_time():
            continue
        for one in year.evaluator.assess(venue):
            if one.pick in year.assessed:
                year.assessed[one.pick] = one
                year.exact |= {one.pick} if one.free else set()
