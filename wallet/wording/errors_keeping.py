"""What is said about backups, restoring and salvage."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.wording.errors_wallet import Entry
from wallet.wording.said import Told
from wallet.wording.speech import tr

_MOST = 20
"""Titles named one by one."""


def _rescued(t: Told) -> tuple[str, str]:
    if not t.has("missing"):
        words = tr(
            "This wallet was rescued from a damaged one. Nothing in its list is missing."
        )
        return words, tr("Print the new recovery sheet, and make a backup.")
    advice = tr("Bring the lost ones in again from their files, or look for them in a backup.")
    if t.has("lost"):
        lost = tr("Lost: {titles}.", titles=", ".join(t.items("lost")[:_MOST]))
        advice = f"{lost} {advice}"
    words = tr(
        "This wallet was rescued from a damaged one. "
        "Credentials in it: {held}. Credentials lost: {missing}.",
        held=t.text("held"),
        missing=t.text("missing"),
    )
    return words, advice


KEEPING: Mapping[str, Entry] = {
    "not_a_backup": lambda t: (
        tr("{file} is not a backup made by Tessera.", file=t.text("file")),
        tr("Choose a file whose name ends with .tessera-backup."),
    ),
    "backup_damaged": lambda _: (
        tr("This backup is damaged: its bytes are not those that were written."),
        tr("Try another backup, or another copy of this one. Your wallet was not touched."),
    ),
    "backup_altered": lambda _: (
        tr("This backup was changed by something other than Tessera."),
        tr("Do not rely on it. Try another backup."),
    ),
    "backup_too_new": lambda _: (
        tr("This backup was made by a newer Tessera."),
        tr("Open it with the newer version."),
    ),
    "backup_folder_missing": lambda t: (
        tr("The folder {folder} is not there, so no backup was made.", folder=t.text("folder")),
        tr("Plug the stick or disk in, or choose another folder for backups."),
    ),
    "backup_folder_in_wallet": lambda _: (
        tr("This folder lies in the wallet itself: what befalls one would befall both."),
        tr("Choose another folder, on another disk or a stick if you can."),
    ),
    "backup_folder_needed": lambda _: (
        tr("No folder for the backup was named, and no schedule names one."),
        tr("Name a folder, on another disk or a stick if you can."),
    ),
    "unknown_backup": lambda _: (
        tr("There is no such backup on this wallet's list."),
        tr("Look at the list of backups again."),
    ),
    "restored": lambda t: (
        tr("This wallet was restored from the backup of {day}.", day=t.day("since")),
        tr("What came into the wallet after that day is not in it. Bring it in again."),
    ),
    "keyring_unavailable": lambda _: (
        tr("The keyring of this computer did not keep what it was given. Nothing was changed."),
        tr("Unlock the keyring, or go on with the passphrase."),
    ),
    "keyring_no_more": lambda _: (
        tr("The keyring does not open this wallet any more."),
        tr("Type the passphrase."),
    ),
    "rescued": _rescued,
    "header_mended": lambda _: (
        tr("The wallet's file vault.json was lost or damaged. Its spare copy took its place."),
        tr("Nothing is missing. If it happens again, the disk may be failing: make a backup."),
    ),
}
