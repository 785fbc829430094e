"""From received bytes to judged results: the one door that every surface shares.

Rules
-----
1. Bad input never raises here: a file that cannot be read is a ``FileError``.
2. A presentation or container is listed first, then each credential in it, judged by itself.
3. A credential's content is shown (``view``) only once its proof has passed, or where the
   caller asks for the unproven; then it is made from what the proof covers.
4. Same bytes, evidence, policy and moment: same result.
5. Signed papers that came with a presentation are evidence about it and about nothing else in
   the same question; they are no credentials of anybody (``presenting.along``).
6. Presentations of one answer (``vp_token``) that different keys signed may be different
   people's, as in one presentation (``verify.holder``): that is said of each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from wallet import formats, intake
from wallet import policy as judging
from wallet import verify as verification
from wallet.credential import CredentialView, Provenance
from wallet.errors import Fact, IntakeError
from wallet.evidence import Evidence
from wallet.presenting import along
from wallet.presenting.along import Paper
from wallet.reasons import Reason
from wallet.report import (
    Check,
    Finding,
    Outcome,
    Policy,
    Role,
    Verdict,
    VerdictCode,
    VerificationReport,
)
from wallet.secured import Format, Secured
from wallet.trust.belonging import belongs
from wallet.verify import Challenge, Presenter
from wallet.verify.endorsements import is_about_this, is_nested

__all__ = [
    "Challenge",
    "FileError",
    "FileResult",
    "Judged",
    "answers",
    "claimed",
    "examine",
    "inside",
    "judge",
    "shown_in",
    "strays",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileError:
    """Why a file holds nothing that can be read."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    member: str = ""
    """Which member of an archive; empty for the file itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One credential or presentation with its report and verdict."""

    secured: Secured
    report: VerificationReport
    verdict: Verdict
    view: CredentialView | None

    @property
    def credential_id(self) -> str:
        """Lower-case hex SHA-256 of the issuer-signed part."""
        return self.secured.credential_id

    @property
    def path(self) -> str:
        """JSON path inside its original."""
        return self.secured.path


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What one received file holds."""

    source: str
    sha256: str | None
    error: FileError | None
    credentials: tuple[Judged, ...]
    refused: tuple[FileError, ...] = ()
    """Members of an archive that could not be read, beside those that could."""
    brought: tuple[Paper, ...] = ()
    """Signed evidence that came with it, and what came as evidence and proves nothing."""


def examine(  # noqa: PLR0913 - the question, spelled out
    data: bytes,
    source: str,
    evidence: Evidence,
    *,
    policy: Policy,
    now: datetime,
    role: Role,
    challenge: Challenge | None = None,
    show_unproven: bool = False,
) -> FileResult:
    """Judge everything in a received file. Never raises on bad input."""
    try:
        opened = intake.open_file(data)
    except IntakeError as error:
        return _unreadable(source, data, error)
    came = along.brought(data, now)
    refused = _refused(opened, came)
    found = tuple(one for one in opened.credentials if not _is_evidence(one, came))
    if not found:
        worst = next((one for one in refused if one.code != "not_a_credential"), None)
        elsewhere = belongs(data)
        code = elsewhere or (worst.code if worst is not None else "not_a_credential")
        return FileResult(
            source=source,
            sha256=opened.sha256,
            error=FileError(code=code),
            credentials=(),
            refused=() if elsewhere else refused,
        )
    known = evidence.joined(came.evidence) if came.papers else evidence
    ask = _Ask(known, policy, now, role, challenge, show_unproven)
    judged = _together(tuple(one for top in found for one in _judge_all(top, ask)))
    return FileResult(
        source=source,
        sha256=opened.sha256,
        error=None,
        credentials=judged,
        refused=refused,
        brought=came.papers,
    )


def _refused(opened: intake.Opened, came: along.Brought) -> tuple[FileError, ...]:
    return tuple(
        FileError(code=one.error.code, facts=dict(one.error.facts), member=one.member)
        for one in opened.refused
        if one.member not in came.names
    )


def _is_evidence(secured: Secured, came: along.Brought) -> bool:
    """Whether it is a paper that came as evidence (rule 5)."""
    return any(secured.path.startswith(f"{name}#") for name in came.names)


def judge(  # noqa: PLR0913 - the question, spelled out
    secured: Secured,
    evidence: Evidence,
    *,
    policy: Policy,
    now: datetime,
    role: Role,
    challenge: Challenge | None = None,
    shown_by: Presenter | None = None,
    show_unproven: bool = False,
) -> Judged:
    """Judge one credential or presentation by itself."""
    report = verification.verify(
        secured, evidence, policy, now, role, challenge, shown_by=shown_by
    )
    return Judged(
        secured=secured,
        report=report,
        verdict=judging.judge(report, presentation=secured.is_presentation),
        view=_view(secured, report, evidence, show_unproven=show_unproven),
    )


@dataclass(frozen=True, slots=True)
class _Ask:
    evidence: Evidence
    policy: Policy
    now: datetime
    role: Role
    challenge: Challenge | None
    show_unproven: bool

    def judge(self, secured: Secured, shown_by: Presenter | None) -> Judged:
        return judge(
            secured,
            self.evidence,
            policy=self.policy,
            now=self.now,
            role=self.role,
            challenge=self.challenge,
            shown_by=shown_by,
            show_unproven=self.show_unproven,
        )


def _judge_all(top: Secured, ask: _Ask, shown_by: Presenter | None = None) -> Iterator[Judged]:
    """Rule 2. Endorsements are no credentials of the learner: the report has them."""
    judged = ask.judge(top, shown_by)
    yield judged
    if top.is_presentation:
        shown_by = judged.report.presenter
        inside = top.parts
    else:
        inside = tuple(one for one in top.parts if is_nested(one, top))
    for part in inside:
        yield from _judge_all(part, ask, shown_by)


def _together(judged: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Rule 6."""
    answers: dict[str, list[Judged]] = {}
    for one in judged:
        before, is_answer, _ = one.path.partition(".vp_token.")
        holder = one.report.find(Check.HOLDER)
        is_shown = holder is not None and holder.outcome is Outcome.PASSED
        if is_answer and is_shown and one.secured.is_presentation:
            answers.setdefault(before, []).append(one)
    several: dict[int, Judged] = {}
    for shown in answers.values():
        keys = [one.report.presenter.keys for one in shown]
        if not frozenset.intersection(*keys):
            people = len(frozenset.union(*keys))
            several |= {id(one): _by_several(one, people) for one in shown}
    return tuple(several.get(id(one), one) for one in judged)


