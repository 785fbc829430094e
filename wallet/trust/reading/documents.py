"""What a wallet reads as evidence, carried in a bundle: keys, status lists, certificates."""

from __future__ import annotations

from wallet.errors import InputError
from wallet.evidence import Evidence, Source
from wallet.trust import read_evidence
from wallet.trust.reading.interface import UNSIGNED, ReadList, SourceFile
from wallet.trust.rows import AnchorRow, KeyDocumentRow, Row, StatusListRow


class Documents:
    """One DID document, key set, status list or certificate."""

    name = "documents"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the wallet knows it as evidence other than a registry."""
        found = _evidence(file)
        return bool(found.key_documents or found.status_lists or found.anchors)

    def read(self, file: SourceFile) -> ReadList:
        """Its row."""
        found = _evidence(file)
        rows: list[Row] = [
            KeyDocumentRow(id=one.id, document=dict(one.document), source=UNSIGNED)
            for one in found.key_documents
        ]
        role, name = "issuers/keys", "Keys of issuers"
        if found.status_lists:
            role, name = "status", "Status lists"
            rows = [
                StatusListRow(url=one.url, data=one.bytes, source=UNSIGNED)
                for one in found.status_lists
            ]
        elif found.anchors:
            role, name = "anchors", "Root certificates"
            rows = [
                AnchorRow(
                    certificate=one.certificate,
                    purpose=one.purpose,
                    name=one.name,
                    source=UNSIGNED,
                )
                for one in found.anchors
            ]
        return ReadList(role=role, name=name, rows=rows, dated=file.dated)


def _evidence(file: SourceFile) -> Evidence:
    try:
        found, _ = read_evidence(
            [(file.name, file.data)], source=Source.CALLER, received_at=file.dated
        )
    except InputError:
        return Evidence()
    return found
