"""Processes that do jobs: each job goes to the one that has made what it takes, and nobody is idle for long."""

import math
import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import DefaultContext
from pickle import UnpicklingError
from typing import Any, cast

from sprintplan.beside import follow

Venues = tuple[int, ...]
MOST_HELD = 3
"""Of the venues that a process worked at last, it is taken to hold what it made of so many."""
PATIENCE_S = 0.5
"""So long a job waits in any case while the process is at work that holds its venue."""


@dataclass
class Ticket:
    """A job that some process does.

    Attributes
    ----------
    call, job : what is done there
    venues : what has to be made of them takes long
    is_done : whether `result`, or `error`, is what came of it
    is_lost : whether the process ended that had it, or none is left
    """

    call: Callable[[Any], Any]
    job: Any
    venues: Venues
    is_done: bool = False
    is_lost: bool = False
    result: Any = None
    error: BaseException | None = None


@dataclass(eq=False)
class _Hand:
    """One process: what it does at the moment, since when, whether that is to make something of a venue that it did not
    hold, and the venues that it holds, the last one last."""

    process: Any
    line: Connection
    ticket: Ticket | None = None
    since: float = 0.0
    makes: bool = False
    held: dict[int, None] = field(default_factory=dict)

    def holds(self, ticket: Ticket) -> bool:
        return bool(ticket.venues) and all(venue in self.held for venue in ticket.venues)

    def busy_s(self) -> float:
        """Seconds since when it has been at work; 0 where it has nothing to do."""
        return 0.0 if self.ticket is None else time.monotonic() - self.since

    def give(self, ticket: Ticket) -> None:
        """Have it do a job.

        Raises
        ------
        OSError : the process has ended
        """
        self.ticket, self.since = ticket, time.monotonic()
        self.makes = bool(ticket.venues) and not self.holds(ticket)
        for venue in ticket.venues:
            self.held.pop(venue, None)
            self.held[venue] = None
        for oldest in [*self.held][:-MOST_HELD]:
            del self.held[oldest]
        self.line.send((ticket.call, ticket.job))

    def take(self) -> None:
        """Take what came of its job.

        Raises
        ------
        EOFError, OSError : the process has ended
        """
        result, error = self.line.recv()
        if self.ticket is not None:
            self.ticket.result, self.ticket.error, self.ticket.is_done = result, error, True
        self.ticket = None


