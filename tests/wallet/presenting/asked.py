"""A verifier's request, and tokens that answer it."""

from __future__ import annotations

from tests.helpers.issuer import Issuer
from tests.helpers.presenting import ISSUER, MINE
from tests.helpers.sd_jwt import sign, vc_payload
from wallet.check_desk import make_request
from wallet.presenting import Request, read_request

BADGES = Issuer("Badge University", seed="badges")
HIDDEN = (
    "family_name", "given_name", "assessment_grade", "achievement_title", "learning_outcomes",
)  # fmt: skip
TOKEN = sign(ISSUER, vc_payload(ISSUER, MINE), hide=HIDDEN).shown()


def request_of(query, **more) -> tuple[Request, bytes]:
    made = make_request(who="ACME Ltd", why="a job", query=query, **more)
    return read_request(made.document), made.secret


def asking_for(*claims, form="dc+sd-jwt", meta=None):
    told = {"id": "q", "format": form, "claims": [{"path": list(one)} for one in claims]}
    return {"credentials": [{**told, **({"meta": meta} if meta else {})}]}
