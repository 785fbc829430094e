"""The pages of the window: one module a page, one line in ``PAGES``.

How a page is made
------------------
1. Write ``ui/pages/NAME.py`` with one class that extends ``ui.page.Page``. Its ``__init__``
   takes the ``Shell`` and builds its widgets into ``self.body`` (a ``QVBoxLayout`` that
   scrolls downwards only). A page that scrolls by itself sets ``scrolls = False``.
2. Register it here: one ``PageEntry`` line. ``needs_wallet=False`` keeps it usable while the
   wallet is locked; ``in_side_bar=False`` leaves it out of the side bar (sub-pages).
3. Override what you need: ``opened(**what)`` (shown, with what ``shell.open(key, **what)``
   was given), ``refresh(changes)`` (something in the wallet changed), ``take(items)`` (files
   dropped or pasted while the page is shown; return True if you took them).
4. Work goes through ``self.shell.tasks`` (``run``, ``run_long``, ``change``, ``run_desk``):
   never call the Session on the main thread, never touch Qt in an operation.
5. A page that needs the wallet is destroyed when the wallet is locked: keep no credential
   data outside the page's own widgets and models.
6. Build from ``ui.widgets``: ``text`` (Label, always plain text; ``data=True`` for text that
   is not ours), ``buttons`` (Button, IconButton, Fold), ``layouts`` (Card, Flow, column, row),
   ``badges`` (VerdictBadge, OutcomeMark), ``notes`` (Note), ``drop`` (DropArea). Every
   sentence goes through ``wallet.wording.tr`` with a literal msgid; every interactive widget
   has an accessible name; no colour of your own (``ui.theme``).

Modules are imported when their page is first opened, so that the window is up at once.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from wallet.wording import tr

if TYPE_CHECKING:
    from ui.page import Page
    from ui.shell import Shell


class PageEntry(NamedTuple):
    """One page, not yet made."""

    key: str
    title: Callable[[], str]
    icon: str
    module: str
    name: str
    """The class in ``module``."""
    needs_wallet: bool = True
    in_side_bar: bool = True
    beneath: str = ""
    """The side bar entry that is lit while this page is shown; empty for its own."""
    by_choice: bool = False
    """Stands in the side bar only where the person chose so in the settings."""

    def make(self, shell: Shell) -> Page:
        """Imports the module and makes the page."""
        made: Page = getattr(importlib.import_module(self.module), self.name)(shell)
        return made


def _page(key: str, title: Callable[[], str], **more: bool | str) -> PageEntry:
    """An entry whose module and class are named after its key."""
    name = "".join(part.title() for part in key.split("_")) + "Page"
    icon = str(more.pop("icon", key))
    return PageEntry(
        key=key,
        title=title,
        icon=icon,
        module=f"ui.pages.{key}",
        name=name,
        needs_wallet=bool(more.get("needs_wallet", True)),
        in_side_bar=bool(more.get("in_side_bar", True)),
        beneath=str(more.get("beneath", "")),
        by_choice=bool(more.get("by_choice", False)),
    )


PAGES: tuple[PageEntry, ...] = (
    _page("home", lambda: tr("Home")),
    _page("credentials", lambda: tr("Credentials")),
    _page("pathways", lambda: tr("Pathways")),
    _page("share", lambda: tr("Share")),
    _page("check", lambda: tr("Check"), needs_wallet=False),
    _page("trust", lambda: tr("Trust"), needs_wallet=False),
    _page("settings", lambda: tr("Settings"), needs_wallet=False),
    _page("unlock", lambda: tr("Unlock"), needs_wallet=False, in_side_bar=False, icon="lock"),
    _page("recovery", lambda: tr("Recovery sheet"), in_side_bar=False, icon="key"),
    _page("credential", lambda: tr("Credential"), in_side_bar=False, beneath="credentials"),
    _page(
        "own_paper",
        lambda: tr("Print or save as PDF"),
        in_side_bar=False,
        beneath="credentials",
        icon="print",
    ),
    _page(
        "first_credential",
        lambda: tr("Your first credential"),
        in_side_bar=False,
        beneath="credentials",
        icon="verified",
    ),
    _page(
        "own_archive",
        lambda: tr("Copies for your archive"),
        in_side_bar=False,
        beneath="credentials",
        icon="export",
    ),
    _page(
        "own_entry",
        lambda: tr("Add something yourself"),
        in_side_bar=False,
        beneath="credentials",
        icon="add",
    ),
    _page(
        "organise",
        lambda: tr("Collections and tags"),
        in_side_bar=False,
        beneath="credentials",
        icon="folder",
    ),
    _page(
        "time_line",
        lambda: tr("Time line"),
        in_side_bar=False,
        beneath="credentials",
        icon="clock",
    ),
    _page(
        "skills_overview",
        lambda: tr("Skills"),
        in_side_bar=False,
        beneath="credentials",
        icon="verified",
    ),
    _page("import_review", lambda: tr("Import"), in_side_bar=False, beneath="credentials"),
    _page("advisor", lambda: tr("Advisor"), in_side_bar=False, by_choice=True, icon="person"),
    _page(
        "pathway_editor",
        lambda: tr("Write a pathway"),
        in_side_bar=False,
        beneath="pathways",
        icon="pathways",
    ),
    _page("portfolio", lambda: tr("Portfolio"), in_side_bar=False, beneath="pathways"),
    _page("agreements", lambda: tr("Agreements"), in_side_bar=False, beneath="pathways"),
    _page(
        "skills",
        lambda: tr("Occupations"),
        in_side_bar=False,
        beneath="pathways",
        icon="pathways",
    ),
    _page("reviews", lambda: tr("Reviews"), in_side_bar=False, beneath="pathways"),
    _page(
        "backups",
        lambda: tr("Backups"),
        in_side_bar=False,
        beneath="settings",
        icon="export",
    ),
    _page(
        "machines",
        lambda: tr("My machines"),
        in_side_bar=False,
        beneath="settings",
        icon="restore",
    ),
    _page("help", lambda: tr("Help"), needs_wallet=False, in_side_bar=False),
)
"""In the order of the side bar; Ctrl+1 is the first of those that stand in it."""


def entry(key: str) -> PageEntry:
    """The page of that key.

    Raises:
        KeyError: there is no such page.
    """
    for one in PAGES:
        if one.key == key:
            return one
    raise KeyError(key)
