"""Issuer and learner of a credential, as it names them itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wallet.credential import Identifier, Learner, Party, Provenance, Text, Texts
from wallet.formats.dates import date_value
from wallet.formats.document import Body, as_list, id_of, objects, text_of
from wallet.formats.values import UNKNOWN_LANGUAGE, country, texts

TEXT_ONLY = "text_only"
"""Rule of a provenance entry whose value is words where a code was wanted."""

_NAME_PARTS = (("givenName", "familyName"), ("firstName", "lastName"))
_BIRTH_DATES = ("birthDate", "birthdate", "dateOfBirth", "birth_date")
_NAMES = "name"


class Notes:
    """Provenance of a view as it is built: JSON pointer in the view -> path in the document."""

    def __init__(self) -> None:
        self.found: dict[str, Provenance] = {}

    def signed(self, pointer: str, path: str, rule: str | None = None) -> None:
        """``pointer`` was taken from ``path`` as it stands."""
        self.found[pointer] = Provenance(source="signed", path=path, rule=rule)

    def derived(self, pointer: str, path: str, rule: str) -> None:
        """``pointer`` was worked out of ``path`` by the rule of that name."""
        self.found[pointer] = Provenance(source="derived", path=path, rule=rule)


def party(value: Any, pointer: str, path: str, notes: Notes) -> Party:
    """An issuer or awarding body, given as a URL or as a profile."""
    if not value:
        return Party()
    notes.signed(pointer, path)
    if not isinstance(value, Mapping):
        notes.signed(f"{pointer}/id", path)
        return Party(id=id_of(value))
    named = "name" if texts(value.get("name")) else "legalName"
    for member, inside in (("id", "id"), ("names", named), ("url", "url")):
        if value.get(inside):
            notes.signed(f"{pointer}/{member}", f"{path}.{inside}")
    return Party(
        id=id_of(value),
        names=texts(value.get(named)),
        country=_country(value, pointer, path, notes),
        identifiers=_identifiers(value, pointer, path, notes),
        url=text_of(value.get("url")),
    )


def _country(value: Mapping[str, Any], pointer: str, path: str, notes: Notes) -> str | None:
    for address, at in objects(value.get("address"), f"{path}.address"):
        for member in ("addressCountryCode", "addressCountry"):
            code = country(address.get(member))
            if code is not None:
                notes.signed(f"{pointer}/country", f"{at}.{member}")
                return code
        if text_of(address.get("addressCountry")):
            notes.signed(f"{pointer}/country", f"{at}.addressCountry", TEXT_ONLY)
    return None


def _identifiers(
    value: Mapping[str, Any], pointer: str, path: str, notes: Notes
) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for entry, at in objects(value.get("otherIdentifier"), f"{path}.otherIdentifier"):
        written = text_of(entry.get("identifier"))
        if written is not None:
            notes.signed(f"{pointer}/identifiers/{len(found)}", f"{at}.identifier")
            scheme = text_of(entry.get("identifierType")) or "identifier"
            found.append(Identifier(scheme=scheme, value=written))
    return tuple(found)


def learner(inner: Body, notes: Notes) -> Learner:
    """Whom the credential is about: everything its subjects say of themselves, once."""
    subjects = list(objects(inner.content.get("credentialSubject"), _subject_path(inner)))
    claimed = text_of(inner.claims.get("sub")) if inner.claims is not None else None
    ids = [one for one in (id_of(subject) for subject, _ in subjects) if one]
    if claimed and not ids:
        ids = [claimed]
        notes.signed("/learner/ids", "$.sub")
    names: list[Text] = []
    plain: list[Identifier] = []
    hashed: list[Identifier] = []
    for subject, path in subjects:
        if id_of(subject):
            notes.signed("/learner/ids", f"{path}.id")
        names.extend(_subject_names(subject, path, notes))
        for identity, at in objects(subject.get("identifier"), f"{path}.identifier"):
            _sort_identity(identity, at, (names, plain, hashed), notes)
    return Learner(
        ids=_once(ids),
        names=_once(names),
        birth_date=_birth_date(subjects, notes),
        hashed_identifiers=_once(hashed),
        identifiers=_once(plain),
    )


def _subject_path(inner: Body) -> str:
    return f"{inner.path}.credentialSubject"


def _once(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _subject_names(subject: Mapping[str, Any], path: str, notes: Notes) -> Texts:
    for member in (_NAMES, "fullName"):
        written = texts(subject.get(member))
        if written:
            notes.signed("/learner/names", f"{path}.{member}")
            return written
    for given, family in _NAME_PARTS:
        parts = [text_of(subject.get(part)) for part in (given, family)]
        whole = " ".join(part for part in parts if part)
        if whole:
            notes.derived("/learner/names", f"{path}.{family}", "given_and_family_name")
            return (Text(lang=UNKNOWN_LANGUAGE, text=whole),)
    return ()


def _sort_identity(
    identity: Mapping[str, Any],
    path: str,
    into: tuple[list[Text], list[Identifier], list[Identifier]],
    notes: Notes,
) -> None:
    """Puts one ``IdentityObject`` where it belongs: a name, an identifier, or a hash."""
    names, plain, hashed = into
    value = text_of(identity.get("identityHash"))
    if value is None:
        return
    scheme = text_of(identity.get("identityType")) or "identifier"
    if identity.get("hashed") is not False:
        notes.signed(f"/learner/hashed_identifiers/{len(hashed)}", f"{path}.identityHash")
        hashed.append(Identifier(scheme=scheme, value=value))
    elif scheme == _NAMES:
        notes.signed("/learner/names", f"{path}.identityHash")
        names.append(Text(lang=UNKNOWN_LANGUAGE, text=value))
    else:
        notes.signed(f"/learner/identifiers/{len(plain)}", f"{path}.identityHash")
        plain.append(Identifier(scheme=scheme, value=value))


def _birth_date(subjects: list[tuple[Mapping[str, Any], str]], notes: Notes) -> Any:
    for subject, path in subjects:
        for member in _BIRTH_DATES:
            for written in as_list(subject.get(member)):
                value = date_value(written)
                if value is not None:
                    notes.signed("/learner/birth_date", f"{path}.{member}")
                    return value
    return None
