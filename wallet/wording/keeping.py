"""What is said of backups and rescued wallets, for window and command line alike."""

from __future__ import annotations

from collections.abc import Sequence

from wallet.wording.speech import ntr, tr


def salvaged(held: int, missing: int, lost: Sequence[str]) -> list[str]:
    """What came of a rescue: how many credentials are there, which are not."""
    lines = [ntr("{n} credential was rescued.", "{n} credentials were rescued.", held)]
    if not missing:
        lines.append(tr("Nothing is missing that was in the list."))
        return lines
    lines.append(ntr("{n} credential is lost.", "{n} credentials are lost.", missing))
    lines += [tr("Lost: {title}", title=one) for one in lost]
    lines.append(
        tr("Bring the lost ones in again from their files, or look for them in a backup.")
    )
    return lines


def tried(missing: int, *, is_ours: bool | None, is_damaged: bool) -> list[str]:
    """What else to say about a backup that was tried out."""
    lines = []
    if is_damaged:
        lines.append(tr("Something in it is damaged. Keep another backup too."))
    if is_ours is False:
        lines.append(tr("It is a backup of another wallet."))
    elif is_ours and missing:
        lines.append(
            ntr(
                "{n} credential of your wallet is not in it.",
                "{n} credentials of your wallet are not in it.",
                missing,
            )
        )
    elif is_ours:
        lines.append(tr("Every credential of your wallet is in it."))
    return lines
