"""The manifest of third-party vectors: how an entry's words are read, and what came out.

How an entry is read (spec/verification.md, section 3, last point)
------------------------------------------------------------------
* ``signature: invalid``: never ``verified``.
* ``signature: valid``: ``proof`` passes; never ``not_genuine``.
* ``revoked``, ``suspended``, ``expired``, ``not_yet_valid`` with a valid signature:
  ``not_valid``.
* ``issuer_key: unbound``: ``issuer_key`` is not passed, the verdict ``cannot_tell``.
  Where the issuer is a ``did:key`` and the signature that of another key, the two are provably
  not one: ``not_genuine``, whatever the status (``proof`` passes all the same).
* ``status: none`` or ``valid``: the verdict is not ``not_valid``; with the issuer's registry at
  hand and fresh, and nothing else missing, it is ``verified``.
* ``status: unknown``: never ``verified``.
* ``base_proof``: all of that in the role of the holder; to a receiver it never passes.
* ``signature: none`` or ``unknown``: never ``verified``.
* Category 10 holds no credentials but what registers publish. Nothing of it is verified, and
  what is signed in it (trusted lists, seals) is judged by the reader that the product has for
  it: ``beside.py``.
* ``structure``: names with ``ok`` pass ``format``, names with ``fail`` do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.vectors_table import beside
from wallet.evidence import Evidence, HostedDocument, Source, StatusListItem
from wallet.examine import FileResult, examine
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Policy, Role, VerdictCode
from wallet.trust import read_evidence

AT = datetime(2026, 11, 22, tzinfo=UTC)
"""The moment for which all are judged."""
JUDGED = ("sample", "negative", "structure")
NOT_VALID = ("revoked", "suspended", "expired", "not_yet_valid")
_EVIDENCE = (
    "05-dcc/registries",
    "05-dcc/fixtures/dids",
    "05-dcc/fixtures/statusLists",
    "05-dcc/verifier-core/status",
    "04-openbadges/ob30/bit-string-list",
    "08-did-jwt/jwt-made",
    "04-openbadges/ob20/assets",
    "07-blockcerts/support",
)
_NOT_EVIDENCE = (
    # an older profile of the same issuer, under the same address
    "07-blockcerts/support/v3.0-issuer-profile.json",
)
_DCC = "https://digitalcredentials.github.io/vc-test-fixtures/statusLists"
_CORE = "https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main"
_VALIDATOR = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads"
    "/main/inspector-vc/src/test/resources/ob30"
)
_SERVED = {
    # README of the vectors: "in 05-dcc the list is found by the last part of
    # statusListCredential; in ob30/bit-string-list the list is testlist"
    "e5WK8CbZ1GjycuPombrj": (
        f"{_DCC}/didkey-ed25519Signature2020/e5WK8CbZ1GjycuPombrj",
        f"{_CORE}/src/test-fixtures/status/e5WK8CbZ1GjycuPombrj",
    ),
    "testlist": (f"{_VALIDATOR}/bit-string-list/testlist",),
}


@dataclass(frozen=True)
class Entry:
    """One entry of the manifest."""

    file: str
    category: str
    role: str
    proof_type: str
    signature: str
    status: str
    unbound: bool
    base_proof: bool
    issuer: str | None
    keys: tuple[Any, ...] = ()
    """Public keys of the issuer, where the entry gives them instead of a file."""


def entries(vectors: Path) -> list[Entry]:
    """Every entry that is to be judged."""
    found = json.loads((vectors / "manifest.json").read_text("utf-8"))
    return [
        Entry(
            file=one["file"],
            category=one["category"],
            role=one["role"],
            proof_type=one["proof_type"],
            signature=one["expect"]["signature"],
            status=one["expect"]["status"],
            unbound=one["expect"].get("issuer_key") == "unbound",
            base_proof=one["expect"].get("base_proof") is True,
            issuer=one.get("did"),
            keys=tuple(
                key
                for name, key in (one.get("key_material") or {}).items()
                if name == "issuer_jwk"
            ),
        )
        for one in found
        if one["role"] in JUDGED
    ]


@cache
def evidence(vectors: Path, *, test_keys: bool = False) -> Evidence:
    """Registries, key documents and status lists that lie beside the samples."""
    files = [
        (str(path.relative_to(vectors)), path.read_bytes())
        for folder in _EVIDENCE
        for path in sorted((vectors / folder).rglob("*"))
        if path.is_file() and str(path.relative_to(vectors)) not in _NOT_EVIDENCE
    ]
    found, _ = read_evidence(files, source=Source.CALLER, received_at=AT)
    return Evidence(
        key_documents=found.key_documents,
        status_lists=tuple(_served(one) for one in found.status_lists),
        registries=found.registries,
        hosted=tuple(one for one in found.hosted if _served_there(one)),
        allow_test_keys=test_keys,
    )


_JSON_ISSUERS = {
    "rfc9901": "https://issuer.example.com",
    "generated": "https://example.com/issuer",
}
"""``iss`` of the JWS JSON samples, whose entries name no issuer."""


def metadata(entry: Entry) -> Evidence:
    """``jwt-vc-issuer`` metadata with the keys that an entry of the SD-JWT samples gives.

    Two libraries publish different keys for one ``https://example.com/issuer``, so each entry
    has its own.
    """
    if not entry.category.startswith("03") or not entry.keys:
        return Evidence()
    issuer = entry.issuer or _JSON_ISSUERS[entry.file.split("/")[1]]
    data = json.dumps({"issuer": issuer, "jwks": {"keys": list(entry.keys)}}).encode()
    found, refused = read_evidence(
        [("metadata.json", data)], source=Source.CALLER, received_at=AT
    )
    assert not refused, refused
    return found


def _served_there(item: HostedDocument) -> bool:
    """README of the vectors: the files lie under the last part of the URL."""
    return Path(item.origin.name).name == item.url.rsplit("/", 1)[-1] or (
        "07-blockcerts" in item.origin.name
    )


def _served(item: StatusListItem) -> StatusListItem:
    name = Path(item.origin.name).name.removesuffix(".json")
    return StatusListItem(
        url=item.url,
        bytes=item.bytes,
        origin=item.origin,
        also_known_as=_SERVED.get(name, ()),
    )


def judge(
    vectors: Path, entry: Entry, *, at: datetime = AT, test_keys: bool = False
) -> FileResult:
    """What Tessera makes of an entry's file."""
    return examine(
        (vectors / entry.file).read_bytes(),
        entry.file,
        evidence(vectors, test_keys=test_keys).joined(metadata(entry)),
        policy=Policy(),
        now=at,
        role=Role.HOLDER if entry.base_proof else Role.RECEIVER,
    )


