"""One raw article to everything that is stored of it. Pure, so that it can run anywhere."""

from __future__ import annotations

from datetime import datetime

from rag.chunk import split
from rag.ingest import clean
from rag.neardup import signature
from rag.quotes import extract
from rag.types import Prepared, RawArticle


def prepare(raw: RawArticle, now: datetime) -> Prepared:
    """Return the cleaned article with its chunks, quotes and near-duplicate signature.

    Raises:
        ArticleError: nothing is left of it after cleaning.
    """
    article = clean(raw, now=now)
    return Prepared(
        raw.ref,
        article,
        split(article),
        extract(article.id, article.text, title=article.title),
        signature(article.text),
    )
