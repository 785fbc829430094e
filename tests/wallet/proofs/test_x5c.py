"""Credentials signed with a certificate: whom it names, whom it does not, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.helpers import sd_jwt
from tests.helpers import x509 as ca
from tests.helpers.certified import NAMED, URL, Certified, ended
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.judging import examined, found, judged
from tests.helpers.keys import Key
from tests.helpers.sd_jwt import seconds
from tests.helpers.x509 import Wanted
from wallet.evidence import Evidence, Source
from wallet.examine import Judged
from wallet.reasons import Reason
from wallet.report import Check, Outcome, Role, VerdictCode
from wallet.trust import read_evidence
from wallet.wording import finding

UNIVERSITY = Certified.make()
TRUSTED = UNIVERSITY.evidence()
THIEF = Key.make("thief", "P-256")
DAY = timedelta(days=1)
AT = "http://crl.example/1.crl"


def _key(one: Judged) -> tuple[Outcome, Reason]:
    told = found(one, Check.ISSUER_KEY)
    return told.outcome, told.reason


OPEN = Outcome.INDETERMINATE


def test_a_credential_signed_with_a_certificate_of_its_issuer_is_verified() -> None:
    one = judged(UNIVERSITY.sd_jwt(), TRUSTED)
    assert one.verdict.code is VerdictCode.VERIFIED
    identity = found(one, Check.ISSUER_IDENTITY)
    assert identity.reason is Reason.CERTIFICATE_NAMES_ISSUER
    assert one.report.issuer_names == ("Example University",)
    assert finding(identity, Role.HOLDER).meaning == (
        "Example Trust Services, an authority that you trust, says that the issuer is "
        "Example University."
    )


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(uris=[URL]),
        Wanted(uris=["https://other.example", URL]),
        Wanted(dns=["other.example", "University.Example"]),
    ],
)
def test_the_url_or_the_host_binds_it(wanted: Wanted) -> None:
    own = Certified.make(wanted)
    one = judged(own.sd_jwt(), own.evidence())
    assert _key(one) == (Outcome.PASSED, Reason.KEY_AUTHORISED)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(dns=["other.example"]),
        Wanted(dns=["*.example", "sub.university.example", "university.example.evil.example"]),
        Wanted(uris=["https://university.example/issuers/2"]),
        Wanted(uris=["https://university.example/issuers/1/"]),
    ],
)
def test_a_certificate_for_others_is_the_key_of_another(wanted: Wanted) -> None:
    own = Certified.make(wanted)
    one = judged(own.sd_jwt(), own.evidence())
    assert _key(one) == (Outcome.FAILED, Reason.KEY_OF_ANOTHER)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    "issuer", ["http://university.example", "https://x@university.example", "did:web:a.example"]
)
def test_a_host_binds_no_other_kind_of_issuer(issuer: str) -> None:
    one = judged(UNIVERSITY.sd_jwt(iss=issuer), TRUSTED)
    assert one.verdict.code is not VerdictCode.VERIFIED
    assert _key(one)[0] is not Outcome.PASSED


def test_a_certificate_without_such_names_says_nothing_of_whose_it_is() -> None:
    own = Certified.make(Wanted())
    one = judged(own.sd_jwt(), own.evidence())
    assert _key(one) == (OPEN, Reason.CERTIFICATE_NOT_BOUND)
    assert found(one, Check.ISSUER_KEY).facts["certificate"] == "Example University"


def test_where_no_issuer_is_named_the_certificate_names_it() -> None:
    own = Certified.make(Wanted())
    one = judged(own.sd_jwt(iss=None), own.evidence())
    assert one.verdict.code is VerdictCode.VERIFIED
    named = found(one, Check.ISSUER_KEY).facts["issuer"]
    assert named == f"x509:sha256:{_sha256(own.leaf.der)}"


def _sha256(data: bytes) -> str:
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(data).hexdigest()


# --- nobody that the person trusts -----------------------------------------------------------


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(),
        UNIVERSITY.evidence(source=Source.CARRIED),
        ca.anchors(ca.root()),
        ca.anchors(UNIVERSITY.root, purpose="timestamp"),
    ],
    ids=["none", "came along", "another root", "for something else"],
)
@pytest.mark.parametrize("claims", [{}, {"iss": None}], ids=["issuer named", "not named"])
def test_without_an_anchor_nobody_is_bound(evidence: Evidence, claims: dict[str, Any]) -> None:
    one = judged(UNIVERSITY.sd_jwt(**claims), evidence)
    assert found(one, Check.PROOF).outcome is Outcome.PASSED
    assert _key(one) == (OPEN, Reason.CERTIFICATE_NOT_ANCHORED)
    assert one.verdict.code is VerdictCode.CANNOT_TELL
    assert one.report.issuer_names == ()


def test_an_unconfirmed_anchor_identifies_nobody() -> None:
    evidence, _ = read_evidence(
        [("root.pem", UNIVERSITY.root.pem)], source=Source.ACCEPTED, received_at=NOW
    )
    anchor = evidence.anchors[0]
    open_ = replace(anchor, origin=replace(anchor.origin, confirmed=False))
    one = judged(UNIVERSITY.sd_jwt(), replace(evidence, anchors=(open_,)))
    assert found(one, Check.ISSUER_IDENTITY).reason is Reason.TRUST_NOT_CONFIRMED


def test_an_anchor_of_long_ago_identifies_nobody() -> None:
    later = NOW + 401 * DAY
    one = judged(UNIVERSITY.sd_jwt(exp=None, date_of_expiry=None), TRUSTED, at=later)
    assert found(one, Check.ISSUER_IDENTITY).reason is Reason.EVIDENCE_TOO_OLD
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_what_evidence_lists_for_the_issuer_outranks_the_certificate() -> None:
    metadata = {"issuer": URL, "jwks": {"keys": [{**THIEF.jwk, "kid": "k"}]}}
    listed, _ = read_evidence(
        [("m.json", to_bytes(metadata))], source=Source.CALLER, received_at=NOW
    )
    one = judged(UNIVERSITY.sd_jwt(), TRUSTED.joined(listed))
    assert _key(one)[0] is not Outcome.PASSED
    named = judged(UNIVERSITY.sd_jwt(header={"kid": "k"}), TRUSTED.joined(listed))
    assert found(named, Check.PROOF).reason is Reason.SIGNATURE_INVALID
    by_it = judged(UNIVERSITY.sd_jwt(THIEF, {"kid": "k"}), TRUSTED.joined(listed))
    assert _key(by_it) == (Outcome.PASSED, Reason.KEY_AUTHORISED)


# --- twins -----------------------------------------------------------------------------------


def test_the_key_has_to_be_that_of_the_certificate() -> None:
    one = judged(UNIVERSITY.sd_jwt(THIEF), TRUSTED)
    assert found(one, Check.PROOF).reason is Reason.SIGNATURE_INVALID
    both = judged(UNIVERSITY.sd_jwt(header={"jwk": THIEF.jwk}), TRUSTED)
    assert found(both, Check.PROOF).reason is Reason.MALFORMED_PROOF
    same = judged(UNIVERSITY.sd_jwt(header={"jwk": UNIVERSITY.key.jwk}), TRUSTED)
    assert same.verdict.code is VerdictCode.VERIFIED


@pytest.mark.parametrize("claim", ["iss", "exp", "vct", "achievement_title", "family_name"])
def test_a_changed_claim_is_not_genuine(claim: str) -> None:
    import base64  # noqa: PLC0415
    import json  # noqa: PLC0415

    head, payload, rest = UNIVERSITY.sd_jwt().split(".")
    told = json.loads(base64.urlsafe_b64decode(payload + "=="))
    told[claim] = told[claim] + 1 if claim == "exp" else f"{told[claim]}x"
    changed = base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()
    one = judged(f"{head}.{changed}.{rest}", TRUSTED)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


@pytest.mark.parametrize(
    "header",
    [
        {"x5c": []},
        {"x5c": "MIIB"},
        {"x5c": [1]},
        {"x5c": ["*"]},
        {"x5c": ["MIIB"]},
        {"x5c": ["A" * 100_000]},
        {"x5c": [[]]},
    ],
)
def test_a_broken_header_is_told(header: dict[str, Any]) -> None:
    one = judged(UNIVERSITY.sd_jwt(header=header), TRUSTED)
    assert found(one, Check.PROOF).outcome is not Outcome.PASSED


# --- time and revocation ----------------------------------------------------------------------


def test_a_certificate_that_has_ended_needs_a_proof_of_time() -> None:
    own = Certified.make(ended())
    before = own.sd_jwt(iat=seconds(NOW - 60 * DAY))
    one = judged(before, own.evidence())
    assert _key(one) == (OPEN, Reason.KEY_ENDED_NO_PROOF_OF_TIME)
    after = judged(own.sd_jwt(iat=seconds(NOW - 9 * DAY)), own.evidence())
    assert _key(after) == (Outcome.FAILED, Reason.KEY_ENDED_BEFORE_SIGNING)
    seen = replace(own.evidence(), first_seen={one.credential_id: NOW - 50 * DAY})
    mine = judged(before, seen, role=Role.HOLDER)
    assert _key(mine) == (Outcome.PASSED, Reason.KEY_RETIRED_LATER)
    theirs = judged(before, seen)
    assert _key(theirs) == (OPEN, Reason.KEY_ENDED_NO_PROOF_OF_TIME)


@pytest.mark.parametrize("begins", [NOW + DAY, NOW - 5 * DAY], ids=["later", "after signing"])
def test_a_certificate_that_began_too_late_shows_nothing(begins: Any) -> None:
    own = Certified.make(replace(NAMED, begins=begins))
    one = judged(own.sd_jwt(), own.evidence())
    assert _key(one) == (OPEN, Reason.CERTIFICATE_OUT_OF_DATES)


def test_a_revoked_certificate_ends_with_its_revocation() -> None:
    own = Certified.make(replace(NAMED, crl_at=AT))
    serial = own.leaf.certificate.serial_number
    revoked = own.evidence(crls=[own.middle.revocation_list((serial, NOW - 9 * DAY))])
    early = judged(own.sd_jwt(), revoked)
    assert _key(early) == (OPEN, Reason.KEY_ENDED_NO_PROOF_OF_TIME)
    late = judged(own.sd_jwt(iat=seconds(NOW - DAY)), revoked)
    assert _key(late) == (Outcome.FAILED, Reason.KEY_ENDED_BEFORE_SIGNING)


def test_a_missing_revocation_list_is_not_an_empty_one() -> None:
    own = Certified.make(replace(NAMED, crl_at=AT))
    without = judged(own.sd_jwt(), own.evidence())
    told = found(without, Check.STATUS)
    assert (told.outcome, told.reason) == (OPEN, Reason.CERTIFICATE_STATUS_UNKNOWN)
    assert without.verdict.code is VerdictCode.CANNOT_TELL
    lists = [own.middle.revocation_list()]
    good = judged(own.sd_jwt(), own.evidence(crls=lists))
    assert good.verdict.code is VerdictCode.VERIFIED
    old = judged(own.sd_jwt(), own.evidence(crls=lists), at=NOW + 30 * DAY)
    assert found(old, Check.STATUS).reason is Reason.CERTIFICATE_STATUS_UNKNOWN


LIST = "https://status.example/1"


@pytest.mark.parametrize(
    ("issuer", "key", "header", "reason"),
    [
        (URL, None, {}, Reason.NOT_REVOKED),
        (None, None, {}, Reason.NOT_REVOKED),
        (URL, THIEF, {}, Reason.STATUS_LIST_NOT_PROVEN),
        (URL, None, {"x5c": None}, Reason.STATUS_LIST_NOT_PROVEN),
        ("https://other.example", None, {}, Reason.STATUS_LIST_NOT_PROVEN),
    ],
)
def test_a_status_list_may_bring_its_certificate_too(
    issuer: str | None, key: Key | None, header: dict[str, Any], reason: Reason
) -> None:
    signer = Issuer(kind="P-256")
    data = sd_jwt.status_list(
        _Signing(signer, key or UNIVERSITY.key),
        LIST,
        {},
        iss=issuer,
        header={"kid": None, "x5c": UNIVERSITY.x5c, **header},
    )
    held, _ = read_evidence([("l", data)], source=Source.CALLER, received_at=NOW)
    token = UNIVERSITY.sd_jwt(status={"status_list": {"idx": 2, "uri": LIST}})
    assert found(judged(token, TRUSTED.joined(held)), Check.STATUS).reason is reason


class _Signing:
    """An issuer that signs with another key."""

    def __init__(self, issuer: Issuer, key: Key) -> None:
        self.did, self.key, self.method_id = issuer.did, key, issuer.method_id


# --- tokens of W3C's model --------------------------------------------------------------------


def _w3c(issuer: str = URL) -> dict[str, Any]:
    return {**Issuer().credential(model="vcdm2"), "issuer": issuer}


def test_a_vc_jwt_with_a_certificate_of_its_issuer_is_verified() -> None:
    one = judged(UNIVERSITY.jwt(_w3c()), TRUSTED)
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.report.issuer_names == ("Example University",)


@pytest.mark.parametrize(
    ("issuer", "key", "evidence", "check", "reason"),
    [
        (URL, None, Evidence(), Check.ISSUER_KEY, Reason.CERTIFICATE_NOT_ANCHORED),
        (URL, THIEF, TRUSTED, Check.PROOF, Reason.SIGNATURE_INVALID),
        ("https://evil.example", None, TRUSTED, Check.ISSUER_KEY, Reason.KEY_OF_ANOTHER),
    ],
)
def test_and_its_twins_are_not(
    issuer: str, key: Key | None, evidence: Evidence, check: Check, reason: Reason
) -> None:
    one = judged(UNIVERSITY.jwt(_w3c(issuer), key), evidence)
    assert found(one, check).reason is reason
    assert one.verdict.code is not VerdictCode.VERIFIED


def test_a_seal_that_names_no_site_is_not_called_a_forgery() -> None:
    own = Certified.make(Wanted(organisation_id="VATFI-1"))
    one = judged(own.jwt(_w3c()), own.evidence())
    assert _key(one) == (OPEN, Reason.CERTIFICATE_NOT_BOUND)
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_presentation_is_not_proven_by_a_certificate() -> None:
    payload = {"@context": ["https://www.w3.org/ns/credentials/v2"],
               "type": ["VerifiablePresentation"], "holder": URL}  # fmt: skip
    result = examined(UNIVERSITY.jwt(payload, typ="vp+jwt"), TRUSTED)
    assert all(one.verdict.code is not VerdictCode.VERIFIED for one in result.credentials)
    assert found(result.credentials[0], Check.PROOF).outcome is not Outcome.PASSED


@pytest.mark.parametrize(
    ("days", "reason"),
    [(400, Reason.CERTIFICATE_NAMES_ISSUER), (401, Reason.EVIDENCE_TOO_OLD)],
)
def test_an_authority_is_as_old_as_the_list_that_has_it(days: int, reason: Reason) -> None:
    anchor = TRUSTED.anchors[0]
    dated = replace(anchor, origin=replace(anchor.origin, dated=NOW - days * DAY))
    one = judged(UNIVERSITY.sd_jwt(), replace(TRUSTED, anchors=(dated,)))
    assert found(one, Check.ISSUER_IDENTITY).reason is reason
