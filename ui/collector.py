"""Python's cycle collector, on the main thread alone.

It runs in whichever thread allocates next. In the vault thread it would take widgets apart
there, which ends the process now and then. So it is switched off and run from a timer.

While Qt waits for events Python sees no signals; the same timer lets it look, so that Ctrl-C in
the terminal closes the window within ``_EVERY``.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500
"""Milliseconds."""


class Collector(QObject):
    """Collects what is due, as Python itself would."""

    def __init__(self) -> None:
        super().__init__()
        self._was_on = gc.isenabled()
        self._has_frozen = False
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """The oldest generation whose count is over its threshold, and all younger ones."""
        due = [
            count > limit > 0
            for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        ]
        for generation in (2, 1, 0):
            if due[generation]:
                gc.collect(generation)
                return

    def settle(self) -> None:
        """What is there now stays until the end: later looks pass over it, and are quicker.

        Before a wallet is opened: nothing of it may be kept from being collected. Once a
        process: where something is set aside already, the rest is little.
        """
        if gc.get_freeze_count():
            return
        self._has_frozen = True
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Leaves it as it was."""
        self._timer.stop()
        if self._has_frozen:
            gc.unfreeze()
        if self._was_on:
            gc.enable()
