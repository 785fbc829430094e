"""Identifiers of bodies: one spelling each, and check digits where a scheme has them (D.3).

Rules
-----
I1. A scheme is known by its usual names, whatever their case and punctuation; others: none.
I2. The organizationIdentifier of a certificate: its type is stripped, country and number are
    joined (``VATES-A00000000`` is the VAT number ``ESA00000000``); types of persons: none.
I3. VAT: the country stands before the number, also where a credential writes it apart.
I4. Erasmus: the country padded to three signs, a name, two digits (``E  TARRAGO01``).
I5. PIC has nine digits; ETER two letters and four digits.
I6. ROR ends in two digits, modulus 97-10 (ISO 7064) over its base 32 number.
I7. ISNI ends in one sign, modulus 11-2.
I8. LEI ends in two digits, modulus 97-10.
I9. SCHAC is the name of a host, in lower case and IDNA.
I10. Whatever breaks the shape or the check digits of its scheme names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from wallet.register.names import host_key

_NAMES = {
    "schac": "schac schachomeorganization schachomeorganisation domain",
    "erasmus": "erasmus erasmuscode erasmusinstitutioncode erasmusid",
    "eche": "eche erasmuscharter",
    "pic": "pic eupic participantidentificationcode",
    "eter": "eter eterid etercode",
    "deqarinst": "deqarinst deqar deqarid deqarinstitution",
    "whed": "whed whedid iauwhed",
    "ror": "ror rorid",
    "isni": "isni",
    "lei": "lei leicode legalentityidentifier",
    "brin": "brin brincode",
    "ukprn": "ukprn",
    "vat": "vat euvat vatidentifier vatnumber vatin",
    "did_ebsi": "didebsi",
    "organization": "organizationidentifier organisationidentifier eidasidentifier",
}
_SCHEMES: Mapping[str, str] = {
    name: scheme for scheme, names in _NAMES.items() for name in names.split()
}
_ADDRESSES = (
    ("ror", re.compile(r"https?://ror\.org/(\w+)/?", re.ASCII)),
    ("isni", re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?(\w+)/?", re.ASCII)),
    ("deqarinst", re.compile(r"https?://data\.deqar\.eu/institution/(\w+)/?", re.ASCII)),
)
_BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"
_ORGANIZATION = re.compile(r"(VAT|NTR|LEI|GOV)([A-Z]{2})-(.+)", re.ASCII)
_LONG_COUNTRIES = ("IRL", "LUX")
"""Country codes of Erasmus that fill their three signs, so that no blank follows."""
_ERASMUS = re.compile(r"([A-Z]{1,3}) +([A-Z-]{2,8}\d\d)", re.ASCII)


def scheme_of(name: str, value: str) -> str | None:
    """The register's name of a scheme (I1); an address in ``value`` tells more than a name."""
    for scheme, pattern in _ADDRESSES:
        if pattern.fullmatch(value.strip()):
            return scheme
    plain = "".join(sign for sign in name.rpartition(":")[2].lower() if sign.isalnum())
    return _SCHEMES.get(plain)


def normal(name: str, value: str, country: str | None = None) -> tuple[str, str] | None:
    """(scheme, value) as registers have it; None where it is no such identifier (I10)."""
    scheme = scheme_of(name, value)
    if scheme == "organization":
        return organization(value)
    if scheme is None:
        return None
    text = value.strip()
    for addressed, pattern in _ADDRESSES:
        found = pattern.fullmatch(text)
        text = found[1] if found and addressed == scheme else text
    told = vat(text, country) if scheme == "vat" else _NORMAL[scheme](text)
    return None if told is None else (scheme, told)


def organization(value: str) -> tuple[str, str] | None:
    """The organizationIdentifier of a certificate as (scheme, value) (I2)."""
    found = _ORGANIZATION.fullmatch(value.strip().upper())
    if found is None:
        return None
    kind, country, number = found.groups()
    if kind == "LEI":
        told = lei(number)
        return None if told is None else ("lei", told)
    joined = country + _plain(number)
    return ("vat" if kind == "VAT" else "national", joined)


