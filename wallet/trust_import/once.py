"""A bundle for one question: judged like an import, kept nowhere.

Rules
-----
1. A root inside a bundle proves nothing: it has been accepted on this computer, or the caller
   names its fingerprint. A root accepted without comparing stays not confirmed.
2. The floors of an accepted root hold here too; nothing of it is changed.
3. The index lies in a folder of its own that goes with this process.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from wallet.evidence import Evidence, Source
from wallet.trust import RefusedItem, read_evidence
from wallet.trust.sets import matches
from wallet.trust_import import archive
from wallet.trust_import.bundles import Bundles


def evidence_once(
    files: Iterable[tuple[str, bytes]],
    folder: Path,
    now: datetime,
    roots: Sequence[str] = (),
) -> tuple[Evidence, tuple[RefusedItem, ...]]:
    """What these files and bundles say, and what was refused of the files.

    Args:
        files: (name, bytes) of evidence that the caller vouches for, and of bundles.
        folder: the trust folder, for the roots accepted there.
        now: aware, UTC.
        roots: fingerprints of roots that the caller names, in words or hex.

    Raises:
        InputError: ``bundle_not_accepted``; what is wrong with a bundle.
        StorageError: there is no room for the index.
    """
    given = list(files)
    bundles = [data for _, data in given if archive.recognises(data)]
    others = [one for one in given if not archive.recognises(one[1])]
    found, refused = read_evidence(others, source=Source.CALLER, received_at=now)
    if not bundles:
        return found, refused
    place = Path(tempfile.mkdtemp(prefix="tessera-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)  # its index is read until then
    accepted = Bundles(folder)
    for number, data in enumerate(bundles):
        elsewhere = place / str(number)
        found = found.joined(
            accepted.evidence_once(
                data, elsewhere, now, lambda root: any(matches(root, one) for one in roots)
            )
        )
    return found, refused
