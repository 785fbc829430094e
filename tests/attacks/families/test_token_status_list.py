"""Token Status Lists set, withdrawn, stale, lent, of another address, packed as bombs."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import evidence_of, found, judged
from tests.helpers.keys import b64url
from tests.helpers.sd_jwt import digest, disclosure, seconds, sign, status_list, vc_payload
from wallet.limits import LIMITS
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.status.interface import ProvenList
from wallet.status.token_status_list import TokenStatusList

ISSUER = Issuer(kind="P-256")
OTHER = Issuer("Somebody else", kind="P-256", host="other.example")
URL = "https://university.example/statuslists/1"
INDEX = 1337
DAY = timedelta(days=1)
CREDENTIAL = sign(
    ISSUER, vc_payload(ISSUER, status={"status_list": {"idx": INDEX, "uri": URL}})
).shown()


def status(*lists: bytes, credential: str = CREDENTIAL) -> tuple[Outcome, Reason, VerdictCode]:
    extra = [(f"{number}.jwt", one) for number, one in enumerate(lists)]
    one = judged(credential, evidence_of(ISSUER, extra=extra))
    finding = found(one, Check.STATUS)
    return finding.outcome, finding.reason, one.verdict.code


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_the_value_decides_and_its_neighbours_do_not(bits: int) -> None:
    around = {INDEX - 1: 1, INDEX + 1: 1}
    assert status(status_list(ISSUER, URL, around, bits=bits)) == (
        Outcome.PASSED,
        Reason.NOT_REVOKED,
        VerdictCode.VERIFIED,
    )
    assert status(status_list(ISSUER, URL, {INDEX: 1}, bits=bits)) == (
        Outcome.FAILED,
        Reason.REVOKED,
        VerdictCode.NOT_VALID,
    )
    if bits == 1:
        return
    assert status(status_list(ISSUER, URL, {INDEX: 2}, bits=bits)) == (
        Outcome.FAILED,
        Reason.SUSPENDED,
        VerdictCode.NOT_VALID,
    )
    assert status(status_list(ISSUER, URL, {INDEX: 3}, bits=bits)) == (
        Outcome.INDETERMINATE,
        Reason.STATUS_VALUE_UNKNOWN,
        VerdictCode.CANNOT_TELL,
    )


@pytest.mark.parametrize(
    ("lists", "reason"),
    [
        ([], Reason.STATUS_LIST_MISSING),
        ([status_list(ISSUER, URL + "0", {})], Reason.STATUS_LIST_MISSING),
        ([status_list(ISSUER, "https://evil.example/statuslists/1", {})], None),
        ([status_list(OTHER, URL, {})], Reason.STATUS_LIST_WRONG_ISSUER),
        (
            [status_list(ISSUER, URL, {}, header={"typ": "JWT"})],
            Reason.STATUS_LIST_NOT_PROVEN,
        ),
        ([status_list(ISSUER, URL, {}, header={"alg": "none"})], None),
        ([status_list(ISSUER, URL, {}, at=NOW - 40 * DAY)], Reason.EVIDENCE_TOO_OLD),
        ([status_list(ISSUER, URL, {}, exp=seconds(NOW))], Reason.EVIDENCE_TOO_OLD),
        ([status_list(ISSUER, URL, {}, ttl=3600)], Reason.EVIDENCE_TOO_OLD),
        ([status_list(ISSUER, URL, {}, ttl="soon")], Reason.STATUS_LIST_UNREADABLE),
        ([status_list(ISSUER, URL, {}, iat=None)], Reason.STATUS_LIST_NOT_PROVEN),
        ([status_list(ISSUER, URL, {}, entries=1336)], Reason.STATUS_INDEX_OUT_OF_RANGE),
        (
            [status_list(ISSUER, URL, {}, status_list={"bits": 3, "lst": "eNo"})],
            Reason.STATUS_LIST_UNREADABLE,
        ),
    ],
)
def test_a_list_that_is_not_good_never_reads_as_not_revoked(
    lists: list[bytes], reason: Reason | None
) -> None:
    outcome, found_reason, verdict = status(*lists)
    assert outcome is Outcome.INDETERMINATE
    assert verdict is VerdictCode.CANNOT_TELL
    assert reason is None or found_reason is reason


def test_a_fresh_time_to_live_is_fine_and_a_revocation_stays() -> None:
    fresh = status_list(ISSUER, URL, {}, ttl=3 * 86400, exp=seconds(NOW + DAY))
    assert status(fresh)[1] is Reason.NOT_REVOKED
    revoked = status_list(ISSUER, URL, {INDEX: 1}, at=NOW - 3 * DAY)
    assert status(revoked, fresh)[1] is Reason.REVOCATION_WITHDRAWN


def test_a_list_altered_after_it_was_signed() -> None:
    head, payload, signature = status_list(ISSUER, URL, {INDEX: 1}).decode().split(".")
    content = json.loads(base64.urlsafe_b64decode(payload + "=="))
    clear = b64url(zlib.compress(bytes(1024)))
    content["status_list"]["lst"] = clear
    forged = f"{head}.{b64url(json.dumps(content).encode())}.{signature}"
    assert status(forged.encode())[1] is Reason.STATUS_LIST_NOT_PROVEN


def test_a_list_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    bomb = b64url(zlib.compress(bytes(LIMITS.status_list_bytes + 1), 9))
    told = {"bits": 1, "lst": bomb}
    assert status(status_list(ISSUER, URL, {}, status_list=told))[1] is (
        Reason.STATUS_LIST_UNREADABLE
    )


@pytest.mark.parametrize(
    "claim",
    [
        {"status_list": "x"},
        {"status_list": {"idx": -1, "uri": URL}},
        {"status_list": {"idx": INDEX}},
        {"identifier_list": {"id": "7", "uri": URL}},
        {"status_list": {"idx": INDEX, "uri": URL}, "other": {}},
        {},
        "x",
        7,
    ],
)
def test_a_status_that_cannot_be_read_is_not_passed_over(claim: Any) -> None:
    token = sign(ISSUER, vc_payload(ISSUER, status=claim)).shown()
    outcome, _, verdict = status(status_list(ISSUER, URL, {}), credential=token)
    assert outcome is Outcome.INDETERMINATE
    assert verdict is VerdictCode.CANNOT_TELL


def test_a_mechanism_that_was_kept_back_may_say_revoked() -> None:
    hidden = disclosure("identifier_list", {"id": "7", "uri": URL})
    told = {"status_list": {"idx": INDEX, "uri": URL}, "_sd": [digest(hidden)]}
    token = sign(ISSUER, vc_payload(ISSUER, status=told)).shown()
    assert status(status_list(ISSUER, URL, {}), credential=token) == (
        Outcome.INDETERMINATE,
        Reason.MAY_BE_UNDISCLOSED,
        VerdictCode.CANNOT_TELL,
    )
    revoked = status(status_list(ISSUER, URL, {INDEX: 1}), credential=token)
    assert revoked[2] is VerdictCode.NOT_VALID


# --- the draft's own vectors -----------------------------------------------------------------


@pytest.mark.vectors
@pytest.mark.parametrize(
    ("name", "key"),
    [("encoding1_long", "1-bit Status List"), ("encoding4", "4-bit Status List")],
)
def test_the_published_lists_read_as_published(vectors: Path, name: str, key: str) -> None:
    folder = vectors / "03-sd-jwt" / "token-status-list"
    told = json.loads((folder / f"status_list_{name}.json").read_text("utf-8"))
    wanted = json.loads((folder / "test-vector-values.json").read_text("utf-8"))[key]
    proven = ProvenList(
        issuer=None,
        issuer_key_holds=True,
        types=frozenset(),
        subject_types=frozenset(),
        members=told,
        dated=None,
        begins=None,
        ends=None,
    )
    method = TokenStatusList()
    for index, value in wanted.items():
        if value > 2:  # no meaning of ours
            continue
        assert method.value(proven, int(index), 1, "revocation") == int(value == 1), index
        assert method.value(proven, int(index), 1, "suspension") == int(value == 2), index
        assert method.value(proven, int(index) + 1, 1, "revocation") in (0, None)
