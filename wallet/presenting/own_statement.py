"""What the learner states themselves beside credentials: what they add up to (F-7, F.1).

Rules
-----
1. A credential of W3C's model whose issuer is its subject: the key that signs the presentation.
   Whoever checks it reads that it is the learner's own word, and never more.
2. It names the pathway, the result and, of each part, the credentials that were counted, by
   their ids; all of them go with it, so that anybody can work the result out anew. What was not
   used, what was tried out and what is missing stay at home.
3. Its title and sentence stand in members that every reader of the model knows.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wallet import identifiers, proofs
from wallet.encoding.timestamp import write as stamp
from wallet.formats.texts import read_text
from wallet.holder import P256, PrivateKey, kind_of
from wallet.presenting.chosen import Chosen
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, VerdictCode

CONTEXT = "https://www.w3.org/ns/credentials/v2"
TYPE = "StatementOfLearner"
MEMBER = "pathwayResult"
_TERMS = {
    TYPE: "urn:tessera:terms:StatementOfLearner",
    MEMBER: {"@id": "urn:tessera:terms:pathwayResult", "@type": "@json"},
}


def own_statement(
    result: Mapping[str, Any],
    *,
    title: str,
    said: str,
    key: PrivateKey,
    now: datetime,
    expires: datetime | None = None,
) -> Chosen:
    """The signed statement, ready to be planned beside the credentials.

    Args:
        result: JSON of what was evaluated, without what stays at home (rule 2).
        title: its name for people.
        said: the result as a sentence.
        key: the private key of the learner's identifier.
        now: the moment of signing, aware, UTC.
        expires: until when it should be accepted.
    """
    did = identifiers.did_key_of(key.public_key())
    document: dict[str, Any] = {
        "@context": [CONTEXT, _TERMS],
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": ["VerifiableCredential", TYPE],
        "name": title,
        "description": said,
        "issuer": did,
        "validFrom": stamp(now),
        "credentialSubject": {"id": did, MEMBER: dict(result)},
    }
    if expires is not None:
        document["validUntil"] = stamp(expires)
    signed = proofs.sign(
        document,
        key=key,
        verification_method=f"{did}#{did.removeprefix('did:key:')}",
        cryptosuite="ecdsa-rdfc-2019" if kind_of(did) == P256 else "eddsa-rdfc-2022",
        purpose="assertionMethod",
        created=now,
    )
    (secured,) = read_text(json.dumps(signed, ensure_ascii=False).encode())
    own_word = Finding(
        check=Check.ISSUER_IDENTITY,
        outcome=Outcome.INDETERMINATE,
        reason=Reason.SELF_ASSERTED,
    )
    return Chosen(secured=secured, verdict=VerdictCode.CANNOT_TELL, deciding=own_word, own=True)
