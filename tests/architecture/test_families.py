"""The contract of every family: names differ, recognisers are disjoint, bad input is told.

Samples are one of each kind that the test issuer can make; what the order in a tuple is must
never matter.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import files, sd_jwt
from tests.helpers.issuer import JWT_FORMS, NOW, Issuer, Key, presentation, registry
from wallet import intake
from wallet.containers import CONTAINERS
from wallet.credential import CredentialView
from wallet.errors import IntakeError, WalletError
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.formats import FORMATS, view
from wallet.identifiers import METHODS
from wallet.presenting import TRANSPORTS
from wallet.proofs import PROOFS
from wallet.report import Policy, Role, VerdictCode
from wallet.status import STATUS_METHODS
from wallet.trust import TRUST_SOURCES, read_evidence

HOLDER = Key.make("holder")


def credentials() -> dict[str, Any]:
    """One credential of each model and securing form."""
    issuer = Issuer()
    made: dict[str, Any] = {}
    for model in ("ob3", "ob3-1.1", "vcdm2", "vcdm1"):
        made[f"{model} json"] = issuer.issue(model=model)
        made[f"{model} unsigned"] = issuer.credential(model=model)
    for form in JWT_FORMS:
        made[form] = issuer.issue(suite=form)
    for kind in ("P-256", "P-384"):
        made[kind] = Issuer(kind=kind).issue(suite="ecdsa-jcs-2019")
    learning = sd_jwt.sign(issuer, sd_jwt.vc_payload(issuer, HOLDER))
    made["sd-jwt vc"] = learning.shown("family_name")
    made["sd-jwt vc shown"] = sd_jwt.bind(learning.shown(), HOLDER)
    w3c = issuer.credential(model="vcdm2")
    made["sd-jwt vcdm2"] = sd_jwt.sign(issuer, w3c, typ="vc+sd-jwt").shown()
    made["presentation"] = presentation([made["ob3 json"], made["vc+jwt"]], HOLDER)
    made["status list"] = json.loads(issuer.publish())
    return made


CREDENTIALS = credentials()
FILES = {
    **{name: files.to_bytes(one) for name, one in CREDENTIALS.items()},
    "png": files.png(CREDENTIALS["ob3 json"]),
    "svg": files.svg(CREDENTIALS["ob3_jwt"]),
    "zip": files.archive({"a.json": files.to_bytes(CREDENTIALS["ob3 json"])}),
    "pdf": b"%PDF-1.7\n%%EOF",
    "text": b"hello",
    "nothing": b"",
}


@pytest.mark.parametrize(
    "names",
    [
        [one.NAME for one in CONTAINERS],
        [one.FORMAT for one in FORMATS],
        [one.name for one in PROOFS],
        [one.name for one in METHODS],
        [one.name for one in STATUS_METHODS],
        [one.entry_type for one in STATUS_METHODS],
        [one.name for one in TRUST_SOURCES],
        [one.name for one in TRANSPORTS],
    ],
)
def test_no_two_adapters_of_a_family_share_a_name(names: Sequence[str]) -> None:
    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize("name", sorted(FILES))
def test_at_most_one_container_recognises_a_file(name: str) -> None:
    assert sum(one.recognises(FILES[name]) for one in CONTAINERS) <= 1


@pytest.mark.parametrize("name", sorted(CREDENTIALS))
def test_exactly_one_format_and_one_securing_form_is_responsible(name: str) -> None:
    for secured in intake.read(FILES[name]):
        known = [
            one.FORMAT for one in FORMATS if one.recognises(secured.document, secured.header)
        ]
        assert known == [secured.format]
        assert sum(one.handles(secured) for one in PROOFS) == 1


@pytest.mark.parametrize(
    "identifier",
    [
        HOLDER.did_key,
        HOLDER.did_jwk,
        "did:web:a.example",
        "did:web:a.example:b",
        "https://a.example/i",
    ],
)
def test_exactly_one_method_is_responsible_for_an_identifier(identifier: str) -> None:
    assert sum(one.handles(identifier) for one in METHODS) == 1


@pytest.mark.parametrize(
    "identifier", ["did:unknown:1", "urn:uuid:1", "", "mailto:a@b.example"]
)
def test_no_method_claims_an_identifier_it_does_not_know(identifier: str) -> None:
    assert not any(one.handles(identifier) for one in METHODS)


def test_exactly_one_source_reads_each_kind_of_evidence() -> None:
    web = Issuer(method="did:web")
    kept = [
        ("document.json", json.dumps(web.document()).encode()),
        ("registry.json", registry([web])),
        ("list.json", web.publish()),
        ("list.jwt", web.publish("suspension", suite="vc+jwt")),
        ("token-list.jwt", sd_jwt.status_list(web, "https://a.example/1", {})),
        ("keys.json", json.dumps({"keys": [HOLDER.jwk]}).encode()),
    ]
    evidence, refused = read_evidence(kept[:5], source=Source.CALLER, received_at=NOW)
    assert refused == ()
    assert len(evidence.key_documents) == 1
    assert len(evidence.registries) == 1
    assert len(evidence.status_lists) == 3


@given(st.binary(max_size=400))
def test_arbitrary_bytes_give_a_value_or_a_named_error(data: bytes) -> None:
    with contextlib.suppress(IntakeError):  # anything else would escape and fail
        assert all(one.credential_id for one in intake.read(data))


@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_damaged_file_is_never_verified_and_never_escapes(
    name: str, data: st.DataObject
) -> None:
    whole = FILES[name]
    if not whole:
        return
    start = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.integers(1, 40))
    new = data.draw(st.binary(max_size=40))
    result = examine(
        whole[:start] + new + whole[start + length :],
        name,
        Evidence(),
        policy=Policy(),
        now=NOW,
        role=Role.RECEIVER,
    )
    assert all(one.verdict.code is not VerdictCode.VERIFIED for one in result.credentials)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
MEMBERS = st.sampled_from(
    [
        "issuer",
        "credentialSubject",
        "proof",
        "credentialStatus",
        "type",
        "@context",
        "validFrom",
    ]
)


@given(st.sampled_from(["ob3 json", "vcdm1 json", "vcdm2 json", "presentation"]), MEMBERS, JSON)
def test_any_value_in_any_member_gives_a_report(name: str, member: str, value: Any) -> None:
    document = {**CREDENTIALS[name], member: value}
    result = examine(
        files.to_bytes(document),
        name,
        Evidence(),
        policy=Policy(),
        now=NOW,
        role=Role.RECEIVER,
        show_unproven=True,
    )
    assert result.error is not None or result.credentials
    assert all(one.verdict.code is not VerdictCode.VERIFIED for one in result.credentials)


@given(st.sampled_from([one.FORMAT for one in FORMATS]), st.dictionaries(MEMBERS, JSON))
def test_a_view_of_anything_is_a_view(model: Any, document: dict[str, Any]) -> None:
    assert isinstance(view(model, document), CredentialView)


@given(st.binary(max_size=200))
def test_arbitrary_evidence_is_kept_or_refused_by_name(data: bytes) -> None:
    evidence, refused = read_evidence([("x", data)], source=Source.CALLER, received_at=NOW)
    assert refused or evidence != Evidence()


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_identifier_gives_a_key_or_a_named_failure(did: str, fragment: str) -> None:
    from wallet.identifiers import find_key  # noqa: PLC0415

    for start in ("", "did:key:z", "did:jwk:", "did:web:", "https://"):
        with pytest.raises(WalletError):
            find_key(f"{start}{did}#{fragment}", Evidence())
