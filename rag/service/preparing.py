"""One raw article to everything that is stored of it. Pure, so that it can run anywhere."""

from __future__ import annotations

from datetime import datetime

from rag.chunk import split
from rag.ingest import clean
from rag.neardup import signature
from rag.quotes import extract
from rag.types import Article, Prepared, RawArticle


def prepare(raw: RawArticle, now: datetime) -> Prepared:
    """Return the cleaned article with its chunks, quotes and near-duplicate signature.

    Raises:
        ArticleError: nothing is left of it after cleaning.
    """
    return derived(raw.ref, clean(raw, now=now))


def derived(ref: str, article: Article) -> Prepared:
    """Return an article whose text is final with everything that is made from it."""
    return Prepared(
        ref,
        article,
        split(article),
        extract(article.id, article.text, title=article.title),
        signature(article.text),
    )
