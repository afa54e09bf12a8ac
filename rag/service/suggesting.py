"""Questions that the library can answer, to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.store import SqliteStore
from rag.text.names import names
from rag.text.words import content_words, stem
from rag.types import ArticleId, Filter, Quote, StoredArticle

LOOKED_AT = 120
"""The newest articles that suggestions are drawn from."""


def suggest(store: SqliteStore, where: Filter, count: int = 3) -> tuple[str, ...]:
    """Return up to ``count`` questions: what somebody said about something, and the latest on a name of the titles."""
    newest = store.articles(where, limit=LOOKED_AT)
    originals = [a for a in newest if a.copy_of is None]
    if not originals:
        return ()
    ids = tuple(a.article.id for a in originals)
    quotes = store.quotes(where=replace(where, article_ids=ids), limit=1000)
    said = _said(originals, quotes)
    topics = [f"What is the latest on {topic}?" for topic in _topics(originals)]
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
