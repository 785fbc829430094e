"""Elements with tens of thousands of attributes or namespaces, which take minutes to order."""

from __future__ import annotations

import time

import pytest

from tests.helpers import seals, xml_seals
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import trusted
from wallet import intake
from wallet.encoding import xml_tree
from wallet.errors import InputError, WalletError
from wallet.report import VerdictCode

MEMBER = "<credentialSubject "


def crowded(count: int, form: str) -> str:
    told = " ".join(form.format(one) for one in range(count))
    return xml_seals.europass().replace(MEMBER, f"{MEMBER}{told} ", 1)


@pytest.mark.parametrize("form", ['a{}="x"', 'xmlns:a{0}="urn:{0}"'])
@pytest.mark.parametrize("wide", [False, True])
def test_a_crowded_element_is_refused_before_any_work(form: str, *, wide: bool) -> None:
    identity = seals.sealer()
    text = xml_seals.sign(crowded(5, form), identity).decode()
    more = " ".join(form.format(one) for one in range(5, 50_000))
    data = text.replace(MEMBER, f"{MEMBER}{more} ", 1).encode("utf-16" if wide else "utf-8")
    start = time.process_time()
    with pytest.raises(InputError) as told:
        xml_tree.parse(data)
    assert told.value.code == "too_complex"
    with pytest.raises(WalletError):
        intake.read(data)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("form", ['a{}="x"', 'xmlns:a{0}="urn:{0}"'])
def test_a_few_more_than_usual_are_none_the_worse(form: str) -> None:
    identity = seals.sealer()
    data = xml_seals.sign(crowded(20, form), identity)
    xml_tree.parse(data)
    assert judged(data, trusted(identity)).verdict.code is not VerdictCode.NOT_GENUINE
