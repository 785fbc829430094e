"""Several people's wallets on one computer: their names, and nothing else of them.

A name is the folder's name, as the person gave it; whoever uses this computer can see it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import heading, muted
from wallet.wording import tr

_MOST = 1_000
"""Entries of a folder that are looked at: a wallet may lie among thousands of other things."""


def wallets_in(folder: Path, is_wallet: Callable[[Path], bool]) -> list[Path]:
    """The wallets in a folder, by name; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            found = [Path(one.path) for one in islice(entries, _MOST) if one.is_dir()]
    except OSError:
        return []
    return sorted(filter(is_wallet, found), key=lambda one: one.name.casefold())


class WalletList(Card):
    """One button for each other wallet; hidden where there is none."""

    def __init__(self, wallets: list[Path], choose: Callable[[Path], object]) -> None:
        super().__init__(gap=GRID)
        buttons = []
        for one in wallets:
            button = Button(one.name, partial(choose, one), symbol="person")
            button.setAccessibleName(tr("Open the wallet {name}", name=one.name))
            button.setProperty("data", True)  # noqa: FBT003 - Qt: a name that a person gave
            buttons.append(button)
        self.inside.addWidget(heading(tr("Other wallets on this computer")))
        self.inside.addWidget(muted(tr("Each has a passphrase of its own.")))
        self.inside.addWidget(Flow(*buttons))
        self.setVisible(bool(wallets))
