"""Who says so, of which day, and how old that is: one sentence wherever a list is relied on."""

from __future__ import annotations

from wallet.wording.dates import day
from wallet.wording.speech import ntr


def so_says(*, register: str, as_of: str, age_days: int, signer: str) -> str:
    """By whom something is known.

    Args:
        register: what the list is called.
        as_of: its day, as ISO 8601 writes it.
        age_days: how old that is.
        signer: who signed it; empty where nobody did.
    """
    facts = {"register": register, "date": day(as_of), "signer": signer}
    if not signer:
        return ntr(
            "So says {register} of {date} ({n} day old), which was added on this computer.",
            "So says {register} of {date} ({n} days old), which was added on this computer.",
            age_days,
            **facts,
        )
    return ntr(
        "So says {register} of {date} ({n} day old), signed by {signer}.",
        "So says {register} of {date} ({n} days old), signed by {signer}.",
        age_days,
        **facts,
    )
