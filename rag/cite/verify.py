"""Is a sentence supported by its evidence? The code checks veto; a calibrated score decides the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rag.cite.ages import other_ages
from rag.cite.amounts import other_amount
from rag.cite.borders import other_border
from rag.cite.causes import invented_cause
from rag.cite.counts import other_toll, reckoned, told_otherwise
from rag.cite.days import other_days
from rag.cite.held import other_number
from rag.cite.joined import joined, told_before_the_rival
from rag.cite.matter import other_editions, other_matter, stray_numbers
from rag.cite.modality import overstated
from rag.cite.negation import MOST_OF_IT, opposed_there
from rag.cite.offices import unknown_office
from rag.cite.opposites import told_opposite
from rag.cite.order import first_for_last, turned_round
from rag.cite.persons import told_of_another
from rag.cite.places import other_filling
from rag.cite.posts import other_post
from rag.cite.quotations import normal, quotation_faults
from rag.cite.roles import other_role
from rag.cite.shares import other_whole
from rag.cite.support import Faults, cover, features, probability, threshold
from rag.cite.swaps import changed_places
from rag.cite.unsaid import denied_everywhere, not_known, suspects_deed
from rag.text.clocks import missing_clocks, without_clocks
from rag.text.dates import missing_dates, stray_dates, without_dates, years_meant
from rag.text.months import missing_months
from rag.text.names import first_names_given, missing_names, mixed_up
from rag.text.numbers import missing_numbers
from rag.text.quarters import missing_quarters, short_quarters, with_short_quarters
from rag.text.spelled import figures_in, with_figures
from rag.text.words import content_words
from rag.types import EvidenceSentence, Falsity, Quote, Verdict

OPPOSITE = "the sources say the opposite (negation)"
"""The veto on a claim that the first of the sentences it is put to denies."""
NEAREST = 4
COPIED = 0.99
MOST_TOLD = 0.6
"""Share of a claim's words that a sentence and what it leans on have where it tells of the same matter as less than a fact."""
RELATED = 0.5
"""Cosine of the nearest sentence and three quarters of the best share of a claim's words, together: under it the evidence is about something else.
Of 601 supported claims none is under it, of claims put to another claim's source 97 in 100 (docs/results.md)."""
WORTH_CITING = 0.3
"""Share of a claim's words that a further sentence must add to be cited for them alone."""


def verify(
    claim: str,
    evidence: Sequence[EvidenceSentence],
    *,
    similarity: Sequence[float] | None = None,
    p_yes: float | None = None,
    quotes: Sequence[Quote] = (),
    level: str = "normal",
) -> Verdict:
    """Return whether the evidence supports a claim, how surely, and in words why not.

    ``similarity`` are the cosines of the claim with each evidence sentence; ``p_yes`` is a language
    model's probability that it is supported, when one was asked; ``quotes`` say whose words are whose.
    A number, date, name or quotation that the evidence lacks is a veto that no score outvotes.
    """
    if not evidence or not content_words(claim):
        return Verdict(False, 0.0, (), ("there is nothing to support it",), ())
    cosines = list(similarity) if similarity is not None else [0.0] * len(evidence)
    copied = _copied(claim, evidence)
    faults = find_faults(claim, evidence, quotes)
    if copied is not None and not faults.quotations:
        return Verdict(True, COPIED, (), (), (copied,))
    texts = [_with_speaker(s) for s in evidence]
    found = features(*_written_alike(claim, texts), cosines, faults, p_yes)
    apart = _unrelated(found, measured=similarity is not None)
    likely = probability(found) * (1.0 - apart)
    around = [f"{s.title}. {s.before} {t}" for s, t in zip(evidence, texts, strict=True)]
    used = cited(claim, texts, cosines, around)
    vetoes = faults.vetoes or (("the sources do not speak of this",) if apart else ())
    falsity = faults.falsity
    if not vetoes:
        vetoes, falsity = _carried_otherwise(claim, evidence, texts, around, used)
    reasons = [*vetoes]
    if likely < threshold(level):
        reasons.append(f"support too weak ({likely:.2f})")
    return Verdict(not reasons, likely, vetoes, tuple(reasons), used, found, falsity)


