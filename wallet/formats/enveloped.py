"""What the ``data:`` URL of an enveloped credential holds: a token, or a file that is sealed.

VCDM 2.0 section 4.13 puts any enveloping proof into such a URL. Beside tokens those are read
that a sealed file has: a signed PDF, signed XML, and a seal in JSON. Whatever else stands in
the object around it is nobody's word, and is not read.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace

from wallet.errors import IntakeError
from wallet.formats import pdf, xml_text
from wallet.limits import Limits
from wallet.secured import Secured

_TOKEN = re.compile(
    r"data:application/(?:(?:vc|vp|dc)[a-z0-9+-]*|jwt)(?:;[a-z0-9=-]+)*,(?P<token>.*)",
    re.ASCII | re.DOTALL,
)
_FILE = re.compile(
    r"data:application/(?:pdf|xml|jose\+json);base64,(?P<data>[A-Za-z0-9+/]+={0,2})", re.ASCII
)


def held(url: object) -> str | bytes | None:
    """The token in such a URL, or the bytes of a file; None where it is no such URL."""
    if not isinstance(url, str):
        return None
    token, found = _TOKEN.fullmatch(url), _FILE.fullmatch(url)
    if token is not None or found is None:
        return None if token is None else token["token"]
    try:
        return base64.b64decode(found["data"], validate=True)
    except binascii.Error:
        return None


def document(data: bytes, path: str, limits: Limits) -> Secured | None:
    """The credential that a PDF or an XML is; None where it is neither.

    Raises:
        IntakeError: ``damaged``, ``encrypted``, ``too_large`` and others of reading them.
    """
    if len(data) > limits.pdf_bytes:
        raise IntakeError("too_large", limit=limits.pdf_bytes, size=len(data))
    found = None
    if data.startswith(b"%PDF-"):
        found = pdf.read(data, limits)
    elif xml_text.recognises(data):
        found = xml_text.read(data, limits)
    return None if found is None else replace(found, path=path)
