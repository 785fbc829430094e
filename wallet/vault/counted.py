"""Which credentials pathways counted when they were last evaluated: for the library's filter.

Derived, like all facets: evaluating again writes it anew. It changes no credential and no
document of the person's, so it makes no change stamp.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from wallet.vault.database import Database


def remember(database: Database, counted: Mapping[tuple[str, str], Collection[str]]) -> None:
    """``counted``: (id, title) of every kept pathway -> ids of the credentials it counts."""
    found = {
        (pathway_id, title, credential_id)
        for (pathway_id, title), ids in counted.items()
        for credential_id in ids
    }
    rows = database.all(
        """SELECT f.value, f.label, c.credential_id FROM facets f
        JOIN credentials c ON c.row = f.row WHERE f.facet = 'pathway'"""
    )
    if found == set(rows):
        return
    with database.transaction():
        database.run("DELETE FROM facets WHERE facet = 'pathway'")
        database.run(
            """INSERT OR IGNORE INTO facets(facet, value, row, label)
            SELECT 'pathway', j.value ->> 0, c.row, j.value ->> 1 FROM json_each(?) j
            JOIN credentials c ON c.credential_id = j.value ->> 2""",
            (json.dumps(sorted(found)),),
        )
