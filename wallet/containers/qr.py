"""QR codes in pictures: picture -> the texts it shows.

Rules
-----
1. Only QR codes count; other bar codes on a certificate are not ours.
2. The picture's size is known and checked before its pixels are decoded.
3. Pictures are decoded by Pillow, restricted to PNG, JPEG and GIF; codes by zxing-cpp. Both are
   imported when a picture comes, not before.
4. A picture of more pixels than codes need is made smaller first; the pictures of an archive
   are counted together.
5. One code of several parts (``ur:…/1-9/…``) is handed on as it is: joining parts over several
   pictures is the business of presenting.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from wallet.containers.interface import Member, Room
from wallet.errors import IntakeError
from wallet.limits import LIMITS, Limits

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "picture"
ARCHIVE = False

_JPEG = b"\xff\xd8\xff"
_GIF = (b"GIF87a", b"GIF89a")
_PICTURES = ("PNG", "JPEG", "GIF")


def recognises(data: bytes) -> bool:
    """Whether this is a JPEG or GIF picture; PNG pictures may be baked, see ``png``."""
    return data.startswith((_JPEG, *_GIF))


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """What the QR codes in the picture say.

    Raises:
        IntakeError: see ``read``.
    """
    for text in _read(data, room):
        yield Member(data=text)


def read(data: bytes, limits: Limits = LIMITS) -> tuple[bytes, ...]:
    """The texts of the QR codes in one picture (PNG, JPEG or GIF).

    Raises:
        IntakeError: ``damaged``, ``too_large``, or ``not_a_credential`` where there is none.
    """
    return _read(data, Room(limits=limits))


def _read(data: bytes, room: Room) -> tuple[bytes, ...]:
    import zxingcpp  # noqa: PLC0415 - native code that most starts never need

    picture = _grey(data, room)
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=wanted)
    texts = _distinct(bytes(one.bytes) for one in found)
    if not texts:
        raise IntakeError("not_a_credential", what="picture")
    return texts


def _distinct(texts: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _grey(data: bytes, room: Room) -> Image:
    """The picture in shades of grey, no larger than codes need (rule 4).

    Raises:
        IntakeError: ``damaged`` or ``too_large``.
    """
    from PIL import Image  # noqa: PLC0415 - see above

    limits = room.limits
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_PICTURES) as picture:
                width, height = picture.size
                if width * height > limits.image_pixels:
                    raise IntakeError("too_large", limit=limits.image_pixels, what="pixels")
                room.look(width * height)
                return _smaller(picture.convert("L"), limits.code_pixels)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise IntakeError("too_large", limit=limits.image_pixels, what="pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        # The union of what Pillow's three decoders raise on cut or twisted pictures.
        raise IntakeError("damaged", what="picture") from None


def _smaller(picture: Image, most: int) -> Image:
    """The picture with at most so many pixels, where it is not a line."""
    from PIL import Image  # noqa: PLC0415 - see above

    by = math.sqrt(most / (picture.width * picture.height))
    if by >= 1:
        return picture
    size = (int(picture.width * by) or 1, int(picture.height * by) or 1)
    return picture.resize(size, Image.Resampling.BOX)
