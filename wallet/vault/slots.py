"""Key slots: how a passphrase or recovery words open the vault key.

Rules
-----
1. A slot never holds a secret in the clear. secret -> KDF -> HKDF-SHA256 (info
   ``tessera/vault/1/<slot>/<wallet id>``) -> 32 bytes wrapping key and 32 bytes commitment.
2. The commitment is compared first: AES-GCM alone would let one crafted blob open under two
   keys (partitioning oracle), and only a commitment tells "wrong secret" from "damaged".
3. The vault key is wrapped with AES-256-GCM under a fresh nonce. Associated data: the slot's
   parameters and the header without slots and MAC, so that no slot can be moved.
4. Cost parameters read from a file are bounded *before* any memory is allocated.
5. *passphrase*: OpaqueString (RFC 8265), Argon2id.
6. *recovery*: 128 random bits, shown as 12 BIP-39 words. HKDF makes an X25519 key of them; the
   slot keeps its public half, and the KDF of rule 1 is an exchange with a one-time key. So a
   changed passphrase can wrap its new vault key for the printed code without knowing it.
"""

from __future__ import annotations

import hmac
import secrets
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import precis_i18n
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from wallet.encoding import jcs
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import InputError, VaultDamagedError, WalletError, WrongPassphraseError

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
SHORTEST_PASSPHRASE = 8
"""Code points after OpaqueString (NIST SP 800-63B); strength is advised by the window."""
WORDS = 12
UNLOCK_SECONDS = 0.5
"""What a guess should cost on this computer; more passes are taken until it does."""

Slot = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Argon2id parameters of a passphrase slot."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def check(self) -> Costs:
        """Themselves, if a sane wallet could have written them.

        Raises:
            VaultDamagedError: ``header_damaged``. A hostile header asks for a terabyte.
        """
        sane = (
            64 * 1024 <= self.memory_kib <= 1024 * 1024
            and 3 <= self.passes <= 20  # noqa: PLR2004 - DESIGN section 5
            and 1 <= self.lanes <= 16  # noqa: PLR2004
        )
        if not sane:
            raise VaultDamagedError("header_damaged", member="slots.costs")
        return self


def calibrated() -> Costs:
    """Costs that take about ``UNLOCK_SECONDS`` here, never less than the default."""
    least = Costs()
    started = time.perf_counter()
    _argon2id(b"calibration", bytes(SALT_BYTES), least)
    once = (time.perf_counter() - started) / least.passes
    return Costs(passes=max(least.passes, min(20, round(UNLOCK_SECONDS / once))))


def derive(key: bytes, purpose: str, wallet_id: str, size: int = KEY_BYTES) -> bytes:
    """A key for one purpose from the vault key, or a slot's key from its KDF's output."""
    info = f"tessera/vault/1/{purpose}/{wallet_id}".encode()
    return HKDF(algorithm=SHA256(), length=size, salt=None, info=info).derive(key)


def new_passphrase(passphrase: str) -> str:
    """A passphrase fit for a new slot.

    Raises:
        InputError: ``passphrase_unusable``, ``passphrase_too_short``.
    """
    prepared = _prepared(passphrase)
    if len(prepared) < SHORTEST_PASSPHRASE:
        raise InputError("passphrase_too_short", minimum=SHORTEST_PASSPHRASE)
    return prepared


def wrap_for_passphrase(
    vault_key: bytes, passphrase: str, costs: Costs, header: Mapping[str, Any]
) -> Slot:
    """A passphrase slot that opens ``vault_key``."""
    salt = _fresh_salt()
    parameters = {
        "kind": "passphrase",
        "salt": b64url_encode(salt),
        "memory_kib": costs.memory_kib,
        "passes": costs.passes,
        "lanes": costs.lanes,
    }
    secret = _argon2id(_prepared(passphrase).encode(), salt, costs)
    return _wrap(vault_key, secret, parameters, header)


def unwrap_by_passphrase(slot: Slot, passphrase: str, header: Mapping[str, Any]) -> bytes:
    """The vault key.

    Raises:
        WrongPassphraseError: ``wrong_passphrase``.
        VaultDamagedError: ``header_damaged``.
    """
    try:
        costs = Costs(
            memory_kib=int(slot["memory_kib"]),
            passes=int(slot["passes"]),
            lanes=int(slot["lanes"]),
        ).check()
        salt = _field(slot, "salt", SALT_BYTES)
    except (KeyError, TypeError, ValueError):
        raise VaultDamagedError("header_damaged", member="slots") from None
    try:
        prepared = _prepared(passphrase)
    except InputError:
        raise WrongPassphraseError("wrong_passphrase") from None
    secret = _argon2id(prepared.encode(), salt, costs)
    return _unwrap(slot, secret, header, "wrong_passphrase")


def new_recovery_words() -> tuple[str, ...]:
    """Twelve fresh words."""
    return tuple(Mnemonic("english").to_mnemonic(secrets.token_bytes(16)).split())


def recovery_public(words: tuple[str, ...], wallet_id: str) -> bytes:
    """The public half of what the words open: safe to keep in the header."""
    return _recovery_key(words, wallet_id).public_key().public_bytes_raw()


