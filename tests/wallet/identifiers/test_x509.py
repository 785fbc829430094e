"""Paths of certificates: what leads to an anchor, and everything that must not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509 as library
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

from tests.helpers import x509 as ca
from tests.helpers.said import NOW
from tests.helpers.x509 import YEAR, Identity, Wanted
from wallet.errors import ProofFailure
from wallet.evidence import Evidence, Source
from wallet.identifiers import certificates, x509
from wallet.identifiers.revocation import State

ROOT = ca.root()
MIDDLE = ROOT.authority()
SIGNER = MIDDLE.issue()
AUTHORITY = Wanted(is_authority=True, uses=frozenset({"key_cert_sign"}))
UNKNOWN = library.UnrecognizedExtension(library.ObjectIdentifier("1.2.3.4"), b"\x05\x00")


def _failure(
    bag: Sequence[bytes], evidence: Evidence | None = None, **told: str
) -> tuple[str, bool]:
    with pytest.raises(ProofFailure) as caught:
        x509.chain(bag, evidence or ca.anchors(ROOT), NOW, **told)
    return caught.value.code, caught.value.indeterminate


NOT_ANCHORED = ("certificate_not_anchored", True)
NOT_ALLOWED = ("certificate_not_allowed", True)
OUT_OF_DATES = ("certificate_out_of_dates", True)


def test_a_signer_below_two_authorities_is_led_to_the_anchor() -> None:
    found = x509.chain(SIGNER.bag, ca.anchors(ROOT), NOW)
    assert [one.der for one in found.certificates] == [SIGNER.der, MIDDLE.der, ROOT.der]
    assert found.anchor.certificate == ROOT.der
    assert found.leaf.name == "Example University"
    assert (found.begins, found.ends) == (ca.BEGINS, ca.ENDS)
    assert found.revocation.state is State.NOT_STATED


@pytest.mark.parametrize("kind", ["P-384", "Ed25519", "RSA"])
def test_authorities_may_have_any_kind_of_key(kind: str) -> None:
    root = ca.root(kind=kind)
    assert x509.chain(root.issue().bag, ca.anchors(root), NOW).leaf.country == "FI"


def test_the_order_of_what_was_sent_along_does_not_matter() -> None:
    deeper = MIDDLE.authority(name="Deeper").issue()
    leaf, *rest = deeper.bag
    for bag in ([leaf, *rest], [leaf, *reversed(rest)], [leaf, ca.root().der, *rest, ROOT.der]):
        assert len(x509.chain(bag, ca.anchors(ROOT), NOW).certificates) == 4


def test_a_signer_that_is_trusted_itself_needs_nobody_else() -> None:
    found = x509.chain([SIGNER.der], ca.anchors(SIGNER), NOW)
    assert [one.der for one in found.certificates] == [SIGNER.der]


def test_the_shortest_path_to_any_anchor_is_taken() -> None:
    found = x509.chain(SIGNER.bag, ca.anchors(ROOT, MIDDLE), NOW)
    assert found.anchor.certificate == MIDDLE.der


def test_names_and_numbers_of_a_seal_are_read() -> None:
    told = Wanted(
        organisation_id="VATFI-12345678", uris=["https://a.example"], dns=["a.example"]
    )
    leaf = x509.chain(ROOT.issue(told).bag, ca.anchors(ROOT), NOW).leaf
    assert leaf.organisation_id == "VATFI-12345678"
    assert (leaf.uris, leaf.dns_names) == (("https://a.example",), ("a.example",))


# --- who is trusted -------------------------------------------------------------------------


def test_nobody_is_trusted_without_anchors() -> None:
    assert _failure(SIGNER.bag, Evidence()) == NOT_ANCHORED


def test_an_anchor_that_came_with_the_credential_is_none() -> None:
    assert _failure(SIGNER.bag, ca.anchors(ROOT, source=Source.CARRIED)) == NOT_ANCHORED


def test_an_anchor_for_something_else_is_none() -> None:
    stamps = ca.anchors(ROOT, purpose="timestamp")
    assert _failure(SIGNER.bag, stamps, purpose="seal") == NOT_ANCHORED
    assert x509.chain(SIGNER.bag, stamps, NOW, purpose="timestamp")


def test_another_authority_of_the_same_name_is_another() -> None:
    assert _failure(SIGNER.bag, ca.anchors(ca.root())) == NOT_ANCHORED


def test_what_was_sent_along_and_cannot_be_read_is_no_part_of_a_path() -> None:
    assert x509.chain([*SIGNER.bag, b"nonsense"], ca.anchors(ROOT), NOW)
    assert _failure([SIGNER.der, MIDDLE.der[:-1]]) == NOT_ANCHORED


def test_a_missing_authority_leaves_it_open() -> None:
    assert _failure([SIGNER.der]) == NOT_ANCHORED


# --- what an authority may do ---------------------------------------------------------------


BROKEN: dict[str, Callable[[], Identity]] = {
    "a signer plays authority": SIGNER.issue,
    "an authority without basic constraints": lambda: ROOT.issue(
        Wanted(name="Middle", uses=frozenset({"key_cert_sign"}))
    ).issue(),
    "an authority that may not sign certificates": lambda: ROOT.authority(
        uses=frozenset({"crl_sign"})
    ).issue(),
    "a path longer than its authority allows": lambda: (
        ROOT.authority(path_length=0).authority(name="Deeper").issue()
    ),
    "a name outside its authority's": lambda: ROOT.authority(
        extensions=(
            (
                library.NameConstraints(
                    permitted_subtrees=[library.DNSName("good.example")], excluded_subtrees=None
                ),
                True,
            ),
        )
    ).issue(Wanted(dns=["evil.example"])),
    "an unknown critical extension": lambda: MIDDLE.issue(
        Wanted(extensions=((UNKNOWN, True),))
    ),
    "an unknown critical extension above": lambda: ROOT.authority(
        extensions=((UNKNOWN, True),)
    ).issue(),
    "a key that may not sign": lambda: MIDDLE.issue(
        Wanted(uses=frozenset({"key_encipherment"}))
    ),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_path_that_breaks_a_rule_is_refused(name: str) -> None:
    assert _failure(BROKEN[name]().bag) == NOT_ALLOWED


def test_sha_1_is_refused_wherever_it_stands() -> None:
    root = ca.root(kind="RSA")
    middle = root.issue(replace(AUTHORITY, name="Middle"), ca.new_key("RSA"))
    for leaf in (root.issue().with_sha_1(), middle.with_sha_1().issue()):
        assert _failure(leaf.bag, ca.anchors(root)) == NOT_ANCHORED


def test_the_anchor_keeps_its_own_limits() -> None:
    only = library.NameConstraints(
        permitted_subtrees=[library.DNSName("good.example")], excluded_subtrees=None
    )
    root = ca.root(path_length=0, extensions=((only, True),))
    good, evil = (root.issue(Wanted(dns=[f"{one}.example"])) for one in ("good", "evil"))
    assert x509.chain(good.bag, ca.anchors(root), NOW)
    assert _failure(evil.bag, ca.anchors(root)) == NOT_ALLOWED
    below = root.authority().issue(Wanted(dns=["good.example"]))
    assert _failure(below.bag, ca.anchors(root)) == NOT_ALLOWED


def test_a_trusted_signer_is_no_authority() -> None:
    assert _failure(SIGNER.issue().bag, ca.anchors(SIGNER)) == NOT_ALLOWED


def test_policies_of_authorities_are_no_obstacle() -> None:
    def policy(oid: str) -> tuple[tuple[library.ExtensionType, bool], ...]:
        told = library.PolicyInformation(library.ObjectIdentifier(oid), None)
        return ((library.CertificatePolicies([told]), False),)

    root = ca.root(extensions=policy("1.2.3.1"))
    signer = root.authority(extensions=policy("1.2.3.2")).issue(
        Wanted(extensions=policy("1.2.3.3"))
    )
    assert x509.chain(signer.bag, ca.anchors(root), NOW)


# --- time -----------------------------------------------------------------------------------


ENDED = Wanted(begins=NOW - 2 * YEAR, ends=NOW - YEAR)
LATER = Wanted(begins=NOW + YEAR / 2, ends=NOW + YEAR)


@pytest.mark.parametrize("wanted", [ENDED, LATER])
def test_dates_are_judged_at_the_moment_asked_about(wanted: Wanted) -> None:
    signer = MIDDLE.issue(wanted)
    assert _failure(signer.bag) == OUT_OF_DATES
    at = wanted.begins + timedelta(days=1)
    assert x509.chain(signer.bag, ca.anchors(ROOT), at).ends == wanted.ends


@pytest.mark.parametrize("which", ["root", "middle"])
def test_dates_of_everybody_above_count_too(which: str) -> None:
    past = {"begins": ENDED.begins, "ends": ENDED.ends}
    root = ca.root(**past) if which == "root" else ca.root()
    middle = root.authority(**past) if which == "middle" else root.authority()
    assert _failure(middle.issue().bag, ca.anchors(root)) == OUT_OF_DATES


def test_a_path_that_was_never_whole_is_none() -> None:
    middle = ROOT.authority(begins=NOW - 2 * YEAR, ends=NOW - YEAR)
    signer = middle.issue(Wanted(begins=NOW - timedelta(days=1)))
    assert _failure(signer.bag) == OUT_OF_DATES
    with pytest.raises(ProofFailure):
        x509.chain(signer.bag, ca.anchors(ROOT), NOW, ended=True)


def test_one_that_judges_ends_itself_is_given_them() -> None:
    signer = MIDDLE.issue(ENDED)
    found = x509.chain(signer.bag, ca.anchors(ROOT), NOW, ended=True)
    assert (found.begins, found.ends) == (ENDED.begins, ENDED.ends)


def test_of_two_paths_the_one_that_is_valid_is_taken() -> None:
    key = ca.new_key()
    old = ROOT.issue(replace(ENDED, name="Middle", is_authority=True, uses=None), key)
    new = ROOT.issue(Wanted(name="Middle", is_authority=True, uses=None), key)
    leaf = old.issue()
    found = x509.chain([leaf.der, old.der, new.der], ca.anchors(ROOT), NOW)
    assert found.certificates[1].der == new.der


# --- certificates that cannot be relied on ---------------------------------------------------


@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(65537, 1024),
        ec.generate_private_key(ec.SECP192R1()),
        dsa.generate_private_key(2048),
    ],
    ids=["RSA-1024", "P-192", "DSA"],
)
def test_a_weak_key_is_refused(key: object) -> None:
    assert _failure(MIDDLE.issue(key=key).bag) == ("weak_key", False)


def test_a_key_of_a_kind_we_do_not_use_is_told() -> None:
    read = certificates.read(MIDDLE.issue(key=ec.generate_private_key(ec.SECP521R1())).der)
    with pytest.raises(ProofFailure) as caught:
        certificates.key_of(read)
    assert (caught.value.code, caught.value.indeterminate) == ("unsupported_identifier", True)


def test_a_changed_byte_anywhere_never_leads_to_the_anchor() -> None:
    der = SIGNER.der
    for at in range(0, len(der), 3):
        changed = der[:at] + bytes([der[at] ^ 1]) + der[at + 1 :]
        with pytest.raises(ProofFailure):
            x509.chain([changed, MIDDLE.der], ca.anchors(ROOT), NOW)
