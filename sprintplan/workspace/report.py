"""The one list that every problem and warning of a workspace's own files goes into."""

from sprintplan.problems import Problems
from sprintplan.world.cities import countries


class Report(Problems):
    """The problems of a workspace's files, and what looks wrong and does not stop a plan.

    `broken` names files that could not be read to the end: what they lack may only have gone unread, so nothing
    that refers to their rows is called unknown. `lacking` are files with a column that must be there and is not: of
    its cells nothing more is said. `countries` are the codes that cells are held against; `workbooks` are
    the names of those that stand in for files, by which problems name them. `lost` are rows, by file and line, with a
    cell that reads as empty though it holds something: that it is empty is not said besides.
    """

    def __init__(self) -> None:
        super().__init__()
        self._doubts = Problems()
        self.broken: set[str] = set()
        self.lacking: set[tuple[str, str]] = set()
        self.countries = countries()
        self.workbooks: dict[str, str] = {}
        self.lost: set[tuple[str, int]] = set()

    def add(self, file: str, line: int, what: str, remedy: str, cause: str = "") -> None:
        """Note one problem, under the name of the file that was read."""
        shown = self.workbooks.get(file, file)
        if what.endswith(": it is empty") and (shown, line) in self.lost:
            return
        if (file, what.partition(": ")[0]) not in self.lacking:
            super().add(shown, line, what, remedy, cause)

    def breaks(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note a problem that keeps the file, or a row of it, from being read.

        Parameters
        ----------
        file, line : where
        what : what is wrong
        remedy : what to do
        """
        self.broken.add(file)
        self.add(file, line, what, remedy)

    def warn(self, file: str, line: int, what: str, remedy: str) -> None:
        """Note something odd that does not stop a plan.

        Parameters
        ----------
        file, line : where
        what : what it is
        remedy : what to do
        """
        self._doubts.add(self.workbooks.get(file, file), line, what, remedy)

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence on everything that looks wrong."""
        return tuple(map(str, self._doubts.messages()))
