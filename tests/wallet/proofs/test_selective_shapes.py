"""Over credentials of any shape: whatever is chosen is shown, passes, and hides the rest."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.helpers.bbs import BbsKey, sign_bbs
from tests.helpers.keys import Key
from tests.helpers.proving import HOLDER, SETTING, proven, secured
from tests.helpers.selective import sign_base
from tests.helpers.shapes import credentials, has_lists
from wallet.encoding import jsonld
from wallet.errors import ProofFailure
from wallet.proofs import check
from wallet.proofs.deriving import derive, disclosable
from wallet.reasons import Reason

ECDSA, BBS = Key.make("issuer", "P-256"), BbsKey.make("issuer")
MANDATORY = (("/issuer",), (), ("/issuer", "/validFrom", "/credentialSubject"))


def _ecdsa(document: dict[str, Any], mandatory: tuple[str, ...]) -> dict[str, Any]:
    method = f"{ECDSA.did_key}#{ECDSA.multibase}"
    return sign_base(document, ECDSA, method, mandatory).document


def _bbs(document: dict[str, Any], mandatory: tuple[str, ...]) -> dict[str, Any]:
    return sign_bbs(document, BBS, mandatory).document


SUITES: dict[str, tuple[str, Callable[..., dict[str, Any]]]] = {
    "ecdsa-sd-2023": (ECDSA.did_key, _ecdsa),
    "bbs-2023": (BBS.did_key, _bbs),
}


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name != "@context":
                yield from (f"{name}: {rest}" for rest in _leaves(one))
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield json.dumps(value)


def _shown_only_what_was_signed(shown: dict[str, Any], base: dict[str, Any]) -> None:
    signed = list(_leaves({**base, "proof": None}))
    for one in _leaves({**shown, "proof": None}):
        assert one in signed


def _one_round(suite: str, data: st.DataObject) -> None:
    issuer, sign = SUITES[suite]
    document = data.draw(credentials(issuer))
    assume(not jsonld.expand(document).unsigned)
    # Node's suites number the cells of mandatory lists by chance, so no issuer has any
    usual = MANDATORY[:2] if has_lists(document) else MANDATORY
    base = sign(document, data.draw(st.sampled_from(usual)))
    assert proven(base, HOLDER).reason is Reason.BASE_PROOF_VALID
    always, free = disclosable(base)
    assert not set(always) & set(free)
    chosen = data.draw(st.lists(st.sampled_from(free), unique=True)) if free else []
    assume(always or chosen)
    shown = derive(base, chosen)
    found = proven(shown)
    assert found.selective
    assert found.unsigned_members == ()
    _shown_only_what_was_signed(dict(shown), base)
    bent = data.draw(_bent(dict(shown)))
    with pytest.raises(ProofFailure):
        check(secured(bent), SETTING)


@st.composite
def _bent(draw: st.DrawFn, shown: dict[str, Any]) -> dict[str, Any]:
    """The same with one text, number or truth changed."""
    document = copy.deepcopy(shown)
    places = list(_places({k: v for k, v in document.items() if k != "proof"}, document))
    holder, key = draw(st.sampled_from(places))
    holder[key] = _another(holder[key])
    return document


def _another(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case str():
            return value + "x"
        case int():
            return value + 1
        case _:
            return value * 2


def _places(value: Any, real: Any) -> Iterator[tuple[Any, Any]]:
    """Every place that a single value stands at."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in keys:
        if key == "@context":
            continue
        if isinstance(value[key], dict | list):
            yield from _places(value[key], real[key])
        else:
            yield real, key


@pytest.mark.parametrize("suite", SUITES)
@given(data=st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow,
                                                 HealthCheck.filter_too_much])  # fmt: skip
def test_whatever_is_chosen_is_shown_and_nothing_can_be_changed(
    suite: str, data: st.DataObject
) -> None:
    _one_round(suite, data)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "count",
    [pytest.param(60, marks=pytest.mark.slow), pytest.param(500, marks=pytest.mark.long)],
)
@pytest.mark.parametrize("suite", SUITES)
def test_over_many_credentials_of_varied_shape(suite: str, count: int) -> None:
    @given(data=st.data())
    @settings(
        max_examples=count,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    def many(data: st.DataObject) -> None:
        _one_round(suite, data)

    many()
