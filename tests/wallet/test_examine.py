"""Whatever the bytes, a file gives results or one reason why it cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.files import archive, png, svg, to_bytes
from tests.helpers.issuer import NOW, Issuer, presentation
from tests.helpers.judging import evidence_of, examined
from tests.helpers.keys import Key
from wallet.evidence import Evidence
from wallet.examine import examine
from wallet.report import Policy, Role, VerdictCode


@pytest.mark.parametrize("packed", [to_bytes, png, svg])
def test_a_badge_is_the_same_however_it_is_packed(packed: Any) -> None:
    issuer = Issuer()
    badge = issuer.issue()
    result = examined(packed(badge), evidence_of(issuer))
    assert [one.verdict.code for one in result.credentials] == [VerdictCode.VERIFIED]
    assert result.sha256 is not None
    plain = examined(badge, evidence_of(issuer)).credentials[0]
    assert result.credentials[0].credential_id == plain.credential_id


def test_an_archive_names_what_it_could_not_read_and_keeps_the_rest() -> None:
    issuer = Issuer()
    data = archive({"badge.json": to_bytes(issuer.issue()), "notes.txt": b"hello"})
    result = examined(data, evidence_of(issuer))
    assert [one.verdict.code for one in result.credentials] == [VerdictCode.VERIFIED]
    assert [(one.member, one.code) for one in result.refused] == [
        ("notes.txt", "not_a_credential")
    ]


def test_a_presentation_comes_first_and_then_each_credential_in_it() -> None:
    issuer, holder = Issuer(), Key.make("learner")
    shown = presentation([issuer.issue("One"), issuer.issue("Two")], holder)
    result = examined(shown, evidence_of(issuer))
    assert [one.secured.is_presentation for one in result.credentials] == [True, False, False]
    assert [one.path for one in result.credentials] == [
        "$",
        "$.verifiableCredential[0]",
        "$.verifiableCredential[1]",
    ]


def test_content_is_shown_only_once_it_is_proven_or_asked_for() -> None:
    issuer = Issuer()
    badge = issuer.issue("Data basics")
    assert examined(badge, evidence_of(issuer)).credentials[0].view is not None
    altered = to_bytes({**badge, "name": "Other"})
    for asked in (False, True):
        result = examine(
            altered,
            "x",
            evidence_of(issuer),
            policy=Policy(),
            now=NOW,
            role=Role.RECEIVER,
            show_unproven=asked,
        )
        assert (result.credentials[0].view is not None) is asked


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\x89PNG", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_file_without_a_credential_is_an_error_not_a_crash(data: bytes) -> None:
    result = examined(data, Evidence())
    assert result.error is not None
    assert result.credentials == ()


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    result = examined(data, Evidence())
    assert (result.error is None) == bool(result.credentials)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["", "did:key:z6Mk", "VerifiableCredential", "https://a", "z1", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "@type",
                    "@id",
                    "issuer",
                    "proof",
                    "credentialStatus",
                    "statusListIndex",
                    "validUntil",
                    "@value",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(["issuer", "credentialStatus", "validUntil", "proof", "type"]), _JSON)
def test_any_value_in_a_deciding_member(member: str, value: Any) -> None:
    issuer = Issuer()
    badge = {**_BADGE, member: value}
    if badge == _BADGE:
        return
    result = examined(json.dumps(badge).encode(), evidence_of(issuer))
    assert VerdictCode.VERIFIED not in [one.verdict.code for one in result.credentials]


@given(
    st.sampled_from(["issuer", "credentialStatus", "validUntil", "credentialSubject"]), _JSON
)
def test_any_value_that_the_issuer_itself_signed(member: str, value: Any) -> None:
    """Signed nonsense is judged, never a crash."""
    issuer = Issuer()
    token = issuer.jwt(
        {**issuer.credential(), "validUntil": None}, "vc+jwt", claims={member: value}
    )
    result = examined(token, evidence_of(issuer))
    assert result.credentials


_BADGE = Issuer().issue(status=("revocation",))
