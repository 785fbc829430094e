"""One test for each rule of identifiers (D.3)."""

from tests.wallet.trust.accreditation.ruled import rule, yes
from wallet.trust.accreditation import identifiers

LEI = "5493001KJTIIGC8Y1R12"


@rule("I1 names of schemes", "identifiers.scheme_of", lambda name, _value: name)
def names_of_schemes():
    assert identifiers.normal("ext:Participant-Identification-Code", "999880560") is not None


def _unstripped(value):
    return ("vat", value) if value.startswith("VAT") else ("lei", value.partition("-")[2])


@rule("I2 organizationIdentifier", "identifiers.organization", _unstripped)
def organization_identifier():
    assert identifiers.organization("VATES-A0000.0000") == ("vat", "ESA00000000")


@rule("I3 VAT", "identifiers.vat", lambda value, _country: value)
def vat_without_its_country():
    assert identifiers.normal("vat", "Q9350003A", "ES") == ("vat", "ESQ9350003A")


@rule("I4 Erasmus", "identifiers._NORMAL[erasmus]", lambda value: value)
def erasmus_padded():
    assert identifiers.normal("erasmus", "E TARRAGO01") == ("erasmus", "E  TARRAGO01")


@rule("I5 PIC", "identifiers._NORMAL[pic]", lambda value: value)
def pic_of_nine_digits():
    assert identifiers.normal("pic", "99988056") is None


@rule("I5 ETER", "identifiers._NORMAL[eter]", lambda value: value)
def eter_of_country_and_four_digits():
    assert identifiers.normal("eter", "ES022") is None


@rule("I6 ROR", "identifiers.ror_checks", yes)
def ror_with_check_digits():
    assert identifiers.normal("ror", "00g5sqv46") is not None
    assert identifiers.normal("ror", "00g5sqv47") is None


@rule("I7 ISNI", "identifiers.isni_checks", yes)
def isni_with_check_sign():
    assert identifiers.normal("isni", "0000 0001 2284 9230") is not None
    assert identifiers.normal("isni", "0000 0001 2284 9231") is None


@rule("I8 LEI", "identifiers.lei_checks", yes)
def lei_with_check_digits():
    assert identifiers.normal("lei", LEI) is not None
    assert identifiers.normal("lei", f"{LEI[:-1]}3") is None


@rule("I9 SCHAC", "identifiers._NORMAL[schac]", lambda value: value)
def schac_in_lower_case():
    assert identifiers.normal("schac", "URV.cat") == ("schac", "urv.cat")


@rule("I10 DEQARINST", "identifiers._NORMAL[deqarinst]", lambda value: value)
def deqarinst_as_an_address():
    told = identifiers.normal("deqarinst", "https://data.deqar.eu/institution/382")
    assert told == ("deqarinst", "DEQARINST0382")
