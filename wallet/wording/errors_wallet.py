"""What is said when a wallet, its folder or its disk is at fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from wallet.wording.said import Told
from wallet.wording.speech import tr

Entry: TypeAlias = Callable[[Told], tuple[str, str]]
"""Facts -> what happened, what to do."""


def _restore() -> str:
    return tr(
        "Do not delete anything. Put the whole folder back from a backup, if you have one."
    )


def _busy(t: Told) -> tuple[str, str]:
    advice = tr("Close it there, or go on in that window.")
    if not t.has("pid"):
        return tr("This wallet is already open in another program."), advice
    return (
        tr(
            "This wallet is already open in another program (number {pid} on {host}).",
            pid=t.text("pid"),
            host=t.text("host"),
        ),
        advice,
    )


WALLET: Mapping[str, Entry] = {
    "wrong_passphrase": lambda _: (
        tr("This passphrase does not open the wallet."),
        tr("Check capital letters and the keyboard's language, or use your recovery words."),
    ),
    "wrong_recovery_words": lambda _: (
        tr("These words are not the recovery words of this wallet."),
        tr("Only the newest code works. Look for the sheet that was printed last."),
    ),
    "recovery_words_misspelt": lambda _: (
        tr("These are not recovery words: one is misspelt, missing or out of place."),
        tr("Type all twelve words in their order, as on the sheet."),
    ),
    "passphrase_unusable": lambda _: (
        tr("This passphrase is empty or holds a sign that cannot be typed again reliably."),
        tr("Use letters, digits, spaces and punctuation."),
    ),
    "passphrase_too_short": lambda t: (
        tr(
            "This passphrase is too short: {minimum} signs at least.", minimum=t.text("minimum")
        ),
        tr("Four or five words that do not belong together are good, and easy to remember."),
    ),
    "passphrases_differ": lambda _: (
        tr("The two passphrases are not the same."),
        tr("Type the same one twice."),
    ),
    "vault_busy": _busy,
    "vault_locked": lambda _: (
        tr("The wallet is locked."),
        tr("Unlock it first."),
    ),
    "vault_too_new": lambda _: (
        tr("This wallet was last used with a newer Tessera. It was not touched."),
        tr("Open it with the newer version."),
    ),
    "not_a_wallet": lambda _: (
        tr("There is no wallet in this folder."),
        tr("Choose the folder that holds vault.json, or make a new wallet."),
    ),
    "folder_not_empty": lambda _: (
        tr("This folder already holds something, so no wallet was made in it."),
        tr("Choose a new or an empty folder."),
    ),
    "header_damaged": lambda _: (
        tr("The wallet's file vault.json is damaged. Nothing was changed."),
        _restore(),
    ),
    "header_altered": lambda _: (
        tr("The wallet's file vault.json was changed by something other than Tessera."),
        _restore(),
    ),
    "older_header": lambda _: (
        tr("The wallet's file vault.json is older than the rest of the wallet."),
        _restore(),
    ),
    "database_missing": lambda t: (
        tr("The file {file} is missing from the wallet's folder.", file=t.text("file")),
        tr("Put it back where it was, or put the whole folder back from a backup."),
    ),
    "database_damaged": lambda _: (
        tr(
            "The wallet's database is damaged, or it is not this wallet's. Nothing was changed."
        ),
        _restore(),
    ),
    "foreign_database": lambda _: (
        tr("The database in this folder belongs to another wallet."),
        _restore(),
    ),
    "original_damaged": lambda _: (
        tr("A stored credential can no longer be read as it came."),
        tr("Run `tessera doctor`, and import the credential's file again if you have it."),
    ),
    "no_locks": lambda _: (
        tr(
            "The disk of this folder does not keep two programs apart, so a wallet is not safe."
        ),
        tr("Keep the wallet on this computer's own disk, not on a network share."),
    ),
    "disk_full": lambda _: (
        tr("The disk is full. What was stored before is safe; the rest was not stored."),
        tr("Make room, then try again."),
    ),
    "read_only": lambda _: (
        tr("The wallet's folder cannot be written to. Nothing was changed."),
        tr("Move the wallet to a disk that can be written, or lift the write protection."),
    ),
    "no_permission": lambda _: (
        tr("You may not read or write the wallet's folder. Nothing was changed."),
        tr("Check who owns the folder, or ask the person who looks after this computer."),
    ),
    "disk_failed": lambda _: (
        tr("The disk reported an error. What was stored before is untouched."),
        tr("Copy the wallet's folder to another disk and open it there."),
    ),
    "older_database": lambda _: (
        tr("The wallet's database is older than it was when it was last closed."),
        tr("If you did not put it back from a backup, somebody else may have."),
    ),
    "older_wallet": lambda t: (
        tr(
            "This wallet is older than the one last opened on this computer, of {day}.",
            day=t.day("since"),
        ),
        tr("If you did not put it back from a backup, somebody else may have."),
    ),
    "clock_went_back": lambda t: (
        tr(
            "This computer's clock is behind the wallet's last change, of {day}.",
            day=t.day("since"),
        ),
        tr("Set the clock: dates of credentials are judged by it."),
    ),
    "stray_database": lambda t: (
        tr("The wallet's folder holds another database: {files}.", files=t.text("files")),
        tr("Tessera neither needs nor touches it. It may come from another wallet or a copy."),
    ),
    "floor_unreadable": lambda _: (
        tr("This computer's own record of the wallet does not belong to it or was changed."),
        tr("If you did not put the wallet back from a backup, somebody else may have."),
    ),
    "page_damaged": lambda _: (
        tr("Part of the wallet's database is damaged."),
        tr("Export what can still be read, then put the wallet back from a backup."),
    ),
    "index_wrong": lambda _: (
        tr("The list of credentials does not match what is stored."),
        tr("Run `tessera doctor --rebuild`: the list is made anew, nothing is lost."),
    ),
    "not_readable": lambda _: (
        tr("A stored credential can no longer be read."),
        tr("Export its file, and ask the issuer for a new one."),
    ),
}
