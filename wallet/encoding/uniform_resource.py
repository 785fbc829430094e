"""Bytewords and Uniform Resources of one part (BCR-2020-012, BCR-2020-005).

Rules
-----
1. Bytewords write one byte as one of 256 four-letter words; *minimal* keeps each word's first
   and last letter, which is unique too. Four bytes of CRC-32 (big-endian) follow the content.
2. A Uniform Resource is ``ur:<type>/<minimal bytewords>``; letters of either case, one case
   at a time or mixed: upper case packs better into QR codes.
3. The type ``bytes`` carries one CBOR byte string of definite length in its shortest form, and
   nothing after it.
4. Resources of several parts are put together by ``wallet.presenting``.
"""

from __future__ import annotations

import re
import zlib

from wallet.errors import InputError

_WORDS = (  # noqa: SIM905 - 256 words in quotes would be a page
    "able acid also apex aqua arch atom aunt away axis back bald barn belt beta bias blue "
    "body brag brew bulb buzz calm cash cats chef city claw code cola cook cost crux curl "
    "cusp cyan dark data days deli dice diet door down draw drop drum dull duty each easy "
    "echo edge epic even exam exit eyes fact fair fern figs film fish fizz flap flew flux "
    "foxy free frog fuel fund gala game gear gems gift girl glow good gray grim guru gush "
    "gyro half hang hard hawk heat help high hill holy hope horn huts iced idea idle inch "
    "inky into iris iron item jade jazz join jolt jowl judo jugs jump junk jury keep keno "
    "kept keys kick kiln king kite kiwi knob lamb lava lazy leaf legs liar limp lion list "
    "logo loud love luau luck lung main many math maze memo menu meow mild mint miss monk "
    "nail navy need news next noon note numb obey oboe omit onyx open oval owls paid part "
    "peck play plus poem pool pose puff puma purr quad quiz race ramp real redo rich road "
    "rock roof ruby ruin runs rust safe saga scar sets silk skew slot soap solo song stub "
    "surf swan taco task taxi tent tied time tiny toil tomb toys trip tuna twin ugly undo "
    "unit urge user vast very veto vial vibe view visa void vows wall wand warm wasp wave "
    "waxy webs what when whiz wolf work yank yawn yell yoga yurt zaps zero zest zinc zone "
    "zoom "
).split()
_BY_WORD = {word: number for number, word in enumerate(_WORDS)}
_MINIMAL = [word[0] + word[-1] for word in _WORDS]
_BY_MINIMAL = {letters: number for number, letters in enumerate(_MINIMAL)}
_CHECKSUM = 4
_RESOURCE = re.compile(r"ur:([a-z0-9-]+)/(?:([0-9]+-[0-9]+)/)?([a-z]+)", re.ASCII)
_SEPARATORS = {"standard": " ", "uri": "-", "minimal": ""}


def bytewords_encode(content: bytes, style: str = "minimal") -> str:
    """``content`` and its checksum as words; ``style`` is standard, uri or minimal."""
    checked = content + zlib.crc32(content).to_bytes(_CHECKSUM, "big")
    letters = _MINIMAL if style == "minimal" else _WORDS
    return _SEPARATORS[style].join(letters[byte] for byte in checked)


def bytewords_decode(text: str, style: str = "minimal") -> bytes:
    """The bytes behind the words.

    Raises:
        InputError: ``malformed_bytewords`` (unknown word, wrong length or checksum).
    """
    text = text.lower()
    if style == "minimal":
        pieces = [text[at : at + 2] for at in range(0, len(text), 2)]
        numbers = _BY_MINIMAL
    else:
        pieces = text.split(_SEPARATORS[style])
        numbers = _BY_WORD
    try:
        checked = bytes(numbers[piece] for piece in pieces)
    except KeyError:
        raise InputError("malformed_bytewords") from None
    content, checksum = checked[:-_CHECKSUM], checked[-_CHECKSUM:]
    if not content or zlib.crc32(content).to_bytes(_CHECKSUM, "big") != checksum:
        raise InputError("malformed_bytewords")
    return content


def wrap_bytes(content: bytes) -> bytes:
    """``content`` as one CBOR byte string in its shortest form."""
    size = len(content)
    if size < 24:  # noqa: PLR2004 - RFC 8949 section 3: sizes below 24 lie in the first byte
        head = bytes([0x40 | size])
    elif size < 1 << 8:
        head = bytes([0x58, size])
    elif size < 1 << 16:
        head = b"\x59" + size.to_bytes(2, "big")
    else:
        head = b"\x5a" + size.to_bytes(4, "big")
    return head + content


def unwrap_bytes(cbor: bytes) -> bytes:
    """The content of the one CBOR byte string that ``cbor`` is.

    Raises:
        InputError: ``malformed_cbor`` (another type, cut off, not the shortest form, a rest).
    """
    widths = {0x58: 1, 0x59: 2, 0x5A: 4}
    first = cbor[0] if cbor else 0
    head = 1 + widths.get(first, 0)
    content = cbor[head:]
    if wrap_bytes(content) != cbor:
        raise InputError("malformed_cbor")
    return content


def encode_single(kind: str, cbor: bytes) -> str:
    """The Uniform Resource of one part; ``cbor`` is the content as encoded CBOR."""
    return f"ur:{kind}/{bytewords_encode(cbor)}"


def decode_single(text: str) -> tuple[str, bytes]:
    """Type and encoded CBOR of a Uniform Resource of one part.

    Raises:
        InputError: ``malformed_ur``, ``malformed_bytewords``, or ``ur_of_several_parts`` for a
            well-formed part of a longer resource.
    """
    found = _RESOURCE.fullmatch(text.lower())
    if found is None:
        raise InputError("malformed_ur")
    if found[2] is not None:
        raise InputError("ur_of_several_parts")
    return found[1], bytewords_decode(found[3])
