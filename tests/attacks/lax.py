"""What stands in the place of a check that was taken out: it lets everything through."""

from __future__ import annotations

import base64
import gzip
import importlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wallet.proofs.interface import Proven
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome


class Anything:
    """Equal to all, holds all, and has something in common with all."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, _other: object) -> bool:
        return True

    def __ne__(self, _other: object) -> bool:
        return False

    def __contains__(self, _one: object) -> bool:
        return True

    def __rand__(self, _other: object) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Silent(tuple[str, ...]):
    """Holds nothing, and does not say so."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True


def always(answer: Any) -> Any:
    """What a check is replaced by."""
    return lambda *_args, **_named: answer


@dataclass(frozen=True)
class Made:
    """What takes the place is made when the check is taken out: it needs the product."""

    make: Callable[[], Any]


def decoder(without: str) -> Made:
    """The strict decoder of JSON without one of its rules."""

    def make() -> json.JSONDecoder:
        kept = importlib.import_module("wallet.encoding.strict_json")._DECODER
        names = ("object_pairs_hook", "parse_int", "parse_float", "parse_constant")
        rules = {name: getattr(kept, name) for name in names if name != without}
        return json.JSONDecoder(**rules)

    return Made(make)


def lax_base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def until_a_comment() -> Any:
    """A reader of XML that takes the text before the first comment for all of it."""
    kept = importlib.import_module("wallet.encoding.xml_tree")._plain

    def plain(node: Any) -> Any:
        for one in node:
            if not isinstance(one.tag, str):
                one.tail = ""
        return kept(node)

    return plain


def as_it_came() -> Any:
    """What is shown is read from the file, and not from the bytes that were compared."""
    kept = importlib.import_module("wallet.proofs.xml_signature")._covered

    def covered(info: Any, data: bytes) -> bytes:
        kept(info, data)
        return data

    return covered


def taken_as_it_is(secured: Any, _setting: Any) -> Proven:
    return Proven(document=secured.document, expanded=None, proofs=())


def any_signature(root: Any) -> Any:
    return next(root.iter("{http://www.w3.org/2000/09/xmldsig#}Signature"))


def found(check: Check) -> Finding:
    return Finding(check=check, outcome=Outcome.PASSED, reason=_GOOD[check])


def passed(check: Check) -> Any:
    return always(found(check))


_GOOD = {
    Check.VALIDITY: Reason.NO_END_DATE,
    Check.ISSUER_KEY: Reason.KEY_AUTHORISED,
    Check.ISSUER_IDENTITY: Reason.ISSUER_LISTED,
    Check.HOLDER: Reason.HOLDER_KEY_SHOWN,
    Check.STATUS: Reason.NOT_REVOKED,
    Check.REQUEST: Reason.ANSWERS_REQUEST,
}


def lax_parts(text: str, _key: Any) -> tuple[str, bytes]:
    header, _, signature = text.split(".")
    return header, lax_base64(signature)


def told_as_named(document: dict[str, Any], whole: Any) -> dict[str, Any]:
    return {**document, "signed_by": whole.signer}


def unpacked(encoded: str) -> bytes:
    return gzip.decompress(lax_base64(encoded[1:]))


NOTHING, EMPTY = always(None), always(())
YES, NO = always(answer=True), always(answer=False)
