"""Nothing that was not chosen leaves: not raw, packed, encoded, in a picture, or in a name.

Every claim of a generated credential carries 16 random bytes of its own. After a random choice
each marker that was not chosen is looked for in everything that came out, and each that was
chosen must be there, or the search would prove nothing.
"""

from __future__ import annotations

import base64
import io
import json
import logging
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.issuer import NOW
from tests.helpers.presenting import ISSUER, MINE, MY_DID, chosen
from tests.helpers.selective import sign_base
from tests.wallet.presenting.random_tokens import mark, sd_jwt
from wallet import identifiers, presenting
from wallet.containers import qr as pictures
from wallet.holder import new_private_key
from wallet.presenting import animated, choices_of, pack, qr
from wallet.presenting.ledger import entry_to_json, ledger_entry, ledger_json

BBS = BbsKey.make("issuer")
_STREAMS = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


# --- generated credentials ------------------------------------------------------------------


def badge(chance: random.Random) -> tuple[dict[str, object], dict[str, str]]:
    """A badge with a base proof, every text of its subject a marker.

    Of some not even whose it is, is mandatory: then our identifier is kept back like a marker.
    """
    document = ISSUER.credential("Title", holder=MY_DID, ects=None)
    marks: dict[str, str] = {}
    achievement = document["credentialSubject"]["achievement"]
    for name in ("name", "description", "fieldOfStudy", "humanCode", "specialization"):
        marks[f"/credentialSubject/achievement/{name}"] = mark(chance)
        achievement[name] = marks[f"/credentialSubject/achievement/{name}"]
    marks["/credentialSubject/achievement/criteria/narrative"] = mark(chance)
    achievement["criteria"] = {
        "narrative": marks["/credentialSubject/achievement/criteria/narrative"]
    }
    tags = [mark(chance) for _ in range(3)]
    achievement["tag"] = tags
    marks |= {f"/credentialSubject/achievement/tag/{at}": one for at, one in enumerate(tags)}
    document["name"] = marks["/name"] = mark(chance)
    always = ("/issuer", *(("/credentialSubject/id",) if chance.random() < 0.5 else ()))
    if chance.random() < 0.3:
        document["issuer"]["id"] = BBS.did_key
        return sign_bbs(document, BBS, always).document, marks
    return sign_base(document, ISSUER.key, ISSUER.method_id, always).document, marks


# --- where a marker could hide --------------------------------------------------------------


def forms(marker: str) -> Iterator[bytes]:
    """The marker as it could stand in bytes."""
    raw = bytes.fromhex(marker)
    for text in (marker, marker.upper()):
        yield text.encode()
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
        yield "".join(f"\\u{ord(one):04x}" for one in text).encode()
        for shift in range(3):
            packed = base64.b64encode(b"\0" * shift + text.encode()).rstrip(b"=")
            yield packed[(0, 2, 3)[shift] : -2]
    yield raw
    yield base64.b64encode(raw).rstrip(b"=")


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and what they hold packed: zlib streams, tokens, PDF objects."""
    yield data
    for found in _STREAMS.finditer(data):
        try:
            yield zlib.decompress(found[1].strip(b"\r\n"))
        except zlib.error:
            yield found[1]
    for word in re.split(rb"[^A-Za-z0-9_-]+", data):
        if len(word) > 15:
            whole = word[: len(word) - (len(word) % 4 == 1)]
            yield base64.urlsafe_b64decode(whole + b"=" * (-len(whole) % 4))


def everything(plan: presenting.DisclosurePlan, data: bytes) -> Iterator[tuple[str, bytes]]:
    """All that leaves, and all that is kept of it."""
    yield "presentation", data
    for name in ("file", "pdf"):
        for one in presenting.carry(data, name).artifacts:
            yield f"{name} name", one.name.encode()
            yield name, one.data
    for text in animated.frame_texts(data):
        yield "frame", text.encode()
    for text in qr.qr_texts(data):
        yield "code", b"".join(pictures.read(qr.qr_png(text)))
    yield from inside(pack.make(data))
    carried = presenting.carry(data, "file")
    entry = ledger_entry(plan, data, carried, now=NOW, salt=b"s" * 16)
    yield "ledger", json.dumps(entry_to_json(entry)).encode()
    # what the window saves and the command prints
    yield "ledger export", json.dumps(ledger_json([entry]), ensure_ascii=False).encode()


def from_pixels(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What a camera reads from the pictures themselves, their names, and their raw pixels."""
    for way in ("qr", "ur"):
        made = presenting.carry(data, way).artifacts
        assert presenting.transport(way).decode([one.data for one in made]) == data
        for one in made:
            yield f"{way} name", one.name.encode()
            yield f"{way} picture", one.data
            for text in pictures.read(one.data):
                yield f"{way} read back", text


