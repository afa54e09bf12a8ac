"""Stories in a language model's words: near to a human's, and held by their sources? Beside what is plainer.

On a fixed sample of clusters: the story in the model's words from our chosen sentences, each verified; the same story in
the sources' own words; the first sentences of the longest document; and the same model given the plain documents.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics.intervals import Metric, mean, paired_difference, wilson
from eval.metrics.rouge import MEASURES, rouge
from eval.runs.identity import model_identity
from eval.suites.briefs import HALVES, LEAD, Cluster, Samples, days_of, event_of, lead_of
from eval.systems.replies import RememberedChat, Replies
from rag.brief.event import Event
from rag.brief.plan import plan
from rag.brief.report import Report, collapse
from rag.chain.check import check_by_code
from rag.embed import CachedEmbedder
from rag.errors import ProviderError, UsageError
from rag.ports import ChatModel, Message
from rag.service import Newsdesk
from rag.service.brief.reports import Reports
from rag.service.brief.wording import CHARS, checked, drafted, material_of, messages_for
from rag.service.brief.writing import FEWEST_PHRASED, MOST_PHRASED
from rag.service.clock import WallDeadline
from rag.types import ArticleId, EvidenceSentence

SAMPLE, SEED = 30, 7
ASKS = "Summarize the news in three short, plain sentences."
DEADLINE_S = 300.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of the model's that a story shows, and the words that it cites."""

    cluster: str
    number: int
    text: str
    cited: tuple[EvidenceSentence, ...]

    @property
    def id(self) -> str:
        """What a sheet calls it."""
        return f"{self.cluster}-{self.number}"


@dataclass(frozen=True, slots=True)
class Told:
    """One cluster told in each of the ways."""

    cluster: Cluster
    worded: str
    literal: str
    plain: str
    lead: str
    shown: tuple[Shown, ...]
    drafted: int
    plain_sentences: int
    plain_supported: int
    drafts_supported: int


def sample_of(clusters: Sequence[Cluster], count: int = SAMPLE, seed: int = SEED) -> tuple[Cluster, ...]:
    """Return clusters that no threshold was chosen on, drawn with a seed."""
    held = [c for c in clusters if c.half == HALVES[1]] or list(clusters)
    random.Random(seed).shuffle(held)
    return tuple(held[:count])


def run(
    desk: Newsdesk, clusters: Sequence[Cluster], replies: Path, say: Callable[[str], None]
) -> tuple[Samples, dict[str, Metric]]:
    """Return the samples and the measures of the sample of clusters; what the model replied before is not asked again."""
    chat, fault = desk.model()
    if chat is None:
        raise UsageError("wording not measured", why=fault or "no model is set", fix="Give --llm NAME.")
    kept = Replies(replies, model_identity(desk.settings))
    try:
        return measured(told(desk, clusters, RememberedChat(chat, kept), say))
    finally:
        kept.close()


def told(
    desk: Newsdesk, clusters: Sequence[Cluster], chat: ChatModel, say: Callable[[str], None], count: int = SAMPLE
) -> list[Told]:
    """Return the clusters of the sample, told in each of the ways."""
    embedder = CachedEmbedder(desk.embedder, desk.store)
    reports = Reports(desk.store, embedder)
    wanted = sample_of(clusters, count)
    stored = {s.article.id: s for d in days_of(clusters, desk) for s in d.on_topic}
    out = []
    for n, cluster in enumerate(wanted, start=1):
        own = reports.of(collapse([stored[ArticleId(i)] for i in sorted(cluster.relevant) if i in stored]))
        if own:
            out.append(_told(cluster, own, chat, embedder))
        say(f"worded {n} of {len(wanted)} clusters")
    return out


