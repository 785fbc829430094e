"""Who can open a review file: age, to a key or to six generated words (presentations.md, F.7).

Rules
-----
1. What goes in is signed already; the envelope only keeps others out.
2. Words are generated, never chosen: six of the BIP-39 list, 66 bits, behind the scrypt of age.
3. An envelope that does not open says so in one way: nobody learns whether it was the key, the
   words or the bytes.
"""

from __future__ import annotations

import secrets
import unicodedata

from wallet.errors import InputError

MAGIC = b"age-encryption.org/v1\n"
MAX_BYTES = 10 * 1024 * 1024
WORDS = 6
_TRIES = 3


def new_identity() -> tuple[str, str]:
    """A fresh secret (``AGE-SECRET-KEY-...``) and the recipient that it opens (``age1...``)."""
    import pyrage  # noqa: PLC0415 - lazily: only who works with an advisor needs it

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def new_words() -> str:
    """Six words, to be said on the telephone."""
    from mnemonic import Mnemonic  # noqa: PLC0415 - lazily: reads its list of words

    listed = Mnemonic("english").wordlist
    return " ".join(secrets.choice(listed) for _ in range(WORDS))


def is_recipient(text: str) -> bool:
    """Whether this names somebody to encrypt to."""
    import pyrage  # noqa: PLC0415 - lazily, as above

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def recipient_of(secret: str) -> str:
    """The recipient that a secret opens; empty where it is none."""
    import pyrage  # noqa: PLC0415 - lazily, as above

    try:
        return str(pyrage.x25519.Identity.from_str(secret).to_public())
    except pyrage.IdentityError:
        return ""


def sealed_to(data: bytes, recipient: str) -> bytes:
    """An age file that only the holder of that key opens.

    Raises:
        InputError: ``unknown_recipient``.
    """
    import pyrage  # noqa: PLC0415 - lazily, as above

    if not is_recipient(recipient):
        raise InputError("unknown_recipient")
    found: bytes = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)])
    return found


def sealed_with(data: bytes, words: str) -> bytes:
    """An age file that opens with the words."""
    import pyrage  # noqa: PLC0415 - lazily, as above

    found: bytes = pyrage.passphrase.encrypt(data, _tidy(words))
    return found


def needs_words(data: bytes) -> bool:
    """Whether an age file asks for words instead of a key.

    Raises:
        InputError: ``not_a_review_file``.
    """
    if not data.startswith(MAGIC):
        raise InputError("not_a_review_file")
    return data[len(MAGIC) :].startswith(b"-> scrypt ")


def opened(data: bytes, secret: str, words: str | None = None) -> bytes:
    """What an envelope holds.

    Args:
        data: the age file.
        secret: this wallet's own ``AGE-SECRET-KEY-...``.
        words: the six words, where it asks for them.

    Raises:
        InputError: ``not_a_review_file``, ``too_large``, ``review_words_needed``,
            ``review_not_opened``.
    """
    import pyrage  # noqa: PLC0415 - lazily, as above

    if len(data) > MAX_BYTES:
        raise InputError("too_large", limit=MAX_BYTES)
    asks = needs_words(data)
    if asks and not words:
        raise InputError("review_words_needed")
    try:
        if asks:
            found = _with_words(data, _tidy(words or ""))
        else:
            found = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(secret)])
    except pyrage.DecryptError:
        raise InputError("review_not_opened") from None
    return found


def _with_words(data: bytes, words: str) -> bytes:
    """Age measures how fast this computer is, and takes a busy moment for a slow computer."""
    import pyrage  # noqa: PLC0415 - lazily, as above

    for left in reversed(range(_TRIES)):
        try:
            found: bytes = pyrage.passphrase.decrypt(data, words)
        except pyrage.DecryptError as problem:
            if not left or "Excessive work" not in str(problem):
                raise
        else:
            return found
    raise InputError("review_not_opened")


def _tidy(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).casefold().replace("-", " ")
    return " ".join(plain.split())
