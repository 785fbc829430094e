"""What this process keeps from others on the same computer: no dump of its memory.

It helps against leftovers on the disk and against other programs of the same person that would
look; not against an administrator or a machine that was taken over.
"""

from __future__ import annotations

import contextlib
import sys

_SET_DUMPABLE = 4
"""``prctl(2)``: also keeps other programs of this person from attaching."""


def protect() -> None:
    """No core dumps, and on Linux no reading of this process by others; harmless elsewhere."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415 - only here

            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
