"""The badge that the tests of views take apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.issuer import Issuer


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer("Example University")


@pytest.fixture(scope="module")
def badge(issuer: Issuer) -> dict[str, Any]:
    return issuer.credential(
        "Data basics",
        ects="2.5",
        eqf=6,
        outcomes=["statistics", "plotting"],
        learner="Sam Salmon",
        holder="did:key:z6MkExample",
    )
