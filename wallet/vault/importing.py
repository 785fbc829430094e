"""From judged files to rows of a review, and from chosen rows to what is stored.

States (spec/verification.md, section 5): ``already_held`` when the issuer-signed part is in the
library, whatever file it came in; ``replaces`` when it takes the place of a held one; ``new``
otherwise, also for one that lies in the bin. ``refused`` is a file that holds nothing that can
be read; a credential that proves nothing is not refused but shown for what it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wallet import formats, intake
from wallet.credential import CredentialView
from wallet.errors import InputError, IntakeError, VaultDamagedError
from wallet.examine import FileResult, Judged
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, VerificationReport
from wallet.secured import Secured
from wallet.status.check import revocation_key
from wallet.vault import holdings, store
from wallet.vault.database import Database
from wallet.vault.derive import Derived, derive
from wallet.vault.interface import Changes, ImportReview, ReviewRow, RowState
from wallet.vault.store import Entry, Judgement, Original

_SOMETHING_ELSE = ("not_a_credential", "empty")
"""A member of an archive that is simply no credential, such as an index, is no failure."""

_DISCLOSED = frozenset({"sd_jwt", "cose"})
"""Of these the same credential may come with more or with less of what was signed."""

_AT_ONCE = 50
"""Files whose reports are stored in one transaction."""

Told = Callable[[Judged], Mapping[str, Any]]
"""How a judged credential is written as JSON: ``wallet.report_json.judged``."""


def review(
    database: Database,
    files: Iterable[tuple[str, bytes]],
    examine: Callable[[Iterable[tuple[str, bytes]]], Iterable[FileResult]],
    cancelled: Callable[[], bool] | None,
) -> ImportReview:
    """What keeping ``files`` (name, bytes) would store; nothing is stored.

    ``examine`` reads and judges them, in processes where they are many.
    """
    given: dict[str, tuple[str, bytes]] = {}

    def watched() -> Iterator[tuple[str, bytes]]:
        for name, data in files:
            given.setdefault(hashlib.sha256(data).hexdigest(), (name, data))
            yield name, data

    rows: list[ReviewRow] = []
    met: set[str] = set()
    for result in examine(watched()):
        rows += [_once(row, met) for row in review_rows(database, result)]
    return ImportReview(
        rows=tuple(rows),
        originals={one.sha256: given[one.sha256] for one in rows if one.judged is not None},
        stopped=cancelled is not None and cancelled(),
    )


def _once(row: ReviewRow, met: set[str]) -> ReviewRow:
    """The row; told as held where an earlier row of this review brings the same credential."""
    if row.judged is None:
        return row
    credential_id = row.judged.secured.credential_id
    if credential_id in met and row.state is not RowState.ALREADY_HELD:
        row = replace(row, state=RowState.ALREADY_HELD, replaces=())
    met.add(credential_id)
    return row


def review_rows(database: Database, result: FileResult) -> Iterator[ReviewRow]:
    """The rows of one file; a presentation itself is no row, the credentials in it are."""
    source, sha256 = result.source, result.sha256 or ""
    if result.error is not None:
        yield ReviewRow(
            source=source,
            sha256=sha256,
            state=RowState.REFUSED,
            judged=None,
            error=result.error,
        )
        return
    for off in result.refused:
        if off.code in _SOMETHING_ELSE:
            continue
        yield ReviewRow(
            source=f"{source}/{off.member}",
            sha256=sha256,
            state=RowState.REFUSED,
            judged=None,
            error=off,
        )
    for judged in result.credentials:
        if judged.secured.is_presentation:
            continue
        state, replaces = _state(database, judged)
        yield ReviewRow(
            source=source, sha256=sha256, state=state, judged=judged, replaces=replaces
        )


def _state(database: Database, judged: Judged) -> tuple[RowState, tuple[str, ...]]:
    credential_id = judged.secured.credential_id
    if store.is_held(database, credential_id):
        return RowState.ALREADY_HELD, ()
    if is_proven(judged.report):
        older = store.replaceable(database, credential_id, index_of(judged))
        if older:
            return RowState.REPLACES, older
    return RowState.NEW, ()


def keep_rows(
    database: Database,
    review: ImportReview,
    choice: Collection[int] | None,
    told: Told,
    clock: Callable[[], datetime],
) -> Iterator[Changes]:
    """Store the chosen rows (places in ``review.rows``; all when None), file by file.

    Each ``Changes`` is given out after its file is on disk.

    Raises:
        StorageError: the file at hand was not stored; those before it were.
    """
    chosen: dict[str, list[Judged]] = {}
    for place, row in enumerate(review.rows):
        if row.judged is not None and (choice is None or place in choice):
            chosen.setdefault(row.sha256, []).append(row.judged)
    for sha256, found in chosen.items():
        name, data = review.originals[sha256]
        original = Original(sha256=sha256, name=name, bytes=data)
        many = [one for one in found if not _shows_less(database, one)]
        entries = [entry(one, told) for one in many]
        yield store.keep(database, original, entries, clock()) if entries else Changes()
        remember_revocations(database, (one.report for one in many), clock())


def _shows_less(database: Database, judged: Judged) -> bool:
    """Whether more of the same credential is held already.

    Whoever was shown a part of it has that part, and could hand it back: the newest copy is
    the one that is read, and the rest would no longer be seen.
    """
    new = judged.secured
    if new.securing not in _DISCLOSED or not store.is_held(database, new.credential_id):
        return False
    held = (
        one
        for sha256, _ in store.originals(database, new.credential_id)
        for one in _inside(store.original(database, sha256).bytes)
        if one.credential_id == new.credential_id
    )
    return any(_said(one) > _said(new) for one in held)


def _inside(data: bytes) -> Iterator[Secured]:
    """The credentials in a file that is held, with those they carry."""
    with suppress(IntakeError, InputError):
        waiting = [*intake.read(data)]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += one.parts


def _said(secured: Secured) -> int:
    """How much a copy shows."""
    return len(json.dumps(secured.document, default=str))


def together(
    steps: Iterator[Changes],
    total: int,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Changes:
    """All steps as one ``Changes``; asks ``cancelled`` before each step."""
    kept: list[str] = []
    changed: list[str] = []
    done = 0
    stopped = cancelled is not None and cancelled()
    while not stopped and (step := next(steps, None)) is not None:
        kept += step.kept
        changed += step.changed
        done += 1
        if progress is not None:
            progress(done, total)
        stopped = cancelled is not None and cancelled()
    steps_left = stopped and done < total
    return Changes(kept=tuple(kept), changed=_without(changed, kept), stopped=steps_left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What another look at a held file found, ready to be stored."""

    entries: tuple[Entry, ...]
    revoked: Mapping[str, datetime]
    """As ``Evidence.revocations_seen``."""


