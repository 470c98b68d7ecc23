"""Processes that do jobs: each job goes to the one that has made what it takes, and nobody is idle for long."""

import math
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import DefaultContext
from queue import SimpleQueue
from typing import Any, cast

from sprintplan.beside import follow

Venues = tuple[int, ...]
MOST_HELD = 3
"""Of the venues that a process worked at last, it is taken to hold what it made of so many."""
PATIENCE_S = 0.5
"""So long a job waits in any case while the process is at work that holds its venue."""
LOOK_S = 0.2
"""Seconds between two looks whether a job has waited long enough."""


@dataclass(eq=False)
class Ticket:
    """A job that some process does.

    Attributes
    ----------
    call, job : what is done there
    venues : what has to be made of them takes long
    result, error : what came of it, once it is settled
    is_lost : whether nothing came of it, as the process ended that had it, or none is left
    is_wanted : whether somebody asks what comes of it
    settled : set when that is known
    """

    call: Callable[[Any], Any]
    job: Any
    venues: Venues
    result: Any = None
    error: BaseException | None = None
    is_lost: bool = False
    is_wanted: bool = True
    settled: threading.Event = field(default_factory=threading.Event)

    def lose(self) -> None:
        """Note that nothing came of it."""
        self.is_lost = True
        self.settled.set()

    def wait(self, most_s: float | None = None) -> bool:
        """Whether it is settled, when that is so or so many seconds are over; without `most_s` as long as it takes."""
        return self.settled.wait(most_s)


@dataclass(eq=False)
class _Hand:
    """One process: what it does at the moment, since when, whether that is to make something of a venue that it did not
    hold, and the venues that it holds, the last one last."""

    process: Any
    line: Connection
    ticket: Ticket | None = None
    since: float = 0.0
    makes: bool = False
    held: tuple[int, ...] = ()

    def holds(self, venues: Venues) -> bool:
        return bool(venues) and all(venue in self.held for venue in venues)

    def busy_s(self) -> float:
        """Seconds since when it has been at work; 0 where it has nothing to do."""
        return 0.0 if self.ticket is None else time.monotonic() - self.since

    def give(self, ticket: Ticket) -> None:
        """Have it do a job; one that cannot be sent is settled with the error.

        Raises
        ------
        OSError : the process has ended
        """
        try:
            self.line.send((ticket.call, ticket.job))
        except OSError:
            ticket.lose()
            raise
        except Exception as error:
            ticket.error = error
            ticket.settled.set()
            return
        self.ticket, self.since = ticket, time.monotonic()
        self.makes = bool(ticket.venues) and not self.holds(ticket.venues)
        self.held = (*(venue for venue in self.held if venue not in ticket.venues), *ticket.venues)[-MOST_HELD:]

    def take(self) -> None:
        """Take what came of its job.

        Raises
        ------
        EOFError, OSError : the process has ended
        """
        result, error = self.line.recv()
        ticket, self.ticket = self.ticket, None
        if ticket is not None:
            ticket.result, ticket.error = result, error
            ticket.settled.set()


class Crew:
    """So many processes, which are started when the first job is asked for.

    A thread deals the jobs out, so that no process waits for what the others do, and nothing that interrupts this one
    leaves half a message.

    Parameters
    ----------
    workers : how many
    start : how they are started, as `multiprocessing` has it
    set_up : called in each of them with `arguments` before its first job
    """

    def __init__(self, workers: int, start: str, set_up: Callable[..., None], arguments: Sequence[object]) -> None:
        self._workers, self._context = workers, cast(DefaultContext, get_context(start))
        self._set_up, self._arguments = set_up, arguments
        self._dealer: _Dealer | None = None
        self._is_ended = False

    def ask(self, call: Callable[[Any], Any], jobs: Iterable[tuple[Any, Venues]]) -> list[Ticket]:
        """Have jobs done, in about their order.

        Parameters
        ----------
        call : does one of them
        jobs : each with the venues of which something has to be made for it
        """
        if self._dealer is None and not self._is_ended:
            self._dealer = _Dealer(self._started())
        tickets = [Ticket(call, *one) for one in jobs]
        if self._dealer is not None:
            self._dealer.ask(tickets)
        else:
            for ticket in tickets:
                ticket.lose()
        return tickets

    def holds(self, venues: Venues) -> bool:
        """Whether some process holds what is made of these venues."""
        return self._dealer is not None and any(hand.holds(venues) for hand in [*self._dealer.hands])

    def end(self, *, wait_for_them: bool) -> None:
        """End all processes, at once; what is not done is lost.

        Parameters
        ----------
        wait_for_them : whether to return when all of them have ended
        """
        dealer, self._dealer, self._is_ended = self._dealer, None, True
        if dealer is not None:
            dealer.end(wait_for_them=wait_for_them)

    def _started(self) -> list[_Hand]:
        """The processes, or as many as the system has room for."""
        hands = list[_Hand]()
        with suppress(OSError):
            for _ in range(self._workers):
                here, there = self._context.Pipe()
                arguments = there, self._set_up, self._arguments, os.getpid()
                process = self._context.Process(target=_serve, args=arguments, daemon=True)
                try:
                    process.start()
                finally:
                    there.close()
                hands.append(_Hand(process, here))
        return hands


