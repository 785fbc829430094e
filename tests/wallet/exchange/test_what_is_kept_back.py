"""What the learner keeps back is in no form of a portfolio, attachments included."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from tests.helpers.issuer import NOW, Issuer, Key, registry
from tests.helpers.sd_jwt import HIDDEN, sign, vc_payload
from wallet.errors import InputError
from wallet.session import Costs, Session
from wallet.session.exports import Draft

ISSUER = Issuer(kind="P-256")
TOKEN = sign(ISSUER, vc_payload(ISSUER, Key.make("holder", "P-256"))).shown()


@pytest.fixture(scope="module")
def wallet(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("back") / "W"
    session, _ = Session.create(folder, "correct horse", clock=lambda: NOW, costs=Costs())
    session.add_evidence([("registry.json", registry([ISSUER]))])
    (kept,) = session.keep(session.review([("learning.sd-jwt", TOKEN.encode())])).kept
    yield session, kept
    session.lock()


def everything(draft: Draft) -> str:
    """The file, what is attached to it, and what tokens in that say."""
    told = [draft.data.decode("utf-8-sig")]
    if draft.form == "elm":
        for one in json.loads(draft.data)["attachment"]:
            told += _said(base64.b64decode(one["content"]).decode())
    if draft.form == "clr":
        for one in json.loads(draft.data)["credentialSubject"]["verifiableCredential"]:
            told += _said(one["id"].partition(",")[2])
    return "\n".join(told)


def _said(token: str) -> list[str]:
    return [token, *(_unpacked(part) for part in token.replace("~", ".").split("."))]


def _unpacked(part: str) -> str:
    padded = part + "=" * (-len(part) % 4)
    return base64.urlsafe_b64decode(padded).decode("utf-8", "replace")


@pytest.mark.parametrize("form", ["clr", "elm", "csv", "html"])
def test_what_is_kept_back_is_nowhere_in_it(wallet, form):
    session, kept = wallet
    every = session.credential(kept).secured.document
    values = [
        one for name in HIDDEN if isinstance(one := every.get(name), str) and len(one) > 2
    ]
    said = {"title": "Mine", "by_name": "L"}
    exports = session.portfolios.exports
    part = everything(exports.draft([kept], form, reveal={kept: ()}, **said))
    assert [one for one in values if one in part] == []
    if form in {"clr", "elm"}:
        whole = everything(exports.draft([kept], form, **said))
        assert len([one for one in values if one in whole]) == len(values) > 2


def test_a_record_of_what_states_no_day_is_none(wallet):
    session, _ = wallet
    undated = {"iat": None, "exp": None, "date_of_issuance": None}
    token = sign(ISSUER, vc_payload(ISSUER, **undated)).shown()
    (kept,) = session.keep(session.review([("undated.txt", token.encode())])).kept
    with pytest.raises(InputError) as refused:
        session.portfolios.exports.draft([kept], "clr", title="Mine", by_name="L")
    assert refused.value.code == "nothing_fits_form"
