"""Files that are no credentials, but say whom to believe: where they belong is told.

Rules
-----
1. A file is known by what it holds, and nothing of it is believed here.
2. What the page Trust takes as it is (a bundle, a list of issuers, keys, certificates) is told
   apart from what only an operator can make a bundle of (a register as it is published).
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from wallet.errors import InputError
from wallet.limits import LIMITS

FOR_TRUST, REGISTER = "for_trust", "register_source"
_METADATA = {"timestamp.json", "snapshot.json", "targets.json"}
_NEVER = datetime.min.replace(tzinfo=UTC)
_NO_REGISTERS = frozenset({"documents", "vocabulary", "signed_papers"})
"""Readers of what says nothing of issuers, or what the page Trust takes as it is."""


def belongs(data: bytes) -> str | None:
    """``for_trust`` or ``register_source``; None for anything else."""
    if is_bundle(data) or _is_evidence(data):
        return FOR_TRUST
    return REGISTER if is_register(data) else None


def is_bundle(data: bytes) -> bool:
    """Whether these bytes are meant as a bundle: a ZIP with the metadata of TUF in it."""
    if not data.startswith(b"PK\3\4"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist()) >= _METADATA
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _is_evidence(data: bytes) -> bool:
    from wallet import trust  # noqa: PLC0415 - it asks this module why it refuses a file

    try:
        return trust.recognised(data)
    except InputError:
        return False


def is_register(data: bytes) -> bool:
    """Whether an operator's tool could make a list of a bundle of it."""
    if len(data) > LIMITS.input_bytes and data.lstrip()[:1] in (b"{", b"["):
        return False  # read whole to be known
    from wallet.trust.reading import READERS, SourceFile  # noqa: PLC0415 - seldom needed

    file = SourceFile(name="", data=data, dated=_NEVER)
    try:
        return any(one.name not in _NO_REGISTERS and one.recognises(file) for one in READERS)
    except (InputError, ValueError):
        return False