def looked(result: FileResult, told: Told) -> Looked:
    """What is stored of another look; made where the file was judged."""
    return Looked(
        entries=tuple(entry(judged, told) for judged in result.credentials),
        revoked=_revocations(one.report for one in result.credentials),
    )


def look_again(
    database: Database, looks: Iterable[Looked], clock: Callable[[], datetime]
) -> Iterator[str]:
    """Keep fresh reports of held credentials; gives the ids of those whose row changed.

    Some dozens at once are one transaction: each has the disk confirm it, which takes longer
    than the judging. What is given out is on disk.
    """
    waiting: list[Looked] = []
    for one in looks:
        waiting.append(one)
        if len(waiting) >= _AT_ONCE:
            yield from _store(database, waiting, clock())
            waiting = []
    yield from _store(database, waiting, clock())


def _store(database: Database, looks: Sequence[Looked], now: datetime) -> tuple[str, ...]:
    changed = store.record(database, [one for each in looks for one in each.entries], now)
    seen: dict[str, datetime] = {}
    for key, at in (one for each in looks for one in each.revoked.items()):
        seen[key] = min(at, seen.get(key, at))
    _remember(database, seen, now)
    return changed


def held(result: FileResult, credential_id: str) -> Judged:
    """The judged credential of that id in the original that holds it.

    Raises:
        VaultDamagedError: ``original_damaged``: it cannot be read there any more.
    """
    found = {one.secured.former_id: one for one in result.credentials}
    found |= {one.secured.credential_id: one for one in result.credentials}
    if credential_id in found:
        return found[credential_id]
    raise VaultDamagedError("original_damaged", id=credential_id)


