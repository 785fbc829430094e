"""How identifiers and names of bodies are compared: what is only spelling does not count."""

from __future__ import annotations

import re
import unicodedata

EXACT_SCHEMES = frozenset({"did", "did_ebsi", "oidf", "thumbprint"})
"""Schemes whose values are case-sensitive and compared as written."""
_PUNCTUATION = re.compile(r"[\W_]+")
_DEVIATIONS = frozenset("\u00df\u03c2\u200c\u200d")
"""Sharp s, final sigma and two joiners (UTS 46, section 2.3)."""
HOST_SCHEMES = frozenset({"schac", "website"})
"""Schemes whose values are names of hosts."""


def index_key(scheme: str, value: str) -> str:
    """The form in which identifiers of a scheme are looked up."""
    text = value.strip()
    if scheme in EXACT_SCHEMES:
        return text
    if scheme in HOST_SCHEMES:
        return host_key(text)
    return _PUNCTUATION.sub("", text.upper())


def host_key(text: str) -> str:
    """The host of an address or a bare host name: lower case, IDNA, without ``www.``."""
    host = text.strip().lower().partition("://")[2] or text.strip().lower()
    host = host.partition("/")[0].rpartition("@")[2].partition(":")[0].rstrip(".")
    host = host.removeprefix("www.")
    try:
        return ".".join(map(_label, host.split(".")))
    except UnicodeError:
        return host


def _label(text: str) -> str:
    """A label in ASCII. What older rules of IDNA turned into other letters is another host."""
    if set(text) & _DEVIATIONS:
        return f"xn--{text.encode('punycode').decode()}"
    return text.encode("idna").decode()


def name_key(name: str) -> str:
    """How names are compared: no case, accents, punctuation or unseen signs, single blanks."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    signs = (
        sign if sign.isalnum() else " "
        for sign in plain
        if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    )
    return " ".join("".join(signs).split())
