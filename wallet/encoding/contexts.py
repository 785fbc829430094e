"""The JSON-LD contexts that Tessera knows, each pinned by URL and SHA-256.

Rules
-----
1. A context is never fetched. A URL that is not in ``PINS`` is unknown: indeterminate.
2. The bytes come from installed packages that ship them unaltered. For the few that none
   ships, ``resources/contexts`` holds term tables that we wrote from the specifications.
3. Bytes whose SHA-256 differs from the pin are treated as unknown: a context that had its
   ``@protected`` removed would let a document redefine what was signed.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wallet.encoding import safe_mode, strict_json
from wallet.errors import ProofFailure
from wallet.reasons import Reason


@dataclass(frozen=True, slots=True)
class Pin:
    """Where the bytes of one context lie, and what they must hash to."""

    sha256: str
    path: str
    """Inside ``package``; without a package inside ``resources/contexts``."""
    package: str | None = None


_PYLD = "documentloader/frozen/bundled/"
_BADGES = "ob3/contexts/"
_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"

PINS: dict[str, Pin] = {
    "https://www.w3.org/2018/credentials/v1": Pin(
        "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8",
        _PYLD + "credentials-v1.jsonld",
        "pyld",
    ),
    "https://www.w3.org/ns/credentials/v2": Pin(
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        _BADGES + "credentials-v2.json",
        "openbadgeslib",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": Pin(
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
        _PYLD + "security-ed25519-2020-v1.jsonld",
        "pyld",
    ),
    "https://w3id.org/security/suites/jws-2020/v1": Pin(
        "00ee65bb7307f9a01c3170b823083b0d4de68223520834b2c5eb7a09bae5dea6",
        _PYLD + "security-jws-2020-v1.jsonld",
        "pyld",
    ),
    "https://w3id.org/security/v1": Pin(
        "e2d146cd556f6fa5f14996c6f1749667d5a14073fa30f0643990068e2c0b1bac",
        _PYLD + "security-v1.jsonld",
        "pyld",
    ),
    "https://w3id.org/security/v2": Pin(
        "4cb186bc29c08af6e40c58178c22dd84d542f2871a063afed6e648b47abc3cf6",
        _PYLD + "security-v2.jsonld",
        "pyld",
    ),
    "https://www.w3.org/ns/did/v1": Pin(
        "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
        _PYLD + "did-v1.jsonld",
        "pyld",
    ),
    "https://w3id.org/security/data-integrity/v2": Pin(
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
        _BADGES + "security-data-integrity-v2.json",
        "openbadgeslib",
    ),
    "https://w3id.org/security/multikey/v1": Pin(
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
        _BADGES + "security-multikey-v1.json",
        "openbadgeslib",
    ),
    _OB + "context-3.0.1.json": Pin(
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
        _BADGES + "ob-v3p0-context-3.0.1.json",
        "openbadgeslib",
    ),
    _OB + "context-3.0.2.json": Pin(
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
        _BADGES + "ob-v3p0-context-3.0.2.json",
        "openbadgeslib",
    ),
    _OB + "context-3.0.3.json": Pin(
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
        _BADGES + "ob-v3p0-context-3.0.3.json",
        "openbadgeslib",
    ),
    _OB + "extensions.json": Pin(
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
        _BADGES + "ob-v3p0-extensions.json",
        "openbadgeslib",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": Pin(
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
        _BADGES + "clr_context_2.0.1.json",
        "openbadgeslib",
    ),
    "https://w3id.org/security/data-integrity/v1": Pin(
        "8eee37331acf587dbb9d73be7be19ddcc3a8a96b6df35ad3901881c9708e028b",
        "data-integrity-v1.json",
    ),
    "https://w3id.org/vc/status-list/2021/v1": Pin(
        "5bb9062e52287b940544f4dc77bf2e3517a71e97218d2fa4356ff0df6b754e12",
        "status-list-2021-v1.json",
    ),
    "https://w3id.org/vc-revocation-list-2020/v1": Pin(
        "2e5a1a395b6d01e10cdc46a9da511730db800b1b000df960351fb41cd4304be3",
        "revocation-list-2020-v1.json",
    ),
    "https://www.w3.org/ns/credentials/status/v1": Pin(
        "8efb00d50e21d69cb761dbcdbdf6a3061d8a498b87758e44a71c56f159bdb231",
        "bitstring-status-list-v1.json",
    ),
    "https://w3id.org/dcc/v1": Pin(
        "50ceddf6e8ad00126aab784e744044ae6b7e70d96c2399736f6ea65035001cbc",
        "dcc-v1.json",
    ),
    "https://www.w3.org/ns/credentials/undefined-terms/v2": Pin(
        "30b90e5acab4fcc582fdab30781ebb3e5febec2858a25712394fa18ab181545d",
        "undefined-terms-v2.json",
    ),
    "https://w3id.org/openbadges/v2": Pin(
        "8bd57e076670fdc534228769602605b6556d2a1d39fa6e444b59665da2555ab3",
        "openbadges-v2.json",
    ),
    "https://w3id.org/blockcerts/v2": Pin(
        "b77c4b61257f7e7d9195b1b6cbfd07661ff561a645bf68eb1a33bc9eedf54aa9",
        "blockcerts-v2.json",
    ),
    "https://w3id.org/blockcerts/v2.1": Pin(
        "05a1baff24b2065ad47e7423b55edd135445be7826bbd4d63269ea5e48208cfa",
        "blockcerts-v2.1.json",
    ),
    "https://w3id.org/blockcerts/v3": Pin(
        "aa69a1a2628cb9fa1d34f9985f4ef282ed54c1d0681d3ece2c9e75aa9fa65b17",
        "blockcerts-v3.json",
    ),
    "https://w3id.org/blockcerts/v3.1": Pin(
        "ac8a85c5a6540523b0ff98ffa1d5dbe5620734270db220d9577605be15b00236",
        "blockcerts-v3.1.json",
    ),
    "https://w3id.org/blockcerts/v3.2": Pin(
        "0d1e70f8956abe14f33edc284d49c3916c90b35c5a054b4fa3542f8433e423df",
        "blockcerts-v3.2.json",
    ),
    "https://w3id.org/blockcerts/schema/3.0-beta/context.json": Pin(
        "671d6e054bf4df842db23e27e4aca317e3ef570341afc7ae0497fca3c315f5b6",
        "blockcerts-v3-beta.json",
    ),
    "https://w3id.org/security/suites/merkle-2019/v1": Pin(
        "74a8c33a2723457e96df0009f91d2f4061741e42fd89c1e98fef181563aee555",
        "merkle-2019-v1.json",
    ),
    "https://w3id.org/security/suites/chained-2021/v1": Pin(
        "9d8a0dc70c382c03e7544da89c83fae99cd8fb9365604070e1777e4df363f78f",
        "chained-2021-v1.json",
    ),
    "https://w3id.org/security/suites/secp256k1-2019/v1": Pin(
        "855500d77983192e3ac403ef960c1e78866c815ed2661232aced033374b31e53",
        "secp256k1-2019-v1.json",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": Pin(
        "b60245b4766b3e8423170daa0ed8040dd469993f1713f84595e4eb84e1456cd1",
        "ob-v3p0-unversioned.json",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context.json": Pin(
        "d6fdc02ab259ffc2597e92b2101ebb29603eeadd528ec25162306eb86cebf167",
        "clr-v2p0-unversioned.json",
    ),
    "https://www.w3.org/ns/credentials/examples/v2": Pin(
        "91164ed0e74274d4faaca3fd83cd5b32354380b2060a052b4c99d435fbe05eef",
        "credentials-examples-v2.json",
    ),
    "https://w3id.org/citizenship/v1": Pin(
        "246bfc02f29566af5f1d246347a524d952a9ff8cea135d0c8dd754a03b325419",
        "citizenship-v1.json",
    ),
    "https://w3id.org/citizenship/v2": Pin(
        "10180ea55b97d6c3e9d036c76816d27a82c5cbb7bfe40ce444ae027e6a58aadb",
        "citizenship-v2.json",
    ),
    "https://w3id.org/citizenship/v3": Pin(
        "78cb77c6547db6f6b5ded9cfb3579841cb6e2faa87f584c9b0ae19cbe4d06c4f",
        "citizenship-v3.json",
    ),
    "https://w3id.org/citizenship/v4rc1": Pin(
        "f3608a8c74d0a70a72d2bae2b19102b06740c2a8d530a2d07c6b4ecf9762fd91",
        "citizenship-v4rc1.json",
    ),
}

ALIASES: dict[str, str] = {
    "https://w3id.org/blockcerts/v3.0-beta": (
        "https://w3id.org/blockcerts/schema/3.0-beta/context.json"
    ),
    "https://ns.did.ai/suites/secp256k1-2019/v1": (
        "https://w3id.org/security/suites/secp256k1-2019/v1"
    ),
}
"""Second addresses of pinned contexts: credentials made with them have the same hashes."""


def resources_folder() -> Path:
    """The product's data files: beside the packages, or where a frozen app keeps them."""
    told = os.environ.get("TESSERA_RESOURCES")
    return Path(told) if told else Path(__file__).parents[2] / "resources"


