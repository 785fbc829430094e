"""The demo's register: a trust bundle by an invented operator, of the demo's institutions.

One of each answer: accredited when awarded and now, withdrawn since, not for this level, known
without a review, in a country that the register does not cover, and not in it at all. Its keys
are made afresh, and it is accepted in the demo's own trust folder alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.helpers import register as rows_of
from tests.helpers.bundles import SOURCE, Operator, deqar
from tests.helpers.issuer import Issuer
from wallet.register import AgencyRow, IdentifierRow, LevelOf, Period
from wallet.trust.sets import TrustSet
from wallet.trust_import import TrustFolder, default_folder
from wallet.trust_import.list_terms import Coverage

OPERATOR = "Demo operator (invented)"
REGISTER = "Demo register of institutions"
INSTITUTIONS: Mapping[str, tuple[int, ...]] = {
    "danube": (6, 7, 8),
    "moravia": (6, 7, 8),
    "coast": (7, 8),
    "styria": (6,),
}
"""Issuer of the demo -> EQF levels at which the register has it."""


def rows(issuers: Mapping[str, Issuer], now: datetime) -> list[Any]:
    """What the register says."""
    found: list[Any] = [
        AgencyRow(
            id="1", name="Demo agency", source=SOURCE, country="AT", registered=(Period(),)
        )
    ]
    for number, (key, levels) in enumerate(INSTITUTIONS.items(), start=1):
        issuer, name = issuers[key], f"DEMO{number:04d}"
        found += [
            rows_of.institution(
                name,
                issuer.name,
                country=issuer.country,
                levels=tuple(LevelOf(eqf=one) for one in levels),
            ),
            IdentifierRow(institution=name, scheme="did", value=issuer.did, source=SOURCE),
        ]
        if key != "styria":
            found.append(
                rows_of.decision(f"demo-{key}", name, agency="1", **_decided(key, now))
            )
    return found


def _decided(key: str, now: datetime) -> dict[str, Any]:
    today = now.date()
    until = {"start": today - timedelta(days=2_000), "end": today + timedelta(days=1_000)}
    if key == "moravia":
        until["withdrawn"] = today - timedelta(days=20)
    return until


def accept(place: Path, issuers: Mapping[str, Issuer], now: datetime) -> TrustSet:
    """Publish the bundle with keys in ``place``, and accept it in this user's trust folder."""
    countries = frozenset(one.country for key, one in issuers.items() if key in INSTITUTIONS)
    told = deqar(
        rows(issuers, now),
        at=now,
        role="registry/demo",
        slug="demo",
        name=REGISTER,
        url="https://register.demo.example/",
        licence="invented",
        coverage=Coverage(countries=countries),
    )
    data = Operator(place, OPERATOR).bundle(told, now=now)
    folder = TrustFolder(default_folder(), lambda: now)
    offer = folder.offer("demo-register.zip", [("demo-register.zip", data)])
    return folder.accept(offer, offer.words)
