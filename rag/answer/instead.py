"""The sources' own sentences in place of what a model wrote or declined to write. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import Wanted, holds, parts, wanted
from rag.answer.doubts import doubts, of_another_event, tells_the_deed
from rag.answer.extract import (
    LIGHT,
    beside_names,
    extract,
    extract_part,
    lacks,
    share_of,
    words_around,
)
from rag.answer.utmost import is_the_utmost
from rag.text.names import missing_names, names
from rag.text.numbers import missing_numbers
from rag.text.words import content_words
from rag.types import EvidenceSentence, Window

DRAFTED = 0.5
"""Share of a withheld draft's words that a sentence must have to be shown in its place."""
COPIED = 0.85
"""Share from which it says what the draft said, whatever the question's words."""
ASKED = 0.75
"""More than this share of the question's words beside its names must then be in or around the sentence."""
ADDED = 0.7
"""Share of what a withheld draft added to the question that a sentence must have to be shown in its place, whatever else it says."""

MEANT = 0.55
"""Cosine from which a sentence means what a draft says, and what is asked, though it says so in other words (docs/results.md)."""

SETTING = 0.5
"""Share of the words before a question that must be in or around a sentence that states its answer."""


def in_their_words(
    question: str,
    sentences: Sequence[EvidenceSentence],
    drafts: Sequence[str],
    window: Window | None = None,
    old: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """Return the positions of sentences that answer the question and say much of what a withheld draft said.

    What a model wrote could not be verified; what the source itself says can be shown in its place. ``old`` are the positions
    of old news, which stands back where other sentences do as well.
    """
    drafted = [(d, set(content_words(d))) for d in drafts]
    asked = beside_names(question) - LIGHT or beside_names(question)

    def says_it(sentence: EvidenceSentence) -> bool:
        if not is_the_utmost(question, sentence):
            return False
        said = set(content_words(f"{sentence.text} {sentence.title}"))
        share = max((share_of(words, said) for d, words in drafted if _has_its_own(question, d, sentence)), default=0.0)
        return share >= COPIED or (share >= DRAFTED and share_of(asked, words_around(sentence)) > ASKED)

    said = tuple(i for i in extract(question, sentences, window, old) if says_it(sentences[i]))
    return said or next(filter(None, (_with_what_is_added(question, sentences, d, window, old) for d in drafts)), ())


def _has_its_own(question: str, draft: str, sentence: EvidenceSentence) -> bool:
    """Return whether a sentence itself, not only its title, has part of what a draft says beyond the question, or a name of it.

    Where a name is asked for, those that the draft brings in decide. A sentence that has another number than the draft, of the
    same thing, corrects it.
    """
    own = missing_names(draft, [question])
    if own and wanted(question) is Wanted.NAME:
        return not set(own) <= set(missing_names(draft, [sentence.text]))
    added = set(content_words(draft)) - set(content_words(question))
    if not added.isdisjoint(content_words(sentence.text)):
        return True
    return len(missing_names(draft, [sentence.text])) < len(names(draft))


def _with_what_is_added(
    question: str, sentences: Sequence[EvidenceSentence], draft: str, window: Window | None, old: frozenset[int]
) -> tuple[int, ...]:
    """Return the position of the best sentence that answers and has what a draft adds to the question.

    "All 80 survived after the plane flipped in Toronto" gives the question back but for "Toronto": a source that says only
    that the plane flipped there bears out what was asked.
    """
    added = set(content_words(draft)) - set(content_words(question))
    own = set(missing_names(draft, [question]))
    telling = [
        i
        for i, s in enumerate(sentences)
        if added
        and share_of(added, set(content_words(s.text))) >= ADDED
        and own.isdisjoint(missing_names(draft, [s.text]))
        and tells_the_deed(question, s)
        and not doubts(question, s)
        and is_the_utmost(question, s)
    ]
    telling = [i for i in telling if i not in old] or telling
    telling = [i for i in telling if extract(question, [sentences[i]], window)] or telling
    return tuple(telling[i] for i in extract(question, [sentences[i] for i in telling], window)[:1])


def meant(
    question: str,
    sentences: Sequence[EvidenceSentence],
    draft: str,
    like_draft: Sequence[float],
    like_question: Sequence[float],
    old: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """Return the position of the sentence that has what a withheld draft adds to the question, and means what both say.

    For a question in other words than its source's: "turned down the offer to step down" where that has "refused her
    resignation". ``like_draft`` and ``like_question`` are the cosines of the sentences with each. Old news is left out.
    """
    added = set(content_words(draft)) - set(content_words(question))
    own, kind = set(missing_names(draft, [question])), wanted(question)

    def means_it(i: int, sentence: EvidenceSentence) -> bool:
        return (
            min(like_draft[i], like_question[i]) >= MEANT
            and share_of(added, set(content_words(sentence.text))) >= ADDED
            and own.isdisjoint(missing_names(draft, [sentence.text]))
            and not missing_numbers(draft, f"{sentence.text} {question}")
            and holds(sentence.text, kind)
            and is_the_utmost(question, sentence)
            and not of_another_event(question, sentence)
        )

    telling = [i for i, s in enumerate(sentences) if added and i not in old and means_it(i, s)]
    return (max(telling, key=lambda i: like_draft[i]),) if telling else ()


def stated(question: str, sentences: Sequence[EvidenceSentence], window: Window | None = None) -> tuple[int, ...]:
    """Return for each part of a question the position of a sentence that states it, word for word; empty when none does.

    Stricter than ``extract``: what is asked for must be of a kind that code can see (a name, a time, a number), and the
    sentence, the one before it and its title must have every word of the question but the counting ones. That is rarely met
    by a text that does not answer (0 of 24 unanswerable questions of the sample suite, 21 of 105 others). Of what is said before the
    question ("A plane crashed in Osk. How many survived?") they must have a part.
    """
    found: dict[int, None] = {}
    for part in parts(question):
        if wanted(part) is Wanted.ANYTHING or not beside_names(part):
            continue
        # A sentence that must have every word of the question is not doubted for how it begins.
        near = extract_part(part, sentences, window, doubting=False)
        told = [i for i in near if _has_all(part, sentences[i]) and is_the_utmost(part, sentences[i])]
        found.update(dict.fromkeys(told[:1]))
    return tuple(found)


def _has_all(part: str, sentence: EvidenceSentence) -> bool:
    *setting, asked = re.split(r"(?<=[a-z0-9][.!]) +(?=[A-Z])", part)
    before = set(content_words(" ".join(setting)))
    return not lacks(asked, sentence) and share_of(before, set(content_words(sentence.around))) >= SETTING
