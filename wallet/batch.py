"""Many files at once, in processes where that pays, in the order they were given.

Judging is a pure function, so it may run anywhere; the results are the same. A process takes
half a second to start and load its libraries, so few files are judged right here. Processes
are spawned, never forked: nothing of an open wallet is inherited by them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from wallet.evidence import Evidence
from wallet.examine import FileResult, examine
from wallet.process import protect
from wallet.report import Policy, Role
from wallet.verify import Challenge

FEW = 400
"""Files that one process judges in about the time that others need to start."""
_PIECE = 25
"""Files handed to a process at once."""
_MOST_WORKERS = 4
_LESS_URGENT = 5
_SEEN_AT_ONCE = 1_000
"""Dates of first imports told to a process at once: packing stops every other thread."""
_AHEAD = 3
"""Pieces waiting for each worker: enough to keep it busy, few enough to cancel soon."""

_File = tuple[str, bytes]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    evidence: Evidence
    policy: Policy
    now: datetime
    role: Role
    challenge: Challenge | None
    show_unproven: bool
    then: Callable[[FileResult], Any]

    def examine(self, files: Sequence[_File]) -> list[Any]:
        return [
            self.then(
                examine(
                    data,
                    source,
                    self.evidence,
                    policy=self.policy,
                    now=self.now,
                    role=self.role,
                    challenge=self.challenge,
                    show_unproven=self.show_unproven,
                )
            )
            for source, data in files
        ]


def examine_many(  # noqa: PLR0913 - the question, spelled out
    files: Iterable[_File],
    evidence: Evidence,
    *,
    policy: Policy,
    now: datetime,
    role: Role,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    challenge: Challenge | None = None,
    show_unproven: bool = False,
) -> Iterator[FileResult]:
    """The result of each file, in their order; see ``made_of_many``."""
    return made_of_many(
        files,
        evidence,
        _as_it_is,
        policy=policy,
        now=now,
        role=role,
        progress=progress,
        cancelled=cancelled,
        challenge=challenge,
        show_unproven=show_unproven,
    )


def _as_it_is(result: FileResult) -> FileResult:
    return result


def made_of_many(  # noqa: PLR0913 - the question, spelled out
    files: Iterable[_File],
    evidence: Evidence,
    then: Callable[[FileResult], T],
    *,
    policy: Policy,
    now: datetime,
    role: Role,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    challenge: Challenge | None = None,
    show_unproven: bool = False,
) -> Iterator[T]:
    """What is made of the result of each file, in their order.

    Args:
        files: name and bytes of each.
        evidence: all that may be relied upon.
        then: makes what is wanted of a result, where it was judged: in another process, so it
            has to be a function of a module. What is not wanted is not sent back.
        policy: limits of age and leeway.
        now: the moment to judge for, aware.
        role: whose question it is.
        progress: told after each file: how many are done, of how many.
        cancelled: asked between files; once it says yes, no further result comes.
        challenge: what this receiver asked for.
        show_unproven: also show content whose proof has not passed.
    """
    ask = _Ask(
        evidence=evidence,
        policy=policy,
        now=now,
        role=role,
        challenge=challenge,
        show_unproven=show_unproven,
        then=then,
    )
    return _told(files, ask, progress, cancelled)


def _told(
    files: Iterable[_File],
    ask: _Ask,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[Any]:
    everything = list(files)
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    here = len(everything) <= FEW or workers == 1
    results = _here(everything, ask) if here else _in_processes(everything, ask, workers)
    for done, result in enumerate(results, start=1):
        if cancelled is not None and cancelled():
            return
        yield result
        if progress is not None:
            progress(done, len(everything))


def _here(files: Sequence[_File], ask: _Ask) -> Iterator[Any]:
    for one in files:
        yield from ask.examine([one])


def _in_processes(files: Sequence[_File], ask: _Ask, workers: int) -> Iterator[Any]:
    pieces = [files[start : start + _PIECE] for start in range(0, len(files), _PIECE)]
    staff = _Staff(ask)
    pool = ThreadPoolExecutor(workers, thread_name_prefix="judging")
    futures: deque[Future[list[Any]]] = deque()
    try:
        for number in range(len(pieces)):
            for ahead in pieces[number + len(futures) : number + workers * _AHEAD]:
                futures.append(pool.submit(staff.judge, ahead))
            yield from futures.popleft().result()
    finally:
        staff.dismiss()
        pool.shutdown(wait=True, cancel_futures=True)


class _Staff:
    """One process for each thread that asks, with a pipe of its own.

    A pool of the standard library has one pipe for all answers: a process that is
    killed while it writes leaves half an answer there, and the reader waits for the rest for
    ever, since the others hold the pipe open. Here the pipe ends with its process.
    """

    def __init__(self, ask: _Ask) -> None:
        self._ask = ask
        self._context = multiprocessing.get_context("spawn")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._processes: list[SpawnProcess] = []
        self._dismissed = False

    def judge(self, piece: Sequence[_File]) -> list[Any]:
        """What a process found; a process that was killed has its piece judged here instead."""
        try:
            connection = self._connection()
            connection.send(piece)  # it waits for this: its last answer has been read
            found: list[Any] = connection.recv()
        except (OSError, EOFError):
            return [] if self._dismissed else self._ask.examine(piece)
        return found

    def dismiss(self) -> None:
        """End all processes; what they were still at is nobody's any more."""
        with self._lock:
            self._dismissed = True
            processes = tuple(self._processes)
        for process in processes:
            process.kill()
        for process in processes:
            process.join()

    def _connection(self) -> Connection[Any, Any]:
        if not hasattr(self._own, "connection"):
            ours, theirs = self._context.Pipe()
            # Its arguments are short: a process that dies before it has read them leaves the
            # starting thread waiting for ever, where they do not fit into the pipe.
            process = self._context.Process(
                target=_work, args=(theirs,), name="judging", daemon=True
            )
            with self._lock:
                if self._dismissed:
                    raise EOFError
                process.start()
                self._processes.append(process)
            theirs.close()  # else the pipe would stay open when the process has gone
            self._own.connection = ours
            _tell(ours, self._ask)
        connection: Connection[Any, Any] = self._own.connection
        return connection


def _tell(connection: Connection[Any, Any], ask: _Ask) -> None:
    """What is asked, in parts; an empty one is the last."""
    seen = list(ask.evidence.first_seen.items())
    connection.send(replace(ask, evidence=replace(ask.evidence, first_seen={})))
    for start in range(0, len(seen), _SEEN_AT_ONCE):
        connection.send(dict(seen[start : start + _SEEN_AT_ONCE]))
    connection.send({})


def _told_to(connection: Connection[Any, Any]) -> _Ask:
    ask: _Ask = connection.recv()
    seen: dict[str, datetime] = {}
    while part := connection.recv():
        seen |= part
    return replace(ask, evidence=replace(ask.evidence, first_seen=seen))


def _work(connection: Connection[Any, Any]) -> None:
    """Judge piece after piece until the other side has gone."""
    protect()
    if hasattr(os, "nice"):  # the window and what a person does in it go first
        os.nice(_LESS_URGENT)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        ask = _told_to(connection)
        while True:
            connection.send(ask.examine(connection.recv()))
