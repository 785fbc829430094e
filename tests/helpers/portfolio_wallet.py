"""A wallet with one credential of each kind that portfolios differ in, and its judging."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.helpers import elm, pdf, sd_jwt, seals, xml_seals
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.sealed_elm import listing
from wallet.examine import Judged, examine
from wallet.report import Policy, Role
from wallet.session import Costs, Session
from wallet.session.entries import Entry, add_entry
from wallet.session.exports import Draft

HOSTILE = '=HYPERLINK("http://evil.example")<script>alert(1)</script>\u202e'
STORY = "What I can do.\n<img src=x onerror=alert(1)>"
ESCO = "http://data.europa.eu/esco/skill/000f1d3d-220f-4789-9c0a-cc742521fb02"
SEAL = seals.sealer()
UNDATED = {"iat": None, "exp": None, "date_of_issuance": None, "achievement_title": "Undated"}


class Held:
    """A wallet with one credential of each kind that matters here."""

    def __init__(self, folder: Path) -> None:
        issuer = Issuer()
        said: dict[str, Any] = {"ects": "4.5", "eqf": 6, "outcomes": [("Haskell", ESCO)]}
        files = {
            "data.json": issuer.issue("Data basics", **said),
            "hostile.json": issuer.issue(HOSTILE),
            "token.jwt": issuer.issue("As a token", suite="vc+jwt"),
            "chosen.sd-jwt": sd_jwt.sign(issuer, sd_jwt.vc_payload(issuer)).shown(),
            "undated.jwt": sd_jwt.sign(issuer, sd_jwt.vc_payload(issuer, **UNDATED)).shown(),
            "sealed.json": seals.seal(elm.credential(), SEAL),
            "sealed.xml": xml_seals.sign(xml_seals.europass(), SEAL).decode(),
            "ended.json": issuer.issue("Ended", valid_until=NOW - timedelta(days=1)),
        }
        altered = json.loads(json.dumps(files["data.json"]))
        altered["credentialSubject"]["achievement"]["name"] = "Altered"
        files["altered.json"] = altered
        self.files = {name: to_bytes(one) for name, one in files.items()}
        self.files["sealed.pdf"] = pdf.seal(pdf.plain("Diploma"), SEAL)
        self.files["altered.xml"] = self.files["sealed.xml"].replace(b"Virtanen", b"Virtanem")
        self.session, _ = Session.create(
            folder, "correct horse", clock=lambda: NOW, costs=Costs()
        )
        known = registry([issuer])
        files_of_trust = [("registry.json", known), ("root.pem", SEAL.root.pem)]
        self.session.add_evidence(files_of_trust)
        review = self.session.review(self.files.items())
        kept = self.session.keep(review).kept
        self.ids = dict(zip(self.files, kept, strict=True))
        entry = Entry(title="Choir", description="Sang alto", ended="2025-06", skills=("sing",))
        (self.own,) = add_entry(self.session, entry, []).kept

    def draft(self, form: str, *names: str, own: bool = True) -> Draft:
        """What would leave in this form, of credentials by the names of their files."""
        chosen = [self.ids[one] for one in names or ("data.json", "hostile.json")]
        return self.session.portfolios.exports.draft(
            [*chosen, *([self.own] if own else [])],
            form,
            title="My portfolio",
            by_name="Lena Learner",
            narrative=STORY,
            recipient="ACME",
        )


def judged_all(held: Held, data: bytes) -> tuple[Judged, ...]:
    """What Tessera says of a file, and of each credential in it."""
    evidence = held.session.evidence().joined(listing())
    found = examine(data, "x", evidence, policy=Policy(), now=NOW, role=Role.RECEIVER)
    assert found.error is None, found.error
    return found.credentials


def judged(held: Held, data: bytes) -> Judged:
    """What Tessera says of a file."""
    return judged_all(held, data)[0]


ENVELOPED = {
    "token.jwt": "data:application/vc+jwt,ey",
    "chosen.sd-jwt": "data:application/vc+sd-jwt,ey",
    "sealed.json": "data:application/jose+json;base64,",
    "sealed.xml": "data:application/xml;base64,",
    "sealed.pdf": "data:application/pdf;base64,",
}
