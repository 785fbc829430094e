"""Rules that are on without being written: a document may name them, for its readers.

R-03 ``unit`` (the document's ``credit``), R-11 ``exclusive`` (no double counting) and R-12
``degreeSafeguard`` (checked as the document is read).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wallet.pathways.document import Pathway
from wallet.pathways.fields import Fields
from wallet.pathways.rules.interface import AtLeast, Chosen, Item, Measure, SumRule, Variety

TYPES = ("unit", "exclusive", "degreeSafeguard")
PARAMETERS: tuple[str, ...] = ()


class StandingRule(SumRule):
    """Met by construction: no choice that breaks it is ever formed."""

    __slots__ = ()

    def demands(
        self,
        pathway: Pathway,  # noqa: ARG002
        items: Sequence[Item],  # noqa: ARG002
    ) -> tuple[AtLeast | Variety, ...]:
        """Nothing beyond what always holds."""
        return ()

    def measure(self, chosen: Chosen) -> Measure:  # noqa: ARG002
        """Met."""
        return Measure(met=True)


def read(fields: Fields, common: dict[str, Any]) -> StandingRule:  # noqa: ARG001
    """Read it from the document."""
    return StandingRule(**{**common, "waivable": False})
