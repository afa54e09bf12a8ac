"""The answer without a model: the best sentences themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise, zip_longest

from rag.answer.apart import denies_too, is_past, leads_in, of_another_year, tells_where
from rag.answer.asked import Wanted, deed_asked, holds, measures, parts, wanted
from rag.answer.context import speaker_note
from rag.answer.doubts import DOUBTED, asked_above, doubts, is_foretold, of_another_event, tells_the_deed
from rag.answer.lands import lacks_the_land
from rag.answer.others import told_of_others
from rag.answer.scope import counts_the_noun
from rag.answer.when import of_another_day
from rag.answer.why import tells_why
from rag.text.dates import in_words
from rag.text.figures import figures, state_words, states
from rag.text.kindred import deeds
from rag.text.names import but_for_first_names, missing_names, names
from rag.text.speakers import nation_of
from rag.text.words import content_words, fold
from rag.types import ArticleId, EvidenceSentence, Window

MOST = 3
"""How many sentences an extractive answer has at most, or one for each part of the question up to the next figure."""
MOST_PARTS = 5
SHARE_OF_BEST = 0.85
"""A further sentence must come this close to the best one."""
NEW_WORDS = 0.25
"""Share of a further sentence's words that must be in none before it."""
COVERAGE = 0.5
"""Share of the question's content words that the chosen sentences and their titles must have."""
DEEDLESS = 0.75
"""That share where none of them tells what somebody is asked for: who "directed" the film, of which they only tell."""
FEW_WORDS = 4
ASKED_WORDS = 0.25
"""How much the words of a question beside its names raise a sentence that has them."""
KIN = 0.6
"""What of that a word of the same deed counts for, beside the question's own word: "won" is nearer to "won" than "victory"."""
LATER = 0.08
"""How much the latest of the fitting reports is raised above the earliest: the later state of a story holds."""

COUNTING = frozenset(deeds("many much old long far large big high tall happen latest news name"))
LIGHT = frozenset(deeds("people persons today week weeks month months year years day days recent recently least"))
"""Words that a sentence need not have: whom everybody means, and the time, by which the articles were chosen."""

_LIGHTEST = frozenset(deeds("people persons today week weeks recent recently least"))
"""Those of them that no answer need have even where little else is asked; "last year" is much of what was lost in it."""

_SCORE = frozenset(deeds("score money"))
"""What a number may be of without being called so: 3-1 is a score, 420,000 marks are money."""

_MONEY = re.compile(
    r"[$£€¥₹]|\b(?:dollars?|euros?|pounds?|marks?|cents?|pence|kron(?:er|or)|rupees?|yen)\b", re.IGNORECASE
)
_COSTS = frozenset(content_words("cost costs price worth"))
"""What a sum of money need not be called: a fee of $5 is what it costs."""

_SPARED = re.compile(
    r"\b(?:(?:search\w*|look\w*|hunt\w*) for|surviv\w+|rescued|saved|escaped|trapped|unhurt|unharmed|alive)\b",
    re.IGNORECASE,
)
"""Words of people who are in none of the states of ``figures``: whoever is sought or got away is not of the dead."""
_NO_COUNT = re.compile(rf"{_SPARED.pattern}|\bunclear\b|\bunknown\b|\bnot known\b|\bhow many\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,])\d[\d.,]*(?<![.,])(?!\w)")
_ALL = re.compile(r"\b(?:all|every\w*|each|most|only|just|exactly|nobody|no one)\b", re.IGNORECASE)
_AUXILIARY = "do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must"
_COUNTED = re.compile(
    rf"\bhow (?:many|much) (?!(?:{_AUXILIARY})\b)([\w-]+(?: [\w-]+)?)|\b(?:what|which) (?:is|was|are|were) the ([\w-]+)",
    re.IGNORECASE,
)
_WHICH_NATION = re.compile(r"(\b(?:[Ww]hich|[Ww]hat) )([A-Z][\w.]+) (?=[a-z])")
_BEEN = r"(?:is|are|was|were|(?:has|have|had|will|would|could) (?:been|be))"
_DONE_TO = re.compile(rf"\bhow many (?:[\w-]+ )?([\w-]+) {_BEEN} (?:being )?([a-z]+)", re.IGNORECASE)


