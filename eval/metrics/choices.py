"""Multiple choice, by a rule that alone sees the choices: which one an answer, or what was found, speaks for. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from eval.cases.questions import Case
from eval.metrics.held import holds, normal
from eval.metrics.scores import plain
from rag.cite.persons import namesakes
from rag.text.names import is_part_of_name, missing_names
from rag.text.spelled import UNITS
from rag.text.words import content_words

Json = Mapping[str, Any]
Scores = dict[str, float | None]
NONE = "none of the above"
NAMED = 1 / 3
"""Share of a choice's own words from which an answer names it."""
_DIGITS = {w: str(n) for w, n in UNITS.items() if 1 < n <= 12}


def choice(case: Case, said: str) -> int | None:
    """Return the choice that an answer names, by a rule that alone sees the choices; None when it names none.

    A choice that the answer holds whole counts ("five" is 5); of several the longest. Else the one of whose own words (in
    no other choice and not in the question) the answer has the greatest share: at least a third, and more than twice that
    of any other. One that the answer calls otherwise ("Serie A" where the choice is "Serie B") is not named by what they
    share. "None of the above" is what is left when the answer names no choice.
    """
    if not said or not case.choices:
        return None
    real = _real(case)
    text = _in_digits(said)
    whole = [i for i in real if holds(text, _in_digits(case.choices[i]))]
    if whole:
        return max(whole, key=lambda i: len(case.choices[i]))
    words = set(content_words(text))
    own = {i: w for i, w in _own_words(case, real).items() if not _called_otherwise(_in_digits(case.choices[i]), text)}
    shares = {i: _share(sorted(own.get(i, ())), words) for i in real}
    best = max(real, key=lambda i: shares[i], default=None)
    if best is None or shares[best] < NAMED or any(2 * shares[i] >= shares[best] for i in real if i != best):
        return next((i for i in range(len(case.choices)) if i not in real), None)
    return best


def _own_words(case: Case, real: Sequence[int]) -> dict[int, set[str]]:
    """Return for each choice the words that tell it from the others and that the question does not give."""
    words = {i: set(content_words(_in_digits(case.choices[i]))) for i in real}
    asked = set(content_words(_in_digits(case.question)))
    return {i: words[i] - asked - set[str]().union(*(words[j] for j in real if j != i)) for i in real}


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _called_otherwise(chosen: str, text: str) -> bool:
    """Return whether a text has another name, letter or number beside what it shares with a choice: "New Jersey", "June 6"."""
    if namesakes(chosen, text):
        return True
    told = list(pairwise([*_WORD.findall(text), ""]))
    for first, second in pairwise(_WORD.findall(chosen)):
        behind, before = [b for a, b in told if a == first], [a for a, b in told if b == second]
        if behind and all(_is_other(second, b, text) for b in behind):
            return True
        if before and first.isdigit() and all(_is_other(first, a, text) for a in before):
            return True
    return False


def _is_other(ours: str, theirs: str, text: str) -> bool:
    """Return whether a word of a text is another one of the kind of a choice's word, which the text lacks in any spelling."""
    if not theirs or ours.isdigit():
        return (
            theirs.isdigit() and bool(_YEAR.fullmatch(ours)) == bool(_YEAR.fullmatch(theirs)) and not holds(text, ours)
        )
    if len(ours) == 1:
        return len(theirs) == 1 and theirs.isupper() and ours.isupper() and ours != theirs
    named = ours[0].isupper() and theirs[0].isupper() and is_part_of_name(ours) and is_part_of_name(theirs)
    return named and bool(missing_names(f"of {ours}", [text]))


def _in_digits(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda m: _DIGITS.get(m.group().lower(), m.group()), text)


def _share(wanted: Sequence[str], words: set[str]) -> float:
    return sum(w in words for w in wanted) / len(wanted) if wanted else 0.0


def best_borne(case: Case, answer: Json) -> int | None:
    """Return the choice that the found passages speak for most, None where nothing was found.

    Each passage counts 1 / rank times the share of a choice's own words that it has (1 where it holds the choice whole).
    Equal ones go by an order that is shuffled for each case anew, so that no place on the list is favoured.
    """
    texts = [(_in_digits(f"{p.get('title') or ''}\n{p['text']}"), 1 / p["rank"]) for p in answer["passages"]]
    found = [(text, set(content_words(text)), weight) for text, weight in texts]
    real = _real(case)
    borne = {
        i: sum(
            w * max(float(holds(t, _in_digits(case.choices[i]))), _share(sorted(own), words)) for t, words, w in found
        )
        for i, own in _own_words(case, real).items()
    }
    random.Random(case.id).shuffle(real)
    return max(real, key=lambda i: borne[i], default=None) if found else None


def multiple_choice(case: Case, answer: Json) -> Scores:
    """Return whether the choice that an answer names is right (unscored when it names none), and what "none" was worth.

    An answer says "none" when it is withheld or names no choice. ``none_right``: it does where no choice is right;
    ``none_wrong``: it does where one is. ``multiple_choice``: where one is right, whether the choice that the answer
    names, or else that of ``best_borne``, is it: every such case counts.
    """
    if not case.choices or not case.answer_index:
        return {}  # where nothing says which choice is right, none is wrong
    picked = choice(case, plain(answer))
    none = picked is None or is_none(case.choices[picked])
    found: Scores = {
        "choice_right": None if picked is None else float(picked in case.answer_index),
        "choice_made": float(picked is not None),
    }
    if any(is_none(case.choices[i]) for i in case.answer_index):
        return found | {"none_right": float(none)}
    pick = best_borne(case, answer) if none else picked
    return found | {"none_wrong": float(none), "multiple_choice": float(pick in case.answer_index)}


def _real(case: Case) -> list[int]:
    """Return the places of the choices that are none of "none of the above"."""
    return [i for i, c in enumerate(case.choices) if not is_none(c)]


def is_none(text: str) -> bool:
    """Return whether a choice says that none of the others is right."""
    return normal(text) == NONE.replace("the ", "")
