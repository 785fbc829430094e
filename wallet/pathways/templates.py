"""Pathway documents that come with Tessera, to start from (spec/pathways.md, E.8)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wallet.pathways.document import Pathway
from wallet.pathways.reading import read

NAMES = (
    "micro-degree-15-30",
    "micro-degree-20-40",
    "stack-to-certificate",
    "iitu-micro-degree",
    "master-elective",
    "blank",
)
HOME = "urn:tessera:your-institution"
"""Stands in a template for the learner's own institution until it is named."""
FOLDER = Path(__file__).parents[2] / "resources" / "pathways"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A document to start from."""

    name: str
    """The file's name without its ending, such as ``micro-degree-15-30``."""
    data: bytes
    pathway: Pathway


def templates() -> tuple[Template, ...]:
    """All of them, the default first."""
    found = []
    for name in NAMES:
        data = (FOLDER / f"{name}.json").read_bytes()
        found.append(Template(name=name, data=data, pathway=read(data)))
    return tuple(found)
