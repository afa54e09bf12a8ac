"""Whether the kept texts are those that came in, and putting back those that are not.

The present text of an article stands in its own row and in that of its newest version, each beside its hash.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from rag.text.digest import content_hash
from rag.types import ArticleId


@dataclass(frozen=True, slots=True)
class Altered:
    """A text that is not what its hash says."""

    article_id: ArticleId
    version: int
    is_article: bool
    """Whether it stands in the article's row; else in that of the version."""
    mendable: bool
    """Whether the other row has the text as it came in."""


_PRESENT = """
    SELECT articles.rowid AS row, articles.id, articles.version, articles.title, articles.text, articles.content_hash,
    versions.title AS kept_title, versions.text AS kept_text, versions.content_hash AS kept_hash FROM articles
    LEFT JOIN versions ON versions.article = articles.rowid AND versions.number = articles.version
"""
_FORMER = """
    SELECT articles.id, number, versions.title, versions.text, versions.content_hash FROM versions
    JOIN articles ON articles.rowid = versions.article WHERE number != articles.version
"""


def altered(db: sqlite3.Connection) -> tuple[Altered, ...]:
    """Return the texts that were changed since they were stored. Reads all of them."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
        return ()  # The history is looked at with the same eyes.
    found = []
    for row in db.execute(_PRESENT):
        article, version = _is_whole(row), _is_whole(row, "kept_") and row["kept_hash"] == row["content_hash"]
        if not article:
            found.append(Altered(ArticleId(row["id"]), row["version"], True, version))
        if not version:
            found.append(Altered(ArticleId(row["id"]), row["version"], False, article))
    found += [Altered(ArticleId(r["id"]), r["number"], False, False) for r in db.execute(_FORMER) if not _is_whole(r)]
    return tuple(found)


def _is_whole(row: sqlite3.Row, of: str = "") -> bool:
    title, text = row[f"{of}title"], row[f"{of}text"]
    return isinstance(title, str) and isinstance(text, str) and content_hash(title, text) == row["content_hash"]


def put_back(db: sqlite3.Connection) -> None:
    """Take each text that was changed from the row that has it as it came in, where one has."""
    for each in altered(db):
        if not each.mendable:
            continue
        if each.is_article:
            db.execute(
                "UPDATE articles SET (title, text) = (SELECT title, text FROM versions"
                " WHERE article = articles.rowid AND number = ?) WHERE id = ?",
                [each.version, each.article_id],
            )
        else:
            db.execute(
                "INSERT OR REPLACE INTO versions SELECT rowid, version, fetched, content_hash, title, text"
                " FROM articles WHERE id = ?",
                [each.article_id],
            )
