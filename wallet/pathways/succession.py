"""Which pathway says that it replaces which, and what is new in a version, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wallet.pathways.document import Pathway
from wallet.pathways.telling import title_of
from wallet.pathways.versions import differences, successors
from wallet.wording import pathway_overview as words


def replaced_by(
    pathway: Pathway, kept: Iterable[Pathway], languages: Sequence[str] = ("en",)
) -> str:
    """What is to be said of a newer pathway among those that are kept; empty: nothing."""
    newer = successors((*kept, pathway)).get(pathway.id)
    if newer is None:
        return ""
    title = title_of(newer.pathway, languages)
    return words.superseded(title, newer.pathway.version, confirmed=newer.confirmed)


def whats_new(old: Pathway, new: Pathway) -> str:
    """What is not as it was; empty where nothing that counts is different."""
    found = differences(old, new)
    return words.changed(old.version, new.version, [(one.change, one.id) for one in found])
