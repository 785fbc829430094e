"""Looking at one view in a test."""

from __future__ import annotations

from typing import Any

from wallet import formats
from wallet.credential import (
    Award,
    CredentialView,
    Text,
)

SUBJECT = "/credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"


def seen(document: dict[str, Any]) -> CredentialView:
    return formats.view(formats.recognise(document), document)


def award(document: dict[str, Any]) -> Award:
    (only,) = seen(document).awards
    return only


def said(text: str, lang: str = "und") -> tuple[Text, ...]:
    return (Text(lang=lang, text=text),)
