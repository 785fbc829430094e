"""When one address of a skill covers another: ESCO groups and fields of ISCED-F.

Rules
-----
1. An address covers itself.
2. The address of an ESCO skill group (``.../esco/skill/S2.7``) covers the groups below it
   (``S2.7.1``). Which single skills lie in a group is not in their addresses, so a credential
   that names only a single skill does not match a group: nothing is guessed.
3. ESCO files knowledge under ISCED-F (``.../esco/isced-f/0542``), the European learning model
   writes ``.../snb/isced-f/0542``: the same field. A shorter code covers the longer ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_GROUP = re.compile(
    r"https?://data\.europa\.eu/esco/skill/([SLTK][0-9]+(?:\.[0-9]+)*)", re.ASCII
)
_FIELD = re.compile(r"https?://data\.europa\.eu/(?:esco|snb)/isced-f/([0-9]{2,4})", re.ASCII)


@lru_cache(maxsize=16_384)
def covers(wanted: str, have: str) -> bool:
    """Whether a skill that is there is the one that is wanted, or lies below it."""
    if wanted == have:
        return True
    group, inside = _GROUP.fullmatch(wanted), _GROUP.fullmatch(have)
    if group and inside:
        return inside[1].startswith(f"{group[1]}.")
    field, narrow = field_of(wanted), field_of(have)
    return field is not None and narrow is not None and narrow.startswith(field)


def covered(wanted: Iterable[str], have: Iterable[str]) -> frozenset[str]:
    """Those of the wanted that something covers."""
    there = tuple(have)
    return frozenset(one for one in wanted if any(covers(one, other) for other in there))


def field_of(address: str) -> str | None:
    """The ISCED-F code of an address; None where it is none."""
    found = _FIELD.fullmatch(address)
    return found[1] if found else None
