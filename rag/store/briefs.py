"""What briefs read of the articles, their archive, the ledger of what was told, watchlists and source runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from rag.ports import ChunkRow
from rag.store import read
from rag.store.outbox import Outbox, Transaction
from rag.store.rows import article_of, epoch, moment, published_of, version_of, where_clause
from rag.types import ArchivedBrief, Article, ArticleId, Filter, Published, Revised

IN_LIST = 500


class BriefStore:
    """The tables of briefs. Each call is one transaction.

    Raises:
        StoreError: SQLite failed.
    """

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    @property
    def outbox(self) -> Outbox:
        """The letters that wait to be sent, and those that were."""
        return Outbox(self._reading, self._writing)

    # articles

    def published(self, where: Filter) -> int:
        """Return how many articles a filter lets through."""
        clause, values = where_clause(where)
        with self._reading() as db:
            return int(db.execute(f"SELECT COUNT(*) FROM articles WHERE {clause}", values).fetchone()[0])

    def undated(self, since: datetime, until: datetime, *, limit: int = 100) -> tuple[tuple[Article, ...], int]:
        """Return articles without a date that were taken in during that time, and how many there are beside them."""
        of_then, values = "published IS NULL AND fetched >= ? AND fetched < ?", [epoch(since), epoch(until)]
        with self._reading() as db:
            rows = db.execute(f"SELECT * FROM articles WHERE {of_then} ORDER BY id LIMIT ?", [*values, limit])
            found = tuple(article_of(row) for row in rows)
            count = int(db.execute(f"SELECT COUNT(*) FROM articles WHERE {of_then}", values).fetchone()[0])
        return found, count - len(found)

    def chunk_texts(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, Sequence[str]]:
        """Return the texts of the chunks of each article, in order."""
        found: dict[ArticleId, list[str]] = {i: [] for i in article_ids}
        with self._reading() as db:
            for part in _slices(article_ids):
                rows = db.execute(
                    'SELECT articles.id, substr(articles.text, chunks.start + 1, chunks."end" - chunks.start) AS text'
                    " FROM chunks JOIN articles ON articles.rowid = chunks.article"
                    f" WHERE articles.id IN ({_marks(part)}) ORDER BY articles.id, chunks.start",
                    list(part),
                )
                for row in rows:
                    found[ArticleId(row["id"])].append(row["text"])
        return found

    def newest(self, where: Filter) -> tuple[Published | None, datetime | None]:
        """Return the last publication that a filter admits, and when the last article was taken in."""
        clause, values = where_clause(where)
        with self._reading() as db:
            row = db.execute(
                "SELECT published, published_has_time FROM articles"
                f" WHERE published IS NOT NULL AND {clause} ORDER BY published DESC LIMIT 1",
                values,
            ).fetchone()
            fetched = db.execute("SELECT max(fetched) AS at FROM articles").fetchone()["at"]
        return (published_of(row) if row else None, moment(fetched) if fetched is not None else None)

    def revised(self, since: datetime, until: datetime) -> tuple[Revised, ...]:
        """Return the articles whose text was changed in that time, each with its version of before.

        One that was changed again after that time is left out: its text of then is no longer that of the article.
        """
        with self._reading() as db:
            rows = db.execute(
                "SELECT articles.id, min(v.number) AS number FROM versions v"
                " JOIN articles ON articles.rowid = v.article"
                " WHERE v.number > 1 AND v.fetched >= ? AND v.fetched < ? AND NOT EXISTS"
                " (SELECT 1 FROM versions later WHERE later.article = v.article AND later.fetched >= ?)"
                " GROUP BY articles.id ORDER BY articles.id",
                [epoch(since), epoch(until), epoch(until)],
            ).fetchall()
            out = []
            for row in rows:
                stored = read.article(db, ArticleId(row["id"]))
                before = db.execute(
                    "SELECT versions.* FROM versions JOIN articles ON articles.rowid = versions.article"
                    " WHERE articles.id = ? AND number = ?",
                    [row["id"], row["number"] - 1],
                ).fetchone()
                if stored is not None and before is not None:
                    out.append(Revised(stored, version_of(before)))
            return tuple(out)

    def naming(
        self, words: Sequence[Sequence[str]], where: Filter, *, limit: int, offset: int = 0
    ) -> tuple[ChunkRow, ...]:
        """Return the passages that have a word of each group, those of the latest article first, undated ones left out."""
        clause, values = where_clause(where)
        match = " AND ".join("(" + " OR ".join(f'"{w}"' for w in group) + ")" for group in words)
        if not match:
            return ()
        with self._reading() as db:
            rows = db.execute(
                f"SELECT {read.CHUNK_COLUMNS} FROM passages JOIN chunks ON chunks.rowid = passages.rowid"
                " JOIN articles ON articles.rowid = chunks.article"
                f" WHERE passages MATCH ? AND published IS NOT NULL AND {clause}"
                " ORDER BY articles.published DESC, chunks.rowid LIMIT ? OFFSET ?",
                [match, *values, limit, offset],
            )
            return tuple(read.chunk_row(row) for row in rows)

    # the archive

    def archived(self, brief: str, revision: int | None = None) -> ArchivedBrief | None:
        """Return a brief, its last revision unless one is named, or None."""
        with self._reading() as db:
            row = db.execute(
                "SELECT * FROM briefs WHERE id = ? AND revision = coalesce(?, revision) ORDER BY revision DESC LIMIT 1",
                [brief, revision],
            ).fetchone()
            return _archived(row) if row else None

    def listed(self, reader: str = "", *, limit: int = 100, offset: int = 0) -> tuple[ArchivedBrief, ...]:
        """Return a page of the last revisions of each brief of a reader, the latest window first."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT * FROM briefs b WHERE reader = ? AND revision ="
                " (SELECT max(revision) FROM briefs WHERE id = b.id) ORDER BY until DESC, id LIMIT ? OFFSET ?",
                [reader, limit, offset],
            )
            return tuple(_archived(row) for row in rows)

    def keep(self, made: ArchivedBrief, told: Mapping[ArticleId, str], headlines: Mapping[str, str]) -> None:
        """Put a brief in the archive, and in the ledger which articles it told, in which stories.

        What an earlier revision told stays told, though this one may leave it out.
        """
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO briefs (id, revision, reader, day, until, made, status, stories, fingerprint,"
                " inputs, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [made.id, made.revision, made.reader, made.day.isoformat(), epoch(made.until), epoch(made.made_at),
                 made.status, made.stories, made.fingerprint, made.inputs, made.body],
            )  # fmt: skip
            db.execute("DELETE FROM stories_told WHERE brief = ?", [made.id])
            db.executemany(
                "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?)",
                [[made.id, made.reader, article, story, epoch(made.until)] for article, story in told.items()],
            )
            db.executemany(
                "INSERT OR REPLACE INTO stories_told VALUES (?, ?, ?, ?, ?)",
                [[made.id, made.reader, story, text, made.day.isoformat()] for story, text in headlines.items()],
            )

    # the ledger

    def stories_of(self, article_ids: Iterable[ArticleId], *, until: datetime, but: str) -> Mapping[ArticleId, str]:
        """Return the story that each article was told in by briefs up to a moment, those of ``but`` left out."""
        found: dict[ArticleId, str] = {}
        with self._reading() as db:
            for part in _slices(list(article_ids)):
                rows = db.execute(
                    f"SELECT article_id, story FROM told WHERE article_id IN ({_marks(part)}) AND until <= ?"
                    " AND brief != ? ORDER BY until, brief",
                    [*part, epoch(until), but],
                )
                found.update((ArticleId(row["article_id"]), row["story"]) for row in rows)
        return found

    def told(self, reader: str, article_ids: Iterable[ArticleId], *, but: str) -> frozenset[ArticleId]:
        """Return which of these articles a reader was told of, by any brief but ``but``."""
        found: set[ArticleId] = set()
        with self._reading() as db:
            for part in _slices(list(article_ids)):
                rows = db.execute(
                    f"SELECT DISTINCT article_id FROM told WHERE article_id IN ({_marks(part)}) AND reader = ?"
                    " AND brief != ?",
                    [*part, reader, but],
                )
                found.update(ArticleId(row["article_id"]) for row in rows)
        return frozenset(found)

    def running(self, reader: str, since: date, before: date, *, limit: int) -> tuple[tuple[str, str, date], ...]:
        """Return (story, headline, day) of the stories that a reader was last told in that time, latest first."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT story, headline, max(day) AS last FROM stories_told WHERE reader = ? AND day >= ? AND day < ?"
                " GROUP BY story ORDER BY last DESC, story LIMIT ?",
                [reader, since.isoformat(), before.isoformat(), limit],
            )
            return tuple((row["story"], row["headline"], date.fromisoformat(row["last"])) for row in rows)

    # what a model phrased, so that an interrupted brief goes on where it stopped

    def phrasing(self, key: str) -> str | None:
        """Return what was phrased under a key, or None."""
        with self._reading() as db:
            row = db.execute("SELECT body FROM phrasings WHERE key = ?", [key]).fetchone()
            return str(row["body"]) if row else None

    def keep_phrasing(self, key: str, body: str, now: datetime) -> None:
        """Remember what was phrased."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO phrasings VALUES (?, ?, ?)", [key, body, epoch(now)])

    def forget_phrasings(self, before: datetime) -> None:
        """Forget what was phrased before a moment: the archive keeps the briefs themselves."""
        with self._writing() as db:
            db.execute("DELETE FROM phrasings WHERE made < ?", [epoch(before)])

    # watchlists

    def watches(self, reader: str = "") -> tuple[str, ...]:
        """Return a reader's watchlist, in the order of adding."""
        with self._reading() as db:
            rows = db.execute("SELECT text FROM watches WHERE reader = ? ORDER BY rowid", [reader])
            return tuple(row["text"] for row in rows)

    def watch(self, text: str, now: datetime, reader: str = "") -> bool:
        """Put words on a watchlist; return False when they are on it."""
        with self._writing() as db:
            made = db.execute(
                "INSERT OR IGNORE INTO watches (reader, text, added) VALUES (?, ?, ?)", [reader, text, epoch(now)]
            )
            return made.rowcount > 0

    def unwatch(self, text: str, reader: str = "") -> bool:
        """Take words off a watchlist; return False when they were not on it."""
        with self._writing() as db:
            return db.execute("DELETE FROM watches WHERE reader = ? AND text = ?", [reader, text]).rowcount > 0

    # did the sources answer?

    def note_run(self, source: str, at: datetime, fault: str | None) -> None:
        """Note that a source was asked, and what went wrong, if anything did."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO source_runs VALUES (?, ?, ?)", [source, epoch(at), fault])

    def failing(self, since: datetime, until: datetime) -> tuple[tuple[str, str], ...]:
        """Return (source, fault) of the sources whose last run in that time failed."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT source, fault, max(at) FROM source_runs WHERE at >= ? AND at < ? GROUP BY source ORDER BY source",
                [epoch(since), epoch(until)],
            )
            return tuple((row["source"], row["fault"]) for row in rows if row["fault"] is not None)


def _archived(row: sqlite3.Row) -> ArchivedBrief:
    return ArchivedBrief(
        row["id"], row["revision"], row["reader"], date.fromisoformat(row["day"]), moment(row["until"]),
        moment(row["made"]), row["status"], row["stories"], row["fingerprint"], row["inputs"], row["body"],
    )  # fmt: skip


def _slices(ids: Sequence[ArticleId]) -> Iterable[Sequence[ArticleId]]:
    return (ids[start : start + IN_LIST] for start in range(0, len(ids), IN_LIST))


def _marks(part: Sequence[object]) -> str:
    return ", ".join("?" * len(part))
