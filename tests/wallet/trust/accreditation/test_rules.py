"""Each rule of D.3 to D.6 and D.11 has a test that fails without it, and without it alone."""

import re
from pathlib import Path

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
from wallet.trust import accreditation

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


def test_no_rule_that_a_module_states_is_without_a_test():
    folder = Path(accreditation.__file__).parent
    texts = [one.read_text("utf-8") for one in folder.glob("*.py")]
    stated = {
        one for text in texts for one in re.findall(r"^([A-Z]\d+)\. ", text, re.MULTILINE)
    }
    assert len(stated) > 80
    assert stated - {one.name.split()[0] for one in RULES} == set()
