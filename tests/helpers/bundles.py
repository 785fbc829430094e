"""An operator of trust bundles for tests, and what an attacker would do to a bundle."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from tuf.api.metadata import Metadata

from tests.helpers import register as rows_of
from tests.helpers.said import NOW
from wallet.errors import InputError
from wallet.register import AgencyRow, IdentifierRow, IssuerRow, LevelOf, Period
from wallet.trust.sets import TrustSet
from wallet.trust_import import TrustFolder
from wallet.trust_import.list_terms import Coverage
from wallet.trust_making import KeyFolder, ListToSign, publish

SOURCE = rows_of.SOURCE


def some_rows(number: int = 3) -> list[Any]:
    """Institutions in Portugal with an agency, an identifier and a decision each."""
    found: list[Any] = [
        AgencyRow(id="1", name="A3ES", source=SOURCE, registered=(Period(),), country="PT")
    ]
    for place in range(number):
        name = f"DEQARINST{place:04d}"
        found += [
            rows_of.institution(name, f"University {place}", country="PT"),
            IdentifierRow(
                institution=name, scheme="schac", value=f"uni{place}.example", source=SOURCE
            ),
            rows_of.decision(f"d{place}", name, agency="1"),
        ]
    return found


def deqar(rows: Iterable[Any] | None = None, at: datetime = NOW, **changes: Any) -> ListToSign:
    """A list of an academic register, fetched a day before."""
    told: dict[str, Any] = {
        "role": "registry/deqar",
        "slug": "deqar",
        "name": "DEQAR",
        "rows": list(some_rows() if rows is None else rows),
        "fetched_at": at - timedelta(days=1),
        "url": "https://data.deqar.example/",
        "licence": "CC BY 4.0",
        "coverage": Coverage(countries=frozenset({"PT", "FI"})),
        **changes,
    }
    return ListToSign(**told)


def issuers(named: Mapping[str, str], at: datetime = NOW, **changes: Any) -> ListToSign:
    """A list of known issuers: identifier -> name."""
    told: dict[str, Any] = {
        "role": "issuers/dcc",
        "slug": "members",
        "name": "Members",
        "rows": [IssuerRow(id=did, name=name, source=SOURCE) for did, name in named.items()],
        "fetched_at": at - timedelta(days=1),
        **changes,
    }
    return ListToSign(**told)


def accredited(*parties: Any, **decided: Any) -> list[Any]:
    """Rows that pin issuers of the tests to institutions, each with one decision.

    ``parties``: with ``did``, ``name`` and ``country``.
    """
    found: list[Any] = [
        AgencyRow(id="1", name="A3ES", source=SOURCE, registered=(Period(),), country="PT")
    ]
    for number, one in enumerate(parties):
        name = f"DEQARINST9{number:03d}"
        found += [
            rows_of.institution(
                name,
                one.name,
                country=one.country,
                levels=tuple(LevelOf(eqf=level) for level in (6, 7, 8)),
            ),
            IdentifierRow(institution=name, scheme="did", value=one.did, source=SOURCE),
            rows_of.decision(f"of-{name}", name, agency="1", **decided),
        ]
    return found


class Operator:
    """Publishes bundles with keys of its own."""

    def __init__(self, folder: Path, name: str = "Test operator", *, demo: bool = False):
        self.keys = KeyFolder.create(folder, name, demo=demo)

    def bundle(self, *lists: ListToSign, now: datetime = NOW) -> bytes:
        """The next bundle."""
        return publish(lists or (deqar(at=now),), self.keys, now).data

    def thresholds(self, **told: int) -> None:
        """How many keys of a role must sign."""
        path = self.keys.path / "operator.json"
        known = json.loads(path.read_bytes())
        known["thresholds"] |= told
        path.write_text(json.dumps(known))

    def rotate(self, role: str) -> None:
        """Another key for a role; an old root key is retired."""
        old = next((self.keys.path / role).glob("*.pem"))
        if role == "root":
            place = self.keys.path / "retired"
            place.mkdir(exist_ok=True)
            old.rename(place / f"{len(list(place.iterdir()))}.pem")
        else:
            old.unlink()
        self.keys.add_key(role, f"{role} {len(self.keys.roots())}")

    def sign(self, role: str, data: bytes, *, by: str | None = None) -> bytes:
        """Metadata of a role, signed anew (by the keys of another one)."""
        made = Metadata.from_bytes(data)
        made.signatures.clear()
        for one in self.keys.signers(by or role):
            made.sign(one, append=True)
        return made.to_bytes()


def members(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def changed(bundle: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    files = members(bundle)
    files[name] = change(files[name])
    return packed(files)


def edited(data: bytes, edit: Callable[[dict[str, Any]], Any]) -> bytes:
    """Metadata with its signed part changed, not signed anew."""
    told = json.loads(data)
    edit(told["signed"])
    return json.dumps(told).encode()


def take(folder: TrustFolder, bundle: bytes) -> TrustSet:
    """Look at a bundle and accept it with its fingerprint compared."""
    offer = folder.offer("bundle", [("bundle.zip", bundle)])
    return folder.accept(offer, offer.words)


def refused(folder: TrustFolder, bundle: bytes, code: str) -> InputError:
    """The bundle is refused, and what was in use before stays in use."""
    before = folder.load()
    try:
        take(folder, bundle)
    except InputError as problem:
        refusal = problem
    else:
        message = f"it was accepted, and not refused as {code}"
        raise AssertionError(message)
    assert refusal.code == code, refusal
    after = folder.load()
    assert after.sets == before.sets
    assert after.problems == ()
    return refusal


def re_signed(
    operator: Operator, bundle: bytes, role: str, edit: Callable[[dict[str, Any]], Any]
) -> bytes:
    """The whole chain made anew above an edit of one role: as its owner could, by right."""
    files = members(bundle)
    name = f"{role.replace('/', '%2f')}.json"
    files[name] = operator.sign(role, edited(files[name], edit))
    return chained(operator, files, role)


def chained(operator: Operator, files: dict[str, bytes], *roles: str) -> bytes:
    for role in roles:
        data = files[f"{role.replace('/', '%2f')}.json"]

        def pin(signed: dict[str, Any], data: bytes = data, role: str = role) -> None:
            signed["meta"][f"{role}.json"] |= {
                "length": len(data),
                "hashes": {"sha256": sha256(data).hexdigest()},
                "version": json.loads(data)["signed"]["version"],
            }

        files["snapshot.json"] = operator.sign("snapshot", edited(files["snapshot.json"], pin))

    def stamp(signed: dict[str, Any]) -> None:
        data = files["snapshot.json"]
        signed["meta"]["snapshot.json"] |= {
            "length": len(data),
            "hashes": {"sha256": sha256(data).hexdigest()},
        }

    files["timestamp.json"] = operator.sign("timestamp", edited(files["timestamp.json"], stamp))
    return packed(files)
