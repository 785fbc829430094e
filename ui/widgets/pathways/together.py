"""Two people in front of one screen: larger text for as long as they sit there."""

from __future__ import annotations

from ui.shell import Shell
from ui.theme import TEXT_SCALES
from ui.widgets.buttons import Button
from wallet.wording import tr

LARGE = 1.5


class TogetherButton(Button):
    """Pressed: text large enough for two. It is let go when the page is left or locked."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            tr("Side by side"),
            kind="quiet",
            symbol="person",
            hint=tr("Larger text, for two in front of one screen."),
        )
        self._shell = shell
        self.setCheckable(True)
        self.toggled.connect(self._turn)

    def _turn(self, on: bool) -> None:  # noqa: FBT001 - a Qt signal
        usual = self._shell.preferences.scale
        wanted = max(usual, min(TEXT_SCALES, key=lambda one: abs(one - LARGE)))
        self._shell.theme.choose(scale=wanted if on else usual)
