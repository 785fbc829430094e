"""Pathways and portfolios in the words of others: what can be carried over, and what cannot.

Every way in and out gives beside its result the list of what was left, by name and place.
Nothing is guessed: what a document does not say is not put into it, and a condition that
cannot be carried over blocks instead of vanishing.
"""

from __future__ import annotations

from wallet.exchange.ctdl_reading import CtdlPathway, looks_like_ctdl, read_ctdl
from wallet.exchange.ctdl_writing import Written, write_ctdl
from wallet.exchange.left import Left

__all__ = ["CtdlPathway", "Left", "Written", "looks_like_ctdl", "read_ctdl", "write_ctdl"]
