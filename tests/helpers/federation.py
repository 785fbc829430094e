"""A federation's statements about its members, as they are published."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from tests.helpers.keys import b64url
from wallet.trust.reading import read_sources

DAY = datetime(2026, 11, 1, tzinfo=UTC)
IAT = 1_790_000_000
ANCHOR = "https://federation.example.org"
MEMBER = "did:web:uni.example"


def given(*files):
    """What an operator's tool reads in these files (name, bytes or a document)."""
    return read_sources(
        [(name, data if isinstance(data, bytes) else json.dumps(data).encode(), DAY)
         for name, data in files]
    )  # fmt: skip


def rows(found, kind):
    """The rows of one kind."""
    return [one for each in found.lists for one in each.rows if isinstance(one, kind)]


def statement(
    key, issuer, subject, *, alg="ES256", typ="entity-statement+jwt", authority=True, **more
):
    """What ``issuer`` says of ``subject``, signed; an authority speaks of others too."""
    entity = {"organization_name": f"Name of {subject}"}
    if issuer == subject and authority:
        entity["federation_fetch_endpoint"] = f"{issuer}/fetch"
    payload = {
        "iss": issuer,
        "sub": subject,
        "iat": IAT,
        "metadata": {"federation_entity": entity},
        **more,
    }
    head = b64url(json.dumps({"alg": alg, "kid": "k", "typ": typ}).encode())
    signed = f"{head}.{b64url(json.dumps(payload).encode())}"
    return f"{signed}.{b64url(key.sign(signed.encode()))}".encode()


def keys_of(key):
    """The key set that such a statement is checked by."""
    return {"keys": [{**key.jwk, "kid": "k"}]}
