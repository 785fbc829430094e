"""Tessera's core: reads, keeps, verifies, stacks and presents learning credentials.

No Qt, no threads. Which room answers which question is in ``docs/ARCHITECTURE.md``.
"""

__version__ = "0.1.0"
