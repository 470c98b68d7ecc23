"""Questions asked side by side by threads; an answer stays in line until somebody has dealt with it."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class SideBySide(Generic[Question, Answer]):
    """Asks questions in their order, each once, never more of them at a time than `parallel`.

    A question is under way until its answer has been dealt with, so that a process that is killed loses so many answers
    at most. The threads are daemons: a process that ends does not wait for a service. An exception of `ask` takes the
    place of the answer.

    Parameters
    ----------
    ask : called from several threads at a time
    parallel : most questions under way at a time, at least 1
    """

    def __init__(self, ask: Callable[[Question], Answer], questions: Sequence[Question], parallel: int) -> None:
        self._ask, self._waiting, self._total = ask, iter(questions), len(questions)
        self._parallel, self._threads = min(parallel, len(questions)), 0
        self._answers: deque[tuple[Question, Answer | Exception]] = deque()
        self._changed = threading.Condition()
        self._open, self._begun, self._dealt = True, 0, 0

    @property
    def under_way(self) -> int:
        """Questions that were asked and whose answer nobody has dealt with yet."""
        with self._changed:
            return self._begun - self._dealt

    def close(self) -> None:
        """Ask no further question."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def each(self, deal: Callable[[Question, Answer | Exception], None], patience_s: float | None = None) -> None:
        """Deal with every answer, in the order in which they come.

        An answer leaves the line after `deal` has returned: whatever interrupts `deal`, a second call begins with the
        same answer. A closed line ends with the answers under way.

        Parameters
        ----------
        patience_s : longest wait for any one answer, after which the rest is given up; None waits for all
        """
        while self._threads < self._parallel:
            self._threads += 1
            threading.Thread(target=self._work, daemon=True).start()
        while self._is_going_on():
            with self._changed:
                if not self._changed.wait_for(lambda: bool(self._answers), patience_s):
                    return
                question, answer = self._answers[0]
            try:
                deal(question, answer)
            except Exception:
                self.close()
                raise
            with self._changed:
                self._answers.popleft()
                self._dealt += 1
                self._changed.notify_all()

    def _is_going_on(self) -> bool:
        with self._changed:
            return self._dealt < (self._total if self._open else self._begun)

    def _work(self) -> None:
        """Ask until the line is empty or closed."""
        while (questions := self._next()) is not None:
            (question,) = questions
            try:
                answer: Answer | Exception = self._ask(question)
            except Exception as error:
                answer = error
            with self._changed:
                self._answers.append((question, answer))
                self._changed.notify_all()

    def _next(self) -> tuple[Question] | None:
        """The next question, once so few are under way that it may be asked; None where none is left."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self._begun - self._dealt < self._parallel)
            questions = next(((question,) for question in self._waiting), None) if self._open else None
            self._begun += questions is not None
            return questions