def extract(
    question: str,
    sentences: Sequence[EvidenceSentence],
    window: Window | None = None,
    old: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """Return the positions of the sentences that answer the question, best first; empty when none does.

    A sentence answers when it holds the kind of thing that is asked for and asks nothing itself; together the chosen ones
    must speak of what the question speaks of, or the answer would be a guess. ``window`` is the time that the question's
    words name: what a sentence dates to other years is no answer. ``old`` are the positions of old news, which stand back
    where others answer as well.
    """
    return _shared_out([extract_part(part, sentences, window, old) for part in parts(question)])


def _shared_out(found: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the positions found for each part of a question, in the order of the parts: each has its best before one has more."""
    rounds = chain.from_iterable(zip_longest(*found))
    most = max(MOST, min(MOST_PARTS, sum(map(bool, found))))
    kept = set(list(dict.fromkeys(i for i in rounds if i is not None))[:most])
    return tuple(i for i in dict.fromkeys(chain.from_iterable(found)) if i in kept)


def extract_part(
    question: str,
    sentences: Sequence[EvidenceSentence],
    window: Window | None,
    old: frozenset[int] = frozenset(),
    *,
    doubting: bool = True,
) -> tuple[int, ...]:
    """Return what ``extract`` does, for a question of one part. ``doubting``: whether the form of a sentence speaks against it.

    Where only sentences of another day than the question's would answer, those are returned, to be withheld for that reason.
    """
    others = frozenset(i for i, s in enumerate(sentences) if of_another_day(question, s, window))
    found = _extract_from(question, sentences, window, old, doubting=doubting, left_out=others)
    if found or not others:
        return found
    return tuple(i for i in _extract_from(question, sentences, window, old, doubting=doubting) if i in others)


def _extract_from(
    question: str,
    sentences: Sequence[EvidenceSentence],
    window: Window | None,
    old: frozenset[int],
    *,
    doubting: bool,
    left_out: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    kind = wanted(question)
    told: dict[ArticleId, list[str]] = {}
    for sentence in sentences:
        told.setdefault(sentence.article_id, []).append(sentence.around)
    fitting = [
        i
        for i, s in enumerate(sentences)
        if i not in left_out
        and _fits(question, s, kind)
        and not of_another_year(question, s, window)
        and not lacks_the_land(question, s.text, told[s.article_id])
    ]
    if not fitting:
        return ()
    worth = _worths(question, [sentences[i] for i in fitting])
    doubted = [doubts(question, sentences[i]) if doubting else 0 for i in fitting]
    sound = [w * DOUBTED**n for w, n in zip(worth, doubted, strict=True)]
    # What is free of doubt, or not old, may leave the matter to what is not: "half of the money" behind "420,000 marks in all".
    tries = ((sound, old), (worth, old), (worth, frozenset[int]()))
    found = (
        _chosen(question, sentences, _unlike(sentences, _near(fitting, worth, by, behind))) for by, behind in tries
    )
    chosen = next(filter(None, found), ())
    return chosen if _tells_what_is_asked(question, [sentences[i] for i in chosen]) else ()


def _near(
    fitting: Sequence[int], worth: Sequence[float], sound: Sequence[float], old: frozenset[int]
) -> tuple[int, ...]:
    """Return the best of the fitting sentences and those near it, without old news where others are as near."""
    ranked = sorted(range(len(fitting)), key=lambda n: (-sound[n], fitting[n]))
    best = ranked[0]
    least = SHARE_OF_BEST * worth[best]  # a doubtful one stands alone: what comes near it is no better
    # Nor does a doubtful one stand beside one that is sound, be it ever so near the question's words.
    near = [
        fitting[n]
        for n in ranked
        if n == best or (sound[n] >= least and (sound[n] == worth[n] or sound[best] < worth[best]))
    ]
    return tuple([i for i in near if i not in old] or near)


def _unlike(sentences: Sequence[EvidenceSentence], near: Sequence[int]) -> tuple[int, ...]:
    """Return the first of the sentences that each add something to those before: two reports may share their words."""
    kept: list[int] = []
    for position in near:
        text = sentences[position].text
        words, said = set(content_words(text)), [sentences[i].text for i in kept]
        new = words - {w for t in said for w in content_words(t)}
        if not kept or len(new) > NEW_WORDS * len(words) or missing_names(text, said) or any(map(str.isdigit, new)):
            kept.append(position)
    return tuple(kept[:MOST])


def _chosen(question: str, sentences: Sequence[EvidenceSentence], chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of the best sentences that speak of what the question speaks of; empty when they do not even together."""
    counting = wanted(question) is Wanted.NUMBER
    if counting:
        chosen = tuple(i for i in chosen if _counts_alike(question, sentences[chosen[0]].text, sentences[i].text))
    chosen_sentences = [sentences[i] for i in chosen]
    if counting and not _counts_what_is_asked(question, chosen_sentences):
        return ()
    if not covers(question, chosen_sentences):
        return ()
    # Where the best one has the matter alone, what is beside it adds nothing; else they have it together.
    alone = tuple(i for i in chosen if covers(question, [sentences[i]]))
    return alone if alone[:1] == chosen[:1] else chosen


def _fits(question: str, sentence: EvidenceSentence, kind: Wanted) -> bool:
    """Return whether a sentence holds the kind of thing that is asked for; a name must not be one of the question."""
    if leads_in(sentence.text) or not denies_too(question, sentence.text) or not tells_where(question, sentence):
        return False
    text = _without_given_numbers(question, sentence.text) if kind is Wanted.NUMBER else sentence.text
    if not holds(text, kind) or not measures(question, text):
        return False
    if _done_otherwise(question, sentence.text) or of_another_event(question, sentence) or is_past(question, sentence):
        return False
    if is_foretold(question, sentence.text) or told_of_others(question, sentence):
        return False
    question = _without_its_nation(question)
    asked = names(question)
    missing = but_for_first_names(missing_names(question, [sentence.around]), question)
    if asked and len(missing) > len(asked) / 2:
        return False  # it tells of somebody or something else
    if kind is Wanted.NUMBER and not _counts_those(states(question), sentence):
        return False
    if kind is not Wanted.NAME:
        return True
    given = {n.lower() for n in asked}
    return any(n.lower() not in given for n in names(f"{speaker_note(sentence)}{sentence.text}"))


def _without_its_nation(question: str) -> str:
    """Return a question without the nation of what it asks for: papers at home do not call a chain "American"."""

    def spared(match: re.Match[str]) -> str:
        word = fold(match[2]).replace(".", "")
        return match[1] if nation_of(word) not in (None, word) else match[0]

    return _WHICH_NATION.sub(spared, question)


def _without_given_numbers(question: str, text: str) -> str:
    """Return a sentence without the numbers that a question gives: "Game 7" is no score of game 7; "all 242 died" stays."""
    given = set(_DIGITS.findall(question))
    if not given or _ALL.search(text):
        return text
    return _DIGITS.sub(lambda m: " " if m.group() in given else m.group(), text)


def _counts_those(asked: frozenset[str], sentence: EvidenceSentence) -> bool:
    """Return whether a sentence can count the dead, the missing that are asked for; True where none are.

    Its title lends it a state only where the sentence speaks of none, and counts nobody else than the title does: beside
    "avalanche kills two", "they were looking for five skiers" counts others.
    """
    told, titled = states(sentence.text), states(sentence.title)
    if not asked:
        return True
    if (asked.isdisjoint(told) and (told or _SPARED.search(sentence.text))) or not asked <= told | titled:
        return False
    counted = figures(sentence.text)
    if told:
        # No figure that code can see may still be a count ("nobody was hurt"), if not one of others, nor of the unknown.
        return any(f.of not in told - asked for f in counted) if counted else not _NO_COUNT.search(sentence.text)
    known = {f.number.value for f in figures(sentence.title) if f.of not in titled - asked}
    return not known or any(f.number.value in known for f in counted)


def _done_otherwise(question: str, text: str) -> bool:
    """Return whether a sentence tells of those who are counted that something else was done to them: jailed, acquitted."""
    asked = _DONE_TO.search(question)
    if not asked:
        return False
    told = re.findall(rf"\b{re.escape(asked.group(1))} {_BEEN} (?:also )?([a-z]+)", text, re.IGNORECASE)
    done = set(content_words(asked.group(2)))
    return bool(told and done) and done.isdisjoint(content_words(text)) and not states(asked.group(2))


def _worths(question: str, fitting: Sequence[EvidenceSentence]) -> list[float]:
    """Return each sentence's score, raised where it has what is asked beside the names, and where it is the later report."""
    beside = beside_names(question)
    wanted_deeds = beside - LIGHT or beside
    wanted_words = {w for w in content_words(question) if not wanted_deeds.isdisjoint(deeds(w))}
    days = sorted({s.published.at for s in fitting if s.published})
    out = []
    for sentence in fitting:
        told = f"{sentence.text} {asked_above(sentence)}"
        exact, kin = (_part_of(w, f(told)) for w, f in ((wanted_words, content_words), (wanted_deeds, deeds)))
        share = (1 - KIN) * exact + KIN * kin
        place = (
            days.index(sentence.published.at) / max(1, len(days) - 1) if sentence.published and len(days) > 1 else 0.0
        )
        out.append(sentence.score + ASKED_WORDS * share + LATER * place)
    return out


def _part_of(wanted_words: set[str], told: Sequence[str]) -> float:
    return len(wanted_words & set(told)) / max(1, len(wanted_words))


def beside_names(question: str) -> set[str]:
    """Return the stems of a question's content words that are no part of a name and no counting word."""
    named = {w for n in names(question) for w in deeds(n)}
    return set(deeds(question)) - named - COUNTING


def _counts_what_is_asked(question: str, chosen: Sequence[EvidenceSentence]) -> bool:
    """Return whether the sentences have the noun behind "how many" or "the population": a number alone may count anything."""
    match = _COUNTED.search(question)
    noun = set(deeds(match.group(1) or match.group(2))) if match else set()
    noun -= _SCORE
    asked = states(question)
    things = noun - {d for word in state_words(question, asked) for d in deeds(word)}
    noun = things if things - LIGHT else noun  # "how many children died" wants children, not only dead
    if noun and noun <= LIGHT and asked and any(figures(s.text) for s in chosen):
        return True  # "people" are whoever is said to be dead, to be hurt, and that they are is known by ``_fits``
    have = set(deeds(" ".join(f"{s.text} {s.title}" for s in chosen)))
    have = have.union(*(known_by_state(question, s) for s in chosen))
    return not noun or bool(noun & have)


def _counts_alike(question: str, best: str, other: str) -> bool:
    """Return whether a further sentence gives the dead, the missing of the question the number that the best one gives.

    Another number is of another day or another event; where reports differ, that is shown apart from the answer.
    """
    asked = states(question)
    ours, theirs = ({f.number.value for f in figures(t) if f.of in asked} for t in (best, other))
    return not asked or ours == theirs


def covers(question: str, chosen: Sequence[EvidenceSentence], least: float = COVERAGE) -> bool:
    """Return whether sentences with their titles speak of what is asked: a share of all its words, and of those that are no names."""
    text = set[str]().union(*(words_around(s) for s in chosen), *(known_by_state(question, s) for s in chosen))
    text = text.union(*(_day(s) for s in chosen))
    text |= in_one_word(question, text)
    asked, beside = set(deeds(question)) - LIGHT, beside_names(question)
    beside = beside - _LIGHTEST or beside
    return share_of(asked, text) >= least and share_of(beside, text) >= least


def _tells_what_is_asked(question: str, chosen: Sequence[EvidenceSentence]) -> bool:
    """Return whether one of the sentences tells the deed of whoever is asked for, counts the noun of "how many", or gives a reason.

    A longer question says enough beside it.
    """
    if not any(tells_why(question, s.text) for s in chosen):
        return False
    deed, beside = deed_asked(question), beside_names(question)
    if any(tells_the_deed(question, s) and counts_the_noun(question, s.text) for s in chosen):
        return True
    if len(beside) > FEW_WORDS:
        return True
    return beside.isdisjoint(deeds(deed)) or covers(question, chosen, DEEDLESS)


def _day(sentence: EvidenceSentence) -> set[str]:
    """Return the words of the day on which a report came out: what happened "on Tuesday" need not say so."""
    return set(deeds(in_words(sentence.published.day))) if sentence.published else set()


def share_of(wanted_words: set[str], have: set[str]) -> float:
    """Return the share of the wanted words that are had, 0 to 1; 1 where none is wanted."""
    return len(wanted_words & have) / len(wanted_words) if wanted_words else 1.0


def lacks(question: str, sentence: EvidenceSentence) -> set[str]:
    """Return the words of a question that neither a sentence nor its surroundings have; "died" is there where "dead" is."""
    have = set(content_words(sentence.around)) | known_by_state(question, sentence)
    costs = _COSTS if _MONEY.search(sentence.text) else frozenset[str]()
    return set(content_words(question)) - COUNTING - LIGHT - costs - have


def known_by_state(question: str, sentence: EvidenceSentence) -> set[str]:
    """Return the words of a question that are told by another word for the same state: "died" where "dead" is."""
    told = states(sentence.around)
    return {w for m in state_words(question, told) for w in (*content_words(m), *deeds(m))}


def in_one_word(question: str, have: set[str]) -> set[str]:
    """Return the stems of a question's neighbouring words that a text writes as one: "air strikes" where it has "airstrikes"."""
    asked = deeds(question)
    return {w for pair in pairwise(asked) if "".join(pair) in have for w in pair}


def words_around(sentence: EvidenceSentence) -> set[str]:
    """Return the stems of a sentence, its title and the one before it, neighbouring ones written as one word among them."""
    told = deeds(sentence.around)
    return {*told, *map("".join, pairwise(told))}


def worded(sentence: EvidenceSentence) -> str:
    """Return an evidence sentence as a sentence of an answer: quoted words keep their speaker."""
    note = speaker_note(sentence)
    text = " ".join(sentence.text.split())
    return f"{note}“{text}”" if note else text
