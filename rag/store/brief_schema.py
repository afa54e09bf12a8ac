"""The tables of briefs: the archive, the ledger of what was told, watchlists, the outbox, runs of sources."""

from __future__ import annotations

BRIEFS = """
    CREATE TABLE briefs (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        reader TEXT NOT NULL,
        day TEXT NOT NULL,
        until INTEGER NOT NULL,
        made INTEGER NOT NULL,
        status TEXT NOT NULL,
        stories INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        inputs TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (id, revision)
    );
    CREATE INDEX briefs_by_day ON briefs (reader, day DESC);
    CREATE TABLE told (
        brief TEXT NOT NULL,
        reader TEXT NOT NULL,
        article_id TEXT NOT NULL,
        story TEXT NOT NULL,
        until INTEGER NOT NULL,
        PRIMARY KEY (article_id, reader, brief)
    ) WITHOUT ROWID;
    CREATE INDEX told_by_brief ON told (brief);
    CREATE TABLE stories_told (
        brief TEXT NOT NULL,
        reader TEXT NOT NULL,
        story TEXT NOT NULL,
        headline TEXT NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (brief, story)
    ) WITHOUT ROWID;
    CREATE INDEX stories_told_by_day ON stories_told (reader, day);
    CREATE TABLE phrasings (
        key TEXT PRIMARY KEY, body TEXT NOT NULL, made INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE watches (
        rowid INTEGER PRIMARY KEY,
        reader TEXT NOT NULL,
        text TEXT NOT NULL,
        added INTEGER NOT NULL,
        UNIQUE (reader, text)
    );
    CREATE TABLE outbox (
        rowid INTEGER PRIMARY KEY,
        brief TEXT NOT NULL,
        revision INTEGER NOT NULL,
        recipient TEXT NOT NULL,
        message_id TEXT NOT NULL,
        message BLOB NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        queued INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        fault TEXT,
        UNIQUE (brief, revision, recipient)
    );
    CREATE INDEX outbox_by_state ON outbox (state, rowid);
    CREATE TABLE source_runs (
        source TEXT NOT NULL, at INTEGER NOT NULL, fault TEXT, PRIMARY KEY (source, at)
    ) WITHOUT ROWID;
    """
