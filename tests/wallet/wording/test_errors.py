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


def codes() -> Iterator[str]:
    """Every literal code with which an error, a notice or a damage is made anywhere."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in RAISED:
                continue
            given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "code")]
            for one in given:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def test_the_scan_finds_the_codes_of_every_room() -> None:
    found = set(codes())
    assert {"wrong_passphrase", "not_a_credential", "chosen_twice", "older_wallet"} <= found
    assert len(found) > 60


@pytest.mark.parametrize("code", sorted(set(codes())))
def test_every_code_says_what_happened_and_what_to_do(code: str) -> None:
    words = wording.error(code, {})
    assert "no words for" not in words.meaning
    assert words.meaning.endswith("."), words
    assert words.advice.endswith("."), words


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
