"""Who takes what at a candidate, in rows of its offer table."""

from dataclasses import dataclass

import numpy as np

from sprintplan.offers.table import Int64
from sprintplan.solver.instance.block import Block, ColumnCounts
from sprintplan.solver.instance.candidate import Way


@dataclass(frozen=True)
class Assignment:
    """Journeys of everybody who travels to one candidate: (h,) columns.

    Attributes
    ----------
    person : positions in the people
    outbound, inbound : rows of the venue's table; of a both-ways offer they are each other's partners
    out_min, back_min : minutes of the two journeys, so that limits of persons need no table
    """

    person: Int64
    outbound: Int64
    inbound: Int64
    out_min: Int64
    back_min: Int64


def assignments(block: Block, chosen: ColumnCounts) -> tuple[Assignment, ...]:
    """What everybody takes, by candidate: of a group the cheapest to those who come first in people.csv.

    Parameters
    ----------
    block : the candidates
    chosen : how many travellers take each column, whole numbers
    """
    columns = block.columns
    bought = columns.at(chosen.column)
    order = np.lexsort((chosen.column, bought.cost, bought.way, bought.group))
    each = np.repeat(chosen.column[order], chosen.count[order].astype(np.int64))
    dealt_out = []
    for number, candidate in enumerate(block.candidates):
        mine = each[block.candidate[each] == number]
        out, back, both = (mine[columns.way[mine] == way] for way in Way)
        # Both-ways offers come after the one-way journeys of their group.
        group = np.append(columns.group[out], columns.group[both]) - block.first_group[number]
        place = np.argsort(group, kind="stable")
        there, home = np.append(out, both)[place], np.append(back, both)[place]
        dealt_out.append(
            Assignment(
                person=candidate.groups.members_of(candidate.flying),
                outbound=columns.out_row[there],
                inbound=columns.back_row[home],
                out_min=columns.out_min[there],
                back_min=columns.back_min[home],
            )
        )
    return tuple(dealt_out)
