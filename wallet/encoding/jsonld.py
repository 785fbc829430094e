"""JSON-LD expansion with pinned contexts, in safe mode.

Rules
-----
1. Every ``@context`` URL is looked up in ``wallet.encoding.contexts``; an unknown one is
   ``unknown_context`` (indeterminate), never fetched and never ignored.
2. What would not reach the signed graph is named: members that no context defines, values
   that are relative IRIs, text directions, indexes, and repetitions (a graph is a set).
3. Protected terms stay protected (PyLD enforces it: ``protected_term_redefined``).
4. Nodes, array lengths and depth are capped before any work is done.
5. Processed contexts are kept between documents only where every context of the document is
   pinned, or does no more than name a few terms. Any other document is expanded by itself
   with fresh copies: PyLD's caches forget whether protection was to be overridden, and its
   ``@import`` writes into the imported context.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wallet.encoding import contexts, safe_mode, spelling
from wallet.errors import ProofFailure
from wallet.limits import LIMITS, Limits
from wallet.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A document in expanded form, and what of it the form does not hold."""

    nodes: list[dict[str, Any]]
    """The expanded top-level nodes."""
    unsigned: tuple[str, ...]
    """JSON paths of members that do not reach the graph."""
    own_terms: frozenset[str]
    """Terms that the document defines by itself, in contexts written into it."""
    misnamed_terms: tuple[str, ...]
    """Those of them that mislead whoever reads by name (see ``spelling``)."""
    members: int
    """How many members and entries the document has: what expanding it costs."""


def expand(document: Mapping[str, Any], limits: Limits = LIMITS) -> Expansion:
    """Expand a parsed document.

    Raises:
        ProofFailure: ``unknown_context``, ``protected_term_redefined``, ``too_complex``,
            ``too_deep``, ``invalid_member`` - all indeterminate.
    """
    survey = safe_mode.survey(document, limits)
    for url in survey.urls:
        contexts.read(url)
    plain = all(map(safe_mode.is_plain, survey.own_contexts))
    try:
        nodes, unsigned = _expand(document, memo=plain)
    except ProofFailure:
        raise
    except RecursionError:
        raise _refusal(Reason.TOO_DEEP, "recursion") from None
    except Exception as error:  # noqa: BLE001 - PyLD lets TypeError, KeyError ... through
        raise translate(error) from None
    return Expansion(
        nodes=nodes,
        unsigned=unsigned,
        own_terms=safe_mode.terms_of(survey.own_contexts),
        misnamed_terms=spelling.misnamed(survey.own_contexts),
        members=survey.members,
    )


def _expand(document: Any, *, memo: bool) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    from wallet.encoding import processor  # noqa: PLC0415 - PyLD is slow to import

    nodes, dropped = processor.run(document, memo=memo)
    if not dropped and not safe_mode.loses(nodes):
        return nodes, ()
    # Rare: a second, slower pass finds out where.
    keys = processor.dropped_members(document)
    values = safe_mode.lost_values(document, nodes)
    return nodes, tuple(sorted({*keys, *values})) or ("$",)


def compact(nodes: list[dict[str, Any]], context: Any) -> dict[str, Any]:
    """Expanded nodes written with the terms of a context that ``expand`` has been through.

    Raises:
        ProofFailure: ``invalid_member`` (indeterminate) and as ``expand``.
    """
    from wallet.encoding import processor  # noqa: PLC0415 - PyLD is slow to import

    try:
        return processor.compact(nodes, context)
    except RecursionError:
        raise _refusal(Reason.TOO_DEEP, "recursion") from None
    except Exception as error:  # noqa: BLE001 - PyLD lets TypeError, KeyError ... through
        raise translate(error) from None


_PROTECTION = {"protected term redefinition", "invalid context nullification"}


def translate(error: Exception) -> ProofFailure:
    """PyLD's errors in our words. Its messages hold claims, so only the code is kept."""
    seen: BaseException | None = error
    code = "other"
    while seen is not None:
        if isinstance(seen, ProofFailure):
            return seen
        code = getattr(seen, "code", None) or code
        if code in _PROTECTION:
            return _refusal(Reason.PROTECTED_TERM_REDEFINED, code)
        seen = seen.__cause__
    return _refusal(Reason.INVALID_MEMBER, code)


def _refusal(reason: Reason, detail: str) -> ProofFailure:
    return ProofFailure(reason, indeterminate=True, detail=detail)
