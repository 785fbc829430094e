"""The code on a printed page of a share pack whose presentation is too large for it (F.3).

Rules
-----
1. The code says the SHA-256 of the presentation and the random name inside its signed bytes.
   It is no presentation, and shows by itself that nothing was checked.
2. Given together with the file that it came with, it links the paper to that file: the digest
   is computed anew, the name is read from the file. One that fits no file that was given is
   refused, with words that tell whether a file is missing or another one was given.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from wallet.errors import IntakeError
from wallet.presenting import pack
from wallet.presenting.file import require_presentation
from wallet.presenting.pages import salt_of

_CODE = re.compile(re.escape(pack.CODE) + r":([0-9a-f]{64}):(.{0,200})")


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the code of a page says."""

    sha256: str
    salt: str


def read(text: str) -> PageCode | None:
    """The code in a text; None where it is anything else."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else PageCode(found[1], found[2])


def belongs(code: PageCode, data: bytes) -> bool:
    """Whether a page is one of this file's: a share pack's, or the presentation's itself."""
    try:
        presentation = pack.attachment(data) if pack.is_pack(data) else None
        presentation = require_presentation(data if presentation is None else presentation)
        digest = hashlib.sha256(presentation).hexdigest()
        return code == PageCode(digest, salt_of(presentation))
    except IntakeError:
        return False


def why_not(others: Sequence[bytes]) -> IntakeError:
    """Why a code is refused that belongs to none of the files given with it (rule 2)."""
    return IntakeError("page_without_file" if not others else "page_of_another_file")
