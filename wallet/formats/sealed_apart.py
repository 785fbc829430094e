"""A JAdES seal in a file of its own, beside the credential that it seals.

Rules
-----
1. Only files of one archive belong together, and only by the name that the seal gives. Which
   bytes are sealed, the proof finds out; the seal and what it seals are one credential. The
   seal's hash is its id; beside a file that it does not seal, that file has an id of its own.
2. A seal over several files is no credential: none of them is sealed by itself.
3. A credential without its seal is the unsigned file that it is, and a seal without its
   credential is no credential.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wallet.encoding import jcs, strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, ProofFailure
from wallet.proofs import jades, jades_detached
from wallet.secured import JsonObject, Secured, misfit

_BLANKS = b" \t\r\n"
_LARGEST = 1024 * 1024
_PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A seal whose one content is elsewhere."""

    file: str = ""
    """The member of an archive that it is."""
    name: str
    """The file that it seals."""
    document: JsonObject
    """The serialisation, as JSON."""

    def around(self, content: Secured, data: bytes) -> Secured:
        """The credential in a file, as this seals it."""
        found = replace(
            content,
            securing="jades",
            credential_id=hashlib.sha256(jcs.canonical(self.document)).hexdigest(),
            sealed=self.document,
            data=data,
        )
        return found if self._fits(data) else misfit(found, data)

    def _fits(self, data: bytes) -> bool:
        """Whether the signature holds over this file, or cannot be judged."""
        try:
            jades.read(self.document, None, data)
        except ProofFailure as failure:
            return failure.indeterminate
        return True


def among(members: Iterable[tuple[str, bytes]]) -> dict[str, Seal]:
    """The members (name, bytes) of an archive that another one in the same folder seals."""
    held = dict(members)
    found: dict[str, Seal] = {}
    for file, data in held.items():
        seal = read(data)
        folder, mark, _ = file.rpartition("/")
        name = f"{folder}{mark}{seal.name}" if seal is not None else ""
        if seal is not None and name in held and name != file:
            found.setdefault(name, replace(seal, file=file))
    return found


def read(data: bytes) -> Seal | None:
    """The seal in a file; None where it holds something else."""
    try:
        document = _serialisation(data.strip(_BLANKS))
        protected = _only(document).get("protected") if document is not None else None
        if document is None or not isinstance(protected, str) or document.get("payload"):
            return None
        header = strict_json.loads(b64url_decode(protected))
        if not isinstance(header, dict) or "sigD" not in header:
            return None
        names = jades_detached.read(header).names
        jcs.canonical(document)
    except (InputError, ProofFailure):
        return None
    if len(names) != 1:  # 2
        return None
    return Seal(name=jades_detached.file_name(names[0]), document=document)


def _serialisation(text: bytes) -> JsonObject | None:
    """Compact as flattened JSON; flattened and general as they are."""
    if len(text) > _LARGEST:
        return None
    if not text.startswith(b"{"):
        parts = text.decode("ascii", "replace").split(".")
        fits = len(parts) == _PARTS and not parts[1]
        return {"protected": parts[0], "signature": parts[2]} if fits else None
    if b'"protected"' not in text:
        return None
    found = strict_json.loads(text)
    return found if isinstance(found, dict) else None


def _only(document: JsonObject) -> JsonObject:
    """The one signature of a serialisation."""
    several = document.get("signatures", [document])
    only = several[0] if isinstance(several, list) and len(several) == 1 else None
    return only if isinstance(only, Mapping) else {}
