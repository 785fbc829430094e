"""Composition root: preferences, language, looks, tasks, shell, window.

``Tessera`` builds everything and shows the window; ``run`` gives it an event loop. Nothing
here or above ``wallet.session`` imports the vault or cryptography: the vault thread does so
once the window is up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from ui import i18n
from ui.clipboard import Clipboard
from ui.collector import Collector
from ui.first_paint import once_painted
from ui.icons import FOLDER as ICONS
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.shell import Examples, Shell
from ui.single import SingleWindow
from ui.task import Tasks
from ui.theme import Theme
from wallet.process import protect
from wallet.wording import set_catalogues, set_translations

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from ui.qt_texts import QtTexts
    from wallet.settings import Settings


def preferences_file() -> Path:
    """Where the window keeps what it must know before a wallet is open."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "tessera" / "window.ini"


_NEED_NO_WALLET = (".vp.json", ".sd-jwt", ".vp_token.json")
"""Presentations: somebody shows them, so they are checked."""

_SEEN = 300
"""Milliseconds after unlocking: the first page comes first."""
_TURN = 0.0002
"""Seconds that a thread may go on while the window waits: painting takes turns many times.

With 1 ms the longest wait while 10,000 credentials are judged was 78 to 99 ms."""


class Tessera:
    """The application: owns everything, for as long as it runs."""

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        *,
        examples: Examples | None = None,
        translations: NullTranslations | None = None,
    ) -> None:
        self._app = app
        sys.setswitchinterval(_TURN)
        self._collector = Collector()
        self._translations = translations
        self._qt_texts: QtTexts | None = None
        self._waiting: tuple[Path, ...] = ()
        self.preferences = preferences
        self.theme = Theme(
            app, look=preferences.look, scale=preferences.scale, is_starting=True
        )
        self.theme.still = bool(preferences.still)
        self.tasks = Tasks()
        self.shell = Shell(
            tasks=self.tasks,
            theme=self.theme,
            preferences=preferences,
            clipboard=Clipboard(app.clipboard()),
            examples=examples,
        )
        self._speak()
        self.window = MainWindow(self.shell)
        self.window.restoreGeometry(preferences.geometry)
        self.tasks.crashed.connect(self.crash)
        self.shell.language_changed.connect(self._speak_anew)

    def show(self, then: Callable[[], object] = lambda: None) -> None:
        """The frame comes up; when it is painted its first page; when that is, ``then``.

        What is heavy follows off the main thread.
        """
        self._then = then
        once_painted(self.window, self._first_page)
        self.window.show()

    def _first_page(self) -> None:
        self.theme.started()
        self.window.show_page("unlock")
        page = self.window.page
        once_painted(self.window if page is None else page, self._settle)

    def _settle(self) -> None:
        from ui.backup_due import BackupDue  # noqa: PLC0415 - not for the window to be up
        from ui.desktop_motion import DesktopMotion  # noqa: PLC0415
        from ui.idle import IdleLock  # noqa: PLC0415
        from ui.session_watch import session_bus, watching  # noqa: PLC0415
        from wallet.settings import Settings  # noqa: PLC0415

        self.idle = IdleLock(self.tasks.lock, Settings().lock_after_seconds)
        self._watch()
        self.backup_due = BackupDue(self.shell)
        self.session_watch = watching(self.tasks.lock)
        self._motion = DesktopMotion(self._less_motion, session_bus())
        self.shell.hears = self.session_watch.reaches
        self.shell.quiet_changed.connect(self._ask_idle_time)
        self.tasks.unlocked.connect(self._ask_idle_time)
        self.tasks.unlocked.connect(self.idle.touch)
        seen = partial(QTimer.singleShot, _SEEN, self.window, self._read_ahead)
        self.tasks.unlocked.connect(seen)
        # Behind whatever page the unlocking itself opens.
        self.tasks.unlocked.connect(lambda: QTimer.singleShot(0, self._take_waiting))
        self.tasks.preload("wallet.session", lambda _module: self._collector.settle())
        self._then()

    def _less_motion(self) -> None:
        """The desktop asks for it: so it is, unless the person chose otherwise here."""
        if self.shell.preferences.still is None:
            self.theme.still = True

    def _read_ahead(self, more: bool = True) -> None:  # noqa: FBT001, FBT002 - an answer
        """So that the first search in a large wallet need not wait for the disk."""
        if more and self.tasks.is_unlocked:
            self.tasks.run(self.window, lambda one: one.read_ahead(), self._read_ahead)

    def _watch(self) -> None:
        handle = self.window.windowHandle()
        if handle is not None:
            self.idle.watch(handle)

    def _ask_idle_time(self) -> None:
        self.tasks.run(self.shell, lambda session: session.settings(), self._set_idle_time)

    def _set_idle_time(self, settings: Settings) -> None:
        self.idle.seconds = settings.lock_after_seconds

    def _speak(self) -> None:
        set_catalogues(i18n.load)
        if i18n.available() == (i18n.SOURCE_LANGUAGE,):  # nothing to choose, nothing to load
            set_translations(self._translations or i18n.load(i18n.SOURCE_LANGUAGE))
            return
        from PySide6.QtCore import QLocale  # noqa: PLC0415 - its enums name every language

        language = i18n.choose(self.preferences.language, QLocale.system().uiLanguages())
        set_translations(self._translations or i18n.load(language))
        self._speak_as_qt(language)
        self._app.setLayoutDirection(QLocale(language).textDirection())

    def _speak_as_qt(self, language: str) -> None:
        if language == i18n.SOURCE_LANGUAGE and self._qt_texts is None:
            return  # what most starts are: nothing to load
        from ui.qt_texts import QtTexts  # noqa: PLC0415 - see above

        self._qt_texts = self._qt_texts or QtTexts()
        self._qt_texts.speak(language)

    def _speak_anew(self) -> None:
        """Another language: all words are in widgets, so the window is made again."""
        self._speak()
        old = self.window
        self.window = MainWindow(self.shell)
        self.window.restoreGeometry(old.saveGeometry())
        self.window.show_page(old.shown)
        self.window.show()
        self._watch()
        old.hide()
        old.deleteLater()

    def raise_window(self, files: Sequence[Path] = ()) -> None:
        """Somebody started us a second time, perhaps with files."""
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.take(files)

    def take(self, files: Sequence[Path]) -> None:
        """Files to open: shown at once where that needs no wallet, else after unlocking."""
        if not files:
            return
        self._waiting = tuple(files)
        if self.tasks.is_unlocked:
            self._take_waiting()
        elif all(one.name.endswith(_NEED_NO_WALLET) for one in self._waiting):
            self.window.show_page("check")
            self._take_waiting()

    def _take_waiting(self) -> None:
        files, self._waiting = self._waiting, ()
        self.window.take(files)

    def crash(self, problem: BaseException) -> None:
        """A bug of ours: the wallet is closed, and the person is told."""
        from ui.crash import CrashPage, redacted  # noqa: PLC0415 - hardly ever needed

        self.tasks.lock()
        report = redacted(problem)
        sys.stderr.write(report + "\n")
        CrashPage(report, self.shell.clipboard.copy, self.window).open()

    def hook(
        self, _kind: type[BaseException], problem: BaseException, _trace: TracebackType | None
    ) -> None:
        """For ``sys.excepthook``."""
        if isinstance(problem, KeyboardInterrupt):
            QTimer.singleShot(0, self._app.quit)  # by itself it is lost before the loop runs
            return
        self.crash(problem)

    def close(self) -> None:
        """Locks the wallet and ends the threads."""
        self.shell.clipboard.close()
        if self._qt_texts is not None:  # they are the process's, and outlive this window
            self._qt_texts.speak(i18n.SOURCE_LANGUAGE)
        self.window.forget(wallet_only=False)
        self.window.close()
        self.tasks.close()
        self._collector.stop()


