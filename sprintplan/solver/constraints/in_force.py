"""Limits in force on candidates that are solved together: which of their keys a choice breaks, and their rows."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Self

from sprintplan.offers.table import Mask
from sprintplan.solver.constraints.rows import Rows
from sprintplan.solver.constraints.shuttles import Shuttles
from sprintplan.solver.instance.block import Block, ColumnCounts


class BlockLimit(ABC):
    """One limit in force on a block.

    Attributes
    ----------
    block : the candidates that are solved together
    active : keys of the limit that the model has rows for
    """

    def __init__(self, block: Block) -> None:
        self.block = block
        self.active: frozenset[int] = frozenset()

    @classmethod
    @abstractmethod
    def on(cls, shuttles: Shuttles) -> Iterator[Self]:
        """The limit on the block of these shuttles, once for each number it states; nothing where it states none."""

    @abstractmethod
    def broken(self, chosen: ColumnCounts) -> frozenset[int]:
        """Keys that the choice `chosen` breaks; it need not be integer."""

    @abstractmethod
    def broken_alone(self, chosen: ColumnCounts) -> Mask:
        """(candidates,) at which of them the choice `chosen` breaks the limit, each held as if it were the only one of
        the block."""

    @abstractmethod
    def add_rows(self, rows: Rows) -> None:
        """Add a row to `rows` for each active key."""
