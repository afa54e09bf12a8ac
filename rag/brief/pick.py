"""Which sentences tell a story: central, from the lead, whole by themselves, each adding something. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.brief.differ import differences, overtaken
from rag.brief.event import Event
from rag.brief.report import Report
from rag.brief.screen import tells, unquoted
from rag.text.leaning import leans
from rag.text.names import names
from rag.text.numbers import missing_numbers, numbers
from rag.text.words import content_words
from rag.types import EvidenceSentence

MOST = 4
MOST_CHARS = 720
REPEATS = 0.6
"""Share of the shorter sentence's words in common from which the second one says nothing new."""
DEEPEST = 14
"""How far down an article a sentence may stand."""

_PRONOUN = re.compile(
    r"[\"“‘']?(?:(?:none|all|some|most|many|several|both|each|one|two|three|four|five|half|\d+) of (?:them|these|those|whom)"
    r"|he|she|it|they|this|these|those|we|his|her|their)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[\"“‘']?(?:(?:but|and|or|nor|yet|so)(?! far\b)\b|(?:however|alternatively|otherwise|instead|similarly|likewise|furthermore|moreover|"
    r"meanwhile|additionally|nonetheless|nevertheless|consequently|therefore|thus|hence|besides|conversely|still|also|yes|no|indeed|then|"
    r"afterwards?|for (?:example|instance|others|reference)|in (?:addition|contrast|comparison|turn|response|other words)|by (?:contrast|comparison)|"
    r"on the other hand|on top of that|(?:despite|because of|after|besides|beyond|given|as part of|in spite of|instead of) (?:this|that|these|those|it|which)|as (?:a result|such)|even so|(?:about |around |some |just |only |more than |less than )?(?:an? |the )?(?:\w+ )?(?:second|minute|hour|day|week|month|year|moment)s? (?:later|earlier|afterwards)"
    r"|after that|before that(?: day)?|since then|until then|at (?:that|the same) time|"
    r"(?:the )?(?:former|latter))[,;:]|(?:similarly|compared) to\b|(?:enter|seems|looks|sounds) |(?:the )?others? (?:is|are|was|were|have|has|had|said|say)\b"
    r"|the [\w-]+ (?:pair|trio|duo|chain|retailer|carrier|airline|singer|actor|actress|star|player|rapper|comedian)\b"
    r"|the \d+-year-old\b)|[^.]{3,80}, (?:however|though|too)[.]",
    re.IGNORECASE,
)
"""What goes on from the sentence before: "But …", "Alternatively, …", "The 40-year-old …"."""
_ADDRESSES = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
"""Words of the outlet to its reader: advice, where news says what happened."""
_WHO = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_SAID_WHO = re.compile(r",[”\"]?\s+(?:he|she|they)\s+\w+(?:\s\w+){0,3}[.]$")
"""What somebody said, who is named elsewhere: "…, she added."."""
_OPENS_QUOTED = re.compile(r"\s*[\"“«](?:[^\s”\"»]+\s+){4}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may stand in a story, its words and how well it would tell it."""

    sentence: EvidenceSentence
    words: frozenset[str]
    score: float


def word_weights(reports: Sequence[Report]) -> Mapping[str, float]:
    """Return how central each word is to some reports: 0 to 1."""
    weights: defaultdict[str, float] = defaultdict(float)
    for report in reports:
        for text, weight in ((report.article.title, 2.0), (report.lead, 1.0), (report.article.text, 0.5)):
            for word in set(content_words(text)):
                weights[word] += weight
    top = max(weights.values(), default=1.0)
    return {w: x / top for w, x in weights.items()}


def central(text: str, weights: Mapping[str, float]) -> float:
    """Return how much of what matters a text speaks of, whatever its length."""
    found = sorted((weights.get(w, 0.0) for w in set(content_words(text))), reverse=True)[:12]
    return sum(found) / max(6, len(found))


def candidates(event: Event) -> tuple[Candidate, ...]:
    """Return the sentences of an event that can stand alone, best first. Overtaken figures are not among them."""
    weights = word_weights(event.core)
    everything = [s for r in event.reports for s in r.sentences[:DEEPEST]]
    old = {(everything[i].article_id, everything[i].span) for i in overtaken(everything)}
    told = [
        (frozenset(content_words(s.text)), s.text) for r in event.earlier for s in r.sentences[:DEEPEST] if tells(s)
    ]
    found = []
    for age, report in enumerate(reversed(event.core)):
        for place, sentence in enumerate(report.sentences[:DEEPEST]):
            if (sentence.article_id, sentence.span) in old or not usable(report, sentence):
                continue
            found.append(_scored(sentence, place, age, weights, told))
    return tuple(sorted(found, key=lambda c: -c.score))


def usable(report: Report, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence can stand alone as part of a story."""
    pronoun = _PRONOUN.match(sentence.text) is not None
    goes_on = bool(sentence.before) and _GOES_ON.match(sentence.text) is not None
    leaning = pronoun or goes_on or (leans(sentence.text) and (bool(sentence.before) or not names(sentence.text)))
    return tells(sentence) and not leaning and report.narrates(sentence)


def _scored(
    sentence: EvidenceSentence,
    place: int,
    age: int,
    weights: Mapping[str, float],
    told: Sequence[tuple[frozenset[str], str]],
) -> Candidate:
    words = frozenset(content_words(sentence.text))
    score = 0.45 * central(sentence.text, weights) + 0.35 / (1 + 0.35 * place) + 0.1 / (1 + age)
    score += 0.05 * bool(numbers(sentence.text)) + 0.05 * bool(names(sentence.text))
    if _OPENS_QUOTED.match(sentence.text):
        score -= 0.25
    if _ADDRESSES.search(unquoted(sentence.text)):
        score -= 0.2
    if _tells_not_who(sentence.text):
        score -= 0.2
    if place and any(overlap(words, old) >= REPEATS and not missing_numbers(sentence.text, text) for old, text in told):
        score -= 0.2
    return Candidate(sentence, words, score)


def _tells_not_who(text: str) -> bool:
    """Return whether a sentence leaves it to another one who "he" is: it has names, and none before the word."""
    own = unquoted(text)
    who = _WHO.search(own)
    if who is None:
        return _SAID_WHO.search(text) is not None
    return _SAID_WHO.search(text) is not None or (bool(names(own)) and not names(own[: who.start()]))


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the shorter one's words that the other has too."""
    return len(a & b) / max(1, min(len(a), len(b)))


def pick(event: Event, most: int = MOST, chars: int = MOST_CHARS) -> tuple[EvidenceSentence, ...]:
    """Return the sentences that tell an event, in the order to be read.

    Where reports differ on what a chosen sentence says, the other side stands next to it.
    """
    pool = list(candidates(event))
    other_side = _other_sides(event)
    chosen: list[Candidate] = []
    while pool and len(chosen) < most:
        best = max(pool, key=lambda c: (_worth(c, chosen), -pool.index(c)))
        pool.remove(best)
        if chosen and _worth(best, chosen) < 0.15:
            break
        if sum(len(c.sentence.text) for c in chosen) + len(best.sentence.text) > chars and chosen:
            continue
        chosen.append(best)
        against = other_side.get((best.sentence.article_id, best.sentence.span.start))
        if against is not None and all(c.sentence != against for c in chosen):
            chosen.append(Candidate(against, frozenset(content_words(against.text)), 0.0))
            pool = [c for c in pool if c.sentence != against]
    return _as_written([c.sentence for c in chosen])


def _as_written(chosen: Sequence[EvidenceSentence]) -> tuple[EvidenceSentence, ...]:
    """Return the sentences with those of one article behind the first in its own order: it speaks of "the worker" after it named one."""
    out = list(chosen)
    for article in dict.fromkeys(s.article_id for s in chosen[1:]):
        places = [i for i, s in enumerate(chosen) if i and s.article_id == article]
        own = sorted((chosen[i] for i in places), key=lambda s: s.span.start)
        for place, sentence in zip(places, own, strict=True):
            out[place] = sentence
    return tuple(out)


def _worth(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    same = max((overlap(candidate.words, c.words) for c in chosen), default=0.0)
    if same >= REPEATS:
        return -1.0
    fresh_voice = bool(chosen) and all(candidate.sentence.source != c.sentence.source for c in chosen)
    return candidate.score - 0.4 * same + 0.05 * fresh_voice


def _other_sides(event: Event) -> Mapping[tuple[str, int], EvidenceSentence]:
    sentences = conflicting_pool(event)
    out: dict[tuple[str, int], EvidenceSentence] = {}
    for _, a, b in differences(sentences):
        for one, two in ((a, b), (b, a)):
            if not (sentences[two].before and leans(sentences[two].text)):
                out[(sentences[one].article_id, sentences[one].span.start)] = sentences[two]
    return out


def conflicting_pool(event: Event) -> tuple[EvidenceSentence, ...]:
    """Return the sentences among which differences are looked for: of each report the first ones."""
    return tuple(s for r in event.reports for s in r.sentences[:DEEPEST] if tells(s) and r.narrates(s))
