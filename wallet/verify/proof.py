"""Steps 1 and 2: which format is it, and does its proof hold?

The only place where a ``ProofFailure`` becomes a finding. A failure whose reason is one of the
document's form (an unknown or unsigned context, a redefined term, claims that contradict each
other, a limit) is a finding of ``format``: then ``proof`` could not be judged and says so, but
nobody is told that something was altered.
"""

from __future__ import annotations

from collections.abc import Iterable

from wallet import formats, proofs
from wallet.encoding.timestamp import write as stamp
from wallet.errors import Fact, ProofFailure
from wallet.proofs.interface import ProofFact, Proven
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome
from wallet.secured import Format, Secured
from wallet.verify import resources
from wallet.verify.case import Case, finding

OF_FORMAT = frozenset(
    {
        Reason.CLAIMS_CONFLICT,
        Reason.INVALID_MEMBER,
        Reason.MALFORMED_JSON,
        Reason.MISSING_MEMBER,
        Reason.PROTECTED_TERM_REDEFINED,
        Reason.TOO_COMPLEX,
        Reason.TOO_DEEP,
        Reason.TOO_LARGE,
        Reason.UNKNOWN_CONTEXT,
        Reason.UNSIGNED_CONTEXT,
        Reason.UNSIGNED_MEMBERS,
    }
)
_UNSETTLED = frozenset(
    {
        Reason.CONTENT_NOT_READ,
        Reason.UNKNOWN_CONTEXT,
        Reason.UNKNOWN_FORMAT,
        Reason.UNSIGNED_MEMBERS,
        Reason.UNSUPPORTED_FORMAT,
    }
)
"""Reasons that leave the format open instead of breaking it."""
_UNKNOWN = frozenset({Format.UNKNOWN})
_ALWAYS_THERE = frozenset(
    {"$", "$.@context", "$.type", "$.issuer", "$.credentialSubject", "$.proof"}
)
_NAMED = 10
"""Members named in a finding; a file with thousands of them needs no longer list."""


def check_proof(case: Case) -> tuple[Proven | None, Finding, Finding | None]:
    """What the proof covers, the finding of ``proof``, and one of ``format`` it may bring."""
    try:
        proven = proofs.check(case.secured, case.setting())
    except ProofFailure as failure:
        return None, *_from_failure(failure)
    facts = _facts(proven.proofs, case)
    return proven, finding(Check.PROOF, Outcome.PASSED, proven.reason, facts), None


def _from_failure(failure: ProofFailure) -> tuple[Finding, Finding | None]:
    reason = Reason(failure.code)
    outcome = Outcome.INDETERMINATE if failure.indeterminate else Outcome.FAILED
    if reason not in OF_FORMAT:
        return finding(Check.PROOF, outcome, reason, failure.facts), None
    broken = Outcome.INDETERMINATE if reason in _UNSETTLED else Outcome.FAILED
    return (
        finding(Check.PROOF, Outcome.INDETERMINATE, reason, failure.facts),
        finding(Check.FORMAT, broken, reason, failure.facts),
    )


def _facts(judged: Iterable[ProofFact], case: Case) -> dict[str, Fact]:
    """About the first proof that passed, and how many there are."""
    every = tuple(judged)
    shown = next((one for one in every if one.outcome is Outcome.PASSED), None)
    facts: dict[str, Fact] = {"securing": case.secured.securing}
    if len(every) > 1:
        facts["proofs"] = len(every)
        facts["proofs_passed"] = sum(one.outcome is Outcome.PASSED for one in every)
    if shown is not None:
        facts["verification_method"] = shown.verification_method
        facts["suite"] = shown.suite
        facts["timestamp_says"] = None if shown.stamped is None else stamp(shown.stamped)
    return facts


def check_format(case: Case, proven: Proven | None, of_proof: Finding | None) -> Finding:
    """The finding of ``format``; the graver of several problems is told."""
    secured = case.secured
    if of_proof is not None and of_proof.outcome is Outcome.FAILED:
        return of_proof
    covered = secured.securing != "none"
    problems = [
        *secured.problems,
        *formats.problems(secured.format, secured.document, secured=covered),
    ]
    if proven is not None:
        differing = resources.problems(proven.document, case.evidence)
        problems = [*proven.format_problems, *problems, *differing]
    kept_back = [one for one in problems if _may_be_kept_back(one, proven)]
    problems = [one for one in problems if one not in kept_back]
    if problems:
        return _broken(problems)
    if of_proof is not None:
        return of_proof
    if secured.format in _UNKNOWN:
        return finding(Check.FORMAT, Outcome.INDETERMINATE, Reason.UNKNOWN_FORMAT)
    if proven is not None and proven.unsigned_members:
        members = proven.unsigned_members[:_NAMED]
        return finding(
            Check.FORMAT,
            Outcome.INDETERMINATE,
            Reason.UNSIGNED_MEMBERS,
            {"members": members, "count": len(proven.unsigned_members)},
        )
    return _conforms(secured, proven, [path for _, path in kept_back])


def _conforms(secured: Secured, proven: Proven | None, not_shown: list[str]) -> Finding:
    """The rules of the standard are kept; what a schema asks for is another matter."""
    facts: dict[str, Fact] = {"format": secured.format.value}
    if not_shown:
        facts["not_shown"] = tuple(not_shown)[:_NAMED]
    named = resources.schemas(proven.document) if proven is not None else ()
    if named:
        facts["schema_not_checked"] = named[:_NAMED]
    return finding(Check.FORMAT, Outcome.PASSED, Reason.CONFORMS, facts)


def _may_be_kept_back(problem: tuple[str, str], proven: Proven | None) -> bool:
    """Whether a member is missing only because its holder may hide it (section 2.2).

    What the issuer signed may have it: its standard is not broken by what is not shown. What
    the checks themselves rest on is not among this.
    """
    reason, path = problem
    return (
        proven is not None
        and proven.selective
        and reason == Reason.MISSING_MEMBER
        and path not in _ALWAYS_THERE
    )


def _broken(problems: list[tuple[str, str]]) -> Finding:
    reason = Reason(problems[0][0])
    members = tuple(dict.fromkeys(path for _, path in problems))[:_NAMED]
    open_question = reason in _UNSETTLED
    outcome = Outcome.INDETERMINATE if open_question else Outcome.FAILED
    return finding(Check.FORMAT, outcome, reason, {"members": members})
