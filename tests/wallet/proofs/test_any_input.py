"""Whatever arrives: a judgement or a ``WalletError``, never another exception."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.badges import badge
from tests.helpers.keys import b64url
from tests.helpers.proving import KEY, METHOD, SETTING, refused, secured, token
from tests.helpers.signing import V1, V2, add_proof
from wallet.errors import ProofFailure
from wallet.proofs import PROOFS, check
from wallet.reasons import Reason

_SCALARS = (
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-2, 2) | st.text(max_size=6)
    | st.sampled_from([METHOD, "eddsa-rdfc-2022", "eddsa-jcs-2022", "DataIntegrityProof",
                       "assertionMethod", "2026-01-01T00:00:00Z", "z1", "urn:x:1", "_:b0"])
)  # fmt: skip
_NAMES = st.sampled_from(
    ["type", "id", "@id", "@type", "@graph", "@list", "@value", "proof", "cryptosuite",
     "created", "verificationMethod", "proofPurpose", "proofValue", "previousProof", "name",
     "issuer", "credentialSubject", "@reverse", "@included", "@context", "x"]
)  # fmt: skip
_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=5),
    max_leaves=15,
)
_OBJECTS = st.dictionaries(_NAMES, _JSON, max_size=6)


@given(_OBJECTS, st.sampled_from([V1, V2, [V2], None]))
def test_any_document_is_judged(members: dict[str, Any], context: Any) -> None:
    document = {"@context": context, **members}
    with contextlib.suppress(ProofFailure):
        check(secured(document), SETTING)


@given(_OBJECTS)
def test_no_change_to_a_signed_badge_goes_unnoticed(members: dict[str, Any]) -> None:
    good = add_proof(badge(), KEY, METHOD)
    bent = {**good, **members}
    try:
        found = check(secured(bent), SETTING)
    except ProofFailure:
        return
    # Passed: then what is new is either named as unsigned, or says nothing in the graph.
    new = {name for name in bent if bent[name] != good.get(name)}
    named = {path.split(".")[1].split("[")[0] for path in found.unsigned_members if "." in path}
    silent = {name for name in new if bent[name] in (None, [], {}) or name[0] == "@"}
    assert new <= named | silent


@given(_OBJECTS)
def test_no_proof_of_chance_passes(proof: dict[str, Any]) -> None:
    refused({**badge(), "proof": proof})


@given(st.text(alphabet=".aAZ09_-=e", max_size=60), st.sampled_from(["vc_jwt", "vc_jose"]))
def test_any_text_as_a_token_is_refused(text: str, securing: str) -> None:
    refused(token(text, securing))


@given(_OBJECTS, _OBJECTS, st.binary(max_size=70), st.sampled_from(["vc_jwt", "vc_jose"]))
def test_any_token_is_refused(
    header: dict[str, Any], payload: dict[str, Any], signature: bytes, securing: str
) -> None:
    for more in ({}, {"alg": "EdDSA", "kid": METHOD, "typ": "vc+jwt"}):
        texts = [json.dumps(one).encode() for one in ({**header, **more}, payload)]
        text = ".".join(b64url(part) for part in (*texts, signature))
        refused(token(text, securing))


@given(st.sampled_from(["none", "unsupported", "vc_jwt", "vc_jose", "sd_jwt", "cose"])
       | st.text(max_size=8).map(lambda text: f"data_integrity/{text}"))  # fmt: skip
def test_forms_are_disjoint(securing: str) -> None:
    claims = [form.handles(secured(badge(), securing)) for form in PROOFS]
    assert sum(claims) <= 1
    assert refused(secured(badge(), securing)).code in set(Reason)
