"""The tables, as numbered migrations. A number that was shipped is never edited again.

What is truth and what is derived:

* ``originals`` and ``sources``: the exact bytes, and which credential is where in them. Truth.
* ``credentials``: when each was imported, binned, replaced. Truth.
* ``reports``: what each was judged to be on a day. History; the newest one is marked.
* ``library``, ``facets``, ``library_text``: derived from the bytes, rebuilt by ``doctor``.
* ``review_key``, ``contacts``, ``cases``, ``case_papers``: work with an advisor. Truth.
* ``agreements``: on recognition, as they were signed. Truth.
* ``tags``, ``notes``, ``favourites``, ``collections``, ``collected``: the owner's own order
  (``wallet.vault.labels``). Truth. What is taken off stays as a mark without a word
  (``gone``), so that two machines can agree on it.
* ``own_text``: the owner's own words, for search. Derived. ``dismissed``: what the owner does
  not want to be told again.
* ``backups``, ``backup_plan``: where copies of this wallet lie, of this machine. ``erasures``:
  when something was erased, and not what (``wallet.vault.backup_list``).
* ``machine``: this machine among the others of its owner, its keys and who it believes.
  ``machine_papers``: what every machine said, as it was signed. Truth. ``machine_outbox``,
  ``machine_files``, ``machine_known``: what is still to be written, was read, was shared
  (``wallet.vault.machines``).
* Every row that may change has a ``uid`` (UUIDv7) and a ``stamp`` (``wallet.vault.stamps``).
"""

from __future__ import annotations

