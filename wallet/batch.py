"""Many files at once, in processes where that pays, in the order they were given.

Judging is a pure function, so it may run anywhere; the results are the same. A process takes
half a second to start and load its libraries, so few files are judged right here. Processes
are spawned, never forked: nothing of an open wallet is inherited by them.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime

from wallet.evidence import Evidence
from wallet.examine import FileResult, examine
from wallet.report import Policy, Role
from wallet.verify import Challenge

FEW = 400
"""Files that one process judges in about the time that others need to start."""
_PIECE = 25
"""Files handed to a process at once."""
_MOST_WORKERS = 4
_AHEAD = 3
"""Pieces waiting for each worker: enough to keep it busy, few enough to cancel soon."""

_File = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    evidence: Evidence
    policy: Policy
    now: datetime
    role: Role
    challenge: Challenge | None
    show_unproven: bool

    def examine(self, files: Sequence[_File]) -> list[FileResult]:
        return [
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
    """The result of each file, in their order.

    Args:
        files: name and bytes of each.
        evidence: all that may be relied upon.
        policy: limits of age and leeway.
        now: the moment to judge for, aware.
        role: whose question it is.
        progress: told after each file: how many are done, of how many.
        cancelled: asked between files; once it says yes, no further result comes.
        challenge: what this receiver asked for.
        show_unproven: also show content whose proof has not passed.
    """
    everything = list(files)
    ask = _Ask(
        evidence=evidence,
        policy=policy,
        now=now,
        role=role,
        challenge=challenge,
        show_unproven=show_unproven,
    )
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    here = len(everything) <= FEW or workers == 1
    results = _here(everything, ask) if here else _in_processes(everything, ask, workers)
    for done, result in enumerate(results, start=1):
        if cancelled is not None and cancelled():
            return
        yield result
        if progress is not None:
            progress(done, len(everything))


def _here(files: Sequence[_File], ask: _Ask) -> Iterator[FileResult]:
    for one in files:
        yield from ask.examine([one])


def _in_processes(files: Sequence[_File], ask: _Ask, workers: int) -> Iterator[FileResult]:
    pieces = [files[start : start + _PIECE] for start in range(0, len(files), _PIECE)]
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_prepare,
        initargs=(ask,),
    )
    futures: deque[Future[list[FileResult]]] = deque()
    number = 0
    try:
        for number, piece in enumerate(pieces):
            for ahead in pieces[number + len(futures) : number + workers * _AHEAD]:
                futures.append(pool.submit(_judge, ahead))
            yield from _result(futures.popleft(), piece, ask)
    except BrokenProcessPool:  # raised by ``submit``: nothing of this piece was handed out
        for left in pieces[number:]:
            yield from _here(left, ask)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(
    future: Future[list[FileResult]], piece: Sequence[_File], ask: _Ask
) -> list[FileResult]:
    """What a process found; a process that was killed has its piece judged here instead."""
    try:
        return future.result()
    except BrokenProcessPool:
        return ask.examine(piece)


_ask: _Ask | None = None


def _prepare(ask: _Ask) -> None:
    """Keep what all files are judged by, once in each process."""
    global _ask  # noqa: PLW0603 - the one thing a worker process is for
    _ask = ask


def _judge(files: Sequence[_File]) -> list[FileResult]:
    assert _ask is not None  # noqa: S101 - the initializer ran
    return _ask.examine(files)