def _by_several(one: Judged, people: int) -> Judged:
    told = Finding(
        check=Check.HOLDER,
        outcome=Outcome.INDETERMINATE,
        reason=Reason.SEVERAL_KEYS_SHOWN,
        facts={"people": people},
    )
    findings = (told if each.check is Check.HOLDER else each for each in one.report.findings)
    report = replace(one.report, findings=tuple(findings))
    return replace(one, report=report, verdict=judging.judge(report, presentation=True))


def _view(
    secured: Secured, report: VerificationReport, evidence: Evidence, *, show_unproven: bool
) -> CredentialView | None:
    if secured.format is Format.PRESENTATION:
        return None
    if report.verified_document is not None:
        found = formats.view(secured.format, report.verified_document, evidence)
        return _by_its_seal(found, report)
    if not show_unproven:
        return None
    return formats.view(secured.format, secured.document, evidence)


def inside(judged: Judged) -> tuple[Judged, ...]:
    """What a credential carries (a record's credentials, endorsements), as judged with it.

    Each by its own report and its own verdict; empty where nothing of it was judged.
    """
    parts, reports = judged.secured.parts, judged.report.children
    if len(parts) != len(reports):
        return ()
    return tuple(
        Judged(
            secured=part,
            report=report,
            verdict=judging.judge(report, presentation=part.is_presentation),
            view=_view(part, report, Evidence(), show_unproven=False),
        )
        for part, report in zip(parts, reports, strict=True)
    )


def shown_in(result: FileResult, judged: Judged) -> Judged | None:
    """The presentation that a credential lies in, the innermost; None where it lies in none.

    By what was read, not by its place: names of an archive's members are anybody's choice.
    """
    around = (
        one
        for one in result.credentials
        if one.secured.is_presentation and _lies_in(judged.secured, one.secured)
    )
    return next(iter(list(around)[::-1]), None)


def _lies_in(wanted: Secured, around: Secured) -> bool:
    return any(one is wanted or _lies_in(wanted, one) for one in around.parts)


def answers(result: FileResult, judged: Judged) -> bool:
    """Whether a credential is verified, and came for this question from who holds its key.

    A copy of a credential, or of an answer to somebody else, answers nothing; nor does an
    answer that was to be relied on until a day that is over.
    """
    around = shown_in(result, judged)
    if around is None or _is_over(around):
        return False
    made_for = around.report.find(Check.REQUEST)
    holder = judged.report.find(Check.HOLDER)
    return (
        not judged.secured.is_presentation
        and judged.verdict.code is VerdictCode.VERIFIED
        and made_for is not None
        and made_for.outcome is Outcome.PASSED
        and holder is not None
        and holder.reason is not Reason.HOLDER_PROOF_MISSING
    )


def _is_over(shown: Judged) -> bool:
    return shown.verdict.code is VerdictCode.NOT_VALID


def strays(judged: Judged) -> frozenset[str]:
    """Paths of the endorsements in a credential that are about something else."""
    document = judged.report.verified_document
    if document is None:
        return frozenset()
    return frozenset(
        part.path
        for part in judged.secured.parts
        if not is_about_this(part, judged.secured, document)
    )


def claimed(judged: Judged, evidence: Evidence | None = None) -> CredentialView | None:
    """What a credential says of itself where nothing proves it; None where it is proven.

    Never a fact: for the holder's own eyes, marked as such. What is false is not shown.
    """
    proof = judged.report.find(Check.PROOF)
    is_open = proof is not None and proof.outcome is Outcome.INDETERMINATE
    if judged.view is not None or not is_open or judged.secured.is_presentation:
        return None
    return formats.view(judged.secured.format, judged.secured.document, evidence)


def _by_its_seal(view: CredentialView, report: VerificationReport) -> CredentialView:
    """A seal's owner goes by the number in the certificate.

    The id that a payload gives its issuer identifies nobody, and must not make two issuers one.
    """
    found = report.find(Check.ISSUER_KEY)
    if found is None or found.outcome is not Outcome.PASSED:
        return view
    owner = found.facts.get("signer_id")
    if not isinstance(owner, str):
        return view
    origin = Provenance(source="derived", path="$", rule="owner_of_the_seal")
    envelope = replace(view.envelope, issuer=replace(view.envelope.issuer, id=owner))
    provenance = {**view.provenance, "/envelope/issuer/id": origin}
    return replace(view, envelope=envelope, provenance=provenance)


def _unreadable(source: str, data: bytes, error: IntakeError) -> FileResult:
    elsewhere = belongs(data)
    facts = {} if elsewhere else dict(error.facts)
    return FileResult(
        source=source,
        sha256=None,
        error=FileError(code=elsewhere or error.code, facts=facts),
        credentials=(),
    )
