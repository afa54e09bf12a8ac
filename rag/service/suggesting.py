"""Questions that the library can answer, to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from rag.store import SqliteStore
from rag.text.names import names
from rag.text.words import content_words, stem
from rag.types import ArticleId, Filter, Quote, StoredArticle

LOOKED_AT = 120
"""The newest articles that suggestions are drawn from."""


def suggest(store: SqliteStore, where: Filter, count: int, old_after: timedelta | None) -> tuple[str, ...]:
    """Return up to ``count`` questions: what somebody said about something, and the latest on a name of the titles.

    They are drawn from what is not published ``old_after`` before the newest article: of older ones a question without
    a time is not answered. Where that gives none, they are drawn from the newest month before, and name it.
    """
    newest = store.articles(where, limit=LOOKED_AT)
    originals = [a for a in newest if a.copy_of is None]
    old = [a for a in originals if old_after is not None and _older(a, newest[0]) > old_after]
    found = _drawn(store, where, [a for a in originals if a not in old], count, "What is the latest on {}?")
    if found or not old:
        return found
    month = _month(old[0])
    of_month = [a for a in old if _month(a) == month]
    dated = _drawn(store, where, of_month, count, "What happened with {}?")
    return tuple(f"{question[:-1]} in {month}?" for question in dated)


def _older(stored: StoredArticle, newest: StoredArticle) -> timedelta:
    """Return by how much an article is older than the newest; one of unknown date is not called old."""
    published, last = stored.article.published, newest.article.published
    return last.at - published.at if published and last else timedelta()


def _month(stored: StoredArticle) -> str:
    return f"{stored.article.published.day:%B %Y}" if stored.article.published else ""


def _drawn(
    store: SqliteStore, where: Filter, articles: Sequence[StoredArticle], count: int, on_a_topic: str
) -> tuple[str, ...]:
    """Return questions on what is said in articles, mixed with one, ``on_a_topic``, on each of their topics."""
    if not articles:
        return ()
    ids = tuple(a.article.id for a in articles)
    said = _said(articles, store.quotes(where=replace(where, article_ids=ids), limit=1000))
    topics = [on_a_topic.format(topic) for topic in _topics(articles)]
    mixed = [*said[:2], *topics[: max(1, count - 2)], *said[2:], *topics[1:]]
    return tuple(dict.fromkeys(mixed))[:count]


def _said(articles: Sequence[StoredArticle], quotes: Sequence[Quote]) -> list[str]:
    """Return "What did X say about Y?" for the people quoted most, Y a word of title and quotation."""
    titles = {a.article.id: a.article.title for a in articles}
    people = [q for q in quotes if len(q.speaker.split()) in (2, 3) and q.speaker.istitle()]
    counts = Counter(q.speaker for q in people)
    found: dict[str, str] = {}
    for speaker, _ in counts.most_common(8):
        topic = _common([q for q in people if q.speaker == speaker], titles)
        if topic:
            found[speaker] = f"What did {speaker} say about the {topic}?"
    return list(found.values())


def _common(quotes: Sequence[Quote], titles: dict[ArticleId, str]) -> str | None:
    words: Counter[str] = Counter()
    for quote in quotes:
        said = set(content_words(quote.text))
        for word in titles[quote.article_id].split():
            bare = word.strip(".,:;’'\"“”")
            plain = bare.islower() and bare.isalpha() and len(bare) > 3
            if plain and stem(bare) in said and not bare.endswith(("s", "ed", "ing", "ly")):
                words[bare] += 1
    return words.most_common(1)[0][0] if words else None


def _topics(articles: Sequence[StoredArticle]) -> list[str]:
    """Return the names of several words that most titles have."""
    counts: Counter[str] = Counter()
    for stored in articles:
        words = stored.article.title.split()
        for first, second in pairwise(words):
            pair = f"{first} {second}".strip(".,:;’'\"")
            if first.isalpha() and second.strip(":,.").isalpha() and len(names(f"the {pair}")) == 2:
                counts[pair.rstrip(":,.")] += 1
    return [f"the {pair}" if pair.split()[-1] in _PLACES else pair for pair, n in counts.most_common(5) if n > 1]


_PLACES = frozenset("Bridge River Bank Party Council Cup Court Union Square Street Ministry Commission".split())
