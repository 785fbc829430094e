"""How things of a credential hang together, as its issuer says: hints, never facts of others.

Rules
-----
1. A record's ``association`` (CLR 2.0 section 6.2) relates two of the achievements or
   credentials in it by their ids, with a type of the closed list; ``related`` of an achievement
   (Open Badges 3.0) relates the achievement.
2. ``refreshService`` says where a newer one can be had. Nothing is fetched from there.
3. ``evidence`` is what the issuer points to. Its texts are shown; its links are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from wallet.credential import Exhibit, Relation
from wallet.formats.document import Body, id_of, objects, text_of
from wallet.formats.parties import Notes
from wallet.formats.values import texts

ASSOCIATIONS = frozenset(
    {
        "exactMatchOf",
        "isChildOf",
        "isParentOf",
        "isPartOf",
        "isPeerOf",
        "isRelatedTo",
        "precedes",
        "replacedBy",
    }
)


def relations(inner: Body, notes: Notes) -> tuple[Relation, ...]:
    """Rule 1, in the order of the document, each once."""
    found = tuple(dict.fromkeys(_relations(inner)))
    if found:
        notes.signed("/envelope/relations", f"{inner.path}.credentialSubject")
    return found


def _relations(inner: Body) -> Iterator[Relation]:
    root = f"{inner.path}.credentialSubject"
    for subject, at in objects(inner.content.get("credentialSubject"), root):
        for one, _ in objects(subject.get("association"), f"{at}.association"):
            source, target = text_of(one.get("sourceId")), text_of(one.get("targetId"))
            kind = one.get("associationType")
            if source and target and kind in ASSOCIATIONS:
                yield Relation(source=source, kind=str(kind), target=target)
        for achievement, inside in objects(subject.get("achievement"), f"{at}.achievement"):
            own = id_of(achievement)
            for one, _ in objects(achievement.get("related"), f"{inside}.related"):
                target = id_of(one)
                if own and target:
                    yield Relation(source=own, kind="isRelatedTo", target=target)


def refresh(inner: Body, notes: Notes) -> tuple[str, ...]:
    """Rule 2: addresses of newer ones."""
    at = f"{inner.path}.refreshService"
    found = (id_of(one) for one, _ in objects(inner.content.get("refreshService"), at))
    addresses = tuple(dict.fromkeys(one for one in found if one is not None))
    if addresses:
        notes.signed("/envelope/refresh", at)
    return addresses


def exhibits(inner: Body, pointer: str, notes: Notes) -> tuple[Exhibit, ...]:
    """Rule 3: what the issuer shows for an award."""
    found: list[Exhibit] = []
    for one, path in objects(inner.content.get("evidence"), f"{inner.path}.evidence"):
        name, said = texts(one.get("name")), texts(one.get("description"))
        told = (*texts(one.get("narrative")), *said)
        if not (name or told or id_of(one)):
            continue
        notes.signed(f"{pointer}/evidence/{len(found)}", path)
        found.append(
            Exhibit(id=id_of(one), name=name, text=told, genre=text_of(one.get("genre")))
        )
    return tuple(found)
