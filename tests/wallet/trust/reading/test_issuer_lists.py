"""Lists of issuers: DCC registries, statements of a federation, EBSI's registry."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from tests.conftest import VECTORS
from tests.helpers.federation import ANCHOR, IAT, MEMBER, given, keys_of, rows, statement
from tests.helpers.keys import Key
from wallet.register import AccreditationRow, IssuerRow
from wallet.trust.reading import read_sources
from wallet.trust.rows import KeyDocumentRow

WHILE_THEY_HELD = datetime(2025, 4, 26, tzinfo=UTC)
"""Statements of the consortium's federation are made for a day."""


def registry(told, **meta):
    return {"meta": {"updated": "2026-10-01T00:00:00Z", **meta}, "registry": told}


def test_a_dcc_registry_with_rows_malformed_on_purpose():
    good = Key.make("good").did_key
    found = given(
        (
            "dcc.json",
            registry(
                {
                    good: {"name": " Good ", "url": "https://good.example"},
                    "did:web:b.example": {"name": ""},
                    "did:web:c.example": "a name",
                    "https://d.example": {"name": "D"},
                    "did:key:zNonsense": {"name": "E"},
                    "did:web:f.example": {"name": "F", "url": 7},
                },
                name="Members",
            ),
        )
    )
    [one] = rows(found, IssuerRow)
    assert (one.id, one.name) == (good, "Good")
    assert found.lists[0].name == "Members"
    assert found.lists[0].dated == datetime(2026, 10, 1, tzinfo=UTC)
    assert {(bad.line, bad.reason) for bad in found.bad} == {
        ("did:web:b.example", "member_missing"),
        ("did:web:c.example", "value_unusable"),
        ("https://d.example", "value_unusable"),
        ("did:key:zNonsense", "key_unusable"),
        ("did:web:f.example", "value_unusable"),
    }


@pytest.mark.parametrize("meta", [{"updated": "yesterday"}, {"updated": None}])
def test_a_registry_without_a_date_is_not_carried(meta):
    found = given(("dcc.json", registry({"did:web:a.example": {"name": "A"}}, **meta)))
    assert found.lists == ()
    assert [one.reason for one in found.bad] == ["unreadable_source"]


def test_a_sandbox_stays_one():
    found = given(("x.json", registry({"did:web:a.example": {"name": "A"}}, sandbox=True)))
    assert found.lists[0].sandbox


@pytest.fixture
def anchor():
    return Key.make("anchor", "P-256")


def test_a_member_counts_by_the_signature_of_its_federation(anchor):
    own = statement(anchor, ANCHOR, ANCHOR, jwks=keys_of(anchor))
    member = statement(anchor, ANCHOR, MEMBER)
    found = given(("anchor.jwt", own), ("member.jwt", member))
    assert found.bad == ()
    assert {one.id for one in rows(found, IssuerRow)} == {ANCHOR, MEMBER}
    assert [one.dated for one in found.lists] == [datetime.fromtimestamp(IAT, UTC)]


@pytest.mark.parametrize("case", ["alone", "other key", "altered", "none", "hmac", "self"])
def test_statements_that_nobody_of_the_federation_signed(anchor, case):
    other = Key.make("other", "P-256")
    own = statement(anchor, ANCHOR, ANCHOR, jwks=keys_of(anchor))
    member = statement(anchor, ANCHOR, MEMBER)
    files = {
        "alone": [("m.jwt", member)],
        "other key": [("a.jwt", own), ("m.jwt", statement(other, ANCHOR, MEMBER))],
        "altered": [("a.jwt", own), ("m.jwt", member[:-6] + b"AAAAAA")],
        "none": [("a.jwt", own), ("m.jwt", statement(anchor, ANCHOR, MEMBER, alg="none"))],
        "hmac": [("a.jwt", own), ("m.jwt", statement(anchor, ANCHOR, MEMBER, alg="HS256"))],
        "self": [("m.jwt", statement(other, MEMBER, MEMBER, jwks=keys_of(anchor)))],
    }[case]
    found = given(*files)
    assert MEMBER not in {one.id for one in rows(found, IssuerRow)}
    assert [one.reason for one in found.bad] == ["signature_not_checked"]


@pytest.mark.parametrize("stated", [True, False])
def test_what_a_member_says_of_itself_counts_by_the_keys_that_an_authority_states(
    anchor, stated
):
    own = statement(anchor, ANCHOR, ANCHOR, jwks=keys_of(anchor))
    member = Key.make("member", "P-256")
    said = statement(member, MEMBER, MEMBER, authority=False, jwks=keys_of(member))
    key = member if stated else anchor
    vouched = statement(anchor, ANCHOR, MEMBER, jwks=keys_of(key), metadata={})
    assert {one.id for one in rows(given(("a", own), ("m", said)), IssuerRow)} == {ANCHOR}
    found = given(("a", own), ("m", said), ("v", vouched))
    assert (MEMBER in {one.id for one in rows(found, IssuerRow)}) is stated