def outcome(result: FileResult, check: Check) -> Outcome | None:
    """The outcome of a check of the first credential in a file."""
    if not result.credentials:
        return None
    found = result.credentials[0].report.find(check)
    return found.outcome if found is not None else None


def verdicts(result: FileResult) -> set[VerdictCode]:
    """Verdicts of everything in a file."""
    return {one.verdict.code for one in result.credentials}


_HASHED_AS_JSON = "03-sd-jwt/generated/json_serialization_flattened/presentation.json"
"""Its key binding hashes the JSON text. RFC 9901, section 8.1, says the hash is always over the
compact form, so it holds for the library that made it (sd-jwt 0.10.4) and for nobody else."""


NOT_YET: Mapping[str, str] = {
    "04-openbadges/jwt/mynextid-microcredential.jwt": (
        "a whole JWS object in base64 once more, which no standard describes"
    ),
    "06-elm-edc-emrex/edc-json/signed_credential.jsonld": (
        "says by itself that it ended in 2024, which its entry does not mention: not valid"
    ),
    "06-elm-edc-emrex/edc-json/json_sealed_test_output.json": (
        "a sealed presentation: a seal is no proof by the holder, which presentations need"
    ),
    "10-accreditation-trust/jades/jades-flattened-BpB-detached-objectByURIHash.json": (
        "seals a TEST-DOC.txt, which is not in the folder: said to be elsewhere"
    ),
    "07-blockcerts/v1/testnet-valid-1.2.json": (
        "Blockcerts 1.2 is known by sight: its contexts are published no more"
    ),
    "07-blockcerts/v3/mocknet-v3-valid.json": (
        "said to be unbound, but its issuer's profile in support/ lists the key"
    ),
    "07-blockcerts/v3/mocknet-verifiable-presentation.json": (
        "a Merkle proof names nobody who presents, so a presentation's never passes"
    ),
}
"""Entries that come out otherwise than they name, each with its reason; none is verified, and
none called false."""


