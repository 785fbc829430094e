"""JAdES seals: what is signed, what its header may say, and a refusal for every change."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import elm, seals, x509
from tests.helpers.keys import b64url
from tests.helpers.said import NOW, rfc3339
from tests.vectors_table.beside import contents
from wallet.encoding import strict_json
from wallet.errors import InputError, ProofFailure
from wallet.proofs import jades
from wallet.report import Outcome


@pytest.fixture(scope="module")
def identity() -> x509.Identity:
    return seals.sealer()


def refused(value: object) -> ProofFailure:
    with pytest.raises(ProofFailure) as caught:
        jades.read(value)
    return caught.value


def code(value: object) -> str:
    return refused(value).code


@pytest.mark.parametrize("key", ["P-256", "P-384", "Ed25519", "RSA"])
@pytest.mark.parametrize("form", ["general", "flattened", "compact"])
@pytest.mark.parametrize("b64", [False, True, None])
def test_a_seal_covers_the_payload_as_it_stands(key, form, b64):
    identity = seals.sealer(key=key)
    sealed = seals.seal(elm.credential(), identity, form=form, b64=b64)
    (found,) = jades.read(sealed)
    assert json.loads(found.payload) == elm.credential()
    assert found.fact.outcome is Outcome.PASSED
    assert found.fact.certificates == tuple(identity.bag)
    assert found.fact.created == seals.SIGNED
    assert found.fact.key is None, "no key is taken from what came along"


@pytest.mark.parametrize("named", ["RS384", "RS512", "PS256", "PS384", "PS512"])
def test_rsa_seals_with_each_of_its_algorithms(named):
    identity = seals.sealer(key="RSA")
    jades.read(seals.seal(elm.credential(), identity, alg=named))


@pytest.mark.parametrize("form", ["general", "flattened", "compact"])
def test_one_changed_letter_of_the_payload_breaks_it(identity, form):
    sealed = seals.seal(elm.credential(), identity, form=form, b64=False)
    if form == "compact":
        first, payload, last = sealed.split(".")
        altered = base64.urlsafe_b64decode(payload + "==").replace(b"Aino", b"Eino")
        assert code(f"{first}.{b64url(altered)}.{last}") == "signature_invalid"
        return
    sealed["payload"] = sealed["payload"].replace("Aino", "Eino")
    assert code(sealed) == "signature_invalid"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("sigT", "2020-01-01T00:00:00Z"),
        ("cty", "octet-stream"),
        ("typ", "JWT"),
        ("kid", "another"),
        ("x5t#S256", "AAAA"),
        ("x5c", ["AAAA"]),
    ],
)
def test_each_member_of_the_header_is_signed(identity, member, value):
    sealed = seals.seal(elm.credential(), identity)
    signature = sealed["signatures"][0]
    header = json.loads(base64.urlsafe_b64decode(signature["protected"] + "=="))
    signature["protected"] = b64url(json.dumps(header | {member: value}).encode())
    assert code(sealed) in ("signature_invalid", "malformed_proof")


def test_a_seal_by_another_key_than_the_certificate_names_is_none(identity):
    other = seals.sealer()
    header = seals.protected(identity)
    text = json.dumps(elm.credential())
    assert code({"payload": text, **seals.one(text, other, header)}) == "signature_invalid"


def test_a_seal_moved_to_another_credential_is_none(identity):
    sealed = seals.seal(elm.credential(), identity)
    sealed["payload"] = json.dumps(elm.credential(id="urn:credential:2"))
    assert code(sealed) == "signature_invalid"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"alg": "none"}, "algorithm_refused"),
        ({"alg": "NONE"}, "algorithm_refused"),
        ({"alg": "HS256"}, "algorithm_refused"),
        ({"alg": "RS256"}, "algorithm_refused"),
        ({"alg": "ES384"}, "algorithm_refused"),
        ({"alg": "ES256K"}, "unsupported_algorithm"),
        ({"alg": "XX256"}, "unsupported_algorithm"),
        ({"alg": None}, "malformed_proof"),
        ({"alg": 7}, "malformed_proof"),
        ({"crit": []}, "unknown_critical_header"),
        ({"crit": "sigT"}, "unknown_critical_header"),
        ({"crit": ["b64", "sigT", "sigT"]}, "unknown_critical_header"),
        ({"crit": ["b64", "sigT", "sigPl"]}, "unknown_critical_header"),
        ({"crit": ["b64", "sigT", "alg"]}, "unknown_critical_header"),
        ({"crit": ["b64", "later"], "later": 1}, "unknown_critical_header"),
        ({"crit": ["b64", "etsiU"]}, "unknown_critical_header"),
        ({"crit": ["sigT"]}, "unknown_critical_header"),
        ({"crit": None}, "unknown_critical_header"),
        ({"crit": ["b64", 7]}, "unknown_critical_header"),
        ({"b64": "false"}, "malformed_proof"),
        ({"x5c": []}, "malformed_proof"),
        ({"x5c": ["-"]}, "malformed_proof"),
        ({"x5c": [7]}, "malformed_proof"),
        ({"x5c": "text"}, "malformed_proof"),
        ({"x5c": None}, "key_not_found"),
        ({"x5t#S256": "AAAA"}, "signature_invalid"),
        ({"x5t#S256": 7}, "malformed_proof"),
        ({"x5t#o": {"digAlg": "S512", "digVal": "AAAA"}}, "signature_invalid"),
        ({"x5t#o": {"digAlg": "MD5", "digVal": "AAAA"}}, "unsupported_proof"),
        ({"x5t#o": "AAAA"}, "malformed_proof"),
        ({"sigX5ts": []}, "malformed_proof"),
        ({"sigD": {"mId": "http://uri.etsi.org/19182/ObjectIdByURIHash"}}, "malformed_proof"),
    ],
)
def test_a_header_that_breaks_a_rule_is_refused_though_it_is_signed(identity, changed, reason):
    assert code(seals.seal(elm.credential(), identity, **changed)) == reason


def test_a_key_in_the_header_is_not_followed(identity):
    sealed = seals.seal(
        elm.credential(), identity, x5c=None, jwk={"kty": "EC"}, jku="https://evil.example/keys"
    )
    failure = refused(sealed)
    assert (failure.code, failure.indeterminate) == ("key_not_found", True)


@pytest.mark.parametrize("named", ["S256", "S384", "S512"])
def test_other_digests_of_the_certificate_have_to_fit(identity, named):
    digest = hashlib.new(f"sha{named[1:]}", identity.der).digest()
    told = {"digAlg": named, "digVal": b64url(digest)}
    jades.read(seals.seal(elm.credential(), identity, **{"x5t#o": told, "x5t#S256": None}))
    jades.read(seals.seal(elm.credential(), identity, sigX5ts=[told], **{"x5t#S256": None}))


def values(*certificates: bytes) -> dict[str, Any]:
    kept = [{"x509Cert": {"val": base64.b64encode(one).decode()}} for one in certificates]
    return {"etsiU": [b64url(json.dumps({"xVals": kept}).encode())]}


def test_a_certificate_added_later_counts_only_where_the_header_names_its_digest(identity):
    other = seals.sealer()
    sealed = seals.seal(elm.credential(), identity, form="flattened", x5c=None)
    sealed["header"] = values(other.der, identity.der)
    (found,) = jades.read(sealed)
    assert found.fact.certificates[0] == identity.der
    sealed["header"] = values(other.der)
    assert code(sealed) == "key_not_found"
    unnamed = seals.seal(
        elm.credential(), identity, form="flattened", x5c=None, **{"x5t#S256": None}
    )
    unnamed["header"] = values(identity.der)
    assert code(unnamed) == "key_not_found"


def test_what_cannot_be_read_among_what_was_added_later_is_passed_over(identity):
    sealed = seals.seal(elm.credential(), identity, form="flattened")
    for added in ("text", [7, "-", "W10", {"sigTst": {"tstTokens": [{"val": "AAAA"}, 7]}}]):
        (found,) = jades.read({**sealed, "header": {"etsiU": added}})
        assert found.fact.stamped is None


def test_members_beside_the_signature_are_no_part_of_it(identity):
    sealed = seals.seal(elm.credential(), identity, form="flattened")
    (found,) = jades.read({**sealed, "evil": "x"})
    assert json.loads(found.payload) == elm.credential()


@pytest.mark.parametrize(
    "sealed",
    [
        7,
        "a.b",
        {},
        {"payload": 7, "signatures": []},
        {"payload": "{}", "signatures": 7},
        {"payload": "{}", "signatures": [7]},
        {"payload": "{}", "protected": "e30", "signature": 7},
        {"payload": "{}", "protected": "W10", "signature": ""},
        {"payload": "{}", "protected": "-", "signature": ""},
        {"payload": "{}", "protected": "e30", "signature": "", "header": 7},
        {"payload": "{}", "protected": "eyJhIjoxfQ", "signature": "", "header": {"a": 1}},
        {"payload": "{}", "protected": "e30", "signature": "x", "signatures": []},
    ],
)
def test_what_is_no_serialisation_is_malformed(sealed):
    assert code(sealed) == "malformed_proof"


def test_nothing_signed_is_not_signed():
    failure = refused({"payload": "{}", "signatures": []})
    assert (failure.code, failure.indeterminate) == ("not_signed", True)


def test_a_payload_that_lies_elsewhere_cannot_be_judged(identity):
    sealed = seals.seal(elm.credential(), identity, form="flattened")
    del sealed["payload"]
    failure = refused(sealed)
    assert (failure.code, failure.indeterminate) == ("unsupported_proof", True)


def test_each_of_several_signatures_is_judged(identity):
    other = seals.sealer(key="RSA")
    first = seals.seal(elm.credential(), identity)
    second = seals.seal(elm.credential(), other)
    both = {**first, "signatures": first["signatures"] + second["signatures"]}
    assert [one.fact.suite for one in jades.read(both)] == ["ES256", "RS256"]
    broken = copy.deepcopy(both)
    broken["signatures"][1]["signature"] = first["signatures"][0]["signature"]
    assert code(broken) in ("signature_invalid", "malformed_proof")
    assert code({**first, "signatures": first["signatures"] * 21}) == "too_complex"


def test_a_signature_that_nobody_can_judge_does_not_hide_one_that_holds(identity):
    first = seals.seal(elm.credential(), identity)
    open_one = seals.seal(elm.credential(), identity, alg="ES256K")
    both = {**first, "signatures": open_one["signatures"] + first["signatures"]}
    found = jades.read(both)
    assert [one.fact.outcome for one in found] == [Outcome.PASSED, Outcome.INDETERMINATE]


def test_signatures_that_read_the_payload_in_two_ways_are_refused(identity):
    """With and without ``b64`` the same text is two documents; which one was meant?"""
    text = b64url(json.dumps(elm.credential()).encode())
    plain = seals.one(text, identity, seals.protected(identity, b64=False))
    coded = seals.one(text, identity, seals.protected(identity, b64=None))
    assert code({"payload": text, "signatures": [plain, coded]}) == "malformed_proof"


def test_a_header_that_names_a_member_twice_is_malformed(identity):
    header = json.dumps(seals.protected(identity)).encode()
    twice = header.replace(b'"sigT"', b'"sigT": "2020-01-01T00:00:00Z", "sigT"', 1)
    text = json.dumps(elm.credential())
    assert code({"payload": text, **seals.one(text, identity, twice)}) == "malformed_proof"


def test_the_dates_of_a_seal_are_read_as_said(identity):
    end = NOW + timedelta(days=2)
    sealed = seals.seal(
        elm.credential(),
        identity,
        sigT=None,
        crit=["b64"],
        iat=int(seals.SIGNED.timestamp()),
        exp=rfc3339(end),
    )
    (found,) = jades.read(sealed)
    assert (found.fact.created, found.fact.expires) == (seals.SIGNED, end)
    later = seals.seal(elm.credential(), identity, nbf=int(end.timestamp()))
    assert jades.read(later)[0].fact.created == end
    odd = seals.seal(elm.credential(), identity, exp="some day")
    assert jades.read(odd)[0].unread == ("exp",)


@given(text=st.text(max_size=40))
def test_any_text_gives_a_refusal(text: str):
    for value in (text, {"payload": text, "protected": text, "signature": text}):
        with pytest.raises(ProofFailure):
            jades.read(value)


# --- real ones -------------------------------------------------------------------------------


@pytest.mark.vectors
def test_every_seal_of_the_vectors_comes_out_as_its_entry_says(vectors: Path):
    """Also those over something that is no credential: the form is judged by itself."""
    manifest = json.loads((vectors / "manifest.json").read_text("utf-8"))
    wrong, elsewhere, judged = [], [], 0
    for entry in manifest:
        if not entry["proof_type"].startswith("JAdES") or entry["role"] != "sample":
            continue
        judged += 1
        named = entry["expect"]["signature"]
        found = _outcome(
            (vectors / entry["file"]).read_bytes().strip(),
            contents(vectors / "10-accreditation-trust/jades"),
        )
        if found == "content_elsewhere":  # the folder has no TEST-DOC.txt
            elsewhere.append(Path(entry["file"]).name)
        elif (found == "passed") != (named == "valid") and named != "unknown":
            wrong.append((entry["file"], named, found))
    assert judged > 40
    assert wrong == []
    assert elsewhere == ["jades-flattened-BpB-detached-objectByURIHash.json"]


def _outcome(data: bytes, contents: dict[str, bytes]) -> str:
    try:
        value: Any = strict_json.loads(data) if data[:1] == b"{" else data.decode()
        jades.read(value, None, contents)
    except InputError as error:
        return error.code
    except ProofFailure as failure:
        return failure.code
    return "passed"
