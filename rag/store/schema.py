"""The tables, as numbered migrations. A migration is never edited once released: add the next."""

from __future__ import annotations

from rag.store.brief_schema import BRIEFS

PASSAGES = """CREATE VIRTUAL TABLE passages USING fts5 (
        title, text, tokenize = "porter unicode61 remove_diacritics 2"
    )"""
"""The full text, as the first migration makes it and as it is made again."""
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE articles (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        url TEXT,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        source TEXT,
        source_folded TEXT NOT NULL,
        published INTEGER,
        published_has_time INTEGER NOT NULL,
        fetched INTEGER NOT NULL,
        authors TEXT NOT NULL,
        language TEXT,
        metadata TEXT NOT NULL,
        removed TEXT NOT NULL,
        flags TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        signature BLOB NOT NULL,
        version INTEGER NOT NULL,
        group_id TEXT NOT NULL
    );
    CREATE INDEX articles_by_date ON articles (published DESC, id);
    CREATE INDEX articles_by_group ON articles (group_id);
    CREATE INDEX articles_by_source ON articles (source_folded);
    CREATE INDEX articles_by_hash ON articles (content_hash);
    CREATE TABLE versions (
        article INTEGER NOT NULL REFERENCES articles (rowid) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        fetched INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (article, number)
    );
    CREATE TABLE bands (
        band BLOB NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (rowid) ON DELETE CASCADE,
        PRIMARY KEY (band, article)
    ) WITHOUT ROWID;
    CREATE INDEX bands_by_article ON bands (article);
    CREATE TABLE chunks (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        article INTEGER NOT NULL REFERENCES articles (rowid) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        indexed INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX chunks_by_article ON chunks (article);
    CREATE INDEX chunks_pending ON chunks (rowid) WHERE indexed = 0;
    CREATE TABLE stale_chunks (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE VIRTUAL TABLE passages USING fts5 (
        title, text, tokenize = "porter unicode61 remove_diacritics 2"
    );
    CREATE TABLE quotes (
        rowid INTEGER PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES articles (rowid) ON DELETE CASCADE,
        speaker TEXT NOT NULL,
        speaker_folded TEXT NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        cue TEXT NOT NULL
    );
    CREATE INDEX quotes_by_article ON quotes (article);
    CREATE TABLE embeddings (
        model TEXT NOT NULL, key TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, key)
    ) WITHOUT ROWID;
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO facts VALUES ('generation', '0');
    """,
    BRIEFS,
    """
    DROP INDEX articles_by_source;
    CREATE INDEX articles_by_outlet ON articles (source_folded, published DESC, id);
    CREATE INDEX articles_by_title ON articles (title COLLATE NOCASE, id);
    CREATE INDEX articles_by_age ON articles (published IS NULL, published, id);
    CREATE INDEX articles_by_day ON articles (published, source);
    """,
    # Rows of some kilobytes: with them in its leaves a table without rowid would be slow to search.
    """
    CREATE TABLE token_signs (model TEXT NOT NULL, key TEXT NOT NULL, signs BLOB NOT NULL, UNIQUE (model, key));
    """,
)
