"""Who said what: the store's quotes, by speaker and topic."""

from __future__ import annotations

from rag.quotes import about, unshared
from rag.store import SqliteStore
from rag.text.speakers import search_words, spoken_by
from rag.types import ArticleId, Filter, Quote

NEWEST = 10_000
EVERYTHING = 1_000_000
"""Of a speaker or on a topic all are read: what is asked for may be old."""


def find_quotes(store: SqliteStore, *, speaker: str | None, about_what: str, where: Filter | None) -> tuple[Quote, ...]:
    """Return the quotes of a speaker on a topic; copies of one article are told once."""
    names = search_words(speaker) if speaker else None
    limit = EVERYTHING if speaker or about_what else NEWEST
    quotes = store.quotes(where=where, speaker=names, about=about_what, limit=limit)
    if about_what and not quotes:
        quotes = store.quotes(where=where, speaker=names, limit=NEWEST)
    if speaker:
        theirs = spoken_by(speaker, {q.speaker for q in quotes})
        quotes = tuple(q for q in quotes if q.speaker in theirs)
    stored = {i: a for i in dict.fromkeys(q.article_id for q in quotes) if (a := store.article(i)) is not None}
    if speaker:
        known = tuple(q for q in quotes if q.article_id in stored)
        quotes = unshared(speaker, known, lambda article_id: stored[article_id].article.text)
    # Newest first, a copy may come before its original, or without it.
    kept: dict[ArticleId, ArticleId] = {}
    for article_id, article in stored.items():
        first = article.copy_of or article_id
        kept[first] = first if first in stored else kept.get(first, article_id)
    texts = {i: stored[i].article.text for i in kept.values()}
    original = tuple(q for q in quotes if q.article_id in texts)
    return about(original, texts, about_what) if about_what else original