def inside(made: bytes) -> Iterator[tuple[str, bytes]]:
    """Every object of a PDF."""
    with pikepdf.open(io.BytesIO(made)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Stream):
                yield "pdf stream", one.read_bytes()
            yield "pdf object", repr(one).encode()


def one_round(seed: int, *, pixels: bool = False) -> None:
    """One credential, one choice, one search."""
    chance = random.Random(seed)
    credential, marks = (sd_jwt if seed % 3 else badge)(chance)
    held = chosen(credential)
    free = choices_of(held.secured).free
    wanted = tuple(one.pointer for one in free if chance.random() < 0.4)
    once = new_private_key()
    plan = presenting.plan(
        [replace(held, reveal=wanted)], (MY_DID,), recipient="ACME", nonce="n", now=NOW,
        once=lambda: identifiers.did_key_of(once.public_key()),
    )  # fmt: skip
    data = presenting.encode(plan, once if plan.is_signed_once else MINE.private, NOW)
    (one,) = plan.credentials
    said = json.dumps([each.value for each in one.statements], ensure_ascii=False)
    kept_back = [marker for marker in marks.values() if marker not in said]
    told = "\n".join(
        piece.decode("utf-8", "replace") for piece in unpacked(data)
    )  # the search can find what is there
    assert all(marker in told for marker in marks.values() if marker in said), seed
    hidden = {str(each.value) for each in one.hidden}
    assert all(any(marker in text for text in hidden) for marker in kept_back), seed
    looked_for = [(marker, form) for marker in kept_back for form in forms(marker)]
    if plan.is_signed_once:
        own = MY_DID.removeprefix("did:key:").encode()
        looked_for += [("our identifier", own), ("our identifier", base64.b64encode(own)[:-3])]
    more = from_pixels(data) if pixels else ()
    for where, content in (*everything(plan, data), *more):
        for piece in unpacked(content):
            for marker, form in looked_for:
                assert form not in piece, (seed, where, marker)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_was_not_chosen_leaves(
    seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    one_round(seed, pixels=seed == 0)
    assert not re.search(r"[0-9a-f]{32}", caplog.text)


@pytest.mark.timeout(3000)
@pytest.mark.parametrize(
    "block",
    [pytest.param(one, marks=pytest.mark.slow if one < 2 else pytest.mark.long)
     for one in range(20)],
)  # fmt: skip
def test_nothing_that_was_not_chosen_leaves_a_thousand_times(
    block: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for seed in range(1000 + 50 * block, 1050 + 50 * block):
        one_round(seed)
    assert not re.search(r"[0-9a-f]{32}", caplog.text)


def test_names_of_frames_say_nothing() -> None:
    held = chosen(sd_jwt(random.Random(1))[0])
    plan = presenting.plan([held], (MY_DID,), recipient="A", now=NOW)
    data = presenting.encode(plan, MINE.private, NOW)
    for one in presenting.carry(data, "ur").artifacts:
        assert re.fullmatch(r"presentation-[0-9a-f]{8}-\d+.*\.png", one.name), one.name


@pytest.mark.slow
def test_every_way_of_signing_is_among_what_is_looked_at() -> None:
    """Keys for one time, BBS and whole identifiers: else the search would not have met them."""
    kinds = set()
    for seed in range(0, 120, 3):
        if len(kinds) == 4:
            break
        credential, _ = badge(random.Random(seed))
        proof = credential["proof"]
        assert isinstance(proof, dict)
        held = chosen(credential)
        free = {one.pointer for one in choices_of(held.secured).free}
        kinds.add((proof["cryptosuite"], "/credentialSubject/id" in free))
    assert len(kinds) == 4


def test_the_search_finds_what_is_planted() -> None:
    marker = mark(random.Random(1))
    told = f'{{"a": "x{marker}y"}}'
    planted = [
        told.encode(),
        told.encode("utf-16"),
        marker.upper().encode(),
        json.dumps("".join(f"\\u{ord(one):04x}" for one in marker))
        .replace("\\\\", "\\")
        .encode(),
        *(base64.b64encode(b"z" * shift + told.encode()) for shift in range(3)),
        b"stream\n" + zlib.compress(told.encode()) + b"\nendstream",
        bytes.fromhex(marker),
    ]
    for data in planted:
        pieces = list(unpacked(data))
        assert any(form in piece for form in forms(marker) for piece in pieces), data
