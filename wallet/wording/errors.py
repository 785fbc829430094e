"""Every error code as two sentences: what happened, and what to do about it.

A code missing here is found by a test, which reads the codes out of the source. What a file
that was given holds wrong is said in ``files``, what an open wallet does in ``errors_wallet``.
"""

from __future__ import annotations

from collections.abc import Mapping

from wallet.errors import Fact
from wallet.wording.errors_given import GIVEN
from wallet.wording.errors_keeping import KEEPING
from wallet.wording.errors_review import REVIEW
from wallet.wording.errors_sharing import SHARING
from wallet.wording.errors_trust import TRUST
from wallet.wording.errors_wallet import WALLET, Entry
from wallet.wording.files import file_error
from wallet.wording.machines import MACHINES
from wallet.wording.said import Told
from wallet.wording.speech import Words, tr

ENTRIES: Mapping[str, Entry] = {
    **WALLET,
    **GIVEN,
    **SHARING,
    **TRUST,
    **REVIEW,
    **KEEPING,
    **MACHINES,
}


def error(code: str, facts: Mapping[str, Fact] | None = None) -> Words:
    """What an error code means, and what to do."""
    entry = ENTRIES.get(code)
    if entry is not None:
        meaning, advice = entry(Told(facts or {}))
        return Words(meaning=meaning, advice=advice)
    return file_error(code) or Words(
        meaning=tr("Something went wrong that Tessera has no words for: {code}.", code=code),
        advice=tr("Nothing was changed. Please report it."),
    )
