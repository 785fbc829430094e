"""What is signed in the folder and is no credential: judged by the product's reader for it."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wallet.encoding import strict_json
from wallet.errors import InputError, ProofFailure
from wallet.proofs import jades
from wallet.trust.reading.interface import SourceFile
from wallet.trust.reading.trusted_list import signed_root

_PLUGTESTS = "https%3A//signature-plugtests.etsi.org/pub/JAdES/"
_DAY = datetime(2026, 11, 1, tzinfo=UTC)


def complaint(path: Path, proof_type: str, named: str) -> str:
    """Why a signature does not come out as its entry names it; empty where it does."""
    if named in {"none", "unknown"}:
        return ""  # nothing is signed, or nobody can tell
    holds = _seal_holds(path) if proof_type.startswith("JAdES") else _list_holds(path)
    if holds == (named == "valid"):
        return ""
    return "a signature that holds is not accepted" if not holds else "accepted"


def contents(folder: Path) -> dict[str, bytes]:
    """What lies beside the detached seals, under the addresses that they give."""
    found = {one.name: one.read_bytes() for one in (folder / "detached").iterdir()}
    return found | {f"{_PLUGTESTS}{name}": data for name, data in found.items()}


def _seal_holds(path: Path) -> bool:
    data = path.read_bytes().strip()
    folder = next(one for one in path.parents if (one / "detached").is_dir())
    try:
        value: Any = strict_json.loads(data) if data[:1] == b"{" else data.decode()
        jades.read(value, None, contents(folder))
    except (InputError, ProofFailure):
        return False
    return True


def _list_holds(path: Path) -> bool:
    """A national list, held against the certificates that its own signature names."""
    data = path.read_bytes()
    named = re.findall(rb"X509Certificate>([^<]+)<", data.rpartition(b"KeyInfo>")[0])
    signers = tuple(base64.b64decode(b"".join(one.split())) for one in named)
    try:
        signed_root(SourceFile(name=path.name, data=data, dated=_DAY, anchors=signers))
    except InputError:
        return False
    return True
