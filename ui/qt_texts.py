"""What Qt says by itself in the window's language: its dialogs, and the menus of its fields."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


class QtTexts:
    """Qt's own catalogue of one language at a time; English needs none."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def speak(self, language: str) -> bool:
        """From now on; False where Qt's texts are not there, and English remains."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
        self._translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        found = self._translator.load(QLocale(language), "qtbase", "_", folder)
        return found and QCoreApplication.installTranslator(self._translator)
