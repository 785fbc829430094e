"""What a receiver keeps of a check: a table for a spreadsheet, and a report that is signed.

Rules (spec/presentations.md F.4)
---------------------------------
1. Worst first: what cannot be read, then not genuine, not valid, cannot tell, verified.
2. Every row of the table has verdict, freshness and holder, also where nothing was asked or
   shown: then it says so. No cell acts in a spreadsheet.
3. A report is signed by a key made for it alone and named in it. It shows that nothing in the
   report was changed since; it proves nothing of the credentials, and is never evidence: it
   carries digests of what was looked at, so that anybody can look again.
4. What may have been left out of a credential stands beside its verdict: a failed result that
   is not shown is no pass.
   So does what was asked for and is not there, and that not everything was looked at.
5. Whether the issuer was accredited stands in both, in words: both answers, what they rest on
   and who says so (spec/trust.md D.5). It is no part of the verdict.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wallet import report_json, wording
from wallet.credential import best
from wallet.encoding import jcs, strict_json, timestamp
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.encoding.spreadsheet import cell
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.examine import FileError, FileResult, Judged, shown_in
from wallet.holder import new_private_key, sign_bytes
from wallet.identifiers import did_key_of, find_key
from wallet.presenting import not_shown
from wallet.proofs import signatures
from wallet.report import Check, Policy, Role, VerdictCode
from wallet.wording import tr
from wallet.wording.presenting import kept_back

_TYPE = "check-report/1"
ORDER = (
    VerdictCode.NOT_GENUINE,
    VerdictCode.NOT_VALID,
    VerdictCode.CANNOT_TELL,
    VerdictCode.VERIFIED,
)
"""Worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    file: str
    place: str
    title: str
    verdict: str
    why: str
    freshness: str
    holder: str
    issuer: str
    advice: str
    accreditation: str = ""
    rests_on: str = ""
    left_out: str = ""


def worst(result: FileResult) -> VerdictCode | None:
    """The worst verdict in a file; None where it could not be read."""
    codes = [one.verdict.code for one in result.credentials]
    return min(codes, key=ORDER.index) if codes and result.error is None else None


def worst_first(results: Iterable[FileResult]) -> list[FileResult]:
    """Rule 1; files of one rank keep their order."""
    return sorted(results, key=_rank)


def _rank(result: FileResult) -> int:
    code = worst(result)
    return -1 if code is None else ORDER.index(code)


def rows(results: Iterable[FileResult]) -> list[Row]:
    """The table, worst first."""
    return [row for result in worst_first(results) for row in _rows(result)]