def read(url: str) -> bytes:
    """The pinned bytes of a context.

    Raises:
        ProofFailure: ``unknown_context`` (indeterminate), also where the installed file is
            missing or is not the one that was pinned.
    """
    pin = PINS.get(ALIASES.get(url, url))
    if pin is None:
        raise unknown(url)
    return _read_pin(pin, url)


def document(url: str) -> dict[str, Any]:
    """A context freshly parsed: PyLD's ``@import`` writes into what it is given."""
    found = strict_json.loads(read(url))
    if not isinstance(found, dict):
        raise unknown(url)
    return found


_UNREAD = ("https://w3id.org/citizenship/", "https://www.w3.org/ns/credentials/examples/")
"""Contexts of other fields: no reader here takes a member by one of their names."""


@lru_cache(maxsize=1)
def terms() -> frozenset[str]:
    """Every name that some pinned context defines, at any depth, where readers know it."""
    found: set[str] = set()
    for url in PINS:
        if url.startswith(_UNREAD):
            continue
        found |= safe_mode.terms_of([document(url)["@context"]])
    return frozenset(found)


def unknown(url: str) -> ProofFailure:
    """What to raise for a context that is not known."""
    return ProofFailure(Reason.UNKNOWN_CONTEXT, indeterminate=True, context=url[:200])


@lru_cache(maxsize=128)
def _read_pin(pin: Pin, url: str) -> bytes:
    try:
        data = (_folder(pin.package) / pin.path).read_bytes()
    except OSError:
        raise unknown(url) from None
    if hashlib.sha256(data).hexdigest() != pin.sha256:
        raise unknown(url)
    return data


def _folder(package: str | None) -> Path:
    if package is None:
        return resources_folder() / "contexts"
    # Located, not imported: importing these packages costs a tenth of a second.
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else Path(package)
