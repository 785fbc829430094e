"""What is told of signed papers that go along with a presentation, or that came with one."""

from __future__ import annotations

from collections.abc import Sequence

from wallet.wording.speech import ntr, tr


def paper_along(kind: str, about: str, dated: str) -> str:
    """One signed paper that goes along: a value of ``presenting.along``; its date as shown."""
    if kind == "status_list":
        if dated:
            return tr(
                "The list that shows whether it was revoked, of {date}: {about}",
                date=dated,
                about=about,
            )
        return tr("The list that shows whether it was revoked: {about}", about=about)
    return tr("A signed accreditation of {about}", about=about)


def papers_along() -> str:
    """The heading over the papers that go along."""
    return tr(
        "With a file or PDF these signed papers go along, so that they can check it without a "
        "connection. They say nothing of you."
    )


def papers_came(kinds: Sequence[str]) -> str:
    """What a receiver is told of the papers that came with a file."""
    counted = [one for one in kinds if one != "ignored"]
    said = []
    if counted:
        said.append(
            ntr(
                "{n} signed paper came with it. It counts by its own signature, and only as "
                "far as a source that you trust stands behind its signer.",
                "{n} signed papers came with it. They count by their own signatures, and only "
                "as far as a source that you trust stands behind their signers.",
                len(counted),
            )
        )
    if len(counted) < len(kinds):
        said.append(
            tr(
                "Something unsigned came with it as evidence: it proves nothing, and is not "
                "used."
            )
        )
    return " ".join(said)
