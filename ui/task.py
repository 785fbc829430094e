"""Work off the main thread: one vault thread that owns the Session, one desk without it.

Rules
-----
1. Only the vault thread ever touches the Session; an operation never touches Qt.
2. A callback runs on the main thread, and dies with its owner: when the owner's Qt object is
   gone, or the wallet was locked meanwhile, nothing is delivered.
3. Locking cannot be vetoed and waits for nobody: what runs is told to stop, what waits is
   dropped, pages are emptied at once, and the vault thread closes the Session next.
4. A change is told to everybody once (``changed``), even when the page that asked is gone.
5. A ``WalletError`` goes to ``failed``; anything else is a bug of ours and goes to ``crashed``.
6. An operation with a label is shown to the person and can be cancelled.
"""

from __future__ import annotations

import importlib
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from wallet.errors import WalletError

if TYPE_CHECKING:  # the vault and its cryptography are loaded by the vault thread
    from wallet.session import Session

T = TypeVar("T")
Failed: TypeAlias = Callable[[WalletError], object]
_TELL_EVERY = 0.05
"""Seconds between two words of progress."""


class Job:
    """One piece of work, as the operation and the status bar see it. Thread-safe.

    It holds no widget: a thread must never be the last to let go of one.
    """

    def __init__(self, label: str, told: Callable[[], None]) -> None:
        self.label = label
        self.done = 0
        self.total = 0
        self._told = told
        self._stop = threading.Event()
        self._last = 0.0

    def cancel(self, *_gone: object) -> None:
        """Asks the operation to stop at the next good moment."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether to stop: asked to, or nobody waits for the answer any more."""
        return self._stop.is_set()

    def progress(self, done: int, total: int) -> None:
        """Told by the operation, from its thread."""
        self.done, self.total = done, total
        now = time.monotonic()
        if now - self._last >= _TELL_EVERY or done == total:
            self._last = now
            self._told()