class _Dealer:
    """The thread that gives jobs to processes and takes what comes of them.

    Parameters
    ----------
    hands : the processes
    """

    def __init__(self, hands: list[_Hand]) -> None:
        self.hands = hands
        self._all = tuple(hand.process for hand in hands)
        self._asked, self._waiting = SimpleQueue[Ticket](), list[Ticket]()
        self._is_ended, self._making_s = False, math.inf
        self._called, self._call = get_context().Pipe(duplex=False)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def ask(self, tickets: Iterable[Ticket]) -> None:
        """Have jobs done."""
        for ticket in tickets:
            self._asked.put(ticket)
        self._call.send_bytes(b"!")
        if not self._thread.is_alive():
            self._lose_all()

    def end(self, *, wait_for_them: bool) -> None:
        """End the processes and the thread."""
        self._is_ended = True
        for process in self._all:
            process.terminate()
        self._call.send_bytes(b"!")
        if wait_for_them:
            self._thread.join()
            for process in self._all:
                process.join()

    def _work(self) -> None:
        """Until the end: take what is done, and give out what is to be done."""
        try:
            while not self._is_ended:
                lines = [hand.line for hand in self.hands]
                ready = wait([self._called, *lines], LOOK_S)
                if self._called in ready:
                    self._called.recv_bytes()
                for hand in [hand for hand in self.hands if hand.line in ready]:
                    self._take(hand)
                self._deal()
        finally:
            for hand in [*self.hands]:
                self._lose(hand)
            self._lose_all()

    def _lose_all(self) -> None:
        """Have no job done any more."""
        self._hear()
        for ticket in self._waiting:
            ticket.lose()
        self._waiting.clear()

    def _hear(self) -> None:
        """Take what was asked for, without what nobody wants any more."""
        while not self._asked.empty():
            self._waiting.append(self._asked.get())
        self._waiting = [ticket for ticket in self._waiting if ticket.is_wanted]

    def _deal(self) -> None:
        """Give whoever has nothing to do the next job; without processes all jobs are lost."""
        self._hear()
        for hand in [*self.hands]:
            while hand.ticket is None and (ticket := self._next(hand)) is not None:
                self._waiting.remove(ticket)
                try:
                    hand.give(ticket)
                except OSError:
                    self._lose(hand)
                    break
        if not self.hands:
            self._lose_all()

    def _next(self, hand: _Hand) -> Ticket | None:
        """The next job of a process: what it holds the venue of, what nobody does, or what has waited long enough."""
        others = [other for other in self.hands if other is not hand]
        for may_take in (
            hand.holds,
            lambda venues: not any(other.holds(venues) for other in others),
            lambda venues: all(other.busy_s() > self._patience_s for other in others if other.holds(venues)),
        ):
            for ticket in self._waiting:
                if may_take(ticket.venues):
                    return ticket
        return None

    @property
    def _patience_s(self) -> float:
        """So long a job waits for the process that holds its venue: about what it takes to make that anew here."""
        return PATIENCE_S if self._making_s == math.inf else max(PATIENCE_S, self._making_s)

    def _take(self, hand: _Hand) -> None:
        """Take what a process has done; one that has ended, or that cannot be understood, does no more."""
        if hand.makes:
            self._making_s = min(self._making_s, hand.busy_s())
        try:
            hand.take()
        except Exception:
            self._lose(hand)

    def _lose(self, hand: _Hand) -> None:
        """Do without a process; what it was at work on is lost."""
        self.hands.remove(hand)
        if hand.ticket is not None:
            hand.ticket.lose()
        hand.process.terminate()
        hand.line.close()


def _serve(line: Connection, set_up: Callable[..., None], arguments: Sequence[object], parent: int) -> None:
    """In a process of a crew: do one job after the other, until nobody is left who asks, or SIGTERM ends it, which is
    met as ctrl-C is while a library works."""
    follow(parent)
    set_up(*arguments)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            call, job = line.recv()
            result, failure = None, None
            try:
                result = call(job)
            except Exception as error:
                failure = error
            line.send((result, failure))
