"""How much of anything Tessera is willing to read (spec/verification.md, section 4).

One frozen dataclass; every field has a test that hits it. A limit met before a credential is
recognised is an ``IntakeError`` (``too_large``, ``too_deep``, ``too_complex``); met later, it
is a ``format`` finding with that reason. In both cases at once, not after the work.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes unless the name says otherwise."""

    input_bytes: int = 10 * MIB
    zip_bytes: int = 32 * MIB
    zip_unpacked_bytes: int = 128 * MIB
    zip_members: int = 1_000
    nesting: int = 2
    """How deep containers may lie in containers."""
    json_depth: int = 64
    json_values: int = 250_000
    """Values in one JSON text, counted by its commas: about a second of work."""
    jwt_bytes: int = 2 * MIB
    disclosures: int = 10_000
    """Disclosures of one SD-JWT: a quarter of a second of work."""
    rdf_quads: int = 10_000
    contexts: int = 256
    """Entries of all the different ``@context`` values of a document together: about a second
    of work. A record of 200 badges says the same few over and over."""
    canonical_steps: int = 20_000
    """Work of naming blank nodes that look alike; less than a tenth of a second. Poison graphs
    need more, real credentials a few hundred."""
    status_list_bytes: int = 16 * MIB
    status_list_packed_bytes: int = 1 * MIB
    bbs_messages: int = 4_000
    """Statements signed with one BBS signature: each costs a point, a second for all."""
    proofs: int = 20
    embedded_credentials: int = 200
    embedded_depth: int = 8
    """How deep credentials may lie in credentials (presentation, record, endorsement)."""
    image_pixels: int = 64_000_000
    pictures_pixels: int = 1_280_000_000
    """Of all pictures of one file in which codes are looked for: half a minute of work. The
    thousand parts of a presentation have as many."""
    code_pixels: int = 4_000_000
    """A larger picture is made smaller before codes are looked for in it: what looks like the
    corners of codes costs its number almost squared. 200 dots an inch of a whole page."""
    pdf_bytes: int = 50 * MIB
    pdf_objects: int = 12_000
    """Objects of a PDF: about a second of work. A diploma has a few hundred."""
    pdf_objects_compared: int = 2_000
    """Objects of a PDF that was updated after it was sealed, and has to be compared."""
    pdf_values: int = 2_600_000
    """Values in a whole PDF, by the bytes that may each begin one, packed objects included; a
    value takes 140 bytes of memory. Of bytes that are packed every twentieth is such a byte."""
    pdf_separators: int = 2_000_000
    """Such bytes of a PDF as it lies there, unpacked or not: some 40 MiB of pictures."""
    pdf_values_sealed: int = 250_000
    """Values in the objects of a PDF whose signatures are judged: about two seconds of work. A
    document of 12,000 objects has half as many."""
    pdf_separators_compared: int = 500_000
    """As ``pdf_separators``, of a PDF that was updated after it was sealed: what it was before
    is read too."""
    certificate_bytes: int = 64 * 1024
    certificates: int = 10
    """Certificates sent along with one signature; real ones come with two to four."""
    qr_pictures: int = 1_000
    """Parts of one presentation spread over several QR pictures."""


LIMITS = Limits()