class _Work:
    """What a thread runs. The main thread lets go of it, whoever is quicker."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work: list[Callable[[], Any]] = [work]

    def run(self) -> Any:
        """Runs it; keeps no reference on the way."""
        return self._work[0]()

    def drop(self) -> None:
        """Main thread: what the work held on to may go."""
        self._work.clear()


class _Order(NamedTuple):
    """An operation and who waits for it; stays on the main thread."""

    job: Job
    owner: QObject
    work: _Work
    done: Callable[[Any], object] | None
    failed: Failed | None
    needs_wallet: bool
    """Work that needs none outlives a lock."""
    is_change: bool = False
    opens: bool = False


_Finished: TypeAlias = Callable[[_Work, object, Exception | None], None]


class _Worker(threading.Thread):
    """A thread with a queue; whatever comes out is handed to ``finished``."""

    def __init__(self, name: str, finished: _Finished) -> None:
        super().__init__(name=name, daemon=True)
        self._finished = finished
        self._queue: deque[_Work | None] = deque()
        self._ready = threading.Condition()

    def put(self, work: _Work | None) -> None:
        """At the end of the queue; None ends the thread, which starts with its first work."""
        if work is not None and self.ident is None:
            self.start()
        with self._ready:
            self._queue.append(work)
            self._ready.notify()

    def replace(self, work: _Work) -> None:
        """This instead of everything that waits."""
        if self.ident is None:
            self.start()
        with self._ready:
            self._queue.clear()
            self._queue.append(work)
            self._ready.notify()

    def run(self) -> None:
        """Until None comes."""
        while True:
            with self._ready:
                while not self._queue:
                    self._ready.wait()
                work = self._queue.popleft()
            if work is None:
                return
            try:
                self._finished(work, work.run(), None)
            except WalletError as problem:
                # Its frames may hold widgets: they go before the main thread could let go.
                self._finished(work, None, problem.with_traceback(None))
            except Exception as problem:  # noqa: BLE001 - our bug; the report wants its frames
                self._finished(work, None, problem)


class Tasks(QObject):
    """The one place from which pages have work done."""

    changed = Signal(object)
    """``Changes`` of the session, once each."""
    unlocked = Signal()
    locked = Signal()
    crashed = Signal(object)
    """An exception that is our bug."""
    unhandled = Signal(object)
    """A ``WalletError`` that its page did not want to handle itself."""
    jobs_changed = Signal()
    _back = Signal(object, object, object)
    _progress = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        """Labelled jobs, oldest first."""
        self._session: Session | None = None  # the vault thread's alone
        self._epoch = 0
        self._open = False
        self._running: list[_Order] = []
        self._left: list[_Work] = []
        """What the vault thread may still be running though nobody waits for it."""
        self._closing: _Work | None = None
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progress.connect(self.jobs_changed, Qt.ConnectionType.QueuedConnection)
        self._vault = _Worker("vault", self._back.emit)
        self._desk = _Worker("desk", self._back.emit)

    @property
    def is_unlocked(self) -> bool:
        """Whether a wallet is open, as far as the window knows."""
        return self._open

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked for has come back."""
        return not self._running

    def run(
        self,
        owner: QObject,
        operation: Callable[[Session], T],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Short work on the open wallet; dropped when it is locked."""
        return self._order(owner, lambda _job: operation(self._held()), done, failed)

    def run_long(
        self,
        owner: QObject,
        label: str,
        operation: Callable[[Session, Job], T],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Work that takes time: shown in the status bar, with progress and cancel."""
        return self._order(
            owner, lambda job: operation(self._held(), job), done, failed, label=label
        )

    def change(
        self,
        owner: QObject,
        operation: Callable[[Session], T],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """As ``run``, and what it returns is told to everybody as a change."""
        return self._order(
            owner, lambda _job: operation(self._held()), done, failed, is_change=True
        )

    def change_long(
        self,
        owner: QObject,
        label: str,
        operation: Callable[[Session, Job], T],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """A change that takes time: shown in the status bar, with progress and cancel."""
        return self._order(
            owner,
            lambda job: operation(self._held(), job),
            done,
            failed,
            label=label,
            is_change=True,
        )

    def run_desk(
        self,
        owner: QObject,
        operation: Callable[[Job], T],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        *,
        label: str = "",
    ) -> Job:
        """Work that needs no wallet, such as checking what was received."""
        return self._order(owner, operation, done, failed, label=label, desk=True)

    def unlock(
        self,
        owner: QObject,
        opener: Callable[[], tuple[Session, T]],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Opens or makes a wallet on the vault thread; ``done`` gets what came beside it."""
        epoch = self._epoch

        def work(_job: Job) -> T:
            session, beside = opener()
            if epoch != self._epoch:  # locked while the passphrase was being worked on
                session.lock()
                message = "vault_locked"
                raise WalletError(message)
            self._session = session
            return beside

        return self._order(owner, work, done, failed, opens=True)

    def preload(self, module: str, done: Callable[[object], object] | None = None) -> None:
        """Imports on the vault thread what the window does not need to be up."""
        self._order(self, lambda _job: importlib.import_module(module), done, None)

    def lock(self) -> None:
        """Now: pages are emptied when this returns, the Session is closed right after."""
        self._epoch += 1
        for order in self._running:
            if order.needs_wallet:
                order.job.cancel()
                self._left.append(order.work)
        self._closing = _Work(self._close_session)
        self._vault.replace(self._closing)
        self._running = [one for one in self._running if not one.needs_wallet]
        self._drop_jobs()
        if self._open:
            self._open = False
            self.locked.emit()

    def close(self, seconds: float = 10.0) -> None:
        """Locks, ends both threads and waits for them."""
        self.lock()
        for order in self._running:
            order.job.cancel()
        for worker in (self._vault, self._desk):
            worker.put(None)
        for worker in (self._vault, self._desk):
            if worker.ident is not None:
                worker.join(seconds)

    def _held(self) -> Session:
        if self._session is None:
            message = "vault_locked"
            raise WalletError(message)
        return self._session

    def _close_session(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.lock()

    def _order(  # noqa: PLR0913
        self,
        owner: QObject,
        operation: Callable[[Job], T],
        done: Callable[[T], object] | None,
        failed: Failed | None,
        *,
        label: str = "",
        desk: bool = False,
        is_change: bool = False,
        opens: bool = False,
    ) -> Job:
        job = Job(label, self._progress.emit)
        order = _Order(
            job=job,
            owner=owner,
            work=_Work(lambda: operation(job)),
            done=done,
            failed=failed,
            needs_wallet=not desk,
            is_change=is_change,
            opens=opens,
        )
        self._running.append(order)
        if label:
            self.jobs.append(job)
            owner.destroyed.connect(job.cancel)
            self.jobs_changed.emit()
        (self._desk if desk else self._vault).put(order.work)
        return job

    def _deliver(self, work: _Work, result: object, problem: Exception | None) -> None:
        work.drop()
        if work is self._closing:
            self._left.clear()
        order = next((one for one in self._running if one.work is work), None)
        if order is not None:
            self._running.remove(order)
            self._drop_jobs()
        if problem is not None and not isinstance(problem, WalletError):
            self.crashed.emit(problem)
        elif order is None:
            return  # the wallet was locked meanwhile: nothing of it comes back on screen
        elif problem is not None:
            self._tell_failure(order, problem)
        else:
            self._tell_success(order, result)

    def _tell_success(self, order: _Order, result: object) -> None:
        if order.opens:
            self._open = True
            self.unlocked.emit()
        if order.done is not None and isValid(order.owner):
            order.done(result)
        if order.is_change:
            self.changed.emit(result)

    def _tell_failure(self, order: _Order, problem: WalletError) -> None:
        if not isValid(order.owner):
            return
        if order.failed is not None:
            order.failed(problem)
        else:
            self.unhandled.emit(problem)

    def _drop_jobs(self) -> None:
        alive = {id(one.job) for one in self._running}
        kept = [job for job in self.jobs if id(job) in alive]
        if len(kept) != len(self.jobs):
            self.jobs = kept
            self.jobs_changed.emit()
