"""The other side of the counter: checks what was received, without a wallet.

Rules (spec/presentations.md F.4)
---------------------------------
1. Needs no vault and no passphrase, and stores nothing of what it checks.
2. Evidence is the public trust folder; where the caller gives evidence for this one question,
   only that counts, so that the answer can be repeated elsewhere.
3. Pictures that are parts of one presentation are joined over all files given, in any order;
   the joined presentation stands where its first part stood.
4. A nonce or recipient that the receiver asked for must be answered: a credential by itself
   answers nothing, however genuine it is. What was not asked is reported as not shown.
5. One bad file never stops the others.
6. The pages of a PDF are compared with what is attached to it (``wallet.check_pages``). The
   code of a printed page is linked with its file.
7. A saved report of a check is no credential; it is told whether it is as it was saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallet import examine
from wallet.check_answer import Answer
from wallet.check_pages import with_pages
from wallet.check_report import reopened
from wallet.errors import InputError, IntakeError
from wallet.evidence import Evidence
from wallet.examine import FileError, FileResult, Judged
from wallet.presenting import Reader, not_shown
from wallet.presenting import request as asking
from wallet.presenting.answer import candidate, carried_answer
from wallet.presenting.envelope import decrypt, is_encrypted
from wallet.presenting.joining import Joined, joined
from wallet.presenting.plan import tidy
from wallet.presenting.request import FIELDS, Candidate, MadeRequest, Missing, Request
from wallet.presenting.request import make as make_request
from wallet.presenting.request import png as request_png
from wallet.presenting.signed_request import Signer
from wallet.presenting.signed_request import signer as request_signer
from wallet.register import DecisionRow, InstitutionRow, RegisterSource, RelationRow
from wallet.report import Policy, Role
from wallet.trust import RefusedItem, wanting
from wallet.trust.browsing import InstitutionFile
from wallet.trust.sets import (
    BundleInfo,
    TrustItem,
    TrustOffer,
    TrustProblem,
    TrustSet,
    TrustState,
)
from wallet.trust.wanting import Wanted
from wallet.trust_import import (
    Clock,
    TrustDesk,
    TrustFolder,
    default_folder,
    evidence_once,
)
from wallet.verify import Challenge

__all__ = [
    "FIELDS",
    "Answer",
    "BundleInfo",
    "CheckDesk",
    "DecisionRow",
    "Fetched",
    "FileError",
    "FileResult",
    "InstitutionFile",
    "InstitutionRow",
    "Judged",
    "MadeRequest",
    "Missing",
    "Reader",
    "RefusedItem",
    "RegisterSource",
    "RelationRow",
    "Request",
    "Signer",
    "TrustItem",
    "TrustOffer",
    "TrustProblem",
    "TrustSet",
    "TrustState",
    "Wanted",
    "make_request",
    "not_shown",
    "request_png",
    "request_signer",
]

if TYPE_CHECKING:
    from wallet.refresh import Fetched, Network


class CheckDesk(TrustDesk):
    """Checks files for a receiver."""

    def __init__(
        self,
        trust_folder: Path | None = None,
        *,
        clock: Clock | None = None,
        policy: Policy | None = None,
        roots: Sequence[str] = (),
        network: Network | None = None,
    ) -> None:
        self._clock = clock or _system_clock
        super().__init__(TrustFolder(trust_folder or default_folder(), self._clock))
        self._policy = policy or Policy()
        self._network = network
        self._roots = roots
        """Fingerprints of roots whose bundles may be given as evidence."""

    def check(
        self,
        files: Iterable[tuple[str, bytes]],
        *,
        nonce: str | None = None,
        recipient: str | None = None,
        evidence_files: Sequence[tuple[str, bytes]] | None = None,
        at: datetime | None = None,
    ) -> tuple[FileResult, ...]:
        """What each file came to; see ``answer``.

        Raises:
            PresentingError: ``text_too_long``.
            StorageError: the trust folder cannot be read.
        """
        return self.answer(
            files, nonce=nonce, recipient=recipient, evidence_files=evidence_files, at=at
        ).results

    def fetch(
        self,
        agreed: Iterable[Wanted],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[Fetched, ...]:
        """Ask these addresses, and these only: after the person has seen their hosts.

        The one method that leaves this computer. What came back is not believed yet; what is
        something else than was asked for is not handed out.
        """
        from wallet import refresh  # noqa: PLC0415 - loaded on a click, else never

        now = self._clock()
        return tuple(
            one
            if one.data is None or wanting.is_answer(one.wanted, one.data, now)
            else replace(one, data=None, error="other_answer")
            for one in refresh.fetch(agreed, self._network, progress, cancelled)
        )

    def answer(  # noqa: PLR0913 - each is an option of the command and of the page
        self,
        files: Iterable[tuple[str, bytes]],
        *,
        nonce: str | None = None,
        recipient: str | None = None,
        evidence_files: Sequence[tuple[str, bytes]] | None = None,
        at: datetime | None = None,
        secret: bytes | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """Check what was received, and say by what it was checked.

        Args:
            files: (name, bytes) of files and pictures.
            nonce: what the receiver asked the holder to sign, if anything.
            recipient: the name under which the receiver asked, if any.
            evidence_files: evidence that the receiver vouches for, for this question only;
                None for what was accepted on this computer.
            at: the moment to judge for, aware; now where it is None.
            secret: the secret file of a request, to open and to judge an answer to it; then it
                says what nonce and recipient were asked for.
            progress: told (done, total) after each file.
            cancelled: asked before each file.

        Raises:
            InputError: ``not_a_request`` (the secret).
            PresentingError: ``text_too_long``.
            StorageError: the trust folder cannot be read.
        """
        now = self._clock()
        moment = at or now
        evidence, refused = self._evidence(evidence_files, now)
        opener = _Opener.of(secret)
        challenge = opener.challenge if opener else _challenge(nonce, recipient)
        found = joined(tuple(files))
        given = _given(found)
        if opener is not None:
            given = tuple(map(opener.opened, given))
        question = _Question(evidence, moment, challenge)
        results, originals = self._each(given, question, progress, cancelled)
        return Answer(
            results=results,
            at=moment,
            policy=self._policy,
            challenge=challenge,
            originals=originals,
            refused_evidence=refused,
            cancelled=len(results) < len(given),
            asked=opener.asked if opener else None,
            unmet=_unmet(opener.asked, results) if opener else (),
            evidence=(*_digests(evidence), *_came(results)),
            pages=found.pages,
        )

    def _each(
        self,
        given: Sequence[tuple[str, bytes] | FileResult],
        question: _Question,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> tuple[tuple[FileResult, ...], dict[str, bytes]]:
        """What each came to, and the bytes that were looked at."""
        results: list[FileResult] = []
        originals: dict[str, bytes] = {}
        for done, item in enumerate(given):
            if cancelled is not None and cancelled():
                break
            if isinstance(item, FileResult):
                results.append(item)
            else:
                results.append(self._examine(item, question))
                originals[results[-1].sha256 or ""] = item[1]
            if progress is not None:
                progress(done + 1, len(given))
        return tuple(results), originals

    def _examine(self, file: tuple[str, bytes], question: _Question) -> FileResult:
        name, data = file
        result = examine.examine(
            data,
            name,
            question.evidence,
            policy=self._policy,
            now=question.moment,
            role=Role.RECEIVER,
            challenge=question.challenge,
        )
        if result.error is not None and result.error.code == "not_a_credential":
            return replace(result, error=reopened(data) or result.error)
        return with_pages(result, data)

    def _evidence(
        self, files: Sequence[tuple[str, bytes]] | None, now: datetime
    ) -> tuple[Evidence, tuple[RefusedItem, ...]]:
        if files is None:
            return self._trust.load().evidence, ()
        return evidence_once(files, self._trust.path, now, self._roots)


def _system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - one of the three rooms that may read a clock


def _challenge(nonce: str | None, recipient: str | None) -> Challenge | None:
    asked = tidy(nonce or "", "nonce") or None
    named = tidy(recipient or "", "recipient") or None
    if asked is None and named is None:
        return None
    return Challenge(nonce=asked, recipient=named)


@dataclass(frozen=True, slots=True)
class _Question:
    """By what each file is judged."""

    evidence: Evidence
    moment: datetime
    challenge: Challenge | None


@dataclass(frozen=True, slots=True)
class _Opener:
    """A request of ours, and the key that opens answers to it."""

    asked: Request
    key: Mapping[str, Any]

    @classmethod
    def of(cls, secret: bytes | None) -> _Opener | None:
        return None if secret is None else cls(*asking.read_secret(secret))

    @property
    def challenge(self) -> Challenge:
        return Challenge(nonce=self.asked.nonce, recipient=self.asked.who)

    def opened(self, given: tuple[str, bytes] | FileResult) -> tuple[str, bytes] | FileResult:
        """The same, unlocked where it is locked; why not, where that fails."""
        if isinstance(given, FileResult):
            return given
        source, data = given[0], carried_answer(given[1])
        if not is_encrypted(data):
            return given
        try:
            return source, decrypt(data, self.key)
        except InputError as error:
            return _failed(source, error)


def _digests(evidence: Evidence) -> tuple[str, ...]:
    origins = [one.origin for one in evidence.key_documents]
    origins += [one.origin for one in evidence.status_lists]
    origins += [one.origin for one in evidence.registries]
    return tuple(sorted({one.sha256 for one in origins}))


def _came(results: Iterable[FileResult]) -> tuple[str, ...]:
    """Of the papers that came with the files."""
    return tuple(sorted({paper.sha256 for one in results for paper in one.brought}))


def _unmet(asked: Request, results: Iterable[FileResult]) -> tuple[Missing, ...]:
    """What is missing, judged by the credentials that are verified and answer it alone.

    Each file answers by itself, also where two bear one name or lie in one archive: what two
    people show does not add up to one answer.
    """
    shown: dict[tuple[int, str], list[Candidate]] = {}
    for number, result in enumerate(results):
        for one in result.credentials:
            if examine.answers(result, one):
                given = _answer_of(number, result.source, one.path)
                shown.setdefault(given, []).append(candidate(one.secured, good=True))
    if len(shown) <= 1:
        return asking.propose(asked, next(iter(shown.values()), ())).missing
    return tuple(
        replace(missing, source=place)
        for (_, place), ones in shown.items()
        for missing in asking.propose(asked, ones).missing
    )


def _answer_of(number: int, source: str, path: str) -> tuple[int, str]:
    """In which answer a credential came: of which file given, and under what name in there."""
    return number, "#".join((source, *path.split("#")[:-1]))


def _given(found: Joined) -> tuple[tuple[str, bytes] | FileResult, ...]:
    """The files, with pictures that are parts of one presentation put together (rule 3)."""
    return tuple(
        _failed(source, carried) if isinstance(carried, IntakeError) else (source, carried)
        for source, carried in found.files
    )


def _failed(source: str, error: InputError) -> FileResult:
    told = FileError(code=error.code, facts=error.facts)
    return FileResult(source=source, sha256=None, error=told, credentials=())
