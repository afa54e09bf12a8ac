"""Putting articles in and taking them out. Every function runs inside the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from rag.neardup import FEWEST_SHARED, alike, bands, similarity
from rag.store import cache
from rag.store.rows import article_columns, article_of, epoch
from rag.store.schema import PASSAGES
from rag.text.words import fold
from rag.types import Article, ArticleId, Fate, Ingested, Prepared, Quote

_SAID_OF_ITSELF = (
    "url", "source", "source_folded", "published", "published_has_time", "authors", "language", "metadata"
)  # fmt: skip

COMPARED = 1000
"""Signatures, of a kilobyte each, that are read at a time."""
RELATED = 0.2
"""Estimated similarity below which two texts are not states of one article."""


def put(db: sqlite3.Connection, item: Prepared, fetched_at: datetime) -> Ingested:
    """Store one article and return its fate.

    Nothing is changed when its text and all that it says of itself are there already. A text that is there with
    another date, outlet, author, address or field is no new version: only these are changed.
    """
    if _unwritable(item):
        return Ingested(
            item.ref, "rejected", reason="it holds characters that are no text (lone surrogates)",
            fix="Save it as UTF-8.",
        )  # fmt: skip
    known = db.execute("SELECT * FROM articles WHERE id = ?", [item.article.id]).fetchone()
    if known is not None and _of_another(item, known):
        return Ingested(
            item.ref, "rejected", reason=f"its id {item.article.id} is that of another article ({known['title'][:80]})",
            fix="Give it an id of its own, or leave the id out.",
        )  # fmt: skip
    article = item.article if known is None else completed(item.article, article_of(known))
    item = replace(item, article=article)
    if known is not None and known["content_hash"] == article.content_hash:
        fate: Fate = "updated" if _correct(db, article, known) else "unchanged"
        return Ingested(item.ref, fate, article.id, flags=article.flags)
    leaving = () if known is None else cache.texts_of(db, known["rowid"])
    rowid = _insert(db, item, fetched_at) if known is None else _update(db, item, known["rowid"], fetched_at)
    _derive(db, item, rowid)
    cache.forget(db, leaving)
    original = _group(db, rowid)
    if known is not None:
        return Ingested(item.ref, "updated", article.id, flags=article.flags)
    if original is not None:
        return Ingested(item.ref, "duplicate", article.id, copy_of=original, flags=article.flags)
    return Ingested(item.ref, "added", article.id, flags=article.flags)


def completed(article: Article, stored: Article) -> Article:
    """Return an article with what the stored one says and it does not: a copy that leaves a field out takes nothing back."""
    published = article.published or stored.published
    return replace(
        article,
        url=article.url or stored.url,
        source=article.source or stored.source,
        published=published,
        authors=article.authors or stored.authors,
        language=article.language or stored.language,
        metadata={**stored.metadata, **article.metadata},
        flags=tuple(f for f in article.flags if f != "undated" or published is None),
    )


def _correct(db: sqlite3.Connection, article: Article, known: sqlite3.Row) -> bool:
    """Store what an article says of itself where that has changed; return whether it has."""
    columns = article_columns(article)
    if all(known[name] == columns[name] for name in _SAID_OF_ITSELF):
        return False
    pairs = ", ".join(f"{name} = ?" for name in (*_SAID_OF_ITSELF, "flags"))
    db.execute(
        f"UPDATE articles SET {pairs} WHERE rowid = ?",
        [*(columns[name] for name in (*_SAID_OF_ITSELF, "flags")), known["rowid"]],
    )
    # The vector index keeps date and outlet for its filters: it takes the chunks anew, their vectors are known.
    db.execute("UPDATE chunks SET indexed = 0 WHERE article = ?", [known["rowid"]])
    regroup(db, {*_leave_group(db, known["rowid"]), known["rowid"]})
    return True


def _of_another(item: Prepared, known: sqlite3.Row) -> bool:
    """Return whether an id that is there is used for something else: files that number their rows share ids.

    Such an item has another address (or, without addresses, another outlet), another title and another text.
    """
    article = item.article
    if article.url and known["url"]:
        elsewhere = article.url != known["url"]
    else:
        elsewhere = bool(article.source and known["source"]) and fold(article.source or "") != known["source_folded"]
    return (
        elsewhere
        and fold(article.title) != fold(known["title"])
        and similarity(item.signature, known["signature"]) < RELATED
    )


def _unwritable(item: Prepared) -> bool:
    try:
        for text in (item.article.text, item.article.title, item.article.id, item.article.source or ""):
            text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _insert(db: sqlite3.Connection, item: Prepared, fetched_at: datetime) -> int:
    columns = article_columns(item.article) | {
        "fetched": epoch(fetched_at), "signature": item.signature, "version": 1, "group_id": item.article.id,
    }  # fmt: skip
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    made = db.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", list(columns.values()))
    assert made.lastrowid is not None
    _add_version(db, made.lastrowid, 1, item, fetched_at)
    return made.lastrowid


def _update(db: sqlite3.Connection, item: Prepared, rowid: int, fetched_at: datetime) -> int:
    version = db.execute("SELECT version FROM articles WHERE rowid = ?", [rowid]).fetchone()[0] + 1
    former = _leave_group(db, rowid)
    forget_derived(db, rowid)
    columns = article_columns(item.article) | {
        "signature": item.signature, "version": version, "group_id": item.article.id,
        "fetched": epoch(fetched_at),
    }  # fmt: skip
    pairs = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE articles SET {pairs} WHERE rowid = ?", [*columns.values(), rowid])
    _add_version(db, rowid, version, item, fetched_at)
    regroup(db, former)
    return rowid


def _add_version(db: sqlite3.Connection, rowid: int, number: int, item: Prepared, fetched_at: datetime) -> None:
    article = item.article
    db.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
        [rowid, number, epoch(fetched_at), article.content_hash, article.title, article.text],
    )


def _derive(db: sqlite3.Connection, item: Prepared, rowid: int) -> None:
    for chunk in item.chunks:
        made = db.execute(
            'INSERT INTO chunks (id, article, start, "end") VALUES (?, ?, ?, ?)',
            [chunk.id, rowid, chunk.span.start, chunk.span.end],
        )
        db.execute(
            "INSERT INTO passages (rowid, title, text) VALUES (?, ?, ?)",
            [made.lastrowid, item.article.title, chunk.text],
        )
        db.execute("DELETE FROM stale_chunks WHERE id = ?", [chunk.id])
    _add_quotes(db, rowid, item.quotes)
    db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [[b, rowid] for b in bands(item.signature)])


def _add_quotes(db: sqlite3.Connection, rowid: int, quotes: Sequence[Quote]) -> None:
    db.executemany(
        'INSERT INTO quotes (article, speaker, speaker_folded, kind, start, "end", cue) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [[rowid, q.speaker, f" {fold(q.speaker)} ", q.kind, q.span.start, q.span.end, q.cue] for q in quotes],
    )


def replace_quotes(db: sqlite3.Connection, article_id: ArticleId, quotes: Sequence[Quote]) -> None:
    """Put these quotes in the place of those that the article had; nothing where there is no such article."""
    row = db.execute("SELECT rowid FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is not None:
        db.execute("DELETE FROM quotes WHERE article = ?", [row["rowid"]])
        _add_quotes(db, row["rowid"], quotes)


def rebuild_text(db: sqlite3.Connection) -> None:
    """Make the full text again from the chunks and their articles."""
    db.execute("DROP TABLE IF EXISTS passages")
    db.execute(PASSAGES)
    db.execute(
        "INSERT INTO passages (rowid, title, text) SELECT chunks.rowid, articles.title,"
        ' substr(articles.text, chunks.start + 1, chunks."end" - chunks.start)'
        " FROM chunks JOIN articles ON articles.rowid = chunks.article"
    )


def derive_again(db: sqlite3.Connection, item: Prepared) -> None:
    """Replace everything that is made from the text of an article that is there."""
    rowid = db.execute("SELECT rowid FROM articles WHERE id = ?", [item.article.id]).fetchone()[0]
    forget_derived(db, rowid)
    db.execute("UPDATE articles SET signature = ? WHERE rowid = ?", [item.signature, rowid])
    _derive(db, item, rowid)


def forget_derived(db: sqlite3.Connection, rowid: int) -> None:
    """Take out everything made from an article's text; its chunks are queued to leave the vector index."""
    db.execute("DELETE FROM passages WHERE rowid IN (SELECT rowid FROM chunks WHERE article = ?)", [rowid])
    db.execute("INSERT OR IGNORE INTO stale_chunks SELECT id FROM chunks WHERE article = ?", [rowid])
    for table in ("chunks", "quotes", "bands"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", [rowid])


def remove(db: sqlite3.Connection, article_id: ArticleId) -> bool:
    """Delete an article and everything derived from it; return False when there is none."""
    row = db.execute("SELECT rowid FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is None:
        return False
    former = _leave_group(db, row["rowid"])
    leaving = cache.texts_of(db, row["rowid"])
    forget_derived(db, row["rowid"])
    cache.forget(db, leaving)
    db.execute("DELETE FROM articles WHERE rowid = ?", [row["rowid"]])
    regroup(db, former)
    return True


def _group(db: sqlite3.Connection, rowid: int) -> ArticleId | None:
    """Put an article with its near-duplicates; return the earliest other one, or None when it is alone.

    A group bears the name of its earliest member, so the names alone say which of several it is. Its members, who may
    be tens of thousands, are renamed only where they must be.
    """
    groups = _alike(db, rowid)
    if not groups:
        return None
    by_age = [
        ArticleId(row["id"])
        for row in db.execute(
            "SELECT id FROM articles WHERE rowid = ? OR id IN (SELECT value FROM json_each(?))"
            " ORDER BY published IS NULL, published, fetched, id",
            [rowid, json.dumps(sorted(groups))],
        )
    ]
    own = db.execute("SELECT id FROM articles WHERE rowid = ?", [rowid]).fetchone()["id"]
    renamed = [group for group in {*groups, own} if group != by_age[0]]
    db.executemany("UPDATE articles SET group_id = ? WHERE group_id = ?", [[by_age[0], group] for group in renamed])
    return next((each for each in by_age if each != own), None)


def _alike(db: sqlite3.Connection, rowid: int) -> set[str]:
    """Return the groups that hold a near-duplicate of an article."""
    mine = db.execute("SELECT signature, content_hash FROM articles WHERE rowid = ?", [rowid]).fetchone()
    # Whatever is like a text was put into one group with it when it came.
    same = db.execute(
        "SELECT group_id FROM articles WHERE content_hash = ? AND rowid != ? LIMIT 1", [mine["content_hash"], rowid]
    ).fetchone()
    if same is not None:
        return {same["group_id"]}
    candidates: dict[str, list[int]] = {}
    for row in db.execute(
        "SELECT a.rowid, a.group_id FROM (SELECT other.article AS article, count(*) AS shared FROM bands b"
        " JOIN bands other ON other.band = b.band AND other.article != b.article WHERE b.article = ?"
        " GROUP BY other.article HAVING shared >= ?) JOIN articles a ON a.rowid = article ORDER BY shared DESC",
        [rowid, FEWEST_SHARED],
    ):
        candidates.setdefault(row["group_id"], []).append(row["rowid"])
    # The likeliest of each group first: of a large group no other has to be read.
    groups = _near(db, mine["signature"], [rowids[0] for rowids in candidates.values()])
    rest = [r for group, rowids in candidates.items() if group not in groups for r in rowids[1:]]
    return groups | _near(db, mine["signature"], rest)


def _near(db: sqlite3.Connection, signature: bytes, rowids: Sequence[int]) -> set[str]:
    """Return the groups of those articles that are near-duplicates of a text."""
    groups: set[str] = set()
    for start in range(0, len(rowids), COMPARED):
        rows = db.execute(
            "SELECT group_id, signature FROM articles WHERE rowid IN (SELECT value FROM json_each(?))",
            [json.dumps(rowids[start : start + COMPARED])],
        ).fetchall()
        near = alike(signature, [row["signature"] for row in rows])
        groups |= {row["group_id"] for row, is_near in zip(rows, near, strict=True) if is_near}
    return groups


def _leave_group(db: sqlite3.Connection, rowid: int) -> set[int]:
    """Return the other members of an article's group."""
    rows = db.execute(
        "SELECT rowid FROM articles WHERE group_id = (SELECT group_id FROM articles WHERE rowid = ?) AND rowid != ?",
        [rowid, rowid],
    )
    return {row[0] for row in rows}


def regroup(db: sqlite3.Connection, members: Iterable[int]) -> None:
    """Name a group after its earliest member: by publication, undated last, then arrival, then id."""
    rowids = json.dumps(sorted(members))
    row = db.execute(
        "SELECT id FROM articles WHERE rowid IN (SELECT value FROM json_each(?))"
        " ORDER BY published IS NULL, published, fetched, id LIMIT 1",
        [rowids],
    ).fetchone()
    if row is not None:
        db.execute(
            "UPDATE articles SET group_id = ? WHERE rowid IN (SELECT value FROM json_each(?)) AND group_id != ?",
            [row["id"], rowids, row["id"]],
        )
