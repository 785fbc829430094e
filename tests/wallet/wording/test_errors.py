"""Whatever goes wrong, a person reads what happened and what to do: no code goes unworded."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import wallet
from wallet import wording
from wallet.errors import WalletError
from wallet.wording.errors import ENTRIES

SOURCE = Path(wallet.__file__).parent
RAISED = {
    "InputError",
    "IntakeError",
    "VaultError",
    "WrongPassphraseError",
    "VaultBusyError",
    "VaultDamagedError",
    "VaultTooNewError",
    "StorageError",
    "RefreshError",
    "PresentingError",
    "Notice",
    "Damage",
    "FileError",
}


@pytest.fixture(scope="module")
def codes() -> set[str]:
    """Every literal code with which an error, a notice or a damage is made anywhere."""
    return set(_codes())


def _codes() -> Iterator[str]:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(name in text for name in RAISED):
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in RAISED:
                continue
            given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "code")]
            for one in given:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def test_the_scan_finds_the_codes_of_every_room(codes: set[str]) -> None:
    some = {"wrong_passphrase", "not_a_credential", "chosen_twice", "older_wallet", "too_large"}
    assert some <= codes
    assert len(codes) > 60


def test_every_code_says_what_happened_and_what_to_do(codes: set[str]) -> None:
    lacking = []
    for code in sorted(codes):
        words = wording.error(code, {})
        told = words.meaning.endswith(".") and words.advice.endswith(".")
        if not told or "no words for" in words.meaning:
            lacking.append((code, words))
    assert lacking == []


@pytest.mark.parametrize("code", ["disk_full", "read_only", "no_permission", "disk_failed"])
def test_what_the_system_reports_is_worded_too(code: str) -> None:
    assert code in ENTRIES


def test_a_code_of_a_newer_part_is_shown_rather_than_hidden() -> None:
    assert "brand_new" in wording.error("brand_new", {}).meaning


def test_facts_stand_in_the_sentence_and_are_never_read_as_a_template() -> None:
    words = wording.error("vault_busy", {"pid": 4711, "host": "{host.__class__}"})
    assert "4711" in words.meaning
    assert "{host.__class__}" in words.meaning


def test_an_error_tells_logs_its_facts_and_no_sentence() -> None:
    assert str(WalletError("vault_busy", pid=3)) == "vault_busy pid=3"
