"""What a credential is called of which nothing is proven: by the file that holds it.

Only for the owner's eyes: what the owner calls a file goes into nothing that leaves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from wallet.encoding.own_words import file_name
from wallet.pathways import HeldAward, PathwayResult

if TYPE_CHECKING:
    from wallet.session import Session

_LONGEST = 60
"""Characters of a file's name."""


def named_by_file(
    session: Session, results: Iterable[PathwayResult]
) -> tuple[PathwayResult, ...]:
    """The same results, with the name of its file for each credential that is not proven."""
    listed = tuple(results)
    wanted = {
        award.credential_id
        for one in listed
        for award in one.awards.values()
        if not award.is_proven
    }
    files = {one: file_name(session.files((one,))[0].name, _LONGEST) for one in wanted}
    return tuple(_named(one, files) for one in listed) if files else listed


def _named(result: PathwayResult, files: dict[str, str]) -> PathwayResult:
    def named(award: HeldAward) -> HeldAward:
        return replace(award, file=files.get(award.credential_id, ""))

    return replace(result, awards={key: named(one) for key, one in result.awards.items()})