def wrap_for_recovery(vault_key: bytes, public: bytes, header: Mapping[str, Any]) -> Slot:
    """A recovery slot that the words behind ``public`` open."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    parameters = {
        "kind": "recovery",
        "public": b64url_encode(public),
        "once": b64url_encode(once.public_key().public_bytes_raw()),
    }
    return _wrap(vault_key, shared, parameters, header)


def unwrap_by_recovery(slot: Slot, words: tuple[str, ...], header: Mapping[str, Any]) -> bytes:
    """The vault key.

    Raises:
        WrongPassphraseError: ``wrong_recovery_words``.
        InputError: ``recovery_words_misspelt``: no such code was ever made.
        VaultDamagedError: ``header_damaged``.
    """
    key = _recovery_key(words, str(header["wallet"]))
    public = public_of(slot)
    if not hmac.compare_digest(key.public_key().public_bytes_raw(), public):
        raise WrongPassphraseError("wrong_recovery_words")
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(_field(slot, "once", 32)))
    except ValueError:
        raise VaultDamagedError("header_damaged", member="slots.once") from None
    return _unwrap(slot, shared, header, "wrong_recovery_words")


def wrap_for_keyring(
    vault_key: bytes, secret: bytes, until: str, header: Mapping[str, Any]
) -> Slot:
    """A slot that a random secret in the desktop's keyring opens (``vault.keychain``)."""
    return _wrap(vault_key, secret, {"kind": "keyring", "until": until}, header)


def unwrap_by_keyring(slot: Slot, secret: bytes, header: Mapping[str, Any]) -> bytes:
    """The vault key.

    Raises:
        WrongPassphraseError: ``keyring_no_more``.
        VaultDamagedError: ``header_damaged``.
    """
    return _unwrap(slot, secret, header, "keyring_no_more")


def public_of(slot: Slot) -> bytes:
    """The public half kept in a recovery slot.

    Raises:
        VaultDamagedError: ``header_damaged``.
    """
    return _field(slot, "public", 32)


def _prepared(passphrase: str) -> str:
    try:
        prepared: str = precis_i18n.get_profile("OpaqueString").enforce(passphrase)
    except (UnicodeEncodeError, ValueError):
        raise InputError("passphrase_unusable") from None
    return prepared


def _fresh_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def _argon2id(secret: bytes, salt: bytes, costs: Costs) -> bytes:
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=costs.passes,
        lanes=costs.lanes,
        memory_cost=costs.memory_kib,
    ).derive(secret)


def _recovery_key(words: tuple[str, ...], wallet_id: str) -> X25519PrivateKey:
    typed = " ".join(unicodedata.normalize("NFKD", " ".join(words)).lower().split())
    try:
        entropy = bytes(Mnemonic("english").to_entropy(typed))
    except (ValueError, LookupError):
        raise InputError("recovery_words_misspelt", words=WORDS) from None
    if len(entropy) != 16:  # noqa: PLR2004 - 128 bits: 24 words are somebody else's code
        raise InputError("recovery_words_misspelt", words=WORDS)
    return X25519PrivateKey.from_private_bytes(derive(entropy, "recovery-code", wallet_id))


def _wrap(
    vault_key: bytes, secret: bytes, parameters: Mapping[str, Any], header: Mapping[str, Any]
) -> Slot:
    wrapping, commitment = _pair(secret, str(parameters["kind"]), header)
    nonce = secrets.token_bytes(NONCE_BYTES)
    wrapped = AESGCM(wrapping).encrypt(nonce, vault_key, _associated(parameters, header))
    return {
        **parameters,
        "commitment": b64url_encode(commitment),
        "nonce": b64url_encode(nonce),
        "wrapped": b64url_encode(wrapped),
    }


def _unwrap(slot: Slot, secret: bytes, header: Mapping[str, Any], wrong: str) -> bytes:
    wrapping, commitment = _pair(secret, str(slot["kind"]), header)
    if not hmac.compare_digest(commitment, _field(slot, "commitment", KEY_BYTES)):
        raise WrongPassphraseError(wrong)
    parameters = {
        name: value
        for name, value in slot.items()
        if name not in {"commitment", "nonce", "wrapped"}
    }
    nonce = _field(slot, "nonce", NONCE_BYTES)
    wrapped = _field(slot, "wrapped", KEY_BYTES + 16)
    try:
        return AESGCM(wrapping).decrypt(nonce, wrapped, _associated(parameters, header))
    except InvalidTag:
        raise VaultDamagedError("header_damaged", member="slots.wrapped") from None


def _pair(secret: bytes, kind: str, header: Mapping[str, Any]) -> tuple[bytes, bytes]:
    both = derive(secret, kind, str(header["wallet"]), 2 * KEY_BYTES)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _associated(parameters: Mapping[str, Any], header: Mapping[str, Any]) -> bytes:
    # `serial` and `stamp` move with every session; they stand under the header's MAC.
    left_out = {"slots", "mac", "serial", "stamp"}
    rest = {name: value for name, value in header.items() if name not in left_out}
    return jcs.canonical({"header": rest, "slot": dict(parameters)})


def _field(slot: Slot, name: str, size: int) -> bytes:
    try:
        value = b64url_decode(str(slot[name]))
    except (KeyError, WalletError):
        raise VaultDamagedError("header_damaged", member=f"slots.{name}") from None
    if len(value) != size:
        raise VaultDamagedError("header_damaged", member=f"slots.{name}")
    return value
