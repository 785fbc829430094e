"""What the window must know before a wallet is open: looks, language, place, size.

Nothing of a credential is kept here; the file is readable by whoever reads the disk. Bad
values fall back to the default.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.theme import TEXT_SCALES, Look


class Preferences:
    """One small INI file."""

    def __init__(self, file: Path, *, wallet: Path | None = None) -> None:
        self.file = file
        self._given_wallet = wallet
        file.parent.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def _text(self, key: str, default: str = "") -> str:
        found = self._store.value(key, default)
        return found if isinstance(found, str) else default

    @property
    def look(self) -> Look:
        """Light, dark, high contrast, or as the desktop says."""
        try:
            return Look(self._text("look", Look.SYSTEM.value))
        except ValueError:
            return Look.SYSTEM

    @look.setter
    def look(self, value: Look) -> None:
        self._store.setValue("look", value.value)

    @property
    def scale(self) -> float:
        """Text size, one of ``TEXT_SCALES``."""
        try:
            found = float(self._text("scale", "1"))
        except ValueError:
            return 1.0
        return found if found in TEXT_SCALES else 1.0

    @scale.setter
    def scale(self, value: float) -> None:
        self._store.setValue("scale", str(value))

    @property
    def language(self) -> str:
        """Of the window; empty means as the desktop says."""
        return self._text("language")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def wallet(self) -> Path | None:
        """The wallet given at the start, else the one opened last; None before the first."""
        if self._given_wallet is not None:
            return self._given_wallet
        found = self._text("wallet")
        return Path(found) if found else None

    @wallet.setter
    def wallet(self, value: Path) -> None:
        if self._given_wallet is not None:  # a wallet for this once (`--wallet`)
            self._given_wallet = value
            return
        self._store.setValue("wallet", str(value))

    @property
    def advises(self) -> bool:
        """Whether the page of advisors stands in the side bar."""
        return self._text("advises") == "yes"

    @advises.setter
    def advises(self, value: bool) -> None:
        self._store.setValue("advises", "yes" if value else "")

    @property
    def still(self) -> bool | None:
        """Whether nothing is to move by itself; None means as the desktop says."""
        return {"yes": True, "no": False}.get(self._text("still"))

    @still.setter
    def still(self, value: bool) -> None:
        self._store.setValue("still", "yes" if value else "no")

    @property
    def geometry(self) -> QByteArray:
        """Of the window, as Qt packs it."""
        found = self._store.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)
