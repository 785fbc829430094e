"""Every code has words, and no claim slips into a log or an error's text."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator

import pytest

from tests.architecture.sizes import ROOT, sources
from tests.architecture.test_purity import called
from tests.helpers import files
from tests.helpers.issuer import NOW, Issuer, Key, registry
from wallet.errors import WalletError
from wallet.evidence import Evidence, Source
from wallet.examine import examine
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Policy, Role
from wallet.trust import read_evidence
from wallet.wording import error, finding

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


ERRORS = {
    "WalletError", "InputError", "IntakeError", "VaultError", "WrongPassphraseError",
    "VaultBusyError", "VaultDamagedError", "VaultTooNewError", "StorageError", "RefreshError",
    "PresentingError",
}  # fmt: skip


def raised_codes() -> Iterator[tuple[str, str]]:
    """(code, where) of every error that the core raises with a literal code."""
    for path in sources("wallet"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            first = node.args[0] if node.args else None
            literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if node.func.id in ERRORS and literal:
                assert isinstance(first, ast.Constant)
                yield str(first.value), f"{path.relative_to(ROOT)}:{node.lineno}"


CODES = sorted({code for code, _ in raised_codes()})


def test_codes_are_found_at_all() -> None:
    assert "too_large" in CODES


@pytest.mark.parametrize("code", CODES)
def test_every_error_has_words(code: str) -> None:
    said = error(code, {})
    unknown = error("no_such_code_exists", {})
    assert said.meaning.strip()
    assert said.meaning != unknown.meaning, [
        where for one, where in raised_codes() if one == code
    ]


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
        if "cli" not in path.parts
        for name, line in called(ast.parse(path.read_text("utf-8")))
        if name == "print"
    ]
    assert found == []
