"""Pathway documents that come with Tessera, to start from (spec/pathways.md, E.8)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wallet.pathways.document import Pathway
from wallet.pathways.reading import read

FOLDER = Path(__file__).parents[2] / "resources" / "pathways"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A document to start from."""

    name: str
    """The file's name without its ending, such as ``micro-degree-15-30``."""
    data: bytes
    pathway: Pathway


def templates() -> tuple[Template, ...]:
    """All of them, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        data = path.read_bytes()
        found.append(Template(name=path.stem, data=data, pathway=read(data)))
    return tuple(found)
