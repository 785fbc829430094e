"""The eleven elements of the EU standard, and the sentence that asks an issuer for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wallet.wording.speech import tr

if TYPE_CHECKING:
    from wallet.credential import Completeness


def element_name(element: int) -> str:
    """One of the eleven (Council Recommendation 2022/C 243/02, Annex I)."""
    return {
        1: tr("Who the learner is"),
        2: tr("Title"),
        3: tr("Country of the issuer"),
        4: tr("Awarding body"),
        5: tr("Date of issuing"),
        6: tr("Learning outcomes"),
        7: tr("Workload"),
        8: tr("Level"),
        9: tr("Type of assessment"),
        10: tr("Form of participation"),
        11: tr("Quality assurance"),
    }.get(element, str(element))


def state_name(state: str) -> str:
    """How far an element is there."""
    return {
        "present": tr("Present"),
        "partial": tr("In part"),
        "derived": tr("Worked out from other data"),
        "missing": tr("Missing"),
        "not_applicable": tr("Does not apply"),
    }.get(state, state)


def asking(completeness: Sequence[Completeness], title: str) -> str:
    """What to write to the issuer; empty where nothing is missing or there only in part."""
    missing = _named(completeness, "missing")
    partial = _named(completeness, "partial")
    if not missing and not partial:
        return ""
    said = [
        tr("Please issue my credential “{title}” again with what follows.", title=title)
        if title
        else tr("Please issue my credential again with what follows.")
    ]
    if missing:
        said.append(tr("Missing: {elements}.", elements=missing))
    if partial:
        said.append(tr("In part, or only as free text: {elements}.", elements=partial))
    said.append(
        tr(
            "The EU standard for micro-credentials asks for these "
            "(Council Recommendation 2022/C 243/02, Annex I)."
        )
    )
    return "\n".join(said)


def _named(completeness: Sequence[Completeness], state: str) -> str:
    return "; ".join(element_name(one.element) for one in completeness if one.state == state)
