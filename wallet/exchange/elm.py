"""A portfolio in the European Learning Model: what the learner says, with what issuers signed.

Rules (application profile of ELM v3; spec/credential.md C.3)
-----
1. It is nobody's seal: the issuer is the learner, as a person. The profile wants a legal
   identifier of an issuer; a person has none to show, and none is made up.
2. Each award is a claim with what its credential says of it: title, body, date, credit, level,
   work, outcomes with their ESCO skills, assessment with its result. What has no place there
   is listed as left.
3. Every claim notes which attachment says so; the attachments are the credentials, byte for
   byte. What the learner wrote notes that, and names the learner as the one who says it.
4. A date of issue that stands in for the date of award notes that: without a date a reader
   would take the day of this file.
5. The profile wants a picture of every credential: it is one white dot. Pictures say nothing.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Sequence
from typing import Any

from wallet.encoding import timestamp
from wallet.exchange.elm_claims import Claims, concept, langs
from wallet.exchange.parts import Out, Part, Words

CONTEXTS = (
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
)
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language"
_GENERIC = "http://data.europa.eu/snb/credential/e34929035b"
_BASE64 = "http://data.europa.eu/snb/encoding/6146cde7dd"
_TYPES = {
    "application/json": "JSON",
    "application/pdf": "PDF",
    "application/xml": "XML",
    "text/plain": "TXT",
}
_WHITE_DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjPVgAAAABJ"
    "RU5ErkJggg=="
)


def write(parts: Sequence[Part], words: Words, did: str) -> Out:
    """The document, unsigned; ``did`` is the learner's identifier in it."""
    name = langs(words.by_name)
    learner = {"id": did, "type": "Person", "fullName": name}
    claims = Claims(parts, learner)
    moment = timestamp.write(words.made)
    document: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": uuid.uuid4().urn,
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialProfiles": concept(_GENERIC),
        "displayParameter": _display(words),
        "issuer": learner,
        "credentialSubject": {**learner, "hasClaim": claims.made()},
        "credentialSchema": {
            "id": "http://data.europa.eu/snb/model/ap/edc-generic-no-cv",
            "type": "ShaclValidator2017",
        },
        "issuanceDate": moment,
        "issued": moment,
        "validFrom": moment,
    }
    attached = [_attachment(at, one) for at, one in enumerate(parts) if not one.is_own]
    if attached:
        document["attachment"] = attached
    data = json.dumps(document, ensure_ascii=False, indent=2).encode()
    media_type = "application/ld+json"
    return Out(data=data, media_type=media_type, suffix=".elm.json", left=tuple(claims.left))


def _attachment(at: int, part: Part) -> dict[str, Any]:
    """Rule 3."""
    kind = _TYPES.get(part.media_type, "BIN")
    return {
        "id": f"urn:epass:mediaObject:{at + 1}",
        "type": "MediaObject",
        "title": langs(part.title()),
        "contentType": concept(f"{_FILE_TYPES}/{kind}", _FILE_TYPES),
        "contentEncoding": concept(_BASE64),
        "content": base64.b64encode(part.data).decode("ascii"),
    }


def _display(words: Words) -> dict[str, Any]:
    english = concept(f"{_LANGUAGES}/ENG", _LANGUAGES)
    display: dict[str, Any] = {
        "id": "urn:epass:displayParameter:1",
        "type": "DisplayParameter",
        "title": langs(words.title),
        "primaryLanguage": english,
        "language": [english],
    }
    if words.narrative.strip():
        display["description"] = langs(words.narrative)
    picture = {
        "id": "urn:epass:mediaObject:picture",
        "type": "MediaObject",
        "contentType": concept(f"{_FILE_TYPES}/PNG", _FILE_TYPES),
        "contentEncoding": concept(_BASE64),
        "content": _WHITE_DOT,
    }
    return display | {
        "individualDisplay": [
            {
                "id": "urn:epass:individualDisplay:1",
                "type": "IndividualDisplay",
                "language": english,
                "displayDetail": [
                    {
                        "id": "urn:epass:displayDetail:1",
                        "type": "DisplayDetail",
                        "image": picture,
                        "page": "1",
                    }
                ],
            }
        ]
    }
