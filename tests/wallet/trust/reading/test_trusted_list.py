"""Trusted lists: only what a given certificate signed is read."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.conftest import VECTORS
from wallet.errors import InputError
from wallet.register import SealServiceRow
from wallet.trust.reading import SourceFile, read_sources
from wallet.trust.reading.trusted_list import TrustedList, listed_signers, state_of

DAY = datetime(2026, 11, 1, tzinfo=UTC)
FOLDER = VECTORS / "10-accreditation-trust/trusted-lists"
pytestmark = [
    pytest.mark.vectors,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the third-party samples are not here"),
]


def signer_of(data: bytes) -> bytes:
    """The certificate in the signature's own key information, the last one of the file."""
    told = re.findall(rb"X509Certificate>([^<]+)<", data.rpartition(b"KeyInfo>")[0])
    return base64.b64decode(b"".join(told[-1].split()))


def read(name, *anchors, change=None):
    data = (FOLDER / name).read_bytes()
    return read_sources([(name, change(data) if change else data, DAY)], anchors)


@pytest.mark.parametrize(
    ("name", "country", "services"),
    [("FI.xml", "FI", 7), ("CY.xml", "CY", 2), ("SE.xml", "SE", 1), ("ie-tl.xml", "IE", 4),
     ("fi-v6.xml", "FI", 19)],
)  # fmt: skip
def test_a_list_is_read_by_its_signers_certificate(name, country, services):
    found = read(name, signer_of((FOLDER / name).read_bytes()))
    assert found.bad == ()
    [one] = found.lists
    assert (one.role, one.countries, len(one.rows)) == ("tl/eu", {country}, services)
    for row in one.rows:
        assert isinstance(row, SealServiceRow)
        assert row.history
        assert list(row.history) == sorted(row.history, key=lambda s: s.since, reverse=True)
        assert re.fullmatch(r"[0-9a-f]{40}", row.key_id)


def test_a_service_for_seals_is_told_from_one_for_signatures():
    found = read("CY.xml", signer_of((FOLDER / "CY.xml").read_bytes()))
    told = {row.name: row.history[0] for row in found.lists[0].rows}
    seals = told["JCC CA for EU Qualified e-Seals"]
    assert (seals.status, seals.for_seals, seals.for_signatures) == ("granted", True, False)
    assert seals.qualified


@pytest.mark.parametrize(("name", "qualified"), [("QCForESeal", True), ("NotQualified", False)])
def test_a_service_of_which_some_certificates_are_not_qualified_makes_none_so(name, qualified):
    service = etree.fromstring(
        f"""<s:ServiceInformation xmlns:s="http://uri.etsi.org/02231/v2#">
          <s:ServiceStatus>http://uri.etsi.org/TrstSvc/Svcstatus/granted</s:ServiceStatus>
          <s:StatusStartingTime>2020-01-01T00:00:00Z</s:StatusStartingTime>
          <s:ServiceInformationExtensions><s:Extension Critical="true"><s:Qualifier
            uri="http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/{name}"/></s:Extension>
          </s:ServiceInformationExtensions>
        </s:ServiceInformation>"""
    )
    assert state_of(service).qualified is qualified


@pytest.mark.parametrize("case", ["none", "other", "altered", "unsigned", "doctype"])
def test_lists_that_are_not_read(case):
    own = signer_of((FOLDER / "CY.xml").read_bytes())
    other = signer_of((FOLDER / "FI.xml").read_bytes())
    found = {
        "none": lambda: read("CY.xml"),
        "other": lambda: read("CY.xml", other),
        "altered": lambda: read(
            "CY.xml", own, change=lambda data: data.replace(b"JCC CA", b"EVL CA", 1)
        ),
        "unsigned": lambda: read("trusted-list-v6.xml", own, other),
        "doctype": lambda: read(
            "CY.xml",
            own,
            change=lambda data: re.sub(
                rb"(<\?xml[^>]*\?>)", rb'\1<!DOCTYPE x [<!ENTITY e "y">]>', data, count=1
            ),
        ),
    }[case]()
    assert found.lists == ()
    expected = "unreadable_source" if case == "doctype" else "signature_not_checked"
    assert [one.reason for one in found.bad] == [expected]


def test_a_list_of_lists_names_the_signers_of_the_others():
    lotl = (FOLDER / "eu-lotl.xml").read_bytes()
    files = [(one, (FOLDER / one).read_bytes(), DAY) for one in ("eu-lotl.xml", "CY.xml")]
    assert read_sources(files).lists == ()
    found = read_sources(files, [signer_of(lotl)])
    listed = base64.b64encode(signer_of((FOLDER / "CY.xml").read_bytes()))
    expected = listed in b"".join(lotl.split())
    assert bool(found.lists) is expected


@pytest.mark.parametrize(("land", "is_read"), [("FI", True), ("SE", False)])
def test_a_signer_that_is_listed_for_another_country(land, is_read):
    data = (FOLDER / "FI.xml").read_bytes()
    listed = {signer_of(data): frozenset({land})}
    file = SourceFile(name="FI.xml", data=data, dated=DAY, listed=listed)
    if is_read:
        assert TrustedList().read(file).countries == {"FI"}
        return
    with pytest.raises(InputError) as caught:
        TrustedList().read(file)
    assert caught.value.code == "signature_not_checked"


def test_signers_are_listed_each_for_its_country():
    data = (FOLDER / "eu-lotl.xml").read_bytes()
    whole = SourceFile(name="lotl", data=data, dated=DAY, anchors=(signer_of(data),))
    listed = listed_signers([whole])
    assert {land for lands in listed.values() for land in lands} >= {"FI", "SE", "IE"}
    finnish = [der for der, lands in listed.items() if "FI" in lands]
    assert all(listed[der] == {"FI"} for der in finnish)


def test_a_national_list_is_no_list_of_lists():
    data = (FOLDER / "FI.xml").read_bytes()
    assert b"EUlistofthelists" in data
    whole = SourceFile(name="FI.xml", data=data, dated=DAY, anchors=(signer_of(data),))
    assert listed_signers([whole]) == {}
