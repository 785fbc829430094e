"""What is said of trust bundles: their lists, and what is wrong with one that was accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wallet.wording.speech import ntr, tr

LISTS: Mapping[str, Callable[[int], str]] = {
    "programme": lambda _rows: tr("What you said of a programme"),
    "register": lambda rows: ntr(
        "Academic register with {n} line", "Academic register with {n} lines", rows
    ),
    "tl": lambda rows: ntr(
        "Trusted list with {n} service", "Trusted list with {n} services", rows
    ),
    "ebsi": lambda rows: ntr("EBSI list with {n} line", "EBSI list with {n} lines", rows),
    "issuers": lambda rows: ntr(
        "List of issuers with {n} line", "List of issuers with {n} lines", rows
    ),
    "oidf": lambda rows: ntr(
        "Federation of issuers with {n} line", "Federation of issuers with {n} lines", rows
    ),
    "anchors": lambda rows: ntr("{n} root certificate", "{n} root certificates", rows),
    "status": lambda rows: ntr(
        "{n} list of revoked or suspended credentials",
        "{n} lists of revoked or suspended credentials",
        rows,
    ),
    "taxonomy": lambda rows: ntr("Vocabulary with {n} term", "Vocabulary with {n} terms", rows),
    "agreements": lambda rows: ntr(
        "{n} agreement on recognition", "{n} agreements on recognition", rows
    ),
    "pathways": lambda rows: ntr("{n} pathway", "{n} pathways", rows),
    "xwalk": lambda rows: ntr("Table of {n} identifier", "Table of {n} identifiers", rows),
}
"""What a list is, by ``TrustItem.kind``; told how many rows it has."""

PROBLEMS: Mapping[str, Callable[[Any], str]] = {
    "trust_bundle_damaged": lambda name: tr(
        "What is remembered of the bundle {name} is damaged; none of it is used. Import it "
        "again.",
        name=name,
    ),
    "trust_index_changed": lambda name: tr(
        "“{name}” was changed after you accepted it and is not used. Import it again.",
        name=name,
    ),
    "trust_root_expired": lambda name: tr(
        "“{name}” has ended: its publisher has to renew its keys. It is not used.", name=name
    ),
    "clock_set_back": lambda name: tr(
        "This computer's clock is behind what “{name}” was signed at. Set it right: until then "
        "nothing counts as fresh.",
        name=name,
    ),
}
"""What is wrong, by ``TrustProblem.code``; told the bundle's name."""
