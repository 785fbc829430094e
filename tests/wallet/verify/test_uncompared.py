"""What rests on evidence that nobody has compared identifies nobody, whatever kind it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.helpers import elm, seals, stamps, x509
from tests.helpers.accreditation import one_decision
from tests.helpers.badges_2 import HostingIssuer
from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, examined, found, judged
from tests.helpers.said import NOW
from tests.helpers.sealed_elm import trusted
from tests.helpers.signing import V2, jws
from wallet.evidence import Evidence, IssuerRegistry, Origin, RegistryIssuer, Source
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.trust import read_evidence
from wallet.trust.sets import marked
from wallet.verify import Challenge

_ISSUER = Issuer("Example University", method="did:web", host="university.example")


def _keys(*, compared: bool) -> Evidence:
    return marked(evidence_of(_ISSUER, listed=False), confirmed=compared)


@pytest.mark.parametrize(("compared", "code"), [(True, "accredited"), (False, "no_register")])
def test_no_register_is_asked_about_such_a_key(code: str, *, compared: bool) -> None:
    held = _keys(compared=compared).joined(Evidence(registers=(one_decision().register,)))
    report = judged(_ISSUER.issue(eqf=7), held).report
    assert report.accreditation.code == code
    if not compared:
        assert report.accreditation.facts["why"] == "not_confirmed"


def _served(host: HostingIssuer, *, without: str = "") -> Evidence:
    """All of it compared but for one document; a registry names the issuer."""
    told = Evidence()
    for name, data in host.evidence_files():
        one, _ = read_evidence([(name, data)], source=Source.ACCEPTED, received_at=NOW)
        is_it = bool(without) and any(hosted.url.endswith(without) for hosted in one.hosted)
        is_it |= bool(without) and any(each.id.endswith(without) for each in one.key_documents)
        told = told.joined(marked(one, confirmed=not is_it))
    url = f"{host.base}/issuer.json"
    origin = Origin(source=Source.ACCEPTED, name="r", sha256="00" * 32, received_at=NOW)
    row = RegistryIssuer(id=url, name=host.name)
    listed = IssuerRegistry(name="Schools", issuers={url: row}, origin=origin)
    return replace(told, registries=(listed,))


_SERVED = ("", "issuer.json", "key.json", "robotics.json", "revoked.json")


@pytest.mark.parametrize("served", _SERVED)
def test_each_document_of_a_badge_of_the_second_kind(served: str) -> None:
    host = HostingIssuer()
    one = judged(host.signed(), _served(host, without=served))
    if not served:
        assert one.verdict.code is VerdictCode.VERIFIED
        return
    identity = found(one, Check.ISSUER_IDENTITY)
    assert identity.reason is Reason.TRUST_NOT_CONFIRMED
    assert str(identity.facts["registry"]).endswith(".json")
    assert one.verdict.code is VerdictCode.CANNOT_TELL


@pytest.mark.parametrize(
    ("compared", "reason"),
    [(True, Reason.KEY_RETIRED_LATER), (False, Reason.KEY_ENDED_NO_PROOF_OF_TIME)],
)
def test_an_authority_for_timestamps_proves_no_time(reason: Reason, *, compared: bool) -> None:
    ended = NOW - timedelta(days=30)
    one, time = seals.sealer(ends=ended), stamps.authority()
    made = seals.seal(elm.credential(), one, form="flattened", at=ended - timedelta(days=9))
    data = to_bytes(stamps.on_jades(made, time, ended - timedelta(days=8)))
    clock = marked(x509.anchors(time.root, purpose="timestamp"), confirmed=compared)
    told = found(judged(data, trusted(one).joined(clock)), Check.ISSUER_KEY)
    assert told.reason is reason


@pytest.mark.parametrize(
    ("compared", "outcome"), [(True, Outcome.PASSED), (False, Outcome.INDETERMINATE)]
)
def test_a_document_shows_no_holder(outcome: Outcome, *, compared: bool) -> None:
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": _ISSUER.did,
        "verifiableCredential": [_ISSUER.issue()],
        "nonce": "n",
        "aud": "ACME",
    }
    token = jws(document, _ISSUER.key, {"typ": "vp+jwt", "kid": _ISSUER.method_id})
    asked = Challenge(nonce="n", recipient="ACME")
    shown = examined(token, _keys(compared=compared), challenge=asked).credentials[0]
    assert found(shown, Check.PROOF).outcome is outcome
