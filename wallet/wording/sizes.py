"""How large a file is, as people read it."""

from __future__ import annotations

from wallet.wording.speech import number, tr

_THOUSAND = 1_000


def size(count: int) -> str:
    """Of so many bytes: ``312 kB``, ``4.5 MB``; never less than one kilobyte."""
    if count < _THOUSAND**2 / 10:
        return tr("{n} kB", n=max(1, round(count / _THOUSAND)))
    if count < _THOUSAND**3:
        return tr("{n} MB", n=number(f"{count / _THOUSAND**2:.1f}"))
    return tr("{n} GB", n=number(f"{count / _THOUSAND**3:.1f}"))
