"""Choices: what the window looks like (always), and what the wallet does (once unlocked)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import i18n
from ui.page import Page
from ui.shell import Shell
from ui.theme import TEXT_SCALES, Look
from ui.widgets.buttons import Button
from ui.widgets.fields import Named, PassphraseField, combo
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.settings.identifiers import IdentifiersCard
from ui.widgets.settings.keyring_choice import KeyringChoice
from ui.widgets.settings.own_addresses import OwnAddressesCard
from ui.widgets.text import heading, mark_data, muted, small, title
from ui.widgets.ticks import Tick
from ui.widgets.unlock.forms import passphrase_problem
from wallet import wording
from wallet.errors import WalletError
from wallet.settings import Settings
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.session import Session

_LOCK_AFTER = (60, 300, 900, 3600)
"""Seconds."""
_STATUS_AGES = (7, 30, 90)
"""Days."""


class SettingsPage(Page):
    """Every choice is in force at once; there is no save button."""

    widest: ClassVar[int | None] = 760

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.body.addWidget(title(tr("Settings")))
        self.body.addWidget(self._looks())
        self._wallet_part = QVBoxLayout()
        self._wallet_part.setSpacing(16)
        self.body.addLayout(self._wallet_part)
        self.body.addStretch(1)
        # This page outlives a lock, even while another is shown; what it read does not.
        shell.tasks.locked.connect(self._read)

    def opened(self, **_what: object) -> None:
        """Reads what the wallet has."""
        self._read()

    def refresh(self, changes: object) -> None:
        """Locked, or changed elsewhere."""
        areas = getattr(changes, "areas", frozenset({"settings"}))
        if "settings" in areas:
            self._read()

    # --- looks ------------------------------------------------------------------------------

    def _looks(self) -> Card:
        preferences = self.shell.preferences
        looks = [
            (tr("As the desktop"), Look.SYSTEM),
            (tr("Light"), Look.LIGHT),
            (tr("Dark"), Look.DARK),
            (tr("High contrast"), Look.CONTRAST),
        ]
        look = combo(
            [(words, value) for words, value in looks], preferences.look, tr("Colours")
        )
        look.activated.connect(lambda _index: self._choose_look(look.currentData()))
        sizes = [(f"{round(scale * 100)} %", scale) for scale in TEXT_SCALES]
        size = combo([(words, scale) for words, scale in sizes], preferences.scale, tr("Text"))
        mark_data(size)
        size.activated.connect(lambda _index: self._choose_scale(size.currentData()))
        language = self._languages()
        return Card(
            heading(tr("Look and language")),
            Named(tr("Colours"), look),
            Named(tr("Text size"), size),
            Named(tr("Language of this window"), language),
            self._stills(),
            self._advises(),
            gap=14,
        )

    def _stills(self) -> Tick:
        made = Tick(tr("Less motion: nothing moves until I start it"))
        made.setChecked(self.shell.theme.still)

        def chosen(on: bool) -> None:  # noqa: FBT001 - a Qt signal
            self.shell.preferences.still = self.shell.theme.still = on

        made.toggled.connect(chosen)
        return made

    def _advises(self) -> Tick:
        made = Tick(tr("I advise learners: show the page Advisor"))
        made.setChecked(self.shell.preferences.advises)

        def chosen(on: bool) -> None:  # noqa: FBT001 - a Qt signal
            self.shell.preferences.advises = on
            self.shell.advises_changed.emit()

        made.toggled.connect(chosen)
        return made

    def _languages(self) -> QWidget:
        preferences = self.shell.preferences
        names = [(_own_name(one), one) for one in i18n.available()]
        choices = [(tr("As the desktop"), ""), *names]
        made = combo([(words, one) for words, one in choices], preferences.language, "")

        def chosen(_index: int) -> None:
            preferences.language = made.currentData()
            self.shell.language_changed.emit()

        made.activated.connect(chosen)
        mark_data(made)
        return made

    def _choose_look(self, look: str) -> None:
        self.shell.preferences.look = Look(look)
        self.shell.theme.choose(look=Look(look))

    def _choose_scale(self, scale: float) -> None:
        self.shell.preferences.scale = scale
        self.shell.theme.choose(scale=scale)

    # --- the wallet -------------------------------------------------------------------------

    def _read(self) -> None:
        if not self.shell.tasks.is_unlocked:
            self._empty()
            self._wallet_part.addWidget(
                Card(
                    heading(tr("Wallet")),
                    muted(tr("Unlock the wallet to see what else can be chosen.")),
                )
            )
            return
        self.shell.tasks.run(
            self,
            lambda session: (session.settings(), session.name, str(session.folder)),
            lambda found: self._show(*found),
        )

    def _empty(self) -> None:
        while (item := self._wallet_part.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show(self, settings: Settings, name: str, folder: str) -> None:
        self._empty()
        self._wallet_part.addWidget(IdentifiersCard(self.shell))
        self._wallet_part.addWidget(OwnAddressesCard(self.shell, settings.entered_ids))
        self._wallet_part.addWidget(self._backups())
        self._wallet_part.addWidget(self._machines())
        self._wallet_part.addWidget(self._safety(settings))
        self._wallet_part.addWidget(self._reading(settings))
        self._wallet_part.addWidget(_PassphraseCard(self.shell))
        self._wallet_part.addWidget(
            Card(
                heading(tr("Where it is")),
                small(tr("Wallet “{name}” lies in {folder}", name=name, folder=folder)),
            )
        )

    def _backups(self) -> Card:
        show = Button(tr("Backups"), lambda: self.shell.open("backups"), symbol="export")
        return Card(
            heading(tr("Backups")),
            muted(tr("One encrypted file holds everything. Made now, or by themselves.")),
            Flow(show),
        )

    def _machines(self) -> Card:
        show = Button(tr("My machines"), lambda: self.shell.open("machines"), symbol="restore")
        return Card(
            heading(tr("My machines")),
            muted(tr("The same wallet on several computers of yours, without a server.")),
            Flow(show),
        )

    def _safety(self, settings: Settings) -> Card:
        times = sorted({*_LOCK_AFTER, settings.lock_after_seconds})
        choices = [
            (ntr("{n} minute", "{n} minutes", max(1, seconds // 60)), seconds)
            for seconds in times
        ]
        after = combo([*choices], settings.lock_after_seconds, "")
        after.activated.connect(
            lambda _index: self._keep(replace(settings, lock_after_seconds=after.currentData()))
        )
        return Card(
            heading(tr("Safety")),
            Named(
                tr("Lock after"),
                after,
                tr(
                    "Without a touch for so long, the wallet closes itself. Ctrl+L does it now."
                ),
            ),
            muted(_hearing_words(self.shell.hears)),
            KeyringChoice(self.shell),
            gap=14,
        )

    def _reading(self, settings: Settings) -> Card:
        ages = sorted({*_STATUS_AGES, settings.max_status_age_days})
        days = combo(
            [(ntr("{n} day", "{n} days", age), age) for age in ages],
            settings.max_status_age_days,
            "",
        )
        days.activated.connect(
            lambda _index: self._keep(replace(settings, max_status_age_days=days.currentData()))
        )
        tags = ("en", "fr", "es", "de", "fi", "ar", "zh", "ru")
        first = settings.languages[0] if settings.languages else "en"
        known = tags if first in tags else (first, *tags)
        reads = combo([(_own_name(tag), tag) for tag in known], first, "")
        mark_data(reads)
        reads.activated.connect(
            lambda _index: self._keep(_first(settings, reads.currentData()))
        )
        return Card(
            heading(tr("Credentials")),
            Named(
                tr("Read credentials in"),
                reads,
                tr("Where a credential speaks several languages, this one comes first."),
            ),
            Named(
                tr("Believe “not revoked” for"),
                days,
                tr("An older list only tells what was so then."),
            ),
            gap=14,
        )

    def _keep(self, settings: Settings) -> None:
        def keep(session: Session) -> object:
            return session.save_settings(settings)

        self.shell.tasks.change(self, keep, lambda _changes: self.shell.quiet_changed.emit())


def _own_name(tag: str) -> str:
    """A language in itself; Qt would name a country with it where it knows several."""
    return {"en": "English", "es": "español"}.get(tag) or QLocale(tag).nativeLanguageName()


def _first(settings: Settings, tag: str) -> Settings:
    others = tuple(one for one in settings.languages if one != tag)
    return replace(settings, languages=(tag, *others))


def _hearing_words(hears: set[str]) -> str:
    if {"sleep", "screen", "switch"} <= hears:
        return tr(
            "It also locks when the screen is locked, before the computer sleeps, and when "
            "another user comes to the front."
        )
    if "screen" in hears:
        return tr("It also locks when the screen is locked.")
    if "sleep" in hears:
        return tr("It also locks before the computer sleeps.")
    return tr(
        "This desktop does not tell Tessera when the screen is locked: only the time counts."
    )


class _PassphraseCard(Card):
    """Old and new; the work takes a second and re-encrypts the wallet."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(gap=14)
        self._shell = shell
        self._note = Note("", "not_valid")
        self._old = PassphraseField(tr("Passphrase now"))
        self._new = PassphraseField(tr("New passphrase"), tells_strength=True)
        self._again = PassphraseField(tr("The new one again"), self._go)
        self._button = Button(tr("Change the passphrase"), self._go)
        for one in (
            heading(tr("Passphrase")),
            muted(tr("The recovery words stay as they are.")),
            self._old,
            self._new,
            self._again,
            self._note,
        ):
            self.inside.addWidget(one)
        self.inside.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def _go(self) -> None:
        problem = passphrase_problem(self._new, self._again)
        if problem:
            self._note.tell(problem, "not_valid")
            return
        old, new = self._old.text(), self._new.text()
        self._button.setEnabled(False)
        self._shell.tasks.run_long(
            self,
            tr("Changing the passphrase"),
            lambda session, _job: session.change_passphrase(old, new),
            lambda _none: self._done(),
            self._failed,
        )

    def _done(self) -> None:
        self._button.setEnabled(True)
        for one in (self._old, self._new, self._again):
            one.clear()
        self._note.tell(tr("The new passphrase is in force."), "verified")

    def _failed(self, problem: WalletError) -> None:
        self._button.setEnabled(True)
        words = wording.error(problem.code, problem.facts)
        self._note.tell(words.text, "not_valid")