def vat(value: str, country: str | None) -> str | None:
    """Country and number in one (I3). Greece writes EL where other lists say GR."""
    text = _plain(value)
    code = {"GR": "EL"}.get(country or "", country or "")
    if text[:2] == "GR":
        text = f"EL{text[2:]}"
    if not (text[:2].isalpha() and (not code or text.startswith(code))):
        text = f"{code}{text}"
    return text if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{2,13}", text, re.ASCII) else None


def erasmus(value: str) -> str | None:
    """Country padded to three signs, name, two digits (I4)."""
    text = value.strip().upper()
    if text.startswith(_LONG_COUNTRIES) and text[3:4] != " ":
        text = f"{text[:3]} {text[3:]}"
    found = _ERASMUS.fullmatch(text)
    return None if found is None else f"{found[1]:<3}{found[2]}"


def pic(value: str) -> str | None:
    """Nine digits (I5)."""
    return _shaped(r"\d{9}", value)


def eter(value: str) -> str | None:
    """Two letters of the country and four digits (I5)."""
    return _shaped(r"[A-Z]{2}\d{4}", value)


def ror(value: str) -> str | None:
    """A nought, six signs in base 32, two check digits (I6)."""
    text = value.strip().lower()
    if not re.fullmatch(r"0[0-9a-hjkmnp-tv-z]{6}\d\d", text, re.ASCII):
        return None
    return text if ror_checks(text) else None


def ror_checks(text: str) -> bool:
    """Modulus 97-10 over the base 32 number (I6)."""
    number = 0
    for sign in text[1:7]:
        number = number * 32 + _BASE_32.index(sign)
    return 98 - number * 100 % 97 == int(text[7:])


def isni(value: str) -> str | None:
    """Fifteen digits and a check sign (I7)."""
    text = _shaped(r"\d{15}[\dX]", value)
    return text if text is not None and isni_checks(text) else None


def isni_checks(text: str) -> bool:
    """Modulus 11-2; X stands for ten (I7)."""
    total = 0
    for sign in text[:15]:
        total = (total + int(sign)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == text[15]


def lei(value: str) -> str | None:
    """Eighteen signs and two check digits (I8)."""
    text = _shaped(r"[A-Z0-9]{18}\d\d", value)
    return text if text is not None and lei_checks(text) else None


def lei_checks(text: str) -> bool:
    """Modulus 97-10 over the letters as numbers (I8)."""
    return int("".join(str(int(sign, 36)) for sign in text)) % 97 == 1


def schac(value: str) -> str | None:
    """The name of a host (I9)."""
    text = host_key(value)
    return text if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text, re.ASCII) else None


def _deqarinst(value: str) -> str | None:
    text = _plain(value)
    if re.fullmatch(r"\d{1,6}", text, re.ASCII):  # the number in an address of DEQAR
        text = f"DEQARINST{text:>04}"
    return _shaped(r"DEQARINST\d{4,6}", text)


def _shaped(pattern: str, value: str) -> str | None:
    text = _plain(value)
    return text if re.fullmatch(pattern, text, re.ASCII) else None


def _plain(value: str) -> str:
    return "".join(sign for sign in value.upper() if sign.isalnum())


_NORMAL: Mapping[str, Callable[[str], str | None]] = {
    "schac": schac,
    "erasmus": erasmus,
    "eche": lambda one: _shaped(r"E\d{8}", one),
    "pic": pic,
    "eter": eter,
    "deqarinst": _deqarinst,
    "whed": lambda one: _shaped(r"IAU\d{6}", one),
    "ror": ror,
    "isni": isni,
    "lei": lei,
    "brin": lambda one: _shaped(r"\d{2}[A-Z]{2}", one),
    "ukprn": lambda one: _shaped(r"1\d{7}", one),
    "did_ebsi": lambda one: one if one.startswith("did:ebsi:") else None,
}
