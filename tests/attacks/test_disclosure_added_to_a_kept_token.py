"""Attack: a token with a disclosure more, to be taken for the one the learner holds."""

from __future__ import annotations

from tests.helpers.issuer import Issuer, Key
from tests.helpers.sd_jwt import bind, disclosure, sign, vc_payload
from wallet import intake

HOLDER = Key.make("holder", "P-256")


def test_it_is_another_credential() -> None:
    issuer = Issuer(kind="P-256")
    token = sign(issuer, vc_payload(issuer, HOLDER))
    added = token.shown() + disclosure("achievement_title", "Doctor of Law") + "~"
    ids = [
        one.credential_id
        for text in (token.shown(), token.shown("family_name"), token.shown(*()), added)
        for one in intake.read(text.encode())
    ]
    assert len({*ids[:3]}) == 1
    assert ids[3] not in ids[:3]
    (shown,) = intake.read(bind(added, HOLDER).encode())
    assert [one.credential_id for one in shown.parts] == [ids[3]]
