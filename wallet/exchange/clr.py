"""A portfolio as a Comprehensive Learner Record 2.0 (1EdTech), signed by the learner.

Rules (CLR 2.0 section 5; spec/credential.md C.3)
-----
1. Its issuer is the learner, by a key of this wallet and under the name that they typed; it is
   ``partial``: never all that anybody knows of them.
2. Credentials with a proof inside (Data Integrity) lie in it as they were issued. Tokens,
   signed PDFs and XML and sealed JSON lie in ``data:`` URLs of enveloped credentials (VCDM 2.0
   section 4.13), byte for byte. CLR's schema wants an issuer, a date and a subject of each:
   they are what the credential says, and nothing that a reader believes. What has no date, or
   no such form, is listed as left.
3. An association is written only where an issuer says it: parts of a whole, and relations in
   records that the learner holds. Whatever a pathway counts is no association.
4. An entry of the learner's own is a credential inside that nobody signed; its issuer is the
   learner, and its name and description say so.
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from wallet import proofs
from wallet.credential import DateValue
from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.exchange.left import Left
from wallet.exchange.parts import Out, Part, Words, day, said
from wallet.formats.document import is_url, types
from wallet.holder import PrivateKey

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
ASSOCIATIONS = frozenset(
    (
        *("exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo"),
        *("precedes", "replacedBy"),
    )
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
OWN_WORDS = "Written by the learner. Nobody else vouches for it."
"""Data, not a message: it stands in the file whatever the window speaks."""


def write(parts: Sequence[Part], words: Words, signer: tuple[str, PrivateKey]) -> Out:
    """The record, signed.

    Raises:
        InputError: ``nothing_fits_form``: a record without credentials is none.
        PresentingError: ``not_signable`` where its proof could not cover all of it.
    """
    did, key = signer
    inside, left = [], []
    for at, part in enumerate(parts):
        if part.is_own:
            inside.append(_own(part, words, did))
            continue
        found = _issued(part)
        if found is None:
            left.append(Left(pointer=f"/{at}", name=part.title(), reason="not_in_clr"))
        else:
            inside.append(found)
    if not inside:
        raise InputError("nothing_fits_form")
    subject: dict[str, Any] = {
        "id": did,
        "type": ["ClrSubject"],
        "verifiableCredential": inside,
    }
    linked = list(_associations(parts))
    if linked:
        subject["association"] = linked
    record = _record(words, did) | {"credentialSubject": subject}
    signed = proofs.sign(
        record,
        key=key,
        verification_method=f"{did}#{did.removeprefix('did:key:')}",
        cryptosuite="eddsa-jcs-2022",
        purpose="assertionMethod",
        created=words.made,
    )
    data = json.dumps(signed, ensure_ascii=False, indent=2).encode()
    return Out(data=data, media_type="application/vc", suffix=".clr.json", left=tuple(left))


def _record(words: Words, did: str) -> dict[str, Any]:
    record: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": uuid.uuid4().urn,
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": words.title,
    }
    if words.narrative.strip():
        record["description"] = words.narrative
    return record | {
        "partial": True,
        "issuer": _profile(words, did),
        "validFrom": timestamp.write(words.made),
    }


def _profile(words: Words, did: str) -> dict[str, Any]:
    return {"id": did, "type": ["Profile"], "name": words.by_name}


def _issued(part: Part) -> dict[str, Any] | None:
    """Rule 2; None where there is no place for it."""
    if part.document is not None and "proof" in part.document and types(part.document):
        return dict(part.document)
    envelope = part.view.envelope
    awarded = [one.award_date for one in part.view.awards]
    dates = (envelope.valid_from, envelope.issued_at, *awarded)
    since = next((found for one in dates if (found := _moment(one))), "")
    if not (part.envelope and since):
        return None
    named = f"urn:sha256:{part.credential_id}#issuer"
    by = envelope.issuer.id
    issuer: dict[str, Any] = {"id": by if is_url(by) else named, "type": ["Profile"]}
    if envelope.issuer.names:
        issuer["name"] = said(envelope.issuer.names)
    return {
        "@context": [CONTEXTS[0]],
        "id": _data_url(part),
        "type": ["EnvelopedVerifiableCredential"],
        "issuer": issuer,
        "validFrom": since,
        "credentialSubject": {"type": ["AchievementSubject"]},
    }


def _moment(date: DateValue | None) -> str:
    """A date as CLR wants it, where it is one to the day or nearer."""
    if date is None:
        return ""
    if _DAY.fullmatch(date.value):
        return f"{date.value}T00:00:00Z"
    try:
        return timestamp.write(timestamp.parse(date.value))
    except InputError:
        return ""


def _data_url(part: Part) -> str:
    if part.suffix == ".txt":
        return f"data:{part.envelope},{part.data.decode('ascii')}"
    return f"data:{part.envelope};base64,{base64.b64encode(part.data).decode('ascii')}"


def _own(part: Part, words: Words, did: str) -> dict[str, Any]:
    """Rule 4."""
    award = part.view.awards[0]
    told = [OWN_WORDS, *(one.text for one in award.description)]
    if award.award_date is not None:
        told.append(day(award.award_date))
    achievement: dict[str, Any] = {
        "id": f"urn:sha256:{part.credential_id}",
        "type": ["Achievement"],
        "name": part.title(),
        "description": "\n".join(told),
        "criteria": {"narrative": OWN_WORDS},
    }
    skills = [said(one.text) for one in award.outcomes]
    if skills:
        achievement["tag"] = skills
    return {
        "@context": [CONTEXTS[0], CONTEXTS[2]],
        "id": f"urn:sha256:{part.credential_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": part.title(),
        "description": OWN_WORDS,
        "issuer": _profile(words, did),
        "validFrom": timestamp.write(words.made),
        "credentialSubject": {
            "id": did,
            "type": ["AchievementSubject"],
            "achievement": achievement,
        },
    }


def _associations(parts: Sequence[Part]) -> Iterator[dict[str, str]]:
    """Rule 3; each once."""
    told: dict[tuple[str, str, str], None] = {}
    for part in parts:
        for one in part.view.envelope.relations:
            told[one.kind, one.source, one.target] = None
        for award in part.view.awards:
            if award.parent is not None:
                told["isPartOf", award.id, award.parent] = None
    for kind, source, target in told:
        if kind in ASSOCIATIONS and is_url(source) and is_url(target):
            yield {
                "type": "Association",
                "associationType": kind,
                "sourceId": source,
                "targetId": target,
            }
