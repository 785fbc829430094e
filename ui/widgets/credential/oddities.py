"""Signs that make a name look like another: pointed out, never removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wallet.session import suspicious_characters
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Judged


def oddity_words(judged: Judged, languages: Sequence[str]) -> str:  # noqa: ARG001
    """A warning about names in a credential; empty where nothing is odd."""
    view = judged.view
    if view is None:
        return ""
    texts = [one.text for one in view.envelope.issuer.names]
    for award in view.awards:
        texts += [one.text for one in award.title]
        texts += [one.text for body in award.awarding_bodies for one in body.names]
    kinds = _kinds(texts)
    if not kinds:
        return ""
    return tr(
        "A name in it holds signs that can make it look like another name ({kinds}). "
        "Look twice before you rely on it.",
        kinds=", ".join(_kind_words(kind) for kind in kinds),
    )


def _kinds(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(suspicious_characters(text)))
    return list(found)


def _kind_words(kind: str) -> str:
    return {
        "bidi_control": tr("signs that turn the direction of writing"),
        "invisible": tr("invisible signs"),
        "control": tr("control signs"),
        "mixed_scripts": tr("letters of different scripts that look alike"),
    }.get(kind, kind)
