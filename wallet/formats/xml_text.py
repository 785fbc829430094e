"""One XML text -> the credential it is: Europass credentials and EMREX transcripts.

The bytes are kept as received. What is signed, and whether it is, ``wallet.proofs`` says; here
only the one strict parse is made (``wallet.encoding.xml_tree``).
"""

from __future__ import annotations

import hashlib
import re

from wallet import formats
from wallet.encoding import xml_tree
from wallet.errors import InputError, IntakeError
from wallet.limits import LIMITS, Limits
from wallet.secured import Format, Secured

_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|!--|!DOCTYPE\s"
    rb"|[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?[\s/>])"
)
_WIDE = (b"\xff\xfe<\x00", b"\xfe\xff\x00<")
"""XML in UTF-16."""
_HEAD = 8192


def recognises(data: bytes) -> bool:
    """Whether this begins like XML."""
    return _START.match(data[:_HEAD]) is not None or data.startswith(_WIDE)


def read(data: bytes, limits: Limits = LIMITS) -> Secured:
    """The credential in an XML text.

    Raises:
        IntakeError: ``damaged``, ``refused_markup``, ``too_deep``, ``too_complex``,
            ``too_large``, ``unsupported`` for XML of another kind.
    """
    try:
        root = xml_tree.parse(data.strip(b" \t\r\n"), limits)
    except InputError as error:
        raise IntakeError(error.code, **error.facts) from None
    document = xml_tree.content(root)
    form = formats.recognise(document)
    if form is Format.UNKNOWN:
        raise IntakeError("unsupported", format="xml")
    is_signed = next(root.iter(xml_tree.SIGNATURE), None) is not None
    signed_part = xml_tree.canonical(root, exclusive=True) if is_signed else data
    return Secured(
        format=form,
        securing="xml_signature" if is_signed else "none",
        credential_id=hashlib.sha256(signed_part).hexdigest(),
        document=document,
        data=data.strip(b" \t\r\n"),
    )
