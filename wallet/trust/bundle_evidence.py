"""What an accepted bundle gives verification: its register, and its other rows as evidence.

Rules (spec/trust.md D.3, D.11)
-------------------------------
1. Lists of issuers become registries: they say who an issuer is, not that it is accredited.
2. A list marked as sandbox, and every list of a demo root, identify nobody outside the demo
   wallet: their key documents count for nothing either.
3. Each item names the list, and is as old as the day on which that list was fetched.
4. A service of a trusted list that is granted today, for seals or for qualified timestamps,
   is where their paths may end. One for signatures of people alone is none for seals. One that
   was withdrawn is not: what it vouched for before would have to be known. Of a service that
   two lists have, the newer one is asked.
5. Where a list tells an identifier twice, both rows stay: two names are a contradiction.
6. A list names issuers of the countries that it declares to cover, and of no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wallet.evidence import (
    Anchor,
    CarriedPaper,
    Evidence,
    IssuerRegistry,
    KeyDocument,
    Origin,
    RegistryIssuer,
    Source,
    StatusListItem,
)
from wallet.register import IssuerRow, Register, RegisterSource, SealServiceRow
from wallet.trust.accreditation.seals import may_anchor, newest_told

Every = Callable[[str], tuple[Any, ...]]
_PURPOSES = {"CA/QC": "seal", "TSA/QTST": "timestamp"}


def evidence_of(register: Register, every: Every) -> Evidence:
    """The evidence in a bundle.

    Args:
        register: its rows.
        every: all rows of a kind.
    """
    documents = (one for one in every("key_document") if not one.source.sandbox)
    return Evidence(
        registers=(register,),
        registries=_registries(every("issuer")),
        key_documents=tuple(
            KeyDocument(id=one.id, document=one.document, origin=origin_of(one.source))
            for one in documents
        ),
        status_lists=tuple(
            StatusListItem(url=one.url, bytes=one.data, origin=origin_of(one.source))
            for one in every("status_list")
        ),
        anchors=tuple(
            Anchor(
                certificate=one.certificate,
                purpose=one.purpose,
                name=one.name,
                origin=origin_of(one.source),
            )
            for one in every("anchor")
            if not one.source.sandbox
        )
        + tuple(_services(newest_told(every("seal_service")))),
        papers=tuple(
            CarriedPaper(kind=kind, id=one.id, data=one.data, origin=origin_of(one.source))
            for kind in ("agreement", "pathway")
            for one in every(kind)
            if not one.source.sandbox
        ),
    )


def origin_of(source: RegisterSource) -> Origin:
    """Where a row of a bundle comes from."""
    return Origin(
        source=Source.ACCEPTED,
        name=f"{source.bundle}: {source.name}",
        sha256=source.bundle_sha256,
        received_at=source.received_at,
        dated=source.as_of,
        confirmed=source.confirmed,
    )


def _services(rows: Iterable[SealServiceRow]) -> Iterator[Anchor]:
    """Rule 4."""
    for one in rows:
        purpose = _PURPOSES.get(one.type)
        if purpose is not None and not one.source.sandbox and may_anchor(one):
            origin = origin_of(one.source)
            yield Anchor(
                certificate=one.certificate, purpose=purpose, name=one.name, origin=origin
            )


def _registries(issuers: tuple[IssuerRow, ...]) -> tuple[IssuerRegistry, ...]:
    """Rule 5: each row of a list, also where one identifier has several."""
    by_list: dict[tuple[str, str, int], list[IssuerRow]] = {}
    met: Counter[tuple[str, str, str]] = Counter()
    for one in issuers:
        if not _covers(one):
            continue
        place = (one.source.role, one.source.name)
        by_list.setdefault((*place, met[(*place, one.id)]), []).append(one)
        met[(*place, one.id)] += 1
    return tuple(_registry(rows) for rows in by_list.values())


def _covers(one: IssuerRow) -> bool:
    """Rule 6."""
    countries = one.source.countries
    return None in (countries, one.country) or one.country in (countries or ())


def _registry(rows: list[IssuerRow]) -> IssuerRegistry:
    source = rows[0].source
    return IssuerRegistry(
        name=source.name,
        issuers={
            one.id: RegistryIssuer(
                id=one.id,
                name=one.name,
                url=one.url,
                location=one.country,
                valid=one.valid,
                thumbprints=one.thumbprints,
            )
            for one in rows
        },
        origin=origin_of(source),
        sandbox=source.sandbox,
    )
