"""Judges held credentials again when what is known of issuers has come or gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.task import Tasks
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Changes


def look_again(
    owner: QObject, tasks: Tasks, told: Callable[[Changes], object] | None = None
) -> None:
    """In the background, and only where something changed; until then no list says verified.

    Call it after unlocking, and after public trust was accepted, confirmed or removed. ``told``
    gets what came out of it.
    """
    if not tasks.is_unlocked:
        return

    def start(has_changed: bool) -> None:  # noqa: FBT001 - what the session answered
        if has_changed:
            tasks.change_long(
                owner,
                tr("Looking at your credentials again"),
                lambda session, job: session.recheck(None, job.progress, job.cancelled),
                told,
            )

    tasks.run(owner, lambda session: session.evidence_changed(), start)
