"""Material to a brief. The same material gives the same brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.brief.changes import rewritten
from rag.brief.event import Event, Revision
from rag.brief.plan import adds_nothing, kind_of, novelty, plan
from rag.brief.rank import Ranked, Weights, order, rank
from rag.brief.report import Copied, Report, collapse
from rag.brief.watch import Watch, touches, watch_of
from rag.ports import Progress
from rag.service.brief.events import events, untold, with_revisions
from rag.service.brief.material import Material
from rag.service.brief.reports import Reports, aside, leading_up, screened
from rag.service.brief.status import status_of
from rag.service.brief.writing import Phraser, Writer
from rag.text.words import word_count
from rag.types import (
    Brief,
    BriefCounts,
    BriefStatus,
    Quiet,
    Sentence,
    SetAside,
    StoredArticle,
    Story,
    StoryKind,
    Watched,
)

SUMMARY_LINES = 5
WORDS_A_MINUTE = 220
MOST_QUIET = 6
UNTELLABLE = "no sentence that can stand in a brief"


@dataclass(frozen=True, slots=True)
class Making:
    """How a brief is made: who makes reports, what counts, who phrases (None: the sources' own sentences)."""

    reports: Reports
    weights: Weights
    most_stories: int
    embeddings: str
    phraser: Phraser | None = None

    @property
    def llm(self) -> str:
        """What words the stories: a model's name, or none."""
        return self.phraser.name if self.phraser else "none"


def compose(brief_id: str, material: Material, making: Making, progress: Progress) -> Brief:
    """Return the brief that the material makes."""
    groups = collapse(material.stored)
    fresh = [g for g in groups if not g.known]
    reports, no_news = screened(making.reports.of(fresh))
    late = tuple(aside(g.first.article, _as_copy(g, material)) for g in groups if g.known)
    undated = tuple(aside(a, "undated: never guessed into a day") for a in material.undated)
    progress("articles", len(material.stored), len(material.stored))
    found = _events(reports, material, making)
    untold_ones = untold(found, material.told) if material.request.new_only else found
    told_before = len(found) - len(untold_ones)
    wanted = tuple(e for e in untold_ones if not (material.request.new_only and adds_nothing(e)))
    watches = [watch_of(w) for w in material.watch]
    placed = _placed(wanted, watches, material, making.weights)
    writer = Writer(making.phraser, material.phrased)
    stories, unspoken = _written(placed[: making.most_stories], writer, progress)
    watched = tuple(_watched(w, stories, writer, material) for w in watches)
    status, why = status_of(material, stories, known_stories=told_before, repeated=len(untold_ones) - len(wanted))
    return Brief(
        id=brief_id,
        window=material.window,
        status=status,
        why=why,
        stories=stories,
        summary=tuple(_in_short(s) for s in stories[:SUMMARY_LINES]),
        citations=writer.citations,
        counts=BriefCounts(
            articles=len(material.stored),
            duplicates=len(material.stored) - len(fresh),
            stories=len(stories),
            withheld=writer.withheld,
            set_aside=len(late) + len(no_news) + len(unspoken),
            undated=len(undated) + material.undated_more,
            left_out=max(0, len(placed) - making.most_stories),
            told_before=told_before,
            worded=sum(s.phrased_by != "none" for s in stories),
        ),
        minutes=reading_minutes(stories),
        quiet=_quiet(material, found, stories) if status is not BriefStatus.DEGRADED else (),
        watched=watched,
        set_aside=(*late, *no_news, *unspoken, *undated),
        reader=material.request.reader,
        trace={
            "llm": making.llm,
            "embeddings": making.embeddings,
            "prompts": dict(making.phraser.prompts) if making.phraser else {},
            "phrased": dict(writer.phrased),
            "wording_stopped": making.phraser.fault if making.phraser else None,
        },
    )


def _events(reports: Sequence[Report], material: Material, making: Making) -> tuple[Event, ...]:
    pool = leading_up(making.reports.of([Copied(s, (), known=False) for s in material.pool]))
    revised = making.reports.of([Copied(r.article, (), known=False) for r in material.revised])
    before = {r.article.article.id: r.before.text for r in material.revised}
    revisions = [Revision(r, before[r.article.id]) for r in revised]
    return with_revisions(
        events(reports, pool, material.known), [r for r in revisions if _told_otherwise(r)], material.known
    )


def _told_otherwise(revision: Revision) -> bool:
    return bool(rewritten(revision))


def _as_copy(group: Copied, material: Material) -> str:
    original: StoredArticle | None = next((s for s in material.pool if s.article.id == group.first.copy_of), None)
    published = original.article.published if original else None
    return f"a copy of an article of {published.day.isoformat()}" if published else "a copy of an earlier article"


def _placed(found: Sequence[Event], watches: Sequence[Watch], material: Material, weights: Weights) -> Sequence[Ranked]:
    ranked = []
    for event in found:
        watched = tuple(w.text for w in watches if touches(w, event))
        ranked.append(rank(event, kind_of(event), novelty(event), watched, material.window, weights))
    return order(ranked, weights)


def _written(
    placed: Sequence[Ranked], writer: Writer, progress: Progress
) -> tuple[tuple[Story, ...], tuple[SetAside, ...]]:
    """Return the stories, and the articles of those events that no sentence tells."""
    stories: list[Story] = []
    unspoken: list[SetAside] = []
    for number, ranked in enumerate(placed, start=1):
        story = writer.story(ranked, plan(ranked.event))
        if story.sentences:
            stories.append(story)
        else:
            printed = (a for r in ranked.event.reports for a in (r.article, *r.copies))
            unspoken += [aside(a, UNTELLABLE) for a in printed]
        progress("stories", number, len(placed))
    return tuple(stories), tuple(unspoken)


def _in_short(story: Story) -> Sentence:
    """Return what says a story in one line; of a correction never what was wrong without what is right."""
    first, right = story.sentences[0], next((c.new for c in story.what_changed), None)
    if story.kind is not StoryKind.CORRECTION or right is None or right == first:
        return first
    if right in story.sentences:
        return right
    numbers = tuple(dict.fromkeys((*first.citations, *right.citations)))
    return Sentence(f"{first.text} {right.text}", numbers, min(first.support, right.support))


def _watched(watch: Watch, stories: Sequence[Story], writer: Writer, material: Material) -> Watched:
    own = tuple(s.id for s in stories if watch.text in s.watch)
    answer = next((a for a in material.answers if a.text == watch.text), None)
    sentences = tuple(writer.quoted(text, citations) for text, citations in answer.sentences) if answer else ()
    return Watched(watch.text, own, material.watch_seen.get(watch.text), sentences)


def _quiet(material: Material, found: Sequence[Event], stories: Sequence[Story]) -> tuple[Quiet, ...]:
    present = {e.id for e in found} | {s.id for s in stories}
    told = [Quiet(story, headline, day) for story, headline, day in material.running if story not in present]
    return tuple(told[:MOST_QUIET])


def reading_minutes(stories: Sequence[Story]) -> int:
    """Return how many minutes the stories take to read, at least one."""
    words = sum(word_count(s.text) for story in stories for s in _read(story))
    return max(1, round(words / WORDS_A_MINUTE))


def _read(story: Story) -> Sequence[Sentence]:
    return (
        *story.sentences,
        *story.unknown,
        *(s.sentence for s in story.timeline),
        *(c.new for c in story.what_changed),
    )