def run(
    arguments: Sequence[str],
    *,
    wallet: Path | None = None,
    files: Sequence[Path] = (),
    examples: Examples | None = None,
) -> int:
    """Opens the window over these files and stays until it is closed; the exit status."""
    protect()
    keep_no_places()
    # As an argument: setStyle() would wrap the old style, and with it all enums of QStyle.
    app = QApplication([sys.argv[0], "-style", "Fusion", *arguments])
    app.setApplicationName("Tessera")
    app.setDesktopFileName("org.tessera_wallet.Tessera")
    preferences = Preferences(preferences_file(), wallet=wallet)
    single = SingleWindow(preferences.wallet or preferences.file)
    if not single.claim(files):
        return 0
    tessera = Tessera(app, preferences, examples=examples)
    sys.excepthook = tessera.hook
    single.raised.connect(tessera.raise_window)

    def later() -> None:
        single.listen()
        app.setWindowIcon(_window_icon())
        tessera.take(files)

    tessera.show(later)
    status = app.exec()
    tessera.close()
    single.release()
    return status


def _window_icon() -> QIcon:
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - after the window is up

    return QIcon(str(ICONS / "tessera.svg"))


def keep_no_places() -> None:
    """Qt's own file dialogs would write down, for all programs, which folders were visited."""
    native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    if sys.platform == "linux":  # elsewhere the system's dialogs are used
        QSettings.setPath(native, user, os.devnull)