def _written_alike(claim: str, texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return both with what one writes in words as the other writes it: "nineteen" is the word "19", "second quarter" "Q2"."""
    here, there = figures_in([claim]), figures_in(texts)
    ours, theirs = short_quarters([claim]), short_quarters(texts)
    alike = [with_short_quarters(with_figures(text, here), ours) for text in texts]
    return with_short_quarters(with_figures(claim, there), theirs), alike


def cited(
    claim: str, texts: Sequence[str], similarity: Sequence[float], around: Sequence[str] | None = None
) -> tuple[int, ...]:
    """Return the positions of the sentences to cite: the best one, and others only for what it and its surroundings lack.

    A further sentence must bring a name or a number of the claim, or a good part of its words. ``around`` are the texts
    with their title and the sentence before.
    """
    context = texts if around is None else around
    broad = cover(claim, texts, similarity, around=context)
    narrow = cover(claim, texts, similarity, WORTH_CITING, context)
    if len(narrow) == len(broad):
        return broad
    lacking = [missing_names(claim, [" ".join(context[i] for i in broad[:n])]) for n in range(1, len(broad) + 1)]
    counted = [missing_numbers(claim, " ".join(context[i] for i in broad[:n])) for n in range(1, len(broad) + 1)]
    enough = next(
        n for n in range(1, len(broad) + 1) if lacking[n - 1] == lacking[-1] and counted[n - 1] == counted[-1]
    )
    return broad[: max(enough, len(narrow))]


def find_faults(claim: str, evidence: Sequence[EvidenceSentence], quotes: Sequence[Quote] = ()) -> Faults:
    """Return what the claim has and the evidence lacks: numbers, dates, names, quoted words."""
    texts = [f"{s.before} {s.text}" for s in evidence]
    origins = {f"{s.title} {s.source or ''}" for s in evidence}
    years = {float(year) for s in evidence for year in years_meant(s)}
    counted = without_clocks(without_dates(claim))
    missing = missing_numbers(counted, " ".join([*texts, *origins]), also=years)
    differences = reckoned(counted, texts)
    return Faults(
        numbers=tuple(n for n in missing if n not in differences)
        or tuple(n for n in stray_numbers(counted, evidence, also=years) if n.split(" (")[0] not in differences)
        or told_otherwise(counted, texts)
        or other_ages(claim, texts),
        dates=missing_dates(claim, evidence) + missing_months(claim, evidence) + missing_quarters(claim, evidence),
        names=missing_names(claim, [*texts, *origins]) or mixed_up(claim, [*texts, *origins]),
        quotations=quotation_faults(claim, evidence, quotes),
        times=missing_clocks(claim, [*texts, *origins]),
    )


def _unrelated(found: Mapping[str, float], *, measured: bool) -> float:
    """Return how far the evidence is about something else than the claim, 0 (about it) to 1.

    No sentence has its words or its meaning then. The fitted score cannot tell: it saw claims on their own sources only.
    """
    if not measured:
        return float(found["recall_all"] == 0)
    near = found["cosine_best"] + 0.75 * found["recall_best"]
    return max(0.0, 1.0 - max(0.0, near) / RELATED)


def _carried_otherwise(
    claim: str, evidence: Sequence[EvidenceSentence], texts: Sequence[str], around: Sequence[str], used: Sequence[int]
) -> tuple[tuple[str, ...], Falsity]:
    """Return the first veto of what stands in the evidence, but not so where the claim is carried, with how false it makes it."""
    unshown, denied, misgiven = Falsity.UNSHOWN, Falsity.DENIED, Falsity.MISGIVEN
    checks: tuple[tuple[Falsity, Callable[[], tuple[str, ...]]], ...] = (
        (unshown, lambda: _stray_names(claim, evidence, used)),
        (unshown, lambda: _stray_editions(claim, texts, used)),
        (unshown, lambda: tuple(f"number not in the sources: {n}" for n in other_matter(claim, evidence))),
        (unshown, lambda: told_of_another(claim, texts, around, used)),
        (denied, lambda: _opposite(claim, evidence, used)),
        (unshown, lambda: _other_dates(claim, evidence, used)),
        (unshown, lambda: tuple(f"told of another day: {d}" for d in other_days(claim, evidence, used))),
        (denied, lambda: _overstatement(claim, evidence, used)),
        (denied, lambda: _told_otherwise(claim, evidence, used)),
        (denied, lambda: _in_no_place(claim, evidence, texts, used)),
        (denied, lambda: _one(invented_cause(claim, texts))),
        (unshown, lambda: _one(not_known(claim, texts))),
        (denied, lambda: _one(suspects_deed(claim, texts) or denied_everywhere(claim, texts))),
        (misgiven, lambda: _one(other_post(claim, texts) or other_whole(claim, texts))),
        (misgiven, lambda: _one(unknown_office(claim, [s.around for s in evidence]))),
    )
    return next(((found, kind) for kind, check in checks if (found := check())), ((), unshown))


def _one(fault: str | None) -> tuple[str, ...]:
    return (fault,) if fault else ()


def _stray_names(claim: str, evidence: Sequence[EvidenceSentence], used: Sequence[int]) -> tuple[str, ...]:
    """Return vetoes for the names that only other articles have than those that the claim rests on."""
    articles = {evidence[i].article_id for i in used}
    theirs = [f"{s.source or ''}. {s.around}" for s in evidence if s.article_id in articles]
    missing = missing_names(claim, theirs)
    known = first_names_given(claim, theirs, [s.around for s in evidence]) if missing else frozenset()
    return tuple(f"name not where this is told: {n}" for n in missing if n not in known)


def _stray_editions(claim: str, texts: Sequence[str], used: Sequence[int]) -> tuple[str, ...]:
    """Return a veto where the sentence that carries the claim tells it of another one in the row."""
    return tuple(words for i in used[:1] for words in other_editions(claim, texts[i]))


def nearest(claim: str, evidence: Sequence[EvidenceSentence], similarity: Sequence[float]) -> tuple[int, ...]:
    """Return the positions of the sentences nearest to a claim, in order: what a judge is shown."""
    wanted = set(content_words(claim))
    order = sorted(
        range(len(evidence)),
        key=lambda i: (
            -similarity[i] - 0.1 * len(wanted & set(content_words(evidence[i].text))) / max(1, len(wanted)),
            i,
        ),
    )
    return tuple(sorted(order[:NEAREST]))


def _with_speaker(sentence: EvidenceSentence) -> str:
    """Return an utterance with its speaker in front, another sentence as it is."""
    return f"{sentence.before} {sentence.text}" if sentence.before.endswith(":") else sentence.text


def _copied(claim: str, evidence: Sequence[EvidenceSentence]) -> int | None:
    """Return the position of a sentence that the claim repeats word for word, or None."""
    bare = normal(claim)
    for place, sentence in enumerate(evidence):
        if bare in (normal(sentence.text), normal(_with_speaker(sentence)), normal(_without_colon(sentence))):
            return place
    return None


def _without_colon(sentence: EvidenceSentence) -> str:
    return re.sub(r" said:$", ":", sentence.before) + " " + sentence.text


def _opposite(claim: str, evidence: Sequence[EvidenceSentence], used: Sequence[int]) -> tuple[str, ...]:
    """Return a veto where the sentence that tells of the claim's matter denies it, and none that has its words affirms it."""
    denied = any(_denies(claim, evidence[i]) for i in used[:1])
    if denied and all(_denies(claim, s) for s in _full(claim, evidence)):
        return (OPPOSITE,)
    return ()


def _other_dates(claim: str, evidence: Sequence[EvidenceSentence], used: Sequence[int]) -> tuple[str, ...]:
    """Return a veto for each date that the sentence which carries the claim gives to something else.

    A date may come from another sentence that says more of the claim than that date: "The deal was completed in February".
    """
    found: list[str] = []
    for place in used[:1]:
        lacking = set(content_words(claim)) - set(content_words(evidence[place].text))
        for stray in stray_dates(claim, evidence[place], evidence):
            more = lacking - set(content_words(stray))
            adding = [s for s in evidence if more & set(content_words(s.text))]
            found += [f"date of something else: {stray}"] if all(missing_dates(stray, [s]) for s in adding) else []
    return tuple(found)


def _overstatement(claim: str, evidence: Sequence[EvidenceSentence], used: Sequence[int]) -> tuple[str, ...]:
    """Return a veto where the sentences that have the claim's words tell only of a plan, a possibility or a charge."""
    wanted = set(content_words(claim))
    for place in used[:1]:
        told = evidence[place]
        word = overstated(claim, _with_speaker(told))
        known = wanted & set(content_words(told.around))
        others = all(overstated(claim, _with_speaker(s)) for s in _full(claim, evidence))
        if word and others and len(known) >= MOST_TOLD * len(wanted):
            return (f"less than a fact in the sources ({word})",)
    return ()


def _told_otherwise(claim: str, evidence: Sequence[EvidenceSentence], used: Sequence[int]) -> tuple[str, ...]:
    """Return a veto where the sentence that carries the claim, and each that has its words, tells the opposite of it."""
    role = partial(_by_role, evidence=evidence)
    rival = partial(_by_rival, evidence=evidence)
    word, order, place, side, amount, toll, joining = map(
        _in_words, (_by_a_word, turned_round, first_for_last, other_border, other_amount, other_toll, joined)
    )
    for fault in (word, order, place, side, amount, toll, role, joining, rival):
        found = [fault(claim, evidence[i]) for i in used[:1]]
        if any(found) and all(fault(claim, s) for s in _full(claim, evidence)):
            return (f"told otherwise in the sources: {found[0]}",)
    return ()


def _in_no_place(
    claim: str, evidence: Sequence[EvidenceSentence], texts: Sequence[str], used: Sequence[int]
) -> tuple[str, ...]:
    """Return a veto for what stands in a place of a claim and in that of no sentence of the evidence.

    It is looked for in the article that carries it: two articles tell of two like things in like words.
    """
    own = [t for i in used[:1] for s, t in zip(evidence, texts, strict=True) if s.article_id == evidence[i].article_id]
    for fault in (other_filling, other_number):
        if (found := fault(claim, own)) and fault(claim, texts):
            return (f"told otherwise in the sources: {found}",)
    return ()


def _in_words(fault: Callable[[str, str], str]) -> Callable[[str, EvidenceSentence], str]:
    return lambda claim, told: fault(claim, _with_speaker(told))


def _by_a_word(claim: str, told: str) -> str:
    pair = told_opposite(claim, told)
    return f"{pair[1]}, not {pair[0]}" if pair else ""


def _by_rival(claim: str, told: EvidenceSentence, evidence: Sequence[EvidenceSentence]) -> str:
    own = [s for s in evidence if s.article_id == told.article_id]
    earlier = " ".join([told.title, told.before, *(s.text for s in own if s.span < told.span)])
    return told_before_the_rival(claim, _with_speaker(told), earlier, [s.text for s in own])


def _by_role(claim: str, told: EvidenceSentence, evidence: Sequence[EvidenceSentence]) -> str:
    around = " ".join(f"{s.title}. {s.text}" for s in evidence)
    return other_role(claim, _with_speaker(told), around) or changed_places(claim, _with_speaker(told))


def _full(claim: str, evidence: Sequence[EvidenceSentence]) -> list[EvidenceSentence]:
    """Return the sentences that have nearly all the words of a claim."""
    wanted = set(content_words(claim))
    return [s for s in evidence if len(wanted & set(content_words(_with_speaker(s)))) >= MOST_OF_IT * len(wanted)]


def _denies(claim: str, sentence: EvidenceSentence) -> bool:
    return opposed_there(claim, _with_speaker(sentence), f"{sentence.title}. {sentence.before}")
