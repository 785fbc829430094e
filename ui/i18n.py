"""The window's language: gettext catalogues from ``resources/i18n/*.po``, compiled in memory.

English needs no catalogue: its sentences are the msgids. A sentence that a catalogue lacks is
shown in English, so a missing translation is visible but never empty.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"
SOURCE_LANGUAGE = "en"


def available(folder: Path = FOLDER) -> tuple[str, ...]:
    """Languages that the window speaks, English first."""
    others = sorted(one.stem for one in _files(folder) if one.suffix == ".po")
    return (SOURCE_LANGUAGE, *(one for one in others if one != SOURCE_LANGUAGE))


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def choose(wanted: str, system: Sequence[str], folder: Path = FOLDER) -> str:
    """The language to speak: the person's choice, else the desktop's first that we have."""
    have = available(folder)
    for one in (wanted, *system):
        short = one.replace("_", "-").split("-")[0].lower()
        for candidate in (one, short):
            if candidate in have:
                return candidate
    return SOURCE_LANGUAGE


def load(language: str, folder: Path = FOLDER) -> gettext.NullTranslations:
    """The catalogue of a language; an empty one for English."""
    file = folder / f"{language}.po"
    if language == SOURCE_LANGUAGE or not file.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only where a catalogue is used
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    packed = io.BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    return gettext.GNUTranslations(packed)