@pytest.mark.parametrize("typ", ["resolve-response+jwt", "JWT", None])
def test_a_token_of_another_kind_is_no_statement(anchor, typ):
    own = statement(anchor, ANCHOR, ANCHOR, jwks=keys_of(anchor))
    found = given(("a", own), ("m", statement(anchor, ANCHOR, MEMBER, typ=typ)))
    assert [one.reason for one in found.bad] == ["signature_not_checked"]


def test_keys_of_a_member_are_carried_where_they_are_stated(anchor):
    own = statement(anchor, ANCHOR, ANCHOR, jwks=keys_of(anchor))
    told = {
        "federation_entity": {"organization_name": "Uni"},
        "vc_issuer": {"jwks": keys_of(Key.make("uni"))},
    }
    found = given(("a.jwt", own), ("m.jwt", statement(anchor, ANCHOR, MEMBER, metadata=told)))
    [document] = rows(found, KeyDocumentRow)
    assert document.document["assertionMethod"] == [f"{MEMBER}#k"]


@pytest.mark.parametrize(
    ("odd", "issuers"),
    [
        ({}, 2),
        ({"jwks": {"keys": 5}}, 2),
        ({"jwks": 5}, 2),
        ({"metadata": {"federation_entity": []}}, 1),
        ({"metadata": {"federation_entity": {"organization_name": 5}}}, 1),
    ],
)
def test_what_is_of_another_type_is_named_or_passed_over(anchor, odd, issuers):
    own = statement(anchor, ANCHOR, ANCHOR, jwks=keys_of(anchor))
    found = given(("a.jwt", own), ("m.jwt", statement(anchor, ANCHOR, MEMBER, **odd)))
    assert len(rows(found, IssuerRow)) == issuers
    assert len(found.bad) == 2 - issuers
    alone = given(("a.jwt", statement(anchor, ANCHOR, ANCHOR, **{"jwks": {}, **odd})))
    assert [one.reason for one in alone.bad] == ["signature_not_checked"]


def test_a_test_federation_identifies_nobody(anchor):
    host = "https://test.registry.example.org"
    own = statement(anchor, host, host, jwks=keys_of(anchor))
    assert given(("a.jwt", own)).lists[0].sandbox


def test_ebsi_accreditations_are_carried_as_signed():
    token = b"eyJhbGciOiJFUzI1NiJ9.e30.c2ln"
    found = given(
        (
            "tir.json",
            {
                "items": [
                    {
                        "did": "did:ebsi:zA",
                        "name": "Ministry",
                        "attributes": [
                            {"hash": "h1", "body": token.decode(), "tao": "did:ebsi:zRoot"},
                            {"hash": "h2", "body": base64.b64encode(token).decode()},
                        ],
                    },
                    {"did": "did:web:no", "attributes": []},
                    {"did": "did:ebsi:zB", "attributes": [{"hash": "h3"}]},
                ]
            },
        )
    )
    told = {one.id: one for one in rows(found, AccreditationRow)}
    assert told["h1"].issuer == "did:ebsi:zRoot"
    assert told["h2"].issuer == "did:ebsi:zA"
    assert {one.data for one in told.values()} == {token}
    assert [one.name for one in rows(found, IssuerRow)] == ["Ministry"]
    assert [one.line for one in found.bad] == ["2", "3"]


def test_vocabularies_in_their_forms():
    found = given(
        ("skills_fi.csv", b"conceptUri,preferredLabel\nhttp://x/1,Haskell\nhttp://x/2,\n"),
        ("skills_en.csv", b"conceptUri,preferredLabel\nhttp://x/1,Haskell language\n"),
        ("isced-f.csv", b"code,label\n0613,Software\n"),
        ("isced-f.json", [{"uri": "http://x/0613", "labels": [{"lang": None, "text": "S"}]}]),
    )
    told = {one.uri: dict(one.labels) for each in found.lists for one in each.rows}
    assert told["http://x/1"] == {"fi": "Haskell", "en": "Haskell language"}
    assert "http://data.europa.eu/snb/isced-f/0613" in told
    assert [(one.file, one.line) for one in found.bad] == [("skills_fi.csv", "3")]


@pytest.mark.vectors
@pytest.mark.skipif(not VECTORS.is_dir(), reason="the third-party samples are not here")
def test_the_registries_of_the_consortium():
    folder = VECTORS / "05-dcc/registries"
    found = read_sources(
        [(one.name, one.read_bytes(), WHILE_THEY_HELD) for one in sorted(folder.iterdir())]
    )
    federation = next(one for one in found.lists if one.role == "oidf")
    assert federation.sandbox
    assert len(federation.rows) == 2
    unsigned = [one.file for one in found.bad if one.file.endswith(".jwt.txt")]
    assert unsigned == ["oidfECResponseDCC2.jwt.txt"]
    assert {one.sandbox for one in found.lists if "sandbox" in one.name} == {True}
