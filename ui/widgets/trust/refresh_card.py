"""Whom this computer would ask, and for what: shown before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label, heading, muted, small
from ui.widgets.ticks import Tick
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from wallet.check_desk import Wanted

_NAMED = 30
"""Hosts listed one by one."""


def fetch_words(kind: str, count: int) -> str:
    """What is asked of a host."""
    return {
        "bundle": lambda: tr("the newest trust bundle"),
        "status_list": lambda: ntr(
            "{n} list of revoked credentials", "{n} lists of revoked credentials", count
        ),
        "key_document": lambda: ntr("the keys of {n} issuer", "the keys of {n} issuers", count),
    }[kind]()


class RefreshCard(Card):
    """A tick for each host; ``go`` gets what stays ticked."""

    def __init__(
        self,
        wanted: Sequence[Wanted],
        go: Callable[[Sequence[Wanted]], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__(gap=10)
        self._wanted = wanted
        self._sure = go
        self.ticks: dict[str, Tick] = {}
        self.inside.addWidget(heading(tr("Look for newer lists")))
        if not wanted:
            self._say_nothing(cancel)
            return
        self.inside.addWidget(
            Label(
                tr(
                    "This computer would ask these hosts, over the internet. Each learns your "
                    "network address, and that you hold something of theirs; nothing else is "
                    "sent. Untick whom you do not want to ask."
                )
            )
        )
        by_host: dict[str, list[Wanted]] = {}
        for one in wanted:
            by_host.setdefault(one.host, []).append(one)
        for host, asked in list(by_host.items())[:_NAMED]:
            self._add(host, asked)
        self.go = Button(tr("Ask them now"), self._go, kind="primary", symbol="restore")
        self.inside.addWidget(Flow(self.go, Button(tr("Cancel"), cancel, kind="quiet")))

    def _say_nothing(self, cancel: Callable[[], object]) -> None:
        self.inside.addWidget(
            Label(
                tr(
                    "There is nobody to ask: no bundle here says where it is published, and "
                    "what you hold names no lists."
                )
            )
        )
        self.inside.addWidget(Flow(Button(tr("Close"), cancel, kind="quiet")))

    def _add(self, host: str, asked: Sequence[Wanted]) -> None:
        tick = Tick(host)
        telling = all(one.is_telling for one in asked)
        tick.setChecked(not telling)
        tick.toggled.connect(lambda _on: self._show_state())
        self.ticks[host] = tick
        self.inside.addWidget(tick)
        counts = {one.kind: 0 for one in asked}
        for one in asked:
            counts[one.kind] += 1
        told = ", ".join(fetch_words(kind, count) for kind, count in counts.items())
        self.inside.addWidget(small(told))
        if telling:
            self.inside.addWidget(
                muted(
                    tr(
                        "One of your credentials alone uses it: asking would say that it is "
                        "yours."
                    )
                )
            )

    def _show_state(self) -> None:
        self.go.setEnabled(any(one.isChecked() for one in self.ticks.values()))

    def _go(self) -> None:
        asked = [
            one
            for one in self._wanted
            if one.host in self.ticks
            and self.ticks[one.host].isChecked()
            and (not one.is_telling or self._all_telling(one.host))
        ]
        self._sure(asked)

    def _all_telling(self, host: str) -> bool:
        """Ticked by hand: the only thing to ask of this host."""
        return all(one.is_telling for one in self._wanted if one.host == host)
