"""The doors for what comes in other formats: pathways in CTDL, tables of skills."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.helpers import ctdl as documents
from tests.helpers import esco
from tests.helpers.issuer import NOW
from wallet import exchange
from wallet.errors import WalletError
from wallet.skill_packs import SkillPacks

_MOST = 200_000
"""Bytes of a table: what a mutator makes longer is no other case."""


def pathways() -> Mapping[str, bytes]:
    """A CTDL pathway as it is published, and a small one."""
    small = documents.pathway(
        documents.destination(documents.condition("a", number=1)), documents.component("a")
    )
    whole = documents.written(documents.welding())
    return {"welding": whole, "small": documents.written(small)}


def ctdl(data: bytes) -> None:
    """Read, and written again."""
    try:
        for one in exchange.read_ctdl(data):
            exchange.write_ctdl(one.pathway)
    except WalletError:
        return


def tables() -> Mapping[str, bytes]:
    """One table of each kind."""
    return dict(esco.files())


def skills(data: bytes) -> None:
    """One table beside the skills that it may speak of."""
    folder = Path(tempfile.mkdtemp(prefix="tessera-fuzz-"))
    known = ("skills_en.csv", esco.skills({esco.DATA: "analyse data"}))
    try:
        SkillPacks(folder).add([known, ("any_de.csv", data[:_MOST])], "Any", NOW)
    except WalletError:
        return
    finally:
        shutil.rmtree(folder, ignore_errors=True)
