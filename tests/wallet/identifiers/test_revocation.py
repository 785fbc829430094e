"""Certificate revocation lists: what revokes, what shows that nothing did, and what neither."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509 as library
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import x509 as ca
from tests.helpers.said import NOW
from tests.helpers.x509 import Wanted
from wallet.errors import InputError
from wallet.identifiers import revocation, x509
from wallet.identifiers.revocation import Revocation, State

DAY = timedelta(days=1)
AT = "http://crl.example/1.crl"
ROOT = ca.root()
MIDDLE = ROOT.authority()
SIGNER = MIDDLE.issue(Wanted(crl_at=AT))
SERIAL = SIGNER.certificate.serial_number


def _found(*lists: bytes, **told: Any) -> Revocation:
    return x509.chain(SIGNER.bag, ca.anchors(ROOT, crls=lists), NOW, **told).revocation


def _scope(**told: Any) -> tuple[tuple[library.ExtensionType, bool], ...]:
    stated = {
        "full_name": None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return ((library.IssuingDistributionPoint(**{**stated, **told}), True),)


def _address(url: str) -> dict[str, Any]:
    return {"full_name": [library.UniformResourceIdentifier(url)]}


def test_a_list_without_it_shows_that_it_was_not_revoked() -> None:
    found = _found(MIDDLE.revocation_list((SERIAL + 1, NOW - DAY)))
    assert found == Revocation(state=State.GOOD, as_of=NOW - DAY)


def test_a_list_that_came_along_is_as_good() -> None:
    assert _found(crls=[MIDDLE.revocation_list()]).state is State.GOOD


def test_one_that_states_where_it_is_published_is_unknown_without_a_list() -> None:
    assert _found() == Revocation(state=State.UNKNOWN, certificate="Example University")


def test_an_entry_revokes_from_its_date_on() -> None:
    found = _found(MIDDLE.revocation_list((SERIAL, NOW - 9 * DAY)))
    assert (found.state, found.since) == (State.REVOKED, NOW - 9 * DAY)
    assert found.certificate == "Example University"


def test_a_revoked_authority_takes_down_what_it_signed() -> None:
    lists = (
        ROOT.revocation_list((MIDDLE.certificate.serial_number, NOW - DAY)),
        MIDDLE.revocation_list(),
    )
    assert _found(*lists).certificate == "Example Trust Services"


def test_an_old_list_still_revokes_and_no_longer_clears() -> None:
    old = {"begins": NOW - 90 * DAY, "ends": NOW - 60 * DAY}
    assert (
        _found(MIDDLE.revocation_list((SERIAL, NOW - 91 * DAY), **old)).state is State.REVOKED
    )
    assert _found(MIDDLE.revocation_list(**old)).state is State.UNKNOWN


def test_a_newer_list_does_not_undo_a_revocation() -> None:
    older = MIDDLE.revocation_list((SERIAL, NOW - 9 * DAY), begins=NOW - 8 * DAY)
    for lists in ((older, MIDDLE.revocation_list()), (MIDDLE.revocation_list(), older)):
        assert _found(*lists).state is State.REVOKED


def test_a_hold_is_lifted_by_a_newer_list() -> None:
    hold = library.ReasonFlags.certificate_hold
    held = MIDDLE.revocation_list((SERIAL, NOW - 9 * DAY), begins=NOW - 8 * DAY, reason=hold)
    assert _found(held).state is State.REVOKED
    assert _found(MIDDLE.revocation_list(), held).state is State.GOOD


def test_what_a_list_takes_off_is_not_revoked_by_it() -> None:
    off = library.ReasonFlags.remove_from_crl
    assert _found(MIDDLE.revocation_list((SERIAL, NOW - DAY), reason=off)).state is State.GOOD


@pytest.mark.parametrize(
    "data",
    [
        MIDDLE.revocation_list(begins=NOW + DAY),
        MIDDLE.revocation_list(signed_by=SIGNER),
        ca.root().authority().revocation_list(),
        ROOT.revocation_list(),
        MIDDLE.revocation_list(extensions=_scope(only_contains_ca_certs=True)),
        MIDDLE.revocation_list(extensions=_scope(only_contains_attribute_certs=True)),
        MIDDLE.revocation_list(extensions=_scope(indirect_crl=True)),
        MIDDLE.revocation_list(
            extensions=_scope(only_some_reasons=frozenset({library.ReasonFlags.key_compromise}))
        ),
        MIDDLE.revocation_list(extensions=_scope(**_address("http://crl.example/2.crl"))),
        MIDDLE.revocation_list(extensions=((library.DeltaCRLIndicator(1), True),)),
        MIDDLE.revocation_list(
            extensions=(
                (
                    library.UnrecognizedExtension(library.ObjectIdentifier("1.2.3"), b"\x05\0"),
                    True,
                ),
            )
        ),
        MIDDLE.revocation_list()[:-1],
        b"",
    ],
    ids=[
        "begins later",
        "signed by the signer",
        "of a namesake",
        "of another authority",
        "for authorities only",
        "for attributes only",
        "indirect",
        "for some reasons only",
        "at another address",
        "a delta",
        "with something unknown in it",
        "cut short",
        "empty",
    ],
)
def test_a_list_that_does_not_cover_it_shows_nothing(data: bytes) -> None:
    assert _found(data).state is State.UNKNOWN


@pytest.mark.parametrize(
    "told", [{"only_contains_user_certs": True}, _address(AT)], ids=["signers", "address"]
)
def test_a_list_for_its_kind_or_address_covers_it(told: dict[str, Any]) -> None:
    assert _found(MIDDLE.revocation_list(extensions=_scope(**told))).state is State.GOOD


def test_an_authority_that_may_not_sign_lists_revokes_nothing() -> None:
    middle = ROOT.authority(uses=frozenset({"key_cert_sign"}))
    signer = middle.issue(Wanted(crl_at=AT))
    lists = [middle.revocation_list((signer.certificate.serial_number, NOW - DAY))]
    found = x509.chain(signer.bag, ca.anchors(ROOT, crls=lists), NOW)
    assert found.revocation.state is State.UNKNOWN


@given(st.binary(max_size=80), st.integers(0, 100))
def test_any_bytes_are_a_list_or_refused_by_name(data: bytes, at: int) -> None:
    whole = MIDDLE.revocation_list()
    with contextlib.suppress(InputError):  # anything else would escape and fail
        revocation.load(whole[:at] + data + whole[at + len(data) :])
