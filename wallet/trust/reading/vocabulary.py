"""ESCO and ISCED-F: terms with their labels, as CSV and as JSON.

ESCO's CSV has ``conceptUri`` and ``preferredLabel``, one file a language, which its name tells
(``skills_en.csv``). ISCED-F as CSV has ``code`` (or ``uri``) and ``label``, with the language
in ``lang`` where it is not English. JSON is a list of ``{"uri", "label"|"labels"}``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.trust.reading.interface import UNSIGNED, BadRow, ReadList, SourceFile
from wallet.trust.reading.limits import OPERATOR
from wallet.trust.rows import Row, TermRow

_ISCED = "http://data.europa.eu/snb/isced-f/"
_LANGUAGE = re.compile(r"_([a-z]{2})\.csv$")


class Vocabulary:
    """Terms."""

    name = "vocabulary"

    def recognises(self, file: SourceFile) -> bool:
        """Whether columns or members are those of terms."""
        if file.data.lstrip()[:1] == b"[":
            first = next(iter(_json_terms(file)), None)
            return (
                isinstance(first, dict)
                and "uri" in first
                and (bool({"label", "labels"} & first.keys()))
            )
        head = _head(file)
        return {"concepturi", "preferredlabel"} <= head or (
            "label" in head and bool(head & {"code", "uri"})
        )

    def read(self, file: SourceFile) -> ReadList:
        """Its terms."""
        rows: list[Row] = []
        bad: list[BadRow] = []
        terms = _json_terms(file) if file.data.lstrip()[:1] == b"[" else _csv_terms(file)
        for number, told in enumerate(terms, start=1):
            try:
                rows.append(_term(told))
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                detail = str(error.args[0])[:60] if error.args else ""
                line = str(told.get("_line", number)) if isinstance(told, dict) else str(number)
                bad.append(
                    BadRow(file=file.name, line=line, reason="member_missing", detail=detail)
                )
        name = "ISCED-F" if "isced" in file.name.lower() else "ESCO"
        return ReadList(role="taxonomy", name=name, rows=rows, dated=file.dated, bad=tuple(bad))


def _term(told: Mapping[str, Any]) -> TermRow:
    uri = str(told["uri"]).strip()
    labels = told.get("labels", told.get("label"))
    if isinstance(labels, list):
        labels = {one.get("lang") or "en": one["text"] for one in labels}
    found = {str(lang): str(text).strip() for lang, text in labels.items() if text}
    if not uri or not found:
        raise KeyError("label")
    broader = told.get("category") or told.get("broader") or ()
    return TermRow(
        uri=uri, labels=found, broader=tuple(str(one) for one in broader), source=UNSIGNED
    )


def _json_terms(file: SourceFile) -> Iterable[Any]:
    try:
        document = strict_json.loads(file.data, OPERATOR)
    except InputError:
        return ()
    return document if isinstance(document, list) else ()


def _csv_terms(file: SourceFile) -> Iterable[dict[str, Any]]:
    found = _LANGUAGE.search(file.name.lower())
    language = found[1] if found is not None else "en"
    text = io.StringIO(file.data.decode("utf-8-sig", "replace"), newline="")
    table = csv.DictReader(text)
    for line in table:
        told = {str(name).strip().lower(): cell or "" for name, cell in line.items()}
        uri = told.get("concepturi") or told.get("uri")
        if not uri and told.get("code"):
            uri = f"{_ISCED}{told['code'].strip()}"
        label = told.get("preferredlabel") or told.get("label")
        lang = told.get("lang") or language
        yield {"uri": uri or "", "label": {lang: label}, "_line": table.line_num}


def _head(file: SourceFile) -> frozenset[str]:
    first = file.data[:8192].decode("utf-8-sig", "replace").split("\n", 1)[0]
    return frozenset(one.strip().strip('"').lower() for one in first.split(","))
