"""What the palette (Ctrl+K) offers by name: every page, and what can be done from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ui.icons import FOLDER
from ui.pages import PAGES, PageEntry
from ui.shell import Shell
from ui.theme import Look
from ui.widgets.palette import Command
from wallet.wording import tr

_IN_CONTEXT = frozenset(
    {"unlock", "recovery", "credential", "own_paper", "first_credential", "import_review"}
)
"""Pages that need to be told what to show."""


def commands(
    shell: Shell, choose_files: Callable[[], object], search: Callable[[], object]
) -> list[Command]:
    """In the order in which they are offered before anything is typed."""
    return [
        *_pages(shell),
        *_wallet_actions(shell, choose_files, search),
        *_looks(shell),
    ]


def _pages(shell: Shell) -> Iterator[Command]:
    number = 0
    for one in PAGES:
        number += one.in_side_bar
        if not _can_open(shell, one):
            continue
        yield Command(
            words=one.title(),
            act=partial(shell.open, one.key),
            symbol=one.icon if (FOLDER / f"{one.icon}.svg").is_file() else "right",
            keys=f"Ctrl+{number}" if one.in_side_bar else "",
        )


def _can_open(shell: Shell, one: PageEntry) -> bool:
    if one.key in _IN_CONTEXT or (one.by_choice and not shell.preferences.advises):
        return False
    return shell.tasks.is_unlocked or not one.needs_wallet


def _wallet_actions(
    shell: Shell, choose_files: Callable[[], object], search: Callable[[], object]
) -> Iterator[Command]:
    if not shell.tasks.is_unlocked:
        yield Command(
            words=tr("Unlock the wallet"), act=partial(shell.open, "unlock"), symbol="unlock"
        )
        return
    from wallet.session import Facet, Sort  # noqa: PLC0415 - loaded when a wallet is open

    favourites = ((Facet.FAVOURITE, "yes"),)
    yield Command(words=tr("Import files"), act=choose_files, symbol="import", keys="Ctrl+O")
    yield Command(
        words=tr("Search your credentials"), act=search, symbol="search", keys="Ctrl+F"
    )
    yield Command(
        words=tr("Show your favourites"),
        act=partial(shell.open, "credentials", filters=favourites),
        symbol="star",
    )
    yield Command(
        words=tr("Show what ends soonest"),
        act=partial(shell.open, "credentials", filters=(), sort=Sort.EXPIRES),
        symbol="clock",
    )
    yield Command(
        words=tr("Show the bin"),
        act=partial(shell.open, "credentials", filters=(), deleted=True),
        symbol="bin",
    )
    yield Command(words=tr("Switch to another wallet"), act=shell.tasks.lock, symbol="person")
    yield Command(
        words=tr("Lock the wallet"), act=shell.tasks.lock, symbol="lock", keys="Ctrl+L"
    )


def _looks(shell: Shell) -> Iterator[Command]:
    names = {
        Look.LIGHT: tr("Light look"),
        Look.DARK: tr("Dark look"),
        Look.CONTRAST: tr("High contrast look"),
        Look.SYSTEM: tr("Look as the desktop has it"),
    }
    for look, words in names.items():
        yield Command(words=words, act=partial(_look, shell, look), symbol="eye")


def _look(shell: Shell, look: Look) -> None:
    shell.preferences.look = look
    shell.theme.choose(look=look)
