"""Who said what: the store's quotes, by speaker and topic."""

from __future__ import annotations

from rag.quotes import about
from rag.store import SqliteStore
from rag.text.speakers import same_speaker, search_words
from rag.types import ArticleId, Filter, Quote


def find_quotes(store: SqliteStore, *, speaker: str | None, about_what: str, where: Filter | None) -> tuple[Quote, ...]:
    """Return the quotes of a speaker on a topic; copies of one article are told once."""
    quotes = store.quotes(where=where, speaker=search_words(speaker) if speaker else None)
    if speaker:
        quotes = tuple(q for q in quotes if same_speaker(speaker, q.speaker))
    stored = {i: a for i in dict.fromkeys(q.article_id for q in quotes) if (a := store.article(i)) is not None}
    # Newest first, a copy may come before its original, or without it.
    kept: dict[ArticleId, ArticleId] = {}
    for article_id, article in stored.items():
        first = article.copy_of or article_id
        kept[first] = first if first in stored else kept.get(first, article_id)
    texts = {i: stored[i].article.text for i in kept.values()}
    original = tuple(q for q in quotes if q.article_id in texts)
    return about(original, texts, about_what) if about_what else original
