"""What needs attention in an unlocked wallet."""

from __future__ import annotations

from wallet.session.base import Unlocked
from wallet.vault import dismissed
from wallet.vault.interface import Changes


class Attention:
    """Lines for the first page: each is told until it is mended or waved away."""

    def __init__(self, session: Unlocked) -> None:
        self._database = session._database  # noqa: SLF001 - a part of the session
        self._clock = session._clock  # noqa: SLF001 - a part of the session

    def dismiss(self, line: str, credential_id: str | None = None) -> Changes:
        """Tell a line no more.

        Raises:
            InputError: ``unknown_credential``.
        """
        return dismissed.dismiss(self._database, line, credential_id, self._clock())

    def recall(self) -> Changes:
        """Tell everything again that was waved away."""
        return dismissed.recall(self._database, self._clock())
