"""Good inputs to start from, made by the tests' own issuers: small, one of each kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tests.helpers import files, holder, sd_jwt
from tests.helpers import pathways as makers
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.keys import Key
from wallet import intake, pathways
from wallet.encoding import jcs
from wallet.pathways import HeldAward
from wallet.secured import Secured

NONCE = "n-1"
RECIPIENT = "Employer"


@cache
def _issuers() -> tuple[Issuer, Issuer]:
    return Issuer(seed="fuzz"), Issuer(
        name="Web University", method="did:web", kind="P-256", seed="fuzz web"
    )


@cache
def _learner() -> Key:
    return Key.make("fuzz learner", "Ed25519")


@cache
def _credentials() -> dict[str, dict[str, Any] | str]:
    key, web = _issuers()
    said: dict[str, Any] = {"holder": _learner().did_key, "eqf": 6, "valid_from": NOW}
    made: dict[str, dict[str, Any] | str] = {
        "badge": key.issue("Data basics", suite="eddsa-rdfc-2022", **said),
        "jcs": key.issue("Data basics", suite="eddsa-jcs-2022", **said),
        "status": key.issue("Data basics", status=("revocation",), **said),
        "ecdsa": web.issue("Green chemistry", suite="ecdsa-rdfc-2019", **said),
        "jwt": key.issue("Writing", suite="vcdm11_jwt", **said),
        "jose": key.issue("Writing", suite="vc+jwt", **said),
    }
    hidden = sd_jwt.sign(web, sd_jwt.vc_payload(web))
    made["sd-jwt"] = hidden.shown()
    made["sd-jwt-some"] = hidden.shown(next(iter(hidden.disclosures)))
    return made


@cache
def credentials() -> Mapping[str, bytes]:
    """One of each way to secure."""
    return {name: files.to_bytes(one) for name, one in _credentials().items()}


@cache
def packed_files() -> Mapping[str, bytes]:
    """One of each packing."""
    badge, token = _credentials()["badge"], _credentials()["jwt"]
    packed = {
        "png": files.png(badge),
        "png-packed": files.png(token, packed=True),
        "svg": files.svg(badge),
        "zip": files.archive({"a.json": files.to_bytes(badge), "b.jwt": files.to_bytes(token)}),
    }
    return {**credentials(), **presentations(), **packed}


@cache
def presentations() -> Mapping[str, bytes]:
    """What a holder shows."""
    made = _credentials()
    chosen = [made["badge"], made["jose"]]
    shown = holder.presentation(chosen, _learner(), nonce=NONCE, recipient=RECIPIENT)
    bare = holder.presentation([made["badge"]], _learner(), signed=False)
    return {"shown": files.to_bytes(shown), "unsigned": files.to_bytes(bare)}


@cache
def evidence() -> Mapping[str, bytes]:
    """What a verifier holds of the issuers."""
    _credentials()
    found = {"registry.json": registry(_issuers())}
    for issuer in _issuers():
        found |= dict(issuer.evidence_files())
    return found


@cache
def pathway_documents() -> Mapping[str, bytes]:
    """The templates that are shipped."""
    return {one.name: one.data for one in pathways.templates()}


@cache
def held() -> Sequence[HeldAward]:
    """A few awards of the learner."""
    return (
        makers.award("data", "5"),
        makers.award("green", "3"),
        makers.award("old", "2", **makers.unknown_issuer()),
    )


@cache
def _signed() -> frozenset[bytes]:
    found: set[bytes] = set()
    for data in {**credentials(), **presentations()}.values():
        for one in intake.read(data):
            found.update(_told(part) for part in (one, *one.parts))
    return frozenset(found)


def _told(secured: Secured) -> bytes:
    document = {name: value for name, value in secured.document.items() if name != "proof"}
    return jcs.canonical(_graph(document))


def _graph(value: Any) -> Any:
    """A signed graph knows neither order, nor doubles, nor arrays of one, nor of arrays."""
    if isinstance(value, dict):
        plain = {name: _graph(member) for name, member in value.items()}
        return {name: member for name, member in plain.items() if member not in (None, [])}
    if not isinstance(value, list):
        return value
    members = []
    for one in map(_graph, value):
        members.extend(one if isinstance(one, list) else [one])
    distinct = {jcs.canonical(one): one for one in members if one is not None}
    ordered = [distinct[name] for name in sorted(distinct)]
    return ordered[0] if len(ordered) == 1 else ordered


def was_signed(secured: Secured) -> bool:
    """Whether this says what a seed says."""
    return _told(secured) in _signed()
