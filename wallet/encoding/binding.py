"""What a ``bbs-2023`` proof is bound to, so that a copy of it is told apart."""

from __future__ import annotations

import hashlib

from wallet.encoding import jcs


def presentation_header(nonce: str | None, recipient: str) -> bytes:
    """SHA-256 over challenge and domain (spec/presentations.md, F.1): of the JCS form of both.

    Args:
        nonce: the receiver's challenge; None where none was asked.
        recipient: for whom, as typed and tidied; empty where nobody is named.
    """
    return hashlib.sha256(jcs.canonical([nonce or "", recipient])).digest()
