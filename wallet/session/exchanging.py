"""Pathways in the words of others, for pages: see ``wallet.exchange``.

A file of its own, so that whoever needs none of it loads none of it.
"""

from __future__ import annotations

from wallet.exchange import CtdlPathway, Left, Written, looks_like_ctdl, read_ctdl, write_ctdl

__all__ = ["CtdlPathway", "Left", "Written", "looks_like_ctdl", "read_ctdl", "write_ctdl"]
