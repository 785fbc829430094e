"""The ``tessera`` command: no argument opens the window, anything else is a command.

Qt is imported only for the window, so every command works where there is none.

    tessera                 opens the window with the wallet opened last
    tessera --wallet DIR    opens the window with that wallet
    tessera --open FILE...  opens the window over these files, as a double click does
    tessera COMMAND ...     see ``tessera --help``
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

_OPENS, _TAKES = "--wallet", "--open"


def main(arguments: Sequence[str] | None = None) -> int:
    """Opens the window or runs a command; the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        return _window(None)
    if given[0] == _OPENS and len(given) == 2:  # noqa: PLR2004 - the option and its value
        return _window(Path(given[1]))
    if given[0] == _TAKES:
        return _window(None, tuple(Path(one).absolute() for one in given[1:]))
    if given[0].startswith(f"{_OPENS}=") and len(given) == 1:
        return _window(Path(given[0].partition("=")[2]))
    from ui.i18n import load  # noqa: PLC0415 - not for the window
    from wallet.cli import main as command  # noqa: PLC0415 - as above
    from wallet.wording import set_catalogues  # noqa: PLC0415 - as above

    set_catalogues(load)
    status: int = command.main(args=given, prog_name="tessera")  # ends with its own status
    return status


def _window(wallet: Path | None, files: tuple[Path, ...] = ()) -> int:
    # Starting makes a hundred thousand objects that stay: looking for cycles among them costs
    # a tenth of the start. ``ui.collector`` takes over when the window is made.
    gc.disable()
    try:
        from ui.app import run  # noqa: PLC0415 - Qt only when a window is wanted

        return run([], wallet=wallet, files=files)
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
