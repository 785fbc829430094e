"""What is said about several machines of one owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.wording.errors_wallet import Entry
from wallet.wording.speech import Words, ntr, tr

MACHINES: Mapping[str, Entry] = {
    "no_machines": lambda _: (
        tr("This wallet is on this machine alone."),
        tr("Begin with a folder that your machines share, or join one."),
    ),
    "machine_alone": lambda _: (
        tr("This machine does not belong to a group of machines, or not any more."),
        tr("Begin a group, or show your card on a machine that belongs to one."),
    ),
    "machines_already": lambda _: (
        tr("This machine belongs to a group of machines already."),
        tr("Leave that group first, if you want to change."),
    ),
    "machine_without_name": lambda _: (
        tr("This machine needs a name."),
        tr("Give it one by which you know it, such as the laptop at home."),
    ),
    "machine_known": lambda _: (
        tr("This machine is in the group already."),
        tr("Choose one from the list."),
    ),
    "machine_was_removed": lambda _: (
        tr("This machine was removed from the group and cannot come back under its old card."),
        tr("On that machine leave the group, make a new card, and show it here."),
    ),
    "unknown_machine": lambda _: (
        tr("There is no such machine in the group."),
        tr("Choose one from the list."),
    ),
    "sync_folder_missing": lambda t: (
        tr("The shared folder {folder} is not there.", folder=t.text("folder")),
        tr("Plug the stick in, or start the program that shares the folder. Nothing is lost."),
    ),
    "sync_folder_in_wallet": lambda _: (
        tr("This is the folder of the wallet itself, or one inside it."),
        tr("Choose another folder, which holds nothing but what your machines share."),
    ),
    "wallet_in_sync_folder": lambda _: (
        tr("The wallet itself lies in this folder, and would be shared with it."),
        tr("Choose another folder, which holds nothing but what your machines share."),
    ),
    "sync_change_unreadable": lambda _: (
        tr("A change from another machine cannot be read."),
        tr("Use the same version of Tessera on all machines."),
    ),
}

Trouble = Callable[[str, int], tuple[str, str]]

_TROUBLES: Mapping[str, Trouble] = {
    "not_admitted_yet": lambda _n, _c: (
        tr("The other machine has not let this one in yet, or its word has not arrived."),
        tr("Show this machine's card there, and wait until the folder has been shared."),
    ),
    "gap": lambda name, count: (
        tr(
            "Change number {number} of {name} is missing. What it changed after that waits.",
            number=count,
            name=name,
        ),
        tr("Wait until the folder has been shared, or open Tessera on that machine."),
    ),
    "fork": lambda name, count: (
        tr(
            "{name} wrote two different changes with the number {number}: it may be a copy.",
            number=count,
            name=name,
        ),
        tr("What it changed since is left out. Remove it here, and let it join anew."),
    ),
    "quarrel": lambda name, _: (
        tr("{name} and another machine removed each other.", name=name),
        tr("Choose which of them you believe. Until then neither is heard."),
    ),
    "unheard": lambda name, count: (
        ntr(
            "{n} later change of the removed machine {name} is left out.",
            "{n} later changes of the removed machine {name} are left out.",
            count,
            name=name,
        ),
        "",
    ),
    "this_removed": lambda _n, _c: (
        tr("This machine was removed by another one of yours. It hears nothing any more."),
        tr("What is in this wallet stays. To come back, leave the group and join it anew."),
    ),
    "this_copied": lambda _n, _c: (
        tr("This wallet is a copy of one that went on elsewhere. It changes nothing there."),
        tr("What is in this wallet stays. Leave the group here, and join it anew."),
    ),
    "waiting": lambda _n, count: (
        ntr(
            "{n} credential file has not arrived in the folder yet.",
            "{n} credential files have not arrived in the folder yet.",
            count,
        ),
        tr("They are taken in when they are there."),
    ),
    "unread": lambda _n, count: (
        ntr(
            "{n} file in the folder cannot be opened yet: it is half there, or not for you.",
            "{n} files in the folder cannot be opened yet: half there, or not for you.",
            count,
        ),
        "",
    ),
    "refused": lambda _n, count: (
        ntr(
            "{n} credential from another machine cannot be read here.",
            "{n} credentials from another machine cannot be read here.",
            count,
        ),
        tr("Use the same version of Tessera on all machines."),
    ),
}


def trouble(code: str, name: str, count: int) -> Words:
    """What an exchange ran into, and what to do; ``name``: of the machine it is about."""
    meaning, advice = _TROUBLES[code](name or tr("a machine"), count)
    return Words(meaning=meaning, advice=advice)
