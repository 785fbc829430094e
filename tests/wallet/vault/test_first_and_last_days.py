"""Days at both ends of the calendar are kept and listed like any other."""

from __future__ import annotations

import json

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer
from tests.helpers.pathways import document
from wallet.session import LibraryQuery, Session

DAYS = (
    "9999-12-31",
    "9999-12-31T23:59:59-10:00",
    "0001-01-01",
    "0001-01-01T00:00:00+05:00",
    "0001-01-01T00:00:00Z",
)


def test_no_day_keeps_a_file_from_being_imported_listed_and_counted(
    session: Session, issuer: Issuer
) -> None:
    files = []
    for day in DAYS:
        badge = {**issuer.credential(), "validUntil": day, "awardedDate": day}
        files.append((f"{day}.json", to_bytes(issuer.sign(badge, "eddsa-jcs-2022"))))
    kept = session.keep(session.review(files)).kept
    assert len(kept) == len(DAYS)
    rows = session.page(LibraryQuery(), size=9).rows
    assert {row.credential_id for row in rows} == set(kept)
    session.add_pathway(json.dumps(document()).encode())
    assert set(session.evaluate("urn:example:pathway").awards) == set(kept)
    assert session.learning.time_line()