def complaint(entry: Entry, result: FileResult, vectors: Path) -> str:
    """Why the result is not what the entry names; empty where it is."""
    if entry.category.startswith("10"):
        why = "verified" if VerdictCode.VERIFIED in verdicts(result) else ""
        why = why or beside.complaint(vectors / entry.file, entry.proof_type, entry.signature)
    else:
        why = _complaint(entry, result)
    if entry.file not in NOT_YET:
        return why
    slandered = {VerdictCode.VERIFIED, VerdictCode.NOT_GENUINE} & verdicts(result)
    return "" if why and not slandered else "no longer an exception"


def _complaint(entry: Entry, result: FileResult) -> str:
    found = verdicts(result)
    if entry.file == _HASHED_AS_JSON:
        shown, inside = result.credentials
        failed = shown.verdict.deciding.facts.get("detail") == "sd_hash"
        whole = inside.report.find(Check.PROOF)
        good = whole is not None and whole.outcome is Outcome.PASSED
        return "" if failed and good else "not told by its key binding alone"
    if entry.role == "structure":
        return _structure(entry, result)
    if entry.signature == "invalid" or entry.signature in ("none", "unknown"):
        return "verified" if VerdictCode.VERIFIED in found else ""
    return _signed(entry, result, found)


def _structure(entry: Entry, result: FileResult) -> str:
    if VerdictCode.VERIFIED in verdicts(result):
        return "verified"
    name = Path(entry.file).stem
    passed = outcome(result, Check.FORMAT) is Outcome.PASSED
    if "vcdm2-test-suite" not in entry.file:
        return ""
    if "-ok" in name and not passed:
        return "a conforming structure does not pass format"
    if "-fail" in name and passed:
        return "a structure that does not conform passes format"
    return ""


def _signed(entry: Entry, result: FileResult, found: set[VerdictCode]) -> str:
    if entry.unbound and _key_of_another(result):
        passed = outcome(result, Check.PROOF) is Outcome.PASSED
        return "" if passed and found == {VerdictCode.NOT_GENUINE} else "key of another"
    told: Mapping[str, bool] = {
        "not read": not result.credentials,
        "proof does not pass": outcome(result, Check.PROOF) is not Outcome.PASSED,
        "not_genuine": VerdictCode.NOT_GENUINE in found,
        "should be not_valid": entry.status in NOT_VALID and found != {VerdictCode.NOT_VALID},
        "should not be not_valid": entry.status in ("none", "valid", "unknown")
        and VerdictCode.NOT_VALID in found,
        "unknown status is verified": entry.status == "unknown"
        and VerdictCode.VERIFIED in found,
        "unbound key passes": entry.unbound
        and outcome(result, Check.ISSUER_KEY) is Outcome.PASSED,
    }
    return next((name for name, is_so in told.items() if is_so), "")


def _key_of_another(result: FileResult) -> bool:
    """Whether the issuer is a key, and the credential signed by another."""
    if not result.credentials:
        return False
    one = result.credentials[0].report.find(Check.ISSUER_KEY)
    return (
        one is not None
        and one.reason is Reason.KEY_OF_ANOTHER
        and str(one.facts.get("issuer")).startswith("did:key:")
    )


def table(rows: Iterable[tuple[Entry, FileResult, str]]) -> str:
    """What came out, a line for each category."""
    counts: dict[str, dict[str, Any]] = {}
    for entry, result, complained in rows:
        line = counts.setdefault(entry.category, dict.fromkeys(_COLUMNS, 0))
        line["entries"] += 1
        line["as named"] += not complained and entry.file not in NOT_YET
        line["not yet"] += entry.file in NOT_YET
        line["not read"] += result.error is not None
        for code in {one.value for one in verdicts(result)}:
            line[code] += 1
    width = max(len(one) for one in counts)
    head = f"{'category':<{width}}  " + "  ".join(f"{one:>11}" for one in _COLUMNS)
    lines = [
        f"{category:<{width}}  " + "  ".join(f"{line[one]:>11}" for one in _COLUMNS)
        for category, line in sorted(counts.items())
    ]
    return "\n".join([head, *lines])


_COLUMNS = (
    "entries",
    "as named",
    "not yet",
    "verified",
    "not_valid",
    "not_genuine",
    "cannot_tell",
    "not read",
)
