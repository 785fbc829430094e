"""The part of a session about credentials: taking in, listing, judging, giving back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from wallet import batch, examine, report_json
from wallet.evidence import Evidence
from wallet.examine import FileResult, Judged
from wallet.report import Policy, Role
from wallet.secured import Secured
from wallet.session.holding import Holding, public_trust_state
from wallet.vault import asking, doctor, holdings, importing, library, store
from wallet.vault import bin as bin_
from wallet.vault.derive import Derived
from wallet.vault.interface import (
    AddedEvidence,
    Changes,
    Choice,
    Cursor,
    Damage,
    DatedReport,
    Facet,
    ImportReview,
    LibraryPage,
    LibraryQuery,
    LibraryRow,
    OriginalFile,
)

_LOOKED = partial(importing.looked, told=report_json.judged)
"""What is kept of another look at a file."""


class Library(Holding):
    """Credentials: taking in, listing, looking at, binning, giving back."""

    def review(
        self,
        files: Iterable[tuple[str, bytes]],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReview:
        """What keeping ``files`` (name, bytes) would store, judged now. Nothing is stored.

        ``progress`` is told (done, total); when ``cancelled`` answers yes, what was read so
        far comes back with ``stopped``.
        """
        judge = partial(self._examine, progress=progress, cancelled=cancelled)
        return importing.review(self._database, files, judge, cancelled)

    def keep(
        self,
        review: ImportReview,
        choice: Collection[int] | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes:
        """Store the chosen rows of a review (places in ``rows``; all readable when None).

        File by file, each with all its chosen credentials or not at all. What ``Changes``
        names is on disk, also when ``cancelled`` stopped it half-way.

        Raises:
            StorageError: ``disk_full`` ...: the files before it are kept.
        """
        is_first = library.held(self._database) == 0
        steps = importing.keep_rows(
            self._database, review, choice, report_json.judged, self._clock
        )
        changes = importing.together(steps, len(review.originals), progress, cancelled)
        if is_first and changes.kept:
            self._settle()
        return changes

    def recheck(
        self,
        ids: Iterable[str] | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes:
        """Judge held credentials again (all when None), as after new evidence has come."""
        files = store.files_of(self._database, None if ids is None else tuple(ids))
        looks = self._looks(files, progress, cancelled)
        changed = importing.look_again(self._database, looks, self._clock)
        found, stopped = tuple(changed), cancelled is not None and cancelled()
        if ids is None and not stopped:
            self._settle()
        return Changes(changed=found, stopped=stopped)

    def evidence_changed(self) -> bool:
        """Whether evidence came or went since all rows were judged: then ``recheck``.

        So after accepting or removing public trust, and at unlocking when that happened while
        the wallet was locked. Until then no list says ``verified``.
        """
        held = library.held(self._database) > 0
        return held and not holdings.is_judged_by(self._database, self._known_files())

    def add_evidence(
        self,
        files: Iterable[tuple[str, bytes]],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        about: Collection[str] | None = None,
    ) -> AddedEvidence:
        """Keep files of evidence, and judge what is held by it; unusable ones are named.

        ``about``: the only credentials of which these files can say anything.
        """
        was_settled = about is not None and not self.evidence_changed()
        added = holdings.add_evidence(self._database, files, self._clock())
        if not added.items:
            return added
        again = self.recheck(about, progress, cancelled)
        if was_settled and not again.stopped:
            self._settle()
        return replace(added, changes=replace(again, areas=added.changes.areas))

    def remove_evidence(
        self,
        sha256: str,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes:
        """Forget a file of evidence, and judge what is held without it.

        Raises:
            InputError: ``unknown_evidence``.
        """
        removed = holdings.remove_evidence(self._database, sha256, self._clock())
        return replace(self.recheck(None, progress, cancelled), areas=removed.areas)

    def credential(self, credential_id: str) -> Judged:
        """A held credential, judged now for its holder; its history learns of any change.

        Raises:
            InputError: ``unknown_credential``.
            VaultDamagedError: ``original_damaged``.
        """
        results = tuple(self._examine(store.files_of(self._database, (credential_id,))))
        judged = importing.held(results[0], credential_id)
        tuple(importing.look_again(self._database, map(_LOOKED, results), self._clock))
        return judged

    def page(
        self, query: LibraryQuery, after: Cursor | None = None, size: int = 100
    ) -> LibraryPage:
        """Up to ``size`` rows after ``after``."""
        return library.page(self._database, query, after, size, self._today)

    def count(self, query: LibraryQuery) -> int:
        """How many rows a query has."""
        return library.count(self._database, query, self._today)

    def choices(self, facet: Facet) -> tuple[Choice, ...]:
        """The values that a facet takes in the library, most frequent first."""
        return library.choices(self._database, facet, self._today)

    def read_ahead(self) -> bool:
        """Have the next piece of the wallet at hand before it is wanted; whether there is more.

        For idle moments, again and again; a piece is read in a few milliseconds.
        """
        return self._database.read_ahead()

    def find(self, prefix: str) -> str:
        """The one credential id that begins with ``prefix``, the bin included.

        Raises:
            InputError: ``unknown_credential``, ``ambiguous_id``.
        """
        return store.find(self._database, prefix)

    def history(self, credential_id: str) -> tuple[DatedReport, ...]:
        """What a credential was judged to be, newest first."""
        return library.history(self._database, credential_id)

    def originals(self, credential_id: str) -> tuple[tuple[str, str], ...]:
        """(SHA-256 of the original, path in it) of a credential, oldest first.

        Raises:
            InputError: ``unknown_credential``.
        """
        return store.originals(self._database, credential_id)

    def original(self, sha256: str) -> bytes:
        """A received file, exactly as it came.

        Raises:
            InputError: ``unknown_original``.
        """
        return store.original(self._database, sha256).bytes

    def files(self, ids: Iterable[str] | None = None) -> tuple[OriginalFile, ...]:
        """The newest file of each credential, every file of the library when None.

        Raises:
            InputError: ``unknown_credential``.
        """
        if ids is None:
            chosen = store.all_originals(self._database)
        else:
            chosen = tuple(dict.fromkeys(self.originals(one)[-1][0] for one in ids))
        return tuple(store.file_of(self._database, one) for one in chosen)

    def delete(self, ids: Iterable[str], *, forever: bool = False) -> Changes:
        """Put credentials into the bin for 30 days, or erase them now.

        Raises:
            InputError: ``unknown_credential``; nothing was done.
        """
        act = bin_.erase if forever else bin_.delete
        return act(self._database, tuple(ids), self._clock())

    def undelete(self, ids: Iterable[str]) -> Changes:
        """Take credentials out of the bin.

        Raises:
            InputError: ``unknown_credential``; nothing was done.
        """
        return bin_.undelete(self._database, tuple(ids), self._clock())

    def deleted(self) -> tuple[LibraryRow, ...]:
        """What lies in the bin, at most 1,000; ``page`` with ``deleted=True`` pages it."""
        return self.page(LibraryQuery(deleted=True), size=1_000).rows

    def check_up(self) -> tuple[Damage, ...]:
        """What is wrong with the wallet's database; nothing is changed."""
        return doctor.examine(self._database)

    def rebuild(self) -> int:
        """Derive the library's index anew from the originals; how many rows it has."""
        return doctor.rebuild(self._database, self._index_of, self._clock())

    # --- judging ----------------------------------------------------------------------------

    @property
    def _today(self) -> asking.Today:
        """What the last verdicts of rows are held against."""
        return asking.Today(
            now=self._clock(),
            max_status_age_days=self.settings().max_status_age_days,
            settled=not self._evidence_changed_since(),
        )

    def _settle(self) -> None:
        """Remember that every row was judged by what is known now."""
        holdings.judged_all_by(self._database, self.evidence())
        self._asked = None

    def _evidence_changed_since(self) -> bool:
        """``evidence_changed``, asked again only when the wallet or the public trust moved."""
        moved = (self._database.stamp, public_trust_state())
        if self._asked is None or self._asked[0] != moved:
            self._asked = (moved, self.evidence_changed())
        return self._asked[1]

    def _examine(
        self,
        files: Iterable[tuple[str, bytes]],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        moment: datetime | None = None,
        also: Evidence | None = None,
    ) -> Iterator[FileResult]:
        return batch.examine_many(
            files,
            self.evidence().joined(also or Evidence()),
            policy=self._policy(),
            now=moment or self._clock(),
            role=Role.HOLDER,
            progress=progress,
            cancelled=cancelled,
        )

    def _looks(
        self,
        files: Iterable[tuple[str, bytes]],
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> Iterator[importing.Looked]:
        return batch.made_of_many(
            files,
            self.evidence(),
            _LOOKED,
            policy=self._policy(),
            now=self._clock(),
            role=Role.HOLDER,
            progress=progress,
            cancelled=cancelled,
        )

    def _judged_held(
        self,
        moment: datetime,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
        also: Evidence | None = None,
    ) -> list[Judged]:
        """Each credential of the library once, judged for ``moment``."""
        results = self._examine(
            store.files_of(self._database, None), progress, cancelled, moment, also
        )
        return importing.each_held(self._database, results)

    def _index_of(self, secured: Secured) -> Derived:
        judged = examine.judge(
            secured,
            self.evidence(),
            policy=self._policy(),
            now=self._clock(),
            role=Role.HOLDER,
        )
        return importing.index_of(judged)

    def _policy(self) -> Policy:
        return Policy(max_status_age_days=self.settings().max_status_age_days)