def _told(cluster: Cluster, own: Sequence[Report], chat: ChatModel, embedder: CachedEmbedder) -> Told:
    event = event_of(cluster, own)
    planned = plan(event)
    literal = " ".join(s.text for s in planned.sentences)
    given = material_of(event, planned)
    drafts = _asked(chat, messages_for(given)) if not planned.differ else ()
    quotes = [q for r in own for q in r.quotes]
    shown, supported = [], 0
    for number, text in enumerate(drafts[:MOST_PHRASED], start=1):
        verdict, sentences = checked(text, given, quotes, embedder)
        supported += _supported(text, event, embedder)
        if verdict.supported:
            shown.append(Shown(cluster.id, number, text, tuple(sentences[i] for i in verdict.used)))
    whole = len(shown) >= min(FEWEST_PHRASED, len(planned.sentences))
    plain = _asked(chat, (Message("system", ASKS), Message("user", documents(own))))
    return Told(
        cluster, " ".join(s.text for s in shown) if whole else literal, literal, " ".join(plain), lead_of(own),
        tuple(shown) if whole else (), len(drafts[:MOST_PHRASED]), len(plain),
        sum(_supported(t, event, embedder) for t in plain), supported,
    )  # fmt: skip


def _supported(text: str, event: Event, embedder: CachedEmbedder) -> bool:
    """Return whether an answer with this sentence would be shown, by code, against all that the reports say."""
    quotes = [q for r in event.reports for q in r.quotes]
    return check_by_code(embedder, text, event.sentences, quotes, "normal")[0].supported


def documents(own: Sequence[Report], chars: int = CHARS) -> str:
    """Return the beginnings of the documents, as much as our evidence may have, in equal parts."""
    each = chars // len(own)
    return "\n\n".join(r.article.text[:each] for r in own)


def _asked(chat: ChatModel, messages: Sequence[Message]) -> tuple[str, ...]:
    try:
        return drafted(chat, messages, WallDeadline(DEADLINE_S))[0]
    except ProviderError:
        return ()


def measured(found: Sequence[Told]) -> tuple[Samples, dict[str, Metric]]:
    """Return a sample a cluster, and the measures: ROUGE of each way and the pairs, what was supported and shown."""
    samples = [_sample(t) for t in found]
    scores = [s["scores"] for s in samples]
    out: dict[str, Metric] = {}
    for name in (*MEASURES, "words"):
        ways = {way: [float(s[f"{way} {name}"]) for s in scores] for way in ("worded", "literal", "plain", "lead")}
        out |= {f"wording: {_named(way)} {name}": mean(values) for way, values in ways.items()}
        if name in MEASURES:
            for other in ("lead", "literal", "plain"):
                out[f"wording: {name} over {_named(other)}"] = paired_difference(ways["worded"], ways[other])
    drafts = sum(t.drafted for t in found)
    out["wording: stories_worded"] = wilson(sum(bool(t.shown) for t in found), len(found))
    out["wording: drafts_supported"] = wilson(sum(t.drafts_supported for t in found), drafts)
    out["wording: drafts_shown"] = wilson(sum(len(t.shown) for t in found), drafts)
    out["wording: plain_supported"] = wilson(
        sum(t.plain_supported for t in found), sum(t.plain_sentences for t in found)
    )
    return samples, out


def _named(way: str) -> str:
    return {"plain": "the model alone", "lead": f"lead-{LEAD}"}.get(way, way)


def _sample(one: Told) -> dict[str, Any]:
    scores: dict[str, float] = {}
    texts: Mapping[str, str] = {"worded": one.worded, "literal": one.literal, "plain": one.plain, "lead": one.lead}
    for way, text in texts.items():
        scores |= {f"{way} {k}": v for k, v in rouge(text, [one.cluster.reference]).items()}
        scores[f"{way} words"] = len(text.split())
    scores |= {"drafts": one.drafted, "shown": len(one.shown)}
    name = one.cluster.id
    return {
        "id": f"worded {name}",
        "kind": "worded",
        "labels": {"half": one.cluster.half},
        "question": name,
        "scores": scores,
        "shown": [{"id": s.id, "text": s.text, "cited": [c.text for c in s.cited]} for s in one.shown],
    }
