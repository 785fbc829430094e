"""Evidence is known by what it holds; what cannot be used is named, never dropped."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from wallet.evidence import Evidence, Source
from wallet.limits import LIMITS
from wallet.trust import TRUST_SOURCES, RefusedItem, read_evidence
from wallet.trust.published_keys import is_test_key

MEMBERS = [
    "credentialSubject",
    "encodedList",
    "id",
    "issuer",
    "jwks",
    "keys",
    "meta",
    "name",
    "registry",
    "type",
    "updated",
    "vc",
    "verificationMethod",
]


def _read(*files: tuple[str, bytes]) -> tuple[Evidence, tuple[RefusedItem, ...]]:
    return read_evidence(files, source=Source.CALLER, received_at=NOW)


def _refused(data: bytes) -> str:
    found, refused = _read(("file", data))
    assert found == Evidence()
    return refused[0].code


def test_each_kind_is_recognised_whatever_its_name() -> None:
    issuer = Issuer(method="did:web")
    issuer.issue(status=("revocation",))
    key_set = {"issuer": "https://a.example", "jwks": {"keys": [{"kid": "1", "kty": "OKP"}]}}
    found, refused = _read(
        ("a.txt", to_bytes(issuer.document())),
        ("b.png", registry([issuer])),
        ("c", issuer.publish()),
        ("d", issuer.publish(suite="vc+jwt")),
        ("e", to_bytes(key_set)),
    )
    assert refused == ()
    assert [one.id for one in found.key_documents] == [issuer.did, "https://a.example"]
    assert [one.url for one in found.status_lists] == [issuer.status_list().url] * 2
    assert found.registries[0].issuers[issuer.did].name == issuer.name
    origin = found.registries[0].origin
    assert origin.source is Source.CALLER
    assert origin.received_at == NOW
    assert origin.dated is not None
    assert len(origin.sha256) == 64


def test_a_key_set_becomes_a_document_of_its_issuer() -> None:
    keys = [{"kid": "k1", "kty": "OKP", "crv": "Ed25519", "x": "AA"}]
    found, _ = _read(("k", to_bytes({"issuer": "https://a.example", "keys": keys})))
    document = found.key_documents[0].document
    assert document["assertionMethod"] == ["https://a.example#k1"]
    assert document["verificationMethod"][0]["controller"] == "https://a.example"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"keys": [{"kid": "1", "kty": "OKP"}]}, "no_owner"),
        ({"issuer": "https://a.example", "keys": [{"kty": "OKP"}]}, "malformed_key_set"),
        ({"issuer": "https://a.example", "keys": [{"kid": "1", "d": "x"}]}, "private_key"),
        ({"issuer": "https://a.example", "keys": ["x"]}, "malformed_key_set"),
        ({"id": "no-url", "verificationMethod": []}, "no_owner"),
        ({"id": "did:web:a.example#key", "verificationMethod": []}, "no_owner"),
        ({"hello": "world"}, "not_evidence"),
        ([], "not_evidence"),
    ],
)
def test_what_vouches_for_nobody_is_refused(content: Any, code: str) -> None:
    assert _refused(json.dumps(content).encode()) == code


@pytest.mark.parametrize(
    "change",
    [
        {"registry": []},
        {"registry": {"did:key:z6Mk": {"name": ""}}},
        {"registry": {"did:key:z6Mk": {"name": 7}}},
        {"registry": {"did:key:z6Mk": {"name": "A", "url": 7}}},
        {"registry": {"did:key:z6Mk": "A"}},
        {"registry": {"https://a.example": {"name": "A"}}},
        {"meta": "2026"},
        {"meta": {}},
        {"meta": {"updated": "yesterday"}},
    ],
)
def test_one_broken_row_refuses_the_whole_list(change: dict[str, Any]) -> None:
    rows = json.loads(registry([Issuer()]))
    assert _refused(to_bytes({**rows, **change})) == "malformed_registry"


def test_a_list_that_names_an_issuer_twice_is_refused() -> None:
    text = registry([Issuer("One")]).decode()
    start = text.index('"did:')
    row = text[start : text.index("}", start) + 1]
    twice = text.replace(row, f"{row}, {row}")
    assert _refused(twice.encode()) == "malformed_json"


@pytest.mark.parametrize(
    "data", [b"", b"a.b.c", b"{", b"\xff\xfe", b"<xml/>", b"eyJ.eyJ.x", b"[" * 5000]
)
def test_noise_is_refused(data: bytes) -> None:
    assert _refused(data) in ("not_evidence", "malformed_json", "too_deep")


def test_too_large_a_file_is_refused_unread() -> None:
    assert _refused(b" " * (LIMITS.input_bytes + 1)) == "too_large"


def test_a_bad_file_hides_no_good_one() -> None:
    issuer = Issuer()
    found, refused = _read(("bad", b"{"), ("good", registry([issuer])))
    assert len(found.registries) == 1
    assert [one.name for one in refused] == ["bad"]


def test_a_sandbox_is_known_by_its_name() -> None:
    found, _ = _read(("dcc-sandbox-response.json", registry([Issuer()])))
    assert found.registries[0].sandbox
    found, _ = _read(("dcc-registry.json", registry([Issuer()])))
    assert not found.registries[0].sandbox


@given(st.binary(max_size=300))
def test_any_bytes_give_evidence_or_a_refusal(data: bytes) -> None:
    found, refused = _read(("any", data))
    assert (found == Evidence()) == bool(refused)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(MEMBERS),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_gives_evidence_or_a_refusal(value: Any) -> None:
    found, refused = _read(("any", json.dumps(value).encode()))
    assert (found == Evidence()) == bool(refused)


def test_at_most_one_source_recognises_a_file() -> None:
    from wallet.evidence import Origin  # noqa: PLC0415
    from wallet.trust.interface import EvidenceFile  # noqa: PLC0415

    issuer = Issuer(method="did:web")
    issuer.issue(status=("revocation",))
    everything = [issuer.document(), json.loads(registry([issuer]))]
    everything += [json.loads(issuer.publish()), {"issuer": "https://a", "keys": []}]
    origin = Origin(source=Source.CALLER, name="x", sha256="", received_at=NOW)
    for document in everything:
        file = EvidenceFile(bytes=b"", document=document, token=None, origin=origin)
        assert sum(one.recognises(file) for one in TRUST_SOURCES) == 1


def test_only_published_test_keys_are_denied() -> None:
    assert is_test_key("did:web:digitalcredentials.github.io:vc-test-fixtures:dids:oidf", "")
    assert not is_test_key("did:web:university.example", "no-thumbprint")


@pytest.mark.vectors
def test_every_key_of_the_dcc_fixtures_is_denied(vectors: Any) -> None:
    from wallet.identifiers import find_key  # noqa: PLC0415
    from wallet.identifiers.keys import thumbprint  # noqa: PLC0415

    rows = json.loads((vectors / "05-dcc/registries/dcc-sandbox-response.json").read_text())
    keys = [one for one in rows["registry"] if one.startswith("did:key:")]
    assert len(keys) > 10
    for did in keys:
        key = find_key(f"{did}#{did.removeprefix('did:key:')}", Evidence())
        assert is_test_key(did, thumbprint(key.jwk)), did
