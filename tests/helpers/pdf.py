"""Signed PDF documents of the test authority, made with pyHanko and pikepdf."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.helpers.said import NOW
from tests.helpers.x509 import Identity, Wanted

SEAL = Wanted(uses=frozenset({"digital_signature", "content_commitment"}))
STAMPS = Wanted(
    name="Example Time",
    organisation="Example Trust Services",
    extended=("1.3.6.1.5.5.7.3.8",),
)


def plain(
    title: str | None = "Diploma of Aino Virtanen",
    attached: Mapping[str, bytes] | None = None,
    text: str = "Bachelor of Science",
) -> bytes:
    """An unsigned document of one page."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    drawn = f"BT /F1 14 Tf 20 100 Td ({text}) Tj ET".encode()
    page.Contents = document.make_stream(drawn)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    if title is not None:
        document.docinfo["/Title"] = title
    for name, data in (attached or {}).items():
        document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


class _Signer(signers.PdfSigner):
    """One whose clock stands still."""

    at: datetime = NOW

    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        """The session, dated."""
        session = super().init_signing_session(*given, **named)
        session.system_time = self.at
        return session


def seal(  # noqa: PLR0913 - each is a choice of who seals
    document: bytes,
    by: Identity,
    *,
    field: str = "Seal",
    stamp: Identity | None = None,
    certify: MDPPerm | None = None,
    pades: bool = True,
    digest: str = "sha256",
    at: datetime = NOW - timedelta(days=30),
) -> bytes:
    """The document with a signature appended that covers all of it."""
    told: dict[str, Any] = {"md_algorithm": digest, "field_name": field}
    if pades:
        told["subfilter"] = SigSeedSubFilter.PADES
    if certify is not None:
        told |= {"certify": True, "docmdp_permissions": certify}
    out = io.BytesIO()
    made = _Signer(
        signers.PdfSignatureMetadata(**told),
        signer=signer(by),
        timestamper=_stamper(stamp, at) if stamp is not None else None,
        new_field_spec=fields.SigFieldSpec(field),
    )
    made.at = at
    made.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(document)), output=out)
    return out.getvalue()


def stamped(document: bytes, by: Identity, at: datetime = NOW) -> bytes:
    """The document with a document timestamp appended."""
    out = io.BytesIO()
    signers.PdfTimeStamper(_stamper(by, at)).timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(document)), "sha256", output=out
    )
    return out.getvalue()


def signer(by: Identity) -> signers.SimpleSigner:
    """A signer for pyHanko."""
    above = SimpleCertificateStore.from_certs([_certificate(one) for one in by.above])
    return signers.SimpleSigner(
        signing_cert=_certificate(by), signing_key=_key(by), cert_registry=above
    )


def _stamper(by: Identity, at: datetime) -> timestamps.DummyTimeStamper:
    above = SimpleCertificateStore.from_certs([_certificate(one) for one in by.above])
    return timestamps.DummyTimeStamper(
        tsa_cert=_certificate(by), tsa_key=_key(by), certs_to_embed=above, fixed_dt=at
    )


def _certificate(one: Identity) -> asn1.Certificate:
    return asn1.Certificate.load(one.der)


def _key(one: Identity) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        one.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
