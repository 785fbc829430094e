"""What a format module offers.

A format module has ``FORMAT``; ``recognises(document, header)``, which looks at types and
contexts and at no other format module; ``problems(document, secured)``, the rules of the data
model that this document breaks; and ``view(document)``, the neutral view (spec/credential.md).
None of them raises, whatever the JSON.
"""

from __future__ import annotations

from typing import Protocol

from wallet.credential import CredentialView
from wallet.formats.document import Problem
from wallet.secured import Format, JsonObject


class FormatModule(Protocol):
    """The names every format module has."""

    @property
    def FORMAT(self) -> Format:  # noqa: N802 - a constant of the module
        """The data model."""
        ...

    def recognises(self, document: JsonObject, header: JsonObject | None) -> bool:
        """Whether this document follows this data model."""
        ...

    def problems(self, document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
        """Which rules of the model are broken; ``secured`` is whether a proof covers it."""
        ...

    def view(self, document: JsonObject) -> CredentialView:
        """What the document says."""
        ...
