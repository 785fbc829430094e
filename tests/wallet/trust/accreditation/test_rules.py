"""Each rule of D.3 to D.6 and D.11 has a test that fails without it, and without it alone."""

import pytest

from tests.wallet.trust.accreditation import (
    rules_binding,
    rules_chain,
    rules_coverage,
    rules_identifiers,
    rules_outcome,
    rules_reach,
    rules_seals,
    rules_verify,
)
from tests.wallet.trust.accreditation.ruled import RULES, STANDS_ON

MODULES = (
    *(rules_binding, rules_chain, rules_coverage, rules_outcome, rules_reach, rules_seals),
    *(rules_identifiers, rules_verify),
)
"""Importing them fills the table."""


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_the_rule_holds(rule):
    rule.test()


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_its_test_fails_without_it(rule):
    with rule.taken_out(), pytest.raises(Exception):  # noqa: B017, PT011 - any failure will do
        rule.test()


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_no_other_test_fails_without_it(rule):
    with rule.taken_out():
        failed = {other.name for other in RULES if other is not rule and fails(other)}
    assert failed == STANDS_ON.get(rule.name, set())


def fails(rule):
    try:
        rule.test()
    except Exception:  # noqa: BLE001 - any failure counts
        return True
    return False


def test_every_rule_stands_once():
    places = [one.place for one in RULES]
    assert len(set(places)) == len(places)
    assert len(RULES) > 110
