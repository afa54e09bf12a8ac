"""Which stories come first, and why: by code, each part named. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.brief.event import Event
from rag.brief.report import Report
from rag.types import BriefWindow, StoryKind

_GRAVE = re.compile(
    r"\b(?:kill(?:ed|s|ing)|dead(?:ly|liest)?|deaths?|died|dies|fatal\w*|massacre|war|invasion|invaded|earthquakes?|explo\w+|"
    r"collapse[sd]?|terror\w*|victims?|genocide|bomb\w*|airstrikes?|missiles?|coup|tsunamis?|gunm[ae]n)\b",
    re.IGNORECASE,
)
_SERIOUS = re.compile(
    r"\b(?:injur\w+|wound\w+|missing|evacuat\w+|flood\w*|fires?|wildfire\w*|crash\w*|attack\w*|shot|shooting\w*|hostages?|"
    r"outbreak\w*|emergency|arrest\w*|resign\w*|strikes?|insolven\w+|bankrupt\w*|sanction\w*|impeach\w*|epidemic|"
    r"hurricanes?|typhoons?|cyclones?|tornado(?:es)?|storms?|blazes?|erupt\w*|landslides?|mudslides?|avalanches?|derail\w*|ceasefire|collid\w+|collision)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:votes?|voted|election\w*|recount|budget|parliament|assembly|court|inquiry|law|bill|rate|bank|treaty|talks|"
    r"summit|minister|president|correction|recall\w*|protest\w*|deal|agreement|inflation)\b",
    re.IGNORECASE,
)

_SERVES = re.compile(
    r"\bwhat to (?:know|watch|expect|do|eat|buy|read)\b|\b(?:here['’]s|here is|here are) (?:what|how|who|why|where|when|which|the (?:full )?list)\b"
    r"|(?:^|[:,] )how (?:to|do i|do you|can i|can you|much (?:do|does|is|are))\b|^(?:when|where|what time|which|who) (?:is|are|do|does|can|will|to)\b.*[?]"
    r"|\b(?:full|complete) (?:list|schedule|guide)\b|\blist of\b|^(?:the )?(?:top |best )?\d+ (?:\w+ ){0,2}(?:things|ways|tips|places|books|movies|films|"
    r"shows|recipes|gifts|reasons|facts|ideas)\b|^(?:the )?best \w+|\bhoroscopes?\b|\bcrosswords?\b|\bwordle\b|\bhints?\b.*\banswers?\b"
    r"|\b(?:tv|television) (?:schedule|channel|listings|guide)\b|\b(?:how to|where to) (?:watch|stream)\b|\btime, (?:tv|channel)\b|\blive stream\b"
    r"|\b(?:freebies|giv(?:es|ing) away|coupons?|promo codes?|bogo|sweepstakes)\b|\b(?:predictions?|betting odds|expert picks)\b|\brecipes?\b"
    r"|\b(?:winning numbers|lottery results|powerball numbers|mega millions numbers)\b|\bopen (?:and|or|vs\.?) closed\b|\bopen, closed\b"
    r"|\b(?:transfer|roster|draft) tracker\b|\blive (?:scores?|score updates)\b|\bexplainer\b|\bquiz\b",
    re.IGNORECASE,
)
"""What a title of advice, a list or a listing says: it serves its readers and tells no event."""
_FIRST = re.compile(r"(?:\S+\s+){4,}?\S+:(?=\s)|.+?[.;?!](?=\s)")
"""The part of a title that says what it is: "Mint presses its last penny. What to know" tells an event."""
_GRAVE_ENOUGH = 0.25
"""Severity from which a story is one of the day whatever its titles promise."""
_ANY = re.compile("")
_WORK = re.compile(
    r"(?<!\w)[‘'“\"](?:(?:[A-ZÀ-Þ0-9][\w’-]*|of|the|and|a|an|in|to|for|on)(?:\s+|(?=[’'”\"]))){2,6}[’'”\"](?!\w)"
)
"""What a title quotes with capitals is the name of a film, a contest, a show: 'Crash the Game'."""
_OF_THE_DEAD = re.compile(
    r"\b[A-ZÀ-Þ][\w’-]+(?: (?:of|the|and|[A-ZÀ-Þ][\w’-]+))* (?:Dead|Death)\b|\b(?:Dead|Death) [A-ZÀ-Þ][a-zß-ÿ]+"
)
"""What a text writes like this is a name: the Day of the Dead, the Dead Sea."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts. All are settings."""

    independent: float = 0.35
    outlets: float = 0.10
    recency: float = 0.10
    novelty: float = 0.15
    severity: float = 0.30
    watch: float = 0.30
    topic_cap: int = 3
    running: float = 0.10


