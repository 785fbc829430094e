"""What is fuzzed: one function a door, which takes any bytes and ends quietly.

Rules
-----
1. Bad input gives a ``WalletError`` or a result that says so; any other exception is a crash.
2. Nothing is ``verified`` but what an issuer of the seeds signed (``WrongAcceptError``).
3. An input takes under two seconds and the process stays under 500 MB (``__main__`` asks for
   both).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from tests.fuzz import backups, exchanged, handed_over, seeds, trust_bundles
from tests.fuzz.target import Target
from tests.helpers.issuer import NOW
from wallet import examine, formats, intake, pathways, report_json, trust
from wallet.errors import WalletError
from wallet.evidence import Evidence, Source
from wallet.examine import FileResult
from wallet.report import Policy, Role, VerdictCode
from wallet.secured import Secured
from wallet.verify import Challenge


class WrongAcceptError(AssertionError):
    """Something that nobody signed was called verified."""


def _intake(data: bytes) -> None:
    try:
        found = intake.open_file(data)
    except WalletError:
        return
    for one in found.credentials:
        _view(one)


def _view(secured: Secured) -> None:
    formats.view(secured.format, secured.document)
    for part in secured.parts:
        _view(part)


@cache
def evidence() -> Evidence:
    """What the verifier of these targets holds."""
    found, refused = trust.read_evidence(
        seeds.evidence().items(), source=Source.CALLER, received_at=NOW
    )
    assert not refused
    return found


def _verify(data: bytes) -> None:
    result = examine.examine(
        data, "fuzz", evidence(), policy=Policy(), now=NOW, role=Role.RECEIVER
    )
    _refuse_what_nobody_signed(result)


def _refuse_what_nobody_signed(result: FileResult) -> None:
    for one in result.credentials:
        if one.verdict.code is VerdictCode.VERIFIED and not seeds.was_signed(one.secured):
            raise WrongAcceptError(one.secured.credential_id)


def _evidence_files(data: bytes) -> None:
    trust.read_evidence([("fuzz", data)], source=Source.CALLER, received_at=NOW)


def _check(data: bytes) -> None:
    """What a receiver is given, who asked a question first."""
    asked = Challenge(nonce=seeds.NONCE, recipient=seeds.RECIPIENT)
    result = examine.examine(
        data,
        "fuzz",
        evidence(),
        policy=Policy(),
        now=NOW,
        role=Role.RECEIVER,
        challenge=asked,
        show_unproven=True,
    )
    report_json.document([result], now=NOW, policy=Policy(), role=Role.RECEIVER)
    _refuse_what_nobody_signed(result)


def _pathway(data: bytes) -> None:
    try:
        pathway = pathways.read(data)
    except WalletError:
        return
    result = pathways.evaluate(pathway, seeds.held(), date(2026, 11, 22), seconds=0.5)
    json.dumps(pathways.to_json(result))


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "intake": Target(_intake, seeds.packed_files),
        "verify": Target(_verify, seeds.credentials),
        "check": Target(_check, seeds.presentations),
        "evidence": Target(_evidence_files, seeds.evidence),
        "pathway": Target(_pathway, seeds.pathway_documents),
        "bundle": Target(trust_bundles.run, trust_bundles.seeds),
        "request": Target(handed_over.request, handed_over.requests),
        "review": Target(handed_over.review, handed_over.reviews),
        "backup": Target(backups.run, backups.seeds),
        "ctdl": Target(exchanged.ctdl, exchanged.pathways),
        "skills": Target(exchanged.skills, exchanged.tables),
    }
)