def to_csv(results: Iterable[FileResult], lacking: Iterable[tuple[str, str]] = ()) -> bytes:
    """The table as a spreadsheet opens it: UTF-8 with its mark, one header line.

    ``lacking``: of which file what was asked for and is not there; those rows stand first.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(
        [
            tr("File"), tr("Place"), tr("Title"), tr("Verdict"), tr("Why"), tr("Freshness"),
            tr("Holder"), tr("Issuer"), tr("What to do"), tr("Accreditation of the issuer"),
            tr("What this rests on"), tr("Not shown to you"),
        ]
    )  # fmt: skip
    for row in (*(_lacks(file, why) for file, why in lacking), *rows(results)):
        told = (
            row.file, row.place, row.title, row.verdict, row.why, row.freshness, row.holder,
            row.issuer, row.advice, row.accreditation, row.rests_on, row.left_out,
        )  # fmt: skip
        writer.writerow([cell(one, lines=True) for one in told])
    return out.getvalue().encode("utf-8-sig")


def signed(
    told: Mapping[str, Any], evidence: Sequence[str], question: Mapping[str, Any]
) -> bytes:
    """The report as a file (rule 3).

    Args:
        told: the JSON of the check, as ``report_json.document`` gives it.
        evidence: SHA-256 of every item of evidence that was at hand.
        question: what was asked for: nonce, recipient.
    """
    key = new_private_key()
    report = {
        "type": _TYPE,
        "by": did_key_of(key.public_key()),
        "note": "The key was made for this report. It shows that nothing here was changed.",
        "question": dict(question),
        "evidence_sha256": sorted(set(evidence)),
        "check": told,
    }
    signature = sign_bytes(key, jcs.canonical(report))
    document = {"report": report, "signature": b64url_encode(signature)}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def reopened(data: bytes) -> FileError | None:
    """Of a report that was saved: whether it is as it was signed; None of any other file.

    Intact says nothing of who made it (rule 3): anybody can make a key and sign a report.
    """
    try:
        told = strict_json.loads(data)
    except InputError:
        return None
    if not isinstance(told, dict):
        return None
    report = told.get("report")
    if not isinstance(report, dict) or report.get("type") != _TYPE:
        return None
    try:
        key = find_key(str(report["by"]), Evidence())
        signatures.check(key, b64url_decode(str(told["signature"])), jcs.canonical(report))
        at = timestamp.write(timestamp.parse(report["check"]["verified_at"]))
    except (InputError, ProofFailure, KeyError, TypeError):
        return FileError(code="check_report_changed")
    return FileError(code="check_report_intact", facts={"at": at})


def document(results: Iterable[FileResult], *, now: Any, policy: Policy) -> dict[str, Any]:
    """The JSON of a check, worst first."""
    ordered = worst_first(results)
    told = report_json.document(ordered, now=now, policy=policy, role=Role.RECEIVER)
    for result, written in zip(ordered, told["results"], strict=True):
        for one, said in zip(result.credentials, written["credentials"], strict=True):
            said["accreditation_said"] = _accreditation_said(one)
            said["not_shown_said"] = left_out(one) or None
    return told


def left_out(one: Judged) -> str:
    """That its holder may have left parts out, and what that may change; empty for a whole."""
    count = None if one.secured.is_presentation else not_shown(one.secured)
    return "" if count is None else kept_back(count)


def _accreditation_said(one: Judged) -> dict[str, Any] | None:
    """Rule 5."""
    words = wording.accreditation(one.report, Role.RECEIVER)
    return None if words is None else asdict(words)


def _rows(result: FileResult) -> Iterable[Row]:
    if result.error is not None:
        words = wording.error(result.error.code, result.error.facts)
        yield _unread(result.source, "", words)
    for one in result.credentials:
        yield _row(result, one)
    for refused in result.refused:
        words = wording.error(refused.code, refused.facts)
        yield _unread(result.source, refused.member, words)


def _unread(file: str, place: str, words: wording.Words) -> Row:
    nothing = tr("not shown")
    return Row(
        file=file,
        place=place,
        title="",
        verdict=tr("Not read"),
        why=words.meaning,
        freshness=nothing,
        holder=nothing,
        issuer="",
        advice=words.advice,
    )


def _lacks(file: str, why: str) -> Row:
    nothing = tr("not shown")
    return Row(
        file=file,
        place="",
        title="",
        verdict=wording.verdict_title(VerdictCode.CANNOT_TELL),
        why=why,
        freshness=nothing,
        holder=nothing,
        issuer="",
        advice="",
    )


def _row(result: FileResult, one: Judged) -> Row:
    words = wording.verdict(one.verdict, one.report, Role.RECEIVER)
    around = one if one.secured.is_presentation else shown_in(result, one)
    accredited = wording.accreditation(one.report, Role.RECEIVER)
    return Row(
        accreditation=accredited.sentence if accredited is not None else "",
        rests_on="\n".join(accredited.rests_on) if accredited is not None else "",
        left_out=left_out(one),
        file=result.source,
        place=one.path,
        title=title_of(one),
        verdict=words.title,
        why=words.sentence,
        freshness=_finding(around or one, Check.REQUEST),
        holder=_finding(one, Check.HOLDER),
        issuer=", ".join(one.report.issuer_names),
        advice=words.advice,
    )


def _finding(one: Judged, check: Check) -> str:
    found = one.report.find(check)
    if found is None:
        return tr("not shown")
    words = wording.finding(found, Role.RECEIVER)
    return words.text


def title_of(one: Judged) -> str:
    """What a row of the table is called; empty where nothing in it has a name."""
    if one.secured.is_presentation:
        return tr("Presentation")
    if one.view is None or not one.view.awards:
        return ""
    title = best(one.view.awards[0].title, ("en",))
    return title.text if title is not None else ""
