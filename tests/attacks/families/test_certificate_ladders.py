"""Certificates that lead in circles, up endless ladders, or through crowds of namesakes.

Whoever sends a credential chooses what is sent along. Searching all of it would take a day.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.helpers import x509 as ca
from tests.helpers.said import NOW
from tests.helpers.x509 import Identity, Wanted
from wallet.errors import ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import x509
from wallet.limits import LIMITS

AUTHORITY = Wanted(name="Ladder", is_authority=True, uses=None)
ROOT = ca.root()


def _code(bag: list[bytes], evidence: Evidence) -> str:
    with pytest.raises(ProofFailure) as caught:
        x509.chain(bag, evidence, NOW)
    return caught.value.code


def _circle() -> list[bytes]:
    """Two authorities that certify each other, and a signer below."""
    one, two = ca.new_key(), ca.new_key()
    first = ca.root(replace(AUTHORITY, name="One"))
    second = first.issue(replace(AUTHORITY, name="Two"), two)
    back = second.issue(replace(AUTHORITY, name="One"), one)
    again = Identity(certificate=back.certificate, key=one)
    third = again.issue(replace(AUTHORITY, name="Two"), two)
    leaf = Identity(certificate=third.certificate, key=two).issue()
    return [leaf.der, third.der, back.der, second.der, first.der]


def test_a_circle_ends() -> None:
    assert _code(_circle(), ca.anchors(ROOT)) == "certificate_not_anchored"


def test_a_ladder_longer_than_any_real_one_is_not_climbed() -> None:
    top = ROOT
    for step in range(LIMITS.certificates + 2):
        top = top.issue(replace(AUTHORITY, name=f"Step {step}"))
    leaf = top.issue()
    assert len(leaf.bag) > LIMITS.certificates
    assert _code(leaf.bag, ca.anchors(ROOT)) == "too_complex"
    assert (
        _code(leaf.bag[: LIMITS.certificates], ca.anchors(ROOT)) == "certificate_not_anchored"
    )


def test_a_crowd_of_namesakes_is_tried_only_so_often() -> None:
    crowd = [ca.root(AUTHORITY) for _ in range(LIMITS.certificates - 1)]
    leaf = crowd[0].issue()
    begun = time.perf_counter()
    bag = [leaf.der, *(one.der for one in crowd)]
    assert _code(bag, ca.anchors(ROOT)) == "certificate_not_anchored"
    many = [ca.root(AUTHORITY) for _ in range(80)]
    assert _code(bag, ca.anchors(*many)) == "certificate_not_anchored"
    assert time.perf_counter() - begun < 20


def test_a_root_that_came_along_is_nobodys() -> None:
    own = ca.root()
    leaf = own.authority().issue()
    bag = [*leaf.bag, own.der]
    assert _code(bag, ca.anchors(ROOT)) == "certificate_not_anchored"
    assert _code([own.der], ca.anchors(ROOT)) == "certificate_not_anchored"
