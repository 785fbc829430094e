"""Every code has words, and no claim slips into a log or an error's text."""

from __future__ import annotations

import ast
import logging

import pytest

from tests.architecture.sizes import ROOT, sources
from tests.architecture.used import called
from tests.helpers import files
from tests.helpers.issuer import NOW, Issuer, Key, registry
from wallet.errors import WalletError
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Policy, Role
from wallet.trust import read_evidence
from wallet.wording import finding

MARK = "Zebrafink"
"""A word that stands only in the claims of a credential."""


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words_for_both_sides(reason: Reason, role: Role) -> None:
    for check in Check:
        said = finding(
            Finding(check=check, outcome=Outcome.INDETERMINATE, reason=reason, facts={}), role
        )
        assert said.meaning.strip()
        assert reason.value not in said.meaning or "_" not in reason.value


def test_no_claim_is_logged_or_told_by_an_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    issuer = Issuer(f"{MARK} University")
    badge = issuer.issue(f"{MARK} studies", holder=Key.make("h").did_key, learner=MARK)
    evidence, _ = read_evidence(
        [("r.json", registry([issuer]))], source=Source.CALLER, received_at=NOW
    )
    broken = [
        badge,
        files.tampered(badge, "/name", f"{MARK} 2"),
        files.tampered(badge, "/validFrom", f"{MARK} day"),
        files.tampered(badge, "/credentialSubject/achievement", f"{MARK} thing"),
        files.tampered(badge, "/proof/proofValue", f"z{MARK}"),
        files.tampered(badge, "/credentialStatus", {"type": MARK}),
    ]
    for one in broken:
        for known in (evidence, Evidence()):
            examine(
                files.to_bytes(one), "x", known, policy=Policy(), now=NOW, role=Role.RECEIVER
            )
    told = examine(
        files.to_bytes(badge)[:-30], "x", evidence, policy=Policy(), now=NOW, role=Role.RECEIVER
    )
    assert told.error is not None
    assert MARK not in f"{told.error.code} {dict(told.error.facts)}"
    assert MARK not in caplog.text


def test_an_error_says_its_code_and_facts_and_nothing_else() -> None:
    assert str(WalletError("too_large", limit=5)) == "too_large limit=5"


def test_the_core_prints_nothing_but_in_its_commands() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources("wallet")
        if "cli" not in path.parts and "print(" in path.read_text("utf-8")
        for name, line in called(ast.parse(path.read_text("utf-8")))
        if name == "print"
    ]
    assert found == []
