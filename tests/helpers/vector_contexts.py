"""Contexts that only the third-party vectors use, pinned for the length of a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wallet.encoding import contexts
from wallet.encoding.contexts import Pin


def pin_vector_contexts(vectors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the product know the contexts of the vectors folder too, by their own hashes."""
    for entry in json.loads((vectors / "contexts/index.json").read_bytes()):
        if entry["url"] not in contexts.PINS:
            pin = Pin(entry["sha256"], str(vectors / entry["file"]))
            monkeypatch.setitem(contexts.PINS, entry["url"], pin)
