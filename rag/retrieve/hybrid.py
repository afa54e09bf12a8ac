"""Question to passages: dense and full text, fused, the best read closer, aged, copies collapsed, capped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta, tzinfo

from rag.ports import ArticleReader, ChunkRow, Embedder, Nearest, Reranker, Vectors
from rag.retrieve.fuse import fuse
from rag.retrieve.recency import prior
from rag.retrieve.select import Caps, Ranked, cap, collapse_copies
from rag.retrieve.window import read_window, topic
from rag.types import Filter, Passage, Question, Scored, Window


@dataclass(frozen=True, slots=True)
class Tuning:
    """The weights of the ranking. The defaults are the ones measured in docs/results.md."""

    dense: float = 1.0
    lexical: float = 1.0
    reranked: float = 3.0
    lexical_beside: float = 0.7
    """What the full text counts beside the closer reading, which sees the words as well."""
    recency: bool = True
    candidates: int = 50
    reread: int = 30
    caps: Caps = field(default_factory=Caps)


_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Found:
    """What retrieval gives: the window it read, the filter it applied, passages, how many reports."""

    window: Window
    filter: Filter
    passages: tuple[Passage, ...]
    question_vector: Vectors
    reports: int
    independent: int


class HybridRetriever:
    """Ranks the chunks of a store for a question. Holds no state between questions."""

    def __init__(
        self,
        reader: ArticleReader,
        index: Nearest | None,
        embedder: Embedder,
        reranker: Reranker | None = None,
        *,
        zone: tzinfo,
        tuning: Tuning | None = None,
    ) -> None:
        self._reader = reader
        self._index = index
        self._embedder = embedder
        self._zone = zone
        self._tuning = tuning or Tuning()
        self._reranker = reranker

    def retrieve(self, question: Question, k: int) -> Found:
        """Return up to k passages, best first, with the window and the filter that were applied."""
        window = self.window(question)
        where = filter_for(question, window, self._zone)
        vector = self._embedder.embed([question.text])[0]
        ranked = self._rank(question, vector, window, where)
        if not ranked and _names_years(window):
            # No report is from then, but later ones may tell of it: "moved Thanksgiving in 1939".
            window = replace(window, strict=False)
            where = filter_for(question, window, self._zone)
            ranked = self._rank(question, vector, window, where)
        collapsed = collapse_copies(ranked)
        chosen = cap(collapsed, self._tuning.caps, k)
        groups = {r.row.group for r in chosen}
        reports = {r.row.chunk.article_id for r in ranked if r.row.group in groups}
        passages = tuple(_passage(rank, item) for rank, item in enumerate(chosen, start=1))
        return Found(window, where, passages, vector, len(reports), len(groups))

    def window(self, question: Question) -> Window:
        """Return the window in force: the one given beside the question, or the one its words name."""
        read = read_window(question.text, question.as_of, self._zone)
        if question.any_time:
            return Window(None, None, None)
        if question.since is None and question.until is None:
            return read
        return replace(read, since=question.since, until=question.until, words=None, strict=True)

    def _rank(self, question: Question, vector: Vectors, window: Window, where: Filter) -> tuple[Ranked, ...]:
        tuning, words = self._tuning, topic(question.text)
        rankings: list[Sequence[Scored]] = []
        weights: list[float] = []
        if tuning.dense and self._index is not None:
            rankings.append(self._index.query(vector, tuning.candidates, where))
            weights.append(tuning.dense)
        if tuning.lexical:
            rankings.append(self._reader.search_text(words, tuning.candidates, where))
            weights.append(tuning.lexical)
        fused = fuse(rankings, weights)
        # The index may lag behind the store by a moment; the store's dates decide.
        rows = {
            chunk_id: row
            for chunk_id, row in self._reader.chunk_rows(list(fused)).items()
            if where.admits(row.published, row.fetched_at)
        }
        aged = {chunk_id: self._prior(row, window, where) for chunk_id, row in rows.items()}
        if tuning.reranked and self._reranker is not None:
            best = sorted(rows, key=lambda c: (-fused[c] - aged[c], c))[: tuning.reread]
            scores = self._reranker.score(words, [rows[c] for c in best])
            rankings.append(sorted(map(Scored, best, scores), key=lambda s: (-s.score, s.chunk_id)))
            if tuning.lexical:
                weights[-1] = tuning.lexical_beside
            fused = fuse(rankings, [*weights, tuning.reranked])
        ranked = [Ranked(row, fused[chunk_id] + aged[chunk_id]) for chunk_id, row in rows.items()]
        return tuple(sorted(ranked, key=lambda r: (-r.score, r.row.chunk.id)))

    def _prior(self, row: ChunkRow, window: Window, where: Filter) -> float:
        return prior(row.published, window, where.as_of) if self._tuning.recency else 0.0


def _names_years(window: Window) -> bool:
    """Return whether a question's words name a whole year or several."""
    if window.words is None or not window.strict or window.since is None or window.until is None:
        return False
    return window.until - window.since >= _A_YEAR


def filter_for(question: Question, window: Window, zone: tzinfo) -> Filter:
    """Return the filter of a question: a soft window ranks, only a strict one excludes. A day is a day of the zone."""
    strict = window.strict
    return Filter(
        as_of=question.as_of,
        since=window.since if strict else None,
        until=window.until if strict else None,
        sources=question.sources,
        article_ids=question.article_ids,
        zone=zone,
    )


def _passage(rank: int, item: Ranked) -> Passage:
    row = item.row
    return Passage(
        rank,
        row.chunk.article_id,
        row.chunk.span,
        row.chunk.text,
        round(item.score, 4),
        row.title,
        row.source,
        row.url,
        row.published,
    )