class Crew:
    """So many processes, which are started when the first job is asked for.

    Parameters
    ----------
    workers : how many
    start : how they are started, as `multiprocessing` has it
    set_up : called in each of them with `arguments` before its first job
    """

    def __init__(self, workers: int, start: str, set_up: Callable[..., None], arguments: Sequence[object]) -> None:
        self._workers, self._context = workers, cast(DefaultContext, get_context(start))
        self._set_up, self._arguments = set_up, arguments
        self._hands: list[_Hand] = []
        self._waiting: list[Ticket] = []
        self._is_started = self._is_ended = False
        self._making_s = math.inf

    def ask(self, call: Callable[[Any], Any], jobs: Iterable[tuple[Any, Venues]]) -> list[Ticket]:
        """Have jobs done, in about their order.

        Parameters
        ----------
        call : does one of them
        jobs : each with the venues of which something has to be made for it
        """
        if not (self._is_started or self._is_ended):
            self._start()
        tickets = [Ticket(call, *one) for one in jobs]
        self._waiting += tickets
        self._deal()
        return tickets

    def holds(self, venues: Venues) -> bool:
        """Whether some process holds what is made of these venues."""
        asked = Ticket(id, None, venues)
        return any(hand.holds(asked) for hand in self._hands)

    def wait_for(self, ticket: Ticket, *, most_s: float | None = None) -> bool:
        """Whether a job is done, or lost, when that is known or so many seconds are over.

        Parameters
        ----------
        ticket : the job
        most_s : seconds; None waits as long as it takes
        """
        end = None if most_s is None else time.monotonic() + most_s
        while not (ticket.is_done or ticket.is_lost):
            busy = [hand for hand in self._hands if hand.ticket is not None]
            left = PATIENCE_S if end is None else max(0.0, min(PATIENCE_S, end - time.monotonic()))
            ready = wait([hand.line for hand in busy], left)
            for hand in busy:
                if hand.line in ready:
                    self._take(hand)
            self._deal()
            if end is not None and time.monotonic() >= end:
                break
        return ticket.is_done or ticket.is_lost

    def forget(self, tickets: Iterable[Ticket]) -> None:
        """Begin none of these jobs, `tickets`, any more, as nobody asks what comes of them."""
        out = {id(ticket) for ticket in tickets}
        self._waiting = [ticket for ticket in self._waiting if id(ticket) not in out]

    def end(self, *, wait_for_them: bool) -> None:
        """End all processes, at once; what is not done is lost.

        Parameters
        ----------
        wait_for_them : whether to return when all of them have ended
        """
        ended = [*self._hands]
        for hand in ended:
            self._lose(hand)
        self._is_ended = True
        self._deal()
        if wait_for_them:
            for hand in ended:
                hand.process.join()

    def _start(self) -> None:
        """Start all processes, or as many as the system has room for."""
        self._is_started = True
        with suppress(OSError):
            for _ in range(self._workers):
                here, there = self._context.Pipe()
                arguments = there, self._set_up, self._arguments, os.getpid()
                process = self._context.Process(target=_serve, args=arguments, daemon=True)
                try:
                    process.start()
                finally:
                    there.close()
                self._hands.append(_Hand(process, here))

    def _deal(self) -> None:
        """Give whoever has nothing to do the next job; without processes all jobs are lost."""
        for hand in [*self._hands]:
            ticket = self._next(hand) if hand.ticket is None else None
            if ticket is not None:
                self._waiting.remove(ticket)
                try:
                    hand.give(ticket)
                except OSError:
                    self._lose(hand)
        if not self._hands:
            for ticket in self._waiting:
                ticket.is_lost = True
            self._waiting.clear()

    def _next(self, hand: _Hand) -> Ticket | None:
        """The next job of a process: what it holds the venue of, what nobody does, or what has waited long enough."""
        others = [other for other in self._hands if other is not hand]
        for may_take in (
            hand.holds,
            lambda ticket: not any(other.holds(ticket) for other in others),
            lambda ticket: all(other.busy_s() > self._patience_s for other in others if other.holds(ticket)),
        ):
            for ticket in self._waiting:
                if may_take(ticket):
                    return ticket
        return None

    @property
    def _patience_s(self) -> float:
        """So long a job waits for the process that holds its venue: about what it takes to make that anew here."""
        return PATIENCE_S if self._making_s == math.inf else max(PATIENCE_S, self._making_s)

    def _take(self, hand: _Hand) -> None:
        """Take what a process has done; nothing more can be had of one that has ended, or that is interrupted in it."""
        if hand.makes:
            self._making_s = min(self._making_s, hand.busy_s())
        try:
            hand.take()
        except (EOFError, OSError, UnpicklingError):
            self._lose(hand)
        except BaseException:
            self._lose(hand)
            raise

    def _lose(self, hand: _Hand) -> None:
        """Do without a process; what it was at work on is lost."""
        if hand.ticket is not None:
            hand.ticket.is_lost, hand.ticket = True, None
        self._hands.remove(hand)
        hand.process.terminate()
        hand.line.close()


def _serve(line: Connection, set_up: Callable[..., None], arguments: Sequence[object], parent: int) -> None:
    """In a process of a crew: do one job after the other, until nobody is left who asks."""
    follow(parent)
    set_up(*arguments)
    with suppress(EOFError, OSError):
        while True:
            call, job = line.recv()
            result, failure = None, None
            try:
                result = call(job)
            except Exception as error:
                failure = error
            line.send((result, failure))
