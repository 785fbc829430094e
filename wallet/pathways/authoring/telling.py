"""A draft in plain words: each part as a sentence, each problem with its place.

Nothing is left out of ``outline``: it is what the owner of a pathway reads before signing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wallet.pathways.authoring import document_forms as forms
from wallet.pathways.authoring.draft import Draft, Path
from wallet.pathways.authoring.rule_forms import COMMON, RULES
from wallet.pathways.authoring.sentences import (
    Form,
    say,
    say_others,
    slot_title,
    spoken,
    title_in,
)
from wallet.pathways.authoring.structure import loose, tree_of
from wallet.pathways.rules import COMMON as COMMON_PARAMETERS
from wallet.pathways.rules import RULES as READERS
from wallet.wording import tr

Languages = Sequence[str]
_COUNTING = (COMMON.field("severity"), COMMON.field("waivable"))


def form_of(draft: Draft, path: Path) -> Form | None:
    """The form of the slot, group or rule at a path.

    None for a rule that the reader does not know whole: what stands in it was never checked,
    so no field may show or change it.
    """
    if path[:1] != ("rules",):
        return forms.SLOT if path[:1] == ("slots",) else forms.GROUP
    rule = draft.at(path) or {}
    known = READERS.get(str(rule.get("type")))
    if known is None or set(rule) - {*COMMON_PARAMETERS, *known.parameters}:
        return None
    return RULES.get(str(rule.get("type")))


def name_of(draft: Draft, path: Path, languages: Languages = ("en",)) -> str:
    """What a slot, group or rule is called."""
    title = title_in(draft.at((*path, "title")), languages)
    if path[:1] == ("rules",):
        form = form_of(draft, path)
        return form.name() if form else str(draft.at((*path, "type")))
    if title:
        return title
    if path[:1] == ("slots",):
        return str(draft.at((*path, "id")) or tr("A requirement without a name"))
    return tr("The whole pathway") if path == ("tree",) else tr("A group")


def sentence_of(draft: Draft, path: Path, languages: Languages = ("en",)) -> str:
    """The sentence of a slot, group or rule as it stands."""
    form = form_of(draft, path)
    if form is None:
        return tr(
            "This version does not know everything in this rule (“{type}”). It stays as it is, "
            "and nothing is complete while it stands here.",
            type=draft.at((*path, "type")),
        )
    if path == ("tree",) and draft.at(path) is None:
        draft = Draft(document={**draft.document, "tree": tree_of(draft)})
    return say(form, draft, path, languages)


def outline(draft: Draft, languages: Languages = ("en",)) -> Iterator[str]:
    """Everything that a pathway says, sentence by sentence."""
    for form in forms.ABOUT:
        sentence = say(form, draft, (), languages)
        if sentence:
            yield sentence
        yield from say_others(form, draft, (), languages)
    yield from _group(draft, tree_of(draft), ("tree",), languages)
    for index in loose(draft):
        yield from _slot(draft, index, languages)
    for index, _ in enumerate(draft.at(("rules",)) or ()):
        yield from _rule(draft, index, languages)


def group_words(draft: Draft, path: Path, languages: Languages = ("en",)) -> str:
    """What a group asks for: how many of what stands in it."""
    group = tree_of(draft) if path == ("tree",) else draft.at(path) or {}
    children = ", ".join(
        slot_title(draft, one, languages)
        if isinstance(one, str)
        else title_in(one.get("title"), languages) or tr("a group")
        for one in group.get("of") or ()
    )
    if not children:
        return tr("Nothing stands in it yet.")
    if group.get("op") == "atLeast":
        return tr("At least {n} of these: {children}.", n=group.get("n"), children=children)
    if group.get("op") == "any":
        return tr("Any one of these: {children}.", children=children)
    return tr("All of these: {children}.", children=children)


def _group(draft: Draft, group: Any, path: Path, languages: Languages) -> Iterator[str]:
    ids = [one.get("id") for one in draft.at(("slots",)) or ()]
    name = title_in(group.get("title"), languages) or name_of(draft, path, languages)
    words = group_words(draft, path, languages)
    yield tr("{what}: {value}", what=name, value=words)
    for place, one in enumerate(group.get("of") or ()):
        if isinstance(one, Mapping):
            yield from _group(draft, one, (*path, "of", place), languages)
        elif one in ids:
            yield from _slot(draft, ids.index(one), languages)


def _slot(draft: Draft, index: int, languages: Languages) -> Iterator[str]:
    path: Path = ("slots", index)
    name = name_of(draft, path, languages)
    said = say(forms.SLOT, draft, path, languages)
    yield tr("{what}: {value}", what=name, value=said)
    fits = match_words(draft, draft.at((*path, "match")), languages)
    if fits:
        yield tr("What fits “{slot}”: {fits}", slot=name, fits=fits)
    for one in say_others(forms.SLOT, draft, path, languages):
        yield tr("{what}: {value}", what=name, value=one)


def match_words(draft: Draft, match: Any, languages: Languages = ("en",)) -> str:
    """What a credential must be, in one line; empty where everything fits."""
    if not isinstance(match, Mapping):
        return ""
    named = {"labels": draft.at(("labels",))}
    here = Draft(document={**match, **named})
    said = list(say_others(forms.MATCH, here, (), languages))
    some = [match_words(draft, one, languages) for one in match.get("any") or ()]
    every = [match_words(draft, one, languages) for one in match.get("all") or ()]
    if some:
        said.append(tr("any of these: {alternatives}", alternatives=" / ".join(some)))
    if every:
        said.append(tr("all of these: {alternatives}", alternatives=" / ".join(every)))
    return "; ".join(said)


def _rule(draft: Draft, index: int, languages: Languages) -> Iterator[str]:
    path: Path = ("rules", index)
    name = name_of(draft, path, languages)
    yield tr("{what}: {value}", what=name, value=sentence_of(draft, path, languages))
    form = form_of(draft, path)
    if form is None:
        return
    for one in say_others(form, draft, path, languages):
        yield tr("{what}: {value}", what=name, value=one)
    for member in ("a", "b"):
        fits = match_words(draft, draft.at((*path, member)), languages)
        if fits:
            yield tr("{what}: {value}", what=form.field(member).label(), value=fits)
    for field in _COUNTING:
        if draft.at((*path, field.name)) is not None:
            yield spoken(field, draft, draft.at((*path, field.name)), languages)
    for one in say_others(COMMON, draft, path, languages):
        yield tr("{what}: {value}", what=name, value=one)


def place_words(draft: Draft, path: Path, languages: Languages = ("en",)) -> str:
    """Where a problem stands, in words: the part, and the field where there is one."""
    part, inside = _part(draft, path)
    if part is None:
        field = _label(forms.ABOUT, path)
        about = tr("About the pathway")
        return tr("{what}: {value}", what=about, value=field) if field else about
    name = name_of(draft, part, languages)
    form = form_of(draft, part)
    label = _label((form, COMMON) if form else (COMMON,), inside)
    return tr("{what}: {value}", what=name, value=label) if label else name


def _part(draft: Draft, path: Path) -> tuple[Path | None, Path]:
    """The slot, group or rule that a path leads into, and the rest of the path."""
    if path[:1] in {("slots",), ("rules",)} and len(path) > 1:
        return path[:2], path[2:]
    if path[:1] != ("tree",):
        return None, path
    part: Path = ("tree",)
    rest = path[1:]
    while rest[:1] == ("of",) and len(rest) > 1:
        below = (*part, *rest[:2])
        if not isinstance(draft.at(below), Mapping):
            break
        part, rest = below, rest[2:]
    return part, rest


def _label(among: Sequence[Form], path: Path) -> str:
    """The label of the field that a path leads to."""
    for form in among:
        for field in form.fields:
            if path[: len(field.path)] == field.path:
                return field.label()
    return ""
