"""Who said what: the store's quotes, by speaker and topic."""

from __future__ import annotations

from rag.quotes import about
from rag.store import SqliteStore
from rag.text.speakers import same_speaker
from rag.types import ArticleId, Filter, Quote


def find_quotes(store: SqliteStore, *, speaker: str | None, about_what: str, where: Filter | None) -> tuple[Quote, ...]:
    """Return the quotes of a speaker on a topic; copies of one article are told once."""
    quotes = store.quotes(where=where)
    if speaker:
        quotes = tuple(q for q in quotes if same_speaker(speaker, q.speaker))
    texts: dict[ArticleId, str] = {}
    for article_id in dict.fromkeys(q.article_id for q in quotes):
        stored = store.article(article_id)
        if stored is not None and (stored.copy_of is None or stored.copy_of not in texts):
            texts[article_id] = stored.article.text
    original = tuple(q for q in quotes if q.article_id in texts)
    return about(original, texts, about_what) if about_what else original