def _without(changed: list[str], kept: list[str]) -> tuple[str, ...]:
    new = set(kept)
    return tuple(one for one in dict.fromkeys(changed) if one not in new)


def each_held(database: Database, results: Iterable[FileResult]) -> list[Judged]:
    """Each credential of the library once, although several originals may hold it."""
    left = {
        credential_id
        for (credential_id,) in database.all(
            "SELECT credential_id FROM credentials WHERE deleted_at IS NULL"
        )
    }
    found = []
    former: dict[str, Judged] = {}
    for result in results:
        for judged in result.credentials:
            former.setdefault(judged.secured.former_id, judged)
            if judged.secured.credential_id in left:
                left.discard(judged.secured.credential_id)
                found.append(judged)
    return found + [judged for one, judged in former.items() if one in left]


def entry(judged: Judged, told: Told) -> Entry:
    """What is stored of one credential."""
    return Entry(
        credential_id=judged.secured.credential_id,
        path=judged.secured.path,
        derived=index_of(judged),
        judgement=judgement(judged, told),
    )


def judgement(judged: Judged, told: Told) -> Judgement:
    """The dated report of one credential, without its neutral view: that is derived."""
    report, verdict = judged.report, judged.verdict
    status = report.find(Check.STATUS)
    leans = status is not None and status.outcome is Outcome.PASSED
    return Judgement(
        verified_at=report.verified_at,
        verdict=verdict.code.value,
        reason=verdict.deciding.reason.value,
        proven=is_proven(report),
        status_as_of=status.as_of if status is not None and leans else None,
        issuer_listed=report.issuer_names,
        report={name: one for name, one in told(judged).items() if name != "credential"},
    )


def index_of(judged: Judged) -> Derived:
    """The index row of a credential: of what was proven, else of what it says of itself."""
    return derive(judged.view or unproven_view(judged), judged.secured.format.value)


def unproven_view(judged: Judged) -> CredentialView | None:
    """What a credential says of itself although nothing proves it; None if unreadable."""
    secured = judged.secured
    return formats.view(secured.format, secured.document)


def is_proven(report: VerificationReport) -> bool:
    """Whether the signature held and the key was the issuer's."""
    return all(
        (found := report.find(check)) is not None and found.outcome is Outcome.PASSED
        for check in (Check.PROOF, Check.ISSUER_KEY)
    )


def remember_revocations(
    database: Database, reports: Iterable[VerificationReport], now: datetime
) -> None:
    """A revocation once seen from a good list stays (spec/verification.md 2.5)."""
    _remember(database, _revocations(reports), now)


def _remember(database: Database, seen: Mapping[str, datetime], now: datetime) -> None:
    if seen:
        with database.write(now) as stamp:
            holdings.saw_revocations(database, seen, now, stamp)


def _revocations(reports: Iterable[VerificationReport]) -> dict[str, datetime]:
    return {
        key: found.as_of or report.verified_at
        for report in reports
        if (found := report.find(Check.STATUS)) is not None
        and (key := _revoked(found)) is not None
    }


def _revoked(found: Finding) -> str | None:
    url, index, purpose = (found.facts.get(one) for one in ("list", "index", "purpose"))
    if found.reason is not Reason.REVOKED or not isinstance(index, int | str):
        return None
    if _came_along(found):
        return None
    return revocation_key(str(url), index, str(purpose))


def _came_along(found: Finding) -> bool:
    """Whether only lists that came with a credential say so.

    They speak for that credential's issuer alone; what is remembered is the place in a list,
    which somebody else's credential may share by its issuer's will.
    """
    return found.facts.get("came_along") is True