_V1 = (
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE originals(
        sha256 TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        name TEXT NOT NULL, received_at TEXT NOT NULL, bytes BLOB NOT NULL)""",
    """CREATE TABLE credentials(
        row INTEGER PRIMARY KEY AUTOINCREMENT, credential_id TEXT NOT NULL UNIQUE,
        uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL, imported_at TEXT NOT NULL,
        deleted_at TEXT, replaced_by TEXT)""",
    "CREATE INDEX credentials_binned ON credentials(deleted_at) WHERE deleted_at IS NOT NULL",
    """CREATE TABLE sources(
        row INTEGER NOT NULL REFERENCES credentials ON DELETE CASCADE,
        sha256 TEXT NOT NULL REFERENCES originals, path TEXT NOT NULL,
        uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        PRIMARY KEY(row, sha256, path)) WITHOUT ROWID""",
    "CREATE INDEX sources_original ON sources(sha256)",
    """CREATE TABLE reports(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL,
        row INTEGER NOT NULL REFERENCES credentials ON DELETE CASCADE,
        verified_at TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
        proven INTEGER NOT NULL, status_as_of TEXT, issuer_listed TEXT NOT NULL,
        report TEXT NOT NULL, latest INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX reports_latest ON reports(row) WHERE latest = 1",
    "CREATE INDEX reports_history ON reports(row, verified_at)",
    """CREATE TABLE library(
        row INTEGER PRIMARY KEY REFERENCES credentials ON DELETE CASCADE,
        envelope_id TEXT, issuer_id TEXT, dated TEXT, ends_at TEXT,
        key_added TEXT NOT NULL, key_awarded TEXT NOT NULL, key_title TEXT NOT NULL,
        key_issuer TEXT NOT NULL, key_expires TEXT NOT NULL, summary TEXT NOT NULL)""",
    "CREATE INDEX library_added ON library(key_added, row)",
    "CREATE INDEX library_awarded ON library(key_awarded, row)",
    "CREATE INDEX library_title ON library(key_title, row)",
    "CREATE INDEX library_issuer ON library(key_issuer, row)",
    "CREATE INDEX library_expires ON library(key_expires, row)",
    "CREATE INDEX library_same ON library(issuer_id, envelope_id)",
    """CREATE TABLE facets(
        facet TEXT NOT NULL, value TEXT NOT NULL,
        row INTEGER NOT NULL REFERENCES credentials ON DELETE CASCADE,
        label TEXT NOT NULL, PRIMARY KEY(facet, value, row)) WITHOUT ROWID""",
    "CREATE INDEX facets_row ON facets(row)",
    """CREATE VIRTUAL TABLE library_text USING fts5(
        text, content='', contentless_delete=1, prefix='2 3',
        tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'")""",
    "CREATE TABLE counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO counters VALUES('held', 0), ('binned', 0)",
    """CREATE TRIGGER credentials_come AFTER INSERT ON credentials BEGIN
        UPDATE counters SET value = value + 1
        WHERE name = iif(NEW.deleted_at IS NULL, 'held', 'binned'); END""",
    """CREATE TRIGGER credentials_go AFTER DELETE ON credentials BEGIN
        UPDATE counters SET value = value - 1
        WHERE name = iif(OLD.deleted_at IS NULL, 'held', 'binned'); END""",
    """CREATE TRIGGER credentials_move AFTER UPDATE OF deleted_at ON credentials
        WHEN (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL) BEGIN
        UPDATE counters SET value =
            value + iif((NEW.deleted_at IS NULL) = (name = 'held'), 1, -1); END""",
    """CREATE TABLE evidence(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL, sha256 TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, received_at TEXT NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE revocations_seen(
        entry TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        first_seen TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE holder_keys(
        did TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        label TEXT NOT NULL, created_at TEXT NOT NULL, secret BLOB NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE ledger(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL, at TEXT NOT NULL,
        entry TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX ledger_at ON ledger(at)",
    """CREATE TABLE pathways(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL, pathway_id TEXT NOT NULL UNIQUE,
        added_at TEXT NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE settings(
        name TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        value TEXT NOT NULL) WITHOUT ROWID""",
)

_V2 = (
    """CREATE TABLE review_key(
        one INTEGER PRIMARY KEY CHECK(one = 1), uid TEXT NOT NULL UNIQUE,
        stamp INTEGER NOT NULL, did TEXT NOT NULL, secret BLOB NOT NULL,
        recipient TEXT NOT NULL, age_secret TEXT NOT NULL)""",
    """CREATE TABLE contacts(
        did TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        name TEXT NOT NULL, recipient TEXT NOT NULL, confirmed_at TEXT NOT NULL)
        WITHOUT ROWID""",
    """CREATE TABLE cases(
        case_id TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        role TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, bytes BLOB NOT NULL,
        draft TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE case_papers(
        sha256 TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, kind TEXT NOT NULL,
        at TEXT NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX case_papers_case ON case_papers(case_id, uid)",
    """CREATE TABLE agreements(
        agreement_id TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        added_at TEXT NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID""",
)

_V3 = (
    """CREATE TABLE tags(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL,
        row INTEGER NOT NULL REFERENCES credentials ON DELETE CASCADE,
        key TEXT NOT NULL, label TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0)
        WITHOUT ROWID""",
    "CREATE INDEX tags_row ON tags(row)",
    "CREATE INDEX tags_key ON tags(key, row) WHERE gone = 0",
    """CREATE TABLE notes(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL,
        row INTEGER NOT NULL REFERENCES credentials ON DELETE CASCADE,
        written_at TEXT NOT NULL, text TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0)
        WITHOUT ROWID""",
    "CREATE INDEX notes_row ON notes(row)",
    """CREATE TABLE favourites(
        row INTEGER PRIMARY KEY REFERENCES credentials ON DELETE CASCADE,
        uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL, gone INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE collections(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL, name TEXT NOT NULL,
        place TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
    """CREATE TABLE collected(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL,
        collection TEXT NOT NULL REFERENCES collections ON DELETE CASCADE,
        row INTEGER NOT NULL REFERENCES credentials ON DELETE CASCADE,
        place TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
    "CREATE INDEX collected_row ON collected(row)",
    "CREATE INDEX collected_place ON collected(collection, place, uid) WHERE gone = 0",
    """CREATE TABLE dismissed(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL, line TEXT NOT NULL,
        row INTEGER REFERENCES credentials ON DELETE CASCADE,
        at TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX dismissed_line ON dismissed(line, row)",
    "CREATE INDEX dismissed_row ON dismissed(row)",
    """CREATE VIRTUAL TABLE own_text USING fts5(
        text, prefix='2 3',
        tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'")""",
    # Words that were taken off leave its segments at once, not when they are merged.
    "INSERT INTO own_text(own_text, rank) VALUES('secure-delete', 1)",
)

_V4 = (
    """CREATE TABLE backups(
        backup_id TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        made_at TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL,
        size INTEGER NOT NULL, automatic INTEGER NOT NULL, tried_at TEXT,
        covers INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE backup_plan(
        one INTEGER PRIMARY KEY CHECK(one = 1), uid TEXT NOT NULL UNIQUE,
        stamp INTEGER NOT NULL, folder TEXT NOT NULL, every_days INTEGER NOT NULL,
        keep INTEGER NOT NULL)""",
    """CREATE TABLE erasures(
        uid TEXT PRIMARY KEY, stamp INTEGER NOT NULL, since TEXT NOT NULL,
        erased_at TEXT NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID""",
)

_V5 = (
    """CREATE TABLE machine(
        one INTEGER PRIMARY KEY CHECK(one = 1), uid TEXT NOT NULL UNIQUE,
        stamp INTEGER NOT NULL, name TEXT NOT NULL, did TEXT NOT NULL, secret BLOB NOT NULL,
        recipient TEXT NOT NULL, age_secret TEXT NOT NULL, ring TEXT NOT NULL,
        root TEXT NOT NULL, folder TEXT NOT NULL, follow TEXT NOT NULL, told TEXT NOT NULL)""",
    """CREATE TABLE machine_papers(
        digest TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        author TEXT NOT NULL, seq INTEGER NOT NULL, counted INTEGER NOT NULL,
        name TEXT NOT NULL, audience TEXT NOT NULL, data BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX machine_papers_author ON machine_papers(author, seq)",
    """CREATE TABLE machine_outbox(
        name TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        kind TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE machine_files(
        name TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL,
        size INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE machine_known(
        kind TEXT NOT NULL, id TEXT NOT NULL, uid TEXT NOT NULL UNIQUE,
        stamp INTEGER NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_V1, _V2, _V3, _V4, _V5)
"""Migration n takes schema n-1 to n; its statements run in one transaction."""
