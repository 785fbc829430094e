"""Key slots: only the right secret opens, and a hostile header cannot hurt."""

from __future__ import annotations

import base64
import inspect
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.errors import InputError, VaultDamagedError, WalletError, WrongPassphraseError
from wallet.vault import slots
from wallet.vault.slots import Costs

HEADER = {"format": "tessera/vault/1", "wallet": "ab" * 16, "generation": 1, "database": "x"}
KEY = bytes(range(32))
SECRET = "correct horse battery"
_WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.fixture(scope="module", autouse=True)
def _salts_are_fresh() -> Iterator[None]:
    """Here every slot has a salt of its own and costs are measured, unlike in other tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_fresh_salt", "calibrated"):
            patch.setattr(slots, name, inspect.unwrap(getattr(slots, name)))
        yield


@pytest.fixture(scope="module")
def slot() -> dict[str, object]:
    return dict(slots.wrap_for_passphrase(KEY, SECRET, Costs(), HEADER))


@pytest.fixture(scope="module")
def words() -> tuple[str, ...]:
    return slots.new_recovery_words()


@pytest.fixture(scope="module")
def recovery(words: tuple[str, ...]) -> dict[str, object]:
    public = slots.recovery_public(words, str(HEADER["wallet"]))
    return dict(slots.wrap_for_recovery(KEY, public, HEADER))


def test_the_passphrase_gives_the_key_back(slot: dict[str, object]) -> None:
    assert slots.unwrap_by_passphrase(slot, SECRET, HEADER) == KEY


@pytest.mark.parametrize(
    "wrong", ["correct horse batterz", "Correct horse battery", "", "x\0y"]
)
def test_any_other_passphrase_is_wrong(slot: dict[str, object], wrong: str) -> None:
    with pytest.raises(WrongPassphraseError) as caught:
        slots.unwrap_by_passphrase(slot, wrong, HEADER)
    assert caught.value.code == "wrong_passphrase"


def test_a_keyboard_that_composes_signs_differently_opens_the_same_wallet() -> None:
    composed, apart = "Caf\u00e9 cr\u00e8me", "Cafe\u0301 cre\u0300me"
    slot = slots.wrap_for_passphrase(KEY, composed, Costs(), HEADER)
    assert slots.unwrap_by_passphrase(slot, apart, HEADER) == KEY
    wide_space = composed.replace(" ", "\u3000")
    assert slots.unwrap_by_passphrase(slot, wide_space, HEADER) == KEY


def test_no_secret_stands_in_a_slot(slot: dict[str, object]) -> None:
    told = repr(slot)
    assert SECRET not in told
    for encode in (bytes.hex, lambda one: base64.urlsafe_b64encode(one).decode().rstrip("=")):
        assert encode(KEY) not in told


def test_two_slots_of_one_passphrase_have_nothing_in_common(slot: dict[str, object]) -> None:
    other = slots.wrap_for_passphrase(KEY, SECRET, Costs(), HEADER)
    for name in ("salt", "commitment", "nonce", "wrapped"):
        assert slot[name] != other[name]


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("salt", "wrong_passphrase"),  # another salt is another secret: it cannot be told apart
        ("commitment", "wrong_passphrase"),
        ("nonce", "header_damaged"),
        ("wrapped", "header_damaged"),
    ],
)
def test_a_changed_member_never_opens(slot: dict[str, object], member: str, code: str) -> None:
    text = str(slot[member])
    changed = ("A" if text[0] != "A" else "B") + text[1:]
    with pytest.raises(WalletError) as caught:
        slots.unwrap_by_passphrase({**slot, member: changed}, SECRET, HEADER)
    assert caught.value.code == code


@pytest.mark.parametrize("member", ["salt", "commitment", "nonce", "wrapped", "passes"])
@pytest.mark.parametrize("value", [None, "", "!!", "AAAA", 7.5, [], "x" * 4000])
def test_a_member_that_is_no_such_thing_is_damage(
    slot: dict[str, object], member: str, value: object
) -> None:
    with pytest.raises((VaultDamagedError, WrongPassphraseError)):
        slots.unwrap_by_passphrase({**slot, member: value}, SECRET, HEADER)


@pytest.mark.parametrize(
    "costs",
    [
        {"memory_kib": 1024 * 1024 * 1024},
        {"memory_kib": 1024},
        {"passes": 1},
        {"passes": 1_000_000},
        {"lanes": 0},
        {"lanes": 400},
        {"memory_kib": -1},
    ],
)
def test_absurd_costs_are_refused_before_any_work(
    slot: dict[str, object], costs: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(slots, "_argon2id", lambda *what: asked.append(what))
    with pytest.raises(VaultDamagedError) as caught:
        slots.unwrap_by_passphrase({**slot, **costs}, SECRET, HEADER)
    assert caught.value.code == "header_damaged"
    assert not asked


@pytest.mark.parametrize("member", ["wallet", "generation", "database", "format"])
def test_a_slot_cannot_be_moved_into_another_header(
    slot: dict[str, object], member: str
) -> None:
    other = {**HEADER, member: "cd" * 16}
    with pytest.raises((VaultDamagedError, WrongPassphraseError)):
        slots.unwrap_by_passphrase(slot, SECRET, other)


def test_costs_are_never_below_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_argon2id", inspect.unwrap(slots._argon2id))
    costs = slots.calibrated()
    assert costs.memory_kib == 64 * 1024
    assert costs.lanes == 4
    assert 3 <= costs.passes <= 20


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", "passphrase_unusable"),
        ("tab\there it is", "passphrase_unusable"),
        ("1234567", "passphrase_too_short"),
    ],
)
def test_a_poor_new_passphrase_is_refused(given: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        slots.new_passphrase(given)
    assert caught.value.code == code


def test_eight_signs_of_any_script_are_enough() -> None:
    assert slots.new_passphrase("密码密码密码密码") == "密码密码密码密码"


# --- recovery


def test_the_words_give_the_key_back(
    recovery: dict[str, object], words: tuple[str, ...]
) -> None:
    assert len(words) == 12
    assert slots.unwrap_by_recovery(recovery, words, HEADER) == KEY


def test_the_words_may_be_typed_in_capitals_and_with_extra_spaces(
    recovery: dict[str, object], words: tuple[str, ...]
) -> None:
    typed = tuple(f" {one.upper()} " for one in words)
    assert slots.unwrap_by_recovery(recovery, typed, HEADER) == KEY


def test_other_words_are_wrong(recovery: dict[str, object]) -> None:
    with pytest.raises(WrongPassphraseError) as caught:
        slots.unwrap_by_recovery(recovery, slots.new_recovery_words(), HEADER)
    assert caught.value.code == "wrong_recovery_words"


@pytest.mark.parametrize(
    "typed",
    [(), ("abandon",) * 12, ("abandon",) * 11, ("zzz",) * 12, ("abandon",) * 23 + ("art",)],
)
def test_words_that_never_were_a_code_are_told_apart(
    recovery: dict[str, object], typed: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as caught:
        slots.unwrap_by_recovery(recovery, typed, HEADER)
    assert caught.value.code == "recovery_words_misspelt"


def test_a_new_key_can_be_wrapped_for_words_that_nobody_typed(words: tuple[str, ...]) -> None:
    public = slots.recovery_public(words, str(HEADER["wallet"]))
    later = slots.wrap_for_recovery(b"n" * 32, public, {**HEADER, "generation": 2})
    assert slots.unwrap_by_recovery(later, words, {**HEADER, "generation": 2}) == b"n" * 32


def test_a_slot_with_an_exchange_key_of_low_order_is_damage(
    recovery: dict[str, object], words: tuple[str, ...]
) -> None:
    zero = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
    with pytest.raises(VaultDamagedError):
        slots.unwrap_by_recovery({**recovery, "once": zero}, words, HEADER)


@given(st.dictionaries(st.sampled_from(["public", "once", "wrapped", "kind"]), st.text()))
def test_any_slot_gives_the_key_or_a_wallet_error(spoilt: dict[str, str]) -> None:
    words = tuple(_WORDS.split())
    public = slots.recovery_public(words, str(HEADER["wallet"]))
    slot = dict(slots.wrap_for_recovery(KEY, public, HEADER))
    try:
        assert slots.unwrap_by_recovery({**slot, **spoilt}, words, HEADER) == KEY
        assert not set(spoilt) - {"kind"} or spoilt.get("kind") == "recovery"
    except WalletError:
        assert spoilt