@dataclass(frozen=True, slots=True)
class Ranked:
    """An event with its kind, the watches it touches, its importance and the parts that make it up."""

    event: Event
    kind: StoryKind
    watch: tuple[str, ...]
    importance: float
    why: Mapping[str, float]


def severity(event: Event) -> float:
    """Return how grave what is reported is, where the words show it: 0 to 1. A title says it louder than a lead."""
    titles = " ".join(_without_names(r.article.title, r) for r in event.reports)
    leads = " ".join(_without_names(s.text, r) for r in event.reports for s in r.sentences[:1])
    running = " ".join(_without_names(r.article.title, r) for r in event.earlier)
    return max(
        worth * share
        for text, share in ((titles, 1.0), (leads, 0.6), (running, 0.5))
        for pattern, worth in ((_GRAVE, 1.0), (_SERIOUS, 0.7), (_PUBLIC, 0.35), (_ANY, 0.0))
        if pattern.search(text)
    )


def _without_names(text: str, report: Report) -> str:
    """Return a title or lead without the names in it that only sound grave: of works, and of what a report's text names so."""
    plain = _WORK.sub(" ", text)
    for name in {m.group() for m in _OF_THE_DEAD.finditer(" ".join(s.text for s in report.sentences))}:
        plain = plain.replace(name, " ")
    return plain


def serves(event: Event) -> bool:
    """Return whether all that is reported is advice, a list or a listing, and nothing grave."""
    return all(_advises(r.article.title) for r in event.reports) and severity(event) < _GRAVE_ENOUGH


def _advises(title: str) -> bool:
    first = _FIRST.match(title)
    return _SERVES.search(first.group() if first else title) is not None


def running(event: Event) -> float:
    """Return how long a story has run, 0 to 1, by the days before the window that told of it."""
    return 1 - 0.5 ** len({p.day for r in event.earlier if (p := r.article.published) is not None})


def rank(
    event: Event, kind: StoryKind, novelty: float, watch: Sequence[str], window: BriefWindow, weights: Weights
) -> Ranked:
    """Return an event with its importance, 0 to 1, and what each part gave to it.

    ``novelty`` is the share of what it tells that was not told before.
    """
    published = event.latest.article.published
    length = (window.until - window.since).total_seconds() or 1.0
    age = (window.until - published.at).total_seconds() if published else length
    parts = {
        "independent reports": weights.independent * (1 - 0.5 ** (event.independent - 1)),
        "outlets": weights.outlets * (1 - 1 / max(1, event.outlets)),
        "recency": weights.recency * max(0.0, min(1.0, 1 - age / length)),
        "novelty": weights.novelty * novelty,
        "running": weights.running * running(event),
        "severity": weights.severity * severity(event),
        "watchlist": weights.watch * bool(watch),
    }
    whole = sum(
        (
            weights.independent,
            weights.outlets,
            weights.recency,
            weights.novelty,
            weights.running,
            weights.severity,
            weights.watch,
        )
    )
    importance = sum(parts.values()) / whole if whole else 0.0
    return Ranked(event, kind, tuple(watch), round(importance, 4), {k: round(v, 4) for k, v in parts.items() if v})


def order(ranked: Sequence[Ranked], weights: Weights) -> tuple[Ranked, ...]:
    """Return the stories in the order to be read.

    The most important first; of one topic no more than the cap before all other topics had their turn, and nothing
    that only advises or lists before what tells an event, unless it is watched for; a story with one report behind it
    never leads while another has more.
    """
    by_worth = sorted(ranked, key=lambda r: (-r.importance, r.event.reports[0].key))
    taken: dict[str, int] = {}
    first: list[Ranked] = []
    later: list[Ranked] = []
    for story in by_worth:
        taken[story.event.topic] = taken.get(story.event.topic, 0) + 1
        (first if taken[story.event.topic] <= weights.topic_cap else later).append(story)
    placed = sorted([*first, *later], key=lambda s: not s.watch and serves(s.event))
    solid = next((i for i, r in enumerate(placed) if r.event.independent > 1), None)
    if solid and placed[0].event.independent < 2:
        placed.insert(0, placed.pop(solid))
    return tuple(placed)
